"""Other notices that one is checked against: what of them rules may ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

from extractor.model.notice import Notice
from extractor.text.characters import compact
from extractor.text.document_numbers import canonical_number


class Known(NamedTuple):
    """What is known of another notice."""

    id: str
    number: str | None
    """Its document number in the standard's form, or None."""
    title: str | None
    date: str | None
    """Day of issue, ISO 8601, or None."""
    uri: str
    """The file it was read from."""
    sha256: str = ""
    """Of that file, by which a notice is told from itself."""


class Others(Protocol):
    """A collection of notices that answers by number and by title."""

    def by_number(self, number: str) -> Sequence[Known]:
        """Return the notices with this document number, in the standard's form."""

    def by_title(self, title: str) -> Sequence[Known]:
        """Return the notices with this title; widths and white space do not count."""

    def repealing(self, number: str) -> Sequence[Known]:
        """Return the notices that repeal the document with this number."""


class Collection:
    """Notices in memory."""

    def __init__(self, notices: Iterable[Notice] = ()) -> None:
        self._numbers: dict[str, list[Known]] = {}
        self._titles: dict[str, list[Known]] = {}
        self._repealing: dict[str, list[Known]] = {}
        for notice in notices:
            self.add(notice)

    def add(self, notice: Notice) -> None:
        """Take up one more notice."""
        self.enter(known_of(notice), repealed_numbers(notice))

    def enter(self, known: Known, repealed: Iterable[str] = ()) -> None:
        """Take up what is known of one more notice, and the numbers of what it repeals."""
        if known.number:
            self._numbers.setdefault(number_key(known.number), []).append(known)
        if known.title:
            self._titles.setdefault(compact(known.title), []).append(known)
        for number in repealed:
            self._repealing.setdefault(number_key(number), []).append(known)

    def by_number(self, number: str) -> Sequence[Known]:
        """Return the notices with this document number."""
        return self._found(self._numbers, number_key(number))

    def by_title(self, title: str) -> Sequence[Known]:
        """Return the notices with this title."""
        return self._found(self._titles, compact(title))

    def repealing(self, number: str) -> Sequence[Known]:
        """Return the notices that repeal the document with this number."""
        return self._found(self._repealing, number_key(number))

    @staticmethod
    def _found(index: Mapping[str, Sequence[Known]], key: str) -> Sequence[Known]:
        return tuple(index.get(key, ()))


NOTHING: Others = Collection()
"""No other notices are known."""


def known_of(notice: Notice) -> Known:
    """Return what others may be told of ``notice``."""
    number = notice.document_number
    return Known(
        id=notice.id,
        number=canonical_number(number) if number else None,
        title=notice.title,
        date=notice.issue_date,
        uri=notice.source.uri,
        sha256=notice.source.sha256,
    )


def repealed_numbers(notice: Notice) -> Iterable[str]:
    """Yield the numbers of the documents that ``notice`` repeals or supersedes, canonical."""
    for citation in notice.citations:
        if citation.relation in {"repeals", "supersedes"} and citation.document_number:
            yield canonical_number(citation.document_number)


def number_key(number: str) -> str:
    """Return what numbers are compared by: widths, brackets and spaces do not count.

    >>> number_key("沙政办函[2021] 8号") == number_key("沙政办函〔2021〕8号")
    True
    """
    return compact(number).translate(_BRACKETS)


_BRACKETS = str.maketrans("[]【】()﹝﹞", "〔〕〔〕〔〕〔〕")
