"""JSON in and out of the record: lossless, UTF-8, the same bytes for the same values."""

from __future__ import annotations

from typing import Any

import msgspec

from extractor.errors import SchemaError
from extractor.model.notice import Notice
from extractor.text.characters import encodable

_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Notice)


def encode(notice: Notice) -> bytes:
    """Return ``notice`` as one line of JSON, without the line's end.

    Lone surrogates, which no encoding carries, become U+FFFD.
    """
    try:
        return _ENCODER.encode(notice)
    except UnicodeEncodeError:
        return _ENCODER.encode(_encodable(msgspec.to_builtins(notice)))


def _encodable(value: Any) -> Any:
    if isinstance(value, str):
        return encodable(value)
    if isinstance(value, list | tuple):
        return [_encodable(item) for item in value]
    if isinstance(value, dict):
        return {encodable(name): _encodable(item) for name, item in value.items()}
    return value


def indent(encoded: bytes) -> bytes:
    """Return encoded JSON with one value a line, indented by two spaces."""
    return msgspec.json.format(encoded, indent=2)


def decode(data: bytes | str) -> Notice:
    """Return the notice that ``data``, one JSON object, describes.

    Properties this version does not know are passed over, so that later versions of the
    contract can still be read; `extractor.validate` is the strict reading.

    Raises:
        SchemaError: the data is no JSON, or no notice; the message names the place.
    """
    try:
        return _DECODER.decode(data)
    except (msgspec.MsgspecError, RecursionError) as fault:
        raise SchemaError(f"not a notice record: {fault}; see `extractor schema`") from fault
