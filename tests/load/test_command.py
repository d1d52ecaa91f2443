"""``extractor load`` as a person runs it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import msgspec
import pytest
import zstandard

from extractor import codec, extract
from tests.cli.command import NOTICE, run
from tests.load.test_load import SAMPLE


@pytest.fixture
def shard(tmp_path: Path) -> Path:
    path = tmp_path / "records.jsonl"
    one, two = extract(SAMPLE), extract(NOTICE.encode(), name="notice.txt")
    path.write_bytes(codec.encode(one) + b"\n" + codec.encode(two) + b"\n")
    return path


def test_says_what_it_did(shard, tmp_path):
    url = f"sqlite:///{tmp_path}/a.db"
    first, second = run("load", shard, "--to", url), run("load", shard, "--to", url)
    assert (first.code, first.out, second.code) == (0, b"", 0)
    assert first.talk == [
        "extractor: notices: 2 inserted, 0 replaced, 0 unchanged, 0 failed; 34 tasks"
    ]
    assert second.talk == [
        "extractor: notices: 0 inserted, 0 replaced, 2 unchanged, 0 failed; 34 tasks"
    ]


def test_a_dry_run_makes_no_file_of_tables(shard, tmp_path):
    ended = run("load", shard, "--to", f"sqlite:///{tmp_path}/a.db", "--dry-run", "--lang", "zh")
    assert ended.talk == ["extractor: 公文：将新增 2，替换 0，未变 0，失败 0；任务 34 项"]
    with sqlite3.connect(tmp_path / "a.db") as connection:
        assert connection.execute("SELECT * FROM sqlite_master").fetchall() == []


def test_a_bad_line_costs_one_line(shard, tmp_path):
    shard.write_bytes(b'{"id": 1}\n' + shard.read_bytes())
    ended = run("load", shard, "--to", f"sqlite:///{tmp_path}/a.db")
    assert ended.code == 1
    assert ended.talk[0].startswith(f"extractor: {shard}:1: [schema] not a notice record")
    assert ended.talk[1].endswith("2 inserted, 0 replaced, 0 unchanged, 1 failed; 34 tasks")


def test_validate_refuses_what_breaks_the_contract(shard, tmp_path):
    shard.write_bytes(shard.read_bytes().replace(b'"position":2,', b'"position":99,', 1))
    url = f"sqlite:///{tmp_path}/a.db"
    assert run("load", shard, "--to", url, "--validate").code == 1
    assert run("load", shard, "--to", url).code == 0


def test_takes_the_folder_of_a_batch_run(shard, tmp_path):
    folder = tmp_path / "out" / "notices"
    folder.mkdir(parents=True)
    lines = shard.read_bytes().splitlines(keepends=True)
    (folder / "notices-000001.jsonl").write_bytes(lines[0])
    (folder / "notices-000002.jsonl.zst").write_bytes(zstandard.compress(lines[1]))
    (tmp_path / "out" / "failures.jsonl").write_bytes(b'{"uri": "x"}\n')
    (tmp_path / "out" / "summary.json").write_bytes(b"{}")
    ended = run("load", tmp_path / "out", "--to", f"sqlite:///{tmp_path}/a.db")
    assert ended.code == 0
    assert "2 inserted" in ended.talk[0]


def test_what_cannot_be_used_is_one_line_and_two(shard, tmp_path):
    for url in ("nonsense", "sqlite:////nowhere/at/all.db", "postgresql://127.0.0.1:9/x"):
        ended = run("load", shard, "--to", url)
        assert (ended.code, len(ended.talk)) == (2, 1)
        assert ended.talk[0].startswith("extractor: [database] ")


def test_a_full_disk_keeps_what_was_loaded(shard):
    if not Path("/dev/full").exists():
        pytest.skip("the system has no /dev/full")
    ended = run("load", shard, "--to", "sqlite:////dev/full")
    assert (ended.code, len(ended.talk)) == (2, 1)


def test_a_record_with_a_key_twice_costs_no_other(shard, tmp_path):
    shard.write_bytes(shard.read_bytes().replace(b'"position":2,', b'"position":9,', 1))
    ended = run("load", shard, "--to", f"sqlite:///{tmp_path}/a.db")
    assert ended.code == 1
    assert "[schema]" in ended.talk[0]
    assert "1 inserted, 0 replaced, 0 unchanged, 1 failed; 2 tasks" in ended.talk[1]


def test_notices_that_come_more_than_once_are_named_once(tmp_path):
    notice = extract(SAMPLE)
    lines = [
        codec.encode(msgspec.structs.replace(notice, id=f"号{at:02}", title=title))
        for title in "甲乙丙"
        for at in range(12)
    ]
    path = tmp_path / "twice.jsonl"
    path.write_bytes(b"\n".join(lines) + b"\n")
    url = f"sqlite:///{tmp_path}/a.db"
    said = run("load", path, "--to", url).talk
    named = "came more than once with different records; the last one holds (--by source keeps all)"
    assert said[:10] == [f"extractor: 号{at:02}: {named}" for at in range(10)]
    assert said[10:] == [
        "extractor: 2 more notices came more than once with different records",
        "extractor: notices: 12 inserted, 0 replaced, 0 unchanged, 0 failed; 384 tasks",
    ]
