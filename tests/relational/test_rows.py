"""Rows of a notice: nothing that a record says is missing from them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from extractor.model.anchor import Anchor
from extractor.model.diagnostic import Diagnostic
from extractor.model.notice import (
    Attachment,
    CatalogueEntry,
    Citation,
    Deadline,
    DocumentNumber,
    LinkedFile,
    Notice,
    Person,
    Reporting,
    TableRecord,
    Text,
)
from extractor.relational import TABLES, digest_of, rows_of, table_named
from tests.example_notice import example, unit

SPOT = Anchor(line=7)


def full() -> Notice:
    """Return the example with something in each of its lists."""
    notice = example()
    task = notice.tasks[0]
    time = Deadline(text="6月底前", kind="date", start="2024-03-01", end="2024-06-30")
    task = msgspec.structs.replace(
        task,
        people=(Person(text="张三", role="负责人", anchor=SPOT),),
        deadline_mentions=(time,),
        supporting_units=(unit("县财政局", anchor=SPOT),),
        supervising_units=(unit("县督查室", qualifier="会同"),),
    )
    number = DocumentNumber(text="国办发〔2021〕12号", code="国办发", year=2021, sequence=12)
    return msgspec.structs.replace(
        notice,
        addressees=(unit("各乡（镇）人民政府"),),
        signatories=(unit("测试县人民政府办公室"),),
        copied_to=(unit("县委办"),),
        notes=(Text(text="（此件公开发布）", anchor=SPOT),),
        citations=(Citation(title="示例", document_number=number, relation="cites", anchor=SPOT),),
        attachments=(Attachment(title="任务分解表", anchor=SPOT), Attachment(title="名单")),
        files=(LinkedFile(text="名单.xlsx", target="a/名单.xlsx", attachment=1, anchor=SPOT),),
        tasks=(task, *notice.tasks[1:]),
        tables=(TableRecord(title="表", columns=(), rows=(), tasks=False, anchor=SPOT),),
        reporting=(Reporting(text="每月5日前报送", deadlines=(time,), anchor=SPOT),),
        catalogue=(CatalogueEntry(label="索引号", value="A-1", name="index", anchor=SPOT),),
        diagnostics=(Diagnostic(code="x", severity="info", message="说明", anchor=SPOT),),
    )


def _leaves(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    children: Iterator[tuple[Any, Any]] = iter(())
    if isinstance(value, dict):
        children = iter(value.items())
    elif isinstance(value, list | tuple):
        children = iter(enumerate(value))
    else:
        yield path
    for name, child in children:
        yield from _leaves(child, (*path, name))


def _others(value: Any) -> tuple[Any, ...]:
    """Return values that may stand in the place of ``value`` in a record."""
    if isinstance(value, bool):
        return (not value,)
    if isinstance(value, int | float):
        return (value + 1,)
    words = (
        "date",
        "FREQ=YEARLY",
        "government",
        "cites",
        "ocr",
        "error",
        "county",
        "year",
        "column",
        "equal",
        "heading",
    )
    return ("另", "2024-01-01", 1, "1" * 64, "a/b", "350427", "dictionary", *words, "line", True)


def _changed(record: Any, path: tuple[str | int, ...]) -> Notice | None:
    """Return the record with another value at ``path``, or None when no other is allowed."""
    copy = msgspec.json.decode(msgspec.json.encode(record))
    place = copy
    for step in path[:-1]:
        place = place[step]
    old = place[path[-1]]
    for other in _others(old):
        place[path[-1]] = other
        try:
            changed = msgspec.convert(copy, Notice)
        except msgspec.ValidationError:
            continue
        if other != old:
            return changed
    return None


def _said(notice: Notice) -> Any:
    """Return the rows without the digest, which tells any records apart."""
    rows = rows_of(notice)
    for row in rows["notices"]:
        del row["record_sha256"]
    return rows


def test_no_table_is_empty_for_the_full_notice():
    rows = rows_of(full())
    assert [name for name in rows if not rows[name]] == []
    assert {table.name for table in TABLES} == set(rows)


def test_whatever_changes_in_a_record_changes_its_rows():
    notice = full()
    record, before = msgspec.to_builtins(notice), _said(notice)
    tried = 0
    for path in _leaves(record):
        changed = _changed(record, path)
        if changed is not None:
            tried += 1
            assert _said(changed) != before, path
    assert tried > 190


def test_a_file_names_the_attachment_it_holds():
    (row,) = rows_of(full())["files"]
    assert (row["text"], row["target"], row["attachment"]) == ("名单.xlsx", "a/名单.xlsx", 1)
    assert set(row) == {column.name for column in table_named("files").columns}


def test_equal_records_have_equal_digests():
    assert digest_of(b"a") == digest_of(b"a") != digest_of(b"b")
