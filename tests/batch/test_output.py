"""What is in the folder: shards, files of their own, duplicates, accounts."""

from __future__ import annotations

import io
import json

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from extractor import codec, extract
from extractor.batch.store.mirror import path_of
from extractor.validation import validate
from tests.batch.faults import WORK
from tests.batch.runs import batch as processes
from tests.batch.runs import column, left, lines, rows, write_notices
from tests.batch.runs import inline as batch


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_record_is_what_convert_makes_of_the_file(here):
    (path,) = write_notices(here / "in", [1])
    batch("in", into=here / "out")
    assert lines(here / "out") == [codec.encode(extract(path, name="in/n001.txt"))]
    assert validate(here / "out/notices/notices-000001.jsonl") == []


def test_records_follow_the_order_of_the_inputs(here):
    write_notices(here / "in", range(10))
    (here / "in" / "n000.txt").write_text("mock:sleep 0.5")
    processes("in", into=here / "out", work=WORK, workers=3, shard_size=4)
    uris = [json.loads(line)["source"]["uri"] for line in lines(here / "out")]
    assert uris == [f"in/n00{n}.txt" for n in range(1, 10)]
    shards = sorted(path.name for path in (here / "out/notices").iterdir())
    assert shards == [f"notices-00000{n}.jsonl" for n in (1, 2, 3)]


def test_a_shard_of_failures_alone_is_no_file(here):
    (here / "in").mkdir()
    for n in range(2):
        (here / "in" / f"{n}.txt").write_text(f"mock:raise Corrupt{n}")
    batch("in", into=here / "out", work=WORK)
    assert list((here / "out/notices").iterdir()) == []


def test_zstd_holds_the_same_lines(here):
    write_notices(here / "in", range(5))
    batch("in", into=here / "plain", shard_size=2)
    batch("in", into=here / "packed", shard_size=2, zstd=True)
    unpacked = b"".join(
        zstandard.ZstdDecompressor().stream_reader(io.BytesIO(path.read_bytes())).read()
        for path in sorted((here / "packed/notices").glob("*.jsonl.zst"))
    )
    assert unpacked.splitlines() == lines(here / "plain")
    write_notices(here / "in", range(5, 8))
    for name, zstd in (("plain", False), ("packed", True)):
        batch("in", into=here / name, shard_size=2, zstd=zstd)
    assert len(lines(here / "plain")) == 8


@pytest.mark.parametrize("run", [batch, processes])
def test_of_equal_bytes_the_first_has_the_record(here, run):
    (path,) = write_notices(here / "in", [1])
    for name in ("a/x.txt", "b/x.txt", "z.txt"):
        (here / "in" / name).parent.mkdir(exist_ok=True)
        (here / "in" / name).write_bytes(path.read_bytes())
    report = run("in", into=here / "out")
    assert [json.loads(line)["source"]["uri"] for line in lines(here / "out")] == ["in/a/x.txt"]
    assert column(here / "out", "duplicate_of") == [None, 0, 0, 0]
    assert column(here / "out", "status") == ["ok"] * 4
    assert (report.summary.notices, report.summary.duplicates) == (1, 3)


def test_copies_of_a_file_that_fails_fail_with_it(here):
    (here / "in").mkdir()
    for name in "abc":
        (here / "in" / f"{name}.txt").write_text("mock:raise Corrupt")
    batch("in", into=here / "out", work=WORK)
    assert column(here / "out", "code") == ["corrupt"] * 3
    assert len((here / "out/failures.jsonl").read_text().splitlines()) == 3


def test_each_notice_has_a_file_where_its_source_stands(here):
    write_notices(here / "in/2021/三月", range(2))
    (here / "in/2021/n000.docx").write_bytes((here / "in/2021/三月/n000.txt").read_bytes() + b" ")
    batch("in", into=here / "out", form="json")
    names = sorted(
        str(path.relative_to(here / "out/notices"))
        for path in (here / "out/notices").rglob("*.json")
    )
    assert names == [
        "in/2021/n000.docx.json",
        "in/2021/三月/n000.txt.json",
        "in/2021/三月/n001.txt.json",
    ]
    record = codec.decode((here / "out/notices/in/2021/三月/n000.txt.json").read_bytes())
    assert record == extract(here / "in/2021/三月/n000.txt", name="in/2021/三月/n000.txt")


def test_names_that_one_system_takes_for_one_have_two_files(here):
    write_notices(here / "in", range(4))
    for old, new in zip(("n000", "n001", "n002", "n003"), ("A", "a", "é", "e\u0301"), strict=True):
        (here / "in" / f"{old}.txt").rename(here / "in" / f"{new}.txt")
    batch("in", into=here / "out", form="json")
    outputs = column(here / "out", "output")
    assert outputs[0] == "in/A.txt.json"
    assert len({str(name).casefold() for name in outputs}) == 4
    assert all((here / "out/notices" / str(name)).is_file() for name in outputs)


def test_a_file_of_its_own_goes_when_the_notice_goes(here):
    (path,) = write_notices(here / "in", [1])
    batch("in", into=here / "out", form="json")
    path.write_text("")
    batch("in", into=here / "out", form="json")
    assert column(here / "out", "code") == ["empty"]
    assert list((here / "out/notices").rglob("*.json")) == []


@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=90), min_size=1))
def test_no_uri_leads_out_of_the_folder(parts):
    for again in (0, 1):
        path = path_of("/".join(parts), again=again)
        names = path.split("/")
        assert not path.startswith("/")
        assert not {"", ".", ".."}.intersection(names)
        assert all(len(name.encode()) <= 245 for name in names)
        assert names[-1].endswith(".json")
        assert not any(name.endswith(".json") for name in names[:-1])


def test_the_accounts_count_every_input(here):
    write_notices(here / "in", range(3))
    (here / "in" / "copy.txt").write_bytes((here / "in" / "n000.txt").read_bytes())
    (here / "in" / "~$n000.docx").write_bytes(b"lock")
    (here / "in" / "Thumbs.db").write_bytes(b"db")
    (here / "in" / "empty.pdf").write_bytes(b"")
    (here / "in" / "bytes.bin").write_bytes(bytes(range(256)) * 9)
    report = batch("in", into=here / "out")
    summary = json.loads((here / "out/summary.json").read_bytes())
    assert summary["inputs"] == 8 == len(rows(here / "out"))
    assert summary["notices"] == 3
    assert summary["tasks"] == 6
    assert summary["duplicates"] == 1
    assert summary["failures"] == {"empty": 1, "unsupported": 1}
    assert summary["passed_over"] == {"lock-file": 1, "system-file": 1}
    assert summary["formats"] == {"text/plain": {"notices": 3, "tasks": 6, "pages": 0}}
    assert (summary["pending"], summary["stale"], summary["archives"]) == (0, 0, 0)
    assert report.summary.failed == 2
    failures = [
        json.loads(line) for line in (here / "out/failures.jsonl").read_bytes().splitlines()
    ]
    assert [(failure["uri"], failure["code"]) for failure in failures] == [
        ("in/bytes.bin", "unsupported"),
        ("in/empty.pdf", "empty"),
    ]


def test_output_depends_on_no_number_of_workers(here):
    write_notices(here / "in", range(25))
    for n in range(0, 25, 5):
        (here / "in" / f"copy{n}.txt").write_bytes((here / "in" / f"n{n:03}.txt").read_bytes())
    batch("in", into=here / "inline", shard_size=7)
    for workers in (1, 2, 4):
        processes("in", into=here / f"out{workers}", workers=workers, shard_size=7)
    assert (
        left(here / "inline") == left(here / "out1") == left(here / "out2") == left(here / "out4")
    )


def test_the_summary_counts_diagnostics_by_code_over_all_notices(here):
    (here / "in").mkdir()
    text = "关于做好防汛工作的通知\n各乡镇人民政府：\n请各地结合实际，认真做好防汛工作，第%d次。\n"
    for n in range(3):
        (here / "in" / f"{n}.txt").write_text(text % n)
    batch("in", into=here / "out")
    summary = json.loads((here / "out/summary.json").read_bytes())
    assert summary["diagnostics"]["notice.no-tasks"] == 3
