"""The user's own list of units."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.errors import CorruptSource, Unreadable
from extractor.units import find_jurisdiction, load_registry, read_registry, read_units

COUNTY = find_jurisdiction(["尤溪县人民政府"], year=2022)
REGISTRY = read_registry(
    [
        "name,aliases,code",
        "尤溪县重点项目建设服务中心,县项目中心;县重点办,A01",
        "尤溪县城市建设投资集团有限公司,县城投集团,A02",
        "尤溪县发展和改革局,,A03",
    ]
)


def test_a_registered_alias_gives_the_name() -> None:
    found = read_units("县项目中心、县 重点办", COUNTY, registry=REGISTRY).units
    assert [one.unit.name for one in found] == ["尤溪县重点项目建设服务中心"] * 2
    assert found[0].unit.basis == "dictionary"


def test_a_name_reached_by_the_dictionary_is_found_in_the_registry() -> None:
    found = read_units("县发改局", COUNTY, registry=REGISTRY).units[0].unit
    assert (found.name, found.basis) == ("尤溪县发展和改革局", "dictionary")


def test_a_near_miss_is_suggested_and_not_applied() -> None:
    found = read_units("县城投集困", COUNTY, registry=REGISTRY)
    assert found.units[0].unit.name is None
    assert found.suggestions == (("县城投集困", "尤溪县城市建设投资集团有限公司"),)


@given(st.lists(st.text("县市局办一二", min_size=1, max_size=8), max_size=12), st.data())
def test_suggests_what_a_look_at_every_form_would(forms: list[str], data: st.DataObject) -> None:
    registry = read_registry(["name", *dict.fromkeys(forms)])
    text = data.draw(st.text("县市局办一二", min_size=5, max_size=9))
    near = {form for form in forms if one_apart(text, form)}
    expected = near.pop() if len(near) == 1 and text not in forms else None
    assert registry.suggest(text) == expected


def one_apart(first: str, second: str) -> bool:
    shorter, longer = sorted((first, second), key=len)
    if len(shorter) == len(longer):
        return sum(a != b for a, b in zip(first, second, strict=True)) == 1
    return shorter in {longer[:i] + longer[i + 1 :] for i in range(len(longer))}


def test_a_large_registry_is_asked_quickly() -> None:
    lines = [f"三明市沙县区第{number:05}示范单位管理局" for number in range(20_000)]
    registry = read_registry(["name", *lines])
    texts = [f"三明市沙县区第{number:05}示范单位管理站" for number in range(0, 20_000, 20)]
    start = process_time()
    for text in texts:
        registry.suggest(text)
    # 1 s where this was written; a look at every form took 17 s
    assert process_time() - start < 4


def test_short_names_suggest_nothing() -> None:
    assert read_units("县重点力", COUNTY, registry=REGISTRY).suggestions == ()


def test_what_the_registry_does_not_know_is_read_as_before() -> None:
    assert read_units("县财政局", COUNTY, registry=REGISTRY) == read_units("县财政局", COUNTY)


def test_reads_a_file_with_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "units.csv"
    path.write_text("\ufeffname,code\n尤溪县农场,9\n", encoding="utf-8")
    unit = load_registry(path).find("尤溪 县农场")
    assert unit is not None
    assert unit.code == "9"


@pytest.mark.parametrize(
    ("lines", "word"),
    [
        (["title,aliases", "甲,乙"], "name"),
        (["name,aliases", "甲局,丙", "乙局,丙"], "丙"),
        ([], "name"),
    ],
)
def test_says_what_is_wrong_with_a_registry(lines: list[str], word: str) -> None:
    with pytest.raises(CorruptSource, match=word):
        read_registry(lines)


def test_says_that_a_file_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="No such file"):
        load_registry(tmp_path / "none.csv")


def test_says_that_a_file_is_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "units.csv"
    path.write_bytes("name\n财政局".encode("gb18030"))
    with pytest.raises(CorruptSource, match="UTF-8"):
        load_registry(path)
