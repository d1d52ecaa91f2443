"""Turns Chinese government notices (公文、通知) into task records that can be trusted."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractor.api import Result, extract, extract_many
    from extractor.bounds import Bounds
    from extractor.errors import ExtractorError
    from extractor.model.notice import Notice, Task, Unit
    from extractor.records import read_records
    from extractor.units import Registry, load_registry
    from extractor.validation import Finding, validate
    from extractor.writers.frames import to_arrow, to_pandas

__all__ = [
    "Bounds",
    "ExtractorError",
    "Finding",
    "Notice",
    "Registry",
    "Result",
    "Task",
    "Unit",
    "extract",
    "extract_many",
    "load_registry",
    "read_records",
    "to_arrow",
    "to_pandas",
    "validate",
]

_HOMES = {
    "Bounds": "extractor.bounds",
    "Result": "extractor.api",
    "extract": "extractor.api",
    "extract_many": "extractor.api",
    "ExtractorError": "extractor.errors",
    "Notice": "extractor.model.notice",
    "Task": "extractor.model.notice",
    "Unit": "extractor.model.notice",
    "Registry": "extractor.units",
    "load_registry": "extractor.units",
    "Finding": "extractor.validation",
    "read_records": "extractor.records",
    "to_arrow": "extractor.writers.frames",
    "to_pandas": "extractor.writers.frames",
    "validate": "extractor.validation",
}


def __getattr__(name: str) -> Any:
    """Import the public names when they are first asked for, so that ``--help`` is quick."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
