"""What the columns of one table are, decided together: words mean what their neighbours leave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extractor.structure.grid import Slot
from extractor.structure.headers import CONTENT_ROLES, UNIT_ROLES, ColumnHead, holds_measures
from extractor.text.characters import compact
from extractor.text.labels import read_label
from extractor.vocabulary import load

Row = tuple[Slot, ...]

HEADING_FORMS = frozenset({"part", "chapter", "section", "chinese_comma", "chinese_paren"})
"""Label forms that number headings rather than single tasks."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table with their final roles; `None` keeps a column under its header."""

    heads: tuple[ColumnHead, ...]
    responsible_leads: bool = False
    """A column 责任单位 stands beside one of supporting units and none of lead units."""
    _places: dict[str | None, tuple[int, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        places: dict[str | None, list[int]] = {}
        for column, head in enumerate(self.heads):
            places.setdefault(head.role, []).append(column)
        # Asked for each column of a table, which may have a hundred thousand.
        found = {role: tuple(columns) for role, columns in places.items()}
        object.__setattr__(self, "_places", found)

    def at(self, role: str) -> tuple[int, ...]:
        """Return the positions of the columns with ``role``."""
        return self._places.get(role, ())


def settle(heads: Sequence[ColumnHead], rows: Sequence[Row]) -> Columns:
    """Return the columns with each word's meaning settled by the others and by the cells."""
    roles = [head.role for head in heads]
    _settle_measures(roles, rows)
    _settle_references(roles, heads, rows)
    _settle_unnamed(roles, heads, rows)
    _prefer_actions(roles, heads)
    _settle_content(roles, rows)
    _settle_units(roles, heads)
    leads = (
        "supporting" in roles
        and "responsible" in roles
        and "lead" not in roles
        and not any(head.combined for head in heads)
    )
    settled = tuple(
        head if head.role == role else replace(head, role=role)
        for head, role in zip(heads, roles, strict=True)
    )
    return Columns(settled, leads)


def _settle_measures(roles: list[str | None], rows: Sequence[Row]) -> None:
    """Let a column 单位 of 亩 and 户 be no units: it says what the numbers beside it count."""
    for column, role in enumerate(roles):
        if role == "responsible" and holds_measures(rows, column):
            roles[column] = None


def _settle_references(
    roles: list[str | None], heads: Sequence[ColumnHead], rows: Sequence[Row]
) -> None:
    """Let a column 对应任务 be no task whose cells are numbers of the text: （一）, （二）.

    Under one header cell with the texts beside it, it numbers them.
    """
    for column, role in enumerate(roles):
        if role in CONTENT_ROLES:
            cells = [text for row in rows if (text := row[column].content.text.strip())]
            if cells and all(_is_number(cell) for cell in cells):
                beside = heads[column + 1] if column + 1 < len(heads) else None
                shared = beside is not None and beside.text == heads[column].text
                roles[column] = "number" if shared and "number" not in roles else None


def _is_number(text: str) -> bool:
    label = read_label(text if text[-1] in "、.．)）" else f"{text}、")
    return label is not None and label.end >= len(text)


def _settle_unnamed(
    roles: list[str | None], heads: Sequence[ColumnHead], rows: Sequence[Row]
) -> None:
    """Of columns under unknown words let the first of texts be the task where none is named.

    So too where what is named like one only groups rows that have texts of their own.
    """
    named = [c for c, role in enumerate(roles) if role in CONTENT_ROLES]
    if "requirement" in roles or any(not _shared(rows, c) for c in named):
        return
    first_unit = next((c for c, role in enumerate(roles) if role in UNIT_ROLES), len(roles))
    texts = [
        c
        for c, role in enumerate(roles)
        if role is None and c < first_unit and heads[c].text.text and _holds_texts(rows, c)
    ]
    if not texts:
        return
    if named:
        roles[texts[-1]] = "requirement"
        return
    roles[texts[0]] = "task"
    if len(texts) > 1:
        roles[texts[1]] = "requirement"


def _own_cells(rows: Sequence[Row], column: int) -> list[Slot]:
    return [
        row[column]
        for index, row in enumerate(rows)
        if row[column].row == index
        and row[column].columns < len(row)
        and row[column].content.text.strip()
    ]


def _shared(rows: Sequence[Row], column: int) -> bool:
    """Whether the cells of a column are merged over rows throughout."""
    own = _own_cells(rows, column)
    return len(own) > 0 and 2 * sum(slot.rows > 1 for slot in own) > len(own)


def _holds_texts(rows: Sequence[Row], column: int) -> bool:
    """Whether nearly every row has a text of its own here, of more than a word, none twice."""
    texts = [compact(slot.content.text) for slot in _own_cells(rows, column)]
    enough = len(texts) >= _TEXTS_SHARE * len(rows) and len(texts) >= _FEWEST_TEXTS
    long = sum(len(text) >= _SHORTEST_TEXT for text in texts)
    return enough and len(set(texts)) == len(texts) and 2 * long > len(texts)


_TEXTS_SHARE, _FEWEST_TEXTS, _SHORTEST_TEXT = 0.8, 3, 6


def _prefer_actions(roles: list[str | None], heads: Sequence[ColumnHead]) -> None:
    """Of 整改目标 and 整改措施 let what is to be done be the requirement; both are kept."""
    columns = [c for c, role in enumerate(roles) if role == "requirement"]
    aims = tuple(load("columns")["aims"])
    actions = [c for c in columns if not compact(heads[c].text.text).endswith(aims)]
    if actions and len(actions) < len(columns):
        for column in set(columns) - set(actions):
            roles[column] = None


def _settle_content(roles: list[str | None], rows: Sequence[Row]) -> None:
    """Let exactly one column be the task, at most one the requirement."""
    tasks = [c for c, role in enumerate(roles) if role == "task"]
    requirements = [c for c, role in enumerate(roles) if role == "requirement"]
    if tasks and (len(tasks) > 1 or requirements) and _groups(rows, tasks[0]):
        roles[tasks[0]] = "category"
        tasks = tasks[1:]
    if not tasks and requirements:
        roles[requirements[0]] = "task"
        tasks, requirements = requirements[:1], requirements[1:]
    if not tasks:
        groups = [c for c, role in enumerate(roles) if role == "category"]
        if groups:
            roles[groups[-1]] = "task"
        return
    for column in tasks[1:]:
        roles[column] = None if requirements else "requirement"
        requirements = requirements or [column]
    for column in requirements[1:]:
        if roles[column] == "requirement":
            roles[column] = None


def _groups(rows: Sequence[Row], column: int) -> bool:
    """Whether a column named like a task holds the headings of groups: 一、… over several rows."""
    own = [
        row[column]
        for index, row in enumerate(rows)
        if row[column].row == index
        and row[column].columns < len(row)
        and row[column].content.text.strip()
    ]
    if not own or not any(slot.rows > 1 for slot in own):
        return False
    labels = [read_label(slot.content.text.strip()) for slot in own]
    headed = sum(label is not None and label.form in HEADING_FORMS for label in labels)
    return headed >= 0.8 * len(own)


def _settle_units(roles: list[str | None], heads: Sequence[ColumnHead]) -> None:
    """Of two columns that both read as lead, the one that says 牵头 leads; a role stands once."""
    leads = [c for c, role in enumerate(roles) if role == "lead"]
    if len(leads) > 1:
        keep = next((c for c in leads if "牵头" in heads[c].text.text), leads[0])
        for column in leads:
            if column != keep:
                roles[column] = "responsible"
    for role in UNIT_ROLES:
        same = [c for c, held in enumerate(roles) if held == role]
        if role in {"lead", "supervising"}:
            for column in same[1:]:
                roles[column] = "responsible" if role == "lead" else None
