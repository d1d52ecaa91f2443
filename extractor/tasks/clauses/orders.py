"""Sentences that give an order, the body first and then what it is to do (P5).

由县教育局牵头，会同县人社局拟定方案，8月20日前报县政府审定: minutes (纪要) and orders assign so.
Policy has the same shape (由民政部门负责审核), so the sentence must open its paragraph or follow
words that introduce a decision (会议明确, 一是), and name bodies rather than classes of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

import regex

from extractor.tasks.clauses import lexicon
from extractor.tasks.clauses.body import Body, read_body
from extractor.tasks.clauses.lexicon import words
from extractor.tasks.clauses.names import are_offices, is_generic, reads_as_units
from extractor.tasks.clauses.shares import role_of, verb_before_duty
from extractor.tasks.clauses.values import Assignment, Clause, Range, Role
from extractor.tasks.clauses.view import View
from extractor.text.labels import read_label

LONGEST = 600
"""A sentence that is longer orders nothing."""
_LONGEST_SUBJECT = 80
_LONGEST_NAME = 30
_STOP = regex.compile("[。!?;]")
_SIGNS = ("由", "会议", "牵头,")
"""Without one of these there is no order."""


@dataclass(frozen=True, slots=True)
class Order:
    """An order's clause; ``led`` tells that words introduced it as a decision."""

    clause: Clause
    led: bool


@dataclass(slots=True)
class _Order:
    """What one body is to do, while its sentence is read; positions of the view."""

    start: int
    end: int
    given: list[Assignment]
    deadlines: list[Range] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Party:
    given: Assignment
    end: int
    """Where the units and their verb end."""


def find_orders(view: View) -> tuple[Order, ...]:
    """Return the orders of a paragraph; each clause covers its own words and is part of them."""
    if not any(sign in view.text for sign in _SIGNS):
        return ()
    found: list[Order] = []
    for low, high in _sentences(view):
        match = _lead().match(view.text, low, high)
        begin = match.end() if match is not None else low
        led = view.text.startswith("会议", low) or (match is not None and bool(match["led"]))
        opens = led or low == _first(view) or _heads(view, begin, high)
        if high - low <= LONGEST and opens:
            orders = _orders(view, begin, high, led=led)
            found += [Order(_clause(view, order), led) for order in orders]
    return tuple(found)


def find_headed(view: View) -> Clause | None:
    """Return the units that head a paragraph with their duties (P6): （一）区应急局。负责综合协调。

    What they do begins behind the mark; 区住建局配合 at its end names a further party.
    """
    begin = max(_first(view), 0)
    mark = _MARK.search(view.text, begin, min(len(view.text), begin + _LONGEST_SUBJECT))
    if mark is None or len(view.text) - mark.end() < _SHORTEST_DUTY:
        return None
    if not are_offices(view.text[begin : mark.start()]) or not _DUTY.match(view.text, mark.end()):
        return None
    units = view.original(begin, mark.start())
    leads = view.text.startswith("牵头", mark.end())
    given = [Assignment("lead" if leads else "responsible", units.start, units.end)]
    for low, high in _sentences(view):
        for start, stop in _segments(view, low, high):
            party = _party(view, start, stop, by=False) if start >= mark.end() else None
            if party is not None and party.given.role == "supporting" and party.end == stop:
                given.append(party.given)
    cover = view.original(mark.end(), len(view.text))
    place = view.original(begin, mark.end())
    return Clause(place.start, place.end, "prose", tuple(given), scope="item", cover=cover)


_MARK = regex.compile("[:。]")
_SHORTEST_DUTY = 4
_DUTY = regex.compile(r"(?!联系|电话|地址|邮编|传真)\p{Han}{3}")


def _heads(view: View, low: int, end: int) -> bool:
    """Whether a sentence opens with offices that lead, and goes on: 市司法局牵头,制定办法."""
    mark = view.text.find("牵头,", low, min(end, low + _LONGEST_SUBJECT))
    if mark < 0 or view.depth[mark] != 0:
        return False
    return are_offices(_without_manner(view.text[low:mark]))


def _without_manner(subject: str) -> str:
    """Return a subject without the word that says how its bodies act: 分别, 共同."""
    for word in words("order", "manners"):
        subject = subject.removesuffix(word)
    return subject


def _first(view: View) -> int:
    """Return where the paragraph's text begins behind its number; articles (条) state policy."""
    label = read_label(view.text)
    if label is None:
        return 0
    return label.end if label.form != "article" else -1


def _sentences(view: View) -> Iterator[tuple[int, int]]:
    low = max(_first(view), 0)
    for stop in _STOP.finditer(view.text, low):
        if view.depth[stop.start()] == 0:
            yield low, stop.start()
            low = stop.end()
    if low < len(view.text):
        yield low, len(view.text)


@cache
def _lead() -> regex.Pattern[str]:
    """Match the words that introduce a decision: ``会议明确,``, ``会议要求,一是``, ``二是``."""
    link = "|".join(map(regex.escape, words("order", "links")))
    return regex.compile(
        rf"""
        (?P<led> 会议 [^,。;:《]{{0,12}}? (?: [,:] | (?=由) ) )?+
        (?: (?:{link}) ,? )?+
        (?P<led> (?: 第?[一二三四五六七八九十]{{1,2}}(?:是|,) | [①-⑳] ) [,:]? 要? )?+
        """,
        regex.VERBOSE,
    )


def _orders(view: View, begin: int, end: int, *, led: bool) -> list[_Order]:
    """Return the orders of one sentence; what comes before the first is its occasion."""
    found: list[_Order] = []
    for low, high in _segments(view, begin, end):
        by = view.text[low] == "由"
        party = None
        heads = low == begin and _heads(view, low, end)
        if by or found or heads or (led and low == begin):
            party = _party(view, low + by, high, by=by and (led or low == begin))
        if party is not None and (by or party.given.role != "supporting"):
            leads = by and (low == begin or party.given.role == "lead")
            if not (found or led or heads or leads):
                return []
            found.append(_Order(low, high, [party.given]))
            continue
        if not found:
            continue
        order = found[-1]
        order.end = high
        joined = party.given if party is not None else _joined(view, low, high)
        if joined is not None:
            order.given.append(joined)
        elif (due := _due(view, low, high)) is not None:
            order.deadlines.append(due)
    return found


def _segments(view: View, low: int, end: int) -> Iterator[tuple[int, int]]:
    start = low
    for position in range(low, end):
        if view.text[position] == "," and view.depth[position] == 0:
            if position > start:
                yield start, position
            start = position + 1
    if start < end:
        yield start, end


def _party(view: View, low: int, high: int, *, by: bool) -> _Party | None:
    """Return the bodies that a segment begins with and what their verb makes them."""
    text = view.text
    for match in verb_before_duty().finditer(text, low, min(high, low + _LONGEST_SUBJECT)):
        subject = _without_manner(text[low : match.start()])
        if view.depth[match.start()] == 0 and _are_bodies(subject):
            role: Role = role_of(match["verb"])
            units = view.original(low, low + len(subject))
            word = view.original(*match.span("verb"))
            return _Party(Assignment(role, units.start, units.end, word), match.end())
    if not by:
        return None
    openers = words("unit", "openers")
    for end in range(low + 3, min(high, low + _LONGEST_NAME)):
        if text.startswith(openers, end) and _are_bodies(text[low:end]):
            units = view.original(low, end)
            return _Party(Assignment("responsible", units.start, units.end), end)
    return None


def _are_bodies(subject: str) -> bool:
    return len(subject) > 1 and reads_as_units(subject) and not is_generic(subject)


def _joined(view: View, low: int, high: int) -> Assignment | None:
    """Return the further party of 会同B、C拟定方案."""
    text = view.text
    opening = words("connective", "opening")
    if not text.startswith(opening, low, high) or text.startswith(
        words("connective", "commerce"), low
    ):
        return None
    size = max(len(word) for word in opening if text.startswith(word, low))
    start = low + size
    mark = text.rfind("、", start, min(high, start + _LONGEST_SUBJECT))
    for end in range(max(start, mark) + 2, min(high, start + _LONGEST_SUBJECT) + 1):
        goes_on = text.startswith(words("order", "heads"), end, high)
        if not goes_on and _are_bodies(text[start:end]):
            units = view.original(start, end)
            word = view.original(low, start)
            return Assignment("supporting", units.start, units.end, word, word)
    return None


def _due(view: View, low: int, high: int) -> Range | None:
    """Return a segment that begins with a time: 务必于10月1日前投入使用."""
    begin = low
    for word in words("order", "urgings"):
        if view.text.startswith(word, begin, high):
            begin += len(word)
    if lexicon.deadline_pattern().match(view.text, begin, high) is None:
        return None
    return view.original(begin, high)


def _is_whole(body: Body) -> bool:
    """Whether units, verbs and times are all that was read."""
    if body.rest or body.labelled or body.loose or not body.assignments:
        return False
    return all(given.word is not None for given in body.assignments)


def _clause(view: View, order: _Order) -> Clause:
    cover = view.original(order.start, order.end)
    given, deadlines = order.given, order.deadlines
    body = read_body(view, order.start, order.end, level=0)
    if body is not None and _is_whole(body):
        given, deadlines = body.assignments, body.deadlines
    return Clause(
        cover.start,
        cover.end,
        "prose",
        tuple(given),
        deadlines=tuple(deadlines),
        scope="sentences",
        cover=cover,
        inline=True,
    )
