"""The page: the original on the left, the records on the right, nothing from elsewhere.

Its policy (CSP) forbids every request; style and script are allowed by their digests alone, and
text of a notice is escaped or set as text.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from extractor.model.document import Document
from extractor.model.notice import Notice, Task
from extractor.review.fields import Field, head_fields, header, task_fields
from extractor.review.original import original, shown
from extractor.review.places import Places
from extractor.writers.wording import meaning, word

_WORDS = {
    "title": ("Review", "核对"),
    "tasks": ("{} tasks", "共{}项任务"),
    "remarks": ("To look at", "请留意"),
    "unplaced": ("Text without a place in the records", "未归位文字"),
    "inferred": ("inferred", "推得"),
    "no_pictures": (
        "The pages could not be drawn or are too many: their text is shown.",
        "页面过多或无法绘制，此处显示文字。",
    ),
}


class Reviewed(NamedTuple):
    """A file as the page shows it; ``pictures`` are those of its pages, or none."""

    name: str
    document: Document
    notice: Notice
    pictures: tuple[bytes, ...] = ()


def review_page(items: Sequence[Reviewed], language: str = "zh") -> Iterator[str]:
    """Yield the page in parts."""
    style, script = _resource("page.css"), _resource("page.js")
    policy = (
        f"default-src 'none'; img-src data:; style-src '{_digest(style)}'; "
        f"script-src '{_digest(script)}'; base-uri 'none'; form-action 'none'"
    )
    names = [item.notice.title or item.name for item in items]
    title = f"{_say(language, 'title')}：{names[0]}" if len(names) == 1 else _say(language, "title")
    yield f'<!DOCTYPE html>\n<html lang="{"zh-CN" if language == "zh" else "en"}">\n<head>'
    yield f'<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield '<meta name="viewport" content="width=device-width">'
    yield '<meta name="referrer" content="no-referrer">'
    yield f"<title>{shown(title)}</title>\n<style>{style}</style>\n</head>\n<body>"
    yield f"<header><h1>{shown(title)}</h1>"
    if len(names) > 1:
        options = "".join(f"<option>{shown(name)}</option>" for name in names)
        yield f'<select autocomplete="off">{options}</select>'
    yield "</header>"
    for at, item in enumerate(items):
        yield from _notice(item, f"n{at}", language, hidden=at > 0)
    yield f"<script>{script}</script>\n</body>\n</html>\n"


def _notice(item: Reviewed, prefix: str, language: str, *, hidden: bool) -> Iterator[str]:
    places = Places(item.document, pictured=bool(item.pictures))
    yield f'<main data-prefix="{prefix}"{" hidden" if hidden else ""}>\n<div class="original">'
    if item.document.pages and not item.pictures:
        yield f'<p class="picture">{_say(language, "no_pictures")}</p>'
    yield from original(item.document, item.pictures, prefix)
    yield '</div>\n<div class="records">'
    yield f"<p>{shown(item.name)} · {_say(language, 'tasks').format(len(item.notice.tasks))}</p>"
    yield _fields(head_fields(item.notice), places, language)
    yield from _remarks(item.notice, places, language)
    path: tuple[str, ...] = ()
    for task in item.notice.tasks:
        if task.section_path != path:
            path = task.section_path
            yield f'<p class="path">{shown(" › ".join(path))}</p>'
        yield _task(task, places, language, f"{prefix}t{task.position}")
    yield "</div>\n</main>"


def _task(task: Task, places: Places, language: str, name: str) -> str:
    fields = _fields(task_fields(task, language), places, language)
    return f'<article id="{name}">{fields}</article>'


def _fields(fields: Iterator[Field], places: Places, language: str) -> str:
    lines = []
    before = ""
    for field in fields:
        name = "" if field.name == before else header(field.name, language)
        before = field.name
        lines.append(f"<dt>{shown(name)}</dt><dd>{_value(field, places, language)}</dd>")
    return f"<dl>{''.join(lines)}</dl>"


def _value(field: Field, places: Places, language: str) -> str:
    value = shown(field.value)
    if field.reason:
        why = f"{_say(language, 'inferred')}：{field.reason}"
        value = f'<span class="derived">{value}</span>'
        return f'{_button(value, field, places)}<span class="reason">{shown(why)}</span>'
    return _button(value, field, places)


def _button(value: str, field: Field, places: Places) -> str:
    targets = places.targets(field.anchors)
    if not targets:
        return value
    at = json.dumps(targets, separators=(",", ":"))
    return f'<button type="button" data-at="{shown(at)}">{value}</button>'


def _remarks(notice: Notice, places: Places, language: str) -> Iterator[str]:
    told = [one for one in notice.diagnostics if one.severity != "info"]
    if told:
        fields = (
            Field(
                word("severity", one.severity) if language == "zh" else one.severity,
                (meaning(one.code) if language == "zh" else None) or one.message,
                "",
                (one.anchor,),
            )
            for one in told
        )
        title = shown(_say(language, "remarks"))
        yield f'<div class="remarks">{title}{_fields(fields, places, language)}</div>'
    if notice.coverage.unplaced:
        rest = (Field("", one.text, "", (one.anchor,)) for one in notice.coverage.unplaced)
        title = shown(_say(language, "unplaced"))
        yield f'<div class="remarks">{title}{_fields(rest, places, language)}</div>'


def _say(language: str, key: str) -> str:
    return _WORDS[key][language == "zh"]


@cache
def _resource(name: str) -> str:
    return files("extractor.review").joinpath(name).read_text("utf-8")


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")
