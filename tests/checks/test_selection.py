import pytest

from extractor.checks.files import matches
from extractor.checks.selection import Selection, choose, refuse_unknown
from extractor.errors import BadConfig
from tests.checks.house import RULES


def codes(file="a.txt", **selection):
    return [rule.code for rule in choose(RULES, Selection(**selection), file).rules]


def test_by_default_every_rule_runs_but_those_to_be_chosen():
    assert codes() == ["ZA01", "ZA02", "ZB01"]


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        ({"select": ("ZA",)}, ["ZA01", "ZA02"]),
        ({"select": ("ZA01", "test-stop")}, ["ZA01", "ZB01"]),
        ({"select": ("ALL",)}, ["ZA01", "ZA02", "ZB01"]),
        ({"select": ()}, []),
        ({"ignore": ("ZA",)}, ["ZB01"]),
        ({"ignore": ("ALL",)}, []),
        ({"select": ("ZA",), "ignore": ("ZA01",)}, ["ZA02"]),
        ({"select": ("ZA01",), "ignore": ("Z",)}, ["ZA01"]),
        ({"select": ("ZA01",), "ignore": ("ZA01",)}, []),
        ({"select": ("ZB",)}, ["ZB01"]),
        ({"select": ("ZB02",)}, ["ZB02"]),
        ({"extend": ("test-absent",)}, ["ZA01", "ZA02", "ZB01", "ZB02"]),
        ({"select": ("ZB01",), "extend": ("ZA02",)}, ["ZA02", "ZB01"]),
    ],
)
def test_the_narrower_selector_wins(selection, expected):
    assert codes(**selection) == expected


def test_files_may_go_without_rules():
    per_file = {"archive/**": ("ZA",), "*.md": ("ZB",)}
    assert codes("archive/2019/a.txt", per_file=per_file) == ["ZB01"]
    assert codes("archive/a.md", per_file=per_file) == []
    assert codes("new/a.txt", per_file=per_file) == ["ZA01", "ZA02", "ZB01"]


def test_severities_by_the_narrowest_selector():
    choice = choose(RULES, Selection(severities={"Z": "info", "ZA": "warning", "ZA02": "info"}))
    assert choice.severities == {"ZA01": "warning", "ZA02": "info", "ZB01": "info"}


def test_an_unknown_selector_is_refused_with_its_place():
    with pytest.raises(BadConfig, match=r"^ignore: no rule is called ZC; `extractor rules` lists"):
        refuse_unknown(RULES, ["ZA", "ZC"], "ignore")
    with pytest.raises(BadConfig):
        refuse_unknown(RULES, [""], "select")


def test_patterns_name_whole_paths_and_their_ends():
    assert matches("notices/*.pdf", "/x/notices/a.pdf")
    assert matches("a.pdf", "x/a.pdf")
    assert not matches("a.pdf", "x/ba.pdf")
    assert not matches("archive/*", "notarchive/a.pdf")
