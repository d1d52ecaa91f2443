"""Who is responsible for each task (责任落实): every task has someone to answer for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import regex

from extractor.checks.model_notice import task_table
from extractor.checks.rule import Found, Place, Span, example, rule
from extractor.checks.subject import Subject
from extractor.structure.outline import TextPart
from extractor.tasks.clauses import is_unit_list
from extractor.tasks.draft import ROLES, TaskDraft, UnitDraft
from extractor.vocabulary import load


def units_of(task: TaskDraft, *roles: str) -> tuple[UnitDraft, ...]:
    """Return the units of a task in these roles, or in all."""
    return tuple(unit for role in roles or ROLES for unit in task.units.get(role, ()))


def is_derived(task: TaskDraft, name: str) -> bool:
    """Whether a general sentence, and not the task's own line, gives the value."""
    return any(entry.field == name for entry in task.derived)


def place_of_task(task: TaskDraft) -> Place:
    """Return where a task stands, the narrowest that is known."""
    return task.task or task.requirement or task.number_printed or None


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
                f"no unit is named for “{shortened(task)}”",
                f"“{shortened(task)}”没有责任单位",
            ),
            place_of_task(task),
        )


def _has_unit_cell(task: TaskDraft) -> bool:
    return task.source == "column" or bool({"lead_units", "responsible_units"} & set(task.blank))


def shortened(task: TaskDraft) -> str:
    """Return the words of a task that a message has room for."""
    text = (task.task or task.requirement).text
    return text if len(text) <= 20 else text[:20] + "…"


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
