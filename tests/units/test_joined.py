"""Lists put together from units that were read by hand part into the same units again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extractor.units.jurisdictions import find_jurisdiction
from extractor.units.reading import read_units

GOLD = sorted((Path(__file__).parents[1] / "gold").glob("*.json"))
ROLES = ("lead", "responsible", "supporting", "supervising")
NOWHERE = find_jurisdiction([], year=2022)


@pytest.mark.parametrize("mark", ["、", "，", "；"])
def test_lists_joined_from_labelled_units_part_again(mark: str) -> None:
    right = total = 0
    for path in GOLD:
        for task in json.loads(path.read_text(encoding="utf-8"))["tasks"]:
            for units in filter(None, (task[role] for role in ROLES)):
                found = [one.unit.text for one in read_units(mark.join(units), NOWHERE).units]
                total += len(units)
                right += len(units) if found == units else 0
    assert total > 2_000
    assert right >= 0.995 * total
