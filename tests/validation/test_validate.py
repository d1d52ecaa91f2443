"""Ten records, each damaged by hand in one place, and the place that must be named."""

import io
import json
import time
from pathlib import Path

import pytest

from extractor import Notice, extract, validate
from extractor.errors import Unreadable
from extractor.validation.finding import Flaw, pointer, wording
from tests.example_notice import ID, example, record

SAMPLES = Path(__file__).parent.parent.parent / "samples"


def findings(value):
    data = json.dumps(value, ensure_ascii=False).encode()
    return [(found.pointer, found.rule) for found in validate(data)]


def test_the_undamaged_record_has_no_findings():
    assert validate(example()) == []
    assert findings(record()) == []


def remove_the_title(value):
    del value["title"]


def add_a_misspelt_property(value):
    value["tasks"][1]["lead_unit"] = []


def spell_a_date_in_chinese(value):
    value["issue_date"] = "2024年2月29日"


def name_a_day_that_never_was(value):
    value["tasks"][0]["deadlines"][0]["end"] = "2023-02-29"


def invent_a_kind_of_unit(value):
    value["tasks"][0]["lead_units"][0]["kind"] = "bureau"


def count_pages_from_zero(value):
    value["tasks"][0]["anchors"]["task"]["page"] = 0


def empty_a_task(value):
    value["tasks"][2]["task"] = ""


def point_to_a_section_that_is_not(value):
    value["tasks"][0]["section"] = "2"


def end_before_the_start(value):
    value["tasks"][0]["deadlines"][0]["end"] = "2024-02-28"


def lose_a_character(value):
    value["coverage"]["placed"] = 11


DAMAGED = [
    (remove_the_title, "", "required"),
    (add_a_misspelt_property, "/tasks/1/lead_unit", "additionalProperties"),
    (spell_a_date_in_chinese, "/issue_date", "pattern"),
    (name_a_day_that_never_was, "/tasks/0/deadlines/0/end", "format"),
    (invent_a_kind_of_unit, "/tasks/0/lead_units/0/kind", "enum"),
    (count_pages_from_zero, "/tasks/0/anchors/task/page", "minimum"),
    (empty_a_task, "/tasks/2/task", "minLength"),
    (point_to_a_section_that_is_not, "/tasks/0/section", "section"),
    (end_before_the_start, "/tasks/0/deadlines/0/end", "deadline-order"),
    (lose_a_character, "/coverage/characters", "coverage"),
]


@pytest.mark.parametrize(
    ("damage", "place", "rule"), [pytest.param(*case, id=case[0].__name__) for case in DAMAGED]
)
def test_a_damaged_record_is_found_at_its_place(damage, place, rule):
    value = record()
    damage(value)
    found = findings(value)
    assert (place, rule) in found
    assert {at for at, _ in found} == {place}


def test_a_fault_inside_a_value_that_may_be_null_is_named_itself():
    value = record()
    value["tasks"][0]["lead_units"][0]["anchor"] = {"line": 0}
    assert findings(value) == [("/tasks/0/lead_units/0/anchor/line", "minimum")]


def test_a_record_is_named_by_ordinal_in_an_array():
    damaged = record()
    damaged["id"] = ""
    (found,) = validate(json.dumps([record(), damaged]).encode(), name="two.json")
    assert (found.record, found.line, found.notice) == (2, None, "")
    assert str(found).startswith("two.json#2: ")


def test_a_record_is_named_by_line_in_json_lines():
    damaged = record()
    damaged["schema_version"] = "0.9"
    text = "\n".join(["", json.dumps(record()), "", json.dumps(damaged)])
    (found,) = validate(io.BytesIO(text.encode()), name="two.jsonl")
    assert (found.record, found.line, found.notice) == (2, 4, ID)
    assert str(found) == f"two.jsonl:4: {ID}: /schema_version: expected one of 1.0 [enum]"


def test_a_line_that_is_no_json_costs_only_itself():
    text = "\n".join([json.dumps(record()), '{"id": ', json.dumps(record())])
    (found,) = validate(text.encode())
    assert (found.line, found.pointer, found.rule) == (2, "", "json")


def test_json_lines_whose_first_line_is_broken_are_still_lines():
    text = "\n".join(['{"id": ', json.dumps(record())])
    (found,) = validate(text.encode())
    assert (found.line, found.rule) == (1, "json")


def test_indented_json_with_a_byte_order_mark_is_read():
    text = json.dumps([record()], ensure_ascii=False, indent=1)
    assert validate(text.encode("utf-8-sig")) == []


@pytest.mark.parametrize("data", [b"", b"\n \n", b"[]", b"\xef\xbb\xbf"])
def test_a_file_without_a_record_is_a_finding(data):
    assert [(found.record, found.rule) for found in validate(data)] == [(0, "records")]


@pytest.mark.parametrize(
    "data", [b"\xff\xfe{", b"{", b'{"id": NaN}', b"[" * 100_000, b'{"id": "\\ud800"}', b"\0" * 9]
)
def test_what_is_no_json_is_one_finding(data):
    assert [found.rule for found in validate(data)] == ["json"]


@pytest.mark.parametrize("data", [b"3", b"null", b'["a"]', b"[[]]"])
def test_a_record_that_is_no_object_is_a_finding(data):
    assert [(found.pointer, found.rule) for found in validate(data)] == [("", "type")]


def test_a_path_is_read(tmp_path):
    path = tmp_path / "records.json"
    path.write_text(json.dumps(record()), "utf-8")
    assert validate(path) == []
    assert validate(str(path)) == []


def test_a_file_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(Unreadable, match="check the path"):
        validate(tmp_path / "none.json")


def test_a_notice_made_by_hand_is_checked_too():
    notice = Notice(id="a", source=example().source, issue_date="2024-02-30")
    assert [found.pointer for found in validate(notice)] == ["/issue_date"]


def test_findings_speak_chinese_when_asked():
    value = record()
    value["coverage"]["placed"] = 11
    (found,) = validate(json.dumps(value).encode(), language="zh")
    assert found.expected == "总字符数应为 19"


def test_pointers_escape_as_rfc_6901_says():
    assert pointer(["a/b", "m~n", 0, ""]) == "/a~1b/m~0n/0/"
    assert pointer([]) == ""


def test_a_key_that_looks_like_a_pointer_is_escaped_in_a_finding():
    value = record()
    value["tasks"][0]["extra"]["进度/备注~"] = 5
    assert findings(value) == [("/tasks/0/extra/进度~1备注~0", "type")]


def test_wording_stays_on_one_line():
    assert "\n" not in wording(Flaw("section-path", (), "a\nb"), "en")


@pytest.mark.parametrize("suffix", ["txt", "docx", "html", "pdf"])
def test_what_extract_makes_of_the_samples_is_valid(suffix):
    assert validate(extract(SAMPLES / f"shaxian-2021.{suffix}")) == []


def test_of_a_thousand_faults_the_first_are_told_in_time():
    value = record()
    value["tasks"] = [{}] * 100_000
    started = time.process_time()
    found = validate(json.dumps(value).encode())
    assert time.process_time() - started < 5
    assert (len(found), found[-1].rule) == (1_001, "more")
    assert found[-1].expected == "expected fewer findings: more than 1000 are not told"


def test_a_fault_far_behind_is_found():
    value = record()
    value["tasks"] = [*value["tasks"][:1] * 1_500, {}]
    assert any(place.startswith("/tasks/1500") for place, _ in findings(value))
