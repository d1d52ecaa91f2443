"""What becomes of the notice as records (记录质量): tasks that are told apart and say something."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache

import regex

from extractor.checks.model_notice import task_table
from extractor.checks.norms import is_carrier
from extractor.checks.rule import Found, Place, Span, example, rule
from extractor.checks.rules.responsibility import place_of_task, units_of
from extractor.checks.subject import Subject
from extractor.structure.bodies import reads_like_unit
from extractor.structure.outline import TablePart, TextPart
from extractor.tasks.cells import is_none
from extractor.tasks.deadlines import parse_deadlines
from extractor.tasks.draft import TaskDraft
from extractor.text.characters import HAN, compact
from extractor.text.numerals import read_number
from extractor.vocabulary import load

_FIRST = "1 | 压缩企业开办时间，推行全程网上办理。 | 区市场监管局 | 区税务局 | 2024年9月"
_ROW = "2 | 推进审批制度改革，公布审批事项清单。 | 区住建局 | 区发改局 | 2024年10月"
_MOST_COMPARED = 400
"""Each task is compared with those near it in length; beyond so many only with its neighbours."""
_PLACEHOLDER = regex.compile(
    r"[×Ⅹ]{2,}|[xXＸ]{2,}(?![a-zA-Z0-9])|某某|[〔（(]\s*[〕）)]|(?<![\p{Han}])待定(?![\p{Han}])|"
    r"[_＿]{2,}"
)
_GAP_BEFORE_MEASURE = regex.compile(
    r"(?:增长|达到|达|提高|下降|降低|完成|新增|不低于|不少于|压减|压缩)(?:到|至|约"
    r")?(?P<gap>[\s\u3000_＿]{2,})"
    r"(?:以上)?(?:%|％|个|项|家|万元|亿元|公里|人|件|户|亩)"
)
_STATED = regex.compile(
    r"(?:[(（]\s*(?:共|计)?\s*(?P<count>[0-9]{1,3}|[一二三四五六七八九十]{1,3})\s*项\s*[)）])"
)


def _own_number(task: TaskDraft) -> int | None:
    """Return the task's number where its own row prints one."""
    if task.number is None or not task.number_printed:
        return None
    return read_number(task.number)


@rule(
    code="Q01",
    name="task-duplicate",
    severity="error",
    basis="integrity",
    title=("A task stands twice", "任务重复"),
    reason=(
        "Two rows say the same, word for word, with the same units. One was pasted twice, or was "
        "to be changed and was not.",
        "两行内容和单位完全相同。不是重复粘贴，就是复制后忘记修改。",
    ),
    bad=(example(table=task_table(_FIRST, _ROW, _ROW.replace("2 |", "3 |"))),),
    good=(
        example(table=task_table(_FIRST, _ROW, _ROW.replace("2 |", "3 |").replace("审批", "许可"))),
    ),
)
def task_duplicate(subject: Subject) -> Iterator[Found]:
    """Measures under one merged task share its words, and are no duplicates."""
    seen: dict[tuple[object, ...], TaskDraft] = {}
    for task in subject.reading.tasks:
        if any(entry.field in {"task", "requirement"} for entry in task.derived):
            continue
        text = compact(task.task.text)
        if len(text) < 8:
            continue
        units = tuple(compact(unit.unit.text) for unit in units_of(task))
        deadlines = tuple(compact(draft.deadline.text) for draft in task.deadlines)
        extra = tuple((name, compact(value.text)) for name, value in task.extra)
        key = (task.attachment, text, compact(task.requirement.text), units, deadlines, extra)
        if key in seen:
            first = seen[key]
            if subject.spans(first.task) == subject.spans(task.task):
                continue
            yield Found(
                (
                    f"the same task stands above as number {first.number or '?'}",
                    f"与前面第{first.number or '?'}项任务完全相同",
                ),
                place_of_task(task),
                related=(place_of_task(first),),
            )
        seen.setdefault(key, task)


@rule(
    code="Q02",
    name="task-near-duplicate",
    severity="warning",
    basis="integrity",
    title=("Two tasks are nearly the same, with different lead units", "任务雷同而牵头单位不同"),
    reason=(
        "Two units would each report on the same work, or each leave it to the other.",
        "两家单位会各报各的，或互相推诿。应合并，或写明各自的不同。",
    ),
    bad=(
        example(
            table=task_table(
                "1 | 深化工程建设项目审批制度改革，全面公布审批事项清单和办事指南。 | 区住建局 | "
                "区发改局 | 2024年9月",
                "2 | 深化工程建设项目审批制度改革，全面公布审批事项清单及办事指南。 | 区自然资源"
                "局 | 区发改局 | 2024年9月",
            ),
        ),
    ),
    good=(example(table=task_table(_FIRST, _ROW)),),
)
def task_near_duplicate(subject: Subject) -> Iterator[Found]:
    """The likeness is a setting, ``near-duplicate``; tasks that differ by a number are series."""
    tasks = [task for task in subject.reading.tasks if len(compact(task.task.text)) >= 15]
    least = subject.thresholds.near_duplicate
    for order, task in enumerate(tasks):
        text = compact(task.task.text)
        for other in tasks[max(0, order - _reach(len(tasks))) : order]:
            theirs = compact(other.task.text)
            if text == theirs or _without_digits(text) == _without_digits(theirs):
                continue
            if not _alike(text, theirs, least):
                continue
            leads = {unit.unit.text for unit in units_of(task, "lead")}
            others = {unit.unit.text for unit in units_of(other, "lead")}
            if leads and others and not leads & others:
                yield Found(
                    (
                        f"nearly the same as task {other.number or '?'}, which "
                        f"{'、'.join(sorted(others))} leads",
                        f"与第{other.number or '?'}项任务雷同，该项由"
                        f"{'、'.join(sorted(others))}牵头",
                    ),
                    place_of_task(task),
                    related=(place_of_task(other),),
                )
                break


def _reach(count: int) -> int:
    return count if count <= _MOST_COMPARED else 20


def _without_digits(text: str) -> str:
    return regex.sub(r"[0-9一二三四五六七八九十]+", "", text)


def _alike(first: str, second: str, least: float) -> bool:
    if min(len(first), len(second)) < least * max(len(first), len(second)):
        return False
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return matcher.quick_ratio() >= least and matcher.ratio() >= least


@rule(
    code="Q03",
    name="placeholder",
    severity="warning",
    basis="integrity",
    title=("Something is still to be filled in", "留有待填写的占位符"),
    reason=(
        "XX, 某某, 〔　〕 or 待定 stand where a name or number was to come. A task of three "
        "characters says as little.",
        "“XX”“某某”“〔　〕”“待定”处本应填写名称或数字；只有两三个字的任务同样没有内容。",
    ),
    bad=(
        example(second_text="请各责任单位于××月××日前将工作总结报送区政府办公室。"),
        example(
            table=task_table(_FIRST, _ROW.replace("推进审批制度改革，公布审批事项清单。", "略。"))
        ),
    ),
    good=(
        example(second_text="请各责任单位将工作总结报送区政府办公室，编号格式为“〔2024〕××号”。"),
    ),
)
def placeholder(subject: Subject) -> Iterator[Found]:
    """Text of the notice and of tasks; attachments may be forms to be filled in."""
    if not is_carrier(subject):
        return
    places: list[Place] = [subject.outline.masthead.title]
    places += [
        part.prose.passage
        for part in subject.outline.parts
        if isinstance(part, TextPart) and part.attachment is None
    ]
    places += [task.task for task in subject.reading.tasks]
    seen: set[Span] = set()
    for place in places:
        for span in subject.spans(place):
            text = subject.own_words(subject.paragraph(span.paragraph))
            for match in _PLACEHOLDER.finditer(text, span.start, span.end):
                found = Span(span.paragraph, match.start(), match.end())
                if found in seen or _names_form(text, match.start()):
                    continue
                seen.add(found)
                yield Found(
                    (f"“{match.group()}” is still to be filled in", f"“{match.group()}”尚未填写"),
                    found,
                )
    shortest = subject.thresholds.short_task
    for task in subject.reading.tasks:
        text = compact(task.task.text).strip("。;；")
        if text and len(text) < shortest and task.source == "column" and not task.requirement:
            yield Found((f"“{text}” is no task", f"“{text}”看不出任务内容"), place_of_task(task))


def _names_form(text: str, start: int) -> bool:
    """Whether the placeholder is part of a pattern that is explained: 格式为…, 如…."""
    return any(
        word in text[max(0, start - 12) : start] for word in ("格式", "例如", "样式", "命名")
    )


@rule(
    code="Q06",
    name="target-without-number",
    severity="warning",
    basis="integrity",
    title=("A target without its number", "量化指标未填数字"),
    reason=(
        "增长　% leaves a gap where the number was to come.",
        "“增长　%”“新增　个”中间空着，数字没有填。",
    ),
    bad=(
        example(
            table=task_table(
                "1 | 推行全程网上办理，网办率达到　　%。 | 区市场监管局 | 区税务局 | 2024年9月",
                _ROW,
            )
        ),
    ),
    good=(
        example(
            table=task_table(
                "1 | 推行全程网上办理，网办率达到 95%。 | 区市场监管局 | 区税务局 | 2024年9月",
                _ROW,
            )
        ),
    ),
)
def target_without_number(subject: Subject) -> Iterator[Found]:
    """The gap must be wide: one space beside a number is typing."""
    if subject.document.pages:
        return
    for paragraph in subject.paragraphs:
        for match in _GAP_BEFORE_MEASURE.finditer(subject.own_words(paragraph)):
            yield Found(
                (f"the number is missing in “{match.group()}”", f"“{match.group()}”缺数字"),
                Span(paragraph.id, match.start(), match.end()),
            )


@rule(
    code="Q07",
    name="section-count",
    severity="warning",
    basis="integrity",
    title=("A section holds another number of tasks than it says", "章节所列任务数与标明的不符"),
    reason=(
        "The heading says （5项） and four follow: one was lost, or the heading was not changed.",
        "标题写“（5项）”而只列了4项，不是漏项，就是标题未改。",
    ),
    bad=(
        example(
            table=task_table("一、优化政务服务（3项） | | | |", _FIRST, _ROW),
        ),
    ),
    good=(
        example(
            table=task_table("一、优化政务服务（2项） | | | |", _FIRST, _ROW),
        ),
    ),
)
def section_count(subject: Subject) -> Iterator[Found]:
    """Headings that state a number of 项 in brackets, with tasks right below them."""
    tasks = subject.reading.tasks
    for section in subject.outline.sections:
        match = _STATED.search(section.title.text)
        stated = read_number(match["count"]) if match else None
        if match is None or stated is None:
            continue
        own = [
            task
            for task in tasks
            if task.section is not None
            and (task.section.id == section.id or task.section.id.startswith(f"{section.id}."))
        ]
        numbers = {task.number for task in own if task.number}
        if not own or stated in {len(own), len(numbers)}:
            continue
        yield Found(
            (
                f"{stated} are announced, {len(numbers) or len(own)} follow",
                f"标明{stated}项，实有{len(numbers) or len(own)}项",
            ),
            section.title.slice(*match.span()),
        )


@cache
def _dates_only() -> regex.Pattern[str]:
    return regex.compile(r"^[0-9年月日底前至—\-~.、，,\s]+$")


@rule(
    code="Q08",
    name="column-mismatch",
    severity="warning",
    basis="integrity",
    title=("A cell holds what belongs in another column", "单元格内容与表头不符"),
    reason=(
        "A date among the units, or a unit among the deadlines: the row slipped by one column. "
        "All its cells should be checked.",
        "责任单位栏里是日期，或时限栏里是单位，多半整行错位了一格，该行各栏都要核对。",
    ),
    bad=(
        example(
            table=task_table(
                "1 | 压缩企业开办时间，推行全程网上办理。 | 区市场监管局 | 2024年9月底前 | 区税"
                "务局",
                _ROW,
            ),
            also=("D03",),
        ),
    ),
    good=(example(),),
)
def column_mismatch(subject: Subject) -> Iterator[Found]:
    """Only cells that are wholly of the other kind."""
    for part in subject.outline.parts:
        if not isinstance(part, TablePart):
            continue
        units = [c for r in ("lead", "responsible", "supporting") for c in part.columns.at(r)]
        times = part.columns.at("deadline")
        for row in part.rows:
            if row.kind != "task":
                continue
            for column in (*units, *times):
                slot = row.slots[column]
                text = slot.content.text.strip()
                if slot.row != row.index or slot.column != column or not text:
                    continue
                if is_none(slot.content):
                    continue
                wrong = _is_time(text) if column in units else _is_unit(text)
                if wrong:
                    head = compact(part.columns.heads[column].text.text)
                    yield Found(
                        (f"“{text}” in the column {head}", f"“{head}”一栏填的是“{text}”"),
                        slot.content.strip(),
                    )


def _is_time(text: str) -> bool:
    if not _dates_only().match(text) or not regex.search("[年月日]", text):
        return False
    found: Sequence[object] = parse_deadlines(text, issue_date=None, plan_year=None)
    return bool(found)


def _is_unit(text: str) -> bool:
    if regex.search(r"[0-9]|[年月日季]", text) or not regex.search(f"[{HAN}]{{3}}", text):
        return False
    words = load("checks")["records"]["not_units"]
    return reads_like_unit(text) and not any(word in text for word in words)
