"""Numbering labels, and the outline they make."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.text.labels import Label, outline_levels, read_label
from tests.text.fixtures import cases


def shown(label: Label | None) -> str:
    if label is None:
        return ""
    value = label.value if isinstance(label.value, int) else ".".join(map(str, label.value))
    return " ".join(
        [label.form, str(value), label.printed, *(["damaged"] if label.damaged else [])]
    )


@pytest.mark.parametrize(("text", "expected"), cases("labels"))
def test_reads_the_label(text: str, expected: str) -> None:
    assert shown(read_label(text)) == expected


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ("一、 （一） 1. 2. （二） 3. 二、 （一） 4.", (0, 1, 2, 2, 1, 2, 0, 1, 2)),
        ("一、 1. 2. 二、 1.", (0, 1, 1, 0, 1)),
        ("第一章 一、 二、 第二章 三、", (0, 1, 1, 0, 1)),
        ("第一部分 一、 （一） 1. （1） ① （2） 2. （二）", (0, 1, 2, 3, 4, 5, 4, 3, 2)),
        ("1、 （1） （2） 2、", (0, 1, 1, 0)),
        ("1. 2. 3. 一、 1. 2. 二、", (0, 0, 0, 0, 1, 1, 0)),
        ("1. （一） （二） 2. （一） 3.", (0, 1, 1, 0, 1, 0)),
        ("一、 1.1 1.2 二、 2.1", (0, 1, 1, 0, 1)),
        ("1.1 1.1.1 1.1.2 1.2", (0, 1, 1, 0)),
        ("1.1 1. 2. 1.2 1.", (0, 1, 1, 0, 1)),
        ("（一） 1. （二） 1. 一、", (0, 1, 0, 1, 0)),
        ("80. 81. （五） 82.", (0, 0, 0, 1)),
        ("", ()),
    ],
)
def test_levels_follow_the_order_of_appearance(labels: str, expected: tuple[int, ...]) -> None:
    read = [read_label(f"{text}　甲") for text in labels.split()]
    assert outline_levels([label for label in read if label]) == expected


LABELS = st.sampled_from(
    [
        "一、",
        "二、",
        "（一）",
        "（二）",
        "1.",
        "2.",
        "3.",
        "（1）",
        "①",
        "1.1",
        "1.2",
        "第一章",
        "第二条",
        "a.",
    ]
)


@given(st.lists(LABELS, max_size=30))
def test_levels_never_skip_downwards(texts: list[str]) -> None:
    labels = [label for text in texts if (label := read_label(f"{text}　甲"))]
    levels = outline_levels(labels)
    assert len(levels) == len(labels) == len(texts)
    assert all(below <= above + 1 for above, below in pairwise(levels))
    assert not levels or levels[0] == 0


@given(
    st.one_of(
        st.text(max_size=30),
        st.text(alphabet="一二三十百()（）1234.．、。 第章条①⑴lI-—=+年月", max_size=12),
    )
)
def test_a_label_is_the_start_of_its_paragraph(text: str) -> None:
    label = read_label(text)
    if label is not None:
        assert 0 < label.end <= len(text)
        assert text[: label.end].strip() == label.printed
        assert label.bare


def test_time_is_linear() -> None:
    started = time.process_time()
    for unit in "（1一 、①":
        read_label(unit * 1_000_000)
    label = read_label("1.甲")
    assert label
    outline_levels([label] * 100_000)
    assert time.process_time() - started < 12
