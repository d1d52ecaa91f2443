"""Every rule finds its violating examples, and only those."""

import pytest

from extractor.checks import builtin_rules
from extractor.checks.rule import Example, Rule
from tests.checks.examples import findings_of

RULES = builtin_rules()


def _cases(kind: str):
    for rule in RULES:
        for number, example in enumerate(getattr(rule, kind), 1):
            yield pytest.param(rule, example, id=f"{rule.code}-{number}")


def test_the_model_notice_is_clean() -> None:
    assert findings_of(Example()) == ()


def test_codes_and_names_are_unique() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES)
    assert len({rule.name for rule in RULES}) == len(RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_each_rule_says_what_it_is(rule: Rule) -> None:
    assert rule.bad, "a violating example"
    assert rule.good, "a clean example"
    for words in (rule.title, rule.reason):
        assert words.en.strip()
        assert words.zh.strip()
    assert not rule.title.en.endswith(".")
    assert not rule.title.zh.endswith("。")


@pytest.mark.parametrize(("rule", "example"), list(_cases("bad")))
def test_violating(rule: Rule, example: Example) -> None:
    codes = {finding.code for finding in findings_of(example)}
    assert codes == {rule.code, *example.also}


@pytest.mark.parametrize(("rule", "example"), list(_cases("good")))
def test_clean(rule: Rule, example: Example) -> None:
    codes = {finding.code for finding in findings_of(example)}
    assert codes <= set(example.also)
    assert rule.code not in codes
