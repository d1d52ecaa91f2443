"""How much there is to read, found out beside the reading, so that the time left can be told."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence

from extractor.batch.settings import Options
from extractor.batch.sources.found import Found
from extractor.batch.sources.globs import Choice
from extractor.batch.sources.remote import URL
from extractor.batch.sources.walk import Walk


class Survey:
    """Goes through sources on the disk in a thread of its own; those at URLs are not asked twice.

    Args:
        sources: As they were named.
        options: Of the run.
    """

    def __init__(self, sources: Sequence[str], options: Options) -> None:
        self.size: int | None = None
        """Bytes of all files that will be met, once that is known."""
        self._places = [os.fsencode(source) for source in sources]
        self._walk = Walk(
            Choice(options.include, options.exclude),
            follow_links=options.follow_links,
            apart=options.output,
        )
        self._stopped = False
        if not any(URL.match(source) for source in sources):
            threading.Thread(target=self._count, daemon=True).start()

    def stop(self) -> None:
        """Count no further."""
        self._stopped = True

    def _count(self) -> None:
        size = 0
        for found in self._walk.over(self._places):
            if self._stopped:
                return
            if isinstance(found, Found):
                size += found.size or 0
        self.size = size
