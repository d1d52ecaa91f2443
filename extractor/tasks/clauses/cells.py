"""The text of one unit cell of a table: labels and verbs inside it (T6)."""

from __future__ import annotations

from extractor.tasks.clauses import lexicon
from extractor.tasks.clauses.body import read_body
from extractor.tasks.clauses.finding import LONGEST
from extractor.tasks.clauses.values import Clause, Kind
from extractor.tasks.clauses.view import look
from extractor.text.characters import compact


def read_cell(text: str) -> Clause | None:
    """Return the clause a cell holds, or None for a plain list of units.

    ``牵头单位：A 配合单位：B``, ``A牵头，B配合``, and a lead cell that ends in a verb
    (``省经信厅、省科技厅按职责分工负责``) are clauses; ``区发改局、区商务局`` is none.
    """
    if lexicon.sign_pattern().search(compact(text)) is None:
        return None
    view = look(text)
    low, high = 0, len(view.text)
    while low < high and view.text[high - 1] in "。;,、":
        high -= 1
    if not low < high <= LONGEST:
        return None
    if any(pair.open == 0 and pair.close == high - 1 and pair.closed for pair in view.pairs):
        low, high = 1, high - 1
    if low >= high:
        return None
    body = read_body(view, low, high, level=view.depth[low])
    if body is None or not (body.labelled or body.strong) or not body.says_something():
        return None
    kind: Kind = "labelled" if body.labelled else "verbal"
    return Clause(
        start=view.places[0],
        end=view.places[-1] + 1,
        kind=kind,
        assignments=tuple(sorted(body.assignments, key=lambda given: given.start)),
        deadlines=tuple(body.deadlines),
        people=tuple(body.people),
        directives=tuple(body.directives),
        default=body.default,
        default_assignment=body.default_assignment,
        rest=tuple(body.rest),
        scope="item",
        cover=None,
    )
