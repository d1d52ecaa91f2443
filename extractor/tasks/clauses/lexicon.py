"""The words of clauses, made into patterns from ``vocabulary/roles.toml``.

Every pattern is anchored at one end and finite, so a match looks at no more than ``WINDOW``
characters and cannot run away on hostile text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any, Literal

import regex

from extractor.tasks.clauses.values import Role
from extractor.text.words import any_of
from extractor.vocabulary import load

WINDOW = 48
"""No verb phrase or label is longer."""

LabelKind = Literal["units", "people", "deadline", "other"]


@cache
def words(*path: str) -> tuple[str, ...]:
    """Return a word list of ``roles.toml``."""
    value: Any = load("roles")
    for key in path:
        value = value[key]
    return tuple(value)


def _any(forms: Iterable[str]) -> str:
    ordered = sorted(set(forms), key=lambda form: (-len(form), form))
    return "(?:" + "|".join(regex.escape(form) for form in ordered) + ")"


@cache
def _stems() -> dict[str, Role]:
    return {stem: role["name"] for role in load("roles")["role"] for stem in role["stems"]}


@cache
def _verbs() -> dict[str, Role]:
    return {
        verb: role["name"]
        for role in load("roles")["role"]
        for verb in (*role["verbs"], *role.get("weak_verbs", ()))
    }


@cache
def strong_verbs() -> frozenset[str]:
    """Return the verbs that make a clause on their own: 牵头, 负责, 配合 …"""
    return frozenset(verb for role in load("roles")["role"] for verb in role["verbs"])


@cache
def bare_alone() -> frozenset[str]:
    """Return the stems that label units without a noun and on their own: 牵头: (not 主办:)."""
    return frozenset(word for role in load("roles")["role"] for word in role.get("alone", ()))


@cache
def label_pattern() -> regex.Pattern[str]:
    """Match a label with its colon or in brackets: ``牵头(责任)单位:``, ``【责任单位】``.

    Near miss: ``各责任单位要`` has neither.
    """
    core = _label_core()
    return regex.compile(
        rf"[【\[] (?: {core} ) [】\]] :? | (?: {core} ) (?: \([^()]{{1,12}}\) )? [:∶]",
        regex.VERBOSE,
    )


def _label_core() -> str:
    stem = _any(_stems())
    joint = _any(words("label", "joints"))
    bare = _any(form for role in load("roles")["role"] for form in role["bare"])
    people = (
        f"(?:{_any(words('person', 'stems'))}{_any(words('person', 'middles'))}{{0,2}}"
        f"{_any(words('person', 'ends'))}"
        f"|{_any(words('person', 'labels') + words('person', 'beside'))})"
    )
    deadline = _any(words("deadline", "labels") + words("deadline", "beside"))
    other = _any(words("label", "others"))
    prefix = _any(words("label", "prefixes"))
    noun = _any(words("label", "nouns"))
    return rf"""
            (?P<people>{people})
          | (?P<deadline>{deadline})
          | (?P<other>{other})
          | {prefix}? (?P<stem>{stem})
            (?: \(? {joint} (?P<more>{stem}) \)? | \( (?P<more>{stem}) \) )?
            (?: {joint}? {noun} )
          | (?P<bare>{bare})
          | {prefix}? (?P<stem>{stem}) {noun} {joint} (?P<more>{stem}) {noun}
        """


@cache
def _label_words() -> tuple[str, ...]:
    """Return every word that a label can begin or end with, and some that stand inside."""
    forms = [form for role in load("roles")["role"] for form in role["bare"]]
    for path in ("stems", "ends", "labels", "beside"):
        forms += words("person", path)
    forms += words("deadline", "labels") + words("deadline", "beside")
    forms += words("label", "others") + words("label", "prefixes") + words("label", "nouns")
    return (*forms, *_stems())


@cache
def label_starts() -> re.Pattern[str]:
    """Match any character that a label can begin with."""
    return any_of(("【", "[", *(word[0] for word in _label_words())))


@cache
def label_ends() -> frozenset[str]:
    """Return the characters that can stand before the colon or bracket that ends a label."""
    return frozenset((")", "】", "]", *(word[-1] for word in _label_words())))


@cache
def label_reach() -> int:
    """Return the length that no label without closing bracket exceeds; its colon not counted."""
    longest = max(map(len, _label_words()))
    joint = max(map(len, words("label", "joints")))
    middle = max(map(len, words("person", "middles")))
    return max(4 * longest + 2 * joint, 2 * longest + 2 * middle) + len("【】()")


def label_role(match: regex.Match[str]) -> Role:
    """Return the role that a label of units names; one that joins two is ``responsible``."""
    stem = match["stem"]
    if stem is None:
        return next(role["name"] for role in load("roles")["role"] if match["bare"] in role["bare"])
    roles = {_stems()[found] for found in (stem, *match.captures("more"))}
    return _stems()[stem] if len(roles) == 1 else "responsible"


@cache
def verb_pattern() -> regex.Pattern[str]:
    """Match a verb phrase that ends the text: ``按职责分工负责``, ``牵头组织实施``."""
    by = _any(words("qualifier", "before"))
    objects = _any(words("qualifier", "objects"))
    plain = _any(words("qualifier", "plain"))
    verb = _any(_verbs())
    return regex.compile(
        rf"""
        (?P<qualifier> (?: {by} {objects} ,? | {plain} ){{0,4}}+ )
        (?: (?P<verb>{verb}) (?: 工作|任务 )? ){{1,4}}
        $
        """,
        regex.VERBOSE,
    )


@cache
def _verb_ends() -> frozenset[str]:
    return frozenset(word[-1] for word in (*_verbs(), "工作", "任务"))


def find_verb(text: str, low: int, high: int) -> regex.Match[str] | None:
    """Return the verb phrase that ends ``text[low:high]``, looking only where one can end."""
    if high <= low or text[high - 1] not in _verb_ends():
        return None
    return verb_pattern().search(text, max(low, high - WINDOW), high)


def verb_role(match: regex.Match[str]) -> Role:
    """Return the role of a verb phrase: 牵头督导 leads, 配合落实 supports, 负责督导 supervises."""
    found = {_verbs()[verb] for verb in match.captures("verb")}
    order: tuple[Role, ...] = ("territorial", "lead", "supporting", "supervising")
    return next((role for role in order if role in found), "responsible")


def is_strong(match: regex.Match[str]) -> bool:
    """Whether the phrase makes a clause on its own: a strong verb, or one with 按职责分工."""
    strong = any(verb in strong_verbs() for verb in match.captures("verb"))
    return strong or match["qualifier"].startswith(tuple(words("qualifier", "before")))


@cache
def cut_pattern() -> regex.Pattern[str]:
    """Match a verb within a piece, where another party follows without a mark: A牵头会同B."""
    verbs = _any(
        ["牵头负责", "牵头组织", "牵头落实", "牵头实施", "牵头", "负责落实", "负责", "配合", "协助"]
    )
    follow = _any([*words("connective", "opening")[:3], *words("unit", "levels")])
    return regex.compile(rf"(?P<verb>{verbs})(?P<party>(?={follow}))?")


@cache
def mark_pattern() -> regex.Pattern[str]:
    """Match a role in brackets after a unit: ``市发改委(牵头)``."""
    return regex.compile(rf"\((?P<verb>{_any(strong_verbs())}(?:单位|部门)?)\)$")


@cache
def cue_pattern() -> re.Pattern[str]:
    """Match any word without which there is no clause."""
    forms = [*strong_verbs(), *words("person", "labels"), *words("deadline", "labels")]
    forms += [
        f"{stem}{end}" for stem in ("分管", "联系", "挂钩", "包") for end in ("领导", "市", "县")
    ]
    forms += [f"{stem}单位" for stem in _stems()] + [f"{stem}部门" for stem in _stems()]
    forms += ["按职责", "职责分工", "按分工", "牵头", "责任", "底前", "前完成"]
    forms += words("directive", "cues") + words("default", "closers") + words("default", "copulas")
    weak = [verb for role in load("roles")["role"] for verb in role.get("weak_verbs", ())]
    forms += [verb + end for verb in weak for end in ")]〕】。,"]
    forms += words("order", "decisions")
    return any_of(forms)


@cache
def heading_pattern() -> regex.Pattern[str]:
    """Match the end of a heading that gathers the tasks of a unit: 牵头任务, 负责的事项（5项）."""
    verbs, fillers, nouns = (_any(words("heading", name)) for name in ("verbs", "fillers", "nouns"))
    return regex.compile(
        rf"(?P<verb>{verbs})(?:{fillers}){{0,4}}(?:{nouns})(?:清单|台账)?(?:\([^()]{{0,20}}\))?$"
    )


@cache
def leader_pattern() -> regex.Pattern[str]:
    """Match a heading behind its number that gathers the tasks of a leader (P7).

    ``张三副县长牵头负责的工作``, ``副县长李四分管事项(5项)``; near miss: 由县长负责的工作.
    """
    titles, verbs, nouns = (_any(words("leader", name)) for name in ("titles", "verbs", "nouns"))
    return regex.compile(
        rf"(?P<person>(?=[^,。;:]{{0,24}}?{titles})(?!由|各)[\p{{Han}}、]{{4,24}}?)"
        rf"(?P<verb>{verbs})(?:负责|推进|落实|督办)?的?(?:重点|主要)?{nouns}(?:\([^()]{{0,20}}\))?"
    )


@cache
def duty_ending_pattern() -> regex.Pattern[str]:
    """Match what may stand behind the unit of a heading: 县应急局｜主要职责; may be empty."""
    nouns = _any(words("heading", "duties"))
    return regex.compile(rf"(?:的?(?:主要|具体|工作)*{nouns})?(?:\([^()]{{0,20}}\))?[。:]?$")


@cache
def sign_pattern() -> re.Pattern[str]:
    """Match any sign without which a cell is a plain list: a label's end, a strong verb."""
    return any_of((*":∶】]", *strong_verbs(), *words("qualifier", "before")))


@cache
def directive_pattern() -> re.Pattern[str]:
    """Match any word that marks a directive."""
    return any_of(words("directive", "cues"))


@cache
def exception_pattern() -> regex.Pattern[str]:
    """Match what a directive excepts, a piece of its own: ``除标注"分别牵头"外``."""
    return regex.compile(r"除(?:标注|注明|标明|写明|列明|明确|已?有)[^,;。]{2,16}(?:以)?外")


@cache
def deadline_pattern() -> regex.Pattern[str]:
    """Match how a deadline begins: ``2021年``, ``9月底前``, ``年内``, ``30日内``."""
    lead = _any(words("deadline", "leads"))
    start = _any(words("deadline", "starts"))
    return regex.compile(
        rf"""
        {lead}? (?:
            {start}
          | [0-9]{{2,4}}年(?!度?以?[前来]?的) | [0-9]{{1,2}}月 | [0-9]{{1,2}}日
          | [0-9一二三四五六七八九十两]{{1,3}}个?(?:工作日|天|日|月|周|年)内
        )
        """,
        regex.VERBOSE,
    )
