"""Archives among the sources of a run."""

from __future__ import annotations

import bz2
import gzip
import json
import tarfile
from collections import Counter

import pytest

from extractor.batch import Limits
from tests.batch.archive_files import PACKERS, crawl, tarred, zipped, zipped_with_password
from tests.batch.faults import WORK
from tests.batch.runs import QUICK, Notes, column, inline, left, lines, notice
from tests.batch.runs import batch as processes


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    return tmp_path


def text(number):
    return notice(number).encode()


def uris(folder):
    return [json.loads(line)["source"]["uri"] for line in lines(folder)]


@pytest.mark.parametrize("run", [inline, processes])
def test_members_are_inputs_like_files(here, run):
    page = f"<!DOCTYPE html><body><pre>{notice(5)}</pre></body>".encode()
    (here / "in/a.txt").write_bytes(text(1))
    (here / "in/b.zip").write_bytes(
        zipped({"2.txt": text(2), "c/1.txt": text(1), "n.zip": zipped({"3.txt": text(3)})})
    )
    (here / "in/d.tar.gz").write_bytes(PACKERS["gz"](tarred({"4.txt": text(4)})))
    (here / "in/e.warc.gz").write_bytes(crawl([("http://a/5.htm", "200 text/html", page)]))
    (here / "in/f.txt").write_bytes(text(6))
    report = run("in", into=here / "out")
    assert uris(here / "out") == [
        "in/a.txt",
        "in/b.zip!/2.txt",
        "in/b.zip!/n.zip!/3.txt",
        "in/d.tar.gz!/4.txt",
        "in/e.warc.gz!/20240301080000/http://a/5.htm",
        "in/f.txt",
    ]
    kinds = Counter(column(here / "out", "kind"))
    assert kinds == {"document": 7, "archive": 4}
    assert column(here / "out", "duplicate_of", "uri = 'in/b.zip!/c/1.txt'") == [0]
    assert (report.summary.failed, report.summary.pending, report.summary.archives) == (0, 0, 4)


def test_one_worker_is_enough_for_an_archive_and_its_members(here):
    (here / "in/a.zip").write_bytes(zipped({f"{n}.txt": text(n) for n in range(20)}))
    processes("in", into=here / "out", workers=1)
    assert len(uris(here / "out")) == 20


@pytest.mark.parametrize("run", [inline, processes])
def test_an_archive_that_is_done_is_not_opened_again(here, run):
    (here / "in/a.zip").write_bytes(zipped({"1.txt": text(1), "2.txt": text(2)}))
    run("in", into=here / "out")
    before = left(here / "out")
    report = run("in", into=here / "out")
    assert left(here / "out") == before
    # The archive is one input that was met; its members were not looked at.
    assert report.ended.unchanged == 1


def test_a_changed_archive_gives_its_new_members_and_keeps_the_others(here):
    (here / "in/a.zip").write_bytes(zipped({"1.txt": text(1), "2.txt": text(2)}))
    inline("in", into=here / "out")
    (here / "in/a.zip").write_bytes(zipped({"1.txt": text(1), "2.txt": text(22), "3.txt": text(3)}))
    notes = Notes()
    report = inline("in", into=here / "out", notes=notes)
    assert sorted(notes.extracted) == ["in/a.zip!/2.txt", "in/a.zip!/3.txt"]
    assert uris(here / "out") == [f"in/a.zip!/{n}.txt" for n in (1, 2, 3)]
    assert report.summary.pending == 0


def test_failed_members_are_done_again_when_asked_for(here):
    members = {"1.txt": text(1), "2.txt": b"mock:raise Corrupt", "3.txt": text(3)}
    (here / "in/a.zip").write_bytes(zipped(members))
    inline("in", into=here / "out", work=WORK)
    for again, done in ((False, []), (True, ["in/a.zip!/2.txt"])):
        notes = Notes()
        inline("in", into=here / "out", work=WORK, notes=notes, retry_failed=again)
        assert notes.extracted == done


@pytest.mark.parametrize("run", [inline, processes])
def test_what_is_wrong_with_an_archive_is_told_of_it(here, run):
    (here / "in/a.zip").write_bytes(zipped_with_password("a.docx"))
    (here / "in/b.tar").write_bytes(tarred({"l": (tarfile.SYMTYPE, "/etc/passwd")}))
    whole = gzip.compress(tarred({"1.txt": text(1), "2.txt": text(2)}))
    (here / "in/c.tgz").write_bytes(whole[: len(whole) // 2])
    (here / "in/d.zip").write_bytes(zipped({"1.txt": text(3)})[:200])
    (here / "in/e.gz").write_bytes(gzip.compress(bytes(4 << 20)))
    run("in", into=here / "out")
    failed = dict(
        zip(
            column(here / "out", "uri", "status = 'failed'"),
            column(here / "out", "code", "status = 'failed'"),
            strict=True,
        )
    )
    assert failed.pop("in/c.tgz") == "truncated"
    assert failed.pop("in/e.gz") == "too-large"
    assert {uri: code for uri, code in failed.items() if not uri.startswith(("in/c", "in/e"))} == {
        "in/a.zip!/a.docx": "encrypted",
        "in/b.tar!/l": "unsafe-path",
        "in/d.zip": "truncated",
    }


def test_a_member_that_kills_its_process_costs_itself(here):
    members = {"1.txt": text(1), "2.txt": b"mock:abort", "3.txt": text(3), "4.txt": b"mock:oom"}
    (here / "in/a.zip").write_bytes(zipped(members))
    processes("in", into=here / "out", work=WORK, limits=QUICK)
    assert column(here / "out", "code") == [None, None, "crash", None, "memory"]
    assert column(here / "out", "attempts")[1:] == [1, 2, 1, 2]
    assert uris(here / "out") == ["in/a.zip!/1.txt", "in/a.zip!/3.txt"]


def test_an_archive_that_takes_too_long_is_ended(here):
    (here / "in/a.bz2").write_bytes(bz2.compress(bytes(400 << 20)))
    (here / "in/b.txt").write_bytes(text(1))
    limits = Limits(seconds=0.4, ratio=1 << 40, total=1 << 40, file=1 << 40)
    processes("in", into=here / "out", limits=limits)
    assert column(here / "out", "code") == ["timeout", None]
    assert uris(here / "out") == ["in/b.txt"]


def test_an_archive_that_needs_too_much_memory_is_ended(here):
    header = tarfile.TarInfo("a")
    header.type, header.size = tarfile.XHDTYPE, 600 << 20
    data = header.tobuf(tarfile.GNU_FORMAT) + bytes(600 << 20)
    (here / "in/a.tgz").write_bytes(gzip.compress(data, 1))
    (here / "in/b.txt").write_bytes(text(1))
    limits = Limits(memory=256 << 20, ratio=1 << 40)
    processes("in", into=here / "out", limits=limits)
    assert column(here / "out", "code") == ["memory", None]


def test_more_members_than_fit_into_memory_stream_by(here):
    picture = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4096
    members = {f"{n:03}.png": picture + n.to_bytes(2) for n in range(300)}
    (here / "in/a.tar").write_bytes(tarred(members))
    report = processes("in", into=here / "out", limits=Limits(memory=160 << 20))
    assert report.summary.failures == {"unsupported": 300}


def test_choice_goes_for_members_too(here):
    (here / "in/a.zip").write_bytes(zipped({"1.txt": text(1), "2.bak": text(2)}))
    report = processes("in", into=here / "out", include=("*.txt", "*.zip"))
    assert uris(here / "out") == ["in/a.zip!/1.txt"]
    assert report.summary.inputs == 2


def test_members_have_files_of_their_own(here):
    (here / "in/a.zip").write_bytes(zipped({"x/1.txt": text(1)}))
    inline("in", into=here / "out", form="json")
    assert (here / "out/notices/in/a.zip!/x/1.txt.json").is_file()
