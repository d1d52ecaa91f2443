"""What validation found, as a value, and how it is worded."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

Language = Literal["en", "zh"]


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One place where a record breaks the contract.

    ``rule`` is a stable name: a keyword of the schema (``required``, ``pattern``) or a rule of
    `extractor.validation.rules`. ``pointer`` is a JSON Pointer (RFC 6901) inside the record;
    the empty string is the record itself. For a missing property it names the object that
    lacks it.
    """

    source: str
    """The file, as it was named."""
    record: int
    """Ordinal of the record in the file, from 1; 0 when the file itself is at fault."""
    line: int | None
    """Line of the record, from 1, when each record has a line of its own (JSONL)."""
    notice: str | None
    """Id of the notice, when the record has one."""
    pointer: str
    rule: str
    expected: str
    """What the contract asks for, in the language that was asked for."""

    def __str__(self) -> str:
        place = self.source
        if self.line is not None:
            place += f":{self.line}"
        elif self.record:
            place += f"#{self.record}"
        where = f"{self.notice}: " if self.notice is not None else ""
        pointer = self.pointer or '""'
        return f"{place}: {where}{pointer}: {self.expected} [{self.rule}]"


class Flaw(msgspec.Struct, frozen=True):
    """A finding before it knows its record: rule, path of keys and indexes, details."""

    rule: str
    path: tuple[str | int, ...] = ()
    detail: str = ""


def pointer(path: Iterable[str | int]) -> str:
    """Return the JSON Pointer (RFC 6901, section 3) of a path of keys and indexes.

    >>> pointer(["tasks", 0, "extra", "a/b~c"])
    '/tasks/0/extra/a~1b~0c'
    """
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in path)


def wording(flaw: Flaw, language: Language) -> str:
    """Return what was expected at the place of ``flaw``, in one line."""
    english, chinese = _WORDINGS.get(flaw.rule, _OTHER)
    template = chinese if language == "zh" else english
    return template.replace("{}", " ".join(flaw.detail.split()))


_OTHER = ("expected {}", "应满足：{}")

_WORDINGS = {
    # the file
    "json": ("expected JSON: {}", "应为 JSON：{}"),
    "records": ("expected at least one record", "应至少有一条记录"),
    # the record
    "more": ("expected fewer findings: more than {} are not told", "问题过多：仅列出前 {} 处"),
    # keywords of the schema
    "required": ("expected the property {}", "应有属性 {}"),
    "additionalProperties": ("expected no such property", "不应有此属性"),
    "type": ("expected {}", "类型应为 {}"),
    "enum": ("expected one of {}", "应为下列之一：{}"),
    "pattern": ("expected a match of {}", "应符合模式 {}"),
    "format": ("expected a real {}", "应为实际存在的 {}"),
    "minLength": ("expected at least {} character(s)", "至少应有 {} 个字符"),
    "minItems": ("expected at least {} item(s)", "至少应有 {} 项"),
    "maxItems": ("expected at most {} item(s)", "至多应有 {} 项"),
    "minimum": ("expected a number of at least {}", "数值应不小于 {}"),
    "maximum": ("expected a number of at most {}", "数值应不大于 {}"),
    "uniqueItems": ("expected no item twice", "各项不应重复"),
    # rules between values
    "task-id": ("expected an id that begins with {}", "标识应以 {} 开头"),
    "task-id-unique": ("expected an id that no other task has", "任务标识不应重复"),
    "position": ("expected position {}", "序次应为 {}"),
    "section-id-unique": ("expected an id that no other section has", "章节编号不应重复"),
    "section": ("expected the id of a section", "应为 sections 中已有的编号"),
    "parent": ("expected the id of an earlier section", "应为前面某一章节的编号"),
    "section-path": ("expected the titles of its sections: {}", "应为所属各级章节的标题：{}"),
    "attachment": ("expected an index below {}", "下标应小于 {}"),
    "unit-unique": ("expected a unit once in a role", "同一栏内单位不应重复"),
    "deadline-order": ("expected no end before {}", "截止日期不应早于 {}"),
    "derived-field": ("expected the name of a property of a task", "应为任务的属性名"),
    "anchored-field": ("expected the name of a property", "应为属性名"),
    "directive": ("expected a rule that names one of {} directive(s)", "应指向 {} 条说明之一"),
    "characters": ("expected a start that is not after the end", "起点不应在终点之后"),
    "coverage": ("expected {} characters in all", "总字符数应为 {}"),
}
