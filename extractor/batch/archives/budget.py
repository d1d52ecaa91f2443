"""How far an archive may still expand: one account for it and all archives inside it."""

from __future__ import annotations

import io
from typing import BinaryIO

from extractor.errors import TooLarge, TooMany

RATIO_FROM = 1 << 20
"""Bytes that may come out of any few bytes before their ratio is looked at."""

_PORTION = 1 << 13
"""Bytes asked for at a time: what a fault in the stream may take along."""

_OWN_SIZE = 10
_BYTES_A_MEMBER = 1 << 10
"""An archive that is large itself may expand to ten times that, and have a member a KiB."""


class Budget:
    """What is left of the limits.

    Args:
        size: Bytes of the outermost archive itself.
        members: Members allowed.
        member: Bytes of one member allowed.
        total: Bytes allowed to come out of all decompression together.
        ratio: Times that anything packed may exceed its packed size.
        depth: Archives allowed inside one another.
    """

    def __init__(
        self, *, size: int, members: int, member: int, total: int, ratio: int, depth: int
    ) -> None:
        self.member = member
        self.ratio = ratio
        self.depth = depth
        self._members = max(members, size // _BYTES_A_MEMBER)
        self._total = max(total, size * _OWN_SIZE)
        self._met = 0
        self._spent = 0

    def meet(self) -> None:
        """Count a member.

        Raises:
            TooMany: There are more than are allowed.
        """
        self.expect(1)
        self._met += 1

    def expect(self, members: int) -> None:
        """Hear of members to come.

        Raises:
            TooMany: They would be more than are allowed.
        """
        if self._met + members > self._members:
            raise TooMany(f"has more than {self._members} members (--max-members)")

    def spend(self, size: int) -> None:
        """Count bytes that have come out of decompression.

        Raises:
            TooLarge: They are more than are allowed.
        """
        self._spent += size
        if self._spent > self._total:
            raise TooLarge(f"expands to more than {self._total} bytes (--max-archive)")

    def weigh(self, unpacked: int, packed: int) -> None:
        """Compare what came out with what went in.

        Raises:
            TooLarge: It is too many times as much.
        """
        if unpacked > RATIO_FROM and unpacked > self.ratio * max(packed, 1):
            raise TooLarge(f"expands to more than {self.ratio} times its packed size (--max-ratio)")


class Metered(io.RawIOBase):
    """A decompressed stream that is counted as it is read.

    Args:
        stream: What to read.
        packed: The stream that ``stream`` decompresses; its position tells what went in.
        budget: The account.
    """

    def __init__(self, stream: BinaryIO, packed: BinaryIO, budget: Budget) -> None:
        self._stream = stream
        self._packed = packed
        self._budget = budget
        self._start = packed.tell()
        self._out = 0
        self.fault: Exception | None = None
        """What ended it early."""

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: object) -> int:
        """Read into ``buffer``, and count."""
        view = memoryview(buffer)  # type: ignore[arg-type]  # any buffer, which has no type in 3.11
        size = 0
        # Filled whole, so that who looks ahead sees as much as there is; and what comes before
        # a fault is handed over before the fault.
        while size < len(view) and (chunk := self._next(min(len(view) - size, _PORTION))):
            view[size : size + len(chunk)] = chunk
            size += len(chunk)
        if self.fault is not None and size == 0:
            raise self.fault
        self._out += size
        try:
            self._budget.spend(size)
            self._budget.weigh(self._out, self._packed.tell() - self._start)
        except TooLarge as fault:
            self.fault = fault
            raise
        return size

    def _next(self, size: int) -> bytes:
        if self.fault is not None:
            return b""
        try:
            return self._stream.read(size)
        except Exception as fault:
            self.fault = fault
            return b""
