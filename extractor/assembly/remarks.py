"""What a reader of the record should know: what was repaired, and what could not be found."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.assembly.catalogue import disagreements
from extractor.model.diagnostic import Diagnostic
from extractor.model.document import Document, Picture, Table
from extractor.model.notice import Notice, Unit
from extractor.structure.headings import names_table_text
from extractor.structure.outline import Outline, PicturePart, TablePart
from extractor.tasks.draft import Setting
from extractor.units import Registry, near_miss


def remarks_on(
    notice: Notice, document: Document, outline: Outline, setting: Setting
) -> tuple[Diagnostic, ...]:
    """Return the diagnostics of a finished record, in a fixed order."""
    return (
        *_missing(notice),
        *_inferred(setting),
        *disagreements(notice, outline),
        *_rejoined(outline),
        *_unassigned(notice),
        *_repeated(notice),
        *_printed_twice(outline),
        *_flattened(outline),
        *_near_misses(notice, setting.registry),
        *_pictures(document, outline),
        *_unplaced(notice),
    )


def _missing(notice: Notice) -> Iterator[Diagnostic]:
    if notice.title is None:
        yield Diagnostic(code="notice.no-title", severity="warning", message="no title found")
    if not notice.tasks:
        yield Diagnostic(
            code="notice.no-tasks",
            severity="info",
            message="no table and no clause of this notice assigns work to units",
        )


def _inferred(setting: Setting) -> Iterator[Diagnostic]:
    if setting.inferred:
        name = setting.jurisdiction.name
        place = f"{name}, which the text names most" if name else "the central government"
        yield Diagnostic(
            code="units.jurisdiction-inferred",
            severity="info",
            message=f"no issuer is named; units are read as those of {place}",
        )


def _rejoined(outline: Outline) -> Iterator[Diagnostic]:
    for part in outline.parts:
        if isinstance(part, TablePart):
            for index in part.table.rejoined:
                texts = [s.content for s in part.table.rows[index] if s.content.text.strip()]
                yield Diagnostic(
                    code="table.row-rejoined",
                    severity="info",
                    message="a row that a page break had cut was made whole",
                    anchor=texts[0].anchor() if texts else None,
                )


def _unassigned(notice: Notice) -> Iterator[Diagnostic]:
    for task in notice.tasks:
        units = (*task.lead_units, *task.responsible_units, *task.supporting_units)
        if not (units or task.supervising_units or task.people):
            yield Diagnostic(
                code="task.no-units",
                severity="warning",
                message=f"task {task.number or task.position} names no unit",
                anchor=task.anchors.get("task"),
            )


def _near_misses(notice: Notice, registry: Registry | None) -> Iterator[Diagnostic]:
    """Yield a remark for each name that is one character away from a registered one."""
    if registry is None:
        return
    first = {unit.text: unit for unit in reversed(list(_all_units(notice)))}
    for unit in reversed(first.values()):
        near = near_miss(unit, registry)
        if near is not None:
            yield Diagnostic(
                code="unit.near-miss",
                severity="info",
                message=f"{unit.text} is not in the registry; did you mean {near}",
                anchor=unit.anchor,
            )


def _all_units(notice: Notice) -> Iterator[Unit]:
    """Yield the units of the notice and of its tasks, in the order of the record."""
    yield from (*notice.issuers, *notice.addressees, *notice.signatories, *notice.copied_to)
    for task in notice.tasks:
        yield from (*task.lead_units, *task.responsible_units)
        yield from (*task.supporting_units, *task.supervising_units)


def _repeated(notice: Notice) -> Iterator[Diagnostic]:
    """Yield a warning for each task that says what another has said word for word."""
    seen: dict[tuple[object, ...], str] = {}
    for task in notice.tasks:
        units = tuple(unit.text for unit in (*task.lead_units, *task.responsible_units))
        key = (task.number, task.task, task.requirement, units)
        if key in seen:
            yield Diagnostic(
                code="task.repeated",
                severity="warning",
                message=f"task {task.id} repeats {seen[key]} word for word",
                anchor=task.anchors.get("task"),
            )
        seen.setdefault(key, task.id)


def _flattened(outline: Outline) -> Iterator[Diagnostic]:
    for table in outline.flattened:
        if table.rows:
            yield Diagnostic(
                code="table.rebuilt",
                severity="warning",
                message=f"a table that stands one cell a line was rebuilt, {table.rows} rows: "
                "empty cells may have been lost in the copy; compare it with the original",
                anchor=table.anchor,
            )
        else:
            yield Diagnostic(
                code="table.flattened",
                severity="warning",
                message="a table seems to stand here one cell a line or with its columns mixed; "
                "its rows cannot be told for certain: find a copy that keeps the table",
                anchor=table.anchor,
            )


def _printed_twice(outline: Outline) -> Iterator[Diagnostic]:
    again = outline.ending.repeated
    if again:
        yield Diagnostic(
            code="notice.printed-twice",
            severity="info",
            message=f"{len(again)} paragraphs from the signature on are printed twice; "
            "the second print was left out",
            anchor=again[0].anchor(),
        )


_LONGEST_CAPTION = 60
_SMALL = 150.0
"""Points: a picture known to be smaller on both sides shows no table."""


def _pictures(document: Document, outline: Outline) -> Iterator[Diagnostic]:
    """Yield a remark for each picture, and a warning where the text announces a table."""
    announced: str | None = None
    attachment: int | None = None
    for part in outline.parts:
        if part.attachment != attachment:
            attachment = part.attachment
            named = outline.attachments[attachment].title.text if attachment is not None else ""
            announced = named if names_table_text(named) else None
        if isinstance(part, PicturePart):
            yield _picture(part.picture, announced)
        elif isinstance(part, TablePart) or part.heading is not None:
            announced = None
        elif names_table_text(part.prose.text):
            announced = part.prose.text
        elif len(part.prose.text) > _LONGEST_CAPTION:
            announced = None
    for table in document.blocks:
        if isinstance(table, Table):
            yield from _pictures_in(table)


def _picture(picture: Picture, announced: str | None) -> Diagnostic:
    sides = [side for side in (picture.width, picture.height) if side is not None]
    if announced is not None and not (sides and max(sides) < _SMALL):
        return Diagnostic(
            code="document.picture-of-table",
            severity="warning",
            message=f"a picture stands where a table is announced ({announced[:40]}): its rows are "
            "missing here; pass the file that holds the table, or a scan of it to be recognised",
            anchor=picture.anchor,
        )
    return Diagnostic(
        code="document.picture",
        severity="info",
        message="a picture was not read; if it shows text or a table, that is missing here",
        anchor=picture.anchor,
    )


def _pictures_in(table: Table) -> Iterator[Diagnostic]:
    for cell in table.cells:
        for picture in cell.pictures:
            yield Diagnostic(
                code="document.picture",
                severity="info",
                message=f"a picture in row {cell.row + 1}, column {cell.column + 1} of a table was "
                "not read; if it shows text, that is missing here",
                anchor=picture.anchor,
            )
        for inner in cell.tables:
            yield from _pictures_in(inner)


def _unplaced(notice: Notice) -> Iterator[Diagnostic]:
    for entry in notice.coverage.unplaced:
        excerpt = entry.text if len(entry.text) <= 20 else entry.text[:20] + "…"
        yield Diagnostic(
            code="coverage.unplaced",
            severity="warning",
            message=f"text that belongs to no field: {excerpt}",
            anchor=entry.anchor,
        )
