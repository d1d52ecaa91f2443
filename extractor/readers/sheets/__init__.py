"""What workbooks of every make have in common: number formats, sheets, the blocks in them."""
