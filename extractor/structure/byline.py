"""What stands between a title and the text: who signs it there, its date, its standing.

Reports and announcements are signed below the title (题下署名) and dated there in brackets
(题注); pages print the date again, or set values of their metadata without labels: 现行有效.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from extractor.structure.bodies import bodies_of, reads_like_unit
from extractor.structure.catalogue import CatalogueDraft
from extractor.structure.ending import Dated, Ending
from extractor.structure.masthead import Masthead, NumberLine
from extractor.structure.prose import Prose
from extractor.text.characters import compact
from extractor.text.dates import find_dates
from extractor.text.document_numbers import find_document_numbers
from extractor.text.passage import Passage
from extractor.vocabulary import load

_MOST = 8
"""Lines a byline may have."""
_LONGEST_NOTE = 300
_COLLECTIVE = ("各", "有关", "全体", "直属", "所属")
"""How addressees begin whose colon is lost; no body signs so."""


@dataclass(frozen=True, slots=True)
class Byline:
    """The lines below a title that are no text; positions count the paragraphs."""

    bodies: tuple[Passage, ...] = ()
    body_lines: tuple[Passage, ...] = ()
    dates: tuple[Dated, ...] = ()
    values: tuple[CatalogueDraft, ...] = ()
    number: NumberLine | None = None
    """The number of the order that issued a rule: （2021年7月27日国务院令第746号公布）."""
    used: frozenset[int] = frozenset()
    end: int = 0
    """Position of the first line behind it."""


@cache
def _values() -> Mapping[str, str]:
    return {
        compact(word): entry["name"] for entry in load("masthead")["standing"]
        for word in entry["words"]
    }  # fmt: skip


def read_byline(lines: Sequence[Prose], masthead: Masthead) -> Byline:
    """Return the byline among ``lines``: below the title, above addressees or text."""
    if not masthead.title or masthead.title_end is None:
        return Byline(end=masthead.body_start)
    closed = bool(masthead.addressees)
    limit = masthead.body_start if closed else min(masthead.title_end + _MOST, len(lines))
    bodies: list[Passage] = []
    body_lines: list[Passage] = []
    dates: list[Dated] = []
    values: list[CatalogueDraft] = []
    used: set[int] = set()
    number: NumberLine | None = None
    end = masthead.body_start
    for position in range(masthead.title_end, limit):
        if position in masthead.used:
            continue
        line = lines[position]
        dated = _dated(line) or _promulgated(line)
        name = _values().get(line.key.strip("()【】[]"))
        if dated is not None:
            dates.append(dated)
            number = number or _number_in(line, dated)
        elif name is not None:
            whole = line.repaired
            values.append(CatalogueDraft("", whole.text, name, whole.anchor(), whole))
        elif _signs(line) and not closed:
            bodies += bodies_of(line.passage)
            body_lines.append(line.repaired)
        elif closed:
            continue
        else:
            break
        used.add(position)
        end = max(end, position + 1)
    if not closed and not dates and len(lines) <= end:
        return Byline(end=masthead.body_start)
    return Byline(
        tuple(bodies), tuple(body_lines), tuple(dates), tuple(values), number, frozenset(used), end
    )


def _dated(line: Prose) -> Dated | None:
    """Return the day a line consists of, in brackets or not."""
    if len(line.text) > 40 or line.label is not None:
        return None
    found = list(find_dates(line.text))
    if len(found) != 1 or found[0].precision != "day":
        return None
    rest = compact(line.text[: found[0].start] + line.text[found[0].end :])
    if rest.strip("()〔〕[]"):
        return None
    return Dated(line.repaired, found[0].date)


def _promulgated(line: Prose) -> Dated | None:
    """Return the day on which a rule was issued, of the note below its title that says so (题注).

    Of several days, as of amendments, the first.
    """
    key = line.key
    if len(key) > _LONGEST_NOTE or key[:1] != "(" or key[-1:] != ")" or line.label is not None:
        return None
    found = [date for date in find_dates(line.text) if date.precision == "day"]
    if not found or not any(word in key for word in load("masthead")["promulgation"]["words"]):
        return None
    if compact(line.text[: found[0].start]).strip("("):
        return None
    return Dated(line.repaired, found[0].date)


def _number_in(line: Prose, dated: Dated) -> NumberLine | None:
    """Return the number of the order that a note of promulgation names first."""
    days = [date for date in find_dates(line.text) if date.date == dated.date]
    start = days[0].end if days else 0
    for found in find_document_numbers(line.text[start:]):
        passage = line.passage.slice(start + found.start, start + found.end)
        return NumberLine(passage, found, passage)
    return None


def _signs(line: Prose) -> bool:
    if line.label is not None or line.key.startswith(_COLLECTIVE) or "：" in line.text:
        return False
    return all(reads_like_unit(body.text) and len(body) > 3 for body in bodies_of(line.passage))


def joined(byline: Byline, masthead: Masthead) -> Masthead:
    """Return the head with the bodies that sign below the title as its issuers."""
    if not byline.used:
        return masthead
    signs = not masthead.marks
    return replace(
        masthead,
        marks=byline.bodies if signs else masthead.marks,
        mark_lines=(*masthead.mark_lines, *byline.body_lines),
        number=masthead.number or byline.number,
        used=masthead.used | byline.used,
        body_start=byline.end,
    )


def dated(byline: Byline, ending: Ending) -> tuple[Ending, tuple[Passage, ...]]:
    """Return the ending with the date of the byline where it has none, and dates left over."""
    if not byline.dates:
        return ending, ()
    first, *others = byline.dates
    if ending.issue_date is None:
        return replace(ending, issue_date=first), tuple(one.passage for one in others)
    return ending, tuple(one.passage for one in byline.dates)
