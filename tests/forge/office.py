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


def printed(
    documents: Sequence[bytes], target: str = "pdf", *, source: str = "docx"
) -> list[bytes]:
    """Return each document as LibreOffice writes it in the format ``target`` (pdf, docx, doc).

    ``source`` is the format they are in.
    """
    with tempfile.TemporaryDirectory() as folder:
        given, result = Path(folder, "in"), Path(folder, "out")
        given.mkdir()
        result.mkdir()
        names = [f"{order}.{source}" for order in range(len(documents))]
        for name, data in zip(names, documents, strict=True):
            (given / name).write_bytes(data)
        command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile"]
        command += ["--convert-to", target, "--outdir", str(result)]
        command += [str(given / name) for name in names]
        subprocess.run(command, check=True, capture_output=True, timeout=600)
        return [(result / f"{order}.{target}").read_bytes() for order in range(len(documents))]
