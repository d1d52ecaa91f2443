"""Rules at work: a subject in, findings out, in the order of the text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from msgspec import structs

from extractor.checks.finding import Excerpt, Finding, Mending, Spot
from extractor.checks.rule import Both, Found, Place, Rule, Span
from extractor.checks.subject import Subject
from extractor.errors import ExtractorError, RuleFault
from extractor.model.diagnostic import Severity
from extractor.text.characters import compact


@dataclass(frozen=True, slots=True)
class Choice:
    """Which rules run, and how grave their findings are."""

    rules: tuple[Rule, ...]
    severities: Mapping[str, Severity] = field(default_factory=dict)
    """By code; goes before what the rule itself says."""


def check(subject: Subject, choice: Choice) -> tuple[Finding, ...]:
    """Return the findings about ``subject``, each once, in the order of the text.

    What concerns the notice as a whole comes first.

    Raises:
        RuleFault: A rule broke down; a check that silently lacks one would be worse.
    """
    found: dict[tuple[object, ...], Finding] = {}
    for rule in choice.rules:
        if not applies(rule, subject):
            continue
        for finding in _findings(rule, subject, choice):
            found.setdefault((finding.code, finding.spot, finding.message), finding)
    return tuple(_numbered(sorted(found.values(), key=_order), subject))


def _findings(rule: Rule, subject: Subject, choice: Choice) -> list[Finding]:
    try:
        return [_finding(rule, entry, subject, choice) for entry in rule(subject)]
    except ExtractorError:
        raise
    except Exception as error:  # rules may be anyone's; the file fails, the run goes on
        what = f"{type(error).__name__}: {error}"
        raise RuleFault(
            f"rule {rule.code} {rule.name} broke down ({what}); go without it: --ignore {rule.code}"
        ) from error


def applies(rule: Rule, subject: Subject) -> bool:
    """Whether the rule has anything to say about notices of this origin."""
    if subject.profile not in rule.profiles:
        return False
    return subject.faithful or not rule.typographic


def _finding(rule: Rule, entry: Found, subject: Subject, choice: Choice) -> Finding:
    severity = choice.severities.get(rule.code) or entry.severity or rule.severity
    return Finding(
        code=rule.code,
        name=rule.name,
        severity=severity,
        message=Both(*entry.message),
        file=subject.notice.source.uri,
        spot=_spot(subject, entry.place),
        related=tuple(spot for place in entry.related if (spot := _spot(subject, place))),
        edits=tuple(
            Mending(edit, subject.point(Span(edit.paragraph, edit.start, edit.end)))
            for edit in entry.edits
        ),
    )


def _spot(subject: Subject, place: Place) -> Spot | None:
    anchor = subject.anchor(place)
    if anchor is None:
        return None
    spans = subject.spans(place)
    return Spot(anchor=anchor, spans=spans, excerpt=_excerpt(subject, spans))


def _excerpt(subject: Subject, spans: tuple[Span, ...]) -> Excerpt | None:
    """Return the printed line on which the first of the spans begins."""
    if not spans:
        return None
    first = spans[0]
    text = subject.paragraph(first.paragraph).text
    start = text.rfind("\n", 0, first.start) + 1
    end = text.find("\n", first.start)
    end = len(text) if end < 0 else end
    if end - start > _LONG_LINE:  # enough of it on either side, the same for neighbours
        block = (first.start - start) // (_LONG_LINE // 2) * (_LONG_LINE // 2)
        start = start + max(0, block - _LONG_LINE // 4)
        end = min(end, start + _LONG_LINE)
    return Excerpt(
        text[start:end], first.start - start, max(first.start, min(first.end, end)) - start
    )


_LONG_LINE = 400
"""Characters of a line that an excerpt holds at most."""


def _order(finding: Finding) -> tuple[object, ...]:
    spot = finding.spot
    if spot is None:
        return (0, (), "", 0, finding.code)
    anchor = spot.anchor
    place = (anchor.page or 0, anchor.line or 0)
    return (1, spot.spans[:1] or ((-1,),), anchor.path or "", place, finding.code)


def _numbered(findings: Iterable[Finding], subject: Subject) -> Iterator[Finding]:
    """Give each finding its fingerprint; alike ones are told apart by their order."""
    seen: dict[str, int] = {}
    for finding in findings:
        base = "\0".join((finding.code, *_content(finding, subject)))
        count = seen[base] = seen.get(base, 0) + 1
        digest = hashlib.sha256(f"{base}\0{count}".encode("utf-8", "replace")).hexdigest()
        yield structs.replace(finding, fingerprint=digest[:32])


_AROUND = 10
"""Characters on either side that tell a finding from others of its kind."""


def _content(finding: Finding, subject: Subject) -> tuple[str, ...]:
    """Return what a finding is about in words that moving or rewrapping the text leaves alone."""
    spans = finding.spot.spans if finding.spot else ()
    if not spans:
        return (finding.message.en,)
    first, last = spans[0], spans[-1]
    beside = [
        subject.text(span)
        for spot in finding.related
        for span in spot.spans
        if span.paragraph == first.paragraph
    ]
    far = _AROUND * 6  # white space may stand between
    before = compact(
        subject.paragraph(first.paragraph).text[max(0, first.start - far) : first.start]
    )
    after = compact(subject.paragraph(last.paragraph).text[last.end : last.end + far])
    return (
        before[-_AROUND:],
        compact("".join([*map(subject.text, spans), *beside])),
        after[:_AROUND],
    )
