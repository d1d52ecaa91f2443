"""What the page states about its notice, where the text is silent, and where the two disagree."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.assembly.setting import issuer_in
from extractor.model.anchor import Anchor
from extractor.model.diagnostic import Diagnostic
from extractor.model.notice import Notice
from extractor.structure.bodies import reads_like_unit
from extractor.structure.catalogue import CatalogueDraft
from extractor.structure.outline import Outline
from extractor.text.characters import compact
from extractor.text.dates import find_dates
from extractor.text.document_numbers import NumberFound, find_document_numbers


def stated_number(outline: Outline) -> tuple[NumberFound, Anchor] | None:
    """Return the document number of the catalogue, or None where it states none."""
    for entry in _entries(outline, "document_number"):
        found = find_document_numbers(entry.value)
        if found:
            return found[0], entry.anchor
    return None


def stated_date(outline: Outline) -> tuple[str, Anchor] | None:
    """Return the issue date (成文日期) of the catalogue, or None; a posting date is none."""
    for entry in _entries(outline, "issue_date"):
        found = find_dates(entry.value)
        if found and found[0].date is not None and found[0].precision == "day":
            return found[0].date, entry.anchor
    return None


def stated_title(outline: Outline) -> tuple[str, Anchor] | None:
    """Return the title of the catalogue, or None where it states none."""
    for entry in _entries(outline, "title"):
        if entry.value.strip():
            return entry.value.strip(), entry.anchor
    return None


def stated_issuers(outline: Outline) -> Iterator[tuple[str, Anchor]]:
    """Yield the issuers that the catalogue names: in an entry of their own, else in its title."""
    for entry in _entries(outline, "issuer"):
        value = entry.value.strip()
        if all(map(reads_like_unit, value.split())):
            yield value, entry.anchor
    for entry in _entries(outline, "title"):
        title = entry.value.strip()
        if end := issuer_in(title):
            yield title[:end].strip(), entry.anchor


def disagreements(notice: Notice, outline: Outline) -> Iterator[Diagnostic]:
    """Yield a warning for each value of the catalogue that the text contradicts.

    The title of a page may be that of the document which the notice, as an order, issues.
    """
    number = stated_number(outline)
    if number and notice.document_number:
        ours = find_document_numbers(notice.document_number.text)
        if ours and not _same_number(number[0], ours[0]):
            yield _disagrees("document number", number[0].canonical, ours[0].canonical, number[1])
    date = stated_date(outline)
    if date and notice.issue_date and date[0] != notice.issue_date:
        yield _disagrees("issue date", date[0], notice.issue_date, date[1])
    title = stated_title(outline)
    titles = [notice.title, *(one.title for one in notice.attachments)]
    if title and notice.title and not any(_same(title[0], one) for one in titles if one):
        yield _disagrees("title", title[0], notice.title, title[1])


def _entries(outline: Outline, name: str) -> Iterator[CatalogueDraft]:
    return (entry for entry in outline.catalogue if entry.name == name)


def _same_number(stated: NumberFound, printed: NumberFound) -> bool:
    """Whether two numbers are one; pages write 国令第707号 where an order has 第707号."""
    if stated.form == printed.form == "number":
        return stated.canonical == printed.canonical
    return stated.canonical.endswith(printed.canonical)


def _same(stated: str, printed: str) -> bool:
    """Whether two titles are one; a page often adds its own name, or cuts a long title short."""
    ours, theirs = compact(printed), compact(stated).rstrip("….")
    return ours in theirs or theirs in ours


def _disagrees(what: str, stated: str, printed: str, anchor: Anchor) -> Diagnostic:
    return Diagnostic(
        code="catalogue.disagrees",
        severity="warning",
        message=f"the page states the {what} {stated}, the text {printed}",
        anchor=anchor,
    )
