"""The metadata a page or dump states about its notice: 索引号, 发布机构, 主题分类 …"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from extractor.model.anchor import Anchor
from extractor.model.document import Property
from extractor.structure.prose import Item, Prose, ends_sentence
from extractor.text.characters import compact
from extractor.text.passage import Passage
from extractor.vocabulary import load

SEARCH_DEPTH = 25
MAX_LINE = 160
SHORTEST_TEXT = 30
"""Characters of a sentence that shows that the text has begun."""


@dataclass(frozen=True, slots=True)
class CatalogueDraft:
    """One entry; `passage` is None for values of the markup that no reader sees."""

    label: str
    value: str
    name: str | None
    anchor: Anchor
    passage: Passage | None = None


@cache
def _names() -> dict[str, str]:
    return {
        compact(label): entry["name"]
        for entry in load("masthead")["catalogue"]
        for label in entry["labels"]
    }


def name_of(label: str) -> str | None:
    """Return the metadata item a label stands for, or None."""
    return _names().get(compact(label).strip(":[]【】"))


def read_catalogue(
    items: Sequence[Item], properties: Sequence[Property]
) -> tuple[tuple[CatalogueDraft, ...], set[int]]:
    """Return the entries, and the positions of the lines above the text that only state them."""
    found = [
        CatalogueDraft(entry.name, entry.value, name_of(entry.name), entry.anchor)
        for entry in properties
    ]
    taken: set[int] = set()
    for position, item in enumerate(items[:SEARCH_DEPTH]):
        if isinstance(item, Prose) and len(item.text) > SHORTEST_TEXT and ends_sentence(item.text):
            break
        if isinstance(item, Prose) and len(item.text) <= MAX_LINE:
            entries = list(_entries(item))
            if entries:
                found += entries
                taken.add(position)
    return tuple(found), taken


_ENTRY = regex.compile(
    r"(?P<label>[\p{Han}](?:[\p{Han}]|[ \u3000](?=\p{Han})){1,7})[ \u3000]*[:：][ \u3000]*"
)


def _entries(line: Prose) -> Iterator[CatalogueDraft]:
    """Yield the entries of a line that consists of labels and values, beginning with a label."""
    whole = line.passage
    openings = [
        match for match in _ENTRY.finditer(whole.text) if name_of(match.group("label")) is not None
    ]
    if not openings or openings[0].start() != 0:
        return
    for order, opening in enumerate(openings):
        end = openings[order + 1].start() if order + 1 < len(openings) else len(whole.text)
        value = whole.slice(opening.end(), end).strip().repaired()
        label = whole.slice(opening.start(), opening.end())
        part = whole.slice(opening.start(), end)
        yield CatalogueDraft(
            compact(label.text).rstrip(":"),
            value.text,
            name_of(opening.group("label")),
            part.anchor(),
            part,
        )
