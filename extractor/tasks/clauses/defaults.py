"""Sentences that give units to every later item: 以下…均需各县区落实，不再单独列出."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.tasks.clauses import lexicon
from extractor.tasks.clauses.names import is_locality_list, reads_as_units
from extractor.tasks.clauses.values import Assignment
from extractor.tasks.clauses.view import View

_REACH = 60
"""From 以下 to the word that binds the units there are no more characters than this."""


@dataclass(frozen=True, slots=True)
class Default:
    """A forward default: a range of the view, and its units."""

    start: int
    end: int
    assignment: Assignment | None


def find_default(view: View, start: int, end: int) -> Default | None:
    """Return the forward default in a range of ``view``, if there is one."""
    text = view.text
    if not any(word in text[start:end] for word in lexicon.words("default", "closers")):
        return None
    for low, high in _sentences(text, start, end):
        found = _following(view, low, high, start) or _equated(view, low, high)
        if found is not None:
            return found
    return None


def _sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    sentences = []
    while start < end:
        stop = text.find("。", start, end)
        stop = end if stop < 0 else stop
        if start < stop:
            sentences.append((start, stop))
        start = stop + 1
    return sentences


def _closed(text: str, low: int, high: int) -> int:
    """Return where ``,不再单独列出`` begins, the first of such words, or -1."""
    closers = lexicon.words("default", "closers")
    found = [text.find("," + word, low, high) for word in closers]
    found += [text.find("、" + word, low, high) for word in ("不再", "不另")]
    places = [place for place in found if place >= 0]
    if not places:
        # 以下均需地方落实不再重复列出 has no comma
        bare = (text.find(word, low, high) for word in closers if word != "下同")
        places = [place for place in bare if place >= 0]
    return min(places, default=-1)


def _following(view: View, low: int, high: int, begin: int) -> Default | None:
    text = view.text
    opened = [text.find(word, low, high) for word in lexicon.words("default", "openers")]
    starts = [position for position in opened if position >= 0]
    if not starts:
        return None
    start = min(starts)
    close = _closed(text, start, high)
    if close < 0:
        return None
    for binder in lexicon.words("default", "binders"):
        at = text.find(binder, start, min(close, start + _REACH))
        if at < 0:
            continue
        first = at + len(binder)
        match = lexicon.find_verb(text, first, close)
        stop = match.start() if match else close
        if text[first:stop] in lexicon.words("default", "localities"):
            first, stop = _localities_before(view, begin, start) or (first, stop)
        elif not reads_as_units(text[first:stop]):
            continue
        if first < stop:
            units = view.original(first, stop)
            word = view.original(match.starts("verb")[0], match.end()) if match else None
            return Default(start, high, Assignment("territorial", units.start, units.end, word))
    return None


def _localities_before(view: View, low: int, start: int) -> tuple[int, int] | None:
    """Return the places named right before a default that says no more than 地方, or None."""
    stop = len(view.text[:start].rstrip(",;。"))
    level = view.depth[start]
    first = stop
    while first > low and not (view.text[first - 1] in ",;:。" and view.depth[first - 1] <= level):
        first -= 1
    return (first, stop) if is_locality_list(view.text[first:stop]) else None


def _equated(view: View, low: int, high: int) -> Default | None:
    text = view.text
    close = _closed(text, low, high)
    if close < 0:
        return None
    for copula in lexicon.words("default", "copulas"):
        at = text.find(copula, low, close)
        if at > low and reads_as_units(text[low:at]):
            units = view.original(low, at)
            word = view.original(at, close)
            return Default(low, high, Assignment("territorial", units.start, units.end, word))
    return None
