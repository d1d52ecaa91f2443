"""What docs/check.md shows as settings and rules is loaded and works."""

import re
from pathlib import Path

import pytest

from extractor.checks import Choice, Rule, check, read_subject
from extractor.checks.config import Config, load_config
from extractor.checks.declared import load_rules
from extractor.checks.model_notice import written
from extractor.checks.rules import rules_in
from extractor.checks.setup import Options, job_of, settings

PAGE = (Path(__file__).parents[2] / "docs" / "check.md").read_text("utf-8")
BLOCK = re.compile(r"^```(?P<kind>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


def block(kind: str, holding: str) -> str:
    return next(
        m["body"] for m in BLOCK.finditer(PAGE) if m["kind"] == kind and holding in m["body"]
    )


@pytest.fixture
def place(tmp_path):
    (tmp_path / "extractor.toml").write_text(block("toml", "[check]"), "utf-8")
    (tmp_path / "house.toml").write_text(block("toml", "[[rules]]"), "utf-8")
    (tmp_path / "units.csv").write_text("name,aliases,code\n", "utf-8")
    (tmp_path / "units.txt").write_text("区发改局\n", "utf-8")
    (tmp_path / "baseline.json").write_text('{"version": 1, "findings": {}}')
    (tmp_path / "issued").mkdir()
    return tmp_path


def test_the_settings_name_every_key_and_run(place):
    config = load_config(place / "extractor.toml")
    text = block("toml", "[check]")
    for name in Config.__struct_encode_fields__:
        assert re.search(rf"^{name} = |^\[check\.{name}\]", text, re.MULTILINE), name
    job, faults = job_of(settings(Options(), place / "extractor.toml"))
    assert faults == ()
    assert {"HOUSE01", "HOUSE02", "HOUSE03"} <= {rule.code for rule in job.rules}
    assert config.thresholds.max_leads == 3


def test_the_declared_rules_load(place):
    assert [rule.code for rule in load_rules(place / "house.toml")] == [
        "HOUSE01",
        "HOUSE02",
        "HOUSE03",
    ]


def test_the_written_rule_finds_a_friday():
    names: dict[str, object] = {}
    exec(block("python", "@rule"), names)  # noqa: S102 - our own document
    found = next(value for value in names.values() if isinstance(value, Rule))
    table = (
        "| 序号 | 工作任务 | 牵头单位 | 完成时限 |\n| --- | --- | --- | --- |\n"
        "| 1 | 公布审批事项清单。 | 区住建局 | 2024年10月18日 |\n"
    )
    subject = read_subject(written({"table": table}).encode(), name="a.md")
    (finding,) = check(subject, Choice((found,)))
    assert (finding.code, finding.message.zh) == ("HOUSE10", "2024-10-18为星期五")
    assert finding.spot.excerpt.text.strip() == "2024年10月18日"


def test_rules_are_found_in_modules():
    from extractor.checks.rules import numbers  # noqa: PLC0415

    assert "N01" in [rule.code for rule in rules_in(numbers)]
