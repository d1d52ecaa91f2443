"""The place of a text without an issuer: told where nothing else can be meant, else unknown."""

from __future__ import annotations

from extractor.units import UNKNOWN, infer_jurisdiction

PROVINCIAL = ["省财政厅、省教育厅", "省水利厅"]


def test_the_province_a_plan_keeps_naming_is_its_own() -> None:
    text = "数字贵州建设取得进展。贵州要发挥优势，办好贵州大数据中心。"
    found = infer_jurisdiction(text, PROVINCIAL, year=2021)
    assert (found.name, found.code, found.level) == ("贵州省", "520000", "province")


def test_the_province_of_the_only_cities_named() -> None:
    text = "支持遵义、毕节等市先行，安顺、遵义、六盘水跟进。"
    assert infer_jurisdiction(text, PROVINCIAL, year=2021).name == "贵州省"


def test_the_city_that_is_named_by_its_full_name() -> None:
    text = "宁波市企业享受补贴。在宁波市注册的企业、宁波市的机构均可申报。"
    assert infer_jurisdiction(text, ["市财政局、市科技局", "市教育局"], year=2021).name == "宁波市"


def test_places_that_balance_tell_nothing() -> None:
    text = "学习江苏、浙江、江苏、浙江、江苏、浙江的做法。"
    assert infer_jurisdiction(text, PROVINCIAL, year=2021) == UNKNOWN


def test_a_place_named_in_passing_tells_nothing() -> None:
    assert infer_jurisdiction("学习浙江经验。", PROVINCIAL, year=2021) == UNKNOWN


def test_units_without_a_level_tell_nothing() -> None:
    text = "贵州、贵州、贵州、贵州。"
    assert infer_jurisdiction(text, ["财政局、教育局、科技局"], year=2021) == UNKNOWN


def test_bodies_of_the_whole_country_tell_that_it_speaks_for_the_whole() -> None:
    found = infer_jurisdiction("推进试点。", ["财政部、教育部、科技部"], year=2021)
    assert (found.level, found.name) == ("national", "")


def test_one_body_of_the_whole_country_among_local_ones_tells_nothing() -> None:
    lists = ["市财政局、市教育局", "商务部、教育部、科技部"]
    assert infer_jurisdiction("推进试点。", lists, year=2021) == UNKNOWN


def test_the_city_that_is_named_without_its_generic_word() -> None:
    text = "建设科创宁波。支持宁波高新区扩容，办好宁波人才大会。"
    assert infer_jurisdiction(text, ["市财政局、市科技局", "市教育局"], year=2021).name == "宁波市"


def test_the_city_whose_districts_are_among_the_units() -> None:
    text = "对标上海、上海浦东。建设宁波枢纽，推广宁波经验，打响宁波品牌。"
    lists = ["市财政局、市科技局", "鄞州区政府、市教育局", "海曙区政府"]
    assert infer_jurisdiction(text, lists, year=2021).name == "宁波市"
