"""Tables that stand on their side: one card for each task, a label before each value (T7).

Lists of problems to mend (问题整改清单) are often drawn so: 反馈问题 ｜ … above 责任单位 ｜ ….
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace as with_changes

from msgspec.structs import replace

from extractor.structure.grid import Grid, Slot, own_slots
from extractor.structure.headers import find_head, role_of
from extractor.text.passage import EMPTY

Pair = tuple[Slot, Slot]
_FEWEST = 3
"""So many labels make a card."""


def upright(grid: Grid) -> Grid | None:
    """Return a table of cards as one with a header and a row for each card, or None.

    A card's rows hold pairs of cells, a header word and its value; where the first word comes
    again, the next card begins. Cards that name other labels than the first are no such table.
    """
    pairs = _pairs(grid)
    if pairs is None or len(pairs) < _FEWEST:
        return None
    first = _word(pairs[0][0])
    starts = [at for at, (label, _) in enumerate(pairs) if _word(label) == first]
    cards = [pairs[low:high] for low, high in zip(starts, [*starts[1:], len(pairs)], strict=True)]
    labels = [_word(label) for label, _ in cards[0]]
    if len(set(labels)) < len(labels) or any(
        [_word(label) for label, _ in card] != labels for card in cards
    ):
        return None
    rows = [_row([label for label, _ in cards[0]], 0)]
    rows += [_row([value for _, value in card], at) for at, card in enumerate(cards, 1)]
    turned = with_changes(grid, rows=tuple(rows))
    return turned if find_head(turned) is not None else None


def printed_again(grid: Grid) -> list[Slot]:
    """Return the labels that the cards after the first print once more."""
    pairs = _pairs(grid) or []
    seen: set[str] = set()
    again = []
    for label, _ in pairs:
        if _word(label) in seen:
            again.append(label)
        seen.add(_word(label))
    return again


def _pairs(grid: Grid) -> list[Pair] | None:
    """Return the labels with their values in reading order; None where a row is none of pairs."""
    found: list[Pair] = []
    for index, row in enumerate(grid.rows):
        cells = own_slots(row, index)
        if len(cells) % 2 or not cells:
            return None
        for label, value in zip(cells[::2], cells[1::2], strict=True):
            if label.rows > 1 or role_of(label.content.text) is None:
                return None
            found.append((label, value))
    return found


def _word(label: Slot) -> str:
    return "".join(label.content.text.split())


def _row(slots: Sequence[Slot], index: int) -> tuple[Slot, ...]:
    return tuple(
        replace(slot, row=index, column=column, rows=1, columns=1, content=slot.content or EMPTY)
        for column, slot in enumerate(slots)
    )
