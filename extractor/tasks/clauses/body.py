"""The inside of a clause: labels, unit lists, verbs, deadlines, directives, defaults.

Works on a range of a `View` and gives ranges of the source. It is one scan from left to right:
at each verb all units since the last verb get its role; units left without a verb get the role
of the label before them, else ``responsible``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

import regex

from extractor.tasks.clauses import lexicon
from extractor.tasks.clauses.defaults import find_default
from extractor.tasks.clauses.labels import Label, find_labels
from extractor.tasks.clauses.names import (
    is_locality_list,
    is_loose_list,
    is_unit_like,
    reads_as_units,
)
from extractor.tasks.clauses.pending import Pending
from extractor.tasks.clauses.shares import Share, find_share
from extractor.tasks.clauses.values import Assignment, Persons, Range, Role
from extractor.tasks.clauses.view import CLOSING, View

SEPARATORS = "、,;。/"
_SEPARATOR = re.compile(f"[{SEPARATORS}]")
_TRIM = SEPARATORS + ":."
MOST_REST = 60
"""A bracket with more text than this that is neither unit nor verb explains; it assigns nothing."""


@dataclass(slots=True)
class Body:
    """What was read; ranges of the source."""

    assignments: list[Assignment] = field(default_factory=list)
    deadlines: list[Range] = field(default_factory=list)
    people: list[Persons] = field(default_factory=list)
    directives: list[Range] = field(default_factory=list)
    default: Range | None = None
    default_assignment: Assignment | None = None
    rest: list[Range] = field(default_factory=list)
    labelled: bool = False
    strong: bool = False
    loose: bool = False
    """A unit list was taken that reads as none."""

    def says_something(self) -> bool:
        """Whether anything was assigned."""
        return bool(self.assignments or self.people or self.deadlines or self.default)


def read_body(view: View, start: int, end: int, *, level: int) -> Body | None:
    """Return what ``view`` assigns in a range whose own text stands at bracket ``level``."""
    body = Body()
    labels = find_labels(view, start, end, level=level)
    labels = labels if any(label.alone for label in labels) else []
    scan = _Scan(view, body, level)
    first = labels[0].start if labels else end
    if not scan.verbal(start, first, None, strict=True):
        return None
    for index, label in enumerate(labels):
        stop = labels[index + 1].start if index + 1 < len(labels) else end
        if not scan.labelled(label, stop):
            return None
    body.labelled = bool(labels)
    if not body.says_something() and not body.directives:
        return None
    if sum(len(view.slice(place)) for place in body.rest) > MOST_REST:
        return None
    return body


@dataclass(slots=True)
class _Scan:
    view: View
    body: Body
    level: int

    def labelled(self, label: Label, stop: int) -> bool:
        """Read the value of one label; False when it is none."""
        low, high = self._trim(label.end, stop)
        if low >= high:
            return True
        place = self.view.original(low, high)
        word = self.view.original(*self._trim(label.start, label.end, "【】[]:∶"))
        if label.kind == "other":
            self._rest(*self._trim(label.start, stop))
            return True
        if label.kind == "people":
            self.body.people.append(Persons(place.start, place.end, word))
            return high - low <= 200
        if label.kind == "deadline":
            behind = self._units_behind(low, high)
            self.body.deadlines.append(self.view.original(*self._trim(low, behind)))
            if behind < high and not self.verbal(behind, high, None, strict=True):
                return False
            return behind - low <= 120
        return self.verbal(low, high, (label.role or "responsible", word), strict=False)

    def _units_behind(self, low: int, high: int) -> int:
        """Return where units with a verb begin behind a date: 6月底前,县财政局牵头; or ``high``."""
        text, depth = self.view.text, self.view.depth
        marks = [p for p in range(low, high) if text[p] in ",;。" and depth[p] == self.level]
        for place, stop in pairwise([*marks, high]):
            match = lexicon.find_verb(text, place, stop)
            if match is not None and reads_as_units(text[place + 1 : match.start()]):
                return place + 1
        return high

    def verbal(
        self, start: int, end: int, label: tuple[Role, Range] | None, *, strict: bool
    ) -> bool:
        """Read unit lists and verbs; False when what should be units are none."""
        pending = Pending()
        default = find_default(self.view, start, end)
        if default is not None:
            self.body.default = self.view.original(default.start, default.end)
            self.body.default_assignment = default.assignment
            end, after = default.start, end
            self._rest(*self._trim(default.end, after))
        for low, high in self._pieces(start, end):
            if label is not None and not strict and self._opens_sentence(start, low):
                if not self._flush(pending, label, strict=False):
                    return False
                label, strict = None, True
            if not self._piece(low, high, pending, label, strict=strict):
                return False
        return self._flush(pending, label, strict=strict)

    def _opens_sentence(self, start: int, low: int) -> bool:
        """Whether a piece of a label's value begins a sentence: 责任单位:甲局。具体任务均涉及…"""
        return low > start and self.view.text[low - 1] == "。"

    def _piece(
        self,
        low: int,
        high: int,
        pending: Pending,
        label: tuple[Role, Range] | None,
        *,
        strict: bool,
    ) -> bool:
        high = self._without_note(low, high)
        text = self.view.text[low:high]
        if self._is_directive(low, high):
            if not self._flush(pending, label, strict=strict):
                return False
            self._directive(low, high)
            return True
        if not pending.waiting and lexicon.deadline_pattern().match(text):
            self.body.deadlines.append(self.view.original(low, high))
            return True
        if pending.waiting and lexicon.deadline_pattern().match(text) and not is_unit_like(text):
            if not self._flush(pending, label, strict=strict):
                return False
            self.body.deadlines.append(self.view.original(low, high))
            return True
        low = self._lead_in(low, high, pending)
        mark = lexicon.mark_pattern().search(self.view.text, max(low, high - 16), high)
        if mark is not None and mark.start() > low:
            return self._marked(low, mark, pending, label, strict=strict)
        match = lexicon.find_verb(self.view.text, low, high)
        begin = pending.begin(low)
        shared = self.level > 0 or label is not None
        if shared and not (match and reads_as_units(self.view.text[begin : match.start()])):
            share = find_share(self.view, begin, high, self.level)
            if share is not None:
                return self._share(share, pending, label, strict=strict)
        if match is None:
            pending.take(low, high)
            return True
        if match.start() > low:
            pending.take(low, match.start())
        return self._verb(match, pending, label, strict=strict)

    def _verb(
        self,
        match: regex.Match[str],
        pending: Pending,
        label: tuple[Role, Range] | None,
        *,
        strict: bool,
    ) -> bool:
        role = lexicon.verb_role(match)
        if role == "responsible" and label is not None:
            role = label[0]
        if label is not None and role != label[0] and not self._label_first(pending, label):
            return False
        self.body.strong = self.body.strong or lexicon.is_strong(match)
        verb = self.view.original(match.starts("verb")[0], match.end())
        qualifier = None
        if match["qualifier"]:
            low, high = match.span("qualifier")
            qualifier = self.view.original(low, high)
        return self._assign(pending, role, verb, qualifier, strict=strict)

    def _share(
        self,
        share: Share,
        pending: Pending,
        label: tuple[Role, Range] | None,
        *,
        strict: bool,
    ) -> bool:
        """Take a party with its share of the work; one alone makes no clause, two do."""
        role = label[0] if label is not None and share.role == "responsible" else share.role
        self.body.strong = self.body.strong or bool(self.body.assignments)
        pending.clear()
        pending.take(*share.units)
        verb = self.view.original(*share.verb)
        work = self.view.original(share.verb[0], share.end)
        return self._assign(pending, role, verb, work, strict=strict)

    def _label_first(self, pending: Pending, label: tuple[Role, Range]) -> bool:
        """责任单位:A、B,C配合: what stands before the last comma has the label's role."""
        if pending.main is None or pending.others is not None:
            return True
        low, high = pending.main
        for position in range(high - 1, low, -1):
            if self.view.text[position] in ",;。" and self.view.depth[position] == self.level:
                first = Pending(main=(low, position))
                pending.main = (position + 1, high)
                return self._assign(first, label[0], label[1], None, strict=False)
        return True

    def _assign(
        self,
        pending: Pending,
        role: Role,
        word: Range | None,
        qualifier: Range | None,
        *,
        strict: bool,
    ) -> bool:
        for place, opener in ((pending.main, None), (pending.others, pending.opener)):
            if place is None:
                continue
            low, high = self._units(*place, strict=strict)
            if low >= high:
                continue
            text = self.view.text[low:high]
            if not self._accept(text, strict=strict):
                return False
            held = role
            if opener is not None:
                held = "supporting"
            elif role == "responsible" and strict and is_locality_list(text):
                held = "territorial"
            units = self.view.original(low, high)
            shared = self.view.original(*opener) if opener else qualifier
            self.body.assignments.append(Assignment(held, units.start, units.end, word, shared))
        pending.clear()
        return True

    def _units(self, low: int, high: int, *, strict: bool) -> tuple[int, int]:
        """Return where the units of a subject stand; parts before a comma may be no units."""
        low, high = self._trim(low, high)
        if not strict or low >= high or reads_as_units(self.view.text[low:high]):
            return low, high
        for position in range(high - 1, low, -1):
            mark = self.view.text[position]
            if mark in ",;。" and self.view.depth[position] == self.level:
                start = self._trim(position, high)[0]
                if reads_as_units(self.view.text[start:high]):
                    self._rest(low, position)
                    return start, high
                return low, high
        return low, high

    def _accept(self, text: str, *, strict: bool) -> bool:
        if reads_as_units(text):
            return True
        self.body.loose = True
        return not strict and is_loose_list(text)

    def _marked(
        self,
        low: int,
        mark: regex.Match[str],
        pending: Pending,
        label: tuple[Role, Range] | None,
        *,
        strict: bool,
    ) -> bool:
        """A unit with its role in brackets: only this one unit has it."""
        if not self._flush(pending, label, strict=strict):
            return False
        pending.take(low, mark.start())
        phrase = lexicon.verb_pattern().fullmatch(
            mark["verb"].removesuffix("单位").removesuffix("部门")
        )
        if phrase is None:
            return False
        self.body.strong = True
        word = self.view.original(*mark.span("verb"))
        return self._assign(pending, lexicon.verb_role(phrase), word, None, strict=strict)

    def _flush(self, pending: Pending, label: tuple[Role, Range] | None, *, strict: bool) -> bool:
        """Give units that have no verb the role of their label, else ``responsible``."""
        if not pending.waiting:
            return True
        if label is not None:
            return self._assign(pending, label[0], label[1], None, strict=strict)
        places = [place for place in (pending.main, pending.others) if place is not None]
        low, high = self._trim(min(p[0] for p in places), max(p[1] for p in places))
        if low < high and not reads_as_units(self.view.text[low:high]):
            self._rest(low, high)
            pending.clear()
            return True
        return self._assign(pending, "responsible", None, None, strict=strict)

    def _lead_in(self, low: int, high: int, pending: Pending) -> int:
        """Return where the piece begins after 由, 会同; note that 会同 opens a further party."""
        text = self.view.text
        leading = lexicon.words("connective", "leading")
        opening = lexicon.words("connective", "opening")
        commerce = lexicon.words("connective", "commerce")
        while True:
            rest = text[low:high]
            if rest.startswith(leading):
                low += max(len(word) for word in leading if rest.startswith(word))
                continue
            if rest.startswith(opening) and not rest.startswith(commerce):
                size = max(len(word) for word in opening if rest.startswith(word))
                if len(rest) > size:
                    pending.opener = (low, low + size)
                    low += size
                    continue
            return low

    def _is_directive(self, low: int, high: int) -> bool:
        """Whether a piece changes how lists read, or excepts some: 除标注“分别牵头”外."""
        text = self.view.text
        if text[low] == "除" and lexicon.exception_pattern().fullmatch(text, low, high):
            return True
        return lexicon.directive_pattern().search(text, low, high) is not None

    def _without_note(self, low: int, high: int) -> int:
        """Take a directive in brackets off a piece's end: 市工商联(列第一位的为牵头单位,下同)."""
        text = self.view.text
        if high - low < 4 or text[high - 1] not in CLOSING:
            return high
        start = high - 1
        while start > low and self.view.depth[start - 1] > self.level:
            start -= 1
        if start - 1 <= low or not self._is_directive(start, high - 1):
            return high
        self.body.directives.append(self.view.original(start, high - 1))
        return start - 1

    def _directive(self, low: int, high: int) -> None:
        place = self.view.original(low, high)
        found = self.body.directives
        text = self.view.text
        joined = found and text[low - 1] in ",、" and self.view.places[low - 1] == found[-1].end
        if joined:
            found[-1] = Range(found[-1].start, place.end)
        else:
            found.append(place)

    def _pieces(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the pieces between separators, also cut after a verb that a party follows."""
        pieces = []
        low = start
        for mark in _SEPARATOR.finditer(self.view.text, start, end):
            position = mark.start()
            if self.view.depth[position] == self.level:
                pieces.append((low, position))
                low = position + 1
        pieces.append((low, end))
        return [cut for piece in pieces for cut in self._cut(*piece) if cut[0] < cut[1]]

    def _cut(self, low: int, high: int) -> list[tuple[int, int]]:
        cuts = []
        for match in lexicon.cut_pattern().finditer(self.view.text, low, high - 1):
            party = match["party"] is not None or self.view.gap_before(match.end())
            if party and self.view.depth[match.start()] == self.level and match.start() > low:
                cuts.append((low, match.end()))
                low = match.end()
        together = self.view.text.find("会同", low + 1, high)
        if together > low and is_unit_like(self.view.text[low:together].removeprefix("由")):
            cuts.append((low, together))
            low = together
        cuts.append((low, high))
        return cuts

    def _trim(self, low: int, high: int, marks: str = _TRIM) -> tuple[int, int]:
        text = self.view.text
        while low < high and text[low] in marks:
            low += 1
        while low < high and text[high - 1] in marks:
            high -= 1
        return low, high

    def _rest(self, low: int, high: int) -> None:
        low, high = self._trim(low, high)
        if low < high:
            self.body.rest.append(self.view.original(low, high))
