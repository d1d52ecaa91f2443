"""Fixes carried out: a file in, the same file with certain mendings out, nothing else changed."""

from extractor.checks.fixing.mending import Mended, mend

__all__ = ["Mended", "mend"]
