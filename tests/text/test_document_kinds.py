"""Kinds of documents by the ends of their titles."""

from __future__ import annotations

import pytest

from extractor.text.document_kinds import kind_of_title, statutory_kinds


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("甲县人民政府办公室关于印发2021年工作要点的通知", "通知"),
        ("关于印发《甲行动方案（试行）》的通知", "通知"),
        ("关于转发《乙关于印发〈丙〉的通知》的通知", "通知"),
        ("甲市人民政府关于加强乙工作的意见", "意见"),
        ("甲省人民政府令", "令"),
        ("关于乙的批复（国函〔2021〕3号）", "批复"),
        ("关于乙工作的复函", "函"),
        ("关于促进乙发展的指导意见", "意见"),
        ("第三次会议纪要", "纪要"),
        ("2021年甲区政务公开工作主要任务分解表", "任务分解表"),
        ("甲行动方案（2021—2023年）", "行动方案"),
        ("甲管理办法（试行）", "管理办法"),
        ("关 于 乙 的 通 知", "通知"),
        ("甲县人民政府", None),
        ("加强组织领导", None),
        ("", None),
    ],
)
def test_reads_the_carriers_kind(title: str, kind: str | None) -> None:
    assert kind_of_title(title) == kind


def test_the_regulation_has_fifteen_kinds() -> None:
    assert len(statutory_kinds() - {"令"}) == 15
