"""Whose notice it is: the place that issuers, letterheads and titles tell."""

from __future__ import annotations

import pytest

from extractor.units import find_jurisdiction
from extractor.units.jurisdictions import find_place


@pytest.mark.parametrize(
    ("names", "year", "code", "name", "level"),
    [
        (["三明市沙县区人民政府办公室"], 2021, "350405", "三明市沙县区", "county"),
        (["沙县人民政府办公室"], 2019, "350427", "沙县", "county"),
        (["沙县区人民政府"], 2023, "350405", "三明市沙县区", "county"),
        (["福建省人民政府办公厅"], 2017, "350000", "福建省", "province"),
        (["福建省财政厅"], 2022, "350000", "福建省", "province"),
        (["中共三明市委办公室"], 2020, "350400", "三明市", "prefecture"),
        (["义乌市人民政府"], 2022, "330782", "义乌市", "county"),
        (["北京市海淀区人民政府"], 2022, "110108", "北京市海淀区", "county"),
        (["上海市人民政府办公厅"], 2022, "310000", "上海市", "province"),
        (["凉山州人民政府"], 2022, "513400", "凉山彝族自治州", "prefecture"),
        (["恭城县人民政府"], 2022, "450332", "恭城瑶族自治县", "county"),
        (["莱芜市人民政府"], 2015, "371200", "莱芜市", "prefecture"),
        (["济南市莱芜区人民政府"], 2020, "370116", "济南市莱芜区", "county"),
        (["国家税务总局三明市税务局"], 2022, "350400", "三明市", "prefecture"),
        (["关于印发2021年沙县区工作要点的通知"], 2021, "350405", "三明市沙县区", "county"),
        (["办公室文件", "三明市人民政府办公室"], 2022, "350400", "三明市", "prefecture"),
        (["三 明 市 人 民 政 府"], 2022, "350400", "三明市", "prefecture"),
        (["国务院办公厅"], 2021, None, "", "national"),
        (["工业和信息化部办公厅"], 2021, None, "", "national"),
        (["平潭综合实验区管理委员会"], 2022, None, "平潭综合实验区", "county"),
        (["宁波经济技术开发区管委会"], 2022, None, "宁波经济技术开发区", "county"),
        (["教育局"], 2021, None, "", None),
        ([], 2021, None, "", None),
    ],
)
def test_finds_the_place_that_issued(
    names: list[str], year: int, code: str | None, name: str, level: str | None
) -> None:
    found = find_jurisdiction(names, year=year)
    assert (found.code, found.name, found.level) == (code, name, level)


def test_gives_the_codes_above_and_the_full_name() -> None:
    found = find_jurisdiction(["沙县区人民政府"], year=2021)
    assert found.ancestors == ("350000", "350400")
    assert found.full == "福建省三明市沙县区"


def test_gives_no_code_in_a_year_in_which_there_was_none() -> None:
    found = find_jurisdiction(["沙县人民政府"], year=2023)
    assert (found.code, found.name) == (None, "沙县")


def test_a_name_of_many_places_needs_evidence() -> None:
    assert find_jurisdiction(["鼓楼区人民政府"], year=2022).code is None
    told = find_jurisdiction(["鼓楼区人民政府", "关于福州古厝保护的通知"], year=2022)
    assert told.code == "350102"


@pytest.mark.parametrize(
    ("issuer", "word", "name"),
    [
        ("三明市沙县区人民政府", "区", "三明市沙县区"),
        ("三明市沙县区人民政府", "市", "三明市"),
        ("三明市沙县区人民政府", "省", "福建省"),
        ("三明市沙县区人民政府", "县", ""),
        ("三明市人民政府", "区", ""),
        ("义乌市人民政府", "市", "义乌市"),
        ("北京市海淀区人民政府", "市", "北京市"),
        ("广西壮族自治区人民政府", "自治区", "广西壮族自治区"),
        ("平潭综合实验区管理委员会", "区", "平潭综合实验区"),
        ("平潭综合实验区管理委员会", "省", "福建省"),
    ],
)
def test_a_level_word_means_the_issuers_place_or_one_above(
    issuer: str, word: str, name: str
) -> None:
    place = find_place(word, find_jurisdiction([issuer], year=2022))
    assert place is not None
    assert place.name == name


def test_a_zone_lies_in_the_city_that_its_name_begins_with() -> None:
    found = find_jurisdiction(["宁波经济技术开发区管委会"], year=2022)
    assert found.ancestors == ("330000", "330200")
