"""Records written in a lossless form and read again are equal; by the tool's own reader.

Lossless are JSON, JSON Lines and nested Parquet. What the other forms leave out is said on the page
about outputs; that what they do hold is exact is tested with each of them.
"""

import io

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor import extract
from extractor.model.anchor import Anchor
from extractor.model.notice import Task
from extractor.records import read_records
from extractor.writers import Options, write
from tests.example_notice import example

LOSSLESS = ["json", "jsonl", "parquet"]


def again(notices, form):
    out = io.BytesIO()
    assert write(notices, out, form=form, options=Options(many=True)) == ()
    records = list(read_records(io.BytesIO(out.getvalue()), name="r"))
    assert [record.error for record in records] == [None] * len(records)
    return [record.notice for record in records]


@st.composite
def drawn(draw):
    """Draw a notice with random text, anchors and lists, as readers could make it."""
    text = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=8)
    spot = st.builds(
        Anchor,
        page=st.none() | st.integers(1, 10**6),
        bbox=st.none()
        | st.tuples(*[st.floats(allow_nan=False, allow_infinity=False, width=32)] * 4),
        path=st.none() | text,
        line=st.none() | st.integers(1, 2**62),
        characters=st.none() | st.tuples(st.integers(0, 9), st.integers(0, 9)),
    )
    anchor = st.builds(
        lambda first, further: msgspec.structs.replace(first, continued=tuple(further)),
        spot,
        st.lists(spot, max_size=2),
    )
    task = draw(
        st.builds(
            Task,
            id=st.integers(1).map(lambda at: f"a#{at}"),
            position=st.integers(1, 9),
            task=st.none() | text,
            section_path=st.lists(text, max_size=3).map(tuple),
            extra=st.dictionaries(text, text, max_size=3),
            printed=st.dictionaries(text, text, max_size=2),
            anchors=st.dictionaries(text, anchor, max_size=2),
        )
    )
    return msgspec.structs.replace(example(), tasks=(task,), anchors={"title": draw(anchor)})


@pytest.mark.parametrize("form", LOSSLESS)
@settings(max_examples=25)
@given(notice=drawn())
def test_any_notice_comes_back(form, notice):
    assert again([notice], form) == [notice]


@pytest.mark.parametrize("form", LOSSLESS)
def test_the_samples_come_back(form):
    notices = [
        extract(f"samples/shaxian-2021.{suffix}") for suffix in ("txt", "docx", "html", "pdf")
    ]
    assert again(notices, form) == notices


@pytest.mark.parametrize("form", LOSSLESS)
def test_no_notice_at_all_comes_back_as_none(form):
    out = io.BytesIO()
    write([], out, form=form, options=Options(many=True))
    assert form == "jsonl" or list(read_records(io.BytesIO(out.getvalue()), name="r")) == []
