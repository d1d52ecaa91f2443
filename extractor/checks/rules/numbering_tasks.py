"""Numbers of the tasks in a table (任务序号), and how many there are said to be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from extractor.checks.model_notice import task_table
from extractor.checks.rule import Found, example, rule
from extractor.checks.subject import Subject
from extractor.structure.outline import TablePart, TextPart
from extractor.structure.prose import ends_sentence
from extractor.tasks.draft import TaskDraft
from extractor.text.numerals import read_number
from extractor.text.passage import Passage

_ROWS = (
    "1 | 压缩企业开办时间，推行全程网上办理。 | 区市场监管局 | 区税务局 | 2024年9月",
    "2 | 推进审批制度改革，公布审批事项清单。 | 区住建局 | 区发改局 | 2024年10月",
    "3 | 开展涉企收费专项检查，公布收费目录清单。 | 区财政局 | 区民政局 | 2024年11月",
    "4 | 规范招标投标活动，实行全流程电子化。 | 区发改局 | 区水利局 | 2024年11月",
)
_COUNT = r"(?P<count>[0-9]{1,3}|[一二三四五六七八九十百]{1,5})"
_PROMISED = regex.compile(
    rf"(?:共|共计|合计|分解为|细化为|明确了|梳理出|列出)(?:[0-9一二三四五六七八九十]{{1,3}}(?:个|大)?"
    rf"(?:方面|部分|大类|类|板块)[、，,]?(?:共)?)?{_COUNT}(?:项|条|个)(?:重点|具体|主要|工作)*(?:任务|事项|措施|工作)"
)


def _tables(subject: Subject) -> Iterator[list[TaskDraft]]:
    """Yield the tasks of each table that print a number of their own, in order."""
    found: dict[int, list[TaskDraft]] = {}
    tables = {
        id(part): {
            run.paragraph.id for row in part.rows for slot in row.slots for run in slot.content.runs
        }
        for part in subject.outline.parts
        if isinstance(part, TablePart)
    }
    for task in subject.reading.tasks:
        if not task.number_printed.runs or task.source not in {"column", None}:
            continue
        paragraph = task.number_printed.runs[0].paragraph.id
        at = next((key for key, held in tables.items() if paragraph in held), None)
        if at is not None:
            found.setdefault(at, []).append(task)
    yield from found.values()


@rule(
    code="B03",
    name="task-numbers",
    severity="warning",
    basis="integrity",
    title=("Numbers of tasks skip or repeat", "任务序号跳号或重号"),
    reason=(
        "A task that is missing from the table was lost or held back; two under one number cannot "
        "be told apart in a ledger.",
        "序号跳过的任务不是漏列就是删去；两项同号，台账中无法区分。",
    ),
    bad=(
        example(table=task_table(*_ROWS[:2], _ROWS[2].replace("3 |", "4 |"))),
        example(table=task_table(*_ROWS[:2], _ROWS[2].replace("3 |", "2 |"), _ROWS[3])),
    ),
    good=(
        example(table=task_table(*_ROWS)),
        example(
            table=task_table(
                "一、政务服务 | | | |",
                *_ROWS[:2],
                "二、公平竞争 | | | |",
                _ROWS[2].replace("3 |", "1 |"),
                _ROWS[3].replace("4 |", "2 |"),
            )
        ),
    ),
)
def task_numbers(subject: Subject) -> Iterator[Found]:
    """A count may begin anew at 1 and, in an extract, anywhere; a document cut short may skip."""
    redacted = subject.notice.disclosure is not None and "删" in subject.notice.disclosure
    for tasks in _tables(subject):
        last: int | None = None
        allowed: set[int] = set()
        for before, task in zip([None, *tasks], tasks, strict=False):
            if before is not None and before.number_printed == task.number_printed:
                continue  # one number, in a cell that spans the measures of its task
            number = read_number(task.number) if task.number else None
            if number is None:
                last = None
                continue
            if last is None or number in {1, last + 1} or number in allowed:
                last, allowed = number, set()
                continue
            twice = number == last
            if twice:
                allowed = {last + 2}  # the second of the two stands for the one that follows
            yield Found(
                (
                    f"number {number} stands twice" if twice else f"{number} follows {last}",
                    f"序号{number}重复" if twice else f"序号{last}之后是{number}",
                ),
                task.number_printed,
                severity="info" if redacted else None,
            )
            last = number


@rule(
    code="B08",
    name="promised-count",
    severity="warning",
    basis="integrity",
    title=("The notice promises another number of tasks than it has", "正文所称任务数与实际不符"),
    reason=(
        "共79项任务, and the table has 78: one was dropped, or the sentence was not changed.",
        "正文写“共79项任务”，表中只有78项，不是漏项，就是正文未改。",
    ),
    bad=(
        example(
            opening="为做好2024年全区优化营商环境工作，区政府办公室将工作要点分解为5项任务，现通"
            "知如下："
        ),
    ),
    good=(
        example(
            opening="为做好2024年全区优化营商环境工作，区政府办公室将工作要点分解为3项任务，现通"
            "知如下："
        ),
    ),
)
def promised_count(subject: Subject) -> Iterator[Found]:
    """Only where a single table of numbered tasks comes with the notice."""
    tables = list(_tables(subject))
    if len(tables) != 1 or len(subject.reading.tasks) < 3:
        return
    counts = _counts(tables[0], subject)
    for part in subject.outline.parts:
        if not isinstance(part, TextPart) or part.attachment is not None:
            continue
        whole = part.prose.repaired
        for match in _PROMISED.finditer(whole.text):
            promised = read_number(match["count"])
            if promised is None or promised < 3 or promised in counts:
                continue
            yield Found(
                (
                    f"{promised} tasks are promised, the table has {len(tables[0])}",
                    f"正文称{promised}项，表中有{len(tables[0])}项",
                ),
                whole.slice(*match.span()),
            )


def _counts(tasks: Sequence[TaskDraft], subject: Subject) -> set[int]:
    numbers = {task.number for task in tasks}
    last = read_number(tasks[-1].number) if tasks[-1].number else None
    return {len(tasks), len(numbers), len(subject.reading.tasks), last or 0}


@rule(
    code="B09",
    name="task-end-mark",
    severity="info",
    basis="practice",
    title=("A task without the end mark that the others have", "任务表述末尾缺标点"),
    reason=(
        "All other tasks of the table end in a full stop. Where it is missing, the sentence may "
        "have been cut.",
        "表中其他任务都以句号结尾，唯独此处没有，句子可能被截断。",
    ),
    bad=(example(table=task_table(*_ROWS[:3], _ROWS[3].replace("电子化。", "电子化"))),),
    good=(
        example(table=task_table(*_ROWS)),
        example(table=task_table(*(row.replace("。", "") for row in _ROWS))),
    ),
)
def task_end_mark(subject: Subject) -> Iterator[Found]:
    """Four tasks at least, of which nine in ten or all but one end in a mark."""
    texts: dict[int | None, list[Passage]] = {}
    for task in subject.reading.tasks:
        if task.source == "column" and task.task.runs:
            texts.setdefault(task.attachment, []).append(task.task)
    for held in texts.values():
        bare = [text for text in held if not ends_sentence(text.text)]
        if len(held) < 4 or not bare or (len(bare) > 1 and 10 * len(bare) > len(held)):
            continue
        for text in bare:
            yield Found(
                ("this task has no mark at its end", "任务末尾没有标点"),
                text.slice(max(0, len(text.text) - 6)),
            )
