"""Numerals: read what notices print, print what headings count with."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.text import numerals
from tests.text.fixtures import cases


@pytest.mark.parametrize(("text", "number"), cases("numerals", "read"))
def test_reads_a_numeral(text: str, number: int) -> None:
    assert numerals.read_number(text) == number


@pytest.mark.parametrize(("text", "number"), cases("numerals", "none"))
def test_reads_no_numeral(text: str, number: int) -> None:
    assert number == -1
    assert numerals.read_number(text) is None


@given(st.integers(0, 9999))
def test_what_is_printed_with_units_is_read_back(number: int) -> None:
    assert numerals.read_number(numerals.print_chinese(number)) == number
    assert numerals.read_number(numerals.print_chinese(number, zero="〇")) == number


@given(st.integers(0, 999999))
def test_what_is_printed_by_digits_is_read_back(number: int) -> None:
    assert numerals.read_number(numerals.print_digits(number)) == number
    assert numerals.read_number(numerals.print_full_width(number)) == number


@given(st.integers(1, 20))
def test_what_is_enclosed_is_read_back(number: int) -> None:
    assert numerals.read_number(numerals.print_circled(number)) == number
    assert numerals.read_number(numerals.print_parenthesised(number)) == number


@pytest.mark.parametrize("number", [-1, 10000])
def test_refuses_to_print_what_has_no_numeral(number: int) -> None:
    with pytest.raises(ValueError, match="between"):
        numerals.print_chinese(number)


@pytest.mark.parametrize("number", [0, 21])
def test_refuses_to_enclose_what_has_no_sign(number: int) -> None:
    with pytest.raises(ValueError, match="between"):
        numerals.print_circled(number)


@given(st.text(max_size=12))
def test_never_raises(text: str) -> None:
    number = numerals.read_number(text)
    assert number is None or number >= 0
