"""Runs the commands that the documents show, and writes what they say: ``make docs``.

In a ``console`` block a line ``$ command`` is followed by all it says, standard output first; a
block that holds a line ``...``, which stands for any lines, is left as it is.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
DOCUMENTS = [ROOT / "README.md", ROOT / "README.zh-CN.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```(?P<kind>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


def shell(command: str, folder: Path) -> str:
    """Return what the command says, with ``extractor`` and ``make`` those of this checkout."""
    tools = folder / ".tools"
    if not tools.exists():
        tools.mkdir()
        (tools / "extractor").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m extractor "$@"\n')
        # The environment is there already: make is told so, and to use it.
        (tools / "make").write_text(
            f'#!/bin/sh\nexec {shutil.which("make")} -s -C "{ROOT}" READY= '
            f'BIN="{Path(sys.executable).parent}" "$@" --no-print-directory\n'
        )
        for tool in tools.iterdir():
            tool.chmod(0o755)
    ended = subprocess.run(
        ["sh", "-c", command],
        cwd=folder,
        capture_output=True,
        check=False,
        env={
            **os.environ,
            "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
            "LC_ALL": "C.UTF-8",
            "PYTHONUTF8": "1",
        },
        timeout=60,
    )
    code = f"[exit code {ended.returncode}]\n" if ended.returncode else ""
    said = ended.stdout.decode() + ended.stderr.decode() + code
    return said.replace("\r\n", "\n")  # CSV ends its lines so


def commands(block: str) -> list[tuple[str, str]]:
    """Return each command of the block and what it is said to print."""
    parts = re.split(r"^\$ (.*)\n", block, flags=re.MULTILINE)
    return list(zip(parts[1::2], parts[2::2], strict=True))


def rewrite(page: str) -> str:
    """Return the page with what its commands say now."""

    def said(match: re.Match[str]) -> str:
        if match["kind"] != "console" or "\n...\n" in match["body"]:
            return match[0]
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "samples").symlink_to(ROOT / "samples")
            runs = [f"$ {line}\n{shell(line, Path(folder))}" for line, _ in commands(match["body"])]
        return f"```console\n{''.join(runs)}```"

    return BLOCK.sub(said, page)


if __name__ == "__main__":
    for path in DOCUMENTS:
        path.write_text(rewrite(path.read_text("utf-8")), "utf-8")
