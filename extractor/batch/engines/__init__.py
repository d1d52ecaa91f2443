"""Engines: jobs in, what became of them out, in any order; one file an engine."""

from __future__ import annotations

from extractor.batch.engines.engine import Engine, Event

__all__ = ["Engine", "Event"]
