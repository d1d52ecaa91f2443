"""Forged web pages printed to PDF by Chromium: Type 3 fonts, Kangxi radicals, its page breaks."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

STYLE = (
    "<style>@page{size:A4;margin:2cm} body{font:12pt 'Noto Sans CJK SC',sans-serif}"
    "table{border-collapse:collapse;width:100%} td,th{border:1px solid;padding:4px}"
    ".nav,.footer{display:none}</style>"
)


def available() -> bool:
    """Whether Chromium is on this machine."""
    return shutil.which("chromium") is not None


def printed(pages: Sequence[bytes]) -> list[bytes]:
    """Return each web page as Chromium prints it; nothing is fetched."""
    made = []
    with tempfile.TemporaryDirectory() as folder:
        for order, page in enumerate(pages):
            source, result = Path(folder, f"{order}.html"), Path(folder, f"{order}.pdf")
            source.write_bytes(page.replace(b"</head>", STYLE.encode() + b"</head>", 1))
            command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu"]
            command += [f"--user-data-dir={folder}/profile", "--host-resolver-rules=MAP * 0.0.0.0"]
            command += ["--no-pdf-header-footer", f"--print-to-pdf={result}", source.as_uri()]
            subprocess.run(command, check=True, capture_output=True, timeout=120)
            made.append(result.read_bytes())
    return made
