"""Each hostile file ends as the register says, in time and in memory.

``register.tsv`` holds a line for each file: what it is, how it ends, and a memory limit where the
file is known to exceed the usual one inside one process (`extractor batch` bounds it there). A
file that ends otherwise, better or worse, fails the test until the line is changed by hand;
``python -m tests.hostile`` prints how they all end.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hostile import cases
from tests.hostile.child import run

SECONDS = 30
MEGABYTES = 768
REGISTER = {
    line.split("\t")[0]: line.split("\t")[1]
    for line in (Path(__file__).parent / "register.tsv").read_text("utf-8").splitlines()
}
ONLY_BOUNDED_BY_BATCH = {"pdf: marks in marks", "pdf: forms that branch"}
"""PDFium itself takes more memory than a process should give."""


def test_the_register_names_every_file():
    assert sorted(REGISTER) == sorted(cases())


@pytest.mark.parametrize("name", sorted(cases()))
def test_a_hostile_file_ends_as_the_register_says(name: str) -> None:
    outcome = run(cases()[name](), seconds=SECONDS)
    if name in ONLY_BOUNDED_BY_BATCH:
        assert outcome.ending == "killed 6"
        return
    assert outcome.ending == REGISTER[name]
    assert outcome.seconds < SECONDS
    assert outcome.megabytes < MEGABYTES
