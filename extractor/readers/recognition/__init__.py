"""Pictures of pages to `Page` values: the one stage that recognises rather than reads (OCR).

In: pixels. Out: what a reader of text would have given the layout: characters with their boxes,
ruling lines. Needs the extra ``ocr``; only documents whose bounds allow it (`Bounds.ocr_pages`)
are recognised. The models come with the extra: nothing is downloaded.
"""

from __future__ import annotations

from extractor.readers.recognition.engine import Pixels
from extractor.readers.recognition.reading import (
    MOST_PIXELS,
    RESOLUTION,
    Recogniser,
    advice,
    recogniser,
)

__all__ = ["MOST_PIXELS", "RESOLUTION", "Pixels", "Recogniser", "advice", "recogniser"]
