"""Ray as the engine: the same bytes as locally, whatever is lost on the way."""

from __future__ import annotations

import os
import sys

import pytest

from tests.batch.archive_files import zipped
from tests.batch.faults import WORK
from tests.batch.runs import QUICK, Notes, batch, column, left, lines, notice, write_notices
from tests.cli.command import run

ray = pytest.importorskip("ray", reason="Ray is not installed: pip install notice-extractor[ray]")

pytestmark = [
    pytest.mark.timeout(600),
    # Ray leaves sockets and files to the end of the process.
    pytest.mark.filterwarnings("default"),
]


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    # Workers find the tests' own work as the processes of the local engine do.
    path = os.pathsep.join(entry for entry in sys.path if entry)
    monkeypatch.setenv("PYTHONPATH", path)
    return tmp_path


def fill(folder):
    """Write notices, copies, an archive, and every way to die."""
    write_notices(folder, range(40))
    for n in range(0, 40, 9):
        (folder / f"z{n}.txt").write_bytes((folder / f"n{n:03}.txt").read_bytes())
    inner = zipped({"1.txt": notice(101).encode(), "2.txt": b"mock:exit"})
    members = {"a.txt": notice(100).encode(), "copy.txt": notice(3).encode(), "in.zip": inner}
    (folder / "p.zip").write_bytes(zipped(members))
    for what in ("abort", "hang", "oom", "segfault", "raise ValueError", "raise Corrupt"):
        (folder / f"m-{what.split()[-1]}.txt").write_text(f"mock:{what}")
    (folder / "m-gone.zip").write_bytes(zipped({"a": b"a"})[:30])


def test_the_same_bytes_as_locally(here):
    fill(here / "in")
    options = {"work": WORK, "limits": QUICK, "shard_size": 10}
    batch("in", into=here / "local", **options)
    batch("in", into=here / "ray", engine="ray", **options)
    assert left(here / "ray") == left(here / "local")
    notes = Notes()
    batch("in", into=here / "ray", engine="ray", notes=notes, **options)
    assert notes.extracted == []


def test_a_file_that_kills_its_ray_worker_each_time_is_a_failure(here):
    write_notices(here / "in", range(6))
    (here / "in/n003a.txt").write_text("mock:kill-host")
    batch("in", into=here / "out", engine="ray", work=WORK)
    assert column(here / "out", "uri", "status = 'failed'") == ["in/n003a.txt"]
    assert column(here / "out", "code", "status = 'failed'") == ["crash"]
    assert len(lines(here / "out")) == 6


class Reaper(Notes):
    """Kills a node when so many documents are done."""

    def __init__(self, cluster, node, after):
        super().__init__()
        self.cluster, self.node, self.after = cluster, node, after

    def settled(self, uri, outcome):
        super().settled(uri, outcome)
        if self.node is not None and len(self.extracted) >= self.after:
            self.cluster.remove_node(self.node, allow_graceful=False)
            self.node = None


def test_a_node_that_is_killed_midway_costs_nothing(here):
    from ray.cluster_utils import Cluster  # noqa: PLC0415 - only where Ray is

    write_notices(here / "in", range(60))
    for n in range(0, 60, 3):
        (here / f"in/n{n:03}a.txt").write_text(f"mock:sleep 0.1{' ' * n}")
    members = {f"{n}.txt": notice(200 + n).encode() for n in range(60)}
    (here / "in/a.zip").write_bytes(zipped(members))
    options = {"work": WORK, "shard_size": 20}
    batch("in", into=here / "local", **options)
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1})
    try:
        node = cluster.add_node(num_cpus=1)
        cluster.wait_for_nodes()
        reaper = Reaper(cluster, node, after=25)
        batch(
            "in",
            into=here / "out",
            engine="ray",
            address=cluster.address,
            notes=reaper,
            **options,
        )
        assert reaper.node is None
    finally:
        cluster.shutdown()
    assert left(here / "out") == left(here / "local")


def test_an_address_without_a_cluster_is_one_line(here):
    write_notices(here / "in", range(1))
    ended = run("batch", "in", "-o", "out", "--engine", "ray", "--address", "127.0.0.1:1")
    assert (ended.code, ended.out) == (2, b"")
    (line,) = ended.talk
    assert line.startswith("extractor: nothing can be read: nobody listens at 127.0.0.1:1")
