"""A small notice, made by hand, that fulfils the contract: two sections, three tasks."""

from __future__ import annotations

from typing import Any

import msgspec

from extractor.model.anchor import Anchor
from extractor.model.notice import (
    Attachment,
    Coverage,
    Deadline,
    Derivation,
    Directive,
    DocumentNumber,
    Notice,
    Section,
    Source,
    Task,
    Text,
    Unit,
    Unplaced,
)

ID = "测政办〔2024〕3号"


def unit(text: str, **more: Any) -> Unit:
    return Unit(text=text, kind="agency", **more)


def example() -> Notice:
    """Return the notice; 20 characters in all: 12 placed, 5 furniture, 3 unplaced."""
    return Notice(
        id=ID,
        source=Source(uri="例.txt", sha256="0" * 64, media_type="text/plain", bytes=60),
        issuers=(unit("测试县人民政府办公室", level="county"),),
        document_number=DocumentNumber(text=ID, code="测政办", year=2024, sequence=3),
        title="测试县人民政府办公室关于做好示例工作的通知",
        kind="通知",
        issue_date="2024-02-29",
        body=(Text(text="现将任务分解如下。", anchor=Anchor(line=3), section="1", attachment=0),),
        attachments=(Attachment(title="任务分解表"),),
        sections=(
            Section(id="1", level=1, label="一、", title="总体要求", anchor=Anchor(line=4)),
            Section(
                id="1.1",
                parent="1",
                level=2,
                label="（一）",
                title="做好准备",
                anchor=Anchor(line=5),
            ),
        ),
        tasks=(
            Task(
                id=f"{ID}#1",
                position=1,
                number="1",
                section="1.1",
                section_path=("总体要求", "做好准备"),
                task="编制“一张表”。",
                requirement="3月底前完成,报县政府办。\n逐项销号。",
                lead_units=(unit("县发改局", name="测试县发展和改革局", basis="dictionary"),),
                responsible_units=(unit("县教育局"), unit("各乡（镇）")),
                deadlines=(
                    Deadline(text="3月底前", kind="date", start="2024-02-29", end="2024-03-31"),
                ),
                extra={"进度": "已启动"},
                assignment_source="column",
                anchors={"task": Anchor(page=1, bbox=(1.0, 2.0, 3.0, 4.5), characters=(0, 8))},
            ),
            Task(
                id=f"{ID}#2",
                position=2,
                section="1",
                section_path=("总体要求",),
                task="=公式开头的任务",
                derived=(
                    Derivation(field="lead_units", rule="directive:1"),
                    Derivation(field="requirement", rule="merged_cell"),
                ),
            ),
            Task(id=f"{ID}#3", position=3, task="其他工作"),
        ),
        directives=(
            Directive(text="排在第一位的为牵头单位", kind="first_is_lead", anchor=Anchor(line=6)),
        ),
        coverage=Coverage(
            characters=20,
            placed=12,
            furniture=5,
            unplaced=(Unplaced(text="未 归位", anchor=Anchor(line=9)),),
        ),
        anchors={"title": Anchor(line=1)},
    )


def record() -> Any:
    """Return the notice as plain JSON values, to be damaged."""
    return msgspec.to_builtins(example())
