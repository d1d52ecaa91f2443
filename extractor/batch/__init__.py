"""A whole archive in one run: sources in, records and an account of every input out.

`run` is the entry; what it leaves behind is described in ``docs/batch.md``.
"""

from __future__ import annotations

from extractor.batch.running import CannotRun, Report, run
from extractor.batch.settings import Limits, Options
from extractor.batch.supervisor import Tally, Watcher

__all__ = ["CannotRun", "Limits", "Options", "Report", "Tally", "Watcher", "run"]
