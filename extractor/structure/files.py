"""Files that a page or document names beside its notice: downloads of attachments (附件下载)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import regex

from extractor.structure.announcements import FILE_SUFFIX
from extractor.structure.attachments import AttachmentDraft
from extractor.structure.prose import Prose, ends_sentence
from extractor.text.characters import compact
from extractor.text.passage import Passage
from extractor.vocabulary import load

_LONGEST = 160
_NAME = regex.compile(
    rf"(?i)^\s*+(?:附\s*+件?\s*+[0-9０-９一二三四五六七八九十]{{0,3}}+\s*+[:：.．、]?+\s*+)?+"
    rf"(?P<name>\S.{{0,140}}?){FILE_SUFFIX}\s*+"
    r"(?:[\(（\[【][^()（）]{0,20}[\)）\]】])?+(?:点击下载|下载|查看)?+\s*+$"
)
_TARGET = regex.compile(rf"(?i){FILE_SUFFIX}(?:$|[?#&])")
_NUMBER = regex.compile(r"^附件?(?P<number>[0-9]{1,2}|[一二三四五六七八九十]{1,3})")


@dataclass(frozen=True, slots=True)
class FileDraft:
    """A line that names a file; ``target`` is where its link points, if it is one."""

    passage: Passage
    target: str | None
    attachment: int | None = None


@cache
def _labels() -> frozenset[str]:
    return frozenset(compact(word) for word in load("masthead")["files"]["labels"])


def find_files(
    lines: Sequence[Prose], start: int, taken: frozenset[int]
) -> tuple[list[FileDraft], set[int], list[Passage]]:
    """Return the files that lines from ``start`` on name, those lines, and labels above them.

    ``taken`` are positions that are something else already, as attachment notes.
    """
    files: list[FileDraft] = []
    used: set[int] = set()
    labels: list[Passage] = []
    for position in range(start, len(lines)):
        if position in taken or not _names_file(lines[position]):
            continue
        line = lines[position]
        files.append(FileDraft(line.repaired, target_of(line.passage)))
        used.add(position)
        above = position - 1
        if above >= start and above not in taken | used and lines[above].key in _labels():
            labels.append(lines[above].passage)
            used.add(above)
    return files, used, labels


def _names_file(line: Prose) -> bool:
    text = line.text
    if len(text) > _LONGEST or ends_sentence(text.rstrip("：:")) or line.style.heading is not None:
        return False
    if _NAME.match(text) is not None:
        return True
    target = target_of(line.passage)
    return target is not None and _is_whole_link(line)


def _is_whole_link(line: Prose) -> bool:
    """Whether all of a line is a link."""
    marks = {
        (mark.start, mark.end)
        for run in line.passage.runs
        for mark in run.paragraph.marks
        if mark.kind == "link"
    }
    linked = sum(end - start for start, end in marks)
    return linked * 10 >= len(line.passage.text.strip()) * 8


def target_of(place: Passage) -> str | None:
    """Return the target of the first link to a file in the paragraphs of a passage."""
    for run in place.runs:
        for link in run.paragraph.links:
            if _TARGET.search(link):
                return link
    return None


def matched(files: Sequence[FileDraft], attachments: Sequence[AttachmentDraft]) -> list[FileDraft]:
    """Return the files, each with the attachment it is a copy of where one has its name."""
    found: list[FileDraft] = []
    for file in files:
        named = _NAME.match(file.passage.text)
        key = compact(named["name"] if named else file.passage.text)
        number = _NUMBER.match(compact(file.passage.text))
        index = _attachment(key, number["number"] if number else None, attachments)
        found.append(FileDraft(file.passage, file.target, index))
    for index, draft in enumerate(attachments):
        for place in draft.places[-1:] if draft.announced else ():
            target = target_of(place)
            if target is not None and all(file.attachment != index for file in found):
                found.append(FileDraft(place, target, index))
    return found


def _attachment(key: str, number: str | None, attachments: Sequence[AttachmentDraft]) -> int | None:
    for index, draft in enumerate(attachments):
        title = compact(draft.title.text)
        if len(title) > 3 and (title in key or (len(key) > 5 and key in title)):
            return index
    for index, draft in enumerate(attachments):
        if number is not None and draft.number == number:
            return index
    return None
