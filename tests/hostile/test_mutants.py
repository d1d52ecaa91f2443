"""Damaged files: each is read or refused with a fault of the tool's own, and none takes long."""

from __future__ import annotations

import time

import pytest

from tests.hostile.child import plainly
from tests.hostile.mutate import mutant, seeds

GROUP = 100
SECONDS = 5


@pytest.mark.parametrize("group", range(10))
def test_damaged_files_are_read_or_refused(group: int) -> None:
    for number in range(group * GROUP, (group + 1) * GROUP):
        form, data = mutant(number)
        start = time.process_time()
        ending = plainly(data)
        assert not ending.startswith(("raised", "internal")), f"mutant {number} ({form}): {ending}"
        assert time.process_time() - start < SECONDS, f"mutant {number} ({form})"


def test_damage_comes_from_its_seed_alone() -> None:
    assert [mutant(n, 7) for n in range(30)] == [mutant(n, 7) for n in range(30)]
    assert {form for form, _ in seeds()} == {
        "txt",
        "html",
        "docx",
        "doc",
        "xlsx",
        "xls",
        "pdf",
        "ofd",
    }
