"""A notice in which every text is one that breaks software."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from extractor.model.anchor import Anchor
from extractor.model.diagnostic import Diagnostic
from extractor.model.notice import (
    Attachment,
    Deadline,
    Derivation,
    DocumentNumber,
    Notice,
    Person,
    Section,
    Task,
    Text,
    Unit,
)
from tests.example_notice import example


def hostile(strings: Sequence[str]) -> Notice:
    """Return a notice with a task for each string, in all the places a task has for text."""
    first = next(text for text in strings if text)
    return msgspec.structs.replace(
        example(),
        id="敌〔2024〕1号",
        title=first,
        document_number=DocumentNumber(text=first),
        issuers=(Unit(text=first),),
        attachments=(Attachment(title=first),),
        sections=tuple(
            Section(id=str(at), level=1, title=text, anchor=Anchor(line=1))
            for at, text in enumerate(strings, 1)
        ),
        body=tuple(Text(text=text, anchor=Anchor(line=1)) for text in strings if text),
        tasks=tuple(_task(at, text) for at, text in enumerate(strings, 1)),
        diagnostics=tuple(
            Diagnostic(code="test", severity="info", message=text) for text in strings if text
        ),
    )


def _task(position: int, text: str) -> Task:
    filled = bool(text)
    return Task(
        id=f"敌〔2024〕1号#{position}",
        position=position,
        number=text or None,
        section=str(position),
        section_path=(text,),
        task=text or None,
        requirement=text or None,
        lead_units=(Unit(text=text, name=text, qualifier=text),) if filled else (),
        responsible_units=(Unit(text=text), Unit(text=text + "乙")) if filled else (),
        people=(Person(text=text, role=text),) if filled else (),
        deadlines=(Deadline(text=text, kind="date", end="2024-06-30"),) if filled else (),
        remarks=text or None,
        extra={text: text},
        derived=(Derivation(field="remarks", rule=text),) if filled else (),
    )
