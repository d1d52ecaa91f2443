import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor import codec
from extractor.errors import SchemaError
from extractor.model.notice import Notice, Task
from tests.example_notice import example

# Everything JSON can carry: no lone surrogates, but controls, bidi marks and private use.
TEXT = st.text(st.characters(exclude_categories=("Cs",)), min_size=1)


def test_decoding_gives_back_the_notice():
    assert codec.decode(codec.encode(example())) == example()


def test_indenting_changes_no_value_and_ends_no_line():
    indented = codec.indent(codec.encode(example()))
    assert codec.decode(indented) == example()
    assert not indented.endswith(b"\n")
    assert b'\n  "id": "' in indented


def test_chinese_is_written_as_itself():
    assert "测政办〔2024〕3号".encode() in codec.encode(example())


@given(task=TEXT, header=TEXT, cell=TEXT)
def test_any_text_survives(task, header, cell):
    notice = msgspec.structs.replace(
        example(), tasks=(Task(id="a#1", position=1, task=task, extra={header: cell}),)
    )
    assert codec.decode(codec.encode(notice)) == notice


def test_a_lone_surrogate_becomes_the_replacement_character_and_costs_nothing_else():
    broken = msgspec.structs.replace(
        example(),
        title="甲\ud800乙\ud83d\ude00",
        tasks=(Task(id="a#1", position=1, task="丙", extra={"\udcff": "丁"}),),
    )
    read = codec.decode(codec.encode(broken))
    assert read.title == "甲\ufffd乙\U0001f600"
    assert read.tasks[0].extra == {"\ufffd": "丁"}
    assert msgspec.structs.replace(read, title=None, tasks=()) == msgspec.structs.replace(
        example(), title=None, tasks=()
    )


def test_properties_of_later_versions_are_passed_over():
    data = codec.encode(example()).replace(b'"id":', b'"later":[1],"id":', 1)
    assert isinstance(codec.decode(data), Notice)


@pytest.mark.parametrize(
    ("data", "says"),
    [(b"{", "truncated"), (b"[1]", "object"), (b"{}", "id"), (b'{"a":' * 100_000, "recursion")],
)
def test_what_is_no_record_is_refused_in_one_line(data, says):
    with pytest.raises(SchemaError, match=says) as caught:
        codec.decode(data)
    assert "\n" not in str(caught.value)
