"""The tables of a notice as records: columns and notes of task tables, cells of all others."""

from __future__ import annotations

from extractor.assembly.ledger import Ledger
from extractor.model.anchor import Anchor
from extractor.model.notice import Column, TableRecord
from extractor.structure.grid import Slot
from extractor.structure.outline import Outline, TablePart
from extractor.text.passage import Passage


def table_records(outline: Outline, ledger: Ledger) -> tuple[TableRecord, ...]:
    """Return a record for every table, in reading order."""
    return tuple(
        _task_table(part, ledger) if part.columns.heads else _other_table(part, ledger)
        for part in outline.parts
        if isinstance(part, TablePart)
    )


def _place_of(part: TablePart) -> Anchor:
    first = part.table.tables[0].anchor
    rest = tuple(table.anchor for table in part.table.tables[1:])
    if not rest:
        return first
    return Anchor(
        page=first.page, bbox=first.bbox, path=first.path, line=first.line, continued=rest
    )


def _task_table(part: TablePart, ledger: Ledger) -> TableRecord:
    columns = []
    for head in part.columns.heads:
        ledger.place(head.text)
        columns.append(
            Column(
                text=head.text.text,
                role=head.role,
                anchor=head.text.anchor() if head.text.runs else None,
            )
        )
    above = [part.caption] if part.caption else []
    captions = [*above, *(row.repaired(close_gaps=True) for row in part.table.captions)]
    notes = [
        row.heading.repaired()
        for row in part.rows
        if row.kind == "note" and row.heading is not None
    ]
    notes += part.notes
    ledger.place(*captions, *notes)
    title = captions[0].text if captions else None
    return TableRecord(
        title=title,
        attachment=part.attachment,
        section=part.section.id if part.section else None,
        tasks=True,
        columns=tuple(columns),
        notes=tuple(text.text for text in (*captions[1:], *notes)),
        anchor=_place_of(part),
    )


def _other_table(part: TablePart, ledger: Ledger) -> TableRecord:
    rows = []
    for index, row in enumerate(part.table.rows):
        texts: list[str | None] = []
        for column, slot in enumerate(row):
            texts.append(_cell_text(slot, index, column, ledger))
        rows.append(tuple(texts))
    notes: list[Passage] = list(part.notes)
    ledger.place(*notes, part.caption)
    return TableRecord(
        title=part.caption.text or None,
        attachment=part.attachment,
        section=part.section.id if part.section else None,
        rows=tuple(rows),
        notes=tuple(note.text for note in notes),
        anchor=_place_of(part),
    )


def _cell_text(slot: Slot, index: int, column: int, ledger: Ledger) -> str | None:
    """Return the text of the cell that begins at this position; None where another covers it."""
    if slot.missing or slot.row != index or slot.column != column:
        return None
    text = slot.content.repaired()
    ledger.place(text)
    return text.text
