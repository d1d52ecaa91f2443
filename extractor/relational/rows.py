"""A notice in, its rows out: one dictionary a row, by table, in a fixed order."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Sequence
from typing import Any, Literal

import msgspec

from extractor import codec
from extractor.model.notice import Deadline, DocumentNumber, Notice, Task, Unit
from extractor.text.characters import encodable

Row = dict[str, Any]
Rows = dict[str, list[Row]]
"""Rows by the name of their table; columns a table has are all there."""
KeyedBy = Literal["id", "source"]

KEY_LENGTH = 190
"""Characters of a key: what every database indexes whole, in four bytes each."""
_ROLES = ("lead", "responsible", "supporting", "supervising")
_JSON = msgspec.json.Encoder(order="sorted")


def key_of(notice: Notice, by: KeyedBy = "id") -> str:
    """Return the key of a notice's rows.

    By ``id`` a notice is the same whatever file it was read from, so that a corrected file
    replaces it. By ``source`` each file has rows of its own.
    """
    key = notice.id if by == "id" else f"{notice.id}@{notice.source.sha256}"
    key = _clean(key)
    if len(key) <= KEY_LENGTH:
        return key
    digest = hashlib.sha256(key.encode()).hexdigest()[:32]
    return f"{key[: KEY_LENGTH - 33]}~{digest}"


def digest_of(encoded: bytes) -> str:
    """Return the digest of a record as `extractor.codec` encodes it; equal ones, equal rows."""
    return hashlib.sha256(encoded).hexdigest()


def rows_of(notice: Notice, by: KeyedBy = "id") -> Rows:
    """Return the rows of ``notice`` for each table of `extractor.relational.TABLES`.

    NUL, which databases refuse, and lone surrogates, which no encoding carries, become U+FFFD.

    Raises:
        ValueError: A date is on no calendar.
    """
    units = _Units()
    encoded = codec.encode(notice)
    found: Rows = {
        "notices": [_notice(notice, digest_of(encoded))],
        "units": [],
        "notice_units": list(_notice_units(notice, units)),
        "attachments": [
            {
                "attachment": at,
                "number": one.number,
                "title": one.title,
                "announced": one.announced,
                "present": one.present,
                "anchor": _json(one.anchor),
            }
            for at, one in enumerate(notice.attachments)
        ],
        "files": [
            {
                "ordinal": at,
                "text": one.text,
                "target": one.target,
                "attachment": one.attachment,
                "anchor": _json(one.anchor),
            }
            for at, one in enumerate(notice.files, 1)
        ],
        "sections": [
            {
                "section": one.id,
                "ordinal": at,
                "parent": one.parent,
                "level": one.level,
                "label": one.label,
                "title": one.title,
                "attachment": one.attachment,
                "anchor": _json(one.anchor),
            }
            for at, one in enumerate(notice.sections, 1)
        ],
        "paragraphs": [
            {
                "part": part,
                "ordinal": at,
                "text": one.text,
                "section": one.section,
                "attachment": one.attachment,
                "anchor": _json(one.anchor),
            }
            for part, texts in (("body", notice.body), ("notes", notice.notes))
            for at, one in enumerate(texts, 1)
        ],
        "tasks": [_task(task) for task in notice.tasks],
        "assignments": [row for task in notice.tasks for row in _assignments(task, units)],
        "deadlines": [
            row
            for task in notice.tasks
            for stated, times in ((True, task.deadlines), (False, task.deadline_mentions))
            for row in _deadlines(task, times, stated=stated)
        ],
        "people": [
            {
                "task_position": task.position,
                "ordinal": at,
                "text": one.text,
                "role": one.role,
                "anchor": _json(one.anchor),
            }
            for task in notice.tasks
            for at, one in enumerate(task.people, 1)
        ],
        "citations": [
            {
                "ordinal": at,
                "title": one.title,
                **_number(one.document_number),
                "relation": one.relation,
                "anchor": _json(one.anchor),
            }
            for at, one in enumerate(notice.citations, 1)
        ],
        "directives": [
            {"ordinal": at, "text": one.text, "kind": one.kind, "anchor": _json(one.anchor)}
            for at, one in enumerate(notice.directives, 1)
        ],
        "reporting": [
            {
                "ordinal": at,
                "text": one.text,
                "deadlines": _json(one.deadlines),
                "anchor": _json(one.anchor),
            }
            for at, one in enumerate(notice.reporting, 1)
        ],
        "notice_tables": [
            {
                "ordinal": at,
                "title": one.title,
                "tasks": one.tasks,
                "section": one.section,
                "attachment": one.attachment,
                "columns_json": _json(one.columns),
                "rows_json": _json(one.rows),
                "notes": _json(one.notes),
                "anchor": _json(one.anchor),
            }
            for at, one in enumerate(notice.tables, 1)
        ],
        "catalogue": [
            {
                "ordinal": at,
                "label": one.label,
                "value": one.value,
                "name": one.name,
                "anchor": _json(one.anchor),
            }
            for at, one in enumerate(notice.catalogue, 1)
        ],
        "diagnostics": [
            {
                "ordinal": at,
                "code": one.code,
                "severity": one.severity,
                "message": one.message,
                "anchor": _json(one.anchor),
            }
            for at, one in enumerate(notice.diagnostics, 1)
        ],
    }
    found["units"] = units.rows
    key = key_of(notice, by)
    keyed = _keyed if _is_storable(encoded) else _keyed_clean
    return {name: [keyed(key, row) for row in rows] for name, rows in found.items()}


class _Units:
    """Gives each printed form of a unit one number in its notice."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self._numbers: dict[tuple[Any, ...], int] = {}

    def number(self, unit: Unit) -> int:
        identity = (
            unit.text, unit.name, unit.kind, unit.level, unit.division, unit.members,
            unit.aliases, unit.basis,
        )  # fmt: skip
        number = self._numbers.setdefault(identity, len(self._numbers) + 1)
        if number > len(self.rows):
            self.rows.append(
                {
                    "unit": number,
                    "text": unit.text,
                    "name": unit.name,
                    "kind": unit.kind,
                    "level": unit.level,
                    "division": unit.division,
                    "members": _json(unit.members),
                    "aliases": _json(unit.aliases),
                    "basis": unit.basis,
                }
            )
        return number


def _notice(notice: Notice, digest: str) -> Row:
    source, coverage = notice.source, notice.coverage
    return {
        "id": notice.id,
        "title": notice.title,
        "kind": notice.kind,
        **_number(notice.document_number),
        "issue_date": _day(notice.issue_date),
        "secrecy": notice.secrecy,
        "urgency": notice.urgency,
        "signer": notice.signer,
        "disclosure": notice.disclosure,
        "printer": notice.printer,
        "print_date": _day(notice.print_date),
        "source_uri": source.uri,
        "source_sha256": source.sha256,
        "media_type": source.media_type,
        "bytes": source.bytes,
        "pages": source.pages,
        "text_origin": source.text_origin,
        "characters": coverage.characters,
        "placed": coverage.placed,
        "furniture": coverage.furniture,
        "unplaced": _json(coverage.unplaced),
        "anchors": _json(notice.anchors),
        "schema_version": notice.schema_version,
        "record_sha256": digest,
    }


def _notice_units(notice: Notice, units: _Units) -> Iterable[Row]:
    lists = (
        ("issuer", notice.issuers),
        ("addressee", notice.addressees),
        ("signatory", notice.signatories),
        ("copied_to", notice.copied_to),
    )
    for role, listed in lists:
        for at, unit in enumerate(listed, 1):
            yield {
                "role": role,
                "ordinal": at,
                "unit": units.number(unit),
                "qualifier": unit.qualifier,
                "anchor": _json(unit.anchor),
            }


def _task(task: Task) -> Row:
    return {
        "position": task.position,
        "id": task.id,
        "number": task.number,
        "attachment": task.attachment,
        "section": task.section,
        "section_path": _json(task.section_path),
        "task": task.task,
        "requirement": task.requirement,
        "open_list": task.open_list,
        "remarks": task.remarks,
        "extra": _json(task.extra),
        "printed": _json(task.printed),
        "assignment_source": task.assignment_source,
        "derived": _json(task.derived),
        "anchors": _json(task.anchors),
    }


def _assignments(task: Task, units: _Units) -> Iterable[Row]:
    for role in _ROLES:
        listed: Sequence[Unit] = getattr(task, f"{role}_units")
        for at, unit in enumerate(listed, 1):
            yield {
                "task_position": task.position,
                "role": role,
                "ordinal": at,
                "unit": units.number(unit),
                "qualifier": unit.qualifier,
                "anchor": _json(unit.anchor),
            }


def _deadlines(task: Task, times: Sequence[Deadline], *, stated: bool) -> Iterable[Row]:
    for at, time in enumerate(times, 1):
        yield {
            "task_position": task.position,
            "stated": stated,
            "ordinal": at,
            "text": time.text,
            "kind": time.kind,
            "start_date": _day(time.start),
            "end_date": _day(time.end),
            "recurrence": time.recurrence,
            "anchor": _json(time.anchor),
        }


def _number(number: DocumentNumber | None) -> Row:
    return {
        "document_number": number.text if number else None,
        "number_code": number.code if number else None,
        "number_year": number.year if number else None,
        "number_sequence": number.sequence if number else None,
    }


def _day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def _json(value: Any) -> str | None:
    if value is None:
        return None
    try:
        return _JSON.encode(value).decode()
    except UnicodeEncodeError:
        return _JSON.encode(_carried(msgspec.to_builtins(value))).decode()


def _carried(value: Any) -> Any:
    if isinstance(value, str):
        return encodable(value)
    if isinstance(value, list | tuple):
        return [_carried(item) for item in value]
    if isinstance(value, dict):
        return {encodable(name): _carried(item) for name, item in value.items()}
    return value


def _is_storable(encoded: bytes) -> bool:
    """Whether no text of a record needs to be changed: hardly one does, and looking takes long.

    NUL is escaped in JSON, and U+FFFD may stand for what could not be encoded.
    """
    return b"\\u0000" not in encoded and b"\xef\xbf\xbd" not in encoded


def _keyed(key: str, row: Row) -> Row:
    return {"notice_key": key, **row}


def _keyed_clean(key: str, row: Row) -> Row:
    cleaned = {
        name: _clean(value) if isinstance(value, str) else value for name, value in row.items()
    }
    return {"notice_key": key, **cleaned}


def _clean(text: str) -> str:
    return encodable(text).replace("\0", "\ufffd")
