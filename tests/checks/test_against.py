import sqlite3
from contextlib import closing

import pytest

from extractor import codec
from extractor.api import extract
from extractor.checks import read_subject
from extractor.checks.against import load_others
from extractor.checks.model_notice import written
from extractor.checks.others import Collection, number_key
from extractor.cli.main import main
from extractor.errors import ExtractorError

EARLIER = {
    "number": "沙政办〔2024〕11号",
    "title": "三明市沙县区人民政府办公室关于做好春耕工作的通知",
    "opening": "现就有关事项通知如下：《关于做好备耕工作的通知》（沙政办〔2019〕3号）同时废止。",
}


def notice(name="b.md", **parts):
    return extract(written(parts).encode(), name=name)


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "issued"
    (place / "2024").mkdir(parents=True)
    (place / "2024" / "11.md").write_text(written(EARLIER), "utf-8")
    (place / "records.jsonl").write_bytes(codec.encode(notice(number="沙政办〔2024〕10号")) + b"\n")
    return place


def test_notices_and_records_of_a_folder_are_known(folder):
    others, faults = load_others([str(folder)])
    assert faults == ()
    assert [one.title for one in others.by_number("沙政办[2024] 11号")] == [EARLIER["title"]]
    assert len(others.by_number("沙政办〔2024〕10号")) == 1
    assert others.by_number("沙政办〔2024〕9号") == ()
    assert [one.number for one in others.by_title(EARLIER["title"])] == ["沙政办〔2024〕11号"]


def test_what_a_notice_repeals_is_known(folder):
    others, _ = load_others([str(folder)])
    assert [one.number for one in others.repealing("沙政办〔2019〕3号")] == ["沙政办〔2024〕11号"]


def test_a_bad_file_in_a_folder_costs_no_other(folder):
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    (folder / "state.json").write_text('{"run": 1}')
    others, faults = load_others([str(folder)])
    assert len(others.by_number("沙政办〔2024〕11号")) == 1
    assert len(faults) == 2


def test_a_bad_file_that_is_named_is_refused(tmp_path):
    with pytest.raises(ExtractorError):
        load_others([str(tmp_path / "none.jsonl")])
    with pytest.raises(ExtractorError):
        load_others([str(tmp_path / "none.docx")])


def test_a_notice_is_not_another_to_itself():
    data = written().encode()
    mine, changed = extract(data, name="a.md"), notice(name="a.md", third="三、其他")
    other = notice(name="c.md", title="三明市沙县区人民政府办公室关于其他工作的通知")
    subject = read_subject(data, name="a.md", others=Collection([mine, changed, other]))
    assert [one.uri for one in subject.with_number("沙政办〔2024〕12号")] == ["c.md"]
    assert subject.with_title(mine.title) == ()


@pytest.mark.parametrize("text", ["沙政办[2024]12号", "沙政办【2024】 12号", "沙政办（2024）12号"])
def test_numbers_are_the_same_in_any_brackets(text):
    assert number_key(text) == number_key("沙政办〔2024〕12号")


@pytest.fixture
def database(tmp_path, capsys):
    records = tmp_path / "records.jsonl"
    records.write_bytes(codec.encode(notice("b.docx", **EARLIER)) + b"\n")
    path = tmp_path / "库.db"
    assert main(["load", str(records), "--to", f"sqlite:///{path}"]) == 0
    return path


@pytest.mark.parametrize("form", ["{}", "sqlite:///{}"])
def test_a_database_is_known(database, form):
    others, faults = load_others([form.format(database)])
    assert faults == ()
    (known,) = others.by_number("沙政办〔2024〕11号")
    assert (known.title, known.date, known.uri) == (EARLIER["title"], "2024-04-16", "b.docx")
    assert [one.id for one in others.repealing("沙政办〔2019〕3号")] == ["沙政办〔2024〕11号"]
    assert others.repealing("明政办〔2024〕9号") == ()


def test_a_database_and_the_notices_in_it_are_known_alike(database):
    mine = Collection([notice("b.docx", **EARLIER)])
    others, _ = load_others([str(database)])
    assert others.by_title(EARLIER["title"]) == mine.by_title(EARLIER["title"])


def test_a_database_of_others_is_refused(tmp_path):
    path = tmp_path / "x.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE a (b)")
    with pytest.raises(ExtractorError, match="no such table: citations; name a database that"):
        load_others([str(path)])
    with pytest.raises(ExtractorError, match="no such file"):
        load_others(["sqlite:///none.db"])
    path.write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    with pytest.raises(ExtractorError, match="name a database that `extractor load` has made"):
        load_others([str(path)])
