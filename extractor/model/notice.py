"""The record of one notice: the published contract, schema version 1.

Every ``text`` is the source's text with only line wraps repaired. What is derived from it
stands in a field of its own beside it. ``anchors`` maps a field's name to where it stands.

Records are read by the million: ``gc=False`` keeps them from the search for cycles, which frozen
values cannot form.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec
from msgspec import Meta

from extractor.model.anchor import Anchor
from extractor.model.diagnostic import Diagnostic

if TYPE_CHECKING:
    import pandas

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
    str,
    Meta(
        pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        description="A calendar date, ISO 8601. 日期",
        extra_json_schema={"format": "date"},
    ),
]
Count = Annotated[int, Meta(ge=0)]
Words = Annotated[str, Meta(min_length=1)]
Printed = Annotated[str, Meta(min_length=1, description="As printed, wraps repaired. 原文")]
Spot = Annotated[Anchor, Meta(description="Where it stands in the source. 位置")]
Place = Annotated[Anchor | None, Meta(description="Where it stands in the source. 位置")]
Attached = Annotated[
    Count | None,
    Meta(description="Index in `attachments`, from 0; null: the notice itself. 所属附件的下标"),
]
InSection = Annotated[
    Words | None, Meta(description="Id of the section it stands in, or null. 所属章节的编号")
]


class Source(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The file the record was made from. 来源文件"""

    uri: Annotated[str, Meta(description="Its name as it was given. 文件名或地址")]
    sha256: Annotated[
        str, Meta(pattern="^[0-9a-f]{64}$", description="SHA-256 of its bytes. 文件的摘要")
    ]
    media_type: Annotated[
        str,
        Meta(
            pattern=r"^[a-z]+/[A-Za-z0-9.+-]+$",
            description="What its bytes are, as an IANA media type. 文件类型",
        ),
    ]
    bytes: Annotated[Count, Meta(description="Its size in bytes. 字节数")]
    pages: Annotated[
        Annotated[int, Meta(ge=1)] | None,
        Meta(description="Number of pages; null where the format has none. 页数"),
    ] = None
    text_origin: Annotated[
        Literal["text", "ocr", "mixed"],
        Meta(description="Whether the text was read, recognised, or both. 文字来源"),
    ] = "text"


class Unit(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A body named in the notice: a government, an agency, a collective. 单位"""

    text: Printed
    name: Annotated[Words | None, Meta(description="Canonical full name, or null. 规范全称")] = None
    kind: Annotated[UnitKind, Meta(description="What sort of body it is. 单位性质")] = "other"
    level: Annotated[Level | None, Meta(description="Administrative level, or null. 行政层级")] = (
        None
    )
    division: Annotated[
        Annotated[str, Meta(pattern="^[0-9]{6}([0-9]{3}){0,2}$")] | None,
        Meta(
            description="GB/T 2260 code of its jurisdiction, valid on the issue date. 行政区划代码"
        ),
    ] = None
    members: Annotated[
        tuple[Words, ...],
        Meta(
            description="What a collective stands for. 泛指所含的单位",
            extra_json_schema={"uniqueItems": True},
        ),
    ] = ()
    qualifier: Annotated[
        Words | None,
        Meta(description="Words that qualify the assignment: 按职责分工, 会同. 限定语"),
    ] = None
    aliases: Annotated[
        tuple[Words, ...],
        Meta(
            description="Further nameplates of the same body. 加挂牌子",
            extra_json_schema={"uniqueItems": True},
        ),
    ] = ()
    basis: Annotated[Basis, Meta(description="How `name` was reached. 规范名称的依据")] = "none"
    anchor: Place = None


Units = Annotated[tuple[Unit, ...], Meta(extra_json_schema={"uniqueItems": True})]


class DocumentNumber(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A document number, as printed and in its parts (GB/T 9704-2012, 7.2.5). 发文字号"""

    text: Printed
    code: Annotated[Words | None, Meta(description="The issuing authority's code. 机关代字")] = None
    year: Annotated[
        Annotated[int, Meta(ge=1900, le=2200)] | None, Meta(description="Its year. 年份")
    ] = None
    sequence: Annotated[
        Count | None, Meta(description="Its number within the year. 发文顺序号")
    ] = None


class Text(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A paragraph of running text that belongs to no other field. 正文段落"""

    text: Printed
    anchor: Spot
    section: InSection = None
    attachment: Attached = None


class Citation(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Another document the notice names. 引用文件"""

    title: Annotated[Words | None, Meta(description="Its title as printed. 标题")] = None
    document_number: Annotated[
        DocumentNumber | None, Meta(description="Its document number. 发文字号")
    ] = None
    relation: Annotated[
        Literal["cites", "implements", "issues", "forwards", "repeals", "supersedes", "amends"],
        Meta(description="What the notice does with it. 关系"),
    ] = "cites"
    anchor: Spot


class Attachment(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A document that the notice carries or announces. 附件、印发的文件"""

    number: Annotated[Words | None, Meta(description="As printed, or null. 附件序号")] = None
    title: Annotated[Words | None, Meta(description="Its title. 附件名称")] = None
    announced: Annotated[bool, Meta(description="Named in an attachment note. 列于附件说明")] = (
        False
    )
    present: Annotated[bool, Meta(description="Its text is in this file. 内容在本文件中")] = True
    anchor: Place = None


class LinkedFile(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A file offered beside the notice, as its attachments are for download. 附带的文件"""

    text: Printed
    target: Annotated[
        Words | None, Meta(description="Where its link points; never followed. 链接地址")
    ] = None
    attachment: Annotated[
        Count | None,
        Meta(description="Index in `attachments` of the one it holds, or null. 对应附件的下标"),
    ] = None
    anchor: Spot


class Section(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A heading above tasks or text. 章节、类别"""

    id: Annotated[
        str,
        Meta(pattern=r"^\S+$", description="Its id, unique in the notice: 1, 1.2. 章节编号"),
    ]
    parent: Annotated[
        Words | None, Meta(description="Id of the section above it, or null. 上级章节的编号")
    ] = None
    level: Annotated[int, Meta(ge=1, description="Depth in the outline, from 1. 层次")]
    label: Annotated[Words | None, Meta(description="Its number as printed. 原文序号")] = None
    title: Annotated[str, Meta(description="Its words, without the number. 标题")]
    attachment: Attached = None
    anchor: Spot


class Deadline(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A time by which, or rhythm in which, something is due. 完成时限"""

    text: Printed
    kind: Annotated[DeadlineKind, Meta(description="What sort of time it is. 类别")] = "unknown"
    start: Annotated[Date | None, Meta(description="First day, or null. 起始日期")] = None
    end: Annotated[Date | None, Meta(description="Last day, or null. 截止日期")] = None
    recurrence: Annotated[
        Annotated[str, Meta(pattern="^FREQ=")] | None,
        Meta(description="RFC 5545 RRULE, or null. 重复规则"),
    ] = None
    anchor: Place = None


class Person(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A person named with a task, apart from the units. 责任人、分管领导、联系人"""

    text: Printed
    role: Annotated[str, Meta(description="The column or label that names the person. 栏目或称谓")]
    anchor: Place = None


class Derivation(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A value that the text does not state at this spot, and the rule that gave it. 推得的值"""

    field: Annotated[Words, Meta(description="The property of the task. 属性名")]
    rule: Annotated[Words, Meta(description="The rule, as `merged_cell`. 推得的规则")]


class Task(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The smallest item that units are assigned to. 任务"""

    id: Annotated[
        str,
        Meta(
            pattern="^.+#.+$",
            description="Id of the notice, `#`, and what tells the task apart. 任务标识",
        ),
    ]
    position: Annotated[int, Meta(ge=1, description="Ordinal in the notice, from 1. 序次")]
    number: Annotated[
        Words | None, Meta(description="Its number as printed, without marks. 原文编号")
    ] = None
    attachment: Attached = None
    section: InSection = None
    section_path: Annotated[
        tuple[str, ...],
        Meta(description="Titles of its sections, outermost first. 所属各级章节的标题"),
    ] = ()
    task: Annotated[Words | None, Meta(description="What is to be done. 工作任务")] = None
    requirement: Annotated[
        Words | None, Meta(description="How it is to be done, and to what end. 工作要求")
    ] = None
    lead_units: Annotated[Units, Meta(description="Units in the lead. 牵头单位")] = ()
    responsible_units: Annotated[Units, Meta(description="Units responsible. 责任单位")] = ()
    supporting_units: Annotated[Units, Meta(description="Units that help. 配合单位")] = ()
    supervising_units: Annotated[Units, Meta(description="Units that supervise. 督导单位")] = ()
    open_list: Annotated[bool, Meta(description="A unit list ends in 等. 列举未尽")] = False
    people: Annotated[tuple[Person, ...], Meta(description="People named with it. 人员")] = ()
    deadlines: Annotated[tuple[Deadline, ...], Meta(description="When it is due. 完成时限")] = ()
    deadline_mentions: Annotated[
        tuple[Deadline, ...],
        Meta(description="Times that its sentences name, which no column states. 文中时间要求"),
    ] = ()
    remarks: Annotated[Words | None, Meta(description="Remarks. 备注")] = None
    extra: Annotated[
        dict[str, str],
        Meta(description="Cells of columns without a field, by their header. 其他栏目"),
    ] = {}
    printed: Annotated[
        dict[str, str],
        Meta(
            description="For each property that is a list, the printed text it was read from; "
            "`assignment` is the whole clause or line. 原文"
        ),
    ] = {}
    assignment_source: Annotated[
        AssignmentSource | None, Meta(description="Where the units are stated. 责任依据")
    ] = None
    derived: Annotated[
        tuple[Derivation, ...],
        Meta(description="Values not stated at this very spot, and why. 推得的值"),
    ] = ()
    anchors: Annotated[
        dict[str, Anchor], Meta(description="Where each property stands. 各属性的位置")
    ] = {}


class Directive(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A sentence that changes how assignments read. 关于责任认定的说明"""

    text: Printed
    kind: Annotated[
        Literal[
            "first_is_lead",
            "responsible_is_lead",
            "marked_is_lead",
            "no_order",
            "territorial_default",
            "default_deadline",
            "successor",
            "collective_definition",
        ],
        Meta(description="What it changes. 类别"),
    ]
    anchor: Spot


class Reporting(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A duty to report by a date that belongs to no single task. 报送要求"""

    text: Printed
    deadlines: Annotated[tuple[Deadline, ...], Meta(description="When. 报送时限")] = ()
    anchor: Spot


class Column(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A column of a table: its header as printed, and what its cells mean. 表头"""

    text: Annotated[str, Meta(description="As printed; empty for a blank header. 原文")]
    role: Annotated[
        Words | None,
        Meta(description="What its cells mean; null: unknown, kept as printed. 栏目含义"),
    ] = None
    anchor: Place = None


class TableRecord(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A table of the notice. The rows of task tables are tasks; others keep their cells. 表格"""

    title: Annotated[Words | None, Meta(description="Its title, or null. 表题")] = None
    attachment: Attached = None
    section: InSection = None
    tasks: Annotated[bool, Meta(description="Its rows became tasks. 行已成为任务")] = False
    columns: Annotated[tuple[Column, ...], Meta(description="Its columns. 各栏")] = ()
    rows: Annotated[
        tuple[tuple[str | None, ...], ...],
        Meta(description="Cells by row; null where a merged cell covers the slot. 各行"),
    ] = ()
    notes: Annotated[tuple[Words, ...], Meta(description="Lines above or below it. 表注")] = ()
    anchor: Spot


class CatalogueEntry(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An entry of the metadata that a page states about itself. 目录信息（索引号、主题分类）"""

    label: Annotated[str, Meta(description="Its label as printed. 名称")]
    value: Annotated[str, Meta(description="Its value as printed. 值")]
    name: Annotated[
        Words | None,
        Meta(description="GB/T 33480-2016 or web-page item it corresponds to. 对应的元数据项"),
    ] = None
    anchor: Spot


class Unplaced(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Text that no stage could place. 未归位文字"""

    text: Printed
    anchor: Spot


class Coverage(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Where the source's non-space characters went; the sum always balances. 字符去向

    ``characters == placed + furniture + the characters of unplaced``.
    """

    characters: Annotated[Count, Meta(description="All that a reader sees. 总字符数")] = 0
    placed: Annotated[Count, Meta(description="Those in a field. 已归入字段的字符数")] = 0
    furniture: Annotated[
        Count, Meta(description="Those of page numbers, running heads, navigation. 版面附属字符数")
    ] = 0
    unplaced: Annotated[
        tuple[Unplaced, ...], Meta(description="What no stage could place. 未归位文字")
    ] = ()


class Notice(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A government notice as records. 公文"""

    schema_version: Annotated[
        Literal["1.0"], Meta(description="Version of this contract. 契约版本")
    ] = "1.0"
    id: Annotated[
        str,
        Meta(
            pattern=r"^\S(.*\S)?$",
            description="Document number; without one, made of issuer, title and date. 公文标识",
        ),
    ]
    source: Annotated[Source, Meta(description="The file it was read from. 来源文件")]
    issuers: Annotated[Units, Meta(description="Issuing authorities. 发文机关")] = ()
    document_number: Annotated[
        DocumentNumber | None, Meta(description="Document number, or null. 发文字号")
    ] = None
    title: Annotated[Words | None, Meta(description="Title, lines joined. 标题")] = None
    kind: Annotated[Words | None, Meta(description="Kind of document: 通知, 意见. 文种")] = None
    secrecy: Annotated[Words | None, Meta(description="Secrecy grade and term. 密级和保密期限")] = (
        None
    )
    urgency: Annotated[Words | None, Meta(description="Urgency. 紧急程度")] = None
    signer: Annotated[Words | None, Meta(description="Who signed it for issue. 签发人")] = None
    addressees: Annotated[Units, Meta(description="Addressees. 主送机关")] = ()
    body: Annotated[tuple[Text, ...], Meta(description="Running text. 正文")] = ()
    signatories: Annotated[Units, Meta(description="Who signed at the end. 发文机关署名")] = ()
    issue_date: Annotated[Date | None, Meta(description="Date of issue. 成文日期")] = None
    disclosure: Annotated[Words | None, Meta(description="Disclosure note: 主动公开. 公开属性")] = (
        None
    )
    notes: Annotated[tuple[Text, ...], Meta(description="Notes below the date. 附注")] = ()
    copied_to: Annotated[Units, Meta(description="Copied to. 抄送机关")] = ()
    printer: Annotated[Words | None, Meta(description="Printing authority. 印发机关")] = None
    print_date: Annotated[Date | None, Meta(description="Date of printing. 印发日期")] = None
    citations: Annotated[
        tuple[Citation, ...], Meta(description="Documents it names. 引用文件")
    ] = ()
    attachments: Annotated[
        tuple[Attachment, ...], Meta(description="What it carries or announces. 附件")
    ] = ()
    files: Annotated[
        tuple[LinkedFile, ...],
        Meta(description="Files offered beside it, as its attachments are. 附带的文件"),
    ] = ()
    sections: Annotated[
        tuple[Section, ...], Meta(description="Its outline, in reading order. 章节")
    ] = ()
    tasks: Annotated[tuple[Task, ...], Meta(description="Tasks in reading order. 任务")] = ()
    tables: Annotated[tuple[TableRecord, ...], Meta(description="Its tables. 表格")] = ()
    directives: Annotated[
        tuple[Directive, ...], Meta(description="How assignments read. 关于责任认定的说明")
    ] = ()
    reporting: Annotated[tuple[Reporting, ...], Meta(description="Duties to report. 报送要求")] = ()
    catalogue: Annotated[
        tuple[CatalogueEntry, ...], Meta(description="A page's own metadata. 目录信息")
    ] = ()
    coverage: Annotated[Coverage, Meta(description="Where every character went. 字符去向")] = (
        Coverage()
    )
    diagnostics: Annotated[
        tuple[Diagnostic, ...], Meta(description="What the tool has to say. 诊断")
    ] = ()
    anchors: Annotated[
        dict[str, Anchor], Meta(description="Where each property stands. 各属性的位置")
    ] = {}

    def tasks_frame(self, *, explode: bool = False) -> pandas.DataFrame:
        """Return the tasks as a DataFrame, one row each: `extractor.to_pandas` of this notice.

        Args:
            explode: A row for each task, role and unit, rather than lists in cells.

        Raises:
            MissingExtra: pandas is not installed.
        """
        # By name: the model imports nobody, and this is a door to what is built upon it.
        frame: pandas.DataFrame = import_module("extractor.writers.frames").to_pandas(
            self, explode=explode
        )
        return frame
