from pathlib import Path

import msgspec
import pytest

from extractor.checks.baseline import baseline_of, encode, load_baseline, path_from
from extractor.checks.model_notice import written
from extractor.checks.running import Job, Known, run
from extractor.errors import BadConfig
from tests.checks.house import RULES

OLD = written({"first_text": "各单位要细化措施,明确专人,确保完成。"})
NEW = OLD.replace("一、加强组织领导", "一、提高思想认识,加强组织领导")


@pytest.fixture
def place(tmp_path):
    notices = tmp_path / "notices"
    notices.mkdir()
    (notices / "a.md").write_text(OLD, "utf-8")
    report = run(Job(RULES), [str(notices / "a.md")])
    baseline = tmp_path / "known.json"
    baseline.write_bytes(encode(baseline_of(report.findings(), tmp_path)))
    return tmp_path


def checked(place: Path, text: str):
    (place / "notices" / "a.md").write_text(text, "utf-8")
    known = Known(load_baseline(place / "known.json"), place)
    return run(Job(RULES, known=known), [str(place / "notices" / "a.md")]).files[0]


def test_old_findings_pass(place):
    report = checked(place, OLD)
    assert report.findings == ()
    assert report.known == 2


def test_new_ones_fail_and_old_ones_may_move(place):
    report = checked(place, "\n\n" + NEW)
    assert [one.spot.excerpt.text for one in report.findings] == ["一、提高思想认识,加强组织领导"]
    assert report.known == 2


def test_the_same_words_once_more_are_new(place):
    again = OLD.replace("确保完成。", "确保完成。\n\n各单位要细化措施,明确专人,确保完成。")
    assert len(checked(place, again).findings) == 2


def test_the_file_has_paths_from_its_folder_and_is_the_same_every_time(place):
    data = (place / "known.json").read_bytes()
    assert list(load_baseline(place / "known.json").findings) == ["notices/a.md"]
    report = run(Job(RULES), [str(place / "notices" / "a.md")])
    assert encode(baseline_of(report.findings(), place)) == data


def test_paths_need_not_be_below(tmp_path):
    assert path_from(tmp_path / "a", str(tmp_path / "b" / "c.md")) == "../b/c.md"


@pytest.mark.parametrize("data", [b"", b"[]", b'{"version": 2}', b'{"findings": {"a": [1]}}'])
def test_what_is_no_baseline_is_refused(tmp_path, data):
    path = tmp_path / "b.json"
    path.write_bytes(data)
    with pytest.raises(BadConfig, match="is no baseline: "):
        load_baseline(path)


def test_a_baseline_that_is_not_there(tmp_path):
    with pytest.raises(BadConfig, match="No such file or directory; make one with --write-base"):
        load_baseline(tmp_path / "b.json")


def test_it_is_json_a_line_a_value(place):
    data = (place / "known.json").read_bytes()
    assert msgspec.json.decode(data)["version"] == 1
    assert data.count(b"\n") > 8
