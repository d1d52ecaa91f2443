"""Calendars, read back by an independent library."""

import io
from datetime import date, timedelta

import icalendar
import msgspec
import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.model.anchor import Anchor
from extractor.model.notice import Deadline, Reporting
from extractor.writers import Loss, Options, write
from tests import naughty
from tests.example_notice import ID, example
from tests.writers.hostile import hostile

WORKDAYS = "MO,TU,WE,TH,FR"


def written(*notices, **options):
    out = io.BytesIO()
    losses = write(notices or [example()], out, form="ics", options=Options(**options))
    return out.getvalue(), losses


def events(*notices, **options):
    calendar = icalendar.Calendar.from_ical(written(*notices, **options)[0])
    assert calendar["VERSION"] == "2.0"
    for event in calendar.events:
        assert event.errors == []
    return calendar.events


def due(**deadline):
    """Return the example with one deadline."""
    deadlines = (Deadline(**{"text": "到时", **deadline}),)
    task = msgspec.structs.replace(example().tasks[0], deadlines=deadlines)
    return msgspec.structs.replace(example(), tasks=(task,))


def test_a_deadline_is_an_event_on_the_day_it_ends():
    (event,) = events()
    assert event.start == date(2024, 3, 31)
    assert event.end == date(2024, 4, 1)
    assert event["SUMMARY"] == "县发改局：编制“一张表”。"
    assert event["CATEGORIES"].cats == ["县发改局"]
    assert event["DESCRIPTION"].split("\n") == [
        "工作任务：编制“一张表”。",
        "工作要求：3月底前完成,报县政府办。",
        "逐项销号。",
        "牵头单位：县发改局",
        "责任单位：县教育局、各乡（镇）",
        "完成时限：3月底前",
        "公文标题：测试县人民政府办公室关于做好示例工作的通知",
        f"发文字号：{ID}",
        "位置：第1页",
        "来源文件：例.txt",
    ]
    assert event["TRANSP"] == "TRANSPARENT"


def test_words_around_the_data_are_english_when_asked():
    (event,) = events(headers="en")
    assert "lead_units: 县发改局" in event["DESCRIPTION"]


def test_an_id_stays_when_the_text_is_corrected_and_differs_between_deadlines():
    (first,) = events()
    (again,) = events(due(text="三月底前", end="2024-03-30"))
    assert first["UID"] == again["UID"]
    many = tuple(Deadline(text="到时", end=f"2024-0{month}-01") for month in (4, 5, 6))
    task = msgspec.structs.replace(example().tasks[0], deadlines=many)
    other = msgspec.structs.replace(task, id=f"{ID}#2")
    found = events(msgspec.structs.replace(example(), tasks=(task, other)))
    assert len({event["UID"] for event in found}) == 6


def test_a_time_that_the_sentences_name_is_an_event_too():
    mention = Deadline(text="5月底前", kind="date", end="2024-05-31")
    task = msgspec.structs.replace(example().tasks[0], deadline_mentions=(mention,))
    found = events(msgspec.structs.replace(example(), tasks=(task,)))
    assert [event.start for event in found] == [date(2024, 3, 31), date(2024, 5, 31)]
    assert len({event["UID"] for event in found}) == 2


def test_a_duty_to_report_is_an_event_too():
    duty = Reporting(
        text="请于5月10日前报送方案。",
        deadlines=(Deadline(text="5月10日前", kind="date", end="2024-05-10"),),
        anchor=Anchor(line=7),
    )
    notice = msgspec.structs.replace(example(), tasks=(), reporting=(duty,))
    (event,) = events(notice)
    assert (event.start, event["SUMMARY"]) == (date(2024, 5, 10), "请于5月10日前报送方案。")


@pytest.mark.parametrize(
    ("rule", "first", "third"),
    [
        ("FREQ=DAILY", "2024-02-29", "2024-03-02"),
        ("FREQ=DAILY;INTERVAL=3", "2024-02-29", "2024-03-06"),
        ("FREQ=WEEKLY", "2024-02-29", "2024-03-14"),
        ("FREQ=WEEKLY;BYDAY=FR", "2024-03-01", "2024-03-15"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "2024-02-29", "2024-03-04"),
        ("FREQ=MONTHLY;BYMONTHDAY=5", "2024-03-05", "2024-05-05"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "2024-02-29", "2024-04-30"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "2024-02-29", "2024-04-30"),
        (f"FREQ=MONTHLY;BYMONTH=3,6,9,12;BYDAY={WORKDAYS};BYSETPOS=-1", "2024-03-29", "2024-09-30"),
        ("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=25", "2024-03-25", "2024-09-25"),
        ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31", "2024-12-31", "2026-12-31"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "2024-02-29", "2032-02-29"),
    ],
)  # fmt: skip
def test_a_rhythm_begins_on_its_first_day_after_the_notice(rule, first, third):
    (event,) = events(due(kind="recurring", recurrence=rule))
    assert event.start == date.fromisoformat(first)
    shown = event["RRULE"].to_ical().decode()
    days = rrulestr(shown, dtstart=icalendar.vDDDTypes.from_ical(f"{event.start:%Y%m%d}T000000"))
    assert [days[0].date().isoformat(), days[2].date().isoformat()] == [first, third]


def test_a_rhythm_ends_with_its_deadline():
    notice = due(recurrence="FREQ=MONTHLY;BYMONTHDAY=-1", start="2024-03-10", end="2024-05-31")
    (event,) = events(notice)
    assert event.start == date(2024, 3, 31)
    assert event["RRULE"]["UNTIL"] == [date(2024, 5, 31)]


@pytest.mark.parametrize(
    "deadline",
    [
        {"kind": "ongoing"},
        {"kind": "period", "start": "2024-03-01"},
        {"end": "2024-02-30"},
        {"recurrence": "FREQ=SECONDLY"},
        {"recurrence": "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"},
        {"recurrence": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"},
        {"recurrence": "FREQ=MONTHLY;BYMONTHDAY=99"},
        {"recurrence": "FREQ=MONTHLY;BYDAY=XX"},
        {"recurrence": "FREQ=MONTHLY\r\nATTACH:http://example.invalid"},
        {"recurrence": "FREQ=MONTHLY;BYMONTHDAY=5", "end": "2024-03-04"},
    ],
)
def test_a_deadline_without_a_day_is_counted_and_makes_no_event(deadline):
    data, losses = written(due(**deadline))
    assert losses == (Loss("undated", 1), Loss("no-dates", 1))
    assert b"VEVENT" not in data


def test_a_rhythm_of_a_notice_without_a_date_has_no_day():
    notice = msgspec.structs.replace(due(recurrence="FREQ=DAILY"), issue_date=None)
    assert Loss("undated", 1) in written(notice)[1]


@pytest.mark.parametrize("day", ["0001-01-01", "0999-12-31", "9999-12-31"])
def test_the_edges_of_the_calendar_hold(day):
    (event,) = events(due(end=day))
    assert event.start == date.fromisoformat(day)


def test_an_address_of_the_web_is_the_event_s_url():
    source = msgspec.structs.replace(example().source, uri="https://www.gov.cn/a,b;c.html")
    (event,) = events(msgspec.structs.replace(example(), source=source))
    assert event["URL"] == "https://www.gov.cn/a,b;c.html"


def test_lines_end_and_fold_as_the_standard_says():
    data, _ = written(hostile([*naughty.STRINGS, *naughty.LONG, *naughty.SURROGATES]))
    assert data.endswith(b"END:VCALENDAR\r\n")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        assert b"\r" not in line
        assert b"\n" not in line
        line.decode()


def test_no_text_of_a_notice_becomes_a_line_of_the_calendar():
    strings = [*naughty.STRINGS, *naughty.SURROGATES]
    notice = hostile(strings)
    found = events(notice)
    expected = [
        date.fromisoformat(deadline.end) for task in notice.tasks for deadline in task.deadlines
    ]
    assert [event.start for event in found] == expected
    assert {event.duration for event in found} == {timedelta(days=1)}
    assert all("ATTACH" not in event for event in found)


@settings(max_examples=50)
@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1))
def test_any_text_without_controls_comes_back(text):
    task = msgspec.structs.replace(example().tasks[0], requirement=f"始{text}终")
    (event,) = events(msgspec.structs.replace(example(), tasks=(task,)))
    assert f"工作要求：始{text}终\n" in event["DESCRIPTION"]


def test_controls_become_the_replacement_character_and_breaks_one_kind_of_break():
    (event,) = events(due(text="a\0b\x07c\r\nd\x85e\u2028f\tg", end="2024-03-31"))
    assert "完成时限：a\ufffdb\ufffdc\nd\ne\nf\tg\n" in event["DESCRIPTION"]


def test_nothing_tells_when_it_was_made():
    data, _ = written()
    assert written()[0] == data
    assert b"DTSTAMP:20240229T000000Z\r\n" in data
