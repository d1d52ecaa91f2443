"""The title of a notice (GB/T 9704-2012, 7.3.1): one to four lines, found by its shape."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractor.structure.bodies import MARK_ENDS, reads_like_unit
from extractor.structure.prose import Prose, ends_sentence
from extractor.text import passage
from extractor.text.characters import compact
from extractor.text.document_kinds import kind_of_title, statutory_kinds
from extractor.text.document_numbers import find_document_numbers
from extractor.text.passage import EMPTY, Passage

MAX_TITLE = 160
_BARE = 4
"""Characters of a title that is nothing but its kind: 实施方案, 行动计划."""
_LAST_BRACKET = regex.compile(r"\([^()]{0,24}\)$")


_ISSUES = regex.compile(r"^[^《》]{2,60}(?:印发|发布|公布|转发)《(?P<issued>[^《》]{4,90})》$")
"""A title that names no kind of its own, as news of a document do: A印发《B》."""


def kind_of(title: str) -> str | None:
    """Return the kind (文种) a title names, that of the issued document where it names none."""
    kind = kind_of_title(title)
    issues = _ISSUES.match(compact(title))
    return kind_of_title(issues.group("issued")) if kind is None and issues else kind


def find_title(lines: Sequence[Prose], number_at: int | None) -> tuple[int, int] | None:
    """Return the paragraphs ``[start, end)`` the title stands in, or None."""
    for position, line in enumerate(lines):
        if not _may_be_title(line):
            if is_text(line):
                break
            continue
        end = _title_end(lines, position)
        if end is not None:
            begin = _extended(lines, position, end, number_at)
            return begin, _with_bracket(lines, end)
    plain = _plain_title(lines, number_at)
    return None if plain is None else (plain[0], _with_bracket(lines, plain[1]))


def _with_bracket(lines: Sequence[Prose], end: int) -> int:
    """Return where a title ends whose years or state stand in brackets on a line below it."""
    return end + (end < len(lines) and _BRACKET.fullmatch(lines[end].key) is not None)


_YEAR = "(?:[12][0-9]{3}|[一二][〇零○一二三四五六七八九]{3})"
_BRACKET = regex.compile(
    rf"\((?:试行|暂行|草案|送审稿|报审稿|征求意见稿|讨论稿|修订稿|修订版|修订|修正|摘要|节选"
    rf"|{_YEAR}年?(?:(?:-|—|–|~|～|至|——){_YEAR}年?)?度?(?:版|本|修订|修正|修订版)?)\)"
)
"""（试行）, （2023—2025年）, （2024年版）; near miss: a day (2023年5月8日)."""


def _title_end(lines: Sequence[Prose], start: int) -> int | None:
    """Return where a title that begins at ``start`` ends; None when none begins there.

    A title that might end here may still go on to one of the fifteen kinds (通知 …) on lines
    that look the same: 关于印发…工作方案 / 的通知.
    """
    joined = lines[start].key
    found: int | None = None
    for end in range(start + 1, min(start + 7, len(lines)) + 1):
        kind = kind_of_title(joined)
        complete = kind is not None and "关于" in joined and _balanced(joined)
        if (complete and kind in statutory_kinds()) or _ISSUES.search(joined):
            return end
        if complete and found is None:
            found = end
        if end == len(lines) or not _may_be_title(lines[end]) or not _goes_on(joined):
            break
        if lines[start].style.red and not lines[end].style.red and reads_like_unit(joined):
            break  # a letterhead without 文件
        if found is not None and lines[end].style != lines[start].style:
            break
        joined += lines[end].key
    return found


def _goes_on(joined: str) -> bool:
    """Whether a title may go on on the next line: it has begun and is not complete."""
    return "关于" in joined or reads_like_unit(joined) or not _balanced(joined)


def _balanced(text: str) -> bool:
    return text.count("《") == text.count("》") and text.count("(") == text.count(")")


def _may_be_title(line: Prose) -> bool:
    text = line.folded
    return (
        len(text) <= MAX_TITLE
        and (not text.endswith(("。", ":", ";", ",")) or _STOPPED.match(text) is not None)
        and (line.label is None or line.style.heading is not None)
        and not _LABELLED_VALUE.match(text)
        and not (
            find_document_numbers(text) and len(line.key) < 30 and not _WITH_NUMBER.search(text)
        )
        and _NUMBER_LEFT_OPEN.match(line.key) is None
    )


_STOPPED = regex.compile(
    r"(?!现|根据|按照|经|为|请|以上|上述)[^,。;:]{0,60}关于[^,。;:]{2,80}的(?:通知|意见|决定|通报|批复|函)。"
)
"""A title to which its author gave a full stop."""
_WITH_NUMBER = regex.compile(r"\p{Han}{4}\([^()]{2,8}[〔\[][0-9]{4}[〕\]][0-9]{1,4}号\)$")
"""The number of a notice behind its title, in brackets, as web pages give it."""
_NUMBER_LEFT_OPEN = regex.compile(r"^\P{P}{0,12}[〔\[(][^〔〕()\[\]]{2,6}[〕\])][^号。]{0,4}号")
"""A document number whose parts are not filled in yet: XX发〔2020〕 号."""
_LABELLED_VALUE = regex.compile(r"^[\p{Han} ]{2,8}:")


def is_text(line: Prose) -> bool:
    """Whether a paragraph is running text, and so stands below the title."""
    return len(line.text) > 60 and ends_sentence(line.text)


def _extended(lines: Sequence[Prose], start: int, end: int, number_at: int | None) -> int:
    """Return where the title begins when its issuers stand on lines above 关于."""
    text = "".join(line.key for line in lines[start:end])
    begin = start
    if not text.startswith(("关于", "印发", "转发")):
        return begin
    floor = -1 if number_at is None or number_at >= start else number_at
    look = lines[start].style
    while begin - 1 > floor:
        above = lines[begin - 1]
        unit = reads_like_unit(above.text) or regex.search(
            r"等[0-9一二三四五六七八九十]+", above.key
        )
        same_look = above.style.align == look.align and above.style.size == look.size
        if not unit or above.key.endswith(MARK_ENDS) or above.style.red:
            break
        if floor < 0 and not (same_look and look.align == "center"):
            break
        begin -= 1
    return begin


def _plain_title(lines: Sequence[Prose], number_at: int | None) -> tuple[int, int] | None:
    """Return the title of a document that does not say 关于: a heading, or the first short line."""
    text_at = next((p for p, line in enumerate(lines) if _ends_head(line)), len(lines))
    lines = lines[:text_at]
    kinds = [
        position
        for position, line in enumerate(lines[:20])
        if _may_be_title(line) and kind_of_title(line.key) is not None and len(line.key) >= 4
    ]
    headed = [
        position
        for position, line in enumerate(lines[:20])
        if _may_be_title(line)
        and (line.style.heading == 1 or line.style.align == "center")
        and len(line.key) >= 5
        and not reads_like_unit(line.text)
    ]
    if kinds:
        at = kinds[0]
        return _grown(lines, at, number_at)
    if headed:
        return headed[0], _grown_below(lines, headed[0])
    if lines and _may_be_title(lines[0]) and 5 <= len(lines[0].key) <= 60:
        if reads_like_unit(lines[0].text) and len(lines) > 1:
            return None
        return 0, 1
    return None


def _ends_head(line: Prose) -> bool:
    """Whether a line shows that the head of the notice is over: addressees, a number, text."""
    return (
        (line.folded.endswith((":", "。")) and len(line.key) > 3)
        or (line.label is not None and line.style.heading is None)
        or is_text(line)
    )


def _grown(lines: Sequence[Prose], at: int, number_at: int | None) -> tuple[int, int]:
    """Return the title around line ``at`` with the centred lines of the same size above it."""
    begin = at
    style = lines[at].style
    bare = _LAST_BRACKET.sub("", lines[at].key)
    if at and at - 1 != number_at and len(bare) <= _BARE and _begins_title(lines[at - 1]):
        begin -= 1  # the second line of a title: 实施方案（2025—2027年）
    while (
        begin > 0
        and begin - 1 != number_at
        and style.align == "center"
        and lines[begin - 1].style == style
        and _may_be_title(lines[begin - 1])
        and at - begin < 4
    ):
        begin -= 1
    return begin, at + 1


def _begins_title(line: Prose) -> bool:
    """Whether a line above may be the first of a title: short words that end in no body's name."""
    return _may_be_title(line) and 6 <= len(line.key) <= 30 and not reads_like_unit(line.text)


def _grown_below(lines: Sequence[Prose], at: int) -> int:
    """Return where a title that begins at ``at`` ends: lines that look quite the same go on."""
    look, end = lines[at].style, at + 1
    while (
        look.align == "center"
        and look.size is not None
        and end < min(at + 4, len(lines))
        and lines[end].style == look
        and _may_be_title(lines[end])
        and not reads_like_unit(lines[end].text)
        and not any(map(str.isdigit, lines[end].key))
    ):
        end += 1
    return end


def lines_of(lines: Sequence[Prose], bounds: tuple[int, int] | None) -> Passage:
    """Return the paragraphs of a title as one passage, broken into lines as printed."""
    if bounds is None:
        return EMPTY
    return passage.join([line.passage for line in lines[bounds[0] : bounds[1]]], "\n")


def of_title(lines: Sequence[Prose], bounds: tuple[int, int] | None) -> Passage:
    """Return the title as one line; between the names of joint issuers a space stays.

    Letter-spacing and line breaks close up: 某 某 市, 关于印发 / 方案的通知.
    """
    whole = lines_of(lines, bounds)
    parts: list[Passage] = []
    start = 0
    for gap in _GAP.finditer(whole.text):
        before, after = whole.text[start : gap.start()], _NEXT.match(whole.text, gap.end())
        if after is None or not _names_body(before) or not _names_body(after["name"]):
            continue
        parts.append(whole.slice(start, gap.start()).repaired(close_gaps=True))
        start = gap.end()
    parts.append(whole.slice(start).repaired(close_gaps=True))
    return passage.join(parts, " ")


_GAP = regex.compile(r"\s+")
_NEXT = regex.compile(r"(?P<name>[^\s《》，。]{3,60}?)(?=\s|关于|印发|转发|批转)")


def _names_body(text: str) -> bool:
    return len(compact(text)) >= 3 and reads_like_unit(text)


def tail_of(key: str) -> str:
    """Return a title from 关于 on: what is the same in it whoever is named before."""
    start = key.find("关于")
    return key[start:] if start >= 0 else ""


def is_same_title(key: str, title: str) -> bool:
    """Whether a line prints the title again, with or without the number at either end."""
    if key == title:
        return True
    if title in key and len(key) - len(title) <= 30:
        rest = key.replace(title, "", 1).strip("()-_|")
        return not rest or bool(find_document_numbers(rest))
    return False
