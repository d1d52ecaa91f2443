"""What a rule is, and what it hands back. One rule is one function under the decorator `rule`.

    @rule(
        code="N01",
        name="year-brackets",
        severity="error",
        basis="GB/T 9704-2012, 7.2.5",
        title=("Year of the document number not in 〔〕", "发文字号的年份未用六角括号"),
        reason=("…why it matters, two or three sentences…", "……"),
        bad=(example(number="沙政办函[2021]8号"),),
        good=(example(number="沙政办函〔2021〕8号"),),
        fixable=True,
    )
    def year_brackets(subject: Subject) -> Iterator[Found]:
        ...

The decorator returns the `Rule`; every `Rule` that a module of `extractor.checks.rules` holds is
run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import regex

from extractor.model.anchor import Anchor
from extractor.model.diagnostic import Severity
from extractor.text.passage import Passage

if TYPE_CHECKING:
    from extractor.checks.subject import Subject

Profile = Literal["new", "archive"]
"""`new`: the author's own file, before it is issued. `archive`: a copy from the web or a scan."""

CODE = regex.compile(r"^[A-Z]{1,5}[0-9]{2,4}$")
NAME = regex.compile(r"^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$")


class Both(NamedTuple):
    """The same words in English and Chinese; a pair of strings will do where one is asked for."""

    en: str
    zh: str

    def of(self, language: str) -> str:
        """Return the words in ``zh`` or, for any other language, in English."""
        return self.zh if language == "zh" else self.en


class Span(NamedTuple):
    """The characters ``[start, end)`` of the text of the paragraph with this id."""

    paragraph: int
    start: int
    end: int


class Edit(NamedTuple):
    """Replaces the characters ``[start, end)`` of a paragraph's text; the rest stays as it is."""

    paragraph: int
    start: int
    end: int
    replacement: str


Place = Span | Passage | Anchor | None
"""Where a finding stands; None is the notice as a whole. The narrower, the better to read."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule reports.

    ``message`` names the value at fault, in one line without a full stop, and says what to do
    where that is not plain. ``edits`` are given only where the mending is certain: they must
    leave nothing that the same rule reports, and change no other character.
    """

    message: tuple[str, str]
    place: Place = None
    edits: tuple[Edit, ...] = ()
    severity: Severity | None = None
    """Another than the rule's own, for a case that is graver or lighter."""
    related: tuple[Place, ...] = ()
    """Further places that the message speaks of: the other of two duplicates."""


@dataclass(frozen=True, slots=True)
class Example:
    """A notice that breaks a rule, or one that comes near it and does not.

    ``parts`` replace those of the model notice (`extractor.checks.model_notice.PARTS`); an empty
    string leaves a part out. ``whole`` stands for the entire file instead. ``others`` are
    the notices it is checked against, given by the parts they replace.
    """

    parts: Mapping[str, str] = field(default_factory=dict)
    whole: str | None = None
    suffix: str = ".md"
    others: tuple[Mapping[str, str], ...] = ()
    registry: tuple[str, ...] = ()
    """Full names of the units that a user's registry holds, when one is used."""
    profile: Profile = "new"
    also: tuple[str, ...] = ()
    """Codes of other rules that rightly have something to say about the same text."""


def example(
    *,
    others: Iterable[Mapping[str, str]] = (),
    registry: Iterable[str] = (),
    profile: Profile = "new",
    also: Iterable[str] = (),
    **parts: str,
) -> Example:
    """Return an example that replaces parts of the model notice."""
    return Example(
        parts=parts,
        others=tuple(others),
        registry=tuple(registry),
        profile=profile,
        also=tuple(also),
    )


def whole(text: str, *, suffix: str = ".md", also: Iterable[str] = ()) -> Example:
    """Return an example that is a file of its own: Markdown, text or, with ``.html``, a page."""
    return Example(whole=text, suffix=suffix, also=tuple(also))


Finder = Callable[["Subject"], Iterable[Found]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that is checked, with all that is said about it anywhere."""

    code: str
    """Letter of the group and two digits or more; never given to another rule once published."""
    name: str
    severity: Severity
    basis: str
    """The clause it rests on, or `practice`, or `integrity` for the record's own sense."""
    title: Both
    """What is wrong, in one line."""
    reason: Both
    """Why that matters and what to do, in a few sentences."""
    bad: tuple[Example, ...]
    good: tuple[Example, ...]
    find: Finder
    typographic: bool = False
    """Runs only where the characters are surely the author's own (`Subject.faithful`)."""
    fixable: bool = False
    """Some of its findings carry edits."""
    profiles: tuple[Profile, ...] = ("new", "archive")
    default: bool = True
    """False: runs only when it is selected by its whole code."""

    def __call__(self, subject: Subject) -> Iterable[Found]:
        """Return what the rule finds in ``subject``."""
        return self.find(subject)

    @property
    def group(self) -> str:
        """The letters of its code."""
        return self.code.rstrip("0123456789")


def rule(
    *,
    code: str,
    name: str,
    severity: Severity,
    basis: str,
    title: tuple[str, str],
    reason: tuple[str, str],
    bad: Iterable[Example] = (),
    good: Iterable[Example] = (),
    **more: Any,
) -> Callable[[Finder], Rule]:
    """Return a decorator that makes a `Rule` of a function; ``more`` are its other fields.

    Raises:
        ValueError: The code or the name is not shaped as one.
    """
    if not CODE.match(code):
        raise ValueError(f"{code}: a code is one to five capitals and two to four digits")
    if not NAME.match(name):
        raise ValueError(f"{code}: {name}: a name is in kebab-case")

    def made(find: Finder) -> Rule:
        return Rule(
            code=code,
            name=name,
            severity=severity,
            basis=basis,
            title=Both(*title),
            reason=Both(*reason),
            bad=tuple(bad),
            good=tuple(good),
            find=find,
            **more,
        )

    return made
