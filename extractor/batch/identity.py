"""Who made a result: one made by another code, with another registry or other bounds, is stale."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import extractor
from extractor.bounds import DEFAULTS, Bounds, changed

_KINDS = frozenset({".py", ".toml", ".csv", ".json"})
_APART = frozenset({"batch", "cli", "__pycache__"})
"""Folders of the package that no record depends on."""


class Maker(NamedTuple):
    """The version of the package, a hash of its code and words, and one of the settings."""

    version: str
    code: str
    registry: str
    """Of the registry and of the bounds that are not the usual ones; empty where there are none."""


def maker(registry: Path | None, bounds: Bounds = DEFAULTS) -> Maker:
    """Return who makes the results of this run.

    Raises:
        OSError: The registry cannot be read.
    """
    listed = hashlib.sha256(registry.read_bytes()).hexdigest()[:16] if registry else ""
    other = changed(bounds)
    if other:
        told = f"{listed} {sorted(other.items())}".encode()
        listed = hashlib.sha256(told).hexdigest()[:16]
    return Maker(version("notice-extractor"), _code(), listed)


@lru_cache(maxsize=1)
def _code() -> str:
    """Return a hash of the files that decide what a record says, wherever they are installed."""
    home = Path(extractor.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(home.rglob("*")):
        place = path.relative_to(home)
        if path.suffix in _KINDS and not _APART.intersection(place.parts):
            content = hashlib.sha256(path.read_bytes()).digest()
            digest.update(place.as_posix().encode() + b"\0" + content)
    return digest.hexdigest()[:16]
