"""Messages over a Unix socket: four bytes of length, msgpack, and at times a descriptor."""

from __future__ import annotations

import array
import os
import socket
import struct
from collections import deque
from contextlib import suppress
from typing import Generic, TypeVar

import msgspec

from extractor.batch.messages import Message

_HEAD = struct.Struct(">I")
_CHUNK = 1 << 17
_DESCRIPTORS = 64
"""Most descriptors taken in with one read; senders send one a message."""

_ANCILLARY = socket.CMSG_LEN(_DESCRIPTORS * array.array("i").itemsize)

Received = TypeVar("Received", bound=Message)

_ENCODER = msgspec.msgpack.Encoder()


class BadFrame(Exception):
    """The other side sent what is no message: it is not to be trusted any more."""


class Channel(Generic[Received]):
    """One end of a socket.

    Args:
        end: A connected stream socket of the family AF_UNIX; closed with the channel.
        expected: The union of messages that may come.
        longest: The most bytes a message may have.
    """

    def __init__(self, end: socket.socket, expected: object, *, longest: int) -> None:
        self.socket = end
        self._decoder = msgspec.msgpack.Decoder(expected)
        self._longest = longest
        self._buffer = bytearray()
        # Kept: to allocate one for each read costs more than the read.
        self._chunk = memoryview(bytearray(_CHUNK))
        self._descriptors: deque[int] = deque()

    def fileno(self) -> int:
        """Return the descriptor that a selector watches."""
        return self.socket.fileno()

    def close(self) -> None:
        """Close the socket and whatever descriptors nobody has taken."""
        self.socket.close()
        while self._descriptors:
            os.close(self._descriptors.popleft())

    def send(self, message: Message, descriptor: int | None = None) -> None:
        """Send a message, waiting for room if need be.

        Raises:
            OSError: The other side is gone.
        """
        body = _ENCODER.encode(message)
        frame = memoryview(_HEAD.pack(len(body)) + body)
        if descriptor is not None:
            rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [descriptor]))]
            frame = frame[self.socket.sendmsg([frame], rights) :]
        if frame:
            self.socket.sendall(frame)

    def receive(self) -> Received:
        """Return the next message, waiting for it.

        Raises:
            EOFError: The other side is gone.
            BadFrame: What came is no message.
        """
        while (message := self._next()) is None:
            self._fill()
        return message

    def arrived(self) -> list[Received]:
        """Return the messages that are there now, without waiting for any.

        Raises:
            EOFError: The other side is gone, and nothing whole has come from it.
            BadFrame: What came is no message.
        """
        gone = False
        with suppress(BlockingIOError):
            try:
                self._fill(socket.MSG_DONTWAIT)
            except (EOFError, ConnectionError):
                gone = True
        messages: list[Received] = []
        while (message := self._next()) is not None:
            messages.append(message)
        if gone and not messages:
            raise EOFError
        return messages

    def take_descriptor(self) -> int:
        """Return the descriptor that came with the message just received; the caller closes it.

        Raises:
            BadFrame: None came.
        """
        if not self._descriptors:
            raise BadFrame("a descriptor was announced and none came")
        return self._descriptors.popleft()

    def _fill(self, flags: int = 0) -> None:
        size, ancillary, _, _ = self.socket.recvmsg_into([self._chunk], _ANCILLARY, flags)
        for level, kind, rights in ancillary:
            if (level, kind) == (socket.SOL_SOCKET, socket.SCM_RIGHTS):
                numbers = array.array("i")
                numbers.frombytes(rights[: len(rights) - len(rights) % numbers.itemsize])
                self._descriptors.extend(numbers)
        if not size:
            raise EOFError
        self._buffer += self._chunk[:size]

    def _next(self) -> Received | None:
        if len(self._buffer) < _HEAD.size:
            return None
        (length,) = _HEAD.unpack_from(self._buffer)
        if length > self._longest:
            raise BadFrame(f"a message of {length} bytes was announced")
        end = _HEAD.size + length
        if len(self._buffer) < end:
            return None
        body = bytes(memoryview(self._buffer)[_HEAD.size : end])
        del self._buffer[:end]
        try:
            message: Received = self._decoder.decode(body)
        except (msgspec.MsgspecError, UnicodeDecodeError) as fault:
            raise BadFrame(str(fault)) from fault
        return message
