"""The pages of a PDF as pictures, within bounds; PDFium draws them, and opens nothing else."""

from __future__ import annotations

import io
from contextlib import closing

MAX_PAGES = 300
MAX_BYTES = 64 << 20
"""Bytes of all pictures of one file: a browser holds them at once."""
_SIDE = 1_400
"""Pixels of the longer side of a page: A4 at 120 dots an inch."""
_QUALITY = 60


def page_pictures(data: bytes) -> tuple[bytes, ...]:
    """Return a JPEG of each page of a PDF; empty where there are too many or one cannot be drawn.

    All or none: a reviewer must not take the pages that are shown for the whole document.
    """
    import pypdfium2  # noqa: PLC0415 - importing it starts the library

    found: list[bytes] = []
    try:
        with closing(pypdfium2.PdfDocument(data)) as document:
            if len(document) > MAX_PAGES:
                return ()
            for page in document:
                side = max(page.get_size())
                if not side > 0:
                    return ()
                bitmap = page.render(scale=_SIDE / side, grayscale=False)
                stream = io.BytesIO()
                bitmap.to_pil().convert("RGB").save(stream, "JPEG", quality=_QUALITY)
                found.append(stream.getvalue())
                if sum(map(len, found)) > MAX_BYTES:
                    return ()
    except (pypdfium2.PdfiumError, OSError, ValueError):
        return ()
    return tuple(found)
