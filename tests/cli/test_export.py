"""Records to another form: what comes out is what `convert` itself would have written."""

import gzip

import pytest

from extractor.cli.output import FORMS
from extractor.writers import HEEDED, WRITERS
from tests.cli.command import NOTICE, run


@pytest.fixture
def notices(tmp_path):
    for number in (3, 4):
        text = NOTICE.replace("3号", f"{number}号")
        (tmp_path / f"{number}.txt").write_text(text, "utf-8")
    return [tmp_path / "3.txt", tmp_path / "4.txt"]


@pytest.fixture
def records(notices, tmp_path):
    path = tmp_path / "records.jsonl"
    assert run("convert", *notices, "-o", path).code == 0
    return path


def test_every_form_that_help_names_has_a_writer():
    assert tuple(WRITERS) == FORMS
    assert HEEDED.keys() == WRITERS.keys()


@pytest.mark.parametrize("form", FORMS)
def test_records_give_what_the_notices_give(notices, records, tmp_path, form):
    run("convert", *notices, "-f", form, "-o", tmp_path / "direct")
    ended = run("export", records, "-f", form, "-o", tmp_path / "exported")
    assert (ended.code, ended.out) == (0, b"")
    assert (tmp_path / "exported").read_bytes() == (tmp_path / "direct").read_bytes()


def test_standard_input_and_compressed_files_are_read(records):
    packed = gzip.compress(records.read_bytes())
    for given in (records.read_bytes(), packed):
        ended = run("export", "-", "-f", "jsonl", given=given)
        assert (ended.code, ended.out) == (0, records.read_bytes())


def test_the_folder_of_a_batch_is_exported(notices, records, tmp_path):
    (tmp_path / "in").mkdir()
    for notice in notices:
        notice.rename(tmp_path / "in" / notice.name)
    assert run("batch", "in", "-o", "out", "--zstd", folder=tmp_path).code == 0
    ended = run("export", "out", "-f", "csv", "--columns", "task_id", folder=tmp_path)
    direct = run("export", records, "-f", "csv", "--columns", "task_id")
    assert (ended.code, ended.out) == (0, direct.out)
    empty = run("export", "in", "-f", "csv", folder=tmp_path)
    assert empty.code == 1
    assert empty.talk == ["extractor: in: [empty] there is no file of records in this folder"]


def test_one_record_is_an_array_of_one(notices):
    ended = run("export", "-", "-f", "json", given=run("convert", notices[0]).out)
    assert ended.out.startswith(b"[\n{")


def test_a_bad_record_costs_one_line_and_no_other_record(records, tmp_path):
    good = records.read_bytes()
    records.write_bytes(good + b'{"id": 1}\n' + good)
    ended = run("export", records, tmp_path / "none.jsonl", "-f", "jsonl")
    assert ended.code == 1
    assert ended.out == good + good
    assert len(ended.talk) == 2
    assert ended.talk[0].startswith(f"extractor: {records}:3: [schema] not a notice record")
    assert ended.talk[1].startswith(f"extractor: {tmp_path / 'none.jsonl'}: [io] ")


def test_nothing_is_written_when_there_is_no_record(tmp_path):
    target = tmp_path / "out.csv"
    target.write_bytes(b"old")
    ended = run("export", "-", "-o", target, given=b"")
    assert ended.code == 1
    assert target.read_bytes() == b"old"
    assert ended.talk == [
        "extractor: -: [empty] there is no record in it",
        f"extractor: {target}: nothing was written",
    ]


def test_records_are_never_overwritten_by_their_own_export(records):
    before = records.read_bytes()
    ended = run("export", records, "-o", records)
    assert ended.code == 2
    assert records.read_bytes() == before


def test_an_option_that_means_nothing_to_the_form_is_refused(records):
    ended = run("export", records, "--bom")
    assert (ended.code, ended.out) == (2, b"")
    assert ended.talk == [
        "extractor: --bom means nothing with the format json; leave it out or choose another format"
    ]


def test_an_unknown_column_is_refused_before_anything_is_written(records, tmp_path):
    ended = run("export", records, "-o", tmp_path / "t.csv", "--columns", "task,boss")
    assert ended.code == 2
    assert ended.talk[0].startswith("extractor: -f csv: [unknown-column] no column 'boss'; there ")
    assert not (tmp_path / "t.csv").exists()


def test_columns_and_rows_are_chosen(records):
    ended = run("export", records, "-f", "csv", "--columns", "number,role,unit", "--explode")
    assert ended.out.decode().split("\r\n")[:5] == [
        "number,role,unit",
        "1,lead,县发改局",
        "1,responsible,县教育局",
        "1,responsible,县民政局",
        "2,lead,县教育局",
    ]
