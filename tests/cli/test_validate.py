import msgspec
import pytest

from extractor import codec
from tests.cli.command import run
from tests.example_notice import ID, example, record


@pytest.fixture
def damaged():
    value = record()
    value["tasks"][1]["position"] = 7
    return msgspec.json.encode(value)


def test_a_clean_file_says_nothing(tmp_path):
    path = tmp_path / "clean.json"
    path.write_bytes(codec.encode(example()))
    assert run("validate", path) == (0, b"", [])


def test_a_finding_names_the_record_the_place_and_what_was_expected(damaged):
    ended = run("validate", "-", given=codec.encode(example()) + b"\n" + damaged)
    assert ended.code == 1
    assert ended.out.decode() == f"-:2: {ID}: /tasks/1/position: expected position 2 [position]\n"
    assert ended.talk == ["extractor: -: 1 finding(s)"]


def test_findings_speak_chinese_when_asked(damaged):
    ended = run("validate", "--lang", "zh", "-", given=damaged)
    assert ended.out.decode() == f"-#1: {ID}: /tasks/1/position: 序次应为 2 [position]\n"
    assert ended.talk == ["extractor: -: 1 处问题"]


def test_a_file_that_cannot_be_read_costs_no_other(tmp_path, damaged):
    path = tmp_path / "damaged.json"
    path.write_bytes(damaged)
    ended = run("validate", tmp_path / "none.json", path)
    assert ended.code == 1
    assert ended.talk[0].startswith(f"extractor: {tmp_path / 'none.json'}: [io] ")
    assert ended.out.startswith(f"{path}#1: ".encode())


def test_standard_input_cannot_be_read_twice():
    assert run("validate", "-", "-").code == 2
