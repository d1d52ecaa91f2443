"""Numbers that a style sheet sets before elements, as a browser shows them (CSS 2.1, 12)."""

from __future__ import annotations

import pytest

from extractor.model.document import Paragraph, Table
from extractor.readers import read


def shown(style: str, body: str) -> list[str]:
    page = f"<html><head><style>{style}</style></head><body>{body}</body></html>"
    found: list[str] = []
    for block in read(page.encode()).blocks:
        if isinstance(block, Paragraph):
            found.append(block.text)
        elif isinstance(block, Table):
            found += [one.text for cell in block.cells for one in cell.paragraphs]
    return found


def test_levels_count_for_themselves_and_begin_anew() -> None:
    style = (
        "body { counter-reset: chapter } h2 { counter-reset: item }"
        'h2::before { counter-increment: chapter; content: counter(chapter, cjk-ideographic) "、" }'
        'p.i::before { counter-increment: item; content: "（" counter(item, cjk-decimal) "）" }'
    )
    body = "<h2>甲</h2><p class=i>一</p><p class=i>二</p><h2>乙</h2><p class=i>三</p>"
    assert shown(style, body)[0] == "一、甲"
    assert shown(style, body)[3] == "二、乙"
    assert [line[1] for line in shown(style, body) if line.startswith("（")] == ["一", "二", "一"]


def test_counters_join_the_numbers_of_all_levels() -> None:
    style = (
        "ol { counter-reset: item; list-style: none } li { counter-increment: item }"
        'li::before { content: counters(item, ".") " " }'
    )
    body = "<ol><li>甲<ol><li>乙</li><li>丙</li></ol></li><li>丁</li></ol>"
    assert shown(style, body) == ["1 甲", "1.1 乙", "1.2 丙", "2 丁"]


@pytest.mark.parametrize(
    ("style", "numbers"),
    [
        ("decimal", ["1", "2", "3"]),
        ("decimal-leading-zero", ["01", "02", "03"]),
        ("upper-roman", ["I", "II", "III"]),
        ("lower-alpha", ["a", "b", "c"]),
        ("simp-chinese-informal", ["一", "二", "三"]),
    ],
)
def test_a_counter_prints_in_its_style(style: str, numbers: list[str]) -> None:
    sheet = f'p::before {{ counter-increment: n; content: counter(n, {style}) "：" }}'
    assert shown(sheet, "<p>甲</p><p>乙</p><p>丙</p>") == [
        f"{number}：{text}" for number, text in zip(numbers, "甲乙丙", strict=True)
    ]


def test_a_counter_may_start_anywhere_and_step_by_more_than_one() -> None:
    sheet = "body{counter-reset:n 8} p::before{counter-increment:n 2;content:counter(n) '.'}"
    assert shown(sheet, "<p>甲</p><p>乙</p>") == ["10.甲", "12.乙"]


def test_an_old_browsers_single_colon_counts_too() -> None:
    assert shown("p:before{counter-increment:n;content:counter(n) '.'}", "<p>甲</p>") == ["1.甲"]


def test_the_number_of_an_empty_cell_stands_in_it() -> None:
    sheet = "table{counter-reset:r} td.n::before{counter-increment:r;content:counter(r)}"
    rows = "<tr><td class=n></td><td>修路</td></tr><tr><td class=n></td><td>架桥</td></tr>"
    body = f"<table border=1><tr><th>序号</th><th>任务</th></tr>{rows}</table>"
    assert shown(sheet, body) == ["序号", "任务", "1", "修路", "2", "架桥"]


def test_rows_count_too() -> None:
    sheet = "table{counter-reset:r} tr.d{counter-increment:r} td.n::before{content:counter(r)}"
    rows = "".join(f"<tr class=d><td class=n></td><td>{text}</td></tr>" for text in "甲乙")
    body = f"<table border=1><tr><th>序号</th><th>任务</th></tr>{rows}</table>"
    assert shown(sheet, body) == ["序号", "任务", "1", "甲", "2", "乙"]


def test_the_number_of_an_empty_block_does_not_pass_to_the_next() -> None:
    sheet = "div.n::before{content:'1'}"
    assert shown(sheet, "<div class=n></div><p>正文</p>") == ["1", "正文"]


def test_what_shows_no_number_is_no_label() -> None:
    sheet = "p::before{content:'\\e614'} div::before{content:'•'} h2::before{content:''}"
    assert shown(sheet, "<p>甲</p><div>乙</div><h2>丙</h2>") == ["甲", "乙", "丙"]


def test_a_hidden_element_shows_no_number() -> None:
    sheet = "p::before{counter-increment:n;content:counter(n) '.'}"
    assert shown(sheet, "<p>甲</p><p style='display:none'>乙</p><p>丙</p>") == ["1.甲", "2.丙"]


def test_a_thousand_counters_end_in_time() -> None:
    sheet = "div{counter-reset:n} p::before{counter-increment:n;content:counters(n,'.') ' '}"
    body = "<div>" * 150 + "<p>甲</p>" * 3000 + "</div>" * 150
    assert len(shown(sheet, body)) == 3000
