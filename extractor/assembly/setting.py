"""What holds for a whole notice: its issuers, jurisdiction, year, and the names it uses."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import regex

from extractor.structure.bodies import bodies_of, reads_like_unit
from extractor.structure.outline import Outline, TablePart, TextPart
from extractor.tasks.clauses import find_clauses
from extractor.tasks.deadlines import plan_year_of
from extractor.tasks.draft import Setting
from extractor.text.characters import compact, fold
from extractor.text.passage import Passage
from extractor.units import Registry, find_jurisdiction, infer_jurisdiction, survey_lists

_ISSUER_IN_TITLE = regex.compile(
    r"^(?P<issuer>[^《》\"，,。]{2,80}?)(?:关于|印发|转发|批转|(?:命令|令|公告|通告)(?:第[^号]{1,8}号)?$"
    r"|第[^，。]{1,12}次[^，。]{0,8}会议纪要$|(?:常务|党组|专题|办公)会议纪要$)"
)


def issuer_passages(outline: Outline) -> list[Passage]:
    """Return the issuing bodies: by the mark above, else the title, else the signature."""
    marks = [_without_word(mark) for mark in outline.masthead.marks]
    marks = [mark for mark in marks if mark]
    if marks:
        return marks
    title = outline.masthead.title_lines
    if end := issuer_in(title.text):
        named = bodies_of(title.slice(0, end).strip())
        return [part for name in named for part in _as_signed(name, outline.ending.signatories)]
    return list(outline.ending.signatories)


def issuer_in(title: str) -> int:
    """Return where the issuer ends that a title begins with; 0 where it names none."""
    match = _ISSUER_IN_TITLE.match(fold(title))
    return match.end("issuer") if match and reads_like_unit(match.group("issuer")) else 0


def _as_signed(name: Passage, signatories: Sequence[Passage]) -> list[Passage]:
    """Return the bodies that a title names in one breath, parted as they sign below.

    A县财政局A县审计局关于… has no mark between its issuers.
    """
    keys = [compact(one.text) for one in signatories]
    if len(keys) < 2 or "".join(keys) != compact(name.text) or len(name.text) != len("".join(keys)):
        return [name]
    ends = list(accumulate(map(len, keys)))
    return [name.slice(end - len(key), end) for key, end in zip(keys, ends, strict=True)]


def _without_word(mark: Passage) -> Passage:
    """Return the mark of an issuing authority without the word 文件 at its end."""
    squeezed = mark.repaired(close_gaps=True)
    if squeezed.text.endswith("文件"):
        return squeezed.slice(0, len(squeezed.text) - 2)
    return squeezed


def setting_of(outline: Outline, registry: Registry | None = None) -> Setting:
    """Return what the tasks of the notice are read by."""
    masthead, ending = outline.masthead, outline.ending
    issue_date = ending.issue_date.date if ending.issue_date else None
    year = int(issue_date[:4]) if issue_date else None
    if year is None and masthead.number is not None:
        year = masthead.number.found.number.year
    plan_year = _plan_year(outline) or (year if issue_date is None else None)
    names = [p.text for p in issuer_passages(outline)]
    names += [p.text for p in ending.signatories]
    names += [entry.value for entry in outline.catalogue if entry.name in {"issuer", "title"}]
    if masthead.title:
        names.append(masthead.title.text)
    jurisdiction = find_jurisdiction(names, year=year or plan_year)
    lists = _unit_lists(outline)
    inferred = False
    if jurisdiction.level is None and not jurisdiction.name:
        guess = infer_jurisdiction(_whole_text(outline), lists, year=year or plan_year)
        inferred = bool(guess.name or guess.level)
        jurisdiction = guess if inferred else jurisdiction
    survey = survey_lists(lists, jurisdiction)
    return Setting(
        jurisdiction=jurisdiction,
        inferred=inferred,
        issue_date=issue_date,
        plan_year=plan_year,
        known=frozenset(survey.known),
        elision=survey.elision,
        registry=registry,
    )


def _plan_year(outline: Outline) -> int | None:
    """Return the year of the plan: the title's, else the one its attachments agree on."""
    stated = plan_year_of(outline.masthead.title.text)
    if stated is not None:
        return stated
    years = {plan_year_of(draft.title.text) for draft in outline.attachments} - {None}
    return years.pop() if len(years) == 1 else None


def _whole_text(outline: Outline) -> str:
    return "\n".join(part.prose.text for part in outline.parts if isinstance(part, TextPart))


def _unit_lists(outline: Outline) -> list[str]:
    """Return the lists of units in the notice, each once: cells of their columns, and clauses."""
    found: list[str] = []
    for part in outline.parts:
        if isinstance(part, TablePart):
            found += _cells(part)
        elif isinstance(part, TextPart):
            text = part.prose.text
            for clause in find_clauses(text):
                found += [text[a.start : a.end] for a in clause.assignments]
    return [text for text in dict.fromkeys(found) if text.strip()]


def _cells(part: TablePart) -> list[str]:
    columns = [
        column
        for role in ("lead", "responsible", "supporting", "supervising")
        for column in part.columns.at(role)
    ]
    return [
        row.slots[column].content.text
        for row in part.rows
        if row.kind == "task"
        for column in columns
        if row.slots[column].row == row.index
    ]
