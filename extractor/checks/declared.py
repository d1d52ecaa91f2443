"""Rules that a user declares in TOML: forbidden words, required sections, a list of units.

Each table under ``[[rules]]`` is one rule, with a code of its own and exactly one of
``forbidden`` (a word to its replacement, or "" where a person must choose), ``required-sections``
(words that some heading must hold) and ``units`` or ``units-file`` (full or short names).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

import msgspec
import regex
from msgspec import Meta

from extractor.checks.config import LONGEST_FILE, converted
from extractor.checks.rule import CODE, NAME, Both, Edit, Finder, Found, Rule, Span
from extractor.checks.subject import Subject
from extractor.errors import BadConfig
from extractor.model.diagnostic import Severity
from extractor.model.notice import Unit
from extractor.text.characters import compact

Word = Annotated[str, Meta(min_length=1, max_length=200)]


class Wording(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The same words in two languages."""

    en: str
    zh: str


class Declared(
    msgspec.Struct, frozen=True, kw_only=True, rename="kebab", forbid_unknown_fields=True
):
    """One rule as it is declared."""

    code: str
    name: str
    title: str | Wording
    severity: Severity = "warning"
    basis: str = "practice"
    reason: str | Wording = ""
    forbidden: dict[Word, str] | None = None
    required_sections: tuple[Word, ...] | None = None
    units: tuple[Word, ...] | None = None
    units_file: str | None = None


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    rules: tuple[Declared, ...]


def load_rules(path: Path) -> tuple[Rule, ...]:
    """Return the rules that a file declares.

    Raises:
        BadConfig: It can't be read, or a rule in it makes no sense; names file, rule and key.
    """
    declared = converted(_parsed(path), _File, path).rules
    return tuple(_rule(entry, path) for entry in declared)


def _rule(entry: Declared, path: Path) -> Rule:
    where = f"{path}: {entry.code}"
    if not CODE.match(entry.code):
        raise BadConfig(f"{where}: a code is one to five capitals and two to four digits")
    if not NAME.match(entry.name):
        raise BadConfig(f"{where}: name: {entry.name} is not in kebab-case")
    given = [entry.forbidden, entry.required_sections, entry.units, entry.units_file]
    if sum(one is not None for one in given) != 1:
        raise BadConfig(f"{where}: give one of forbidden, required-sections, units and units-file")
    find, fixable = _finder(entry, path, where)
    return Rule(
        code=entry.code,
        name=entry.name,
        severity=entry.severity,
        basis=entry.basis,
        title=_both(entry.title),
        reason=_both(entry.reason or entry.title),
        bad=(),
        good=(),
        find=find,
        fixable=fixable,
    )


def _finder(entry: Declared, path: Path, where: str) -> tuple[Finder, bool]:
    if entry.forbidden is not None:
        words = dict(entry.forbidden)
        for word, better in words.items():
            if any(one in better for one in words):
                raise BadConfig(f"{where}: forbidden.{word}: {better} holds a forbidden word")
        return _forbids(words), any(words.values())
    if entry.required_sections is not None:
        return _requires(entry.required_sections), False
    names = entry.units
    if names is None:
        names = tuple(_lines(path.parent / (entry.units_file or ""), where))
    return _knows(names), False


def _forbids(words: Mapping[str, str]) -> Finder:
    # The longest first, so that of two that begin alike the narrower is named.
    pattern = regex.compile("|".join(map(regex.escape, sorted(words, key=len, reverse=True))))

    def find(subject: Subject) -> Iterator[Found]:
        for paragraph in subject.paragraphs:
            for match in pattern.finditer(subject.own_words(paragraph)):
                span = Span(paragraph.id, match.start(), match.end())
                better = words[match.group()]
                if better:
                    message = (
                        f"write {better} for {match.group()}",
                        f"“{match.group()}”应改为“{better}”",
                    )
                    yield Found(message, span, (Edit(*span, better),))
                else:
                    yield Found(
                        (f"{match.group()} is not to be used", f"不应使用“{match.group()}”"), span
                    )

    return find


def _requires(sections: Iterable[str]) -> Finder:
    wanted = tuple(sections)

    def find(subject: Subject) -> Iterator[Found]:
        titles = [compact(section.title) for section in subject.notice.sections]
        for words in wanted:
            if not any(compact(words) in title for title in titles):
                yield Found((f"no section is called {words}", f"缺少“{words}”部分"))

    return find


def _knows(names: Iterable[str]) -> Finder:
    known = {compact(name) for name in names}

    def find(subject: Subject) -> Iterator[Found]:
        for unit in _assigned(subject):
            if unit.kind == "collective" or unit.members:
                continue
            if compact(unit.text) in known or (unit.name and compact(unit.name) in known):
                continue
            yield Found(
                (f"{unit.text} is not in the list of units", f"“{unit.text}”不在单位名单内"),
                unit.anchor,
            )

    return find


def _assigned(subject: Subject) -> Iterator[Unit]:
    for task in subject.notice.tasks:
        yield from task.lead_units
        yield from task.responsible_units
        yield from task.supporting_units
        yield from task.supervising_units


def _both(words: str | Wording) -> Both:
    return Both(words, words) if isinstance(words, str) else Both(words.en, words.zh)


def _lines(path: Path, where: str) -> Iterator[str]:
    text = _text(path, f"{where}: units-file: ")
    for line in text.splitlines():
        name = line.strip()
        if name and not name.startswith("#"):
            yield name


def _parsed(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(_text(path, ""))
    except tomllib.TOMLDecodeError as error:
        raise BadConfig(f"{path}: is no TOML: {error}") from error


def _text(path: Path, where: str) -> str:
    try:
        if path.stat().st_size > LONGEST_FILE:
            raise BadConfig(f"{where}{path}: is larger than 1 MB; split it")
        return path.read_text("utf-8-sig")
    except OSError as error:
        raise BadConfig(f"{where}{path}: {error.strerror or error}; name a file") from error
    except UnicodeDecodeError as error:
        raise BadConfig(f"{where}{path}: byte {error.start} is not UTF-8; save it so") from error
