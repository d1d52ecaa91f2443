import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import jsonschema_rs
import pytest

from docs import make_schema_page
from extractor import schema
from extractor.model.notice import Notice, Task

ROOT = Path(__file__).parent.parent
SCHEMA = schema.build()
DEFINITIONS = {"Notice": SCHEMA, **SCHEMA["$defs"]}
PROPERTIES = [
    pytest.param(value, id=f"{owner}.{name}")
    for owner, definition in DEFINITIONS.items()
    for name, value in definition["properties"].items()
]


def test_the_committed_schema_is_the_generated_one():
    assert (ROOT / "schemas" / "notice.schema.json").read_bytes() == schema.text()


def test_it_is_valid_json_schema_2020_12():
    assert jsonschema_rs.meta.is_valid(SCHEMA)
    assert SCHEMA["$schema"].endswith("2020-12/schema")
    assert SCHEMA["$id"].endswith(":1.0")


@pytest.mark.parametrize("value", PROPERTIES)
def test_every_property_is_described_in_english_and_chinese(value):
    english, _, chinese = value["description"].rpartition(" ")
    assert re.search(r"[A-Za-z]{2}", english)
    assert re.search(r"[\u4e00-\u9fff]", chinese)


@pytest.mark.parametrize("name", DEFINITIONS)
def test_every_object_is_described_and_closed(name):
    definition = DEFINITIONS[name]
    assert re.search(r"[\u4e00-\u9fff]", definition["description"])
    assert definition["additionalProperties"] is False
    assert set(definition["required"]) <= set(definition["properties"])


def test_every_property_of_notices_and_tasks_is_always_stated():
    assert SCHEMA["required"] == list(Notice.__struct_fields__)
    assert DEFINITIONS["Task"]["required"] == list(Task.__struct_fields__)


@pytest.mark.parametrize(
    "name", ["lead_units", "responsible_units", "supporting_units", "supervising_units"]
)
def test_units_of_a_role_are_unique(name):
    assert DEFINITIONS["Task"]["properties"][name]["uniqueItems"] is True


def test_dates_have_a_format_and_a_pattern():
    date = SCHEMA["properties"]["issue_date"]
    assert (date["type"], date["format"]) == (["string", "null"], "date")
    assert re.match(date["pattern"], "2021-07-16")
    assert not re.match(date["pattern"], "2021-7-16")


def test_keywords_come_in_a_fixed_order_so_that_bytes_do_not_depend_on_msgspec():
    assert list(SCHEMA["properties"]["issue_date"]) == ["description", "type", "format", "pattern"]


def test_the_wheel_is_told_to_carry_the_schema():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    include = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert include == {"schemas/notice.schema.json": "extractor/schemas/notice.schema.json"}


def test_the_wheel_carries_the_schema(tmp_path):
    pytest.importorskip("hatchling", reason="hatchling builds the wheel; it is not installed")
    built = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    assert wheel.name in built.stdout + built.stderr
    with zipfile.ZipFile(wheel) as archive:
        assert archive.read("extractor/schemas/notice.schema.json") == schema.text()


def test_the_page_about_the_record_is_the_generated_one():
    assert make_schema_page.PAGE.read_text("utf-8") == make_schema_page.page()
