"""The data package, validated by Frictionless and read as anyone would."""

import csv
import io
import json
import zipfile

import msgspec
import pytest
from frictionless import Package, validate

from extractor import extract
from extractor.model.notice import Deadline
from extractor.relational import TABLES
from extractor.writers import Loss, Options, write
from extractor.writers.cells import restored
from tests import naughty
from tests.example_notice import ID, example
from tests.writers.hostile import hostile

pytestmark = pytest.mark.filterwarnings("ignore")  # those of frictionless' own dependencies


def written(*notices):
    out = io.BytesIO()
    losses = write(notices or [example()], out, form="datapackage", options=Options())
    return out.getvalue(), losses


def opened(data):
    return zipfile.ZipFile(io.BytesIO(data))


def table(data, name):
    text = opened(data).read(f"data/{name}.csv").decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def faults(data, tmp_path):
    opened(data).extractall(tmp_path)
    report = validate(tmp_path / "datapackage.json")
    return report.flatten(["title", "fieldName", "rowNumber", "note"])


def test_frictionless_finds_no_fault_in_real_notices(tmp_path):
    notices = [
        msgspec.structs.replace(extract(f"samples/shaxian-2021.{form}"), id=form)
        for form in ("txt", "pdf")
    ]
    data, losses = written(example(), *notices)
    assert losses == ()
    assert faults(data, tmp_path) == []


def test_frictionless_finds_no_fault_in_hostile_notices(tmp_path):
    strings = [*naughty.STRINGS, *naughty.SURROGATES, "长" * 40_000]
    assert faults(written(hostile(strings))[0], tmp_path) == []


def test_frictionless_does_find_faults_when_there_are_some(tmp_path):
    opened(written()[0]).extractall(tmp_path)
    path = tmp_path / "data" / "assignments.csv"
    path.write_bytes(path.read_bytes().replace("〔2024〕".encode(), "〔2025〕".encode(), 1))
    titles = {title for (title,) in validate(tmp_path / "datapackage.json").flatten(["title"])}
    assert {"Hash Count Error", "ForeignKey Error"} <= titles


def test_a_package_describes_every_table_in_both_languages():
    package = json.loads(opened(written()[0]).read("datapackage.json"))
    assert [resource["name"] for resource in package["resources"]] == [t.name for t in TABLES]
    for resource in package["resources"]:
        assert resource["title"]
        for field in resource["schema"]["fields"]:
            assert field["title"]
            assert field["description"]


def test_rows_are_tied_by_keys():
    data, _ = written()
    (notice,) = table(data, "notices")
    assert (notice["notice_key"], notice["issue_date"]) == (ID, "2024-02-29")
    units = {row["unit"]: row["text"] for row in table(data, "units")}
    assert [
        (row["task_position"], row["role"], units[row["unit"]])
        for row in table(data, "assignments")
    ] == [
        ("1", "lead", "县发改局"),
        ("1", "responsible", "县教育局"),
        ("1", "responsible", "各乡（镇）"),
    ]


def test_cells_are_guarded_and_come_back():
    strings = [text for text in naughty.STRINGS if text]
    rows = table(written(hostile(strings))[0], "tasks")
    assert [restored(row["task"]) for row in rows] == [
        text.replace("\0", "\ufffd") for text in strings
    ]
    for row in rows:
        assert all(cell[:1] not in naughty.FORMULA_STARTS for cell in row.values() if cell)


def test_frictionless_reads_the_types(tmp_path):
    opened(written()[0]).extractall(tmp_path)
    package = Package(str(tmp_path / "datapackage.json"))
    row = package.get_resource("tasks").read_rows()[0]
    assert (row["position"], row["open_list"], row["remarks"]) == (1, False, None)
    assert package.get_resource("deadlines").read_rows()[0]["end_date"].isoformat() == "2024-03-31"


def test_of_two_notices_with_one_id_the_first_is_in_it_and_that_is_said(tmp_path):
    other = msgspec.structs.replace(example(), title="另一份")
    data, losses = written(example(), other)
    assert losses == (Loss("same-id", 1),)
    assert [row["title"] for row in table(data, "notices")] == [example().title]
    assert faults(data, tmp_path) == []


def test_a_record_that_is_not_valid_is_left_out_and_that_is_said():
    deadline = Deadline(text="到时", end="2024-02-30")
    task = msgspec.structs.replace(example().tasks[0], deadlines=(deadline,))
    undated = msgspec.structs.replace(example(), id="甲", tasks=(task,))
    doubled = msgspec.structs.replace(example(), id="乙", tasks=(example().tasks[0],) * 2)
    data, losses = written(undated, doubled, example())
    assert losses == (Loss("left-out", 2),)
    assert [row["notice_key"] for row in table(data, "notices")] == [ID]


def test_nothing_tells_when_it_was_made():
    assert written()[0] == written()[0]
    assert {entry.date_time for entry in opened(written()[0]).infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_disk_that_is_full_is_an_error_of_the_system():
    class Full(io.BytesIO):
        def write(self, _data):
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        write([example()], Full(), form="datapackage")
