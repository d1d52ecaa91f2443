"""Lists of units as notices print them, against what a reader takes them to say."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.text.characters import fold
from extractor.units import UNKNOWN, UnitList, find_jurisdiction, read_units, survey_lists

CASES = Path(__file__).with_name("cases")
COUNTY = find_jurisdiction(["三明市沙县区人民政府办公室"], year=2021)
PROVINCE = find_jurisdiction(["福建省人民政府办公厅"], year=2019)


def cases() -> Iterator[object]:
    for path in sorted(CASES.glob("*.toml")):
        table = tomllib.loads(path.read_text("utf-8"))
        failing = path.stem == "known_failures"
        marks = [pytest.mark.xfail(strict=True, reason="known failure")] if failing else []
        for text, expected in table["cases"].items():
            yield pytest.param(table, text, expected, id=f"{path.stem}-{text}", marks=marks)


def shown(found: UnitList) -> list[str]:
    lines = [
        f"{one.unit.text} = {one.unit.name}" if one.unit.name else one.unit.text
        for one in found.units
    ]
    return [*lines, "…"] if found.open_list else lines


@pytest.mark.parametrize(("table", "text", "expected"), list(cases()))
def test_reads_the_units_of_a_list(table: dict[str, object], text: str, expected: object) -> None:
    jurisdiction = find_jurisdiction([str(table["issuer"])], year=int(str(table["year"])))
    known = table.get("known", [])
    assert isinstance(known, list)
    assert shown(read_units(text, jurisdiction, known=known)) == expected


def unit(text: str, jurisdiction: object = COUNTY) -> object:
    found = read_units(text, jurisdiction)  # type: ignore[arg-type]
    assert len(found.units) == 1
    return found.units[0].unit


@pytest.mark.parametrize(
    ("text", "kind", "level", "division"),
    [
        ("区发改局", "agency", "county", "350405"),
        ("市发改委", "agency", "prefecture", "350400"),
        ("省发改委", "agency", "province", "350000"),
        ("国家发展改革委", "agency", "national", None),
        ("区委宣传部", "party", "county", "350405"),
        ("区妇联", "mass_organisation", "county", "350405"),
        ("区法院", "court_procuratorate", "county", "350405"),
        ("区城投公司", "enterprise", "county", "350405"),
        ("区融媒体中心", "institution", "county", "350405"),
        ("区安委办", "ad_hoc", "county", "350405"),
        ("区政府", "government", "county", "350405"),
        ("夏茂镇", "government", "township", None),
        ("区政府各部门", "collective", "county", "350405"),
        ("各乡（镇、街道）", "collective", "township", None),
        ("永安市政府", "government", "county", "350481"),
    ],
)
def test_tells_kind_level_and_division(
    text: str, kind: str, level: str, division: str | None
) -> None:
    found = read_units(text, COUNTY).units[0].unit
    assert (found.kind, found.level, found.division) == (kind, level, division)


@pytest.mark.parametrize(
    ("text", "jurisdiction", "basis"),
    [
        ("区发改局", COUNTY, "dictionary"),
        ("三明市沙县区发展和改革局", COUNTY, "exact"),
        ("区国土局", COUNTY, "historical"),
        ("区督查室", COUNTY, "none"),
        ("区政府各部门", COUNTY, "none"),
    ],
)
def test_says_how_a_name_was_reached(text: str, jurisdiction: object, basis: str) -> None:
    found = read_units(text, jurisdiction)  # type: ignore[arg-type]
    assert found.units[0].unit.basis == basis


def test_a_prefix_that_is_written_once_is_carried_over_and_said_to_be() -> None:
    found = read_units("省财政厅、商务厅，审计厅", PROVINCE, elision=True)
    assert [one.unit.basis for one in found.units] == [
        "dictionary",
        "prefix_inherited",
        "dictionary",
    ]
    assert found.units[1].unit.name == "福建省商务厅"


def test_no_other_level_is_carried_over_in_a_document_that_restates_it() -> None:
    found = read_units("省财政厅、教育局", COUNTY, elision=False)
    assert found.units[1].unit.name is None


def test_the_lists_of_a_document_tell_together_whether_levels_are_restated() -> None:
    elided = ["省财政厅、商务厅、审计厅", "省教育厅、省科技厅", "省水利厅、林业局"]
    restated = ["省财政厅、省商务厅、省审计厅", "省教育厅、科技厅"]
    assert survey_lists(elided, PROVINCE).elision
    assert not survey_lists(restated, PROVINCE).elision


def test_a_name_seen_unbroken_mends_a_broken_one() -> None:
    survey = survey_lists(["区甲乙丙专项行动", "区财政局"], COUNTY)
    found = read_units("区甲乙\n丙专项行动\n区财政局", COUNTY, known=survey.known)
    assert [one.unit.text for one in found.units] == ["区甲乙丙专项行动", "区财政局"]


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("各乡（镇、街道）", ("各乡", "各镇", "各街道")),
        ("各县（市、区）人民政府", ("各县人民政府", "各市人民政府", "各区人民政府")),
        ("各乡镇人民政府（街道办事处）", ("各乡镇人民政府", "各街道办事处")),
        ("各区（市）县政府", ("各区政府", "各市政府", "各县政府")),
        ("各乡镇", ()),
        ("区政府各部门", ()),
    ],
)
def test_spells_out_what_the_brackets_of_a_collective_do(
    text: str, members: tuple[str, ...]
) -> None:
    assert read_units(text, COUNTY).units[0].unit.members == members


@pytest.mark.parametrize(
    ("text", "aliases"),
    [
        ("区市场监管局（区知识产权局）", ("区知识产权局",)),
        ("区档案局（馆）", ("区档案馆",)),
        ("直属学校（含民办）", ()),
        ("各乡（镇、街道）", ()),
    ],
)
def test_reads_a_second_nameplate(text: str, aliases: tuple[str, ...]) -> None:
    assert read_units(text, COUNTY).units[0].unit.aliases == aliases


@pytest.mark.parametrize(
    ("text", "qualifiers"),
    [
        ("区发改局牵头，区财政局、区商务局配合", ["牵头", "配合", "配合"]),
        ("区发改局、区财政局按职责分工负责", ["按职责分工负责", "按职责分工负责"]),
        ("区发改局（牵头）、区财政局", ["牵头", None]),
        ("区发改局会同区财政局", [None, "会同"]),
        ("区发改局★、区财政局", ["★", None]),
        ("直属学校（含民办）", ["含民办"]),
    ],
)
def test_keeps_words_that_qualify_an_assignment(text: str, qualifiers: list[str | None]) -> None:
    assert [one.unit.qualifier for one in read_units(text, COUNTY).units] == qualifiers


def test_a_label_before_a_colon_is_left_over() -> None:
    text = "牵头单位：区发改局 配合单位：区财政局"
    found = read_units(text, COUNTY)
    assert [one.unit.text for one in found.units] == ["区发改局", "区财政局"]
    assert [text[start:end] for start, end in found.leftovers] == ["牵头单位", "配合单位"]


def test_a_sentence_is_left_over() -> None:
    text = "对照年度目标任务逐项梳理并于每月二十五日以前将进展情况书面报送至专门邮箱汇总"
    assert read_units(text, COUNTY).leftovers == ((0, len(text)),)


def test_nothing_is_named_when_the_place_is_unknown() -> None:
    found = read_units("区发改局、省财政厅、财政部", UNKNOWN)
    assert [one.unit.name for one in found.units] == [None, None, "财政部"]


NAMES = ["区发改局", "区财政局", "各乡（镇、街道）", "省财政厅", "发展和改革局", "张三", "县县域办"]
SCRAPS = [
    "区",
    "委会",
    "（",
    "）",
    "及",
    "和",
    "等部门",
    "按职责分工负责",
    "牵头",
    "无",
    "1.",
    "中心",
    "各",
]
WORDS = st.sampled_from([*NAMES, *SCRAPS, "会同县", "①"])
MARKS = st.sampled_from(["、", "，", "；", " ", "\n", "\n\n", "\u3000", "", "/", "：", "。", "等"])
QUALIFYING = "按职责分工负责牵头等部门由会同和及与/（）()、，；：。,;:·①"


@given(st.lists(st.tuples(WORDS, MARKS), max_size=12))
def test_every_visible_character_is_a_unit_a_mark_or_left_over(
    parts: list[tuple[str, str]],
) -> None:
    text = "".join(word + mark for word, mark in parts)
    found = read_units(text, COUNTY)
    spans = [(one.start, one.end) for one in found.units] + list(found.leftovers)
    covered = [False] * len(text)
    for start, end in spans:
        assert 0 <= start < end <= len(text)
        assert not any(covered[start:end])
        covered[start:end] = [True] * (end - start)
    rest = {text[place] for place in range(len(text)) if not covered[place]}
    assert rest <= set(QUALIFYING) | {character for character in rest if character.isspace()}


@given(st.text(alphabet="区市省发改局委办和及、，（） \n各等由123", max_size=80))
def test_a_unit_says_what_its_range_holds(text: str) -> None:
    for one in read_units(text, COUNTY).units:
        printed = text[one.start : one.end]
        assert "".join(one.unit.text.split()) == "".join(printed.split())
        assert fold(printed).strip()


def test_long_lists_take_no_longer_a_unit() -> None:
    text = "区发改局、区住房和城乡\n建设局和区财政局，" * 5_000
    assert len(read_units(text, COUNTY).units) == 15_000


@pytest.mark.parametrize(
    "part", ["和", "（", "区", " 区", "各", "、", "区和", "（区）", "\n局", "1."]
)
def test_hostile_repetition_is_read_in_time(part: str) -> None:
    read_units(part * 20_000, COUNTY)


def test_a_county_of_two_characters_must_lie_in_the_issuers_province() -> None:
    """代县 (山西) is a word to a county of 福建: 代县长, 代县财政局."""
    assert read_units("代县财政局", COUNTY).units[0].unit.division is None
    own = find_jurisdiction(["忻州市人民政府"], year=2021)
    assert read_units("代县财政局", own).units[0].unit.division == "140923"


@pytest.mark.parametrize(
    ("issuer", "year", "text", "count", "first"),
    [
        ("福建省人民政府办公厅", 2018, "各设区市人民政府", 9, "福州市人民政府"),
        ("福建省人民政府办公厅", 2018, "各设区市", 9, "福州市"),
        ("三明市人民政府", 2020, "各县（市、区）人民政府", 12, "三明市梅列区人民政府"),
        ("三明市人民政府", 2020, "各县（市、区）教育局", 12, "三明市梅列区教育局"),
        ("湖南省人民政府", 2016, "各市州政府", 14, "长沙市人民政府"),
        ("上海市人民政府", 2022, "各区", 16, "上海市黄浦区"),
        ("国务院办公厅", 2020, "各省、自治区、直辖市人民政府", 31, "北京市人民政府"),
    ],
)
def test_spells_out_the_places_of_a_collective(
    issuer: str, year: int, text: str, count: int, first: str
) -> None:
    (found,) = read_units(text, find_jurisdiction([issuer], year=year)).units
    assert (len(found.unit.members), found.unit.members[0]) == (count, first)
    assert len(set(found.unit.members)) == count


@pytest.mark.parametrize(
    ("issuer", "year", "text"),
    [
        ("三明市人民政府", 2021, "各县区"),  # 沙县 became 沙县区 in that year
        ("三明市人民政府", None, "各县区"),
        ("三明市人民政府", 2020, "有关县区"),
        ("三明市人民政府", 2020, "各乡镇"),
        ("国务院办公厅", 2020, "各县"),
    ],
)
def test_leaves_a_collective_as_printed_where_its_places_are_open(
    issuer: str, year: int | None, text: str
) -> None:
    (found,) = read_units(text, find_jurisdiction([issuer], year=year)).units
    assert found.unit.members == ()
