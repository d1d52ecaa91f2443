"""Where a ZIP file is written: bytes go on until the first fault, and then nowhere."""

from __future__ import annotations

from typing import BinaryIO


class Sink:
    """Passes bytes on until the first fault or `close_down`; then it takes them and drops them.

    A ZIP file that could not be written tries once more when Python lets go of it, and its
    complaint would reach the terminal. It cannot be sought in, so that a file and a pipe get the
    same bytes.
    """

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._down = False

    def write(self, data: bytes) -> int:
        """Take ``data``, and pass it on while that is possible."""
        if not self._down:
            try:
                self._out.write(data)
            except BaseException:
                self._down = True
                raise
        return len(data)

    def flush(self) -> None:
        """Do nothing: who opened the output flushes it."""

    def close_down(self) -> None:
        """Take whatever comes from now on, and drop it."""
        self._down = True
