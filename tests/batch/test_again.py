"""A second run into the same folder does what is left to do, and nothing else."""

from __future__ import annotations

import json
import os

import pytest

from extractor.batch import CannotRun, identity
from tests.batch.faults import WORK
from tests.batch.runs import Notes, column, left, lines, notice, write_notices
from tests.batch.runs import inline as batch


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_finished_run_is_not_done_again(here):
    write_notices(here / "in", range(5))
    batch("in", into=here / "out")
    before, notes = left(here / "out"), Notes()
    report = batch("in", into=here / "out", notes=notes)
    assert (notes.extracted, report.ended.unchanged) == ([], 5)
    assert left(here / "out") == before


def test_new_files_alone_are_done_and_follow_the_old_ones(here):
    write_notices(here / "in", range(3, 6))
    batch("in", into=here / "out")
    old = lines(here / "out")
    write_notices(here / "in", range(3))
    notes = Notes()
    batch("in", into=here / "out", notes=notes)
    assert sorted(notes.extracted) == [f"in/n00{n}.txt" for n in range(3)]
    assert lines(here / "out")[:3] == old
    assert column(here / "out", "uri")[3:] == sorted(notes.extracted)


def test_a_changed_file_is_done_again_in_its_place(here):
    paths = write_notices(here / "in", range(5))
    batch("in", into=here / "out", shard_size=2)
    old = lines(here / "out")
    paths[2].write_text(notice(77), "utf-8")
    notes = Notes()
    batch("in", into=here / "out", shard_size=2, notes=notes)
    assert notes.extracted == ["in/n002.txt"]
    new = lines(here / "out")
    assert [a == b for a, b in zip(old, new, strict=True)] == [True, True, False, True, True]
    assert json.loads(new[2])["id"] == "测政办〔2024〕77号"


def test_a_file_that_is_touched_and_the_same_gives_the_same(here):
    (path,) = write_notices(here / "in", [1])
    batch("in", into=here / "out")
    before = left(here / "out")
    os.utime(path, (1, 1))
    notes = Notes()
    batch("in", into=here / "out", notes=notes)
    assert notes.extracted == ["in/n001.txt"]
    assert left(here / "out") == before


def test_another_name_of_the_same_bytes_is_recorded_and_not_done(here):
    write_notices(here / "in", [1])
    batch("in", into=here / "out")
    (here / "in" / "a-copy.txt").write_bytes((here / "in" / "n001.txt").read_bytes())
    notes = Notes()
    report = batch("in", into=here / "out", notes=notes)
    assert notes.extracted == []
    assert column(here / "out", "duplicate_of") == [None, 0]
    assert report.summary.notices == report.summary.duplicates == len(lines(here / "out")) == 1


def test_when_an_original_changes_its_copy_has_the_record(here):
    (path,) = write_notices(here / "in", [1])
    (here / "in" / "z.txt").write_bytes(path.read_bytes())
    batch("in", into=here / "out")
    assert column(here / "out", "duplicate_of") == [None, 0]
    path.write_text(notice(2), "utf-8")
    batch("in", into=here / "out")
    assert column(here / "out", "duplicate_of") == [None, None]
    assert column(here / "out", "status") == ["ok", "ok"]
    ids = [json.loads(line)["id"] for line in lines(here / "out")]
    assert ids == ["测政办〔2024〕2号", "测政办〔2024〕1号"]


def test_failures_are_kept_until_they_are_asked_for_again(here):
    write_notices(here / "in", range(2))
    (here / "in" / "n000a.txt").write_text("mock:raise ValueError")
    (here / "in" / "n000b.txt").write_text("mock:raise Corrupt")
    options = {"into": here / "out", "work": WORK}
    batch("in", **options)
    for again, done in ((False, []), (True, ["in/n000a.txt", "in/n000b.txt"])):
        notes = Notes()
        batch("in", notes=notes, retry_failed=again, **options)
        assert sorted(notes.extracted) == done
    assert len((here / "out" / "failures.jsonl").read_bytes().splitlines()) == 2


def test_a_failure_that_is_mended_is_as_if_it_had_never_failed(here):
    write_notices(here / "in", range(5))
    (here / "in" / "n002.txt").write_text("mock:raise Corrupt")
    batch("in", into=here / "out", work=WORK, shard_size=2)
    write_notices(here / "in", [2])
    batch("in", into=here / "out", work=WORK, shard_size=2)
    batch("in", into=here / "fresh", work=WORK, shard_size=2)
    assert left(here / "out") == left(here / "fresh")


def test_force_does_everything_again(here):
    write_notices(here / "in", range(3))
    batch("in", into=here / "out")
    before, notes = left(here / "out"), Notes()
    batch("in", into=here / "out", notes=notes, force=True)
    assert len(notes.extracted) == 3
    assert left(here / "out") == before


def test_results_of_another_version_are_done_again(here, monkeypatch):
    write_notices(here / "in", range(3))
    (here / "in" / "z.txt").write_text("mock:raise Corrupt")
    batch("in", into=here / "out", work=WORK)
    before = left(here / "out")
    monkeypatch.setattr(identity, "_code", lambda: "another")
    notes = Notes()
    batch("in", into=here / "out", work=WORK, notes=notes, keep_stale=True)
    assert (notes.stale_results, notes.extracted) == ([(4, True)], [])
    batch("in", into=here / "out", work=WORK, notes=notes)
    assert notes.stale_results == [(4, True), (4, False)]
    assert len(notes.extracted) == 4
    assert left(here / "out") == before
    batch("in", into=here / "out", work=WORK, notes=notes)
    assert len(notes.stale_results) == 2


def test_results_with_another_registry_are_done_again(here):
    write_notices(here / "in", [1])
    (here / "units.csv").write_text("name,aliases\n测试县发改委,县发改局\n", "utf-8")
    batch("in", into=here / "out")
    batch("in", into=here / "out", registry=here / "units.csv")
    (record,) = map(json.loads, lines(here / "out"))
    assert record["tasks"][0]["lead_units"][0]["name"] == "测试县发改委"


def test_a_moved_archive_in_another_version_is_not_stuck_with_old_records(here, monkeypatch):
    write_notices(here / "in", range(2))
    batch("in", into=here / "out")
    (here / "in").rename(here / "moved")
    monkeypatch.setattr(identity, "_code", lambda: "another")
    report = batch("moved", into=here / "out")
    assert report.summary.stale == 0
    assert [json.loads(line)["source"]["uri"] for line in lines(here / "out")] == [
        "moved/n000.txt",
        "moved/n001.txt",
    ]


def test_shards_that_are_gone_or_damaged_are_made_anew(here):
    write_notices(here / "in", range(6))
    batch("in", into=here / "out", shard_size=2)
    before = left(here / "out")
    (here / "out/notices/notices-000001.jsonl").unlink()
    (here / "out/notices/notices-000002.jsonl").write_bytes(b"{")
    notes = Notes()
    batch("in", into=here / "out", shard_size=2, notes=notes)
    assert sorted(notes.extracted) == [f"in/n00{n}.txt" for n in range(4)]
    assert left(here / "out") == before


def test_a_source_that_is_away_costs_no_record(here):
    write_notices(here / "in", range(2))
    batch("in", "in/n000.txt", into=here / "out")
    records = lines(here / "out")
    (here / "in").rename(here / "away")
    notes = Notes()
    batch("in/n000.txt", into=here / "out", notes=notes)
    assert notes.failures == [("in/n000.txt", "io")]
    assert lines(here / "out") == records


@pytest.mark.parametrize("other", [{"shard_size": 7}, {"form": "json"}, {"zstd": True}])
def test_a_folder_laid_out_otherwise_is_left_alone(here, other):
    write_notices(here / "in", [1])
    batch("in", into=here / "out")
    before = left(here / "out")
    with pytest.raises(CannotRun) as refusal:
        batch("in", into=here / "out", **other)
    assert refusal.value.key == "batch.other_layout"
    assert left(here / "out") == before


def test_a_folder_of_something_else_is_left_alone(here):
    (here / "out").mkdir()
    (here / "out" / "thesis.docx").write_bytes(b"mine")
    with pytest.raises(CannotRun) as refusal:
        batch("in", into=here / "out")
    assert refusal.value.key == "batch.strange_folder"
    assert [path.name for path in (here / "out").iterdir()] == ["thesis.docx"]
