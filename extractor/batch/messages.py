"""What travels between the supervisor, the template and its children: msgpack, tagged by type."""

from __future__ import annotations

from typing import Literal

import msgspec

from extractor.bounds import Bounds

Kind = Literal["document", "archive"]
"""A document is read for its notice; an archive holds other inputs."""


OUT_OF_MEMORY = "needs more memory than it may have (--memory)"
"""However it was noticed: by the kernel, by the allocator or by the watch over the process."""

OUT_OF_TIME = "takes longer than it may (--timeout)"


class Message(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Root of all that is sent."""


# Down to a child.


class Job(Message, frozen=True, kw_only=True, tag=True):
    """One input to be read. Its bytes lie at ``place``, or in a descriptor sent along."""

    ordinal: int
    uri: str
    kind: Kind = "document"
    place: bytes | None = None
    """A path as the operating system spells it, or a URL in UTF-8; None: a descriptor comes."""
    remote: bool = False
    """``place`` is a URL."""
    size: int | None = None
    """Bytes, as far as is known before they are read."""
    sha256: str | None = None
    """Known before: no verdict is waited for."""


class Verdict(Message, frozen=True, kw_only=True, tag=True):
    """The answer to `Read`: whether these bytes are still to be extracted."""

    proceed: bool


class More(Message, frozen=True, kw_only=True, tag=True):
    """Leave to send further members of an archive."""

    members: int
    size: int


# Up from a child.


class Read(Message, frozen=True, kw_only=True, tag=True):
    """The bytes of a document have been read; a `Verdict` is waited for."""

    sha256: str
    size: int


class Outcome(Message, frozen=True, kw_only=True, tag=True):
    """What became of a job: a notice, or the code and message of the fault."""

    code: str | None = None
    message: str | None = None
    notice: bytes = b""
    """One line of JSON without its end."""
    sha256: str | None = None
    size: int | None = None
    notice_id: str | None = None
    media_type: str | None = None
    pages: int | None = None
    tasks: int | None = None
    diagnostics: dict[str, int] = {}
    """How many of each code."""
    seconds: float = 0.0
    """Time on the clock."""
    processor: float = 0.0
    """Seconds of processor time."""
    memory: int = 0
    """Bytes of memory that the child holds now; 0 where the system does not say."""
    passed: bool = False
    """The verdict was not to proceed."""


class Lost(Message, frozen=True, kw_only=True, tag=True):
    """The bytes of a job are gone with the machine that had them; it is nobody's fault."""


class Opened(Message, frozen=True, kw_only=True, tag=True):
    """An archive inside an archive begins; its members follow."""

    uri: str


class Member(Message, frozen=True, kw_only=True, tag=True):
    """A document in an archive; a descriptor with its bytes comes along."""

    uri: str
    size: int
    sha256: str


class Passed(Message, frozen=True, kw_only=True, tag=True):
    """An input that is no document and is not meant to be one: a lock file, a style sheet."""

    uri: str
    reason: str


class Failed(Message, frozen=True, kw_only=True, tag=True):
    """A member that cannot be had: encrypted, of an unsafe name, too large."""

    uri: str
    code: str
    message: str
    size: int | None = None


class Closed(Message, frozen=True, kw_only=True, tag=True):
    """An archive has ended, well or with a fault."""

    uri: str
    code: str | None = None
    message: str | None = None
    seconds: float = 0.0
    memory: int = 0


# Between a station and its template.


class Setup(Message, frozen=True, kw_only=True, tag=True):
    """What all children of a station work by."""

    work: str
    """``module:function`` that makes an `Outcome` of a document's bytes."""
    registry: str | None
    bounds: Bounds
    seconds: float
    memory: int
    file: int
    result: int
    members: int
    depth: int
    ratio: int
    total: int
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()


class Ready(Message, frozen=True, kw_only=True, tag=True):
    """The template is warm, or, with a fault, will never be."""

    fault: str | None = None


class Spawn(Message, frozen=True, kw_only=True, tag=True):
    """Fork a child that talks over the socket sent along."""


class Spawned(Message, frozen=True, kw_only=True, tag=True):
    """The child that `Spawn` asked for; no process could be made if ``pid`` is None."""

    pid: int | None
    fault: str | None = None


class Kill(Message, frozen=True, kw_only=True, tag=True):
    """End a child, if it has not ended by itself."""

    pid: int


class Died(Message, frozen=True, kw_only=True, tag=True):
    """A child has ended, as ``waitpid`` says."""

    pid: int
    status: int
    peak: int
    """Bytes of memory it held at most."""


Down = Job | Verdict | More
Up = Read | Outcome | Lost | Opened | Member | Passed | Failed | Closed
ToTemplate = Setup | Spawn | Kill
FromTemplate = Ready | Spawned | Died
