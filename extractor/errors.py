"""The exceptions of the package: one tree, one class per fault code.

A message says what is wrong, where, and what to do about it, on one line.
"""

from __future__ import annotations

from typing import ClassVar


class ExtractorError(Exception):
    """Root of all errors the package raises on purpose."""

    code: ClassVar[str] = "internal"


class UnsupportedFormat(ExtractorError):
    """The bytes are of a format that is not read here."""

    code = "unsupported"


class MissingExtra(UnsupportedFormat):
    """The format is read only with an optional dependency, which the message names."""

    code = "missing-extra"


class EmptySource(ExtractorError):
    """There is nothing in the file, or nothing but white space."""

    code = "empty"


class NotANotice(ExtractorError):
    """The file reads well, but nothing in it is a part of a notice."""

    code = "not-a-notice"


class EncryptedSource(ExtractorError):
    """The file is locked with a password."""

    code = "encrypted"


class CorruptSource(ExtractorError):
    """The bytes claim a format and break its rules beyond repair."""

    code = "corrupt"


class TruncatedSource(CorruptSource):
    """The file ends before it should."""

    code = "truncated"


class NoTextLayer(ExtractorError):
    """The pages are pictures: a scan, to be recognised first."""

    code = "scanned"


class TooLarge(ExtractorError):
    """The file, or what it expands to, exceeds a limit."""

    code = "too-large"


class TooDeep(TooLarge):
    """Nesting exceeds a limit."""

    code = "too-deep"


class TooMany(TooLarge):
    """An archive has more members than a limit allows."""

    code = "too-many"


class UnsafePath(ExtractorError):
    """A member of an archive has a name that leads out of it, or is a link."""

    code = "unsafe-path"


class HostileXml(ExtractorError):
    """The XML declares a DOCTYPE or entities where the format needs none."""

    code = "hostile-xml"


class Unreadable(ExtractorError):
    """The operating system would not give the bytes."""

    code = "io"


class TimedOut(ExtractorError):
    """Reading took longer than a limit, and was ended."""

    code = "timeout"


class OutOfMemory(ExtractorError):
    """Reading needed more memory than a limit allows, and was ended."""

    code = "memory"


class Crashed(ExtractorError):
    """The process that read the file died of it."""

    code = "crash"


class DatabaseFault(ExtractorError):
    """A database cannot be reached, is locked, full, or holds tables of others."""

    code = "database"


class SchemaError(ExtractorError):
    """A record does not fulfil the contract."""

    code = "schema"


class UnknownColumn(ExtractorError):
    """A column was asked for that the output does not have."""

    code = "unknown-column"


class BadConfig(ExtractorError):
    """A file of settings, or an option, asks for what there is not."""

    code = "config"


class RuleFault(ExtractorError):
    """A rule of the check broke down; the message names it."""

    code = "rule"
