"""Gold labels: what a person reads in a notice, one JSON file a notice. 人工标注

The label file says which notice it is of by name and SHA-256, so that it is never held against
other bytes. Unknown properties are refused: a misspelt one would count as an empty list.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from extractor.errors import SchemaError, Unreadable
from extractor.model.notice import DeadlineKind

Half = Literal["all", "seen", "unseen"]
Doubtful = Literal[
    "lead", "responsible", "supporting", "supervising", "open_list", "deadlines", "mentions"
]


class GoldDeadline(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A deadline as printed, what sort it is, its last day (ISO) and its rule (RFC 5545)."""

    text: str
    kind: DeadlineKind = "unknown"
    end: str | None = None
    recurrence: str | None = None


class GoldTask(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A task: where its text begins, and the units as printed, by role, in their order.

    ``begins`` are the first visible characters of the text that is assigned, twelve or all there
    are. ``derived`` names, for a role that the text doesn't state on the spot, the kind of the
    directive that gives it. What is in ``doubtful`` may be read in more ways than one and isn't
    scored. A ``repeated`` task is printed a second time, as at the seam of a page: it may be found
    or not.
    """

    number: str | None = None
    begins: Annotated[str, Meta(min_length=1)]
    lead: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    supporting: tuple[str, ...] = ()
    supervising: tuple[str, ...] = ()
    open_list: bool = False
    deadlines: tuple[GoldDeadline, ...] = ()
    mentions: tuple[GoldDeadline, ...] = ()
    derived: dict[str, str] = {}
    doubtful: tuple[Doubtful, ...] = ()
    repeated: bool = False
    comment: str = ""


class GoldDirective(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A sentence that changes how assignments read, by its kind and first characters."""

    kind: str
    begins: Annotated[str, Meta(min_length=1)]
    comment: str = ""


class GoldReporting(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A duty to report, by its first characters, and the times it sets."""

    begins: Annotated[str, Meta(min_length=1)]
    deadlines: tuple[GoldDeadline, ...] = ()
    comment: str = ""


class GoldNotice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The labels of one notice. ``names`` maps units as printed to canonical names or None.

    ``names_also`` has further names of a unit that are as right. ``labelled`` names what was
    labelled besides the tasks; what isn't there isn't scored: times that the sentences of tasks
    set (``mentions``), duties to report (``reporting``).
    """

    id: Annotated[str, Meta(min_length=1)]
    file: Annotated[str, Meta(min_length=1)]
    sha256: Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
    tasks: tuple[GoldTask, ...] = ()
    directives: tuple[GoldDirective, ...] = ()
    reporting: tuple[GoldReporting, ...] = ()
    labelled: tuple[Literal["mentions", "reporting"], ...] = ()
    names: dict[str, str | None] = {}
    names_also: dict[str, tuple[str, ...]] = {}
    comment: str = ""


def find_gold(sources: Iterable[Path]) -> Iterator[Path]:
    """Yield the files named, and the ``.json`` files of folders named, in the order of names."""
    for source in sources:
        if source.is_dir():
            yield from sorted(source.rglob("*.json"))
        else:
            yield source


def load_gold(path: Path) -> GoldNotice:
    """Return the labels that ``path`` holds.

    Raises:
        Unreadable: It can't be read.
        SchemaError: It is no JSON or has another form.
    """
    try:
        return msgspec.json.decode(path.read_bytes(), type=GoldNotice)
    except OSError as error:
        raise Unreadable(f"{path}: {error.strerror or error}") from error
    except (msgspec.MsgspecError, RecursionError) as error:
        raise SchemaError(f"{path}: not a file of gold labels: {error}") from error


def half_of(identity: str) -> Half:
    """Return the half of the gold a notice is in, by its id alone.

    Developers read the errors of the ``seen`` half; the ``unseen`` half measures what they made.

    >>> half_of("a"), half_of("b")
    ('seen', 'seen')
    """
    digit = hashlib.sha1(identity.encode(), usedforsecurity=False).hexdigest()[0]
    return "seen" if int(digit, 16) % 2 == 0 else "unseen"
