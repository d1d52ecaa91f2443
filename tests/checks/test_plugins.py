"""Plugins as they are installed: a package with metadata on the path."""

import sys

import pytest

from extractor.checks.plugins import plugin_rules, united
from extractor.checks.rules import builtin_rules
from extractor.errors import BadConfig
from tests.checks.house import RULES, comma

MODULE = """
from extractor.checks import Found, rule

@rule(code="PLUG01", name="plug-one", severity="info", basis="practice",
      title=("one", "一"), reason=("one", "一"))
def one(subject):
    yield Found(("found", "发现"))

LIST = [one]
NUMBER = 3
"""


@pytest.fixture
def install(tmp_path, monkeypatch):
    def installed(points: str, module: str = MODULE) -> None:
        (tmp_path / "house_rules_for_tests.py").write_text(module, "utf-8")
        info = tmp_path / "house_rules-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: house-rules\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(f"[extractor.rules]\n{points}\n")

    monkeypatch.syspath_prepend(str(tmp_path))
    yield installed
    sys.modules.pop("house_rules_for_tests", None)


@pytest.mark.parametrize("target", ["", ":one", ":LIST"])
def test_a_module_a_rule_or_a_list(install, target):
    install(f"house = house_rules_for_tests{target}")
    assert [rule.code for rule in plugin_rules()] == ["PLUG01"]
    assert [rule.code for rule in plugin_rules(("house",))] == ["PLUG01"]
    assert plugin_rules("none") == ()


def test_a_plugin_that_is_not_installed():
    with pytest.raises(BadConfig, match=r"^plugin house: no installed package has it"):
        plugin_rules(("house",))


@pytest.mark.parametrize(
    ("target", "module", "message"),
    [
        ("", "import nothing_of_this_name", "ModuleNotFoundError: No module named"),
        (":none", MODULE, "AttributeError: "),
        (":NUMBER", MODULE, "TypeError: "),
        ("", "x = 1", "holds no rules"),
    ],
)
def test_a_plugin_that_fails_is_named(install, target, module, message):
    install(f"house = house_rules_for_tests{target}", module)
    with pytest.raises(BadConfig) as raised:
        plugin_rules()
    assert str(raised.value).startswith(f"plugin house (house_rules_for_tests{target}): {message}")


def test_a_code_that_is_given_is_refused():
    assert len(united(builtin_rules(), RULES, "x")) == len(builtin_rules()) + len(RULES)
    with pytest.raises(BadConfig, match=r"^x: ZA01 test-comma: another rule has this code or name"):
        united(RULES, [comma], "x")
