"""Sentences that change how assignments read: 列第一位的责任单位为牵头单位. 责任认定的说明

Each kind is one function from a sentence, folded and without white space, to what it says, or
None. Words are data: ``vocabulary/directives.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

import regex

from extractor.tasks.clauses import is_unit_list
from extractor.tasks.clauses.lexicon import label_pattern
from extractor.tasks.deadlines import find_deadline_mentions
from extractor.tasks.sentences import Sentence, sentences_of
from extractor.text.characters import compact, fold
from extractor.text.words import any_of
from extractor.vocabulary import load

DirectiveKind = Literal[
    "first_is_lead",
    "responsible_is_lead",
    "marked_is_lead",
    "no_order",
    "territorial_default",
    "default_deadline",
    "successor",
    "collective_definition",
]
OtherRole = Literal["supporting", "responsible"]

MAX_SENTENCE = 400
"""A longer sentence is no directive."""


@dataclass(frozen=True, slots=True)
class DirectiveFound:
    """A directive at ``[start, end)`` of the text.

    ``exceptions`` are the words that except a list (分别牵头); ``other_role`` is what the units
    after the first are said to be; ``marker`` the sign that marks a lead unit, or ``bold``,
    ``heiti``, ``kaiti``, ``underline`` for formatting; ``units`` the bodies given to every task,
    as printed but folded and without white space.
    """

    start: int
    end: int
    kind: DirectiveKind
    exceptions: tuple[str, ...] = ()
    other_role: OtherRole | None = None
    marker: str | None = None
    units: str | None = None


@dataclass(frozen=True, slots=True)
class _Said:
    kind: DirectiveKind
    exceptions: tuple[str, ...] = ()
    other_role: OtherRole | None = None
    marker: str | None = None
    units: str | None = None


def find_directives(text: str) -> tuple[DirectiveFound, ...]:
    """Return the directives of a paragraph, in order, at most one of a kind in a sentence.

    >>> found, = find_directives("列第一位的责任单位为牵头单位，其他为配合单位。")
    >>> found.kind, found.other_role
    ('first_is_lead', 'supporting')
    >>> find_directives("综合排名第一的单位予以通报表扬。")
    ()
    """
    found: list[DirectiveFound] = []
    if _sign().search(compact(text)) is None:
        return ()
    for sentence in sentences_of(text):
        if len(sentence.plain) > MAX_SENTENCE:
            continue
        said = _said(sentence.plain)
        if said is not None:
            place = _in_brackets(text, sentence, said) or _trimmed(text, sentence)
            if said.kind == "territorial_default":
                place = _last_clauses(text, sentence, said)
            found.append(_placed(said, *place))
            further = _territorial_default(sentence.plain)
            if further is not None and further.kind != said.kind:
                found.append(_placed(further, *_last_clauses(text, sentence, further)))
        elif found and _says_of_others(sentence.plain):
            last = found[-1]
            if last.kind == "first_is_lead" and last.other_role is None:
                end = _trimmed(text, sentence)[1]
                found[-1] = replace(last, end=end, other_role=_other_role(sentence.plain))
    return tuple(found)


def _placed(said: _Said, start: int, end: int) -> DirectiveFound:
    return DirectiveFound(
        start, end, said.kind, said.exceptions, said.other_role, said.marker, said.units
    )


def _last_clauses(text: str, sentence: Sentence, said: _Said) -> tuple[int, int]:
    """Return the range of the last clauses of a sentence that still say ``said``."""
    start, end = _trimmed(text, sentence)
    for mark in _COMMAS.finditer(text, start, end):
        if _territorial_default("".join(fold(text[mark.end() : end]).split())) != said:
            break
        start = mark.end()
    return start, end


_COMMAS = regex.compile("[，,；;]")


def _said(plain: str) -> _Said | None:
    return next((said for rule in _RULES if (said := rule(plain))), None)


_ASIDE = regex.compile(r"[(（〔]([^()（）〔〕]{8,100})[)）〕]")


def _in_brackets(text: str, sentence: Sentence, said: _Said) -> tuple[int, int] | None:
    """Return the range of an aside that says it alone: 牵头单位(无牵头单位的，…)要统筹."""
    for aside in _ASIDE.finditer(text, sentence.start + 1, sentence.end):
        if aside.start() > sentence.start and _said("".join(fold(aside[1]).split())) == said:
            start, end = aside.span(1)
            return start + _behind_assignment(text[start:end]), end
    return None


@cache
def _sign() -> re.Pattern[str]:
    """Match what every directive has one of; most paragraphs have none."""
    marks = load("directives")["marks"]
    said = [
        f"{link}{verb}{noun}"
        for link in ("为", "是")
        for verb in ("牵头", "主办")
        for noun in ("单位", "部门")
    ]
    said += [
        f"{quote}{link}" for quote in '"”' for link in ("均", "是指", "系指", "指", "包括", "为")
    ]
    said += [*marks["signs"], *(name for name in marks if name != "signs")]
    for words in (_words("first"), _words("no_order"), _words("territorial", "closings")):
        said += words
    said += ["均为", *_TIMES, *_SUCCESSIONS, "所称", "所指", "表中", "文中"]
    return any_of(said)


_TIMES = ("时限", "时间", "期限", "日期")
_SUCCESSIONS = (
    "继任", "接任", "接替", "新任", "递补", "接续", "新分工", "新的分工", "承接", "相应职务",
    "不再另行", "不另行", "自然更替", "自行调整", "自然调整",
)  # fmt: skip
_BRACKETS = {")": "(", "）": "（", "〕": "〔", "】": "【", "]": "["}


def _trimmed(text: str, sentence: Sentence) -> tuple[int, int]:
    """Return the directive's range: from the clause it begins to a bracket that opens before it."""
    start, end = sentence.start, sentence.end
    if text[start] in _BRACKETS.values() and _BRACKETS.get(text[end - 1]) == text[start]:
        start, end = start + 1, end - 1
    start += _behind_assignment(text[start:end])
    depth = 0
    for position in range(start, end):
        if text[position] in _BRACKETS.values():
            depth += 1
        elif text[position] in _BRACKETS:
            depth -= 1
            if depth < 0:
                return start, max(position, start + 1)
    if depth and text[start] in _BRACKETS.values():
        start += 1
    return start, end


def _behind_assignment(text: str) -> int:
    """Return where the directive begins behind an assignment: 责任单位：甲局、乙局，列第一位者…"""
    folded = fold(text)
    for mark in _COMMA.finditer(folded, 0, LONGEST_ASSIGNMENT):
        if _opening_pattern().match(folded, mark.end()) is None:
            continue
        before = folded[: mark.start()].lstrip("([〔【")
        label = label_pattern().match(before)
        before = before[label.end() :] if label is not None else before
        verb = _assignment_pattern().search(before)
        return mark.end() if is_unit_list(before[: verb.start()] if verb else before) else 0
    return 0


_COMMA = regex.compile("[,;]")
LONGEST_ASSIGNMENT = 300


@cache
def _opening_pattern() -> regex.Pattern[str]:
    """Match how a directive begins behind an assignment: 列第一位, 除标注“…”外."""
    return regex.compile(rf"\s*(?:{_any(_words('first'))}|除(?:标注|注明|标明))")


@cache
def _assignment_pattern() -> regex.Pattern[str]:
    """Match the verb that ends an assignment: 甲局、乙局负责."""
    return regex.compile(rf"(?:{_any(_words('assignment', 'verbs'))})$")


def _any(words: Iterable[str]) -> str:
    return "|".join(map(regex.escape, sorted(words, key=lambda word: (-len(word), word))))


def _words(table: str, name: str = "words") -> list[str]:
    return list(load("directives")[table][name])


@cache
def _first_pattern() -> regex.Pattern[str]:
    """列第一位的责任单位为牵头单位或汇总单位; not 排名第一的单位为优秀."""
    units = _any(_words("unit"))
    return regex.compile(
        rf"(?:{_any(_words('first'))})(?:的|者|位)*(?:[各该]?(?:{units})|科室)?(?:[(][^()]{{0,12}}[)])?,?"
        rf"(?:均|即|都|一般|默认|则|视)?(?:为|是|作为|系)(?:该项|本项|总|任务|工作|该项工作|的)*(?:{_any(_words('lead'))})"
    )


def _first_is_lead(plain: str) -> _Said | None:
    if _first_pattern().search(plain) is None:
        return None
    return _Said("first_is_lead", _exceptions(plain), _other_role(plain))


_EXCEPTION = regex.compile(
    r"除(?:已|有)?(?:特别|另)?(?:标注|注明|标明|明确|写明|列明|规定)?(?:为)?[\"'“]?(?P<words>[^\"'”“,。外]{2,12}?)[\"'”]?(?:的|者)?(?:单位|部门|任务)?(?:以)?外"
)


def _exceptions(plain: str) -> tuple[str, ...]:
    return tuple(
        match["words"] for match in _EXCEPTION.finditer(plain) if "说明" not in match["words"]
    )


@cache
def _others_pattern() -> regex.Pattern[str]:
    signs = regex.escape(load("directives")["marks"]["signs"])
    return regex.compile(
        rf"(?:其他|其余|其它|后续|其后|后面|之后|[,、;][{signs}])[^,。]{{0,16}}?(?:均|都|则|即)?(?:为|是|作为)"
        rf"(?:(?P<supporting>{_any(_words('supporting'))})|(?P<responsible>{_any(_words('responsible'))}))"
    )


def _other_role(plain: str) -> OtherRole | None:
    match = _others_pattern().search(plain)
    if match is None:
        return None
    return "supporting" if match["supporting"] else "responsible"


def _says_of_others(plain: str) -> bool:
    match = _others_pattern().search(plain)
    return match is not None and match.start() <= 2


_NO_LEAD = regex.compile(
    r"(?:无|没有|未列|未明确|未注明|未标明|未确定|未设|不设|未标注|未列明|未单列)(?:明确)?(?:牵头|主办)(?:单位|部门|科室)?(?:的|时)?"
    r"[^。]{0,10}?(?:责任单位|责任部门|列入单位|承办单位)(?:均|即|都|也)?(?:为|是|视为|作为)(?:牵头|主办)(?:单位|部门)"
)


def _responsible_is_lead(plain: str) -> _Said | None:
    return _Said("responsible_is_lead") if _NO_LEAD.search(plain) else None


@cache
def _marked_pattern() -> regex.Pattern[str]:
    marks = load("directives")["marks"]
    named = _any(name for name in marks if name != "signs")
    return regex.compile(
        rf"(?:(?:带|标|加|注|标注|标有|标记|打|有|注有|标示|前有|后有|标识)*有?[\"'“(]?(?P<sign>[{regex.escape(marks['signs'])}])[\"'”)]?"
        rf"|(?P<named>{named}))"
        rf"(?:号|符号|标记|标注|标识|字体|字|显示)*(?:的|者|单位|责任单位|部门|责任部门)*(?:均|即|都)?(?:为|是|系)(?:{_any(_words('lead'))})"
    )


def _marked_is_lead(plain: str) -> _Said | None:
    match = _marked_pattern().search(plain)
    if match is None:
        return None
    marker = match["sign"] or load("directives")["marks"][match["named"]]
    return _Said("marked_is_lead", _exceptions(plain), _other_role(plain), marker)


def _no_order(plain: str) -> _Said | None:
    """Read 责任单位排名不分先后 or (排名不分先后); what else has no order is no directive."""
    found = next((word for word in _words("no_order") if word in plain), None)
    if found is None or len(plain) > 60 or any(word in plain for word in _words("elsewhere")):
        return None
    before = plain[: plain.index(found)].strip("(〔注备:0123456789.、以上,")
    named = not before or any(word in before for word in _words("unit"))
    return _Said("no_order") if named else None


@cache
def _territorial_pattern() -> regex.Pattern[str]:
    bodies = _any(_words("territorial", "bodies"))
    return regex.compile(
        rf"(?P<units>(?:{bodies})[^。;]{{0,60}}?)(?:{_any(_words('territorial', 'duties'))})"
    )


def _territorial_default(plain: str) -> _Said | None:
    """Read 以下均需各县区落实，不再列出, and 各县区均为责任单位."""
    closing = any(word in plain for word in _words("territorial", "closings"))
    match = _territorial_pattern().search(plain)
    below = match is not None and any(word in match["units"] for word in ("以下", "下述"))
    if match and not below and (closing or "均为" in match.group()):
        return _Said("territorial_default", units=match["units"].rstrip(",、"))
    if not closing:
        return None
    needed = regex.search(
        r"(?:均需|均由|均须|均要|都需|都由|需由|由)(?P<units>[^,。]{2,60}?)"
        r"(?:[按依]|负责|落实|参与|配合|贯彻|组织|推进|实施|抓好|做好|协同|承担)"
        r"|均?涉及(?P<touched>[^,。]{2,60}?(?:政府|管委会|地区|[市县区州])\)?)(?=[,。]|$)",
        plain,
    )
    return (
        _Said("territorial_default", units=needed["units"] or needed["touched"]) if needed else None
    )


_NO_TIME = regex.compile(
    r"(?:未|没有|无)(?:注明|明确|标注|标明|列明|规定|设定|写明|特别注明|特别说明|明确标注|具体)*(?:的)?"
    r"(?:工作|具体|整改|任务)*(?:完成|办结)?(?:时限|时间|期限|时间节点|日期)(?:要求)?(?:的|任务)"
)


def _default_deadline(plain: str) -> _Said | None:
    match = _NO_TIME.search(plain)
    if match and find_deadline_mentions(plain[match.end() :]):
        return _Said("default_deadline")
    return None


_SUCCESSOR = regex.compile(
    r"(?:领导|责任人|负责人|人员|分工|成员|联系人|职务|岗位)[^。]{0,16}?(?:变动|调整|变更|变化|调离|更换|异动)[^。]{0,20}?"
    r"(?:继任|接任|接替|新任|递补|接续|按照?新的?分工|承接|相应职务|不再另行|不另行|自然更替|自行调整|自然调整)"
)


def _successor(plain: str) -> _Said | None:
    return _Said("successor") if _SUCCESSOR.search(plain) else None


_DEFINITION = regex.compile(
    r"(?:(?:本|上述|以上|表中|文中|清单|方案|通知)[^,。]{0,10}?(?:所称|所指|所列|中的)?|所称|所指|注:?[0-9.、]{0,3}|^)"
    r"[\"“](?P<term>[^\"”]{1,24}?(?:单位|部门|乡镇|街道|县区|镇街|机构|区县|园区|市县|平台|企业|政府))[\"”](?:均)?(?:是指|系指|指|包括|为)"
    r"|(?:所称|所指|表中|文中)(?:的)?(?P<bare>[^,。\"]{2,24}?(?:单位|部门|乡镇|街道|县区|镇街|机构|区县|园区|市县|政府))(?:均)?(?:是指|系指|指|包括)"
)


def _collective_definition(plain: str) -> _Said | None:
    match = _DEFINITION.search(plain)
    return _Said("collective_definition", units=match["term"] or match["bare"]) if match else None


_RULES: tuple[Callable[[str], _Said | None], ...] = (
    _first_is_lead,
    _responsible_is_lead,
    _marked_is_lead,
    _no_order,
    _territorial_default,
    _default_deadline,
    _successor,
    _collective_definition,
)
