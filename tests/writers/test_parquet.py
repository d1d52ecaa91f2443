"""Parquet: nested rows give back the very records; flat ones are typed tables."""

import io
from datetime import date

import msgspec
import pyarrow as pa
import pytest
from pyarrow import parquet

from extractor import codec, columnar
from extractor.errors import CorruptSource, SchemaError, UnknownColumn
from extractor.model.anchor import Anchor
from extractor.model.notice import Notice, Task
from extractor.records import read_records
from extractor.text.characters import encodable
from extractor.writers import Loss, Options, write
from extractor.writers import parquet as writing
from tests import naughty
from tests.example_notice import ID, example
from tests.writers.hostile import hostile


def written(*notices, **options):
    out = io.BytesIO()
    losses = write(notices or [example()], out, form="parquet", options=Options(**options))
    return out.getvalue(), losses


def again(data):
    return [record.notice for record in read_records(io.BytesIO(data), name="r")]


def table(*notices, **options):
    return parquet.read_table(io.BytesIO(written(*notices, **options)[0]))


def test_nested_rows_give_back_the_notices():
    other = msgspec.structs.replace(example(), id="其他", tasks=())
    assert again(written(example(), other)[0]) == [example(), other]


def test_every_text_comes_back_but_for_what_no_encoding_carries():
    strings = [*naughty.STRINGS, *naughty.LONG, *naughty.SURROGATES]
    (read,) = again(written(hostile(strings))[0])
    assert read == codec.decode(codec.encode(hostile(strings)))
    assert [task.task or "" for task in read.tasks] == [encodable(text) for text in strings]


def test_nested_rows_are_typed():
    shape = table().schema
    assert shape.field("issue_date").type == pa.date32()
    task = shape.field("tasks").type.value_type
    assert task.field("position").type == pa.int64()
    assert task.field("open_list").type == pa.bool_()
    assert task.field("extra").type == pa.map_(pa.string(), pa.string())
    assert task.field("lead_units").type.value_type.field("members").type == pa.list_(pa.string())
    end = task.field("deadlines").type.value_type.field("end")
    assert end.type == pa.date32()
    assert shape.metadata[b"notice_schema_version"] == b"1.0"


def test_every_property_of_the_contract_is_a_column():
    assert columnar.schema().names == list(Notice.__struct_fields__)
    task = columnar.schema().field("tasks").type.value_type
    assert [task.field(at).name for at in range(task.num_fields)] == list(Task.__struct_fields__)


def test_places_deeper_than_a_reader_makes_them_stand_in_one_list():
    deep = Anchor(line=1, continued=(Anchor(line=2, continued=(Anchor(line=3),)), Anchor(line=4)))
    (read,) = again(written(msgspec.structs.replace(example(), anchors={"title": deep}))[0])
    assert [each.line for each in read.anchors["title"].continued] == [2, 3, 4]


def test_row_groups_bound_the_memory(monkeypatch):
    monkeypatch.setattr(writing, "_NESTED_TASKS", 6)
    data, _ = written(*[example()] * 5)
    file = parquet.ParquetFile(io.BytesIO(data))
    assert [file.metadata.row_group(at).num_rows for at in range(3)] == [2, 2, 1]
    assert len(again(data)) == 5


def test_flat_rows_are_tasks_with_typed_columns():
    shown = table(flat=True)
    assert shown.num_rows == 3
    first = shown.slice(0, 1).to_pylist()[0]
    assert first["responsible_units"] == ["县教育局", "各乡（镇）"]
    assert (first["issue_date"], first["due_date"]) == (date(2024, 2, 29), date(2024, 3, 31))
    assert first["deadline_end"] == [date(2024, 3, 31)]
    assert (first["position"], first["open_list"], first["remarks"]) == (1, False, None)


def test_columns_and_exploded_rows_are_flat_by_themselves():
    shown = table(columns=("task_id", "unit", "role"), explode=True, headers="zh")
    assert shown.column_names == ["任务标识", "单位", "职责"]
    assert shown.to_pylist()[1] == {
        "任务标识": f"{ID}#1",
        "单位": "县教育局",
        "职责": "responsible",
    }
    assert shown.schema.types == [pa.string()] * 3


def test_a_table_without_tasks_has_its_columns():
    shown = table(msgspec.structs.replace(example(), tasks=()), flat=True)
    assert (shown.num_rows, "lead_units" in shown.column_names) == (0, True)


def test_an_unknown_column_is_refused():
    with pytest.raises(UnknownColumn):
        written(columns=("boss",))


def test_a_date_on_no_calendar_is_refused_in_records_and_blank_in_tables():
    notice = msgspec.structs.replace(example(), issue_date="2024-02-30")
    with pytest.raises(SchemaError, match="测政办〔2024〕3号"):
        written(notice)
    data, losses = written(notice, columns=("task_id", "issue_date"))
    assert losses == (Loss("no-such-date", 3),)
    assert parquet.read_table(io.BytesIO(data))["issue_date"].to_pylist() == [None] * 3


def test_hostile_text_stands_in_flat_tables_too():
    strings = [*naughty.STRINGS, *naughty.LONG, *naughty.SURROGATES]
    shown = table(hostile(strings), flat=True)
    assert [text or "" for text in shown["task"].to_pylist()] == list(map(encodable, strings))


def test_a_flat_file_is_no_file_of_records():
    with pytest.raises(SchemaError, match="--flat"):
        again(written(flat=True)[0])


@pytest.mark.parametrize("at", [4, 100, -1, -20])
def test_a_broken_file_is_said(at):
    data = written()[0]
    with pytest.raises(CorruptSource):
        again(data[:at] if at > 0 else data[:at] + b"PAR2")


def test_a_row_that_is_no_notice_costs_no_other():
    rows = [columnar.row(example()) for _ in range(3)]
    rows[1]["id"] = ""
    out = io.BytesIO()
    parquet.write_table(pa.Table.from_pylist(rows, columnar.schema()), out)
    found = list(read_records(io.BytesIO(out.getvalue()), name="r"))
    assert [record.notice is not None for record in found] == [True, False, True]
    assert found[1].place == "r#2"
    assert isinstance(found[1].error, SchemaError)


def test_the_same_records_give_the_same_bytes():
    assert written()[0] == written()[0]
    assert written(flat=True)[0] == written(flat=True)[0]
