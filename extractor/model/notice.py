"""The record of one notice: the published contract, schema version 1.

Every ``text`` is the source's text with only line wraps repaired. What is derived from it
stands in a field of its own beside it. ``anchors`` maps a field's name to where it stands.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from extractor.model.anchor import Anchor
from extractor.model.diagnostic import Diagnostic

SCHEMA_VERSION = "1.0"

UnitKind = Literal[
    "government",
    "agency",
    "party",
    "mass_organisation",
    "court_procuratorate",
    "enterprise",
    "institution",
    "internal",
    "ad_hoc",
    "collective",
    "other",
]
Level = Literal["national", "province", "prefecture", "county", "township", "village"]
Basis = Literal["exact", "dictionary", "prefix_inherited", "historical", "none"]
DeadlineKind = Literal[
    "date", "period", "milestone", "recurring", "ongoing", "immediate", "unknown"
]
AssignmentSource = Literal["column", "clause", "line", "section_default", "directive"]
Date = Annotated[
    str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", description="An ISO 8601 date. 日期")
]
Count = Annotated[int, Meta(ge=0)]


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """The file the record was made from. 来源文件"""

    uri: str
    sha256: Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
    media_type: str
    bytes: Count
    pages: Annotated[int, Meta(ge=1)] | None = None
    text_origin: Literal["text", "ocr", "mixed"] = "text"


class Unit(msgspec.Struct, frozen=True, kw_only=True):
    """A body named in the notice: a government, an agency, a collective. 单位"""

    text: Annotated[str, Meta(min_length=1, description="As printed, wraps repaired. 原文")]
    name: Annotated[str | None, Meta(description="Canonical full name, or null. 规范全称")] = None
    kind: UnitKind = "other"
    level: Level | None = None
    division: Annotated[
        str | None,
        Meta(
            description="GB/T 2260 code of its jurisdiction, valid on the issue date. 行政区划代码"
        ),
    ] = None
    members: Annotated[
        tuple[str, ...], Meta(description="What a collective stands for. 泛指所含的单位")
    ] = ()
    qualifier: Annotated[
        str | None, Meta(description="Words that qualify the assignment: 按职责分工, 会同. 限定语")
    ] = None
    aliases: Annotated[tuple[str, ...], Meta(description="Further nameplates. 加挂牌子")] = ()
    basis: Annotated[Basis, Meta(description="How `name` was reached. 规范名称的依据")] = "none"
    anchor: Anchor | None = None


class DocumentNumber(msgspec.Struct, frozen=True, kw_only=True):
    """A document number (发文字号), as printed and in its parts (GB/T 9704-2012, 7.2.5)."""

    text: Annotated[str, Meta(min_length=1)]
    code: Annotated[str | None, Meta(description="The issuing authority's code. 机关代字")] = None
    year: Annotated[int, Meta(ge=1900, le=2200)] | None = None
    sequence: Count | None = None


class Text(msgspec.Struct, frozen=True, kw_only=True):
    """A paragraph of running text that belongs to no other field. 正文段落"""

    text: Annotated[str, Meta(min_length=1)]
    anchor: Anchor
    section: Annotated[str | None, Meta(description="Id of its section. 所属章节")] = None
    attachment: Annotated[Count | None, Meta(description="Index in `attachments`. 所属附件")] = None


class Citation(msgspec.Struct, frozen=True, kw_only=True):
    """Another document the notice names. 引用文件"""

    title: str | None = None
    document_number: DocumentNumber | None = None
    relation: Annotated[
        Literal["cites", "implements", "issues", "forwards", "repeals", "supersedes", "amends"],
        Meta(description="What the notice does with it. 关系"),
    ] = "cites"
    anchor: Anchor


class Attachment(msgspec.Struct, frozen=True, kw_only=True):
    """A document that the notice carries or announces. 附件、印发的文件"""

    number: Annotated[str | None, Meta(description="As printed, or null. 附件序号")] = None
    title: str | None = None
    announced: Annotated[bool, Meta(description="Named in an attachment note (附件说明).")] = False
    present: Annotated[bool, Meta(description="Its text is in this file. 内容在本文件中")] = True
    anchor: Anchor | None = None


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """A heading above tasks or text. 章节、类别"""

    id: Annotated[str, Meta(min_length=1)]
    parent: str | None = None
    level: Annotated[int, Meta(ge=1)]
    label: Annotated[str | None, Meta(description="Its number as printed. 编号")] = None
    title: str
    attachment: Count | None = None
    anchor: Anchor


class Deadline(msgspec.Struct, frozen=True, kw_only=True):
    """A time by which, or rhythm in which, something is due. 完成时限"""

    text: Annotated[str, Meta(min_length=1)]
    kind: DeadlineKind = "unknown"
    start: Date | None = None
    end: Date | None = None
    recurrence: Annotated[
        str | None, Meta(pattern="^FREQ=", description="RFC 5545 RRULE. 重复规则")
    ] = None
    anchor: Anchor | None = None


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """A person named with a task, apart from the units. 责任人、分管领导、联系人"""

    text: Annotated[str, Meta(min_length=1)]
    role: Annotated[str, Meta(description="The column or label that names the person. 角色")]
    anchor: Anchor | None = None


class Derivation(msgspec.Struct, frozen=True, kw_only=True):
    """A value that the text does not state at this spot, and the rule that gave it. 推得的值"""

    field: Annotated[str, Meta(min_length=1)]
    rule: Annotated[str, Meta(min_length=1)]


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """The smallest item that units are assigned to. 任务"""

    id: Annotated[str, Meta(min_length=1)]
    position: Annotated[int, Meta(ge=1, description="Ordinal in the notice. 序次")]
    number: Annotated[
        str | None, Meta(description="Its number as printed, without marks. 编号")
    ] = None
    attachment: Count | None = None
    section: Annotated[str | None, Meta(description="Id of its section. 所属章节")] = None
    section_path: tuple[str, ...] = ()
    task: Annotated[str | None, Meta(description="What is to be done. 工作任务")] = None
    requirement: Annotated[str | None, Meta(description="How, to what end. 工作要求")] = None
    lead_units: Annotated[tuple[Unit, ...], Meta(description="牵头单位")] = ()
    responsible_units: Annotated[tuple[Unit, ...], Meta(description="责任单位")] = ()
    supporting_units: Annotated[tuple[Unit, ...], Meta(description="配合单位")] = ()
    supervising_units: Annotated[tuple[Unit, ...], Meta(description="督导单位")] = ()
    open_list: Annotated[bool, Meta(description="A unit list ends in 等. 列举未尽")] = False
    people: tuple[Person, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    remarks: Annotated[str | None, Meta(description="备注")] = None
    extra: Annotated[
        dict[str, str], Meta(description="Columns without a field of their own. 其他栏目")
    ] = {}
    assignment_source: Annotated[
        AssignmentSource | None, Meta(description="Where the units are stated. 责任依据")
    ] = None
    derived: tuple[Derivation, ...] = ()
    anchors: dict[str, Anchor] = {}


class Directive(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence that changes how assignments read. 关于责任认定的说明"""

    text: Annotated[str, Meta(min_length=1)]
    kind: Literal[
        "first_is_lead",
        "responsible_is_lead",
        "marked_is_lead",
        "no_order",
        "territorial_default",
        "default_deadline",
        "successor",
        "collective_definition",
    ]
    anchor: Anchor


class Reporting(msgspec.Struct, frozen=True, kw_only=True):
    """A duty to report by a date that belongs to no single task. 报送要求"""

    text: Annotated[str, Meta(min_length=1)]
    deadlines: tuple[Deadline, ...] = ()
    anchor: Anchor


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """A column of a table: its header as printed, and what its cells mean. 表头"""

    text: str
    role: Annotated[str | None, Meta(description="Null: kept under its own header in `extra`.")] = (
        None
    )
    anchor: Anchor | None = None


class TableRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A table of the notice. The rows of task tables are tasks; others keep their cells. 表格"""

    title: str | None = None
    attachment: Count | None = None
    section: str | None = None
    tasks: Annotated[bool, Meta(description="Its rows became tasks.")] = False
    columns: tuple[Column, ...] = ()
    rows: Annotated[
        tuple[tuple[str | None, ...], ...],
        Meta(description="Cells by row; null where a merged cell covers the slot."),
    ] = ()
    notes: Annotated[tuple[str, ...], Meta(description="Lines above or below it. 表注")] = ()
    anchor: Anchor


class CatalogueEntry(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of the metadata that a page states about itself. 目录信息（索引号、主题分类）"""

    label: str
    value: str
    name: Annotated[
        str | None, Meta(description="GB/T 33480-2016 or web-page item it corresponds to.")
    ] = None
    anchor: Anchor


class Unplaced(msgspec.Struct, frozen=True, kw_only=True):
    """Text that no stage could place. 未归位文字"""

    text: Annotated[str, Meta(min_length=1)]
    anchor: Anchor


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """Where the source's non-space characters went; the sum always balances. 字符去向

    ``characters == placed + furniture + the characters of unplaced``.
    """

    characters: Count = 0
    placed: Count = 0
    furniture: Count = 0
    unplaced: tuple[Unplaced, ...] = ()


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """A government notice as records. 公文"""

    schema_version: Literal["1.0"] = "1.0"
    id: Annotated[str, Meta(min_length=1)]
    source: Source
    issuers: Annotated[tuple[Unit, ...], Meta(description="发文机关")] = ()
    document_number: DocumentNumber | None = None
    title: Annotated[str | None, Meta(description="标题")] = None
    kind: Annotated[str | None, Meta(description="文种: 通知, 意见, 公告 …")] = None
    secrecy: Annotated[str | None, Meta(description="密级和保密期限")] = None
    urgency: Annotated[str | None, Meta(description="紧急程度")] = None
    signer: Annotated[str | None, Meta(description="签发人")] = None
    addressees: Annotated[tuple[Unit, ...], Meta(description="主送机关")] = ()
    body: Annotated[tuple[Text, ...], Meta(description="正文")] = ()
    signatories: Annotated[tuple[Unit, ...], Meta(description="署名")] = ()
    issue_date: Annotated[Date | None, Meta(description="成文日期")] = None
    disclosure: Annotated[str | None, Meta(description="公开属性: 主动公开 …")] = None
    notes: Annotated[tuple[Text, ...], Meta(description="附注")] = ()
    copied_to: Annotated[tuple[Unit, ...], Meta(description="抄送机关")] = ()
    printer: Annotated[str | None, Meta(description="印发机关")] = None
    print_date: Annotated[Date | None, Meta(description="印发日期")] = None
    citations: tuple[Citation, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    sections: tuple[Section, ...] = ()
    tasks: tuple[Task, ...] = ()
    tables: tuple[TableRecord, ...] = ()
    directives: tuple[Directive, ...] = ()
    reporting: tuple[Reporting, ...] = ()
    catalogue: tuple[CatalogueEntry, ...] = ()
    coverage: Coverage = Coverage()
    diagnostics: tuple[Diagnostic, ...] = ()
    anchors: dict[str, Anchor] = {}
