from pathlib import Path

import pytest

from extractor.checks import read_subject
from extractor.checks.model_notice import written
from extractor.checks.rule import Span
from extractor.checks.subject import MASK, masked, united
from extractor.model.anchor import Anchor
from extractor.text.characters import compact

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("shaxian-2021.*"))


def of(text, **more):
    return read_subject(text.encode(), name="a.md", **more)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.suffix)
def test_the_anchor_of_a_field_leads_back_to_its_words(path):
    subject = read_subject(path)
    title = "".join(subject.text(span) for span in subject.spans(subject.field("title")))
    assert compact(title) == compact(subject.notice.title)
    for task in subject.notice.tasks:
        words = "".join(subject.text(span) for span in subject.spans(task.anchors["task"]))
        assert compact(task.task) in compact(words)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.suffix)
def test_every_span_has_an_anchor_that_covers_it(path):
    subject = read_subject(path)
    for paragraph in subject.paragraphs:
        whole = Span(paragraph.id, 0, len(paragraph.text))
        assert subject.spans(subject.anchor(whole))
        middle = Span(paragraph.id, len(paragraph.text) // 2, len(paragraph.text) // 2 + 1)
        if subject.text(middle).strip():
            spans = subject.spans(subject.point(middle))
            assert any(s.start <= middle.start and middle.end <= s.end for s in spans), middle


def test_cells_know_their_paragraphs():
    subject = of(written())
    inside = [p for p in subject.paragraphs if p.id in subject.slots]
    assert [p.text.strip() for p in inside[:5]] == [
        "序号",
        "工作任务",
        "牵头单位",
        "责任单位",
        "完成时限",
    ]
    assert subject.slots[inside[6].id].cell.row == 1


def test_a_place_between_characters_is_a_point():
    subject = of(written())
    number = subject.paragraphs[1]
    assert number.text == "沙政办〔2024〕12号"
    assert subject.point(Span(number.id, 3, 3)) == Anchor(line=3, characters=(3, 3))
    assert subject.point(Span(number.id, 12, 12)) == Anchor(line=3, characters=(12, 12))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("落实“六稳,六保”,", "落实“_____”,"),
        ("《关于印发〈办法(试行)〉的通知》(试行)", "《_______________》(试行)"),
        ("“未闭合,的引号", "“未闭合,的引号"),
        ("《甲《乙》丙》丁,", "《_____》丁,"),
        ("“一 二”", "“_ _”"),
        ("", ""),
    ],
)
def test_words_of_others_are_masked(text, expected):
    assert masked(text).replace(MASK, "_") == expected
    assert len(masked(text)) == len(text)


def test_provenance():
    assert of(written()).faithful
    assert not of(written(), profile="archive").faithful
    folded = written().translate(str.maketrans("，：；（）", ",:;()"))
    assert of(folded).width_folded
    assert not of(folded).faithful
    half = written({"second_text": "请各单位,按时报送,逾期通报,并抄送区委办,区政协办,区人大办。"})
    assert of(half).faithful


def test_spans_that_touch_are_one():
    assert united([Span(1, 4, 6), Span(1, 0, 4), Span(2, 0, 1), Span(1, 5, 5)]) == (
        Span(1, 0, 6),
        Span(2, 0, 1),
    )
