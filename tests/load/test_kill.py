"""A loader killed at any moment leaves each notice as it was or as it is to be."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest

from extractor import codec, extract
from extractor.load import load
from extractor.records import read_records
from tests.load.test_load import SAMPLE, ask, state

KILLS = 3
NOTICES = 1_500


@pytest.fixture(scope="module")
def shards(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """An old and a new state of the same notices: titles and numbers of tasks differ."""
    sample = extract(SAMPLE)
    folder = tmp_path_factory.mktemp("records")
    for name, size in (("old", 2), ("new", 3)):
        lines = [
            codec.encode(
                msgspec.structs.replace(
                    sample,
                    id=f"号{at}",
                    title=name,
                    tasks=sample.tasks[:size],
                    sections=(),
                    tables=(),
                    anchors={},
                )
            )
            for at in range(NOTICES)
        ]
        (folder / f"{name}.jsonl").write_bytes(b"\n".join(lines) + b"\n")
    return folder / "old.jsonl", folder / "new.jsonl"


def test_killed_at_any_moment(url: str, shards: tuple[Path, Path]) -> None:
    old, new = shards
    load(read_records(old), url)
    chance = random.Random(url.partition(":")[0])
    for _ in range(KILLS):
        process = subprocess.Popen(
            [sys.executable, "-m", "extractor", "load", str(new), "--to", url, "--quiet"]
        )
        time.sleep(0.4 + chance.random() * 1.2)
        process.send_signal(signal.SIGKILL)
        process.wait()
        counts = ask(
            url,
            "SELECT n.title, COUNT(*) FROM notices n JOIN tasks t ON t.notice_key = n.notice_key "
            "GROUP BY n.notice_key, n.title",
        )
        assert len(counts) == NOTICES
        assert {tuple(row) for row in counts} <= {("old", 2), ("new", 3)}
    load(read_records(new), url)
    assert ask(url, "SELECT title, COUNT(*) FROM notices GROUP BY title") == [("new", NOTICES)]
    before = state(url)
    assert load(read_records(new), url).unchanged == NOTICES
    assert state(url) == before
