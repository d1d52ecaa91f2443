"""Who is responsible for each task (责任落实): every task has someone to answer for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import regex

from extractor.checks.model_notice import task_table
from extractor.checks.rule import Found, Place, Span, example, rule
from extractor.checks.rules.attachments import empty_columns
from extractor.checks.subject import Subject
from extractor.structure.outline import TablePart, TextPart
from extractor.tasks.clauses import is_unit_list
from extractor.tasks.draft import ROLES, TaskDraft, UnitDraft
from extractor.text.characters import compact
from extractor.vocabulary import load

_OPEN = regex.compile(r"\s*等")
_FEW = 3
"""Up to so many like findings in a table stand each by itself; more are one."""


def units_of(task: TaskDraft, *roles: str) -> tuple[UnitDraft, ...]:
    """Return the units of a task in these roles, or in all."""
    return tuple(unit for role in roles or ROLES for unit in task.units.get(role, ()))


def is_derived(task: TaskDraft, name: str) -> bool:
    """Whether a general sentence, and not the task's own line, gives the value."""
    return any(entry.field == name for entry in task.derived)


def place_of_task(task: TaskDraft) -> Place:
    """Return where a task stands, the narrowest that is known."""
    return task.task or task.requirement or task.number_printed or None


def _emptied(subject: Subject, role: str) -> bool:
    """Whether the column of a role is empty throughout, which is X08's to say."""
    return any(
        part.columns.heads[column].role == role
        for part in subject.outline.parts
        if isinstance(part, TablePart)
        for column in empty_columns(part)
    )


@rule(
    code="R01",
    name="task-without-units",
    severity="error",
    basis="integrity",
    title=("A task that no unit is responsible for", "任务没有责任单位"),
    reason=(
        "A task of which no unit is in charge will be done by none, and cannot be entered in a "
        "ledger. Mostly the cell was forgotten, or belongs to a merged cell that was lost.",
        "没有责任单位的任务无人办理，也无法立项督办。多是漏填，或合并单元格丢失。",
    ),
    bad=(
        example(
            table=task_table(
                "1 | 压缩企业开办时间，推行全程网上办理。 | 区市场监管局 | 区税务局 | 2024年9月",
                "2 | 推进审批制度改革，公布审批事项清单。 | | | 2024年10月底前",
                "3 | 开展涉企收费专项检查，公布收费目录。 | 区财政局 | 区发改局 | 2024年11月",
            ),
        ),
    ),
    good=(
        example(
            table=task_table(
                "1 | 压缩企业开办时间，推行全程网上办理。 | 区市场监管局 | | 2024年9月",
                "2 | 推进审批制度改革，公布审批事项清单。 | 区住建局 | 区发改局 | 2024年10月",
            ),
        ),
    ),
)
def task_without_units(subject: Subject) -> Iterator[Found]:
    """Only rows of a table that has a column for units; a form to be filled in has none yet."""
    tasks = [task for task in subject.reading.tasks if _has_unit_cell(task)]
    bare = [task for task in tasks if not units_of(task) and not task.people]
    if 2 * len(bare) > len(tasks):
        return
    for task in bare:
        if any(role in task.printed for role in ("lead_units", "responsible_units")):
            continue  # 无, /: the author says that there is none
        yield Found(
            (
                f"no unit is named for “{_short(task)}”",
                f"“{_short(task)}”没有责任单位",
            ),
            place_of_task(task),
        )


def _has_unit_cell(task: TaskDraft) -> bool:
    return task.source == "column" or bool({"lead_units", "responsible_units"} & set(task.blank))


def _short(task: TaskDraft) -> str:
    text = (task.task or task.requirement).text
    return text if len(text) <= 20 else text[:20] + "…"


@rule(
    code="R02",
    name="lead-missing",
    severity="warning",
    basis="integrity",
    title=("No lead unit where the table has a column for it", "任务未明确牵头单位"),
    reason=(
        "Several units are responsible and none leads: in supervision (督查) each task has one "
        "unit that answers for it. Name it, or say in a note that the first listed leads.",
        "列了几个责任单位而没有牵头单位，督办时无人牵总。应明确牵头单位，或在表注中说明“列第一位"
        "的为牵头单位”。",
    ),
    bad=(
        example(
            table=task_table(
                "1 | 压缩企业开办时间，推行全程网上办理。 | 区市场监管局 | 区税务局 | 2024年9月",
                "2 | 推进审批制度改革，公布审批清单。 | | 区住建局、区发改局 | 2024年10月",
            ),
        ),
    ),
    good=(
        example(
            table=task_table(
                "1 | 压缩企业开办时间，推行全程网上办理。 | 区市场监管局 | 区税务局 | 2024年9月",
                "2 | 推进审批制度改革，公布审批清单。 | | 区住建局、区发改局 | 2024年10月",
            ),
            after="注：无牵头单位的，责任单位即为牵头单位。",
        ),
    ),
)
def lead_missing(subject: Subject) -> Iterator[Found]:
    """A single responsible unit leads by itself. Many such rows are one finding."""
    if _emptied(subject, "lead"):
        return
    bare = [
        task
        for task in subject.reading.tasks
        if "lead_units" in task.blank
        and not units_of(task, "lead")
        and len(units_of(task, "responsible", "supporting")) > 1
    ]
    if len(bare) <= _FEW:
        for task in bare:
            yield Found(
                (f"no lead unit for “{_short(task)}”", f"“{_short(task)}”没有牵头单位"),
                place_of_task(task),
            )
        return
    yield Found(
        (
            f"{len(bare)} tasks name several responsible units and no lead unit",
            f"{len(bare)}项任务列有多个责任单位而没有牵头单位",
        ),
        place_of_task(bare[0]),
        related=tuple(place_of_task(task) for task in bare[1:]),
    )


@rule(
    code="R03",
    name="lead-repeated",
    severity="warning",
    basis="integrity",
    title=("The lead unit stands in another role too", "牵头单位重复列为配合单位"),
    reason=(
        "A unit that leads does not support itself. Counts of a unit's tasks come out wrong, and "
        "a name meant to stand there may be missing.",
        "牵头单位不能又是本任务的配合单位。统计各单位任务数会重复，也可能漏写了另一家单位。",
    ),
    bad=(
        example(
            table=task_table(
                "1 | 压缩企业开办时间，推行全程网上办理。 | 区市场监管局 | 区市场监管局、区税务局",
                "2 | 推进审批制度改革，公布审批清单。 | 区住建局 | 区发改局",
                header="序号 | 工作任务 | 牵头单位 | 配合单位",
            ),
        ),
    ),
    good=(
        example(
            table=task_table(
                "1 | 压缩企业开办时间，推行全程网上办理。 | 区市场监管局 | 区税务局",
                "2 | 推进审批制度改革，公布审批清单。 | 区住建局 | 区发改局",
                header="序号 | 工作任务 | 牵头单位 | 配合单位",
            ),
        ),
    ),
)
def lead_repeated(subject: Subject) -> Iterator[Found]:
    """A lead that is the only responsible unit as well is merely said twice."""
    for task in subject.reading.tasks:
        if is_derived(task, "lead_units"):
            continue
        leads = {compact(unit.unit.text) for unit in units_of(task, "lead")}
        for unit in units_of(task, "supporting"):
            if compact(unit.unit.text) in leads:
                yield Found(
                    (
                        f"“{unit.unit.text}” leads and supports the same task",
                        f"“{unit.unit.text}”既牵头又配合",
                    ),
                    unit.passage,
                )
        responsible = units_of(task, "responsible")
        same = [compact(unit.unit.text) for unit in responsible]
        if len(leads) == 1 and same == list(leads):
            yield Found(
                (
                    f"“{responsible[0].unit.text}” is lead and only responsible unit",
                    f"“{responsible[0].unit.text}”既是牵头单位又是唯一责任单位",
                ),
                responsible[0].passage,
                severity="info",
            )


@rule(
    code="R04",
    name="many-leads",
    severity="warning",
    basis="practice",
    title=("Too many lead units", "牵头单位过多"),
    reason=(
        "Where four units lead, none does. Name one, and let the others be responsible; or write "
        "分别牵头, if each leads a part of its own.",
        "四家牵头等于无人牵头。应明确一家牵头，其余列为责任单位；各管一块的，写明“分别牵头”。",
    ),
    bad=(
        example(
            table=task_table(
                "1 | 压缩企业开办时间。 | 区市场监管局、区税务局、区公安局、区人社局 | 区财政局 |"
                " 2024年9月",
                "2 | 推进审批制度改革，公布审批清单。 | 区住建局 | 区发改局 | 2024年10月",
            ),
        ),
    ),
    good=(
        example(
            table=task_table(
                "1 | 压缩企业开办时间。 | 区市场监管局、区税务局、区公安局 | 区财政局 | 2024年9月",
                "2 | 推进审批制度改革，公布审批清单。 | 区住建局 | 区发改局 | 2024年10月",
            ),
        ),
    ),
)
def many_leads(subject: Subject) -> Iterator[Found]:
    """The number is a setting, ``max-leads``."""
    most = subject.thresholds.max_leads
    for task in subject.reading.tasks:
        leads = units_of(task, "lead")
        if len(leads) <= most or is_derived(task, "lead_units"):
            continue
        qualified = any(
            word in (unit.unit.qualifier or "") for unit in leads for word in ("分别", "共同", "按")
        )
        clause = compact("".join(entry.text for entry in task.printed.get("assignment", ())))
        if qualified or "分别牵头" in clause or "共同牵头" in clause:
            continue
        yield Found(
            (f"{len(leads)} units lead one task", f"一项任务有{len(leads)}个牵头单位"),
            leads[0].passage,
            related=tuple(unit.passage for unit in leads[1:]),
        )


@rule(
    code="R05",
    name="nobody-named",
    severity="warning",
    basis="practice",
    title=("Only “units concerned” are responsible", "责任单位只写“有关单位”"),
    reason=(
        "各有关单位 names nobody: each may hold that another is meant. Name at least one unit; "
        "所有乡镇 or 各部门 without 有关 is clear enough.",
        "只写“各有关单位”等于没写，谁都可以认为与己无关。至少应写明一家单位；不带“有关”的“各乡镇”"
        "“各部门”指代明确，不在此列。",
    ),
    bad=(
        example(
            table=task_table(
                "1 | 压缩企业开办时间，推行全程网上办理。 | 区市场监管局 | 区税务局 | 2024年9月",
                "2 | 推进审批制度改革，公布审批清单。 | | 各有关单位 | 2024年10月底前",
            ),
        ),
    ),
    good=(
        example(
            table=task_table(
                "1 | 压缩企业开办时间，推行全程网上办理。 | 区市场监管局 | 各有关单位 | 2024年9月",
                "2 | 推进审批制度改革，公布审批清单。 | | 区政府各部门 | 2024年10月底前",
            ),
        ),
    ),
)
def nobody_named(subject: Subject) -> Iterator[Found]:
    """All units of the task in all roles are vague."""
    vague = tuple(load("checks")["units"]["vague"])
    for task in subject.reading.tasks:
        units = units_of(task)
        if not units or task.people:
            continue
        if all(
            unit.unit.kind == "collective" and any(word in unit.unit.text for word in vague)
            for unit in units
        ):
            yield Found(
                (f"“{units[0].unit.text}” names nobody", f"“{units[0].unit.text}”没有落实到单位"),
                units[0].passage,
                related=tuple(unit.passage for unit in units[1:]),
            )


@rule(
    code="R06",
    name="lead-open",
    severity="warning",
    basis="practice",
    title=("The list of lead units ends in 等", "牵头单位用“等”字省略"),
    reason=(
        "Who leads must be certain. 等 may stand behind responsible or supporting units, not "
        "behind those that lead.",
        "牵头单位必须明确，不能用“等”字省略；责任单位、配合单位可以用“等”。",
    ),
    bad=(
        example(
            table=task_table(
                "1 | 压缩企业开办时间。 | 区市场监管局、区税务局等 | 区公安局 | 2024年9月",
                "2 | 推进审批制度改革，公布审批清单。 | 区住建局 | 区发改局 | 2024年10月",
            ),
        ),
    ),
    good=(
        example(
            table=task_table(
                "1 | 压缩企业开办时间。 | 区市场监管局 | 区税务局、区公安局等 | 2024年9月",
                "2 | 推进审批制度改革，公布审批清单。 | 区住建局 | 区发改局 | 2024年10月",
            ),
        ),
    ),
)
def lead_open(subject: Subject) -> Iterator[Found]:
    """Look at what stands right behind the last unit that leads."""
    for task in subject.reading.tasks:
        leads = units_of(task, "lead")
        if not leads or not task.open_list or is_derived(task, "lead_units"):
            continue
        span = subject.stretch(leads[-1].passage)
        if span is None:
            continue
        match = _OPEN.match(subject.paragraph(span.paragraph).text, span.end)
        if match:
            yield Found(
                ("等 leaves open who leads", "“等”字使牵头单位不明确"),
                Span(span.paragraph, match.end() - 1, match.end()),
            )


@cache
def _label_pattern() -> regex.Pattern[str]:
    """Match a label of units that nothing follows: 牵头单位：） or 责任单位：；."""
    roles = load("roles")["role"]
    stems = sorted({stem for role in roles for stem in role["stems"]}, key=len, reverse=True)
    stem = "|".join(map(regex.escape, stems))
    return regex.compile(
        rf"(?P<label>(?:{stem})(?:单位|部门|科室|处室|机构)\s*[:：])\s*(?P<next>[；;）)〕】]|$)"
    )


@rule(
    code="R07",
    name="label-without-names",
    severity="error",
    basis="integrity",
    title=("A label of units with no name behind it", "责任标签后没有单位"),
    reason=(
        "（牵头单位：；责任单位：区财政局） promises a name and gives none.",
        "“（牵头单位：；责任单位：区财政局）”写了标签却没有单位，是漏填。",
    ),
    bad=(
        example(
            third="三、强化督促检查\n\n区政府督查室开展专项督查。（牵头单位：；责任单位：区财政局）"
        ),
    ),
    good=(
        example(
            third="三、强化督促检查\n\n区政府督查室开展专项督查。（牵头单位：区政府办公室；责任"
            "单位：区财政局）"
        ),
    ),
)
def label_without_names(subject: Subject) -> Iterator[Found]:
    """A label that ends its line may be followed by names on the next; forms are left alone."""
    parts = subject.outline.parts
    for order, part in enumerate(parts):
        if not isinstance(part, TextPart):
            continue
        for span in subject.spans(part.prose.passage):
            text = subject.own_words(subject.paragraph(span.paragraph))
            for match in _label_pattern().finditer(text, span.start, span.end):
                alone = not match["next"]
                if alone and (_names_follow(parts[order + 1 : order + 2]) or not _filled(subject)):
                    continue
                label = match["label"].strip()
                yield Found(
                    (f"no unit follows “{label}”", f"“{label}”后没有单位"),
                    Span(span.paragraph, match.start("label"), match.end("label")),
                )


def _names_follow(parts: Sequence[object]) -> bool:
    below = parts[0] if parts else None
    return not isinstance(below, TextPart) or is_unit_list(below.prose.text.strip("。；; "))


def _filled(subject: Subject) -> bool:
    """Whether the notice assigns work at all; a form with empty labels does not."""
    return any(task.source in {"clause", "line"} for task in subject.reading.tasks)
