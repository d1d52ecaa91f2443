import csv
import io
import os

import msgspec
import pytest

from extractor import codec, validate
from extractor.cli.output import FORMS
from extractor.writers import WRITERS
from tests.cli.command import NOTICE, run

ID = "测政办〔2024〕3号"


@pytest.fixture
def notice(tmp_path):
    path = tmp_path / "通知.txt"
    path.write_text(NOTICE, "utf-8")
    return path


def test_one_file_is_one_object(notice):
    ended = run("convert", notice)
    assert (ended.code, ended.talk) == (0, [])
    record = codec.decode(ended.out)
    assert record.id == ID
    assert [task.task for task in record.tasks] == ["编制“一张表”。", "公开“一张网”。"]


def test_what_convert_writes_validate_accepts(notice):
    assert validate(run("convert", notice).out) == []


def test_every_form_that_help_names_has_a_writer():
    assert tuple(WRITERS) == FORMS


def test_several_files_are_an_array_in_their_order(notice, tmp_path):
    second = tmp_path / "第二.txt"
    second.write_text(NOTICE.replace("3号", "4号"), "utf-8")
    values = msgspec.json.decode(run("convert", notice, second).out)
    assert [value["id"] for value in values] == [ID, "测政办〔2024〕4号"]


def test_json_lines_hold_a_notice_a_line(notice):
    ended = run("convert", notice, notice, "-f", "jsonl")
    assert [codec.decode(line).id for line in ended.out.splitlines()] == [ID, ID]


def test_csv_holds_a_task_a_row(notice):
    ended = run("convert", notice, "--format", "csv", "--headers", "zh", "--bom")
    rows = list(csv.DictReader(io.StringIO(ended.out.decode("utf-8-sig"), newline="")))
    assert ended.out.startswith(b"\xef\xbb\xbf")
    assert [row["牵头单位"] for row in rows] == ["县发改局", "县教育局"]
    assert rows[0]["责任单位"] == "县教育局；县民政局"


def test_standard_input_is_read(notice):
    ended = run("convert", "-", given=NOTICE.encode())
    record = codec.decode(ended.out)
    assert (record.id, record.source.uri) == (ID, "-")


def test_standard_input_cannot_be_read_twice():
    ended = run("convert", "-", "-", given=NOTICE.encode())
    assert (ended.code, ended.out) == (2, b"")
    assert ended.talk == ["extractor: `-` (stdin) can be read only once"]


@pytest.mark.parametrize("suffix", ["json", "jsonl", "csv"])
def test_the_suffix_of_the_output_chooses_the_form(notice, tmp_path, suffix):
    target = tmp_path / f"out.{suffix}"
    ended = run("convert", notice, "-o", target)
    assert (ended.code, ended.out) == (0, b"")
    assert target.read_bytes() == run("convert", notice, "-f", suffix).out


def test_a_file_that_fails_costs_one_line_and_no_other_file(notice, tmp_path):
    empty = tmp_path / "empty.pdf"
    empty.touch()
    ended = run("convert", empty, notice, tmp_path / "none.txt", "-f", "jsonl")
    assert ended.code == 1
    assert codec.decode(ended.out).id == ID
    assert len(ended.talk) == 2
    assert ended.talk[0].startswith(f"extractor: {empty}: [empty] ")
    assert ended.talk[1].startswith(f"extractor: {tmp_path / 'none.txt'}: [io] ")


def test_nothing_is_written_when_every_file_fails(tmp_path):
    target = tmp_path / "out.json"
    target.write_bytes(b"old")
    ended = run("convert", tmp_path / "none.txt", "-o", target)
    assert ended.code == 1
    assert target.read_bytes() == b"old"
    assert ended.talk[-1] == f"extractor: {target}: nothing was written"


def test_errors_speak_chinese_when_asked(tmp_path):
    empty = tmp_path / "empty.pdf"
    empty.touch()
    for ended in (
        run("convert", empty, "--lang", "zh"),
        run("convert", empty, LC_ALL="zh_CN.UTF-8"),
    ):
        (line,) = ended.talk
        assert line.startswith(f"extractor: {empty}: [empty] 文件为空（")


def test_a_notice_without_tasks_is_a_warning_and_a_record(tmp_path):
    path = tmp_path / "plain.txt"
    path.write_text(NOTICE.split("2024年示例工作任务分解表\n\n序号")[0], "utf-8")
    ended = run("convert", path)
    assert ended.code == 0
    assert codec.decode(ended.out).tasks == ()
    assert ended.talk == [f"extractor: {path}: no tasks found in this notice"]


def test_a_notice_is_never_overwritten_by_its_own_records(notice, tmp_path):
    link = tmp_path / "link.json"
    link.symlink_to(notice)
    for target in (notice, link):
        ended = run("convert", notice, "-o", target)
        assert ended.code == 2
        assert ended.talk[0].startswith(f"extractor: {target}: is a file to be read")
    assert notice.read_text("utf-8") == NOTICE


def test_an_output_that_cannot_be_written_is_exit_code_2(notice, tmp_path):
    ended = run("convert", notice, "-o", tmp_path / "no" / "out.json")
    assert ended.code == 2
    assert len(ended.talk) == 1
    assert ended.talk[0].startswith("extractor: cannot write ")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no /dev/full")  # noqa: PTH110
def test_a_full_disk_is_exit_code_2(notice):
    ended = run("convert", notice, "-o", "/dev/full")
    assert ended.code == 2
    assert ended.talk == ["extractor: cannot write /dev/full: No space left on device"]


def test_a_name_with_a_line_break_stays_on_one_line(tmp_path):
    ended = run("convert", tmp_path / "a\nb\x1b[31m.txt")
    assert len(ended.talk) == 1
    assert "a b [31m.txt" in ended.talk[0]
    assert "\x1b" not in ended.talk[0]


def test_output_depends_on_no_folder_hash_seed_or_locale(notice):
    name = notice.name
    folder = notice.parent
    runs = [
        run("convert", name, folder=folder, PYTHONHASHSEED="1"),
        run("convert", name, folder=folder, PYTHONHASHSEED="2", LC_ALL="C", TZ="Asia/Shanghai"),
    ]
    assert runs[0].out == runs[1].out
