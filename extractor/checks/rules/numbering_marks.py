"""Marks behind numbers and headings (序号与标题的标点): GB/T 9704-2012, 7.3.3."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.checks.rule import Edit, Found, Span, example, rule
from extractor.checks.sequences import LEVELS, Entry, entries_of
from extractor.checks.subject import Subject
from extractor.structure.outline import TextPart
from extractor.text.labels import LabelForm


@rule(
    code="B04",
    name="mark-of-number",
    severity="warning",
    basis="GB/T 9704-2012, 7.3.3",
    title=("A number with the wrong mark behind it", "序号后的标点不合规范"),
    reason=(
        "一 takes 、 and 1 takes a dot; a number in brackets or a circle takes no mark. Marks "
        "that change from item to item look like another level.",
        "“一”后用顿号，“1”后用下脚点，带括号和带圈的序号后不加标点。同一层次标点前后不一，看似换了"
        "层次。",
    ),
    bad=(
        example(first="（一）、加强组织领导", second="（二）做好信息报送"),
        example(third="三.强化督促检查"),
        example(third="1.压实工作责任\n\n2、强化督促检查\n\n3.严格考核奖惩"),
    ),
    good=(
        example(third="1.压实工作责任\n\n2.强化督促检查\n\n3．严格考核奖惩"),
        example(third="三、强化督促检查"),
    ),
    fixable=True,
)
def mark_of_number(subject: Subject) -> Iterator[Found]:
    """A mark that a level keeps throughout is one finding; a stray one is one by itself."""
    levels: dict[tuple[int | None, LabelForm], list[tuple[Entry, Span, str]]] = {}
    for entry in entries_of(subject):
        found = _mark(subject, entry)
        if found is not None:
            levels.setdefault((entry.part.attachment, entry.form), []).append((entry, *found))
    for (_, form), level in levels.items():
        wanted = {"chinese_comma": "、", "arabic_dot": "."}.get(form, "")
        wrong = [held for held in level if not _is_right(held[2], wanted)]
        if not wrong:
            continue
        if len(wrong) == len(level) > 1:
            yield _wrong_marks(wrong, wanted)
        else:
            for held in wrong:
                yield _wrong_marks([held], wanted)


def _mark(subject: Subject, entry: Entry) -> tuple[Span, str] | None:
    """Return where the mark of a number stands and what it is; empty where it has none."""
    if entry.part.prose.passage.runs and entry.form in {*LEVELS, "circled"}:
        paragraph = entry.part.prose.passage.runs[0].paragraph
        if paragraph.generated:
            return None  # the file's own numbering; its marks are not in the text
        span = subject.stretch(entry.place)
        if span is None:
            return None
        printed = subject.text(span)
        mark = printed[-1] if printed[-1] in "、.．。,，" else ""
        return Span(span.paragraph, span.end - len(mark), span.end), mark
    return None


def _is_right(mark: str, wanted: str) -> bool:
    return mark == wanted or (wanted == "." and mark == "．") or (wanted != "" and not mark)


def _wrong_marks(wrong: Sequence[tuple[Entry, Span, str]], wanted: str) -> Found:
    entry, _, mark = wrong[0]
    edits = tuple(Edit(span.paragraph, span.start, span.end, wanted) for _, span, _ in wrong)
    zh = f"“{entry.label.printed}”后的“{mark}”应" + (f"为“{wanted}”" if wanted else "删去")
    en = f"write “{wanted}” for “{mark}”" if wanted else f"leave out “{mark}”"
    if len(wrong) > 1:
        en, zh = f"{en} ({len(wrong)} times)", f"{zh}（共{len(wrong)}处）"
    return Found(
        (en, zh), entry.place, edits, related=tuple(other.place for other, _, _ in wrong[1:])
    )


@rule(
    code="B07",
    name="heading-stop",
    severity="info",
    basis="practice",
    title=("A heading on a line of its own ends in a stop", "单独成行的标题末尾有标点"),
    reason=(
        "A heading that has the line to itself takes no full stop or colon; one that text follows "
        "on the same line does.",
        "单独成行的标题末尾不加句号、冒号；标题后接正文的，才加句号。",
    ),
    bad=(example(second="二、做好信息报送。"), example(second="二、做好信息报送：")),
    good=(
        example(
            second="二、做好信息报送。每月月底前报区政府办公室。",
            second_text="由区政府办公室汇总通报。",
        ),
    ),
    fixable=True,
)
def heading_stop(subject: Subject) -> Iterator[Found]:
    """Only where most headings of the same form go without."""
    headings: dict[LabelForm, list[tuple[TextPart, bool]]] = {}
    for part in subject.outline.parts:
        if not isinstance(part, TextPart) or part.heading is None or part.rest:
            continue
        label, title = part.prose.label, part.heading.title.text
        if label is None or label.form not in {"chinese_comma", "chinese_paren"} or len(title) > 25:
            continue
        if any(mark in title for mark in "，；,;"):
            continue
        stopped = title.endswith(("。", "：", ":"))
        headings.setdefault(label.form, []).append((part, stopped))
    for level in headings.values():
        stopped_parts = [part for part, stopped in level if stopped]
        if 2 * len(stopped_parts) > len(level):
            continue
        for part in stopped_parts:
            span = subject.stretch(part.prose.passage.strip())
            if span is None:
                continue
            last = Span(span.paragraph, span.end - 1, span.end)
            mark = subject.text(last)
            edits = (Edit(*last, ""),) if mark == "。" else ()
            yield Found(
                (f"leave out “{mark}” behind the heading", f"标题末尾的“{mark}”可删去"), last, edits
            )
