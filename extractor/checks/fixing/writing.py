"""Fixed files on disk: beside the original by default, over it when that is asked for."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from extractor.api import label_of, read_bytes
from extractor.checks.files import Target
from extractor.checks.fixing.difference import difference
from extractor.checks.fixing.mending import mend
from extractor.checks.report import Failure, FileReport
from extractor.checks.running import Job, failed
from extractor.errors import ExtractorError
from extractor.writers.destination import opened


def fix_file(job: Job, file: Target, *, in_place: bool = False) -> tuple[FileReport, str | None]:
    """Return what is left in a file after its fixes, and the file they were written to, if any.

    Without ``in_place`` that is ``NAME.fixed.docx`` beside ``NAME.docx``. A file that can't be
    written is a failure of that file alone.
    """
    name = label_of(file.name)
    try:
        data = read_bytes(file.name)
        mended = mend(job, name, data)
    except (ExtractorError, RecursionError) as error:
        return failed(error, name, named=file.named), None
    if mended.data == data:
        return mended.report, None
    target = file.name if in_place else fixed_name(file.name)
    try:
        with opened(target) as out:
            out.write(mended.data)
    except OSError as error:
        place = label_of(target)
        why = f"the fixed file {place} could not be written: {error.strerror or error}"
        return FileReport(name, failure=Failure("io", why)), None
    return mended.report, target


def preview(
    job: Job, file: Target, language: str, stdin: BinaryIO | None = None
) -> tuple[str, FileReport]:
    """Return what fixes would change in a file, and what would be left in it."""
    name = label_of(file.name)
    try:
        source = stdin if file.name == "-" and stdin is not None else file.name
        data = read_bytes(source, name=name)
        mended = mend(job, name, data)
        return difference(data, mended, language), mended.report
    except (ExtractorError, RecursionError) as error:
        return "", failed(error, name, named=file.named)


def fixed_name(name: str) -> str:
    """Return the name of the fixed copy of a file.

    >>> fixed_name("notices/a.b.docx")
    'notices/a.b.fixed.docx'
    """
    path = Path(name)
    return str(path.with_name(f"{path.stem}.fixed{path.suffix}"))
