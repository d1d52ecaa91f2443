"""How responsibility is written (责任分工的表述): lists, clauses, sentences that govern them."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractor.checks.model_notice import task_table
from extractor.checks.rule import Found, Span, example, rule
from extractor.checks.rules.responsibility import is_derived, units_of
from extractor.checks.subject import Subject
from extractor.structure.outline import TextPart
from extractor.tasks.clauses import find_clauses
from extractor.tasks.draft import ROLES
from extractor.text.characters import compact, fold

_PAIRS = {"(": ")", "〔": "〕", "[": "]", "【": "】"}
_CLAUSE_OPENS = regex.compile(
    r"[（(〔【\[]\s*(?:(?:牵头|责任|配合|主办|协办|参与|承办|落实|督导)(?:单位|部门|科室|处室"
    r")\s*[:：])"
)
_LOCAL = ("各县", "各区", "各市", "各乡", "各镇", "各街道", "各州", "各地")


@rule(
    code="R08",
    name="unit-twice",
    severity="warning",
    basis="integrity",
    title=("A unit stands twice in one list", "同一单位在一项任务中重复列出"),
    reason=(
        "One of the two was meant to be another unit, or is left over from merging two rows.",
        "两处之一可能本应是别的单位，或是合并两项任务时遗留。",
    ),
    bad=(
        example(
            table=task_table(
                "1 | 压缩企业开办时间。 | 区市场监管局 | 区税务局、区公安局、区税务局 | 2024年9月",
                "2 | 推进审批制度改革，公布审批清单。 | 区住建局 | 区发改局 | 2024年10月",
            ),
        ),
    ),
    good=(
        example(
            table=task_table(
                "1 | 压缩企业开办时间。 | 区市场监管局 | 区税务局、区公安局、区人社局 | 2024年9月",
                "2 | 推进审批制度改革，公布审批清单。 | 区住建局 | 区发改局 | 2024年10月",
            ),
        ),
    ),
)
def unit_twice(subject: Subject) -> Iterator[Found]:
    """The same words in the same role; 上海、广州海关 are two."""
    for task in subject.reading.tasks:
        for role in ROLES:
            seen: dict[tuple[str, str | None], Span] = {}
            if is_derived(task, f"{role}_units"):
                continue
            for unit in units_of(task, role):
                span = subject.stretch(unit.passage)
                key = (compact(unit.unit.text), unit.unit.name)
                if span is None or (key in seen and seen[key] == span):
                    continue
                if key in seen:
                    yield Found(
                        (
                            f"“{unit.unit.text}” stands twice in this list",
                            f"“{unit.unit.text}”重复列出",
                        ),
                        span,
                        related=(seen[key],),
                    )
                seen.setdefault(key, span)


@rule(
    code="R09",
    name="clause-brackets",
    severity="warning",
    basis="integrity",
    title=("The brackets of a responsibility clause do not pair", "责任分工的括号不配对"),
    reason=(
        "With a bracket missing, or closed by another kind, nobody can tell where the clause ends "
        "and the text goes on.",
        "括号缺一半，或前后不是同一种，看不出责任分工止于何处。",
    ),
    bad=(
        example(
            third="三、强化督促检查\n\n区政府督查室开展专项督查。（牵头单位：区政府办公室；责任"
            "单位：区财政局。"
        ),
        example(
            third="三、强化督促检查\n\n区政府督查室开展专项督查。〔牵头单位：区政府办公室；责任"
            "单位：区财政局）"
        ),
    ),
    good=(
        example(
            third="三、强化督促检查\n\n区政府督查室开展专项督查。〔牵头单位：区政府办公室；责任"
            "单位：各乡（镇、街道）〕"
        ),
    ),
)
def clause_brackets(subject: Subject) -> Iterator[Found]:
    """A clause begins where a bracket opens before a label of units."""
    for part in subject.outline.parts:
        if not isinstance(part, TextPart):
            continue
        whole = part.prose.repaired
        for match in _CLAUSE_OPENS.finditer(whole.text):
            wrong = _wrong_end(fold(whole.text), match.start())
            if wrong is None:
                continue
            place = whole.slice(match.start(), match.start() + 1)
            opening = whole.text[match.start()]
            if wrong < 0:
                message = (
                    f"the clause that “{opening}” opens is not closed",
                    f"“{opening}”之后的责任分工没有右括号",
                )
                yield Found(message, place)
            else:
                closing = whole.text[wrong]
                message = (
                    f"“{opening}” is closed by “{closing}”",
                    f"左括号为“{opening}”，右括号为“{closing}”",
                )
                yield Found(message, whole.slice(wrong, wrong + 1), related=(place,))


def _wrong_end(text: str, start: int) -> int | None:
    """Return where the bracket at ``start`` is closed by another kind; -1: nowhere; None: well."""
    opened: list[str] = []
    for position in range(start, min(len(text), start + 2000)):
        character = text[position]
        if character in _PAIRS:
            opened.append(character)
        elif character in _PAIRS.values():
            if _PAIRS[opened.pop()] != character:
                return position
            if not opened:
                return None
    return -1


@rule(
    code="R10",
    name="directive-contradicted",
    severity="warning",
    basis="integrity",
    title=("A rule for reading the units contradicts the table", "责任认定说明与任务列法矛盾"),
    reason=(
        "The note says that the first unit listed leads, yet the table has lead units of its "
        "own, or another note says that the order means nothing.",
        "说明写“列第一位的为牵头单位”，任务中却另有牵头单位，或又说“排名不分先后”，二者矛盾。",
    ),
    bad=(
        example(after="注：列第一位的责任单位为牵头单位。"),
        example(
            table=task_table(
                "1 | 压缩企业开办时间，推行全程网上办理。 | 区税务局、区公安局 | 2024年9月",
                "2 | 推进审批制度改革，公布审批清单。 | 区住建局、区发改局 | 2024年10月",
                header="序号 | 工作任务 | 责任单位 | 完成时限",
            ),
            after="注：列第一位的责任单位为牵头单位。责任单位排名不分先后。",
        ),
    ),
    good=(
        example(
            table=task_table(
                "1 | 压缩企业开办时间，推行全程网上办理。 | 区税务局、区公安局 | 2024年9月",
                "2 | 推进审批制度改革，公布审批清单。 | 区住建局、区发改局 | 2024年10月",
                header="序号 | 工作任务 | 责任单位 | 完成时限",
            ),
            after="注：列第一位的责任单位为牵头单位。",
        ),
    ),
)
def directive_contradicted(subject: Subject) -> Iterator[Found]:
    """An exception that the sentence itself makes (分别牵头的除外) is none."""
    directives = subject.reading.directives
    first = next((entry for entry in directives if entry.found.kind == "first_is_lead"), None)
    if first is None:
        return
    order = next((entry for entry in directives if entry.found.kind == "no_order"), None)
    if order is not None:
        yield Found(
            (
                "the order of units decides who leads, and is said to mean nothing",
                "既规定列第一位的牵头，又说排名不分先后",
            ),
            order.passage,
            related=(first.passage,),
        )
        return
    if first.found.exceptions:
        return
    for task in subject.reading.tasks:
        leads = units_of(task, "lead")
        if leads and task.source == "column" and not is_derived(task, "lead_units"):
            yield Found(
                (
                    "the first unit is said to lead, and the table has a column for lead units",
                    "说明以列第一位的为牵头单位，表中又另列牵头单位",
                ),
                first.passage,
                related=(leads[0].passage,),
            )
            return


@rule(
    code="R11",
    name="person-without-unit",
    severity="info",
    basis="practice",
    title=("Only a person is named for a task", "任务只写责任人，未写单位"),
    reason=(
        "People change posts. A task is given to a unit; the person is named beside it.",
        "人员会变动，任务应落实到单位，责任人列在单位之后。",
    ),
    bad=(
        example(
            table=task_table(
                "1 | 压缩企业开办时间，推行全程网上办理。 | 林明 | 2024年9月底前",
                "2 | 推进审批制度改革，公布审批清单。 | 陈光 | 2024年10月底前",
                header="序号 | 工作任务 | 责任人 | 完成时限",
            ),
        ),
    ),
    good=(
        example(
            table=task_table(
                "1 | 压缩企业开办时间，推行全程网上办理。 | 区税务局 | 林明 | 2024年9月",
                "2 | 推进审批制度改革，公布审批清单。 | 区住建局 | 陈光 | 2024年10月",
                header="序号 | 工作任务 | 责任单位 | 责任人 | 完成时限",
            ),
        ),
    ),
)
def person_without_unit(subject: Subject) -> Iterator[Found]:
    """One remark for the notice: it is a matter of its layout."""
    found = [task for task in subject.reading.tasks if task.people and not units_of(task)]
    if found:
        yield Found(
            (
                f"{len(found)} tasks name a person and no unit",
                f"{len(found)}项任务只写了责任人，没有责任单位",
            ),
            found[0].people[0].passage,
            related=tuple(task.people[0].passage for task in found[1:]),
        )


@rule(
    code="R12",
    name="clause-without-task",
    severity="warning",
    basis="integrity",
    title=("A responsibility clause that belongs to no task", "责任分工没有对应的任务"),
    reason=(
        "A line 责任单位：… speaks of the item above it. Where none stands there, nobody knows "
        "what these units are to do; where two lines follow one another, which of them holds.",
        "“责任单位：……”一行说的是上一项任务。上面没有任务，便不知这些单位负责什么；连写两行，便不"
        "知以哪行为准。",
    ),
    bad=(
        example(
            third="三、强化督促检查\n\n（一）区政府督查室开展专项督查。\n\n责任单位：区政府办公"
            "室\n\n责任单位：区财政局\n\n（二）每季度通报进展情况。\n\n责任单位：区政府办公室"
        ),
    ),
    good=(
        example(
            third="三、强化督促检查\n\n（一）区政府督查室开展专项督查。\n\n牵头单位：区政府办公"
            "室\n\n责任单位：区财政局\n\n（二）每季度通报进展情况。\n\n责任单位：区政府办公室"
        ),
    ),
)
def clause_without_task(subject: Subject) -> Iterator[Found]:
    """Two lines in a row with the same label, or a line that was given to no task."""
    above: tuple[str, Span] | None = None
    for part in subject.outline.parts:
        label = _line_label(part) if isinstance(part, TextPart) else None
        if label is None or not isinstance(part, TextPart):
            above = None
            continue
        span = subject.stretch(part.prose.passage)
        if span is None:
            above = None
            continue
        if above is not None and above[0] == label:
            yield Found(
                (f"a second line “{label}” follows the first", f"连续两行“{label}”"),
                span,
                related=(above[1],),
            )
        above = (label, span)


def _line_label(part: TextPart) -> str | None:
    """Return the label of a line that is nothing but a responsibility clause, or None."""
    text = part.prose.text
    clauses = find_clauses(text)
    if len(clauses) != 1 or clauses[0].kind not in {"line", "labelled"}:
        return None
    clause = clauses[0]
    if clause.start > 0 or len(clause.assignments) != 1 or clause.assignments[0].word is None:
        return None
    return compact(clause.assignments[0].word.of(text)).rstrip(":")


@rule(
    code="R13",
    name="default-contradicted",
    severity="info",
    basis="integrity",
    title=(
        "Localities are listed although they are said not to be",
        "已写明“不再列出”，其后又列出各地",
    ),
    reason=(
        "The notice says that the counties carry out all that follows and are not listed again. "
        "Where some items list them still, a reader takes the others to be exempt.",
        "前文写明“以下任务均需各县区落实，不再列出”，其后部分任务又列出各县区，会使人以为其余任务"
        "与县区无关。",
    ),
    bad=(
        example(
            third="三、强化督促检查\n\n（一）开展专项督查。（责任单位：区政府办公室。以下任务均"
            "需各乡（镇、街道）落实，不再列出）\n\n（二）每季度通报进展情况。（责任单位：区财政"
            "局，各乡（镇、街道））"
        ),
    ),
    good=(
        example(
            third="三、强化督促检查\n\n（一）开展专项督查。（责任单位：区政府办公室。以下任务均"
            "需各乡（镇、街道）落实，不再列出）\n\n（二）每季度通报进展情况。（责任单位：区财政"
            "局）"
        ),
    ),
)
def default_contradicted(subject: Subject) -> Iterator[Found]:
    """Look at the items behind the sentence that list the same localities."""
    default = next(
        (e for e in subject.reading.directives if e.found.kind == "territorial_default"), None
    )
    if default is None or "不再" not in default.passage.text:
        return
    said = compact(default.passage.text)
    after = subject.spans(default.passage)
    if not after:
        return
    for task in subject.reading.tasks:
        for unit in units_of(task, "responsible"):
            text = compact(unit.unit.text)
            span = subject.stretch(unit.passage)
            if span is None or span.paragraph <= after[-1].paragraph:
                continue
            if not text.startswith(_LOCAL):
                continue
            if text in said:
                yield Found(
                    (
                        f"“{unit.unit.text}” is listed though the notice says it will not be",
                        f"前文已写明不再列出“{unit.unit.text}”",
                    ),
                    unit.passage,
                    related=(default.passage,),
                )
