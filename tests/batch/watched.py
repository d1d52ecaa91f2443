"""Documents read under the watch of `tests.guard`: who strays dies of it."""

from __future__ import annotations

from extractor.batch.work import extract_document
from tests import guard

WORK = "tests.batch.watched:extract_document"
__all__ = ["WORK", "extract_document"]

guard.watch()
