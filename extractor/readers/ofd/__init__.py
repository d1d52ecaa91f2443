"""OFD files (GB/T 33190-2016), fixed-layout documents in a zip of XML, to a `Document`.

Characters and paths are taken from the pages' XML; what they make up is `layout`'s matter.
"""

from __future__ import annotations

from extractor.readers.ofd.reading import read

__all__ = ["read"]
