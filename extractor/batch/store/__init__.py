"""What a run leaves behind: the manifest, the records, and the accounts of both."""
