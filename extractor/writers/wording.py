"""Chinese for the codes of a record, for outputs that people read."""

from __future__ import annotations

import re

from extractor.model.anchor import Anchor
from extractor.model.notice import Derivation, Task
from extractor.vocabulary import load

_TABLE_ROW = re.compile(r"\b(?:tbl|table)\[(?P<table>[0-9]{1,6})\].*\btr\[(?P<row>[0-9]{1,6})\]")
_PARAGRAPH = re.compile(r"\bbody/p\[(?P<paragraph>[0-9]{1,6})\]$")


def word(column: str, code: str) -> str:
    """Return the Chinese for a code of a column; a code without one stays as it is.

    >>> word("role", "lead"), word("task", "lead")
    ('牵头', 'lead')
    """
    found: str = load("output_words").get(column, {}).get(code, code)
    return found


def meaning(code: str) -> str | None:
    """Return what the code of a diagnostic means, or None where no words are known for it.

    >>> meaning("notice.no-title"), meaning("none")
    ('未发现标题', None)
    """
    found: str | None = load("output_words")["code"].get(code)
    return found


def derivation(entry: Derivation, header: str) -> str:
    """Return which value was derived, by its column's header, and by what.

    >>> derivation(Derivation(field="lead_units", rule="directive:2"), "牵头单位")
    '牵头单位：文中说明2'
    """
    rule, _, number = entry.rule.partition(":")
    return f"{header}：{word('rule', rule)}{number}"


def place(task_place: Anchor) -> str:
    """Return where an anchor points, for a person who opens the source.

    >>> place(Anchor(page=3, bbox=(1, 2, 3, 4))), place(Anchor(line=7))
    ('第3页', '第7行')
    >>> place(Anchor(path="body/tbl[1]/tr[8]/tc[1]/p[1]")), place(Anchor(path="body/p[2]"))
    ('表1第8行', '第2段')
    """
    spots = dict.fromkeys(_spot(part) for part in (task_place, *task_place.continued))
    return "、".join(spot for spot in spots if spot)


def _spot(anchor: Anchor) -> str:
    if anchor.page is not None:
        return f"第{anchor.page}页"
    if anchor.line is not None:
        return f"第{anchor.line}行"
    path = anchor.path or ""
    if row := _TABLE_ROW.search(path):
        return f"表{row['table']}第{row['row']}行"
    if paragraph := _PARAGRAPH.search(path):
        return f"第{paragraph['paragraph']}段"
    return path


def derived_columns(task: Task) -> frozenset[str]:
    """Return the columns of ``task`` whose values the source does not state at this spot."""
    return frozenset(entry.field.partition("/")[0] for entry in task.derived)
