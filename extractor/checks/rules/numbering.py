"""Numbering of headings and items (结构层次序数): GB/T 9704-2012, 7.3.3."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.checks.rule import Found, example, rule
from extractor.checks.subject import Subject
from extractor.structure.outline import TextPart
from extractor.text.labels import Label


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
    bad=(example(second="三、做好信息报送"), example(second="一、做好信息报送")),
    good=(example(third="三、强化督促检查"),),
)
def broken_sequence(subject: Subject) -> Iterator[Found]:
    """Follow each form of label; a deeper one begins anew below each of a higher one."""
    attachment: int | None = None
    running: dict[str, int] = {}
    for part in subject.outline.parts:
        if not isinstance(part, TextPart):
            continue
        if part.attachment != attachment:
            attachment, running = part.attachment, {}
        label = part.prose.label
        if label is None or label.damaged or not isinstance(label.value, int):
            continue
        last = running.get(label.form)
        for deeper in [form for form, _ in running.items() if _below(form, label, running)]:
            del running[deeper]
        running[label.form] = label.value
        if last is None or label.value == last + 1 or label.value == 1 != last:
            continue
        yield Found(
            (
                f"“{label.printed}” follows number {last} of its kind",
                f"“{label.printed}”的前一同级序号为 {last}",
            ),
            part.prose.passage.slice(0, label.end).strip(),
        )


def _below(form: str, label: Label, running: dict[str, int]) -> bool:
    """Whether ``form`` was opened after that of ``label``, and so stands below it."""
    forms = list(running)
    return label.form in running and forms.index(form) > forms.index(label.form)
