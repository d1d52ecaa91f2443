"""How a ledger looks: widths of its columns, fonts, borders, colours."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

BODY_FONT, HEAD_FONT = "宋体", "黑体"
"""Song for text and Hei for headings, as offices set them (GB/T 9704-2012, 5.2.2)."""

Align = Literal["left", "center"]

BODY_SIZE = 10
LINE = 1.45
"""Height of a line in its font's size; fonts that stand in for Song need the most."""


class Look(NamedTuple):
    """Width of a column in characters of its font, and how its cells are set."""

    width: float
    align: Align = "left"


LOOKS: dict[str, Look] = {
    "position": Look(6, "center"),
    "number": Look(9, "center"),
    "notice_id": Look(22),
    "notice_title": Look(28),
    "document_number": Look(18, "center"),
    "issuers": Look(20),
    "issue_date": Look(12, "center"),
    "attachment": Look(16),
    "section_path": Look(18),
    "task": Look(32),
    "requirement": Look(50),
    "lead_units": Look(16),
    "responsible_units": Look(18),
    "supporting_units": Look(16),
    "supervising_units": Look(16),
    "role": Look(8, "center"),
    "unit": Look(22),
    "unit_name": Look(30),
    "unit_kind": Look(12, "center"),
    "unit_level": Look(10, "center"),
    "unit_division": Look(14, "center"),
    "unit_members": Look(24),
    "unit_qualifier": Look(16),
    "unit_basis": Look(12, "center"),
    "open_list": Look(9, "center"),
    "people": Look(13),
    "deadlines": Look(13),
    "deadline_start": Look(12, "center"),
    "deadline_end": Look(12, "center"),
    "due_date": Look(12, "center"),
    "deadline_mentions": Look(14),
    "mention_end": Look(12, "center"),
    "remarks": Look(14),
    "extra": Look(16),
    "assignment_source": Look(12, "center"),
    "derived": Look(24),
    "source": Look(26),
    "place": Look(14),
    "task_id": Look(26),
    "kind": Look(8, "center"),
    "addressees": Look(26),
    "tasks": Look(8, "center"),
    "sections": Look(8, "center"),
    "characters": Look(10, "center"),
    "unplaced": Look(10, "center"),
    "diagnostics": Look(8, "center"),
    "sha256": Look(24),
    "code": Look(28),
    "severity": Look(10, "center"),
    "meaning": Look(30),
    "message": Look(60),
}
"""The look of each column by name; one that is not here has `OTHER`."""

OTHER = Look(20)

_BASE: dict[str, Any] = {
    "font_name": BODY_FONT,
    "font_size": BODY_SIZE,
    "valign": "vcenter",
    "text_wrap": True,
}
_CELL: dict[str, Any] = {**_BASE, "border": 1, "border_color": "#A6A6A6"}
_HEAD: dict[str, Any] = {**_CELL, "font_name": HEAD_FONT, "align": "center", "bold": True}

TITLE: dict[str, Any] = {**_BASE, "font_name": HEAD_FONT, "font_size": 18, "align": "center"}
NOTE: dict[str, Any] = {**_BASE, "font_color": "#595959"}
HEADER: dict[str, Any] = {**_HEAD, "bg_color": "#D9E2F3"}
SECTIONS: tuple[dict[str, Any], ...] = (
    {**_HEAD, "bg_color": "#EDEDED", "align": "left"},
    {**_HEAD, "bg_color": "#F7F7F7", "align": "left", "bold": False, "indent": 1},
)
"""Rows of sections of the first level, and of all below it."""


GUARD: dict[str, Any] = {"num_format": "@", "quote_prefix": True}
"""Marks a cell as text the way a leading apostrophe does, so that it stays text when someone edits
it; its value is exactly the record's."""


class State(NamedTuple):
    """What a cell holds, as far as its look shows it."""

    derived: bool = False
    """The source does not state the value at this spot."""
    guarded: bool = False
    dated: bool = False
    linked: bool = False


def cell(align: Align, state: State) -> dict[str, Any]:
    """Return the look of a cell."""
    look: dict[str, Any] = {**_CELL, "align": align}
    if state.derived:
        look |= {"italic": True, "font_color": "#7F7F7F"}
    if state.guarded:
        look |= GUARD
    if state.dated:
        look |= {"num_format": "yyyy-mm-dd"}
    if state.linked:
        look |= {"font_color": "#0563C1", "underline": 1}
    return look
