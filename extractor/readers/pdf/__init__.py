"""PDF files with a text layer (ISO 32000-1) to a `Document`.

Characters and ruling lines come from PDFium, in bulk; what they make up is `layout`'s matter.
"""

from __future__ import annotations

from extractor.readers.pdf.reading import read

__all__ = ["read"]
