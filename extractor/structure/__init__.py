"""`Document` in, `Outline` out: what each block of the document is in a notice."""

from extractor.structure.outline import Outline, outline

__all__ = ["Outline", "outline"]
