"""Deadlines (完成时限): days that exist, in an order that makes sense."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import regex

from extractor.checks.model_notice import task_table
from extractor.checks.rule import Found, Span, example, rule
from extractor.checks.subject import Subject
from extractor.tasks.draft import DeadlineDraft, TaskDraft
from extractor.text.characters import compact
from extractor.text.passage import Passage
from extractor.vocabulary import load

YEAR = regex.compile(
    r"(?:19|20)[0-9]{2}|[一二][〇零○一二三四五六七八九]{3}|今年|本年|当年|明年|次年"
)
"""What fixes the year of a time."""
_SPAN = regex.compile(
    r"(?:19|20)[0-9]{2}\s?年?\s?[-—–－~～至到―─一]{1,2}\s?(?P<last>(?:19|20)[0-9]{2})\s?年?"
)
_DAY = regex.compile(
    r"(?<![0-9])(?:(?P<year>(?:19|20)[0-9]{2})年)?(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})日"
    r"(?:[（(]\s*(?:星期|周|礼拜)(?P<weekday>[一二三四五六日天])\s*[）)])?"
)
_LONGEST_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_WEEKDAYS = "一二三四五六日"


def place_of(draft: DeadlineDraft) -> Passage:
    """Return where the words of one deadline stand in the cell or clause they were read from."""
    at = draft.passage.text.find(draft.deadline.text)
    if at < 0:
        return draft.passage
    return draft.passage.slice(at, at + len(draft.deadline.text))


def _stated(task: TaskDraft) -> tuple[DeadlineDraft, ...]:
    """Return the deadlines that stand with the task itself, not those of a general rule."""
    if any(entry.field == "deadlines" for entry in task.derived):
        return ()
    return task.deadlines


@rule(
    code="D01",
    name="deadline-past",
    severity="error",
    basis="integrity",
    title=("A deadline lies before the day of issue", "完成时限早于成文日期"),
    reason=(
        "Nobody can meet a deadline that has passed when the notice goes out. Mostly the year of "
        "an older table was kept.",
        "文件印发时期限已过，谁也无法按期完成。多是沿用上年表格，未改年份。",
    ),
    bad=(
        example(
            table=task_table(
                "1 | 压缩企业开办时间，推行全程网上办理。 | 区市场监管局 | 区税务局 | 2023年9月"
                "底前",
                "2 | 推进审批制度改革，公布审批清单。 | 区住建局 | 区发改局 | 2024年10月底前",
            )
        ),
    ),
    good=(example(),),
)
def deadline_past(subject: Subject) -> Iterator[Found]:
    """A year that only the plan gives is a weaker ground: the matter may be under way."""
    issued = subject.outline.ending.issue_date
    if issued is None or issued.date is None or subject.outline.masthead.kind in {"通报", "报告"}:
        return
    for task in subject.reading.tasks:
        if any("已完成" in value.text for _, value in task.extra):
            continue
        for draft in _stated(task):
            end = draft.deadline.end
            if draft.deadline.kind not in {"date", "period"} or end is None or end >= issued.date:
                continue
            explicit = YEAR.search(draft.deadline.text) is not None
            yield Found(
                (
                    f"“{draft.deadline.text}” lies before {issued.date}, the day of issue",
                    f"“{draft.deadline.text}”早于成文日期{issued.date}",
                ),
                place_of(draft),
                severity=None if explicit else "warning",
                related=(issued.passage,),
            )


@rule(
    code="D02",
    name="date-impossible",
    severity="error",
    basis="integrity",
    title=("A day that does not exist, or an end before its start", "日期不存在，或起止颠倒"),
    reason=(
        "There is no 31 September. Such a slip leaves open which day is meant, and programs drop "
        "it.",
        "没有9月31日。这类笔误让人不知究竟指哪一天，系统也会丢弃这一时限。",
    ),
    bad=(
        example(second_text="请各责任单位于2024年9月31日前将工作总结报送区政府办公室。"),
        example(second_text="请各责任单位于11月31日前将工作总结报送区政府办公室。"),
    ),
    good=(
        example(second_text="请各责任单位于2024年9月30日前将工作总结报送区政府办公室。"),
        example(second_text="请各责任单位于2月29日前将工作总结报送区政府办公室。"),
    ),
)
def date_impossible(subject: Subject) -> Iterator[Found]:
    """The day of issue itself is S01's."""
    issued = subject.outline.ending.issue_date
    own = subject.stretch(issued.passage) if issued else None
    for paragraph in subject.paragraphs:
        if own is not None and paragraph.id == own.paragraph:
            continue
        for match in _DAY.finditer(subject.own_words(paragraph)):
            year = int(match["year"]) if match["year"] else None
            if _exists(year, int(match["month"]), int(match["day"])):
                continue
            end = match.end() if match["weekday"] is None else match.end("day") + 1
            yield Found(
                (f"there is no {match.group()}", f"没有“{match.group()}”这一天"),
                Span(paragraph.id, match.start(), end),
            )
    for task in subject.reading.tasks:
        for draft in _stated(task):
            start, last = draft.deadline.start, draft.deadline.end
            if start and last and last < start:
                yield Found(
                    (
                        f"“{draft.deadline.text}” ends before it begins",
                        f"“{draft.deadline.text}”止于开始之前",
                    ),
                    place_of(draft),
                )


def _exists(year: int | None, month: int, day: int) -> bool:
    if not 1 <= month <= 12:
        return month > 19  # 20月 and more is no month's name
    if year is None:
        return 1 <= day <= _LONGEST_MONTH[month - 1]
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return True


@rule(
    code="D03",
    name="deadline-unreadable",
    severity="warning",
    basis="integrity",
    title=("A deadline that says no time", "完成时限看不出时间"),
    reason=(
        "The cell for the deadline names neither a day nor a rhythm nor that the work is ongoing. "
        "A ledger has nothing to remind by.",
        "“完成时限”一栏既非日期、周期，也不是“长期坚持”之类，督办台账无从提醒。",
    ),
    bad=(
        example(
            table=task_table(
                "1 | 压缩企业开办时间，推行全程网上办理。 | 区市场监管局 | 区税务局 | 见方案",
                "2 | 推进审批制度改革，公布审批清单。 | 区住建局 | 区发改局 | 2024年10月底前",
            )
        ),
    ),
    good=(
        example(
            table=task_table(
                "1 | 压缩企业开办时间，推行全程网上办理。 | 区市场监管局 | 区税务局 | 长期坚持",
                "2 | 推进审批制度改革，公布审批清单。 | 区住建局 | 区发改局 | 每季度末",
            )
        ),
    ),
)
def deadline_unreadable(subject: Subject) -> Iterator[Found]:
    """Words that leave the time to others (按上级要求, 适时) are D04's."""
    known = (*load("deadlines")["external"]["words"], *load("checks")["deadlines"]["vague"])
    for task in subject.reading.tasks:
        for draft in _stated(task) if task.source in {"column", None} else ():
            words = compact(draft.deadline.text)
            if draft.deadline.kind == "unknown" and not any(word in words for word in known):
                yield Found(
                    (
                        f"“{draft.deadline.text}” names no time",
                        f"“{draft.deadline.text}”看不出何时完成",
                    ),
                    place_of(draft),
                )


@rule(
    code="D04",
    name="deadline-vague",
    severity="warning",
    basis="practice",
    title=("A deadline that binds nobody", "完成时限含糊"),
    reason=(
        "适时 or 尽快 in the column of deadlines cannot be missed, and so cannot be checked. "
        "Give a day, a rhythm, or say that the work is ongoing.",
        "时限写“适时”“尽快”，无从判断是否逾期。应写明日期、周期，或注明“长期坚持”。",
    ),
    bad=(
        example(
            table=task_table(
                "1 | 压缩企业开办时间，推行全程网上办理。 | 区市场监管局 | 区税务局 | 尽快完成",
                "2 | 推进审批制度改革，公布审批清单。 | 区住建局 | 区发改局 | 2024年10月底前",
            )
        ),
    ),
    good=(example(first_text="各责任单位要尽快细化工作措施，适时组织督查，确保任务按期完成。"),),
)
def deadline_vague(subject: Subject) -> Iterator[Found]:
    """Only what stands as the deadline of a task; a sentence of the text may say 尽快."""
    vague = load("checks")["deadlines"]["vague"]
    for task in subject.reading.tasks:
        for draft in _stated(task) if task.source in {"column", None} else ():
            words = compact(draft.deadline.text)
            found = next((word for word in vague if word in words), None)
            if found and draft.deadline.end is None and draft.deadline.recurrence is None:
                yield Found(
                    (
                        f"“{draft.deadline.text}” sets no day to check by",
                        f"“{draft.deadline.text}”没有可核查的时间",
                    ),
                    place_of(draft),
                )


@rule(
    code="D05",
    name="deadline-beyond-plan",
    severity="warning",
    basis="integrity",
    title=("A deadline after the end of the plan", "完成时限超出规划期"),
    reason=(
        "A plan for 2022—2024 that sets a task for 2026 either has a slip, or promises what it "
        "does not cover.",
        "2022—2024年的计划中出现2026年完成的任务，不是笔误，就是超出了计划期限。",
    ),
    bad=(
        example(
            title="三明市沙县区人民政府办公室关于做好2023—2024年优化营商环境重点工作的通知",
            table=task_table(
                "1 | 压缩企业开办时间，推行全程网上办理。 | 区市场监管局 | 区税务局 | 2025年底前",
                "2 | 推进审批制度改革，公布审批清单。 | 区住建局 | 区发改局 | 2024年10月底前",
            ),
        ),
    ),
    good=(
        example(title="三明市沙县区人民政府办公室关于做好2023—2024年优化营商环境重点工作的通知"),
    ),
)
def deadline_beyond_plan(subject: Subject) -> Iterator[Found]:
    """Only where a title names the years from … to; a plan for one year may reach into the next."""
    titles = [subject.outline.masthead.title.text]
    titles += [draft.title.text for draft in subject.outline.attachments[:1]]
    spans = [match for title in titles if (match := _SPAN.search(title))]
    if not spans:
        return
    last = f"{max(match['last'] for match in spans)}-12-31"
    for task in subject.reading.tasks:
        for draft in _stated(task):
            if draft.deadline.end is not None and draft.deadline.end > last:
                yield Found(
                    (
                        f"“{draft.deadline.text}” lies after {last[:4]}, the end of the plan",
                        f"“{draft.deadline.text}”超出规划期（至{last[:4]}年）",
                    ),
                    place_of(draft),
                )


@rule(
    code="D06",
    name="deadline-without-year",
    severity="info",
    basis="practice",
    title=("Deadlines without a year, in a plan without one", "时限未写年份"),
    reason=(
        "12月底前 is clear as long as the title names the year of the plan. Where it does not, a "
        "reader of next year will wonder.",
        "标题写明年度的，“12月底前”不会误解；标题没有年度的，时限应写明年份，以免隔年混淆。",
    ),
    bad=(
        example(
            title="三明市沙县区人民政府办公室关于做好优化营商环境重点工作的通知",
            attachment_note="附件：沙县区优化营商环境重点任务分解表",
            attachment_title="沙县区优化营商环境重点任务分解表",
            table=task_table(
                "1 | 压缩企业开办时间，推行全程网上办理。 | 区市场监管局 | 区税务局 | 9月底前",
                "2 | 推进审批制度改革，公布审批清单。 | 区住建局 | 区发改局 | 10月底前",
            ),
        ),
    ),
    good=(example(),),
)
def deadline_without_year(subject: Subject) -> Iterator[Found]:
    """One remark for the notice."""
    if subject.setting.plan_year is not None or _attachment_year(subject):
        return
    found = [
        draft
        for task in subject.reading.tasks
        for draft in _stated(task)
        if draft.deadline.end is not None
        and draft.deadline.kind in {"date", "milestone", "period"}
        and not YEAR.search(draft.deadline.text)
        and "月" in draft.deadline.text
    ]
    if found:
        yield Found(
            (
                f"{len(found)} deadlines name no year, and the title names none",
                f"{len(found)}处时限未写年份，标题也没有年度",
            ),
            place_of(found[0]),
            related=tuple(place_of(draft) for draft in found[1:]),
        )


def _attachment_year(subject: Subject) -> bool:
    return any(YEAR.search(draft.title.text) for draft in subject.outline.attachments)


@rule(
    code="D11",
    name="weekday-wrong",
    severity="warning",
    basis="integrity",
    title=("The weekday is not that of the date", "星期与日期不符"),
    reason=(
        "With a wrong weekday readers come on different days. One of the two is a slip.",
        "星期写错，与会、报送的人会各按各的日子来。日期与星期必有一误。",
    ),
    bad=(example(second_text="请各责任单位于2024年5月10日（星期四）前将情况报送区政府办公室。"),),
    good=(
        example(second_text="请各责任单位于2024年5月10日（星期五）前将情况报送区政府办公室。"),
        example(second_text="请各责任单位于5月10日（周五）前将情况报送区政府办公室。"),
    ),
)
def weekday_wrong(subject: Subject) -> Iterator[Found]:
    """A date without a year is tried with the year of issue and the next."""
    issued = subject.notice.issue_date
    for paragraph in subject.paragraphs:
        for match in _DAY.finditer(subject.own_words(paragraph)):
            if match["weekday"] is None:
                continue
            if match["year"]:
                years = [int(match["year"])]
            elif issued:
                years = [int(issued[:4]), int(issued[:4]) + 1]
            else:
                continue
            days = [_weekday(year, int(match["month"]), int(match["day"])) for year in years]
            printed = match["weekday"].replace("天", "日")
            if None in days or printed in days:
                continue
            yield Found(
                (
                    f"{match.group()}: it is a 星期{days[0]}",
                    f"“{match.group()}”应为星期{days[0]}",
                ),
                Span(paragraph.id, match.start(), match.end()),
            )


def _weekday(year: int, month: int, day: int) -> str | None:
    try:
        return _WEEKDAYS[datetime.date(year, month, day).weekday()]
    except ValueError:
        return None
