"""Forged Word documents turned into PDF by LibreOffice, so that its habits are covered too."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path


def available() -> bool:
    """Whether LibreOffice is on this machine."""
    return shutil.which("soffice") is not None


def printed(documents: Sequence[bytes], target: str = "pdf") -> list[bytes]:
    """Return each document as LibreOffice writes it in the format ``target`` (pdf, docx)."""
    with tempfile.TemporaryDirectory() as folder:
        source, result = Path(folder, "in"), Path(folder, "out")
        source.mkdir()
        result.mkdir()
        for order, data in enumerate(documents):
            (source / f"{order}.docx").write_bytes(data)
        command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile"]
        command += ["--convert-to", target, "--outdir", str(result)]
        command += [str(source / f"{order}.docx") for order in range(len(documents))]
        subprocess.run(command, check=True, capture_output=True, timeout=600)
        return [(result / f"{order}.{target}").read_bytes() for order in range(len(documents))]
