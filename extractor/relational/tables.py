"""The tables of the normalised view: the one source of the database schema and its page.

Each row belongs to one notice and begins with its key, so that a notice can be replaced whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

Type = Literal["key", "word", "text", "integer", "boolean", "date", "json"]
"""``key``: at most 190 characters; ``word``: short text that is looked for; ``json``: JSON."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what it holds, in English and Chinese."""

    name: str
    type: Type
    en: str
    zh: str
    null: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its primary key; ``refers`` are foreign keys: columns, table, its columns."""

    name: str
    en: str
    zh: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    refers: tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...] = ()
    indexes: tuple[tuple[str, ...], ...] = ()

    @property
    def looked_up(self) -> tuple[str, ...]:
        """Columns of words that keys and indexes hold; every database indexes them whole."""
        held = {name for index in self.indexes for name in index} | set(self.key)
        return tuple(one.name for one in self.columns if one.type == "word" and one.name in held)


NOTICE = Column("notice_key", "key", "the notice", "公文", null=False)
_OF_NOTICE = ((("notice_key",), "notices", ("notice_key",)),)
_OF_TASK = ((("notice_key", "task_position"), "tasks", ("notice_key", "position")),)
_TASK = Column("task_position", "integer", "the task's position", "任务序次", null=False)
_ORDINAL = Column("ordinal", "integer", "order in its list, from 1", "列中次序", null=False)
_ANCHOR = Column("anchor", "json", "where it stands", "位置")


def _number(of: str, zh: str) -> tuple[Column, ...]:
    return (
        Column("document_number", "word", f"document number of {of}, as printed", f"{zh}发文字号"),
        Column("number_code", "word", "code of the authority", "机关代字"),
        Column("number_year", "integer", "its year", "年份"),
        Column("number_sequence", "integer", "its number within the year", "发文顺序号"),
    )


TABLES: tuple[Table, ...] = (
    Table(
        "notices",
        "notices, one row each",
        "公文，一件一行",
        (
            NOTICE,
            Column("id", "text", "id of the record", "公文标识", null=False),
            Column("title", "text", "title", "标题"),
            Column("kind", "word", "kind of document", "文种"),
            *_number("the notice", ""),
            Column("issue_date", "date", "date of issue", "成文日期"),
            Column("secrecy", "text", "secrecy grade and term", "密级和保密期限"),
            Column("urgency", "text", "urgency", "紧急程度"),
            Column("signer", "text", "who signed it for issue", "签发人"),
            Column("disclosure", "text", "disclosure note", "公开属性"),
            Column("printer", "text", "printing authority", "印发机关"),
            Column("print_date", "date", "date of printing", "印发日期"),
            Column("source_uri", "text", "name of the file", "来源文件", null=False),
            Column("source_sha256", "word", "SHA-256 of the file", "来源文件摘要", null=False),
            Column("media_type", "word", "IANA media type of the file", "文件类型", null=False),
            Column("bytes", "integer", "size of the file", "字节数", null=False),
            Column("pages", "integer", "pages of the file", "页数"),
            Column("text_origin", "word", "text, ocr or mixed", "文字来源", null=False),
            Column("characters", "integer", "characters a reader sees", "总字符数", null=False),
            Column("placed", "integer", "those in a field", "已归入字段的字符数", null=False),
            Column(
                "furniture", "integer", "those of the page itself", "版面附属字符数", null=False
            ),
            Column("unplaced", "json", "text no stage could place", "未归位文字", null=False),
            Column("anchors", "json", "where each property stands", "各属性的位置", null=False),
            Column("schema_version", "word", "version of the record", "契约版本", null=False),
            Column("record_sha256", "word", "SHA-256 of the record", "记录摘要", null=False),
        ),
        ("notice_key",),
        indexes=(("document_number",), ("issue_date",)),
    ),
    Table(
        "units",
        "units a notice names, each printed form once",
        "公文中出现的单位",
        (
            NOTICE,
            Column(
                "unit",
                "integer",
                "number of the unit in the notice, from 1",
                "单位序号",
                null=False,
            ),
            Column("text", "text", "as printed", "原文", null=False),
            Column("name", "word", "canonical full name", "规范全称"),
            Column("kind", "word", "sort of body", "单位性质", null=False),
            Column("level", "word", "administrative level", "行政层级"),
            Column("division", "word", "GB/T 2260 code of its jurisdiction", "行政区划代码"),
            Column("members", "json", "what a collective stands for", "泛指所含的单位", null=False),
            Column("aliases", "json", "further nameplates", "加挂牌子", null=False),
            Column("basis", "word", "how the name was reached", "规范名称的依据", null=False),
        ),
        ("notice_key", "unit"),
        _OF_NOTICE,
        (("name",),),
    ),
    Table(
        "notice_units",
        "issuers, addressees, signatories and receivers of copies",
        "发文、主送、署名、抄送机关",
        (
            NOTICE,
            Column("role", "word", "issuer, addressee, signatory or copied_to", "身份", null=False),
            _ORDINAL,
            Column("unit", "integer", "the unit", "单位", null=False),
            Column("qualifier", "text", "words that qualify it", "限定语"),
            _ANCHOR,
        ),
        ("notice_key", "role", "ordinal"),
        ((("notice_key", "unit"), "units", ("notice_key", "unit")),),
    ),
    Table(
        "attachments",
        "attachments, announced or present",
        "附件",
        (
            NOTICE,
            Column("attachment", "integer", "index in the record, from 0", "附件下标", null=False),
            Column("number", "text", "as printed", "附件序号"),
            Column("title", "text", "title", "附件名称"),
            Column(
                "announced", "boolean", "named in an attachment note", "列于附件说明", null=False
            ),
            Column("present", "boolean", "its text is in the file", "内容在本文件中", null=False),
            _ANCHOR,
        ),
        ("notice_key", "attachment"),
        _OF_NOTICE,
    ),
    Table(
        "files",
        "files offered beside the notice for download",
        "附带的文件",
        (
            NOTICE,
            _ORDINAL,
            Column("text", "text", "name as printed", "文件名称", null=False),
            Column("target", "text", "where its link points", "链接地址"),
            Column("attachment", "integer", "the attachment it holds", "对应附件"),
            _ANCHOR,
        ),
        ("notice_key", "ordinal"),
        _OF_NOTICE,
    ),
    Table(
        "sections",
        "headings above tasks and text",
        "章节",
        (
            NOTICE,
            Column("section", "word", "id in the notice: 1, 1.2", "章节编号", null=False),
            _ORDINAL,
            Column("parent", "word", "id of the section above", "上级章节的编号"),
            Column("level", "integer", "depth, from 1", "层次", null=False),
            Column("label", "text", "number as printed", "原文序号"),
            Column("title", "text", "title", "标题", null=False),
            Column("attachment", "integer", "the attachment it is in", "所属附件"),
            _ANCHOR,
        ),
        ("notice_key", "section"),
        _OF_NOTICE,
    ),
    Table(
        "paragraphs",
        "running text, and notes below the date",
        "正文段落与附注",
        (
            NOTICE,
            Column("part", "word", "body or notes", "正文或附注", null=False),
            _ORDINAL,
            Column("text", "text", "as printed", "原文", null=False),
            Column("section", "word", "the section it stands in", "所属章节"),
            Column("attachment", "integer", "the attachment it is in", "所属附件"),
            _ANCHOR,
        ),
        ("notice_key", "part", "ordinal"),
        _OF_NOTICE,
    ),
    Table(
        "tasks",
        "tasks, one row each",
        "任务，一项一行",
        (
            NOTICE,
            Column("position", "integer", "ordinal in the notice, from 1", "序次", null=False),
            Column("id", "text", "id of the task", "任务标识", null=False),
            Column("number", "text", "number as printed", "原文编号"),
            Column("attachment", "integer", "the attachment it is in", "所属附件"),
            Column("section", "word", "the section it stands in", "所属章节"),
            Column("section_path", "json", "titles of its sections", "各级章节的标题", null=False),
            Column("task", "text", "what is to be done", "工作任务"),
            Column("requirement", "text", "how, and to what end", "工作要求"),
            Column("open_list", "boolean", "a unit list ends in 等", "列举未尽", null=False),
            Column("remarks", "text", "remarks", "备注"),
            Column("extra", "json", "columns without a field", "其他栏目", null=False),
            Column("printed", "json", "printed text of its lists", "原文", null=False),
            Column("assignment_source", "word", "where the units are stated", "责任依据"),
            Column("derived", "json", "values not stated at this spot", "推得的值", null=False),
            Column("anchors", "json", "where each property stands", "各属性的位置", null=False),
        ),
        ("notice_key", "position"),
        _OF_NOTICE,
    ),
    Table(
        "assignments",
        "which unit has which role in a task",
        "任务的责任单位",
        (
            NOTICE,
            _TASK,
            Column(
                "role", "word", "lead, responsible, supporting or supervising", "角色", null=False
            ),
            _ORDINAL,
            Column("unit", "integer", "the unit", "单位", null=False),
            Column("qualifier", "text", "words that qualify it", "限定语"),
            _ANCHOR,
        ),
        ("notice_key", "task_position", "role", "ordinal"),
        (*_OF_TASK, (("notice_key", "unit"), "units", ("notice_key", "unit"))),
    ),
    Table(
        "deadlines",
        "when tasks are due, and times their sentences name",
        "完成时限与文中时间",
        (
            NOTICE,
            _TASK,
            Column(
                "stated",
                "boolean",
                "false: a time its sentences name",
                "是否为完成时限",
                null=False,
            ),
            _ORDINAL,
            Column("text", "text", "as printed", "原文", null=False),
            Column("kind", "word", "sort of time", "类别", null=False),
            Column("start_date", "date", "first day", "起始日期"),
            Column("end_date", "date", "last day", "截止日期"),
            Column("recurrence", "text", "RFC 5545 RRULE", "重复规则"),
            _ANCHOR,
        ),
        ("notice_key", "task_position", "stated", "ordinal"),
        _OF_TASK,
        (("end_date",),),
    ),
    Table(
        "people",
        "persons named with tasks",
        "任务所列人员",
        (
            NOTICE,
            _TASK,
            _ORDINAL,
            Column("text", "text", "as printed", "原文", null=False),
            Column("role", "text", "column or label that names them", "栏目或称谓", null=False),
            _ANCHOR,
        ),
        ("notice_key", "task_position", "ordinal"),
        _OF_TASK,
    ),
    Table(
        "citations",
        "documents the notice names",
        "引用文件",
        (
            NOTICE,
            _ORDINAL,
            Column("title", "text", "title as printed", "标题"),
            *_number("the document", "所引文件"),
            Column("relation", "word", "what the notice does with it", "关系", null=False),
            _ANCHOR,
        ),
        ("notice_key", "ordinal"),
        _OF_NOTICE,
        (("number_code", "number_year", "number_sequence"),),
    ),
    Table(
        "directives",
        "sentences that change how assignments read",
        "关于责任认定的说明",
        (
            NOTICE,
            _ORDINAL,
            Column("text", "text", "as printed", "原文", null=False),
            Column("kind", "word", "what it changes", "类别", null=False),
            _ANCHOR,
        ),
        ("notice_key", "ordinal"),
        _OF_NOTICE,
    ),
    Table(
        "reporting",
        "duties to report that belong to no single task",
        "报送要求",
        (
            NOTICE,
            _ORDINAL,
            Column("text", "text", "as printed", "原文", null=False),
            Column("deadlines", "json", "when", "报送时限", null=False),
            _ANCHOR,
        ),
        ("notice_key", "ordinal"),
        _OF_NOTICE,
    ),
    Table(
        "notice_tables",
        "tables of the notice; the rows of task tables are tasks",
        "表格",
        (
            NOTICE,
            _ORDINAL,
            Column("title", "text", "title", "表题"),
            Column("tasks", "boolean", "its rows became tasks", "行已成为任务", null=False),
            Column("section", "word", "the section it stands in", "所属章节"),
            Column("attachment", "integer", "the attachment it is in", "所属附件"),
            Column("columns_json", "json", "its columns", "各栏", null=False),
            Column("rows_json", "json", "cells by row", "各行", null=False),
            Column("notes", "json", "lines above or below it", "表注", null=False),
            _ANCHOR,
        ),
        ("notice_key", "ordinal"),
        _OF_NOTICE,
    ),
    Table(
        "catalogue",
        "metadata that the page states about itself",
        "目录信息",
        (
            NOTICE,
            _ORDINAL,
            Column("label", "text", "label as printed", "名称", null=False),
            Column("value", "text", "value as printed", "值", null=False),
            Column("name", "word", "item of GB/T 33480-2016 or of web pages", "元数据项"),
            _ANCHOR,
        ),
        ("notice_key", "ordinal"),
        _OF_NOTICE,
    ),
    Table(
        "diagnostics",
        "what the tool has to say",
        "诊断",
        (
            NOTICE,
            _ORDINAL,
            Column("code", "word", "stable code", "代码", null=False),
            Column("severity", "word", "error, warning or info", "严重程度", null=False),
            Column("message", "text", "what it is about", "说明", null=False),
            _ANCHOR,
        ),
        ("notice_key", "ordinal"),
        _OF_NOTICE,
    ),
)
"""Parents before children."""


@cache
def table_named(name: str) -> Table:
    """Return the table called ``name``.

    Raises:
        KeyError: there is none.
    """
    return {table.name: table for table in TABLES}[name]
