"""Extracts each notice that has gold labels and compares; what cannot be measured is reported."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import msgspec

from extractor.api import extract
from extractor.errors import ExtractorError, Unreadable
from extractor.evaluation.comparing import Outcome, compare
from extractor.evaluation.gold import GoldNotice, Half, half_of, load_gold
from extractor.evaluation.scores import Tally, add


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """A gold file or notice that could not be measured: its file, the fault's code, and why."""

    file: str
    code: str
    message: str


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """A notice that was compared with its labels."""

    id: str
    file: str
    half: Half
    outcome: Outcome


class Evaluation(msgspec.Struct, frozen=True, kw_only=True):
    """All that was measured, in the order of the gold files, and what could not be."""

    half: Half
    notices: tuple[Measured, ...]
    failures: tuple[Failure, ...]
    total: dict[str, Tally]


def evaluate(gold: Sequence[Path], notices: Path, *, half: Half = "all") -> Evaluation:
    """Return the accuracy over the gold files, whose notices are in the folder ``notices``."""
    measured: list[Measured] = []
    failures: list[Failure] = []
    for path in gold:
        try:
            labels = load_gold(path)
        except ExtractorError as error:
            failures.append(_failure(path, error))
            continue
        if half not in {"all", half_of(labels.id)}:
            continue
        result = _measure(labels, notices)
        if isinstance(result, Failure):
            failures.append(result)
        else:
            measured.append(result)
    return Evaluation(
        half=half,
        notices=tuple(measured),
        failures=tuple(failures),
        total=add(entry.outcome.scores for entry in measured),
    )


def _measure(labels: GoldNotice, notices: Path) -> Measured | Failure:
    path = notices / labels.file
    try:
        data = path.read_bytes()
    except OSError as error:
        return Failure(file=str(path), code=Unreadable.code, message=error.strerror or str(error))
    digest = hashlib.sha256(data).hexdigest()
    if digest != labels.sha256:
        message = f"SHA-256 {digest[:12]}…, not {labels.sha256[:12]}…"
        return Failure(file=str(path), code="other-bytes", message=message)
    try:
        notice = extract(data, name=str(path))
    except ExtractorError as error:
        return _failure(path, error)
    except Exception as error:  # one notice that fails costs no other its measure
        fault = f"{type(error).__name__}: {error}"
        return Failure(file=str(path), code=ExtractorError.code, message=fault)
    return Measured(
        id=labels.id, file=labels.file, half=half_of(labels.id), outcome=compare(labels, notice)
    )


def _failure(path: Path, error: ExtractorError) -> Failure:
    message = str(error).removeprefix(f"{path}: ")
    return Failure(file=str(path), code=error.code, message=message)
