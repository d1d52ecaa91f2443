"""Whatever a document does to the process that reads it costs that document alone."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import replace
from pathlib import Path

import pytest

from extractor.batch.isolation import Station
from extractor.batch.isolation.station import NoStation
from extractor.batch.messages import Job, Outcome, Read, Verdict
from extractor.batch.settings import Options
from tests.batch.faults import WORK
from tests.batch.runs import QUICK, batch, column, left, lines, write_notices

FATAL = {
    "hang": "timeout",
    "oom": "memory",
    "swell": "memory",
    "abort": "crash",
    "kill": "crash",
    "exit": "crash",
    "segfault": "crash",
    "raise SystemExit": "crash",
}
OWN = {"raise ValueError": "internal", "raise Corrupt": "corrupt", "deep": "too-deep"}
PLACES = ("a", "n003a", "z")
"""First, in the middle and last of the notices."""


def plant(folder, what):
    for number, place in enumerate(PLACES):
        # No two with the same bytes, which would be done once.
        (folder / f"{place}.txt").write_text(f"mock:{what}" + "\n" * number)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    """The records of seven notices when nothing else is there."""
    folder = tmp_path_factory.mktemp("undisturbed")
    write_notices(folder / "in", range(7))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        batch("in", into=folder / "out")
    assert len(lines(folder / "out")) == 7
    return lines(folder / "out")


@pytest.mark.parametrize("what", [*FATAL, *OWN])
def test_a_fault_costs_its_own_file_alone(what, undisturbed, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_notices(tmp_path / "in", range(7))
    plant(tmp_path / "in", what)
    out = tmp_path / "out"
    # What takes memory may take its time on a busy machine; what hangs is not waited for long.
    limits = QUICK if what == "hang" else replace(QUICK, seconds=60)
    batch("in", into=out, work=WORK, limits=limits, workers=3)
    assert lines(out) == undisturbed
    assert column(out, "code", "status = 'failed'") == [{**FATAL, **OWN}[what]] * 3
    # What a bad moment may have caused is tried once more, and once only.
    tries = 2 if what in FATAL else 1
    assert column(out, "attempts", "status = 'failed'") == [tries] * 3


def test_what_dies_once_is_read_when_it_is_tried_again_alone(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(f"mock:once {tmp_path / 'died'}")
    batch(tmp_path / "in", into=tmp_path / "out", work=WORK)
    assert (tmp_path / "died").exists()
    assert column(tmp_path / "out", "message") == ["unforeseen fault (Alive: as asked)"]
    assert column(tmp_path / "out", "attempts") == [2]


def test_failures_read_alike_on_every_run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_notices(tmp_path / "in", range(3))
    for number, what in enumerate(("oom", "exit", "segfault", "raise ValueError")):
        (tmp_path / "in" / f"f{number}.txt").write_text(f"mock:{what}")
    for name, workers in (("one", 1), ("three", 3)):
        batch("in", into=tmp_path / name, work=WORK, limits=QUICK, workers=workers)
    assert left(tmp_path / "one") == left(tmp_path / "three")


def test_noise_on_standard_output_reaches_nobody(tmp_path, capfd):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("mock:noise")
    batch(tmp_path / "in", into=tmp_path / "out", work=WORK)
    assert capfd.readouterr() == ("", "")


def test_a_record_longer_than_allowed_is_a_failure(tmp_path):
    write_notices(tmp_path / "in", [1])
    limits = type(QUICK)(result=100)
    batch(tmp_path / "in", into=tmp_path / "out", limits=limits)
    assert column(tmp_path / "out", "code") == ["too-large"]


def test_a_document_longer_than_allowed_is_not_read(tmp_path):
    (path,) = write_notices(tmp_path / "in", [1])
    limits = type(QUICK)(file=path.stat().st_size - 1)
    batch(tmp_path / "in", into=tmp_path / "out", limits=limits)
    assert column(tmp_path / "out", "code") == ["too-large"]


def test_a_template_that_is_killed_is_replaced(tmp_path, monkeypatch):
    write_notices(tmp_path / "in", range(30))
    (tmp_path / "in" / "n000a.txt").write_text("mock:sleep 0.5")
    stations = []
    start = Station._start

    def watched(station):
        control, process = start(station)
        stations.append(process)
        return control, process

    monkeypatch.setattr(Station, "_start", watched)
    spawn = Station.spawn

    def killing(station):
        child = spawn(station)
        if len(stations) == 1:
            stations[0].send_signal(signal.SIGKILL)
        return child

    monkeypatch.setattr(Station, "spawn", killing)
    batch(tmp_path / "in", into=tmp_path / "out", work=WORK)
    assert len(stations) == 2
    assert len(lines(tmp_path / "out")) == 30


def test_a_work_that_does_not_exist_is_said():
    with pytest.raises(NoStation, match="no_such_module"):
        Station(Options(output=None, work="no_such_module:work").setup())


def test_children_end_with_their_master(tmp_path):
    (tmp_path / "a.txt").write_text("mock:hang")
    station = Station(Options(output=None, work=WORK).setup())
    child = station.spawn()
    child.give(Job(ordinal=0, uri="a", place=os.fsencode(tmp_path / "a.txt")))
    assert isinstance(child.channel.receive(), Read)
    child.give(Verdict(proceed=True))
    time.sleep(0.1)
    station.close()
    child.channel.close()
    for _ in range(100):
        if not Path(f"/proc/{child.pid}").exists():
            break
        time.sleep(0.05)
    assert not Path(f"/proc/{child.pid}").exists()


def test_a_child_does_one_job_after_another(tmp_path):
    paths = write_notices(tmp_path, range(3))
    station = Station(Options(output=None).setup())
    try:
        child = station.spawn()
        for path in paths:
            child.give(Job(ordinal=0, uri=path.name, place=os.fsencode(path)))
            read = child.channel.receive()
            assert isinstance(read, Read)
            child.give(Verdict(proceed=path != paths[1]))
            outcome = child.channel.receive()
            assert isinstance(outcome, Outcome)
            assert outcome.passed == (path == paths[1])
            assert outcome.sha256 == read.sha256
            assert bool(outcome.notice) != outcome.passed
        child.channel.close()
    finally:
        station.close()
