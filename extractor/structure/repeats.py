"""Text printed twice, as crawlers leave it: the signature again, with what stands around it."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.model.document import Table
from extractor.structure.grid import cell_paragraphs
from extractor.structure.prose import Item, Prose
from extractor.text import passage
from extractor.text.characters import compact
from extractor.text.passage import Passage


def second_print(lines: Sequence[Prose], signature: Sequence[int]) -> range:
    """Return the positions at which the signature is printed again with its neighbours.

    ``signature`` are the positions of the signatories and the date; the second print takes in the
    lines before and after it that are those of the first.
    """
    if len(signature) < 2:
        return range(0)
    first, last = min(signature), max(signature)
    block = [lines[position].key for position in range(first, last + 1)]
    for start in range(last + 1, len(lines) - len(block) + 1):
        if [line.key for line in lines[start : start + len(block)]] != block:
            continue
        begin, end = start, start + len(block)
        while begin - 1 > last and first - (start - begin) - 1 >= 0:
            if lines[begin - 1].key != lines[first - (start - begin) - 1].key:
                break
            begin -= 1
        while end < len(lines) and last + 1 + end - start - len(block) < begin:
            if lines[end].key != lines[last + 1 + end - start - len(block)].key:
                break
            end += 1
        return range(begin, end)
    return range(0)


def repeated_tables(items: Sequence[Item], first: int, last: int) -> dict[int, list[Passage]]:
    """Return the tables between two positions that stood above already, with their text."""
    seen = {_content(item) for item in items[:first] if isinstance(item, Table)}
    return {
        at: [passage.of(one) for cell in item.cells for one in cell_paragraphs(cell)]
        for at, item in enumerate(items[first:last], first)
        if isinstance(item, Table) and _content(item) in seen
    }


def _content(table: Table) -> tuple[str, ...]:
    return tuple(compact("".join(p.text for p in cell_paragraphs(cell))) for cell in table.cells)
