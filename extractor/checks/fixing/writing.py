"""Fixed files on disk: beside the original by default, over it when that is asked for."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from extractor.api import read_bytes
from extractor.checks.fixing.difference import difference
from extractor.checks.fixing.mending import mend
from extractor.checks.report import Failure, FileReport
from extractor.checks.running import Job, failed
from extractor.errors import ExtractorError
from extractor.writers.destination import opened


def fix_file(job: Job, name: str, *, in_place: bool = False) -> tuple[FileReport, str | None]:
    """Return what is left in a file after its fixes, and the file they were written to, if any.

    Without ``in_place`` that is ``NAME.fixed.docx`` beside ``NAME.docx``. A file that can't be
    written is a failure of that file alone.
    """
    try:
        data = read_bytes(name)
        mended = mend(job, name, data)
    except (ExtractorError, RecursionError) as error:
        return FileReport(name, failure=failed(error, name)), None
    if mended.data == data:
        return mended.report, None
    target = name if in_place else fixed_name(name)
    try:
        with opened(target) as out:
            out.write(mended.data)
    except OSError as error:
        why = f"the fixed file {target} could not be written: {error.strerror or error}"
        return FileReport(name, failure=Failure("io", why)), None
    return mended.report, target


def preview(
    job: Job, name: str, source: str | BinaryIO, language: str
) -> tuple[str, Failure | None]:
    """Return what fixes would change in a file, and why it could not be read, if so."""
    try:
        data = read_bytes(source, name=name)
        return difference(data, mend(job, name, data), language), None
    except (ExtractorError, RecursionError) as error:
        return "", failed(error, name)


def fixed_name(name: str) -> str:
    """Return the name of the fixed copy of a file.

    >>> fixed_name("notices/a.b.docx")
    'notices/a.b.fixed.docx'
    """
    path = Path(name)
    return str(path.with_name(f"{path.stem}.fixed{path.suffix}"))
