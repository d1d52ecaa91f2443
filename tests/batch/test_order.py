"""The output depends on the inputs, never on what is done first or where a run was killed."""

from __future__ import annotations

import random
import shutil
from contextlib import suppress
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.batch.messages import Outcome
from extractor.batch.work import failure
from extractor.errors import ExtractorError
from tests.batch.archive_files import zipped
from tests.batch.faults import obey
from tests.batch.inline import InlineEngine, Killed
from tests.batch.runs import batch, inline, left, notice, write_notices

KINDS = st.sampled_from(["notice", "copy", "failure", "litter", "archive"])


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("order")


def fill(folder, kinds):
    """Write inputs; a copy has the bytes of the notice before it, or is the first of a pair."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    number = 0
    for at, kind in enumerate(kinds):
        number += kind == "notice"
        if kind == "archive":
            # One member is new, one a copy, one is in an archive of its own.
            inner = zipped({"a.txt": notice(900 + at).encode(), "../b": b""})
            members = {"x.txt": notice(number).encode(), "y.zip": inner, "z.txt": b"mock:deep"}
            (folder / f"{at:02}.zip").write_bytes(zipped(members))
            continue
        name = f"~${at:02}.docx" if kind == "litter" else f"{at:02}.txt"
        text = f"mock:raise Corrupt{at % 2 * ' '}" if kind == "failure" else notice(number)
        (folder / name).write_text(text, "utf-8")


@settings(max_examples=40)
@given(
    kinds=st.lists(KINDS, min_size=1, max_size=14),
    size=st.integers(1, 6),
    kills=st.lists(st.integers(0, 40), max_size=3),
    seed=st.integers(0, 1 << 32),
)
def test_any_order_and_any_kills_end_alike(folder, kinds, size, kills, seed):
    fill(folder / "in", kinds)
    for name in ("plain", "out"):
        shutil.rmtree(folder / name, ignore_errors=True)
    drawn = random.Random(seed)
    options = {"work": "tests.batch.test_order:remembered", "shard_size": size}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        # Every moment is one at which a run may commit and write.
        patch.setattr("extractor.batch.supervisor._COMMIT", 0.0)
        patch.setattr("os.fsync", lambda _: None)
        inline("in", into=folder / "plain", **options)
        for lives in [*kills, None]:
            engine = InlineEngine(
                drawn.randrange, obeys=options["work"], ahead=drawn.randint(1, 6), lives=lives
            )
            with suppress(Killed):
                batch("in", into=folder / "out", engine=engine, **options)
    assert left(folder / "out") == left(folder / "plain")


@lru_cache(maxsize=1000)
def remembered(data: bytes, uri: str, registry: None) -> Outcome:
    """Read a document once for all examples."""
    try:
        return obey(data, uri, registry)
    except (ExtractorError, RecursionError) as fault:
        return failure(fault, uri)


def test_a_copy_that_is_done_first_gives_way_to_the_first(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (path,) = write_notices(tmp_path / "in", [1])
    (tmp_path / "in/z.txt").write_bytes(path.read_bytes())
    inline("in", into=tmp_path / "first")
    last = InlineEngine(lambda several: several - 1)
    batch("in", into=tmp_path / "last", engine=last)
    assert left(tmp_path / "first") == left(tmp_path / "last")
