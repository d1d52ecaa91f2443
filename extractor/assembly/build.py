"""The notice as a record: passages become texts and anchors, and are entered in the ledger."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from msgspec import structs

from extractor.assembly.catalogue import stated_date, stated_issuers, stated_number, stated_title
from extractor.assembly.identity import notice_id, task_ids
from extractor.assembly.ledger import Ledger
from extractor.assembly.remarks import remarks_on
from extractor.assembly.setting import issuer_passages
from extractor.assembly.tables import table_records
from extractor.model.anchor import Anchor
from extractor.model.document import Document
from extractor.model.notice import (
    Attachment,
    CatalogueEntry,
    Citation,
    Deadline,
    Directive,
    DocumentNumber,
    LinkedFile,
    Notice,
    Person,
    Reporting,
    Section,
    Source,
    Task,
    Text,
    Unit,
)
from extractor.structure.outline import Outline, TextPart
from extractor.structure.sections import SectionDraft
from extractor.tasks import Reading
from extractor.tasks.cells import read_unit_list
from extractor.tasks.draft import NAMELESS, ROLES, Setting, TaskDraft, UnitDraft
from extractor.text.citations import find_citations
from extractor.text.document_kinds import kind_of_title
from extractor.text.document_numbers import NumberFound
from extractor.text.passage import Passage
from extractor.units import read_units


def source_of(data: bytes, *, uri: str, document: Document) -> Source:
    """Return the description of the file."""
    return Source(
        uri=uri,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=document.media_type,
        bytes=len(data),
        pages=len(document.pages) or None,
        text_origin=document.text_origin,
    )


def build(
    document: Document, outline: Outline, reading: Reading, setting: Setting, source: Source
) -> Notice:
    """Return the record of a notice."""
    ledger = Ledger(document)
    anchors: dict[str, Anchor] = {}
    head, ending = outline.masthead, outline.ending

    def keep(name: str, *passages: Passage) -> str | None:
        """Enter a field's passages and return its text; None when there is none."""
        present = [entry for entry in passages if entry.text]
        if not present:
            return None
        ledger.place(*present)
        anchors[name] = present[0].anchor()
        return present[0].repaired().text

    number = head.number.found if head.number else None
    if head.number:
        keep("document_number", head.number.passage)
        ledger.place(head.number.whole)
    elif stated := stated_number(outline):
        number, anchors["document_number"] = stated
    title = keep("title", head.title) and head.title.text
    if title is None and (named := stated_title(outline)):
        title, anchors["title"] = named
    issuers = _issuers(outline, setting, ledger)
    addressees = _units(head.addressees, setting, ledger)
    keep("addressees", head.addressees)
    signatories = _signatories(outline, setting, ledger)
    issue_date = ending.issue_date.date if ending.issue_date else None
    if ending.issue_date:
        keep("issue_date", ending.issue_date.passage)
    elif dated := stated_date(outline):
        issue_date, anchors["issue_date"] = dated
    for note in ending.notes:
        ledger.place(note)
    sections = _sections(outline.sections, ledger)
    identity = notice_id(
        canonical_number=_whole_number(number, issuers),
        issuers=[unit.text for unit in issuers],
        title=title,
        date=issue_date,
        sha256=source.sha256,
    )
    tasks = _tasks(reading.tasks, identity, ledger)
    body = _body(outline, reading, ledger)
    tables = table_records(outline, ledger)
    ledger.set_aside(*outline.furniture)
    attachments = _attachments(outline, ledger)
    files = _files(outline, ledger)
    copied = _units(ending.copied_to, setting, ledger)
    printer = keep("printer", ending.printer)
    ledger.place(ending.copied_to, ending.copied_label, *ending.imprint_rest)
    if ending.print_date:
        keep("print_date", ending.print_date.passage)
    catalogue = tuple(
        CatalogueEntry(label=e.label, value=e.value, name=e.name, anchor=e.anchor)
        for e in outline.catalogue
    )
    ledger.place(*(entry.passage for entry in outline.catalogue if entry.passage))
    notice = Notice(
        id=identity,
        source=source,
        issuers=issuers,
        document_number=number.number if number else None,
        title=title,
        kind=head.kind or (kind_of_title(title) if title else None),
        secrecy=keep("secrecy", head.secrecy),
        urgency=keep("urgency", head.urgency),
        signer=keep("signer", head.signer),
        addressees=addressees,
        body=body,
        signatories=signatories,
        issue_date=issue_date,
        disclosure=ending.disclosure,
        notes=tuple(Text(text=n.repaired().text, anchor=n.anchor()) for n in ending.notes),
        copied_to=copied,
        printer=printer,
        print_date=ending.print_date.date if ending.print_date else None,
        citations=_citations(outline, reading, number.canonical if number else None),
        attachments=attachments,
        files=files,
        sections=sections,
        tasks=tasks,
        tables=tables,
        directives=tuple(
            Directive(text=d.passage.repaired().text, kind=d.found.kind, anchor=d.passage.anchor())
            for d in reading.directives
        ),
        reporting=tuple(
            Reporting(
                text=r.passage.repaired().text,
                deadlines=tuple(r.deadlines),
                anchor=r.passage.anchor(),
            )
            for r in reading.reporting
        ),
        catalogue=catalogue,
        coverage=ledger.balance(),
        diagnostics=document.diagnostics,
        anchors=anchors,
    )
    return structs.replace(
        notice, diagnostics=(*document.diagnostics, *remarks_on(notice, document, outline, setting))
    )


def _whole_number(number: NumberFound | None, issuers: Sequence[Unit]) -> str | None:
    """Return a number that tells notices apart; 第3号 of an order does only with its issuer."""
    if number is None or number.damaged:
        return None
    if number.form == "number":
        return number.canonical
    return f"{issuers[0].text} {number.canonical}" if issuers else None


def _unit(draft: UnitDraft) -> Unit:
    return structs.replace(draft.unit, anchor=draft.passage.anchor())


def _units(whole: Passage, setting: Setting, ledger: Ledger) -> tuple[Unit, ...]:
    if not whole.text:
        return ()
    ledger.place(whole)
    bare = whole.strip("：: 。")
    drafts, _ = read_unit_list(bare, setting)
    return tuple(_unit(draft) for draft in drafts)


def _issuers(outline: Outline, setting: Setting, ledger: Ledger) -> tuple[Unit, ...]:
    ledger.place(*outline.masthead.mark_lines)
    found: list[Unit] = []
    for entry in issuer_passages(outline):
        drafts, _ = read_unit_list(entry, setting)
        found += [_unit(draft) for draft in drafts]
    return _distinct(found) or _stated_issuers(outline, setting)


def _stated_issuers(outline: Outline, setting: Setting) -> tuple[Unit, ...]:
    """Return the issuers that only the catalogue of the page states, in its title if need be."""
    for value, anchor in stated_issuers(outline):
        read = read_units(value, setting.jurisdiction)
        if read.units:
            return _distinct(structs.replace(f.unit, anchor=anchor) for f in read.units)
    return ()


def _signatories(outline: Outline, setting: Setting, ledger: Ledger) -> tuple[Unit, ...]:
    found: list[Unit] = []
    for entry in outline.ending.signatories:
        ledger.place(entry)
        drafts, _ = read_unit_list(entry, setting)
        found += [_unit(draft) for draft in drafts]
    return _distinct(found)


def _distinct(units: Iterable[Unit]) -> tuple[Unit, ...]:
    """Return each body once; one word may stand for two bodies, told apart by their names."""
    return tuple({(unit.text, unit.name): unit for unit in reversed(list(units))}.values())[::-1]


def _sections(drafts: Sequence[SectionDraft], ledger: Ledger) -> tuple[Section, ...]:
    found = []
    for draft in drafts:
        ledger.place(draft.label, draft.title)
        place = draft.title if draft.title.text else draft.label
        found.append(
            Section(
                id=draft.id,
                parent=draft.parent,
                level=draft.level,
                label=draft.label.text or None,
                title=draft.title.text,
                attachment=draft.attachment,
                anchor=place.anchor(),
            )
        )
    return tuple(found)


def _tasks(drafts: Sequence[TaskDraft], notice: str, ledger: Ledger) -> tuple[Task, ...]:
    ids = task_ids(notice, [draft.number for draft in drafts])
    found = []
    for position, (identity, draft) in enumerate(zip(ids, drafts, strict=True), 1):
        found.append(_task(identity, position, draft, ledger))
    return tuple(found)


def _task(identity: str, position: int, draft: TaskDraft, ledger: Ledger) -> Task:
    ledger.place(draft.task, draft.requirement, draft.number_printed, draft.remarks)
    ledger.place(*(entry for entries in draft.printed.values() for entry in entries))
    for _, value in draft.extra:
        ledger.place(value)
    ledger.place(*(person.passage for person in draft.people))
    units = {role: _distinct(_unit(entry) for entry in draft.units.get(role, ())) for role in ROLES}
    return Task(
        id=identity,
        position=position,
        number=draft.number,
        attachment=draft.attachment,
        section=draft.section.id if draft.section else None,
        section_path=draft.section.path if draft.section else (),
        task=draft.task.text or None,
        requirement=draft.requirement.text or None,
        lead_units=units["lead"],
        responsible_units=units["responsible"],
        supporting_units=units["supporting"],
        supervising_units=units["supervising"],
        open_list=draft.open_list,
        people=tuple(
            Person(text=p.passage.text, role=p.role, anchor=p.passage.anchor())
            for p in draft.people
        ),
        deadlines=tuple(_deadline(d.deadline, d.passage) for d in draft.deadlines),
        deadline_mentions=tuple(_deadline(d.deadline, d.passage) for d in draft.mentions),
        remarks=draft.remarks.text or None,
        extra=_extra(draft.extra),
        printed={
            name: "\n".join(entry.text for entry in entries)
            for name, entries in draft.printed.items()
        },
        assignment_source=draft.source,
        derived=draft.derived,
        anchors=dict(draft.blank)
        | {name: place.anchor() for name, place in draft.places.items() if place.runs},
    )


def _deadline(deadline: Deadline, place: Passage) -> Deadline:
    return structs.replace(deadline, anchor=place.anchor())


def _extra(entries: Sequence[tuple[str, Passage]]) -> dict[str, str]:
    """Return the columns kept under their headers; a header that stands twice is counted."""
    found: dict[str, str] = {}
    for header, value in entries:
        base, count = header or NAMELESS, 2
        name = base
        while name in found:
            name = f"{base} ({count})"
            count += 1
        found[name] = value.text
    return found


def _body(outline: Outline, reading: Reading, ledger: Ledger) -> tuple[Text, ...]:
    found = []
    for position, part in enumerate(outline.parts):
        if not isinstance(part, TextPart) or position in reading.used:
            continue
        text = part.rest if part.heading is not None else part.prose.repaired
        if not text.text:
            continue
        ledger.place(text)
        found.append(
            Text(
                text=text.text,
                anchor=text.anchor(),
                section=part.section.id if part.section else None,
                attachment=part.attachment,
            )
        )
    return tuple(found)


def _attachments(outline: Outline, ledger: Ledger) -> tuple[Attachment, ...]:
    found = []
    for draft in outline.attachments:
        ledger.place(*draft.places)
        found.append(
            Attachment(
                number=draft.number,
                title=draft.title.text or None,
                announced=draft.announced,
                present=draft.present,
                anchor=draft.places[0].anchor() if draft.places else None,
            )
        )
    return tuple(found)


def _files(outline: Outline, ledger: Ledger) -> tuple[LinkedFile, ...]:
    ledger.place(*(file.passage for file in outline.files))
    return tuple(
        LinkedFile(
            text=file.passage.text,
            target=file.target,
            attachment=file.attachment,
            anchor=file.passage.anchor(),
        )
        for file in outline.files
    )


def _citations(outline: Outline, reading: Reading, own_number: str | None) -> tuple[Citation, ...]:
    """Return the documents named in the text and in the tasks, each place once."""
    found: list[Citation] = []
    passages: list[Passage] = [
        part.prose.repaired for part in outline.parts if isinstance(part, TextPart)
    ]
    for draft in reading.tasks:
        if not any(d.field == "requirement" for d in draft.derived):
            passages.append(draft.requirement)
        if draft.source == "column" and not any(d.field == "task" for d in draft.derived):
            passages.append(draft.task)
    for whole in passages:
        for citation in find_citations(whole.text):
            if "abbreviation" in citation.flags or "attachment" in citation.flags:
                continue
            number: DocumentNumber | None = citation.number.number if citation.number else None
            if citation.number and citation.number.canonical == own_number:
                continue
            title = whole.slice(*citation.title) if citation.title else None
            found.append(
                Citation(
                    title=title.text if title else None,
                    document_number=number,
                    relation=citation.relation,
                    anchor=whole.slice(citation.start, citation.end).anchor(),
                )
            )
    return tuple(found)
