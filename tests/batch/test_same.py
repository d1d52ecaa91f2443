"""The same inputs give the same bytes: any hash seed, zone, locale, folder, order and workers."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.batch.corpus import forged
from tests.batch.runs import left

WAYS = (
    ({"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8"}, "1"),
    ({"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai", "LC_ALL": "C"}, "2"),
    ({"PYTHONHASHSEED": "4294967295", "TZ": "America/St_Johns", "LANG": "zh_CN.UTF-8"}, "4"),
)


@pytest.mark.timeout(300)
def test_a_run_is_the_same_whatever_surrounds_it(tmp_path):
    seen = []
    for number, (environment, workers) in enumerate(WAYS):
        place = tmp_path / f"place {number}"
        made = list(range(22))
        for one in made if number % 2 else reversed(made):  # the order of the folder itself
            suffix, data = forged(one)
            path = place / "in" / f"{one:02}.{suffix}"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        shutil.copy(place / "in/00.txt", place / "in/copy.txt")
        (place / "in/bad.pdf").write_bytes(b"%PDF-1.4 cut")
        command = [sys.executable, "-m", "extractor", "batch", "in", "-o", "out", "-q"]
        ended = subprocess.run(
            [*command, "--workers", workers, "--shard-size", "5"],
            cwd=place,
            check=False,
            capture_output=True,
            env={**os.environ, "PYTHONPATH": str(Path.cwd()), **environment},
        )
        assert ended.returncode == 1, ended.stderr
        seen.append(left(place / "out"))
    assert len(seen[0]) >= 5
    assert seen[0] == seen[1] == seen[2]
