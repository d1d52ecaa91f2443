"""The work on one document: its bytes in, an `Outcome` out. The same for every engine."""

from __future__ import annotations

import re
from collections import Counter

from extractor import codec
from extractor.api import extract
from extractor.batch.messages import OUT_OF_MEMORY, Outcome
from extractor.errors import EmptySource, ExtractorError, OutOfMemory, TooDeep
from extractor.units import Registry

_ADDRESS = re.compile(r"0x[0-9a-fA-F]{4,}")
_LONGEST_MESSAGE = 500


def extract_document(data: bytes, uri: str, registry: Registry | None) -> Outcome:
    """Return what becomes of a document's bytes; a fault is an outcome, never an exception."""
    try:
        if not data:
            raise EmptySource("the file is empty")
        notice = extract(data, name=uri, registry=registry)
        return Outcome(
            notice=codec.encode(notice),
            notice_id=notice.id,
            media_type=notice.source.media_type,
            pages=notice.source.pages,
            tasks=len(notice.tasks),
            diagnostics=dict(sorted(Counter(d.code for d in notice.diagnostics).items())),
        )
    except Exception as fault:  # one bad file costs no other its result
        return failure(fault, uri)


def failure(fault: BaseException, uri: str) -> Outcome:
    """Return the outcome of a job that ended in ``fault``: the same words on every run."""
    if isinstance(fault, ExtractorError):
        code, message = fault.code, str(fault).removeprefix(f"{uri}: ")
    elif isinstance(fault, MemoryError):
        code, message = OutOfMemory.code, OUT_OF_MEMORY
    elif isinstance(fault, RecursionError):
        code, message = TooDeep.code, "is nested too deeply to be read"
    else:
        code, message = "internal", f"unforeseen fault ({type(fault).__name__}: {fault})"
    line = _ADDRESS.sub("0x…", " ".join(message.split()))
    return Outcome(code=code, message=line[:_LONGEST_MESSAGE])
