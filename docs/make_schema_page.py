"""Writes ``docs/schema.md`` from the schema, which comes from the model: ``make docs``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from extractor import schema
from extractor.validation.rules import RULES

PAGE = Path(__file__).with_name("schema.md")

HEAD = """\
# The record

Made by `make docs` from `extractor/model/`; a test holds the two together. The contract itself is
[`schemas/notice.schema.json`](../schemas/notice.schema.json) (JSON Schema 2020-12), in the wheel as
`extractor/schemas/notice.schema.json`, and on a machine that has the tool: `extractor schema`.

What holds for all of it:

- **Text is the source's.** Only line-wrap spaces and breaks are repaired. What is derived (a
  canonical name, an ISO date, a section path) stands in a property of its own.
- **Every property is always stated**, but for anchors and diagnostics, which leave out what they do
  not know. `null` means: not found, or the source has no such thing. An empty list of units with
  nothing in `derived` means: the source leaves it empty.
- **No further properties.** A record with one is not valid under this version. Version numbers
  follow the contract: 1.x adds, 2.0 may rename. `extractor.codec.decode` passes over properties
  that a later version added.
- **What JSON Schema cannot say** is checked by `extractor validate` after it; the rules are listed
  at the end.
"""

RULES_HEAD = """\
## Rules between values

| rule | what must hold |
|---|---|
"""


def page() -> str:
    """Return the page."""
    built = schema.build()
    definitions = {"Notice": built, **built["$defs"]}
    parts = [HEAD, *(_definition(name, definitions[name]) for name in _order(definitions))]
    return "\n".join(parts) + "\n" + RULES_HEAD + "".join(f"{row}\n" for row in _rules())


def _order(definitions: dict[str, schema.Schema]) -> list[str]:
    """Return the names so that each comes after the first that refers to it."""
    names = ["Notice"]
    for name in names:
        for value in definitions[name]["properties"].values():
            names += [found for found in _references(value) if found not in names]
    return names


def _references(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        if "$ref" in value:
            yield value["$ref"].rpartition("/")[2]
        for item in value.values():
            yield from _references(item)
    elif isinstance(value, list):
        for item in value:
            yield from _references(item)


def _definition(name: str, definition: schema.Schema) -> str:
    rows = "".join(
        f"| `{key}` | {_kind(value)} | {_cell(value['description'])} |\n"
        for key, value in definition["properties"].items()
    )
    heading = f"## {name}\n\n{definition['description']}\n"
    return f"{heading}\n| property | type | meaning |\n|---|---|---|\n{rows}"


def _kind(value: schema.Schema) -> str:
    """Return a type in words that a person reads."""
    if "anyOf" in value:
        return " or ".join(_kind(option) for option in value["anyOf"])
    if "$ref" in value:
        name = value["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "enum" in value:
        return ", ".join("null" if option is None else f"`{option}`" for option in value["enum"])
    kinds = value["type"] if isinstance(value["type"], list) else [value["type"]]
    return " or ".join(_plain(kind, value) for kind in kinds)


def _plain(kind: str, value: schema.Schema) -> str:
    if kind == "array":
        if "prefixItems" in value:
            return f"list of {len(value['prefixItems'])} {value['prefixItems'][0]['type']}s"
        return f"list of {_kind(value['items'])}"
    if kind == "object":
        return f"object of {_kind(value['additionalProperties'])}"
    return str(value["format"]) if kind == "string" and "format" in value else kind


def _rules() -> Iterator[str]:
    for rule in RULES:
        first, _, _ = (rule.__doc__ or "").partition("\n")
        yield f"| {rule.__name__.replace('_', ' ')} | {_cell(first)} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("``", "`").strip()


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
