"""Attachments and printed documents: where each begins, its number and its title.

GB/T 9704-2012, 7.3.4 and 7.3.7. A notice that prints a document (印发) carries it without the
word 附件; it begins with its title below the signature.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import regex

from extractor.model.document import Style
from extractor.structure.announcements import Announced, note_at
from extractor.structure.ending import Ending
from extractor.structure.masthead import Masthead
from extractor.structure.prose import Item, Prose, ends_sentence
from extractor.text import passage
from extractor.text.characters import compact
from extractor.text.document_kinds import kind_of_title
from extractor.text.passage import EMPTY, Passage

MAX_TITLE = 100
MAX_TITLE_LINES = 4
_LONGEST_NOTE = 40

_HEADING = regex.compile(
    r"^[\s【\[(（]*附\s*(?:件|表|录|(?=[0-9０-９一二三四五六七八九十]{1,3}[\s】\])）]*$)|(?P<alone>))\s*"
    r"(?P<number>[0-9０-９]{1,2}(?:[-－—][0-9０-９]{1,2})?|[一二三四五六七八九十]{1,3})?"
    r"[\s】\])）]*(?P<colon>[:：.．、])?\s*(?P<title>.*)$",
    regex.DOTALL,
)


_BARE = regex.compile(r"附\s*(?:件|表|录)\s*[0-9]{1,2}[:.、]?")
"""The mark of an attachment alone: where one is a picture, the next one's mark stands below."""
_LABELLED = regex.compile(r"^[\p{Han} ]{2,6}:")
"""A label with its value, as below minutes: 出席：某某."""
_ISSUED = regex.compile(
    r"(?:印发|公布|发布|转发|批转|修订)(?:《(?P<marked>[^《》]{4,90})》|(?P<plain>[^《》]{4,90}))的(?:通知|公告|通告|决定)$"
)


@dataclass(frozen=True, slots=True)
class AttachmentDraft:
    """An attachment; ``places`` are all passages that name it."""

    number: str | None
    title: Passage
    places: tuple[Passage, ...]
    announced: bool = False
    present: bool = True


@dataclass
class AttachmentReader:
    """Finds where attachments begin, while a reader goes down the document."""

    masthead: Masthead
    ending: Ending
    found: list[AttachmentDraft] = field(default_factory=list)
    _expecting: bool = False
    _noted: list[Announced] = field(default_factory=list)
    """Attachments of a printed document, named at its end before they begin."""
    _look: Style | None = None
    """How the title of the first printed document looks, when no mark (附件) heads it."""

    @property
    def current(self) -> int | None:
        """Index of the attachment the reader is in, or None in the notice itself."""
        return len(self.found) - 1 if self.found else None

    def expect_printed(self) -> None:
        """Say that the signature is passed, so that a title begins the printed document."""
        self._expecting = True

    def begins(
        self, items: Sequence[Item], position: int, used: set[int], *, below_head: bool
    ) -> int:
        """Return how many items from ``position`` head an attachment; 0 when none begins."""
        line = items[position]
        if not isinstance(line, Prose) or not below_head:
            return 0
        opening = _HEADING.match(line.text)
        if opening is not None and self._plausible(line, opening):
            noted = 0
            if opening.group("colon"):
                noted = self._note(items, position, used, line, opening)
            return noted or self._headed(items, position, used, line, opening)
        taken = self._untitled(items, position, used) or self._another(items, position, used)
        if taken:
            return taken
        if not line.key.startswith("("):
            self._expecting = False
        return 0

    def _untitled(self, items: Sequence[Item], position: int, used: set[int]) -> int:
        """Return how many lines from ``position`` head a document printed without a mark."""
        if self.found:
            return 0
        line = items[position]
        taken = self._printed(items, position, used)
        if not taken and self._expecting:
            title, taken = self._title(items, position, used)
            if title:
                self._expecting = False
                self.found.append(AttachmentDraft(None, title, (title,)))
        if taken and isinstance(line, Prose):
            self._look = line.style
        return taken

    def _another(self, items: Sequence[Item], position: int, used: set[int]) -> int:
        """Return how many lines head a further printed document: they look as the first did."""
        line, look = items[position], self._look
        if look is None or not isinstance(line, Prose) or line.style != look:
            return 0
        if look.align != "center" or look.size is None:
            return 0
        title, taken = self._title(items, position, used)
        below = items[position + taken] if position + taken < len(items) else None
        if kind_of_title(compact(title.text)) is None or not isinstance(below, Prose):
            return 0
        if below.style == look or line.key in compact(self.found[0].title.text):
            return 0
        self.found.append(AttachmentDraft(None, title, (title,)))
        return taken

    def _printed(self, items: Sequence[Item], position: int, used: set[int]) -> int:
        """Return how many lines from ``position`` print the title the notice says it issues."""
        issued = _ISSUED.search(compact(self.masthead.title.text))
        if issued is None:
            return 0
        key = issued.group("marked") or issued.group("plain")
        lines: list[Prose] = []
        for at in range(position, min(position + MAX_TITLE_LINES, len(items))):
            item = items[at]
            if not isinstance(item, Prose) or at in used:
                break
            lines.append(item)
            so_far = "".join(line.key for line in lines)
            if so_far == key:
                title = passage.join([line.passage for line in lines], "\n")
                title = title.repaired(close_gaps=True)
                self.found.append(AttachmentDraft(None, title, (title,)))
                self._expecting = False
                return len(lines)
            if not key.startswith(so_far):
                break
        return 0

    def finished(self) -> tuple[AttachmentDraft, ...]:
        """Return all attachments: those found, then those only announced."""
        drafts = list(self.found)
        for entry in (*self.ending.announced, *self._noted):
            match = self._match(drafts, entry)
            if match is None:
                drafts.append(
                    AttachmentDraft(
                        entry.number, entry.title, (entry.whole,), announced=True, present=False
                    )
                )
            else:
                draft = drafts[match]
                drafts[match] = replace(
                    draft,
                    places=(*draft.places, entry.whole),
                    announced=True,
                    title=draft.title or entry.title,
                )
        return tuple(drafts)

    def _note(
        self,
        items: Sequence[Item],
        position: int,
        used: set[int],
        line: Prose,
        opening: regex.Match[str],
    ) -> int:
        """Take a note in which a printed document names its own attachments; return its lines.

        It lists several, or one that begins right below with a heading of its own.
        """
        number = opening.group("number")
        if number is None:
            found, end = note_at(_prose_from(items, position, used), 0)
            if len(found) > 1:
                self._noted += found
                return end
        below = items[position + 1] if position + 1 < len(items) else None
        heading = _HEADING.match(below.text) if isinstance(below, Prose) else None
        title = line.repaired.slice(opening.start("title")).strip()
        if not title or heading is None or heading.group("title").strip():
            return 0
        number = compact(number) if number else None
        self._noted.append(Announced(number, title, line.repaired))
        return 1

    def _plausible(self, line: Prose, opening: regex.Match[str]) -> bool:
        """Whether a line that begins with 附件 heads one, and does not merely speak of it."""
        title = opening.group("title").strip()
        if opening.group("alone") is not None:
            return self._known(title) or line.key == "附"
        if len(line.text) > MAX_TITLE or ends_sentence(line.text.rstrip("：: ")):
            return False
        if title and not (opening.group("colon") or opening.group("number")):
            return bool(regex.match(r"^\s", line.text[opening.start("title") - 1 :])) or (
                self._known(title)
            )
        return True

    def _known(self, title: str) -> bool:
        key = compact(title)
        announced = (*self.ending.announced, *self._noted)
        return any(compact(entry.title.text) == key for entry in announced) or (
            len(key) > 4 and key in compact(self.masthead.title.text)
        )

    def _headed(
        self,
        items: Sequence[Item],
        position: int,
        used: set[int],
        line: Prose,
        opening: regex.Match[str],
    ) -> int:
        number = opening.group("number")
        title = line.repaired.slice(opening.start("title")).strip()
        if not title and opening.group("colon") and position + 1 == len(items):
            return 0
        taken = 1
        places = [line.repaired]
        if not title:
            title, more = self._title(items, position + 1, used)
            if title:
                places.append(title)
                taken += more
        self.found.append(
            AttachmentDraft(compact(number) if number else None, title, tuple(places))
        )
        self._expecting = False
        return taken

    def _title(self, items: Sequence[Item], position: int, used: set[int]) -> tuple[Passage, int]:
        """Return the title that begins at ``position`` and how many items it takes."""
        printed = compact(self.masthead.title.text)
        lines: list[Prose] = []
        for offset in range(MAX_TITLE_LINES):
            at = position + offset
            item = items[at] if at < len(items) else None
            if not isinstance(item, Prose) or at in used or not _reads_like_title(item):
                break
            if lines and not _same_block(lines[-1], item, printed, "".join(p.key for p in lines)):
                break
            lines.append(item)
        if not lines:
            return EMPTY, 0
        title = passage.join([line.passage for line in lines], "\n").repaired(close_gaps=True)
        return title, len(lines)

    @staticmethod
    def _match(drafts: Sequence[AttachmentDraft], entry: Announced) -> int | None:
        key = compact(entry.title.text)
        for index, draft in enumerate(drafts):
            if draft.announced:
                continue
            if key and compact(draft.title.text) == key:
                return index
        for index, draft in enumerate(drafts):
            if not draft.announced and draft.number == entry.number:
                return index
        return None


def _prose_from(items: Sequence[Item], position: int, used: set[int]) -> list[Prose]:
    """Return the paragraphs from ``position`` on, as far as no table or picture stands there."""
    found: list[Prose] = []
    for at in range(position, min(position + _LONGEST_NOTE, len(items))):
        item = items[at]
        if not isinstance(item, Prose) or at in used:
            break
        found.append(item)
    return found


def _reads_like_title(line: Prose) -> bool:
    text = line.folded
    return (
        len(text) <= MAX_TITLE
        and not text.endswith(("。", ";", ":", ","))
        and line.label is None
        and not line.key.startswith("(")
        and not _LABELLED.match(text)
        and not _BARE.fullmatch(text.strip())
    )


def _same_block(above: Prose, line: Prose, printed: str, so_far: str) -> bool:
    """Whether a title goes on on this line: it looks the same and is centred, or is known."""
    if so_far + line.key in printed:
        return True
    if _is_whole(so_far, printed):
        return False
    same_size = above.style.size == line.style.size and above.style.bold == line.style.bold
    return above.style.align == "center" == line.style.align and same_size


def _is_whole(title: str, printed: str) -> bool:
    """Whether ``printed``, the title of the notice, names the whole of ``title`` as issued."""
    at = printed.find(title)
    rest = printed[at + len(title) :]
    return at >= 0 and (not rest or rest.startswith(("》", "的通知")))
