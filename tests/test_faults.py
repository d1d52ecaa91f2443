"""The closed list of fault codes: one exception each, each on the page about faults."""

from __future__ import annotations

import re
from pathlib import Path

from extractor import errors
from extractor.cli.messages import FAULTS
from extractor.errors import ExtractorError

PAGE = Path(__file__).parents[1] / "docs" / "faults.md"
CODES = {
    kind.code: kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, ExtractorError)
}


def test_each_fault_has_a_code_of_its_own():
    kinds = [
        kind
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, ExtractorError)
    ]
    assert len(CODES) == len(kinds) >= 15


def test_the_page_names_each_code_once():
    codes = PAGE.read_text("utf-8").partition("\n## ")[0]
    rows = re.findall(r"^\| `([a-z-]+)` \|", codes, re.MULTILINE)
    assert sorted(rows) == sorted(CODES)


def test_each_code_has_a_word_in_chinese():
    assert sorted(FAULTS) == sorted(set(CODES) - {"internal"}) or "internal" in FAULTS
    assert set(CODES) - {"internal"} <= set(FAULTS)
