"""Deadlines beside one another (时限之间): of a section, a sentence, a duty to report."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractor.checks.model_notice import task_table
from extractor.checks.rule import Found, example, rule
from extractor.checks.rules.deadlines import YEAR, place_of
from extractor.checks.subject import Subject
from extractor.tasks.deadlines import find_deadline_mentions
from extractor.tasks.draft import TaskDraft
from extractor.vocabulary import load


@rule(
    code="D07",
    name="section-deadline",
    severity="warning",
    basis="integrity",
    title=("A task is due after the deadline of its section", "任务时限晚于所属章节的时限"),
    reason=(
        "Under a heading 6月底前完成的任务 nothing can be due in September.",
        "标题写“6月底前完成的任务”，其下却有9月完成的任务，前后矛盾。",
    ),
    bad=(
        example(
            table=task_table(
                "一、2024年6月底前完成的任务 |  |  |  |",
                "1 | 压缩企业开办时间，推行全程网上办理。 | 区市场监管局 | 区税务局 | 2024年9月"
                "底前",
                "2 | 推进审批制度改革，公布审批清单。 | 区住建局 | 区发改局 | 2024年5月底前",
            )
        ),
    ),
    good=(
        example(
            table=task_table(
                "一、2024年6月底前完成的任务 |  |  |  |",
                "1 | 压缩企业开办时间，推行全程网上办理。 | 区市场监管局 | 区税务局 | 2024年6月"
                "底前",
                "2 | 推进审批制度改革，公布审批清单。 | 区住建局 | 区发改局 | 2024年5月底前",
            )
        ),
    ),
)
def section_deadline(subject: Subject) -> Iterator[Found]:
    """The heading must say one bounded time."""
    for task in subject.reading.tasks:
        if task.section is None:
            continue
        mentions = [
            mention
            for title in task.section.path
            for mention in find_deadline_mentions(
                title,
                issue_date=subject.setting.issue_date,
                plan_year=subject.setting.plan_year,
            )
            if mention.deadline.end is not None and mention.deadline.recurrence is None
        ]
        if len(mentions) != 1:
            continue
        limit = mentions[0].deadline
        for draft in task.deadlines:
            end = draft.deadline.end
            if end is None or limit.end is None or end <= limit.end:
                continue
            yield Found(
                (
                    f"“{draft.deadline.text}” is later than the section's “{limit.text}”",
                    f"“{draft.deadline.text}”晚于所属章节的“{limit.text}”",
                ),
                place_of(draft),
                related=(task.section.title,),
            )


@rule(
    code="D08",
    name="deadline-contradicted",
    severity="warning",
    basis="integrity",
    title=("Sentence and column set different deadlines", "任务表述与时限栏不一致"),
    reason=(
        "The task says 12月底前, the column 6月底前. An earlier time in the sentence may be a "
        "step on the way; a later one contradicts.",
        "任务写“12月底前”，时限栏写“6月底前”。表述中较早的时间可能是阶段目标，较晚的就自相矛盾了。",
    ),
    bad=(
        example(
            table=task_table(
                "1 | 2024年12月底前推行全程网上办理。 | 区市场监管局 | 区税务局 | 2024年9月底前",
                "2 | 推进审批制度改革，公布审批清单。 | 区住建局 | 区发改局 | 2024年10月底前",
            )
        ),
    ),
    good=(
        example(
            table=task_table(
                "1 | 2024年6月底前制定方案，推行网上办理。 | 区市场监管局 | 区税务局 | 2024年9月"
                "底前",
                "2 | 推进审批制度改革，公布审批清单。 | 区住建局 | 区发改局 | 2024年10月底前",
            )
        ),
    ),
)
def deadline_contradicted(subject: Subject) -> Iterator[Found]:
    """Compare what the task itself says with the last time in its column."""
    for task in subject.reading.tasks:
        ends = [draft.deadline.end for draft in task.deadlines if draft.deadline.end]
        if not ends or not task.task or task.source != "column":
            continue
        if any(draft.deadline.kind in {"ongoing", "recurring"} for draft in task.deadlines):
            continue
        yield from _later_mentions(subject, task, max(ends))


def _later_mentions(subject: Subject, task: TaskDraft, last: str) -> Iterator[Found]:
    for mention in find_deadline_mentions(
        task.task.text,
        issue_date=subject.setting.issue_date,
        plan_year=subject.setting.plan_year,
    ):
        end = mention.deadline.end
        if end is None or mention.deadline.kind != "date" or end <= last:
            continue
        yield Found(
            (
                f"“{mention.deadline.text}” is later than the column's “"
                f"{task.deadlines[-1].deadline.text}”",
                f"“{mention.deadline.text}”晚于时限栏的“{task.deadlines[-1].deadline.text}”",
            ),
            task.task.slice(mention.start, mention.end),
            related=(task.deadlines[-1].passage,),
        )


@rule(
    code="D09",
    name="report-without-recipient",
    severity="info",
    basis="practice",
    title=("A duty to report names no recipient", "报送要求未写明报给谁"),
    reason=(
        "Who reports has to know to whom. Name the office, or the one who collects.",
        "要求报送而不写明接收单位，责任单位不知报给谁。应写明报送到哪个单位。",
    ),
    bad=(example(second_text="请各责任单位于每季度末前书面报送进展情况。"),),
    good=(
        example(second_text="请各责任单位于每季度末前将进展情况报送区政府办公室。"),
        example(second_text="请各责任单位于每季度末前向区政府办公室报送进展情况。"),
    ),
)
def report_without_recipient(subject: Subject) -> Iterator[Found]:
    """A body, a mail address or a system will do."""
    words = load("checks")["reporting"]
    receivers = regex.compile("|".join(map(regex.escape, words["receivers"])))
    for draft in subject.reading.reporting:
        text = draft.passage.text
        verb = next((at for word in words["verbs"] if (at := text.find(word)) >= 0), None)
        if verb is None:
            continue
        after = text[verb:]
        toward = regex.search(r"(?:向|至|到|给|抄送)[^，。；]{2,30}", text)
        if receivers.search(after) or toward:
            continue
        yield Found(
            ("to whom this is to be reported is not said", "未写明报送给哪个单位"), draft.passage
        )


@rule(
    code="D10",
    name="report-past",
    severity="warning",
    basis="integrity",
    title=("A report is due before the day of issue", "报送期限早于成文日期"),
    reason=(
        "The day by which units are to report has passed when the notice is signed.",
        "文件成文时，要求报送的日期已经过去。",
    ),
    bad=(example(second_text="请各责任单位于2024年3月20日前将工作计划报送区政府办公室。"),),
    good=(example(second_text="请各责任单位于2024年5月20日前将工作计划报送区政府办公室。"),),
)
def report_past(subject: Subject) -> Iterator[Found]:
    """Without a year, a day that has passed may well be meant of the next."""
    issued = subject.outline.ending.issue_date
    if issued is None or issued.date is None:
        return
    for draft in subject.reading.reporting:
        for deadline in draft.deadlines:
            if deadline.kind != "date" or deadline.end is None or deadline.end >= issued.date:
                continue
            if not YEAR.search(deadline.text):
                continue
            at = draft.passage.text.find(deadline.text)
            place = draft.passage.slice(at, at + len(deadline.text)) if at >= 0 else draft.passage
            yield Found(
                (
                    f"“{deadline.text}” lies before {issued.date}, the day of issue",
                    f"“{deadline.text}”早于成文日期{issued.date}",
                ),
                place,
                related=(issued.passage,),
            )
