"""Loading: the same assertions on SQLite, DuckDB, PostgreSQL and MariaDB."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa

from extractor import Notice, codec, extract
from extractor.errors import DatabaseFault
from extractor.load import Loaded, load
from extractor.load.database import connect
from extractor.load.schema import VIEWS
from extractor.model.anchor import Anchor
from extractor.model.notice import LinkedFile, Task, Unit
from extractor.records import Record
from extractor.relational import KEY_LENGTH, TABLES, key_of, rows_of
from tests.writers.hostile import hostile

SAMPLE = Path(__file__).parents[2] / "samples" / "shaxian-2021.txt"
HOSTILE = (
    '=HYPERLINK("http://a","b")', "'; DROP TABLE tasks; --", "a\0b", "\ud800x", '\\"%s%(a)s:b{}',
    "😀𠀀é\u202e", " \t\n", "NULL", "县" * 34_000,
)  # fmt: skip


@pytest.fixture(scope="session")
def sample() -> Notice:
    return extract(SAMPLE)


def records(*notices: Notice) -> list[Record]:
    return [Record(f"r:{at}", notice=notice) for at, notice in enumerate(notices, 1)]


def state(url: str) -> dict[str, str]:
    """Return a checksum of each table."""
    engine = connect(url)
    found = {}
    with engine.connect() as connection:
        for table in TABLES:
            names = [column.name for column in table.columns]
            query = sa.select(*map(sa.column, names)).select_from(sa.table(table.name))
            rows = sorted(repr(tuple(row)) for row in connection.execute(query))
            found[table.name] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    engine.dispose()
    return found


def ask(url: str, query: str, **values: object) -> list[tuple[object, ...]]:
    engine = connect(url)
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(sa.text(query), values)]
    engine.dispose()
    return found


def renamed(notice: Notice, identity: str) -> Notice:
    return msgspec.structs.replace(notice, id=identity)


def test_what_is_loaded_is_what_the_record_says(url, sample):
    result = load(records(sample), url)
    assert result == Loaded(inserted=1, tasks=32)
    assert ask(url, "SELECT title, number_code, number_year, number_sequence FROM notices") == [
        (sample.title, "沙政办函", 2021, 8)
    ]
    tasks = ask(url, "SELECT position, task, requirement FROM tasks ORDER BY position")
    assert tasks == [(task.position, task.task, task.requirement) for task in sample.tasks]
    leads = ask(
        url,
        "SELECT a.task_position, u.text, u.name FROM assignments a JOIN units u ON "
        "u.notice_key = a.notice_key AND u.unit = a.unit WHERE a.role = 'lead' "
        "ORDER BY a.task_position, a.ordinal",
    )
    assert leads == [
        (task.position, unit.text, unit.name) for task in sample.tasks for unit in task.lead_units
    ]


def test_loading_twice_changes_nothing(url, sample):
    load(records(sample, renamed(sample, "另一号")), url)
    before = state(url)
    assert load(records(renamed(sample, "另一号"), sample), url).unchanged == 2
    assert state(url) == before


def test_a_corrected_notice_replaces_its_rows_whole(url, sample):
    load(records(sample, renamed(sample, "另一号")), url)
    shorter = msgspec.structs.replace(sample, tasks=sample.tasks[:3], sections=sample.sections[:2])
    assert load(records(shorter), url) == Loaded(replaced=1, tasks=3)
    fresh = url.replace("records.db", "fresh.db") if ".db" in url else None
    counts = ask(url, "SELECT notice_key, COUNT(*) FROM tasks GROUP BY notice_key")
    assert sorted(counts) == sorted([(sample.id, 3), ("另一号", 32)])
    assert ask(url, "SELECT COUNT(*) FROM assignments WHERE task_position > 3") == [
        (sum(_units(task) for task in sample.tasks[3:]),)
    ]
    if fresh:
        load(records(shorter, renamed(sample, "另一号")), fresh)
        assert state(url) == state(fresh)


def _units(task: Task) -> int:
    return sum(
        len(units)
        for units in (
            task.lead_units, task.responsible_units, task.supporting_units, task.supervising_units,
        )
    )  # fmt: skip


def test_any_order_gives_the_same_rows(url, sample):
    one, two, three = (renamed(sample, name) for name in "甲乙丙")
    load(records(one, two, three), url)
    before = state(url)
    load(records(three, one, two), url)
    load(records(two), url)
    assert state(url) == before


def test_hostile_values_are_values(url, sample):
    task = sample.tasks[0]
    tasks = tuple(
        msgspec.structs.replace(
            task, position=at, id=f"{sample.id}#{at}", task=text, extra={text[:40]: text}
        )
        for at, text in enumerate(HOSTILE, 1)
    )
    notice = msgspec.structs.replace(sample, tasks=tasks, title=HOSTILE[1])
    load(records(notice), url)
    before = state(url)
    found = ask(url, "SELECT task FROM tasks ORDER BY position")
    expected = [text.replace("\0", "\ufffd").replace("\ud800", "\ufffd") for text in HOSTILE]
    assert [row[0] for row in found] == expected
    assert load(records(codec.decode(codec.encode(notice))), url).unchanged == 1
    assert state(url) == before


def test_a_notice_hostile_all_through_is_stored(url):
    notice = hostile(HOSTILE)
    named = [
        msgspec.structs.replace(task, lead_units=(Unit(text=task.task or "", name="县教育局"),))
        for task in notice.tasks
    ]
    notice = msgspec.structs.replace(notice, tasks=tuple(named))
    assert load(records(notice), url).inserted == 1
    before = state(url)
    found = ask(url, "SELECT remarks FROM tasks ORDER BY position")
    assert [row[0] for row in found] == [
        text.replace("\0", "\ufffd").replace("\ud800", "\ufffd") for text in HOSTILE
    ]
    assert load(records(notice), url).unchanged == 1
    assert state(url) == before


def test_a_name_longer_than_any_index_costs_its_record_alone(url, sample):
    unit = Unit(text="县教育局", name="长" * (KEY_LENGTH + 1))
    long = msgspec.structs.replace(
        renamed(sample, "长名"),
        tasks=(msgspec.structs.replace(sample.tasks[0], lead_units=(unit,)),),
    )
    told: list[str] = []
    result = load(records(long, sample), url, on_failure=lambda _, error: told.append(str(error)))
    assert (result.inserted, result.failed) == (1, 1)
    assert "units.name has more than 190 characters" in told[0]


def test_the_same_notice_from_two_files(url, sample):
    source = msgspec.structs.replace(sample.source, sha256="0" * 64, uri="other.pdf")
    other = msgspec.structs.replace(sample, source=source)
    result = load(records(sample, other), url)
    assert (result.inserted, result.again) == (1, [sample.id])
    assert ask(url, "SELECT source_uri FROM notices") == [("other.pdf",)]


def test_by_source_both_files_stay(url, sample):
    source = msgspec.structs.replace(sample.source, sha256="0" * 64, uri="other.pdf")
    other = msgspec.structs.replace(sample, source=source)
    assert load(records(sample, other), url, by="source").inserted == 2
    assert ask(url, "SELECT COUNT(*) FROM tasks") == [(64,)]


def test_a_dry_run_writes_nothing(url, sample):
    assert load(records(sample), url, dry_run=True).inserted == 1
    load(records(sample), url)
    before = state(url)
    changed = msgspec.structs.replace(sample, title="另一标题")
    new = renamed(sample, "新")
    result = load(records(sample, changed, new), url, dry_run=True)
    assert (result.inserted, result.replaced) == (1, 1)
    assert state(url) == before


def test_a_bad_record_costs_no_other(url, sample):
    bad = msgspec.structs.replace(sample, issue_date="2021-02-30")
    told: list[str] = []
    result = load(
        [Record("r:1", notice=bad), Record("r:2", notice=sample)],
        url,
        on_failure=lambda place, error: told.append(f"{place} {error.code}"),
    )
    assert (result.inserted, result.failed, told) == (1, 1, ["r:1 schema"])


def test_views_answer_what_is_asked_first(url, sample):
    load(records(sample), url)
    by_unit = ask(
        url,
        "SELECT role, COUNT(*) FROM unit_tasks WHERE printed = :unit GROUP BY role ORDER BY role",
        unit="区发改局",
    )
    expected = {
        role: sum(
            any(u.text == "区发改局" for u in getattr(t, f"{role}_units")) for t in sample.tasks
        )
        for role in ("lead", "responsible")
    }
    assert dict(by_unit) == {role: count for role, count in expected.items() if count}
    for view in VIEWS:
        ask(url, "SELECT * FROM " + view)  # noqa: S608


def test_overdue_is_what_ended_before_today(url, sample):
    task = sample.tasks[0]
    text = (
        "某某县办公室关于印发任务的通知\n某政办发〔2020〕1号\n"
        "1.完成改造。（责任单位：县住建局；完成时限：{}）"
    )
    old = extract(text.format("2020年6月底前").encode())
    new = renamed(extract(text.format("2098年6月底前").encode()), "将来")
    assert task.deadlines == ()
    load(records(sample, old, new), url)
    assert ask(url, "SELECT notice_key FROM overdue_tasks WHERE stated") == [(old.id,)]
    assert len(ask(url, "SELECT * FROM due_tasks WHERE stated")) == 2


def test_a_citation_finds_the_notice_it_names(url, sample):
    cited = next(c for c in sample.citations if c.document_number is not None)
    other = msgspec.structs.replace(
        sample, id="被引", document_number=cited.document_number, citations=()
    )
    load(records(sample, other), url)
    found = ask(
        url, "SELECT citing_key, cited_key FROM notice_citations WHERE cited_key IS NOT NULL"
    )
    assert (sample.id, "被引") in found


def test_tables_of_a_later_version_are_left_alone(url, sample):
    load(records(sample), url)
    engine = connect(url)
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE extractor_schema SET version = version + 1"))
    engine.dispose()
    with pytest.raises(DatabaseFault, match="later release"):
        load(records(sample), url)


def test_a_broken_record_does_not_take_the_place_of_a_good_one(url, sample):
    bad = msgspec.structs.replace(sample, issue_date="2021-02-30")
    assert load(records(sample, bad), url) == Loaded(inserted=1, tasks=32, failed=1)
    assert ask(url, "SELECT notice_key FROM notices") == [(sample.id,)]


def test_tables_of_the_first_version_get_what_they_lack(url, sample):
    file = LinkedFile(text="附件1.xlsx", target="附件1.xlsx", anchor=Anchor(line=9))
    notice = msgspec.structs.replace(sample, files=(file,))
    load(records(notice), url)
    before = state(url)
    engine = connect(url)
    with engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE files"))
        connection.execute(sa.text("ALTER TABLE notice_units DROP COLUMN qualifier"))
        connection.execute(sa.text("UPDATE extractor_schema SET version = 1"))
    engine.dispose()
    assert load(records(notice), url).replaced == 1
    assert ask(url, "SELECT text, target, attachment FROM files") == [
        ("附件1.xlsx", "附件1.xlsx", None)
    ]
    assert state(url) == before
    assert load(records(notice), url).unchanged == 1


def test_tables_of_others_are_left_alone(url, sample):
    engine = connect(url)
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE tasks (a INTEGER)"))
    engine.dispose()
    with pytest.raises(DatabaseFault, match="did not make"):
        load(records(sample), url)
    assert ask(url, "SELECT * FROM tasks") == []


def test_rows_have_exactly_the_columns_of_their_tables(sample):
    rows = rows_of(sample)
    assert set(rows) == {table.name for table in TABLES}
    for table in TABLES:
        names = {column.name for column in table.columns}
        assert all(set(row) == names for row in rows[table.name])
        keys = [tuple(row[name] for name in table.key) for row in rows[table.name]]
        assert len(set(keys)) == len(keys)


def test_keys_fit_and_tell_notices_apart(sample):
    long = [renamed(sample, "长" * 300 + end) for end in "ab"]
    keys = {key_of(notice) for notice in long} | {key_of(notice, "source") for notice in long}
    assert len(keys) == 4
    assert all(len(key) <= KEY_LENGTH for key in keys)


def test_a_url_that_is_none_is_said_to_be():
    with pytest.raises(DatabaseFault, match="is no database URL"):
        load([], "records.db")
    with pytest.raises(DatabaseFault, match="no known database"):
        load([], "oracle://scott:tiger@host/x")


def test_a_database_that_does_not_answer_is_one_line():
    with pytest.raises(DatabaseFault, match="127") as fault:
        load([], "postgresql://user:secret@127.0.0.1:9/x")
    assert "secret" not in str(fault.value)
    assert "\n" not in str(fault.value)
