"""All responsibility clauses of one paragraph, and the text each speaks of (DOMAIN: 责任分工)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import lru_cache

from extractor.tasks.clauses import lexicon
from extractor.tasks.clauses.body import Body, read_body
from extractor.tasks.clauses.labels import Label, find_labels
from extractor.tasks.clauses.lexicon import words
from extractor.tasks.clauses.names import are_offices, reads_as_units
from extractor.tasks.clauses.orders import find_headed, find_orders
from extractor.tasks.clauses.placing import Found, place, place_duty
from extractor.tasks.clauses.prose import find_duties, find_prose
from extractor.tasks.clauses.reach import read_reach
from extractor.tasks.clauses.values import Assignment, Clause, Kind, Persons, Role
from extractor.tasks.clauses.view import OPENING, Pair, View, look
from extractor.text.characters import compact
from extractor.text.labels import read_label

LONGEST = 2000
"""No clause is longer."""
_HEIGHT = 3
"""A clause holds brackets at most this deep; what nests deeper is no clause."""
_SHORTEST = 4
_OPEN = 2
"""Only so many brackets left open, the last ones, are taken for cut clauses."""
_UNCLOSED = 300
"""A bracket left open is read no further than this."""


@lru_cache(maxsize=1024)
def find_clauses(text: str) -> tuple[Clause, ...]:
    """Return the responsibility clauses of a paragraph in their order; they never overlap.

    ``text`` may hold soft wraps (U+000A) and stray spaces. A bracketed clause spans its
    brackets; a labelled or prose one spans its full stop too. All ranges are code points of
    ``text``.

    >>> [c.kind for c in find_clauses("加快建设。（市财政局牵头，各区政府配合）")]
    ['verbal']
    >>> find_clauses("各责任单位要认真负责。")
    ()
    """
    if lexicon.cue_pattern().search(compact(text)) is None:
        return ()
    view = look(text)
    found = _bracketed(view)
    found += _labelled(view, found)
    orders = () if found else find_orders(view)
    if any(order.led for order in orders):
        return tuple(order.clause for order in orders)
    found += _prose(view, found)
    found.sort(key=lambda clause: clause.start)
    if not found:
        if orders:
            return tuple(order.clause for order in orders)
        duties = find_duties(view)
        return tuple(place_duty(view, duty) for duty in duties) if len(duties) > 1 else ()
    return place(view, found)


def find_duty(text: str) -> Clause | None:
    """Return the duty a paragraph states unit first (市财政局负责…), for lists of such."""
    view = look(text)
    duties = find_duties(view)
    return place_duty(view, duties[0]) if duties else find_headed(view)


def find_heading_unit(text: str) -> Clause | None:
    """Return the unit whose tasks a heading gathers: 一、县发改局牵头任务 (P7), or None."""
    if len(text) > _LONGEST_HEADING:
        return None
    view = look(text)
    label = read_label(view.text)
    low = label.end if label else 0
    match = lexicon.heading_pattern().search(view.text, low)
    if match is None or not reads_as_units(view.text[low : match.start()]):
        return None
    role: Role = "lead" if match["verb"] == "牵头" else "responsible"
    units = view.original(low, match.start())
    word = view.original(*match.span("verb"))
    given = Assignment(role, units.start, units.end, word)
    return Clause(units.start, view.original(low, match.end()).end, "prose", (given,))


def find_leader_heading(text: str) -> Clause | None:
    """Return the leader whose tasks a heading gathers: 一、张三副县长牵头负责的工作 (P7)."""
    if len(text) > _LONGEST_HEADING:
        return None
    view = look(text)
    label = read_label(view.text)
    match = lexicon.leader_pattern().fullmatch(view.text, label.end if label else 0)
    if match is None:
        return None
    person, verb = view.original(*match.span("person")), view.original(*match.span("verb"))
    people = (Persons(person.start, person.end, verb),)
    return Clause(person.start, verb.end, "prose", (), people=people)


def find_unit_heading(text: str, *, many: bool = False) -> Clause | None:
    """Return the unit that a heading names and nothing more: （一）县应急管理局 (P7), or None.

    ``many`` takes a collective too: 四、各乡镇人民政府, beside headings of single units.
    """
    if len(text) > _LONGEST_HEADING:
        return None
    view = look(text)
    label = read_label(view.text)
    if label is None:
        return None
    ending = lexicon.duty_ending_pattern().search(view.text)
    end = ending.start() if ending is not None else len(view.text)
    name = view.text[label.end : end]
    if not (are_offices(name) or (many and name.startswith("各") and reads_as_units(name))):
        return None
    units = view.original(label.end, end)
    given = Assignment("responsible", units.start, units.end)
    return Clause(units.start, units.end, "prose", (given,))


_LONGEST_HEADING = 60


def find_bare(text: str) -> Clause | None:
    """Return the units in brackets that end a paragraph, said without verb or label.

    ``加快建设。(市发展改革委、市财政局)``: one paragraph alone does not tell it from an
    explanation, so a caller asks this of texts that do so throughout.
    """
    view = look(text)
    last = len(view.text.rstrip("。;"))
    pair = next((pair for pair in view.pairs if pair.close == last - 1 and pair.closed), None)
    if pair is None or pair.height > _HEIGHT or last - pair.open > LONGEST:
        return None
    inside = view.text[pair.open + 1 : pair.close]
    if pair.open > 0 and view.text[pair.open - 1].isalnum() and "、" not in inside:
        return None  # the second nameplate of a body: 市场监管局(知识产权局)
    body = read_body(view, pair.open + 1, pair.close, level=view.depth[pair.open] + 1)
    if body is None or body.rest or body.loose or not body.assignments or body.labelled:
        return None
    return place(view, [Found(pair.open, pair.close + 1, "verbal", body)])[0]


def _bracketed(view: View) -> list[Found]:
    found: list[Found] = []
    past = 0
    unclosed = [pair for pair in view.pairs if not pair.closed][-_OPEN:]
    for pair in view.pairs:
        if pair.open < past or pair.height > _HEIGHT or not (pair.closed or pair in unclosed):
            continue
        end = pair.close if pair.closed else _bound(view, pair)
        if not _SHORTEST < end - pair.open <= LONGEST:
            continue
        cue = lexicon.cue_pattern().search(view.text, pair.open, end + lexicon.WINDOW)
        if cue is None or cue.start() >= end:
            continue
        level = view.depth[pair.open] + (1 if pair.closed else 0)
        clause = _inside(view, pair, end, level)
        if clause is not None:
            found.append(clause)
            past = clause.end
    return found


def _bound(view: View, pair: Pair) -> int:
    """Return where a bracket that nobody closed ends: at its sentence's end, or the paragraph's."""
    limit = min(len(view.text), pair.open + _UNCLOSED)
    stop = view.text.find("。", pair.open, limit)
    return limit if stop < 0 else stop


def _inside(view: View, pair: Pair, end: int, level: int) -> Found | None:
    start = pair.open + 1
    reach = read_reach(view, start, end)
    body = read_body(view, reach.start if reach else start, end, level=level)
    if body is None or not body.says_something():
        return None
    said = body.labelled or body.default or body.strong
    said = said or bool(body.directives and body.assignments and not (body.rest or body.loose))
    if not (said or _is_due(view, body) or (pair.closed and _is_plain(body))):
        return None
    kind: Kind = "labelled" if body.labelled else "verbal"
    return Found(pair.open, end + 1 if pair.closed else end, kind, body, reach)


def _is_plain(body: Body) -> bool:
    """Whether a bracket holds units and a weak verb and nothing else: (工业和信息化部指导)."""
    given = body.assignments and all(entry.word for entry in body.assignments)
    return bool(given) and not body.rest and not body.loose


def _is_due(view: View, body: Body) -> bool:
    """Whether units stand beside a deadline alone: (市教育局,6月底前完成)."""
    if not body.assignments or body.rest or body.loose:
        return False
    return any(
        word in view.slice(place) for place in body.deadlines for word in words("deadline", "due")
    )


def _labelled(view: View, taken: list[Found]) -> list[Found]:
    """Find labels outside brackets: lines of their own, and glued ones (…资助。责任单位：A。)."""
    found: list[Found] = []
    starts = [clause.start for clause in taken]
    labels = [
        label
        for label in find_labels(view, 0, len(view.text), level=0)
        if not _within(taken, starts, label.start)
    ]
    index = 0
    while index < len(labels):
        first = labels[index]
        if not (first.alone and _opens(view, first)):
            index += 1
            continue
        after = bisect_left(starts, first.start)
        limit = starts[after] if after < len(starts) else len(view.text)
        index, end = _run(view, labels, index, limit)
        body = None
        if end - first.start <= LONGEST:
            body = read_body(view, first.start, end, level=0)
        if body is not None and body.says_something() and not _is_site_foot(view, first.start, end):
            stop = end + 1 if end < len(view.text) and view.text[end] == "。" else end
            found.append(Found(first.start, stop, "labelled", body))
    return found


def _is_site_foot(view: View, start: int, end: int) -> bool:
    """Whether a clause names who runs a web site: 主办单位：… 地址：… 邮编：…"""
    text = view.text[start:end].lower()
    return any(word in text for word in words("label", "site"))


def _opens(view: View, label: Label) -> bool:
    """Whether a label stands where one can: at the start, behind a mark or white space."""
    if view.gap_before(label.start) or view.text[label.start] in OPENING:
        return True
    before = view.text[label.start - 1]
    return not (before.isalnum() and not before.isdigit()) and before not in '“《"/、'


def _run(view: View, labels: list[Label], index: int, limit: int) -> tuple[int, int]:
    """Return the index behind the labels that belong together, and where the last value ends."""
    while True:
        following = labels[index + 1].start if index + 1 < len(labels) else limit
        following = min(following, limit)
        stop = _stop(view, labels[index].end, following)
        index += 1
        if following == limit or following > stop + 1:
            return index, stop


def _stop(view: View, start: int, end: int) -> int:
    position = start
    while True:
        position = view.text.find("。", position, end)
        if position < 0:
            return end
        if view.depth[position] == 0:
            return position
        position += 1


def _prose(view: View, taken: list[Found]) -> list[Found]:
    found: list[Found] = []
    position = 0
    spans = sorted((clause.start, clause.end) for clause in taken)
    for start, end in [*spans, (len(view.text), len(view.text))]:
        found.extend(find_prose(view, position, start))
        position = max(position, end)
    return found


def _within(taken: list[Found], starts: list[int], position: int) -> bool:
    index = bisect_right(starts, position) - 1
    return index >= 0 and position < taken[index].end
