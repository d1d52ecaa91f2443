"""The whole of a notice: head, parts in reading order, sections, attachments, end.

In: a `Document`. Out: an `Outline`, in which every paragraph and every table row is named for
what it is. Nothing is interpreted yet: who must do what is the next stage's work.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from extractor.model.document import Document, Picture, Table
from extractor.structure.attachments import AttachmentDraft, AttachmentReader
from extractor.structure.byline import dated, read_byline
from extractor.structure.byline import joined as joined_to_head
from extractor.structure.catalogue import CatalogueDraft, read_catalogue
from extractor.structure.counted import marked, parted
from extractor.structure.ending import Ending, read_ending
from extractor.structure.files import FileDraft, find_files, matched
from extractor.structure.flattened import Flattened, rebuilt
from extractor.structure.front import find_front
from extractor.structure.headings import heading_of, names_table, run_in_heading, split_label
from extractor.structure.letterhead import unfold_frames
from extractor.structure.masthead import Masthead, read_masthead
from extractor.structure.prose import Item, Prose, items_of, prose_items
from extractor.structure.ranking import Ranking, rank
from extractor.structure.repeats import repeated_tables
from extractor.structure.roles import Columns, settle
from extractor.structure.rows import TableRow, classify, continues_notes, is_note
from extractor.structure.sections import SectionDraft, SectionTree
from extractor.structure.tables import Fragment, JoinedTable, continues, fragment_of, joined
from extractor.structure.title_rows import lift_titles
from extractor.text.characters import compact
from extractor.text.labels import outline_levels
from extractor.text.passage import EMPTY, Passage
from extractor.vocabulary import load

TABLE_RANK = 1000
"""Headings inside a table rank below those of the text around it."""
CATEGORY_RANK = 2000
"""Groups named in a column rank below the headings of the table."""


@dataclass(frozen=True, slots=True)
class TextPart:
    """A paragraph of the text. ``heading`` is the section it opens, when it is one."""

    prose: Prose
    section: SectionDraft | None
    attachment: int | None
    heading: SectionDraft | None = None
    rest: Passage = EMPTY
    """What follows the heading in the same paragraph."""
    rank: int | None = None
    """How deep its number nests; None for a paragraph without one. Smaller is higher."""


@dataclass(frozen=True, slots=True)
class TablePart:
    """A table with its rows classified; ``sections`` gives each row's section by index."""

    table: JoinedTable
    columns: Columns
    rows: tuple[TableRow, ...]
    sections: dict[int, SectionDraft]
    section: SectionDraft | None
    attachment: int | None
    notes: tuple[Passage, ...] = ()
    caption: Passage = EMPTY
    """The line right above the table that names it."""


@dataclass(frozen=True, slots=True)
class PicturePart:
    """A picture in the text."""

    picture: Picture
    attachment: int | None


Part = TextPart | TablePart | PicturePart


@dataclass(frozen=True, slots=True)
class Outline:
    """A notice in its parts."""

    masthead: Masthead
    parts: tuple[Part, ...]
    sections: tuple[SectionDraft, ...]
    attachments: tuple[AttachmentDraft, ...]
    ending: Ending
    catalogue: tuple[CatalogueDraft, ...] = ()
    furniture: tuple[Passage, ...] = ()
    """Passages that repeat what stands elsewhere: titles, headers printed again."""
    files: tuple[FileDraft, ...] = ()
    flattened: tuple[Flattened, ...] = ()
    """Tables that stood one cell a line."""


def outline(document: Document) -> Outline:
    """Return what each block of the document is."""
    framed, drawn = unfold_frames(parted(marked(items_of(document))))
    whole, flattened = rebuilt(framed)
    items = lift_titles(whole)
    front = find_front(items)
    catalogue, taken = read_catalogue(items, document.properties)
    taken |= front
    lines = [(at, line) for at, line in prose_items(items) if at not in taken]
    fragments = {at: fragment_of(item) for at, item in enumerate(items) if isinstance(item, Table)}
    head_lines = _before_first_table(fragments, lines)
    masthead = read_masthead([line for _, line in head_lines])
    all_lines = [line for _, line in lines]
    byline = read_byline([line for _, line in head_lines], masthead)
    masthead = joined_to_head(byline, masthead)
    ending, dates = dated(byline, read_ending(all_lines, masthead.body_start))
    start = masthead.title_end or masthead.body_start
    files, filed, labels = find_files(all_lines, start, masthead.used | ending.used)
    used = {lines[position][0] for position in masthead.used | ending.used | filed} | taken
    twice = _tables_printed_twice(items, [at for at, _ in lines], ending)
    used |= twice.keys()
    builder = _Builder(masthead, ending, fragments)
    signed = lines[ending.signed_at][0] if ending.signed_at is not None else None
    start = lines[masthead.body_start][0] if masthead.body_start < len(lines) else len(items)
    builder.build(items, used, start, signed)
    attachments = builder.attachments.finished()
    return Outline(
        masthead,
        tuple(builder.parts),
        tuple(builder.tree.found),
        attachments,
        ending,
        (*catalogue, *byline.values),
        (
            *masthead.duplicates,
            *filter(None, [masthead.copy_number]),
            *drawn,
            *dates,
            *labels,
            *ending.repeated,
            *(entry for entries in twice.values() for entry in entries),
            *(item.passage for at in sorted(front) if isinstance(item := items[at], Prose)),
            *builder.furniture,
        ),
        tuple(matched(files, attachments)),
        tuple(flattened),
    )


def _tables_printed_twice(
    items: Sequence[Item], places: Sequence[int], ending: Ending
) -> dict[int, list[Passage]]:
    if not ending.again:
        return {}
    return repeated_tables(items, places[ending.again.start], places[ending.again.stop - 1])


def _before_first_table(
    fragments: Mapping[int, Fragment], lines: Sequence[tuple[int, Prose]]
) -> Sequence[tuple[int, Prose]]:
    """Return the paragraphs above the first table with tasks; a letterhead may itself be one."""
    for at, fragment in fragments.items():
        if fragment.head is not None:
            return [entry for entry in lines if entry[0] < at]
    return lines


@dataclass
class _Builder:
    """Walks the items below the head in reading order."""

    masthead: Masthead
    ending: Ending
    fragments: Mapping[int, Fragment]
    """The tables, by their positions."""
    parts: list[Part] = field(default_factory=list)
    furniture: list[Passage] = field(default_factory=list)
    tree: SectionTree = field(default_factory=SectionTree)
    attachments: AttachmentReader = field(init=False)
    ranking: Ranking = field(init=False)

    def __post_init__(self) -> None:
        self.attachments = AttachmentReader(self.masthead, self.ending)

    def build(self, items: Sequence[Item], used: set[int], start: int, signed: int | None) -> None:
        self.ranking = rank(items, used, signed)
        position = 0
        while position < len(items):
            item = items[position]
            if position in used:
                if position == signed:
                    self.attachments.expect_printed()
                    self.tree.reset()
                position += 1
                continue
            if isinstance(item, Table):
                position = self._table(items, position, used)
                continue
            if isinstance(item, Picture):
                self.parts.append(PicturePart(item, self.attachments.current))
                position += 1
                continue
            taken = self.attachments.begins(items, position, used, below_head=position >= start)
            if taken:
                self.tree.reset()
                position += taken
                continue
            self._text(item, position)
            position += 1

    def _text(self, line: Prose, position: int) -> None:
        attachment = self.attachments.current
        heading = None
        if position not in self.ranking.flat:
            heading = heading_of(line, leads=position in self.ranking.leads) or (
                run_in_heading(line) if position in self.ranking.parents else None
            )
        depth = self.ranking.ranks.get(position)
        if heading is None:
            if depth is not None:
                self.tree.close_to(depth)
            self.parts.append(TextPart(line, self.tree.current, attachment, rank=depth))
            return
        label, title, rest = heading
        if depth is None:
            depth = line.style.heading or 0
        section = self.tree.open(depth, label, title, attachment)
        self.parts.append(TextPart(line, section, attachment, section, rest, depth))

    def _table(self, items: Sequence[Item], position: int, used: set[int]) -> int:
        """Take the table at ``position`` with its continuations; return where to go on."""
        parts = [self.fragments[position]]
        following = position + 1
        while following < len(items):
            item = items[following]
            if isinstance(item, Prose) and _announces_continuation(item):
                ahead = self.fragments.get(following + 1)
                if ahead is not None and continues(parts, ahead):
                    self.furniture.append(item.passage)
                    following += 1
                    continue
                break
            fragment = self.fragments.get(following)
            if fragment is None or following in used or not continues(parts, fragment):
                break
            parts.append(fragment)
            following += 1
        notes: list[Passage] = []
        while following < len(items):
            item = items[following]
            if not isinstance(item, Prose) or following in used:
                break
            if not is_note(item.text) and not (notes and continues_notes(notes, item)):
                break
            notes.append(item.repaired)
            following += 1
        self._add_table(parts, tuple(notes))
        return following

    def _add_table(self, parts: Sequence[Fragment], notes: tuple[Passage, ...]) -> None:
        table = joined(parts)
        caption = self._caption()
        attachment = self.attachments.current
        section = self.tree.current
        columns = settle(table.heads, table.rows) if table.heads else Columns(())
        rows: tuple[TableRow, ...] = ()
        sections: dict[int, SectionDraft] = {}
        if table.heads:
            rows = classify(table.rows, columns, spans_known=table.spans_known)
            sections = self._row_sections(rows, columns, attachment)
        self.furniture += table.repeated
        self.parts.append(
            TablePart(table, columns, rows, sections, section, attachment, notes, caption)
        )

    def _caption(self) -> Passage:
        """Take the line right above a table that is its caption out of the text."""
        above = self.parts[-1] if self.parts else None
        if not isinstance(above, TextPart) or above.heading is not None or above.rank is not None:
            return EMPTY
        if above.attachment != self.attachments.current or not names_table(above.prose):
            return EMPTY
        self.parts.pop()
        return above.prose.passage.repaired(close_gaps=True)

    def _row_sections(
        self, rows: Sequence[TableRow], columns: Columns, attachment: int | None
    ) -> dict[int, SectionDraft]:
        """Return the section of each task row, opening those of headings and category cells."""
        base = self.tree.depth_rank + 1
        labelled = [row for row in rows if row.kind == "section" and row.label is not None]
        levels = outline_levels([row.label for row in labelled if row.label is not None])
        ranks = {row.index: level for row, level in zip(labelled, levels, strict=True)}
        deepest = max(ranks.values(), default=-1)
        found: dict[int, SectionDraft] = {}
        groups: dict[int, tuple[int, int]] = {}
        for row in rows:
            if row.kind == "section" and row.heading is not None:
                rank = ranks.get(row.index, deepest + 1)
                label, title = split_label(row.heading)
                self.tree.open(TABLE_RANK + base + rank, label, title, attachment)
                groups.clear()
            elif row.kind == "task":
                self._open_categories(row, columns, groups, attachment)
            if self.tree.current is not None:
                found[row.index] = self.tree.current
        self.tree.close_to(TABLE_RANK)
        return found

    def _open_categories(
        self,
        row: TableRow,
        columns: Columns,
        groups: dict[int, tuple[int, int]],
        attachment: int | None,
    ) -> None:
        """Open the sections that category cells of this row begin; blank cells keep the last."""
        for order, column in enumerate(columns.at("category")):
            slot = row.slots[column]
            place = (slot.row, slot.column)
            if not slot.content.text.strip() or groups.get(column) == place:
                continue
            label, title = split_label(slot.content)
            current = self.tree.current
            if (
                current is not None
                and column in groups
                and self.tree.depth_rank == CATEGORY_RANK + order
                and compact(current.title.text) == compact(title.text)
            ):
                groups[column] = place
                self.furniture.append(slot.content)
                continue
            groups[column] = place
            self.tree.open(CATEGORY_RANK + order, label, title, attachment)


def _announces_continuation(line: Prose) -> bool:
    words = {compact(word) for word in load("columns")["continuation"]["words"]}
    key = line.key.rstrip("0123456789-:")  # 续表1, 续表2-1
    return len(key) <= 20 and (key in words or any(key.endswith(word) for word in words))
