"""Openness notes, and prose that only uses their words."""

from __future__ import annotations

import pytest

from extractor.text.disclosure import find_disclosure


@pytest.mark.parametrize(
    ("text", "value", "code"),
    [
        ("（此件公开发布）", "公开发布", "active"),
        ("(此件主动公开)", "主动公开", "active"),
        ("（此件社会公开）", "社会公开", "active"),
        ("（主动公开）", "主动公开", "active"),
        ("此件主动公开", "主动公开", "active"),
        ("公开方式：主动公开", "主动公开", "active"),
        ("信息公开选项：依申请公开", "依申请公开", "on_request"),
        ("（此件依申请公开）", "依申请公开", "on_request"),
        ("（此件不予公开）", "不予公开", "not_public"),
        ("（此件发至县团级）", "发至县团级", "not_public"),
        ("（此件删减后公开）", "删减后公开", "redacted"),
        ("（本文有删减）", "有删减", "redacted"),
        ("（ 此件 公开发布 ）", "公开发布", "active"),
    ],
)
def test_reads_the_note(text: str, value: str, code: str) -> None:
    found = find_disclosure(text)
    assert found is not None
    assert (found.value, found.code) == (value, code)
    assert text[found.start : found.end] == text


@pytest.mark.parametrize(
    "text",
    [
        "依申请公开工作有序推进",
        "主动公开月度运行情况",
        "及时公开",
        "公开",
        "（公开）",
        "信息公开",
        "",
    ],
)
def test_prose_is_no_note(text: str) -> None:
    assert find_disclosure(text) is None
