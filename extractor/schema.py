"""The published contract, made from the model: JSON Schema 2020-12.

The model in `extractor.model.notice` is the only source. ``schemas/notice.schema.json`` is this
module's output, committed and shipped in the wheel as ``extractor/schemas/notice.schema.json``.
"""

from __future__ import annotations

import re
from typing import Any

import msgspec

from extractor.model import notice

DIALECT = "https://json-schema.org/draft/2020-12/schema"
IDENTIFIER = f"urn:notice-extractor:schema:notice:{notice.SCHEMA_VERSION}"

# A JSON Schema is a tree of JSON values without a type of its own.
Schema = dict[str, Any]

_KEYWORDS = ("description", "type", "enum", "anyOf", "$ref", "format", "pattern")
"""These come first, in this order; the others follow as they are."""


def build() -> Schema:
    """Return the schema of one notice, keywords in a fixed order.

    To what msgspec makes of the model are added: its name and dialect; closed objects, in which
    every property is stated, for a property that is empty and one that is absent must not be
    two spellings of one thing; and types that allow null written as one list.
    """
    made = msgspec.json.schema(notice.Notice, ref_template="#/$defs/{name}")
    definitions = {name: _closed(made["$defs"][name]) for name in sorted(made["$defs"])}
    root = definitions.pop("Notice")
    return {"$schema": DIALECT, "$id": IDENTIFIER, **root, "$defs": definitions}


def text() -> bytes:
    """Return the schema as it is published: UTF-8, indented, one newline at the end."""
    return msgspec.json.format(msgspec.json.encode(build()), indent=2) + b"\n"


def _closed(definition: Schema) -> Schema:
    """Return an object's definition that allows no property it does not name."""
    name = definition["title"]
    # Structs that leave out defaults when written (anchors, diagnostics) require only the rest.
    sparse = getattr(notice, name).__struct_config__.omit_defaults
    properties = {key: _simplified(value) for key, value in definition["properties"].items()}
    return {
        "title": name,
        "description": re.sub(r"\s+", " ", definition["description"].replace("``", "`")),
        "type": "object",
        "properties": properties,
        "required": definition["required"] if sparse else list(properties),
        "additionalProperties": False,
    }


def _simplified(value: Any) -> Any:
    """Return the schema with ``anyOf: [a type, null]`` written as one type or enumeration."""
    if isinstance(value, list):
        return [_simplified(item) for item in value]
    if not isinstance(value, dict):
        return value
    value = {key: _simplified(item) for key, item in value.items() if key != "default"}
    match value.get("anyOf"):
        case [{"type": str(kind)} as first, {"type": "null"}]:
            merged = {**first, "type": [kind, "null"]}
        case [{"enum": list(options)}, {"type": "null"}]:
            merged = {"enum": [*options, None]}
        case _:
            return _ordered(value)
    return _ordered({**merged, **value}, without="anyOf")


def _ordered(value: Schema, without: str | None = None) -> Schema:
    first = [key for key in _KEYWORDS if key in value]
    keys = first + [key for key in value if key not in _KEYWORDS]
    return {key: value[key] for key in keys if key != without}
