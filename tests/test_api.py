"""The library's face: sources of every kind, results that never stop a run."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

import extractor
from extractor import codec
from extractor.errors import EmptySource, NotANotice, TooLarge, Unreadable

NOTICE = "青川县人民政府关于加强道路养护的通知\n\n各乡镇人民政府：\n\n请认真执行。\n".encode()


def test_a_path_bytes_and_a_file_give_the_same_record(tmp_path: Path) -> None:
    path = tmp_path / "notice.txt"
    path.write_bytes(NOTICE)
    named = extractor.extract(path)
    assert named.title == "青川县人民政府关于加强道路养护的通知"
    assert extractor.extract(NOTICE, name=str(path)) == named
    with path.open("rb") as file:
        assert extractor.extract(file) == named
    assert extractor.extract(io.BytesIO(NOTICE)).source.uri == "<bytes>"


def test_a_name_that_is_not_utf_8_keeps_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode("附件.txt".encode("gbk"))
    path.write_bytes(NOTICE)
    notice = extractor.extract(path)
    assert notice.source.uri == rf"{tmp_path}/\xb8\xbd\xbc\xfe.txt"
    assert codec.decode(codec.encode(notice)) == notice


def test_many_sources_give_a_result_each_and_a_bad_one_costs_no_other(tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_bytes(NOTICE)
    results = list(extractor.extract_many([tmp_path / "gone.txt", good, b""]))
    assert [result.notice is not None for result in results] == [False, True, False]
    assert isinstance(results[0].error, Unreadable)
    assert isinstance(results[2].error, EmptySource)


def test_text_that_is_no_notice_is_refused_by_name() -> None:
    with pytest.raises(NotANotice, match="right file"):
        extractor.extract(b"Dear reader, this is a letter about nothing at all.\n")


@pytest.mark.parametrize(
    "first", ["各市商务局：", "各省、自治区、直辖市自然资源主管部门，有关测绘单位："]
)
def test_a_text_that_only_addresses_bodies_is_a_notice(first: str) -> None:
    notice = extractor.extract(f"{first}\n请做好有关工作。\n".encode(), name="notice.txt")
    assert notice.addressees


@pytest.mark.parametrize("first", ["提示：", "尊敬的用户：", "张三同志："])
def test_a_first_line_with_a_colon_makes_no_notice(first: str) -> None:
    with pytest.raises(NotANotice):
        extractor.extract(f"{first}\n请知悉。\n".encode(), name="notice.txt")


def test_an_endless_source_is_cut_off() -> None:
    with pytest.raises(TooLarge, match="no notice is"):
        extractor.extract(io.BytesIO(b"a" * 5000), bounds=extractor.Bounds(file=1024))
