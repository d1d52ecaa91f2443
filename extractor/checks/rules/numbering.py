"""Numbering of headings and items (结构层次序数): GB/T 9704-2012, 7.3.3."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

import regex

from extractor.checks.rule import Found, example, rule, whole
from extractor.checks.sequences import LEVELS, Entry, Run, entries_of, runs_of
from extractor.checks.subject import Subject
from extractor.structure.outline import TextPart
from extractor.text.characters import fold
from extractor.text.labels import LabelForm
from extractor.text.numerals import print_chinese

_CHECKED = frozenset({*LEVELS, "part", "chapter", "section", "article", "decimal", "circled"})
_FORM_OF_LEVEL = {0: "一、", 1: "（一）", 2: "1.", 3: "（1）"}


def _spelled(form: LabelForm, value: int) -> regex.Pattern[str] | None:
    """Return what the number would look like in folded text, wherever it stands in a line."""
    if not 0 < value < 200:
        return None
    chinese = regex.escape(print_chinese(value))
    shapes = {
        "chinese_comma": rf"(?<![一二三四五六七八九十百]){chinese}\s?[、.,]",
        "chinese_paren": rf"\(\s?{chinese}\s?\)",
        "arabic_dot": rf"(?<![0-9.]){value}\s?[.、](?![0-9])",
        "arabic_paren": rf"\(\s?{value}\s?\)|(?<![0-9]){value}\)",
        "article": rf"第{chinese}条",
        "chapter": rf"第\s?{chinese}\s?章",
        "section": rf"第\s?{chinese}\s?节",
        "part": rf"第\s?{chinese}\s?(?:部分|编|篇)",
    }
    shape = shapes.get(form)
    return regex.compile(shape) if shape else None


def _stands_between(subject: Subject, start: int, end: int, form: LabelForm, value: int) -> bool:
    """Whether the number ``value`` stands inside a line from part ``start`` up to ``end``."""
    pattern = _spelled(form, value)
    if pattern is None:
        return True
    for part in subject.outline.parts[max(0, start) : end + 1]:
        if not isinstance(part, TextPart):
            return True  # a table between may hold the number
        if pattern.search(fold(part.prose.text)):
            return True
    return False


@rule(
    code="B01",
    name="level-skipped",
    severity="warning",
    basis="GB/T 9704-2012, 7.3.3",
    title=("A level of the numbering is left out", "层次序数越级"),
    reason=(
        "The levels are 一、 （一） 1. （1）. With two levels only, 1. may follow 一、; （1） "
        "directly below 一、 or （一） leaves one out.",
        "层次序数依次为“一、”“（一）”“1.”“（1）”。只有两层时，“一、”之下可用“1.”；在“一、”或"
        "“（一）”之下直接用“（1）”是越级。",
    ),
    bad=(
        example(
            third="（1）压实工作责任\n\n逐项明确责任人。\n\n（2）强化督促检查\n\n每月通报进度。"
        ),
    ),
    good=(example(third="1.压实工作责任\n\n逐项明确责任人。\n\n2.强化督促检查\n\n每月通报进度。"),),
)
def level_skipped(subject: Subject) -> Iterator[Found]:
    """Two levels left out; 1. below 一、 only where the same part has （一） elsewhere."""
    runs = runs_of(subject)
    for run in runs:
        parent, first = run.parent, run.entries[0]
        if parent is None or run.form not in LEVELS or parent.form not in LEVELS:
            continue
        step = LEVELS[run.form] - LEVELS[parent.form]
        if step < 2 or first.value != 1 or run.form != "arabic_paren":
            continue
        expected = _FORM_OF_LEVEL[LEVELS[parent.form] + 1]
        yield Found(
            (
                f"“{first.label.printed}” stands directly below “{parent.label.printed}”; "
                f"use “{expected}”",
                f"“{parent.label.printed}”之下应为“{expected}”，不应直接用“{first.label.printed}”",
            ),
            first.place,
            related=(parent.place,),
        )


@rule(
    code="B02",
    name="broken-sequence",
    severity="error",
    basis="GB/T 9704-2012, 7.3.3",
    title=("A number is missing or stands twice", "序号跳号或重号"),
    reason=(
        "A gap makes a reader look for what is missing; a number that stands twice cannot be "
        "cited.",
        "跳号使人疑有缺漏，重号则无法准确引用。",
    ),
    bad=(
        example(second="三、做好信息报送"),
        example(second="一、做好信息报送"),
        example(third="三、强化督促检查\n\n（一）每月通报进度。\n\n（三）年底考核结果。"),
    ),
    good=(
        example(third="三、强化督促检查"),
        example(
            third="三、强化督促检查\n\n（一）每月通报进度。（二）按季分析。\n\n（三）年底考核。"
        ),
    ),
)
def broken_sequence(subject: Subject) -> Iterator[Found]:
    """A number may run on over headings, begin anew, or stand inside the line before."""
    broken_off: dict[tuple[int | None, LabelForm], set[int]] = {}
    for run in runs_of(subject):
        ends = broken_off.setdefault((run.attachment, run.form), set())
        if run.form in _CHECKED and not _all_ones(run.entries):
            yield from _first(subject, run, ends)
            yield from _following(subject, run, ends)
        ends.add(run.entries[-1].value)


def _first(subject: Subject, run: Run, ends: set[int]) -> Iterator[Found]:
    """Report a run that begins above 1 and goes on with nothing that broke off above."""
    first = run.entries[0]
    if first.value == 1 or run.form in {"article", "decimal", "circled"}:
        return
    if first.value - 1 in ends:
        ends.discard(first.value - 1)
        return
    if len(run.entries) < 2 or first.value > 9 or run.parent is None:
        return  # an extract, or a count that the reader took for a number
    start = run.parent.order
    if _stands_between(subject, start, first.order, run.form, first.value - 1):
        return
    yield Found(
        (
            f"the first of its kind here is “{first.label.printed}”",
            f"本级序号从“{first.label.printed}”开始",
        ),
        first.place,
    )


def _following(subject: Subject, run: Run, ends: set[int]) -> Iterator[Found]:
    """Report what does not follow; a list begun anew may break off, and the outer one go on."""
    expected: int | None = None
    for before, entry in pairwise(run.entries):
        wanted = before.value + 1 if expected is None else expected
        expected = None
        if entry.value in {wanted, before.value + 1}:
            continue
        if entry.value == 1 != before.value:
            ends.add(before.value)
            continue
        if entry.value - 1 in ends and entry.value != before.value:
            ends.discard(entry.value - 1)
            continue
        if entry.value == before.value:
            if entry.value == 1 and run.form not in {"chinese_comma", "chinese_paren"}:
                ends.add(1)  # of lists of one item each, or of a box (专栏) within the first item
                continue
            expected = entry.value + 2  # the second of the two stands for the one that follows
            yield Found(
                (f"“{entry.label.printed}” stands twice", f"序号“{entry.label.printed}”重复"),
                entry.place,
                related=(before.place,),
            )
            continue
        if _stands_between(subject, before.order, entry.order, run.form, wanted):
            continue
        yield Found(
            (
                f"“{entry.label.printed}” follows “{before.label.printed}”",
                f"“{before.label.printed}”之后是“{entry.label.printed}”",
            ),
            entry.place,
            related=(before.place,),
        )


def _all_ones(entries: Sequence[Entry]) -> bool:
    return len(entries) > 2 and all(entry.value == 1 for entry in entries)


@rule(
    code="B05",
    name="single-item",
    severity="info",
    basis="practice",
    title=("A level with a single item", "某一层次只有一项"),
    reason=(
        "Where there is （一） a reader looks for （二）. A single item needs no number, or its "
        "fellow was lost.",
        "有“（一）”，读者便会找“（二）”。只有一项的不必编号，或者后一项漏掉了。",
    ),
    bad=(example(third="三、强化督促检查\n\n（一）压实工作责任\n\n逐项明确责任人。"),),
    good=(
        example(
            third="三、强化督促检查\n\n（一）压实工作责任\n\n逐项明确责任人。\n\n"
            "（二）严格考核\n\n结果纳入考评。"
        ),
    ),
)
def single_item(subject: Subject) -> Iterator[Found]:
    """Headings of the first two levels; a count that runs on over headings is no single item."""
    for run in runs_of(subject):
        if run.form not in {"chinese_comma", "chinese_paren"} or len(run.entries) != 1:
            continue
        entry = run.entries[0]
        if entry.value != 1 or _goes_on_inline(entry):
            continue
        yield Found(
            (f"“{entry.label.printed}” has no fellow", f"“{entry.label.printed}”没有后一项"),
            entry.place,
        )


def _goes_on_inline(entry: Entry) -> bool:
    pattern = _spelled(entry.form, 2)
    return pattern is not None and bool(pattern.search(fold(entry.part.prose.text)))


@rule(
    code="B06",
    name="numbering-lost",
    severity="warning",
    basis="integrity",
    title=("Items all bear the number 1", "各项序号都是 1"),
    reason=(
        "Automatic numbers were lost or begin anew at each paragraph. Items that all say 1. "
        "cannot be cited.",
        "自动编号丢失，或每段重新起编。各项都写“1.”，无法引用。",
    ),
    bad=(example(third="1.压实工作责任。\n\n1.强化督促检查。\n\n1.严格考核奖惩。"),),
    good=(example(third="1.压实工作责任。\n\n2.强化督促检查。\n\n3.严格考核奖惩。"),),
)
def numbering_lost(subject: Subject) -> Iterator[Found]:
    """Three in a row or more, with nothing between that they could count below."""
    for run in runs_of(subject):
        entries = run.entries
        if not _all_ones(entries):
            continue
        if any(after.order - before.order > 3 for before, after in pairwise(entries)):
            continue
        yield Found(
            (
                f"{len(entries)} items in a row bear the number “{entries[0].label.printed}”",
                f"连续{len(entries)}项的序号都是“{entries[0].label.printed}”",
            ),
            entries[1].place,
            related=tuple(entry.place for entry in (entries[0], *entries[2:])),
        )


@rule(
    code="B10",
    name="mixed-forms",
    severity="info",
    basis="practice",
    title=("Items of one list are numbered in two forms", "同一层次混用两种序号形式"),
    reason=(
        "A list that goes on from （二） to 三、 looks as if a new level began.",
        "上一项是“（二）”，下一项写成“三、”，看似另起一层。",
    ),
    bad=(
        whole(
            "三明市沙县区人民政府办公室\n\n沙政办〔2024〕12号\n\n三明市沙县区人民政府办公室关于做"
            "好防汛工作的通知\n\n区人民政府各部门：\n\n为做好防汛工作，现通知如下：\n\n（一）加强"
            "值班值守\n\n落实领导带班制度。\n\n（二）加强巡查检查\n\n对重点部位每日巡查。\n\n三、"
            "加强信息报送\n\n险情随时报告。\n\n三明市沙县区人民政府办公室\n\n2024年4月16日\n\n（"
            "此件主动公开）\n"
        ),
    ),
    good=(
        example(
            third="三、强化督促检查\n\n（一）压实责任。\n\n（二）严格考核。\n\n（三）及时通报。"
        ),
    ),
)
def mixed_forms(subject: Subject) -> Iterator[Found]:
    """A first level that begins above 1 right where a deeper one has stopped."""
    previous: Entry | None = None
    counted = Counter(entry.form for entry in entries_of(subject))
    for entry in entries_of(subject):
        before, previous = previous, entry
        if before is None or before.part.attachment != entry.part.attachment:
            continue
        if before.form == entry.form or entry.form not in LEVELS or before.form not in LEVELS:
            continue
        if counted[entry.form] == 1 and entry.value > 2 and before.value + 1 == entry.value:
            yield Found(
                (
                    f"“{entry.label.printed}” goes on from “{before.label.printed}”",
                    f"“{before.label.printed}”之后接“{entry.label.printed}”，形式不一",
                ),
                entry.place,
                related=(before.place,),
            )
