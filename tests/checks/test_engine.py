import pytest

from extractor.checks import Choice, check, read_subject
from extractor.checks.model_notice import written
from extractor.checks.rule import Found, Span, rule
from extractor.errors import RuleFault
from tests.checks.house import RULES, comma, stop, word

TEXT = written(
    {
        "first_text": "各单位要细化措施,明确专人,确保完成。",
        "second_text": "请报送三明市沙县区发展和改革局，逾期通报",
    }
)


def find(rules, text=TEXT, **more):
    choice = Choice(tuple(rules), more.pop("severities", {}))
    return check(read_subject(text.encode(), name="a.md", **more), choice)


def test_findings_come_in_the_order_of_the_text_and_the_whole_first():
    found = find([stop, word, comma, RULES[3]], TEXT.replace("附件", "附表"))
    assert [one.code for one in found] == ["ZB02", "ZA01", "ZA01", "ZA02", "ZB01"]
    assert found[0].spot is None


def test_a_finding_has_place_excerpt_and_fix():
    first = find([comma])[0]
    assert (first.spot.anchor.line, first.spot.anchor.characters) == (13, (8, 9))
    assert first.spot.excerpt.text == "各单位要细化措施,明确专人,确保完成。"
    assert first.spot.excerpt.text[first.spot.excerpt.start : first.spot.excerpt.end] == ","
    assert [mending.edit.replacement for mending in first.edits] == ["，"]
    assert first.edits[0].anchor == first.spot.anchor


def test_typographic_rules_rest_on_copies():
    assert {one.code for one in find([comma, word], profile="archive")} == {"ZA02"}


def test_severities_are_the_users_then_the_findings_then_the_rules():
    @rule(
        code="ZC01",
        name="test-two-grades",
        severity="warning",
        basis="practice",
        title=("a", "甲"),
        reason=("b", "乙"),
    )
    def graded(subject):
        yield Found(("heavy", "重"), severity="error")
        yield Found(("light", "轻"))

    assert [one.severity for one in find([graded])] == ["error", "warning"]
    assert {one.severity for one in find([graded], severities={"ZC01": "info"})} == {"info"}


def test_the_same_finding_is_reported_once():
    @rule(
        code="ZC02",
        name="test-twice",
        severity="error",
        basis="practice",
        title=("a", "甲"),
        reason=("b", "乙"),
    )
    def twice(subject):
        for _ in range(2):
            yield Found(("again", "重复"), Span(subject.paragraphs[0].id, 0, 2))

    assert len(find([twice])) == 1


def test_a_rule_that_breaks_down_is_named():
    @rule(
        code="ZC03",
        name="test-broken",
        severity="error",
        basis="practice",
        title=("a", "甲"),
        reason=("b", "乙"),
    )
    def broken(subject):
        yield Found(("fine", "好"))
        raise KeyError("x")

    with pytest.raises(RuleFault, match=r"rule ZC03 test-broken broke down \(KeyError: 'x'\)"):
        find([broken])


def prints(text):
    return {one.fingerprint for one in find([comma, word, stop], text)}


def test_fingerprints_hold_when_text_moves_and_rewraps():
    moved = "\n\n\n" + TEXT.replace("一、加强组织领导", "　　一、加强组织领导")
    assert prints(moved) == prints(TEXT)


def test_fingerprints_differ_for_other_words_and_for_repetition():
    assert len(prints(TEXT)) == 4
    again = TEXT.replace("确保完成。", "确保完成。\n\n各单位要细化措施,明确专人,确保完成。")
    assert prints(TEXT) < prints(again)
    assert len(prints(again)) == 6
    other = TEXT.replace("细化措施,明确专人", "压实责任,明确专人")
    assert len(prints(TEXT) & prints(other)) == 2, "words within ten characters tell apart"


@pytest.mark.parametrize(("code", "name"), [("n01", "a-b"), ("N1", "a-b"), ("N01", "a_b")])
def test_codes_and_names_have_a_shape(code, name):
    with pytest.raises(ValueError, match=code):
        rule(
            code=code,
            name=name,
            severity="error",
            basis="practice",
            title=("", ""),
            reason=("", ""),
        )
