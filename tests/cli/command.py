"""Runs the command line as a person does: a process of its own, its output as bytes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

NOTICE = """测政办〔2024〕3号

测试县人民政府办公室关于印发2024年示例工作任务分解表的通知

各乡（镇）人民政府，县直各单位：

现将《2024年示例工作任务分解表》印发给你们，请认真抓好落实。

测试县人民政府办公室
2024年3月1日

2024年示例工作任务分解表

序号\t工作任务\t工作要求\t牵头单位\t责任单位
1\t编制“一张表”。\t6月底前完成。\t县发改局\t县教育局、县民政局
2\t公开“一张网”。\t全年推进。\t县教育局\t各乡（镇）人民政府
"""
"""A small notice of our own: two tasks in a table of five columns."""


class Run(NamedTuple):
    """How a run ended and what it said, line by line."""

    code: int
    out: bytes
    talk: list[str]


def run(
    *arguments: str | os.PathLike[str],
    given: bytes = b"",
    folder: Path | None = None,
    **environment: str,
) -> Run:
    """Return what ``extractor`` does with the arguments, in the C.UTF-8 locale."""
    ended = subprocess.run(
        [sys.executable, "-m", "extractor", *map(os.fspath, arguments)],
        input=given,
        capture_output=True,
        timeout=60,
        cwd=folder,
        check=False,
        env={**os.environ, "LC_ALL": "C.UTF-8", **environment},
    )
    return Run(ended.returncode, ended.stdout, ended.stderr.decode().splitlines())
