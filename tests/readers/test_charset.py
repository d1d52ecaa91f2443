"""Bytes to text by evidence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.readers.charset import decode

SIMPLIFIED = "关于印发《全市消防安全整治工作方案》的通知\n各县（市、区）人民政府：请认真贯彻执行。"
TRADITIONAL = "關於印發《全市消防安全整治工作方案》的通知\n各縣（市、區）人民政府：請認真貫徹執行。"


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", None),
        ("utf-8", "gb2312"),
        ("utf-8-sig", "gbk"),
        ("gbk", None),
        ("gb18030", "gb2312"),
        ("gbk", "utf-8"),
        ("gbk", "big5"),
        ("gbk", "iso-8859-1"),
        ("gb2312", "no-such-charset"),
        ("utf-16", "gbk"),
        ("utf-16-le", None),
        ("utf-16-be", None),
        ("utf-32", None),
    ],
)
def test_simplified_text_survives_right_and_wrong_labels(
    encoding: str, declared: str | None
) -> None:
    decoded = decode(SIMPLIFIED.encode(encoding), declared)
    assert decoded.text == SIMPLIFIED
    assert decoded.replaced == 0
    assert decoded.diagnostics() == ()


@pytest.mark.parametrize("declared", [None, "big5", "gbk", "utf-8"])
def test_traditional_text_in_big5_is_recognised(declared: str | None) -> None:
    assert decode(TRADITIONAL.encode("big5"), declared).text == TRADITIONAL


def test_traditional_text_in_gbk_is_recognised() -> None:
    assert decode(TRADITIONAL.encode("gbk"), "big5").text == TRADITIONAL


def test_four_byte_characters_of_gb18030_are_read() -> None:
    text = "街道办事处负责𬭎㙍片区的整治工作，区政府办公室督促落实。"
    assert decode(text.encode("gb18030")).text == text


def test_damaged_utf8_is_replaced_and_counted() -> None:
    data = SIMPLIFIED.encode()
    decoded = decode(data[:30] + b"\xff" + data[30:])
    assert decoded.encoding == "utf-8"
    assert decoded.replaced == 1
    assert decoded.text.replace("\ufffd", "") == SIMPLIFIED
    (remark,) = decoded.diagnostics()
    assert remark.code == "charset.replaced"
    assert remark.message.startswith("1 ")


def test_damaged_gbk_is_replaced_and_counted() -> None:
    data = SIMPLIFIED.encode("gbk")
    decoded = decode(data + b"\xff\xff", "gbk")
    assert decoded.encoding == "gb18030"
    assert decoded.replaced > 0
    assert decoded.text.startswith(SIMPLIFIED)


def test_characters_lost_before_are_remarked() -> None:
    decoded = decode("各县\ufffd\ufffd人民政府".encode())
    assert decoded.replaced == 0
    assert [remark.code for remark in decoded.diagnostics()] == ["charset.lost"]


def test_latin_text_needs_no_chinese() -> None:
    assert decode(b"Notice 2021-7-16").text == "Notice 2021-7-16"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=200))
def test_utf8_round_trips(text: str) -> None:
    assert decode(text.encode()).text == text.removeprefix("\ufeff")


@given(st.binary(max_size=300), st.sampled_from([None, "gbk", "big5", "utf-8", "x"]))
def test_any_bytes_decode(data: bytes, declared: str | None) -> None:
    assert isinstance(decode(data, declared).text, str)


@pytest.mark.parametrize(
    "text", ["<html>a\0a</html>", "各乡镇\0人民政府：请按要求执行。", "\0filler\0text\0"]
)
def test_a_stray_nul_makes_no_wide_text(text: str) -> None:
    assert decode(text.encode()).text == text
