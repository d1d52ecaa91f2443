import io

import msgspec
import pytest

from extractor import codec
from extractor.writers import WRITERS, Options, write
from tests.example_notice import example


def written(notices, form, **options):
    out = io.BytesIO()
    write(notices, out, form=form, options=Options(**options))
    return out.getvalue()


def test_one_notice_is_one_object():
    data = written([example()], "json")
    assert codec.decode(data) == example()
    assert data.startswith(b'{\n  "schema_version": "1.0",\n')
    assert data.endswith(b"\n}\n")


def test_several_notices_are_an_array():
    data = written([example(), example()], "json", many=True)
    values = msgspec.json.decode(data)
    assert [msgspec.convert(value, type(example())) for value in values] == [example()] * 2
    assert data.endswith(b"}\n]\n")


@pytest.mark.parametrize(("notices", "count"), [([], 0), ([example()], 1)])
def test_an_array_stays_one_when_files_failed(notices, count):
    assert len(msgspec.json.decode(written(notices, "json", many=True))) == count


def test_json_lines_hold_one_notice_each_and_no_other_line_break():
    data = written([example(), example()], "jsonl")
    lines = data.split(b"\n")
    assert lines.pop() == b""
    assert [codec.decode(line) for line in lines] == [example()] * 2


@pytest.mark.parametrize("form", WRITERS)
def test_the_same_notices_give_the_same_bytes(form):
    assert written([example()], form) == written([example()], form)
