"""Files of records: one object, an array, lines; compressed or not; with faults among them."""

import gzip
import io
import os

import msgspec
import pytest
import zstandard

from extractor import codec, records
from extractor.errors import CorruptSource, EmptySource, SchemaError, TooLarge, Unreadable
from extractor.records import read_records, record_files
from tests.example_notice import example

ONE = codec.encode(example())
OTHER = codec.encode(msgspec.structs.replace(example(), id="测政办〔2024〕4号", tasks=()))


def read(data: bytes, name: str = "r"):
    return list(read_records(io.BytesIO(data), name=name))


@pytest.mark.parametrize(
    ("data", "places"),
    [
        (ONE, ["r:1"]),
        (codec.indent(ONE), ["r"]),
        (b"\n \n" + ONE + b"\r\n\n" + OTHER, ["r:3", "r:5"]),
        (b"\xef\xbb\xbf" + ONE + b"\n" + OTHER + b"\n", ["r:1", "r:2"]),
        (b"[" + ONE + b",\n" + OTHER + b"]\n", ["r#1", "r#2"]),
        (gzip.compress(ONE + b"\n" + OTHER, mtime=0), ["r:1", "r:2"]),
        (zstandard.compress(ONE + b"\n") + zstandard.compress(OTHER), ["r:1", "r:2"]),
    ],
    ids=["object", "indented", "lines", "mark", "array", "gzip", "zstd"],
)
def test_records_come_in_order_with_their_places(data, places):
    found = read(data)
    assert [record.place for record in found] == places
    assert [codec.encode(record.notice) for record in found] == [ONE, OTHER][: len(places)]


def test_a_path_is_its_own_name(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(ONE)
    assert [record.place for record in read_records(path)] == [f"{path}:1"]


@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_broken_line_costs_no_other(at):
    lines = [ONE, OTHER, ONE]
    lines[at] = lines[at][:40]
    found = read(b"\n".join(lines))
    assert [record.notice is not None for record in found] == [at != 0, at != 1, at != 2]
    assert found[at].place == f"r:{at + 1}"
    assert isinstance(found[at].error, SchemaError)


def test_a_broken_item_of_an_array_costs_no_other():
    found = read(b'[{"id": 1}, ' + ONE + b"]")
    assert [record.place for record in found] == ["r#1", "r#2"]
    assert isinstance(found[0].error, SchemaError)
    assert found[1].notice == example()


@pytest.mark.parametrize("data", [b"{", b"[" + ONE, b'"text"', b"PAR2 and more", b"\xff\xfe{}"])
def test_what_is_no_record_is_one_error(data):
    (record,) = read(data)
    assert isinstance(record.error, SchemaError)


@pytest.mark.parametrize("data", [b"", b"\n \n", b"\xef\xbb\xbf", gzip.compress(b"", mtime=0)])
def test_no_record_at_all_is_said(data):
    with pytest.raises(EmptySource):
        read(data)


def test_compressed_data_that_breaks_off_gives_what_came_before():
    noise = b"\n".join(
        codec.encode(msgspec.structs.replace(example(), title=os.urandom(400).hex()))
        for _ in range(50)
    )
    whole = gzip.compress(ONE + b"\n" + noise, mtime=0)
    found = []
    with pytest.raises(CorruptSource):
        found.extend(read_records(io.BytesIO(whole[: len(whole) // 2]), name="r"))
    reading = read_records(io.BytesIO(whole[: len(whole) // 2]), name="r")
    assert next(reading).notice == example()


def test_a_line_without_end_is_refused(monkeypatch):
    monkeypatch.setattr(records, "MAX_RECORD", len(ONE))
    assert read(ONE)[0].notice == example()
    with pytest.raises(TooLarge):
        read(ONE + b"\n" + b"x" * (len(ONE) + 2))
    with pytest.raises(TooLarge, match="JSONL"):
        read(codec.indent(ONE))


def test_a_file_that_cannot_be_read_is_said(tmp_path):
    for path in (tmp_path, tmp_path / "none.jsonl", "a\0b"):
        with pytest.raises(Unreadable):
            list(read_records(path))


def test_a_folder_stands_for_its_files_of_records(tmp_path):
    for name in ("b.jsonl", "a.json", "c/d.jsonl.zst", "c/e.parquet", "notes.txt", "summary.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert record_files(str(tmp_path)) == [
        str(tmp_path / name) for name in ("a.json", "b.jsonl", "c/d.jsonl.zst", "c/e.parquet")
    ]
    assert record_files("-") == ["-"]
    assert record_files(str(tmp_path / "none")) == [str(tmp_path / "none")]


def test_the_folder_of_a_batch_stands_for_its_records(tmp_path):
    (tmp_path / "notices").mkdir()
    for name in ("failures.jsonl", "run.json", "notices/notices-000001.jsonl"):
        (tmp_path / name).touch()
    assert record_files(str(tmp_path)) == [str(tmp_path / "notices" / "notices-000001.jsonl")]


def test_a_folder_without_records_is_said(tmp_path):
    with pytest.raises(EmptySource, match="no file of records"):
        record_files(str(tmp_path))


def test_compressed_data_that_is_none_is_said():
    with pytest.raises(CorruptSource):
        read(b"\x28\xb5\x2f\xfd" + b"\xff" * 40)
