"""The tree of headings, numbered as it is built."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractor.text.passage import Passage


@dataclass(frozen=True, slots=True)
class SectionDraft:
    """A heading with its place in the tree; `title` may be empty when only a number stands."""

    id: str
    parent: str | None
    level: int
    label: Passage
    title: Passage
    attachment: int | None
    path: tuple[str, ...] = ()
    """Titles from the top down to this heading."""


@dataclass
class SectionTree:
    """Sections in reading order, and where in the tree the reader stands.

    A heading opens below the nearest open heading of a higher rank. Ids count positions from
    the top (``2.1`` is the first heading under the second); they never restart, so that they
    stay unique when an attachment numbers its headings anew.
    """

    found: list[SectionDraft] = field(default_factory=list)
    _open: list[tuple[int, SectionDraft]] = field(default_factory=list)
    _children: dict[str | None, int] = field(default_factory=dict)

    def open(
        self, rank: int, label: Passage, title: Passage, attachment: int | None
    ) -> SectionDraft:
        """Add a heading of ``rank`` (smaller is higher) and stand below it."""
        self.close_to(rank)
        parent = self._open[-1][1] if self._open else None
        parent_id = parent.id if parent else None
        count = self._children.get(parent_id, 0) + 1
        self._children[parent_id] = count
        identity = f"{parent_id}.{count}" if parent_id else str(count)
        path = (*(parent.path if parent else ()), title.text or label.text)
        draft = SectionDraft(
            identity, parent_id, len(self._open) + 1, label, title, attachment, path
        )
        self.found.append(draft)
        self._open.append((rank, draft))
        return draft

    def close_to(self, rank: int) -> None:
        """Leave all open headings that are not of a higher rank than ``rank``."""
        while self._open and self._open[-1][0] >= rank:
            self._open.pop()

    def reset(self) -> None:
        """Leave all open headings, as a new attachment does."""
        self._open.clear()

    @property
    def current(self) -> SectionDraft | None:
        """The innermost open heading."""
        return self._open[-1][1] if self._open else None

    @property
    def depth_rank(self) -> int:
        """The rank of the innermost open heading, or -1."""
        return self._open[-1][0] if self._open else -1
