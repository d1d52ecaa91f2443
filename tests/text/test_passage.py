"""Passages: whatever is cut, joined or repaired still knows where each character stands."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extractor.model.anchor import Anchor
from extractor.model.document import Paragraph, Piece
from extractor.text import passage
from extractor.text.passage import Passage

TEXTS = st.text(alphabet="区发改局 \n\u3000AB1（）、。", max_size=30)


def paragraph(text: str, number: int = 0) -> Paragraph:
    anchor = Anchor(line=number + 1)
    return Paragraph(id=number, text=text, pieces=(Piece(0, len(text), anchor),))


def spelled(found: Passage) -> str:
    """The characters the runs point at, in order, with gaps where no run stands."""
    out = [" "] * len(found.text)
    for run in found.runs:
        for offset in range(run.length):
            out[run.start + offset] = run.paragraph.text[run.offset + offset]
    return "".join(out)


def agree(found: Passage) -> bool:
    return all(
        a == b or (a.isspace() and b == " ")
        for a, b in zip(found.text, spelled(found), strict=True)
    )


@given(TEXTS, st.integers(0, 40), st.integers(0, 40))
def test_a_slice_is_the_slice_of_the_text_and_of_its_places(text: str, a: int, b: int) -> None:
    start, end = sorted((a, b))
    found = passage.of(paragraph(text)).slice(start, end)
    assert found.text == text[start:end]
    assert agree(found)


@given(st.lists(TEXTS, max_size=4), st.sampled_from(["", "\n", "\n\n"]))
def test_joined_passages_keep_every_place(texts: list[str], separator: str) -> None:
    parts = [passage.of(paragraph(text, number)) for number, text in enumerate(texts)]
    found = passage.join(parts, separator)
    assert found.text == separator.join(texts)
    assert agree(found)


@given(st.lists(TEXTS, max_size=3), st.booleans())
def test_repair_changes_nothing_but_white_space(texts: list[str], close_gaps: bool) -> None:
    whole = passage.join([passage.of(paragraph(t, n)) for n, t in enumerate(texts)], "\n")
    found = whole.repaired(close_gaps=close_gaps)
    assert "".join(found.text.split()) == "".join(whole.text.split())
    assert agree(found)
    assert found.text == found.text.strip()


@given(st.lists(TEXTS, max_size=3))
def test_repair_twice_is_repair_once(texts: list[str]) -> None:
    whole = passage.join([passage.of(paragraph(t, n)) for n, t in enumerate(texts)], "\n")
    once = whole.repaired(close_gaps=True)
    assert once.repaired(close_gaps=True).text == once.text


def test_wraps_between_chinese_characters_close_and_latin_words_keep_a_space() -> None:
    def repaired(text: str) -> str:
        return passage.of(paragraph(text)).repaired().text

    assert repaired("区行政服务中心管 委会") == "区行政服务中心管委会"
    assert repaired("“12345 热线”等\n平台") == "“12345热线”等平台"
    assert repaired("use Word\nand  Excel") == "use Word and Excel"
    assert repaired("现将《2\n021年要点》") == "现将《2021年要点》"
    assert repaired("张三　　李四") == "张三　　李四"
    assert repaired("第一段。\n\n第二段。") == "第一段。\n第二段。"
    assert repaired("  各镇街： ") == "各镇街："


def test_an_anchor_unites_lines_of_a_page_and_continues_on_the_next() -> None:
    lines = (
        Piece(0, 2, Anchor(page=1, bbox=(10.0, 700.0, 30.0, 710.0))),
        Piece(3, 5, Anchor(page=1, bbox=(10.0, 712.0, 28.0, 722.0))),
        Piece(6, 8, Anchor(page=2, bbox=(10.0, 50.0, 30.0, 60.0))),
    )
    text = Paragraph(id=0, text="甲乙\n丙丁\n戊己", pieces=lines)
    found = passage.of(text).repaired().anchor()
    assert (found.page, found.bbox) == (1, (10.0, 700.0, 30.0, 722.0))
    assert [(p.page, p.bbox) for p in found.continued] == [(2, (10.0, 50.0, 30.0, 60.0))]


def test_an_anchor_in_a_line_counts_its_characters() -> None:
    whole = Paragraph(id=0, text="甲乙丙", pieces=(Piece(0, 3, Anchor(line=7, characters=(4, 7))),))
    assert passage.of(whole).slice(1, 3).anchor() == Anchor(line=7, characters=(5, 7))
