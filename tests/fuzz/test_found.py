"""What fuzzing found once is never to come again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.targets import TARGETS

FOUND = sorted((Path(__file__).parent / "found").iterdir())


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.stem)
def test_what_was_found_ends_well(path: Path) -> None:
    """The name of a file begins with its target: ``clauses-what-was-wrong.bin``."""
    TARGETS[path.stem.partition("-")[0]](path.read_bytes())


def test_every_target_is_tried_with_something() -> None:
    for name, target in TARGETS.items():
        target(b"")
        target(f"{name} 由市财政局牵头".encode())
