"""``extractor batch`` as a person runs it, and as machines end it."""

from __future__ import annotations

import json
import os
import pty
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.batch.runs import inline as batch
from tests.batch.runs import left, lines, notice, write_notices
from tests.cli.command import run


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def start(*arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "extractor", "batch", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )


def test_a_clean_run_says_what_it_did(here):
    write_notices(here / "in", range(3))
    ended = run("batch", "in", "-o", "out")
    assert (ended.code, ended.talk) == (0, [])
    said = ended.out.decode().splitlines()
    assert said[0] == ("3 inputs: 3 notices with 6 tasks, 0 duplicates, 0 failed, 0 passed over")
    assert said[1] == "  formats: text/plain 3"
    assert said[-1].startswith("this run: 3 files in ")
    assert len(lines(here / "out")) == 3


def test_a_failure_is_one_line_and_exit_code_1(here):
    write_notices(here / "in", range(2))
    (here / "in/x.pdf").write_bytes(b"%PDF-1.7\n")
    ended = run("batch", "in", "-o", "out")
    assert ended.code == 1
    (line,) = ended.talk
    assert line.startswith("extractor: in/x.pdf: [")
    assert run("batch", "in", "-o", "out").code == 1


def test_many_failures_are_told_once_and_listed_all(here):
    (here / "in").mkdir()
    for n in range(30):
        (here / f"in/{n:02}.pdf").write_bytes(b"%PDF-1.7\n" + b"%" * n)
    ended = run("batch", "in", "-o", "out")
    assert len(ended.talk) == 21
    assert len((here / "out/failures.jsonl").read_bytes().splitlines()) == 30


def test_quiet_is_quiet(here):
    (here / "x.pdf").write_bytes(b"%PDF-1.7\n")
    assert run("batch", "x.pdf", "-o", "out", "--quiet") == (1, b"", [])


def test_a_log_for_programs(here):
    (here / "x.pdf").write_bytes(b"%PDF-1.7\n")
    ended = run("batch", "x.pdf", "none", "-o", "out", "--log-format", "json")
    events = [json.loads(line) for line in ended.talk]
    assert ended.out == b""
    assert {event["event"] for event in events} == {"failed", "progress", "ended"}
    failed = [event for event in events if event["event"] == "failed"]
    assert sorted(event["uri"] for event in failed) == ["none", "x.pdf"]
    assert events[-1]["result"] == "complete"


def test_chinese(here):
    write_notices(here / "in", range(1))
    ended = run("batch", "in", "-o", "out", "--lang", "zh")
    assert "1 份公文、2 项任务" in ended.out.decode()


@pytest.mark.parametrize(("end", "flags"), [("\n", []), ("\r\n", []), ("\0", ["--null"])])
def test_sources_come_over_standard_input(here, end, flags):
    paths = write_notices(here / "in", range(3))
    given = "".join(f"{path.relative_to(here)}{end}" for path in reversed(paths))
    ended = run("batch", "-", "-o", "out", *flags, given=given.encode())
    assert ended.code == 0
    uris = [json.loads(line)["source"]["uri"] for line in lines(here / "out")]
    assert uris == ["in/n002.txt", "in/n001.txt", "in/n000.txt"]


def test_a_list_from_an_editor_of_windows(here):
    write_notices(here / "in", range(2))
    ended = run(
        "batch", "-", "-o", "out", given="\ufeffin/n000.txt\r\n\r\n  \r\nin/n001.txt".encode()
    )
    assert (ended.code, ended.talk) == (0, [])
    assert len(lines(here / "out")) == 2


def test_nothing_to_read_is_no_success(here):
    write_notices(here / "in", range(3))
    ended = run("batch", "in", "-o", "out", "--include", "*.PDF")
    assert ended.code == 1
    (line,) = ended.talk
    assert line.startswith(
        "extractor: nothing to read was found; --include and --exclude left out 3"
    )


@pytest.mark.parametrize("closed", ["<&-", "<&- >&-", ">&-"])
def test_closed_streams_are_empty_or_one_line(here, closed):
    write_notices(here / "in", range(1))
    command = f"{sys.executable} -m extractor batch - in -o out {closed}"
    ended = subprocess.run(["sh", "-c", command], stderr=subprocess.PIPE, check=False)
    assert ended.returncode == (2 if ">&-" in closed else 0)
    assert ended.stderr.count(b"\n") == (1 if ">&-" in closed else 0)
    assert len(lines(here / "out")) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["in"],
        ["in", "-o", "out", "--memory", "much"],
        ["in", "-o", "out", "--workers", "0"],
        ["in", "-o", "out", "--timeout", "-1"],
        ["in", "-o", "in/n000.txt"],
        ["in", "-o", "in"],
        ["-", "-", "-o", "out"],
        ["in", "-o", "out", "--registry", "none.csv"],
    ],
)
def test_bad_usage_is_one_line_and_exit_code_2(here, arguments):
    write_notices(here / "in", range(1))
    ended = run("batch", *arguments)
    assert (ended.code, ended.out) == (2, b"")
    assert "Traceback" not in "".join(ended.talk)
    assert sorted(path.name for path in here.iterdir()) == ["in"]


def test_sizes_have_units(here):
    write_notices(here / "in", range(1))
    (here / "in/long.txt").write_text(notice(2) + " " * 3000, "utf-8")
    run("batch", "in", "-o", "out", "--max-file", "2.5 KiB")
    assert [failure["code"] for failure in failures(here)] == ["too-large"]


def failures(here):
    return [json.loads(line) for line in (here / "out/failures.jsonl").read_bytes().splitlines()]


def test_two_runs_never_work_in_one_folder(here):
    write_notices(here / "in", range(40))
    first = start("in", "-o", "out")
    while not (here / "out/manifest.sqlite").exists():
        time.sleep(0.01)
    ended = run("batch", "in", "-o", "out")
    first.communicate()
    assert first.returncode == 0
    assert (ended.code, ended.out) == (2, b"")
    assert "another run" in ended.talk[0]


def test_a_reader_that_has_gone_costs_no_record(here):
    write_notices(here / "in", range(3))
    with start("in", "-o", "out") as process:
        process.stdout.close()
        process.stderr.read()
    assert process.returncode == 141
    assert len(lines(here / "out")) == 3


def done(folder: Path) -> int:
    """Return how many inputs a run has told its manifest to be done."""
    try:
        with closing(sqlite3.connect(f"file:{folder}/manifest.sqlite?mode=ro", uri=True)) as file:
            count = file.execute("SELECT count(*) FROM inputs WHERE status = 'ok'").fetchone()[0]
    except sqlite3.OperationalError:
        return 0
    return int(count)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_asked_to_end_keeps_what_is_done(here, number):
    write_notices(here / "in", range(300))
    process = start("in", "-o", "out", "--workers", "1", "--shard-size", "1000")
    while not (here / "out/manifest.sqlite").exists():
        time.sleep(0.01)
    while not done(here / "out"):
        time.sleep(0.01)
    process.send_signal(number)
    _, talk = process.communicate(timeout=30)
    if process.returncode == 0:
        pytest.skip("the machine was too quick")
    assert process.returncode == 128 + number
    assert b"Traceback" not in talk
    assert 0 < len(lines(here / "out")) < 300
    assert json.loads((here / "out/run.json").read_bytes())["result"] == number.name
    assert run("batch", "in", "-o", "out", "--quiet", "--shard-size", "1000").code == 0
    batch("in", into=here / "whole", shard_size=1000)
    assert left(here / "out") == left(here / "whole")


def test_kills_at_any_moment_lose_and_double_nothing(here):
    write_notices(here / "in", range(300))
    for n in range(0, 300, 37):
        shutil.copy(here / f"in/n{n:03}.txt", here / f"in/copy{n}.txt")
    batch("in", into=here / "whole", shard_size=10)
    drawn = random.Random(6)
    kills = 0
    for _ in range(8):
        process = start("in", "-o", "out", "--shard-size", "10", "--quiet")
        try:
            process.wait(timeout=drawn.uniform(0.4, 1.6))
        except subprocess.TimeoutExpired:
            process.kill()
            kills += 1
        process.communicate()
    assert run("batch", "in", "-o", "out", "--shard-size", "10", "--quiet").code == 0
    assert kills >= 2
    assert left(here / "out") == left(here / "whole")
    assert orphans() == []


def orphans() -> list[str]:
    """Return processes of templates whose masters are gone."""
    time.sleep(0.3)
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = path.read_text().rpartition(")")[2].split()[1]
            command = (path.parent / "cmdline").read_bytes()
        except OSError:
            continue
        if parent == "1" and b"extractor.batch.isolation.template" in command:
            found.append(command.decode())
    return found


@pytest.mark.skipif(os.geteuid() != 0, reason="mounting a small disk needs the administrator")
def test_a_full_disk_is_one_line_and_the_next_run_goes_on(here):
    write_notices(here / "in", range(150))
    (here / "small").mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", here / "small"],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip(f"no small disk can be mounted: {mounted.stderr.decode().strip()}")
    try:
        ended = run("batch", "in", "-o", "small/out", "--shard-size", "10")
        assert ended.code == 2
        (line,) = ended.talk
        assert line.startswith("extractor: cannot write small/out: ")
        grown = ["mount", "-o", "remount,size=60m", here / "small"]
        subprocess.run(grown, check=True)
        assert run("batch", "in", "-o", "small/out", "--shard-size", "10").code == 0
        batch("in", into=here / "whole", shard_size=10)
        assert left(here / "small/out") == left(here / "whole")
    finally:
        subprocess.run(["umount", here / "small"], check=True)


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may write anywhere")
def test_a_folder_that_may_not_be_written_is_one_line(here):
    write_notices(here / "in", range(1))
    (here / "out").mkdir(mode=0o500)
    ended = run("batch", "in", "-o", "out")
    assert ended.code == 2
    assert ended.talk[0].startswith("extractor: cannot write out: ")


def test_a_terminal_sees_a_bar_and_keeps_the_accounts(here):
    write_notices(here / "in", range(5))
    ours, theirs = pty.openpty()
    with os.fdopen(theirs):
        process = subprocess.Popen(
            [sys.executable, "-m", "extractor", "batch", "in", "-o", "out"],
            stdout=subprocess.PIPE,
            stderr=theirs,
            env={**os.environ, "LC_ALL": "C.UTF-8", "TERM": "xterm", "COLUMNS": "100"},
        )
    shown = b""
    while True:
        try:
            shown += os.read(ours, 4096)
        except OSError:  # EIO: the other side has been closed
            break
    out, _ = process.communicate()
    os.close(ours)
    assert process.returncode == 0
    assert b"notices, 0 failed" in shown
    assert out.startswith(b"5 inputs: 5 notices")


def test_a_slow_list_holds_nothing_up(here):
    write_notices(here / "in", range(3))
    process = subprocess.Popen(
        [sys.executable, "-m", "extractor", "batch", "-", "-o", "out", "--shard-size", "1"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
    )
    process.stdin.write(b"in/n000.txt\nin/n001.txt\n")
    process.stdin.flush()
    for _ in range(600):
        if (here / "out/notices/notices-000001.jsonl").exists():
            break
        time.sleep(0.05)
    assert (here / "out/notices/notices-000001.jsonl").exists()
    process.stdin.write(b"in/n002.txt")
    process.stdin.close()
    assert process.wait() == 0
    assert len(lines(here / "out")) == 3
