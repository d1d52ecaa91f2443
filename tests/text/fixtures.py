"""The cases of a TOML file as parameters of a test."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent / "cases"


def cases(name: str, *groups: str, folder: Path = HERE) -> list[Any]:
    """The cases of the groups; those of ``known_failures`` must fail until they are mended."""
    content = tomllib.loads((folder / f"{name}.toml").read_text("utf-8"))
    found = []
    for group in groups or tuple(content):
        marks = [pytest.mark.xfail(reason="known failure")] if group == "known_failures" else []
        for given, expected in content[group].items():
            found.append(pytest.param(given, expected, id=f"{group}: {given}", marks=marks))
    return found
