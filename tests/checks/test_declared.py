import pytest

from extractor.checks import Choice, check, read_subject
from extractor.checks.declared import load_rules
from extractor.checks.fixing import mend
from extractor.checks.model_notice import written
from extractor.checks.running import Job
from extractor.errors import BadConfig

FILE = """
[[rules]]
code = "HOUSE01"
name = "house-words"
title = "Word that this office does not use"
severity = "error"
basis = "办公室通知"
forbidden = { "抓手" = "举措", "赋能" = "", "赋能增效" = "提效" }

[[rules]]
code = "HOUSE02"
name = "sections-required"
title = { en = "A required section is missing", zh = "缺少必备部分" }
required-sections = ["组织领导", "督促 检查"]

[[rules]]
code = "HOUSE03"
name = "our-units"
title = "Unit that is not one of ours"
units-file = "units.txt"
"""
UNITS = """# 名单
三明市沙县区财政局
区市场监管局
区税务局
区公安局
区自然资源局
区发改局
区住建局
"""


@pytest.fixture
def rules(tmp_path):
    (tmp_path / "house.toml").write_text(FILE, "utf-8")
    (tmp_path / "units.txt").write_text(UNITS, "utf-8")
    return load_rules(tmp_path / "house.toml")


def found(rules, text):
    subject = read_subject(text.encode(), name="a.md")
    return [
        (one.code, one.message.zh, one.spot and subject.text(one.spot.anchor))
        for one in check(subject, Choice(rules))
    ]


def test_forbidden_words_are_found_outside_the_words_of_others(rules):
    text = written({"first_text": "以此为抓手，赋能增效，数字赋能，落实《抓手方案》。"})
    assert found(rules[:1], text) == [
        ("HOUSE01", "“抓手”应改为“举措”", "抓手"),
        ("HOUSE01", "“赋能增效”应改为“提效”", "赋能增效"),
        ("HOUSE01", "不应使用“赋能”", "赋能"),
    ]
    mended = mend(Job(rules[:1]), "a.md", text.encode())
    assert "以此为举措，提效，数字赋能，落实《抓手方案》。" in mended.data.decode()


def test_required_sections_may_be_called_more_than_their_words(rules):
    assert found(rules[1:2], written()) == [("HOUSE02", "缺少“督促 检查”部分", None)]
    assert found(rules[1:2], written({"third": "三、强化督促检查"})) == []


def test_units_by_their_full_or_their_printed_name(rules):
    assert found(rules[2:], written()) == [("HOUSE03", "“区民政局”不在单位名单内", "区民政局")]


def test_what_a_rule_says_of_itself(rules):
    first, second, _ = rules
    assert (first.severity, first.basis, first.fixable) == ("error", "办公室通知", True)
    assert first.title == ("Word that this office does not use",) * 2
    assert second.title == ("A required section is missing", "缺少必备部分")
    assert (second.severity, second.fixable) == ("warning", False)


HEAD = '[[rules]]\ncode = "H01"\nname = "a-b"\ntitle = "t"\n'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD, "H01: give one of forbidden, required-sections, units and units-file"),
        (HEAD + 'units = ["a"]\nrequired-sections = ["b"]', "H01: give one of forbidden,"),
        (HEAD.replace("H01", "h1") + 'units = ["a"]', "h1: a code is one to five capitals"),
        (HEAD.replace("a-b", "A b") + 'units = ["a"]', "H01: name: A b is not in kebab-case"),
        (HEAD + 'forbidden = { "甲" = "甲乙" }', "H01: forbidden.甲: 甲乙 holds a forbidden word"),
        (HEAD + 'forbidden = { "" = "乙" }', "rules[0].forbidden: expected `str` of length >= 1"),
        (HEAD + 'units-file = "none.txt"', "H01: units-file: "),
        (HEAD + "word = 1", "rules[0].word: there is no such key"),
        (HEAD + "units = 1", "rules[0].units: expected `array | null`, got `int`"),
        ("rules = 1", "rules: expected `array`, got `int`"),
        ("", "object missing required field `rules`"),
        ("[[", "is no TOML"),
    ],
)
def test_a_mistake_is_one_line_with_file_and_key(tmp_path, text, message):
    path = tmp_path / "house.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(BadConfig) as raised:
        load_rules(path)
    assert str(raised.value).startswith(f"{path}: {message}")
    assert "\n" not in str(raised.value)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(BadConfig, match="No such file"):
        load_rules(tmp_path / "none.toml")
