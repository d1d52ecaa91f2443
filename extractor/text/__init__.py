"""Text with its provenance, and the small grammars of the trade that work on plain strings."""
