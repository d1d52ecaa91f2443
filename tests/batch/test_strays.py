"""A run opens no connection and touches no file that is not its own, whatever it is given."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.batch.corpus import forged
from tests.batch.runs import batch, column, lines
from tests.batch.test_fault_matrix import CODES, LIMITS
from tests.batch.watched import WORK
from tests.hostile import words

OFFLINE = shutil.which("unshare")
PLAIN = ("encrypted", "corrupt", "truncated", "hostile-xml", "empty", "not-a-notice", "unsupported")


@pytest.fixture
def archive(tmp_path):
    """A notice in each form, files that fail in each way, and such as call out."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(11):
        suffix, data = forged(number)
        (folder / f"{number:02}.{suffix}").write_bytes(data)
    for code in PLAIN:
        for name, data in CODES[code].items():
            (folder / f"{code}-{name}").write_bytes(data)
    for name in ("a field that calls out", "a picture elsewhere", "a foreign entity"):
        (folder / f"{name}.docx").write_bytes(words.CASES[name]())
    page = "<img src=http://127.0.0.1:9/a.png><iframe src=file:///etc/passwd></iframe>"
    style = "<link rel=stylesheet href=http://127.0.0.1:9/a.css><meta http-equiv=refresh content=0>"
    (folder / "calls.html").write_text(f"<html><head>{style}<body><p>各县区：{page}", "utf-8")
    return folder


def test_no_document_strays_in_the_processes_of_a_run(archive, tmp_path):
    batch(archive, into=tmp_path / "out", work=WORK, limits=LIMITS)
    codes = set(column(tmp_path / "out", "code"))
    assert "crash" not in codes
    assert "internal" not in codes
    assert len(lines(tmp_path / "out")) >= 11


def test_a_run_leaves_nothing_but_its_results(archive, tmp_path):
    place = tmp_path / "temporary"
    place.mkdir()
    before = _seen(tmp_path)
    ended = _command(archive, tmp_path, [], TMPDIR=str(place))
    assert ended.returncode == 1, ended.stderr
    after = _seen(tmp_path)
    assert {path for path in after if not path.startswith("out")} == set(before)
    assert all(after[path] == before[path] for path in before)


@pytest.mark.skipif(
    OFFLINE is None or subprocess.run([OFFLINE, "-rn", "true"], check=False).returncode != 0,
    reason="no network of its own can be had here",
)
def test_a_run_needs_no_network(archive, tmp_path):
    for name, before in (("online", []), ("offline", [str(OFFLINE), "-rn"])):
        ended = _command(archive, tmp_path, before, name)
        assert ended.returncode == 1, ended.stderr
    records = [lines(tmp_path / name) for name in ("online", "offline")]
    assert records[0] == records[1]


def _command(
    archive: Path, folder: Path, before: list[str], name: str = "out", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    command = [*before, sys.executable, "-m", "extractor", "batch", archive.name, "-o", name, "-q"]
    return subprocess.run(
        command,
        cwd=folder,
        check=False,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(Path.cwd()), **environment},
    )


def _seen(folder: Path) -> dict[str, int]:
    """Return all files below a folder with the times of their last change."""
    return {
        str(path.relative_to(folder)): path.stat().st_mtime_ns
        for path in folder.rglob("*")
        if path.is_file()
    }
