"""Edits in text and Markdown: the characters replaced in the file's own encoding and line ends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extractor.checks.fixing.groups import Group, replaced
from extractor.checks.rule import Edit, Span
from extractor.checks.subject import Subject
from extractor.readers.charset import decode
from extractor.readers.text.lines import line_starts


class _Change(NamedTuple):
    start: int
    end: int
    replacement: str


def apply(data: bytes, subject: Subject, groups: Sequence[Group]) -> tuple[bytes, list[Group]]:
    """Return the file with the edits made, and the groups that could be.

    An edit can't be made where its characters are not the file's own (an entity, a line wrap),
    or where the file's encoding has no such character.
    """
    decoded = decode(data)
    if decoded.replaced:
        return data, []
    body = decoded.text.encode(decoded.encoding)
    if not data.endswith(body):
        return data, []
    starts = line_starts(decoded.text)
    changes: dict[Edit, _Change] = {}
    done: list[Group] = []
    for group in groups:
        located = [_located(edit, subject, decoded.text, starts) for edit in group]
        if all(one and _encodable(one.replacement, decoded.encoding) for one in located):
            changes |= {edit: one for edit, one in zip(group, located, strict=True) if one}
            done.append(group)
    text = replaced(decoded.text, set(changes.values()))
    return data[: len(data) - len(body)] + text.encode(decoded.encoding), done


def _located(edit: Edit, subject: Subject, text: str, starts: Sequence[int]) -> _Change | None:
    """Return the edit in offsets of the file's text; None where it has no such place."""
    span = Span(edit.paragraph, edit.start, edit.end)
    anchor = subject.point(span)
    if anchor.line is None or anchor.characters is None or anchor.continued:
        return None
    if anchor.line > len(starts):
        return None
    base = starts[anchor.line - 1]
    start, end = base + anchor.characters[0], base + anchor.characters[1]
    if text[start:end] != subject.paragraph(edit.paragraph).text[edit.start : edit.end]:
        return None
    return _Change(start, end, edit.replacement)


def _encodable(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
