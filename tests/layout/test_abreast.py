"""Names set side by side: joint signatures whose longer names are wrapped."""

from __future__ import annotations

from extractor.model.document import Paragraph
from extractor.readers.pdf import read
from tests.layout.drawing import Sheet

BODY = "各单位要按照职责分工认真组织实施并于每季度末将进展情况报送办公室汇总" * 4


def centred(sheet: Sheet, middle: float, top: float, words: str) -> None:
    sheet.text(middle - 8 * len(words), top, words, 16)


def signed(*rows: list[tuple[float, str]]) -> list[str]:
    """Return the paragraphs below the text of a page signed by names around given middles."""
    sheet = Sheet()
    top = sheet.paragraph(90, 80, 416, BODY, 16)
    for number, row in enumerate(rows):
        for middle, words in row:
            centred(sheet, middle, top + 40 + 28 * number, words)
    document = read(sheet.bytes())
    texts = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    return texts[1:]


def test_wrapped_names_side_by_side_are_read_column_by_column() -> None:
    found = signed(
        [(140, "清河市商务局"), (300, "清河市发展和改革"), (450, "清河市工业和")],
        [(300, "委员会"), (450, "信息化局")],
    )
    assert found == ["清河市商务局", "清河市发展和改革委员会", "清河市工业和信息化局"]


def test_a_date_under_a_name_is_no_rest_of_it() -> None:
    found = signed(
        [(180, "清河市财政局"), (420, "清河市市场监督管理局")],
        [(420, "2025年1月23日")],
    )
    assert found == ["清河市财政局\u3000清河市市场监督管理局", "2025年1月23日"]


def test_rows_of_whole_names_stay_rows() -> None:
    found = signed(
        [(180, "清河市发展和改革委员会"), (420, "清河市工业和信息化局")],
        [(180, "清河市财政局"), (420, "清河市商务局")],
    )
    assert [part.split() for part in found] == [
        ["清河市发展和改革委员会", "清河市工业和信息化局"],
        ["清河市财政局", "清河市商务局"],
    ]
