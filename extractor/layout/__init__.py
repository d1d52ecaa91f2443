"""Glyphs and ruling lines of pages to lines, tables and paragraphs; shared by PDF, OFD and OCR.

In: `Page` values. Out: the blocks and furniture of a `Document`.
"""
