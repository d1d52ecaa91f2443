"""Automatic numbers as Word shows them: definitions of ``numbering.xml`` and their counting.

ECMA-376 Part 1, 17.9. A definition (``w:abstractNum``) counts once for all the lists
(``w:num``) that use it; a list may start a level anew (``w:startOverride``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import regex
from lxml import etree

from extractor.readers.docx.names import MC, VAL, W, integer, is_on, value
from extractor.readers.docx.number_formats import format_like, format_number
from extractor.readers.docx.symbols import spell_symbols

LEVELS = 9
_PLACE = regex.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a definition (``w:lvl``, 17.9.6); ``restart`` is None where not stated."""

    start: int = 0
    format: str = "decimal"
    example: str = ""
    """``w:format`` of a custom format: "001, 002, 003, ..."."""
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    legal: bool = False
    style: str = ""
    left: int | None = None
    first: int | None = None


@dataclass(frozen=True, slots=True)
class List:
    """A list (``w:num``) resolved: what it counts with, its levels and where they start anew."""

    definition: str
    levels: dict[int, Level]
    starts: dict[int, int]


class Definitions:
    """The lists of a document by ``w:numId``, read when a paragraph first asks for one."""

    def __init__(
        self,
        load: Callable[[], etree._Element | None],
        list_styles: Callable[[], dict[str, str]],
    ) -> None:
        """Remember where to find the lists.

        Args:
            load: Returns ``w:numbering``, or None where there is none.
            list_styles: Returns the list that each numbering style names.
        """
        self._load = load
        self._name_styles = list_styles
        self._loaded = False
        self._elements: dict[str, etree._Element] = {}
        self._definitions: dict[str, dict[int, Level]] = {}
        self._numbers: dict[str, etree._Element] = {}
        self._lists: dict[str, List | None] = {}
        self._list_styles: dict[str, str] = {}

    def get(self, number: str) -> List | None:
        """Return the list ``number``, or None where there is none (or 0: no numbering)."""
        if number == "0":
            return None
        if number not in self._lists:
            if not self._loaded:
                self._read()
            self._lists[number] = self._resolve(number)
        return self._lists[number]

    def _read(self) -> None:
        self._loaded = True
        root = self._load()
        for element in () if root is None else root:
            if element.tag == f"{W}abstractNum":
                self._elements[element.get(f"{W}abstractNumId", "")] = element
            elif element.tag == f"{W}num":
                self._numbers[element.get(f"{W}numId", "")] = element
        self._list_styles = self._name_styles()

    def _levels(self, name: str) -> dict[int, Level]:
        """Return the levels of the definition ``name``; none where it is unknown."""
        levels = self._definitions.get(name)
        if levels is None:
            levels = self._definitions[name] = {}
            element = self._elements.get(name)
            for child in () if element is None else element.iterchildren(f"{W}lvl"):
                index = integer(child.get(f"{W}ilvl"))
                if index is not None and 0 <= index < LEVELS:
                    levels[index] = _level(child)
        return levels

    def _resolve(self, number: str) -> List | None:
        element = self._numbers.get(number)
        if element is None:
            return None
        definition = self._follow(value(element, f"{W}abstractNumId") or "")
        levels = dict(self._levels(definition))
        starts = {}
        for override in element.iterchildren(f"{W}lvlOverride"):
            index = integer(override.get(f"{W}ilvl"))
            if index is None or not 0 <= index < LEVELS:
                continue
            own = override.find(f"{W}lvl")
            if own is not None:
                levels[index] = _level(own)
            start = integer(value(override, f"{W}startOverride"))
            if start is not None:
                starts[index] = start
                if index in levels:
                    levels[index] = replace(levels[index], start=start)
        return List(definition, levels, starts) if levels else None

    def _follow(self, definition: str) -> str:
        """Return the definition behind ``w:numStyleLink`` (17.9.21), which has no levels itself."""
        seen = {definition}
        while not self._levels(definition):
            link = value(self._elements.get(definition), f"{W}numStyleLink")
            if link is None:
                break
            number = self._list_styles.get(link, "")
            target = value(self._numbers.get(number), f"{W}abstractNumId") or ""
            if target in seen:
                break
            seen.add(target)
            definition = target
        return definition


class Counters:
    """How far each definition has counted in one story of the document."""

    def __init__(self, definitions: Definitions) -> None:
        self._definitions = definitions
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def next_label(self, number: str, level: int) -> tuple[str, Level] | None:
        """Count one paragraph and return its label with the level that formed it.

        Args:
            number: ``w:numId`` of the paragraph.
            level: ``w:ilvl``, from 0.

        Returns:
            The label without what ``w:suff`` adds; None where nothing is to be numbered.
        """
        chain = self._definitions.get(number)
        if chain is None or level not in chain.levels:
            return None
        counts = self._counts.setdefault(chain.definition, [None] * LEVELS)
        self._start_anew(number, chain, counts, level)
        for upper in range(level):
            # A level that was skipped counts as begun: 1.1 without a 1 before it.
            if counts[upper] is None and upper in chain.levels:
                counts[upper] = chain.levels[upper].start
        current = counts[level]
        counts[level] = chain.levels[level].start if current is None else current + 1
        for lower in range(level + 1, LEVELS):
            if _restarts(chain.levels.get(lower), lower, level):
                counts[lower] = None
        return _label(chain.levels, counts, level), chain.levels[level]

    def _start_anew(self, number: str, chain: List, counts: list[int | None], level: int) -> None:
        """Apply the list's start overrides to the levels it uses for the first time (17.9.27)."""
        for index in range(level + 1):
            if (number, index) not in self._begun:
                self._begun.add((number, index))
                if index in chain.starts:
                    counts[index] = None


def _restarts(lower: Level | None, index: int, level: int) -> bool:
    """Return whether level ``index`` starts anew after a paragraph of ``level`` (17.9.10)."""
    if lower is None or lower.restart is None or lower.restart > index:
        return True
    return level < lower.restart


def _label(levels: dict[int, Level], counts: list[int | None], level: int) -> str:
    own = levels[level]
    if own.format == "bullet":
        return spell_symbols(own.text)

    def number(match: regex.Match[str]) -> str:
        index = int(match[1]) - 1
        count, source = counts[index], levels.get(index)
        if count is None or source is None or index > level:
            return ""
        if own.legal:
            return str(count)
        if source.example:
            return format_like(count, source.example)
        return format_number(count, source.format)

    return _PLACE.sub(number, own.text)


def _level(element: etree._Element) -> Level:
    form = element.find(f"{W}numFmt")
    if form is None:  # Word 2010 wraps its own formats in mc:AlternateContent
        form = element.find(f"{MC}AlternateContent/{MC}Choice/{W}numFmt")
    legal = element.find(f"{W}isLgl")
    indent = element.find(f"{W}pPr/{W}ind")
    hanging = None if indent is None else integer(indent.get(f"{W}hanging"))
    first = None if indent is None else integer(indent.get(f"{W}firstLine"))
    left = None
    if indent is not None:
        left = integer(indent.get(f"{W}left") or indent.get(f"{W}start"))
    return Level(
        start=integer(value(element, f"{W}start"), 0) or 0,
        format="decimal" if form is None else form.get(VAL, "decimal"),
        example="" if form is None else form.get(f"{W}format", ""),
        text=value(element, f"{W}lvlText") or "",
        suffix=value(element, f"{W}suff") or "tab",
        restart=integer(value(element, f"{W}lvlRestart")),
        legal=is_on(legal),
        style=value(element, f"{W}pStyle") or "",
        left=left,
        first=first if hanging is None else -hanging,
    )
