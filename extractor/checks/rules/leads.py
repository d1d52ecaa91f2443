"""Who leads (牵头单位): somebody, once, few, and all of them named."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractor.checks.model_notice import task_table
from extractor.checks.rule import Found, Span, example, rule
from extractor.checks.rules.attachments_within import empty_columns
from extractor.checks.rules.responsibility import is_derived, place_of_task, shortened, units_of
from extractor.checks.subject import Subject
from extractor.structure.outline import TablePart
from extractor.text.characters import compact

_OPEN = regex.compile(r"\s*等")
_FEW = 3
"""Up to so many like findings in a table stand each by itself; more are one."""


def _emptied(subject: Subject, role: str) -> bool:
    """Whether the column of a role is empty throughout, which is X08's to say."""
    return any(
        part.columns.heads[column].role == role
        for part in subject.outline.parts
        if isinstance(part, TablePart)
        for column in empty_columns(part)
    )


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
                (f"no lead unit for “{shortened(task)}”", f"“{shortened(task)}”没有牵头单位"),
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
