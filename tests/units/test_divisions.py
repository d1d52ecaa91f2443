"""Divisions of GB/T 2260 by year."""

from __future__ import annotations

import pytest

from extractor.units.divisions import find_code, find_name, find_stem, match_start, parents, stem


@pytest.mark.parametrize(
    ("name", "year", "codes"),
    [
        ("沙县", 2010, ["350427"]),
        ("沙县", 2021, ["350427"]),
        ("三元区", 2020, ["350403"]),
        ("三元区", 2021, ["350404"]),
        ("沙县区", 2021, ["350405"]),
        ("沙县区", None, ["350405"]),
        ("襄樊市", 2005, ["420600"]),
        ("襄阳市", 2015, ["420600"]),
        ("重庆市", 2000, ["500000"]),
        ("重庆市", 1990, ["510200"]),
        ("无此市", 2020, []),
    ],
)
def test_finds_a_name_in_its_years(name: str, year: int | None, codes: list[str]) -> None:
    assert [one.code for one in find_name(name, year)] == codes


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("福建省", "福建"),
        ("三明市", "三明"),
        ("沙县", "沙县"),
        ("广西壮族自治区", "广西"),
        ("新疆维吾尔自治区", "新疆"),
        ("凉山彝族自治州", "凉山"),
        ("积石山保安族东乡族撒拉族自治县", "积石山"),
    ],
)
def test_stems_drop_the_generic_word_and_the_groups(name: str, expected: str) -> None:
    assert stem(name) == expected


def test_a_stem_prefers_the_higher_place() -> None:
    assert find_stem("吉林", 2020)[0].code == "220000"


def test_the_longest_name_at_a_place_wins() -> None:
    end, found = match_start("沙县区人民政府", 0, 2021)
    assert (end, [one.code for one in found]) == (3, ["350405"])


def test_a_code_is_valid_in_its_years_only() -> None:
    assert find_code("350427", 2022) is None
    assert find_code("350405", 2020) is None


def test_parents_are_read_off_the_code() -> None:
    assert parents("350405") == ("350000", "350400")
    assert parents("350000") == ()
