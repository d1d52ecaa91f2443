"""A run that dies at any of its steps that last loses nothing, doubles nothing, leaves nothing."""

from __future__ import annotations

import os
import shutil

import pytest

from extractor.batch.store.manifest import Manifest
from tests.batch.archive_files import zipped
from tests.batch.runs import inline, left, notice, write_notices

DIED = 9


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_notices(tmp_path / "in", range(5))
    (tmp_path / "in/n003b.txt").write_bytes((tmp_path / "in/n001.txt").read_bytes())
    (tmp_path / "in/bad.txt").write_bytes(b"")
    (tmp_path / "in/z.zip").write_bytes(zipped({"1": notice(8).encode(), "2": b"\0\1"}))
    return tmp_path


def dies_at(step: int, **options: object) -> bool:
    """Run in a process that ends, as by ``kill -9``, at its step so many; False: it had fewer."""
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            _count_down(step)
            inline("in", **options)
            code = 0
        finally:
            os._exit(code)
    _, status = os.waitpid(pid, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in {0, DIED}
    return code == DIED


def _count_down(step: int) -> None:
    """Make every step that lasts, before it and after it, a moment to die."""
    left_over = step

    def mortal(call):
        def called(*args, **kwargs):
            nonlocal left_over
            if left_over == 0:
                os._exit(DIED)
            left_over -= 1
            result = call(*args, **kwargs)
            if left_over == 0:
                os._exit(DIED)
            left_over -= 1
            return result

        return called

    os.fsync = mortal(lambda _: None)
    for name in ("replace", "unlink", "mkdir", "open"):
        setattr(os, name, mortal(getattr(os, name)))
    Manifest.commit = mortal(Manifest.commit)
    Manifest.close = mortal(Manifest.close)


@pytest.mark.parametrize("form", ["jsonl", "json"])
def test_a_run_that_dies_at_any_step_is_finished_by_the_next(here, form, monkeypatch):
    monkeypatch.setattr("extractor.batch.supervisor._COMMIT", 0.0)
    options = {"form": form, "shard_size": 3}
    inline("in", into=here / "whole", **options)
    whole = left(here / "whole")
    out = here / "out"
    step = 0
    while dies_at(step, into=out, **options):
        monkeypatch.setattr("os.fsync", lambda _: None)
        inline("in", into=out, **options)
        monkeypatch.undo()
        monkeypatch.chdir(here)
        monkeypatch.setattr("extractor.batch.supervisor._COMMIT", 0.0)
        assert left(out) == whole, step
        shutil.rmtree(out)
        step += 1
    assert left(out) == whole
    assert step > 60


def test_a_second_run_that_dies_at_any_step_is_finished_by_the_next(here, monkeypatch):
    monkeypatch.setattr("extractor.batch.supervisor._COMMIT", 0.0)
    monkeypatch.setattr("os.fsync", lambda _: None)
    inline("in", into=here / "first", shard_size=3)
    # One changes, one is new, one original becomes something else, one goes bad.
    (here / "in/n000.txt").write_text(notice(100), "utf-8")
    (here / "in/n001.txt").write_text(notice(101), "utf-8")
    (here / "in/new.txt").write_text(notice(102), "utf-8")
    (here / "in/n004.txt").write_bytes(b"")
    shutil.copytree(here / "first", here / "whole")
    inline("in", into=here / "whole", shard_size=3)
    whole = left(here / "whole")
    step = 0
    while True:
        shutil.copytree(here / "first", here / "out")
        died = dies_at(step, into=here / "out", shard_size=3)
        inline("in", into=here / "out", shard_size=3)
        assert left(here / "out") == whole, step
        shutil.rmtree(here / "out")
        step += 1
        if not died:
            break
    assert step > 40
