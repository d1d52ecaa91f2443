import io
import sys
from datetime import date

import msgspec
import numpy as np
import pandas as pd
import pytest

import extractor
from extractor.errors import MissingExtra
from extractor.model.notice import Deadline
from extractor.records import read_records
from extractor.writers import write
from tests import naughty
from tests.example_notice import ID, example
from tests.writers.hostile import hostile


def test_a_notice_gives_a_frame_with_one_row_a_task():
    frame = example().tasks_frame()
    assert list(frame["task_id"]) == [f"{ID}#1", f"{ID}#2", f"{ID}#3"]
    assert frame["responsible_units"][0] == ["县教育局", "各乡（镇）"]
    assert frame["deadline_end"][0] == [date(2024, 3, 31)]
    assert frame["due_date"][0] == pd.Timestamp("2024-03-31")
    assert list(frame.index) == [0, 1, 2]


def test_dtypes_are_those_the_page_states_whatever_the_values():
    empty = msgspec.structs.replace(example(), tasks=())
    for notice in (example(), empty):
        dtypes = notice.tasks_frame().dtypes
        assert dtypes["task"] == "string"
        assert dtypes["position"] == np.dtype("int64")
        assert dtypes["open_list"] == np.dtype("bool")
        assert dtypes["issue_date"] == np.dtype("datetime64[s]")
        assert dtypes["lead_units"] == np.dtype("object")


def test_nothing_is_na_nat_or_an_empty_list():
    row = example().tasks_frame().iloc[2]
    assert row["requirement"] is pd.NA
    assert row["due_date"] is pd.NaT
    assert row["lead_units"] == []


def test_exploded_it_has_one_row_a_role_and_unit():
    frame = example().tasks_frame(explode=True)
    assert frame.groupby("role")["unit"].apply(list).to_dict() == {
        "lead": ["县发改局"],
        "responsible": ["县教育局", "各乡（镇）"],
    }


def test_several_notices_make_one_frame_and_columns_are_chosen():
    frame = extractor.to_pandas(iter([example(), example()]), columns=["任务标识"], headers="zh")
    assert frame.shape == (6, 1)
    assert extractor.to_pandas([]).shape[0] == 0


def test_the_arrow_table_holds_the_same():
    table = extractor.to_arrow([example(), example()], columns=["task", "due_date"])
    assert table.num_rows == 6
    assert table["due_date"].to_pylist()[0] == date(2024, 3, 31)


def test_dates_that_no_calendar_or_clock_has_do_no_harm():
    deadlines = (Deadline(text="某日", end="0001-01-01"), Deadline(text="某日", end="2024-02-30"))
    task = msgspec.structs.replace(example().tasks[0], deadlines=deadlines)
    frame = msgspec.structs.replace(example(), tasks=(task,)).tasks_frame()
    assert frame["deadline_end"][0] == [date(1, 1, 1), None]
    assert frame["due_date"].isna().all()


def test_hostile_text_stands_in_both():
    strings = [text for text in [*naughty.STRINGS, *naughty.SURROGATES] if text]
    frame = hostile(strings).tasks_frame()
    table = extractor.to_arrow(hostile(strings))
    assert list(frame["task"]) == table["task"].to_pylist()
    assert frame["task"][0] == strings[0]


def test_a_missing_package_is_named_with_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(MissingExtra, match=r"pip install 'notice-extractor\[pandas\]'"):
        example().tasks_frame()
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    for name in ("extractor.columnar", "extractor.writers.parquet", "extractor.writers.arrow"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.delattr(extractor, "columnar", raising=False)
    for attempt in (
        lambda: extractor.to_arrow(example()),
        lambda: write([example()], io.BytesIO(), form="parquet"),
        lambda: list(read_records(io.BytesIO(b"PAR1"))),
    ):
        with pytest.raises(MissingExtra, match=r"pip install 'notice-extractor\[parquet\]'"):
            attempt()
