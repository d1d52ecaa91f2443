"""How names of units (单位名称) are written: one way, in one piece, without misprints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import regex

from extractor.checks.model_notice import task_table
from extractor.checks.rule import Found, Span, example, rule
from extractor.checks.rules.bodies import ROW, distinct_units, listed_units
from extractor.checks.subject import Subject
from extractor.tasks.draft import UnitDraft
from extractor.text.characters import HAN, compact
from extractor.units.registry import near_miss
from extractor.units.validity import last_year_of_name

_SPACE = regex.compile(rf"(?<=[{HAN}])[ \u3000\t]+(?=[{HAN}])")
_SHORTEST = 4
"""Names of fewer characters are too alike to suggest another."""


@rule(
    code="U02",
    name="unit-forms",
    severity="warning",
    basis="practice",
    title=("One unit is written in several ways", "同一单位前后写法不一"),
    reason=(
        "区发改局 here and 区发展改革局 there is one unit to a reader and two to a ledger. Keep "
        "to one form.",
        "前写“区发改局”，后写“区发展改革局”，人看是一家，台账里成了两家。全文宜用一种写法。",
    ),
    bad=(
        example(
            table=task_table(
                "1 | 压缩企业开办时间，推行全程网上办理。 | 区市场监管局 | 区发展和改革局 | "
                "2024年9月",
                ROW,
                "3 | 开展涉企收费专项检查，公布收费目录。 | 区财政局 | 区发改局 | 2024年11月",
            ),
        ),
    ),
    good=(example(table=task_table(ROW, ROW.replace("2 |", "3 |").replace("审批", "许可"))),),
)
def unit_forms(subject: Subject) -> Iterator[Found]:
    """Only names that the dictionary knows; a level left out in a list (财政厅) is house style."""
    forms: dict[str, Counter[str]] = {}
    first: dict[str, UnitDraft] = {}
    for unit in listed_units(subject):
        name, text = unit.unit.name, compact(unit.unit.text)
        if name is None or unit.unit.kind == "collective" or unit.unit.aliases:
            continue
        forms.setdefault(name, Counter())[text] += 1
        first.setdefault(text, unit)
    for counted in forms.values():
        ordered = [text for text, _ in counted.most_common()]
        main = ordered[0]
        for text in ordered[1:]:
            if text.endswith(main) or main.endswith(text):
                continue
            if main.startswith(text) and first[text].unit.basis == "prefix_inherited":
                continue  # 济南、青岛市政府: the ending stands behind the last of the list
            yield Found(
                (f"“{text}” is written “{main}” elsewhere", f"“{text}”别处写作“{main}”"),
                first[text].passage,
                related=(first[main].passage,),
            )


@rule(
    code="U06",
    name="unit-space",
    severity="warning",
    basis="integrity",
    title=("A space within the name of a unit", "单位名称中间有空格"),
    reason=(
        "The space may part two units or be left from a line end. Here it was read as left over; "
        "close it, or write 、.",
        "空格可能是两家单位的分隔，也可能是换行遗留。此处按遗留处理；应删去空格，或改为顿号。",
    ),
    bad=(
        example(
            table=task_table(
                "1 | 压缩企业开办时间。 | 区市场监管局 | 区行政服务中心管 委会 | 2024年9月",
                ROW,
            ),
        ),
    ),
    good=(
        example(
            table=task_table(
                "1 | 压缩企业开办时间。 | 区市场监管局 | 区行政服务中心管委会 | 2024年9月",
                ROW,
            ),
        ),
    ),
)
def unit_space(subject: Subject) -> Iterator[Found]:
    """On a page the gap is the typesetter's."""
    if subject.document.pages:
        return
    for unit in listed_units(subject):
        span = subject.stretch(unit.passage)
        if span is None or unit.unit.kind == "collective":
            continue
        match = _SPACE.search(subject.text(span))
        if match:
            yield Found(
                (f"a space within “{unit.unit.text}”", f"“{unit.unit.text}”中间有空格"),
                Span(span.paragraph, span.start + match.start(), span.start + match.end()),
            )


@rule(
    code="U07",
    name="collective-forms",
    severity="info",
    basis="practice",
    title=("One collective is written in several orders", "泛指单位前后写法不一"),
    reason=(
        "各乡（镇、街道） and 各镇（乡、街道） are the same bodies. Two forms make a reader look "
        "for a difference.",
        "“各乡（镇、街道）”与“各镇（乡、街道）”所指相同，写法不一会使人疑有区别。",
    ),
    bad=(
        example(
            table=task_table(
                "1 | 压缩企业开办时间。 | 区市场监管局 | 各乡（镇、街道） | 2024年9月",
                "2 | 推进审批制度改革。 | 区住建局 | 各乡（镇、街道） | 2024年10月",
                "3 | 公布收费目录清单。 | 区财政局 | 各镇（乡、街道） | 2024年11月",
            ),
        ),
    ),
    good=(
        example(
            table=task_table(
                "1 | 压缩企业开办时间。 | 区市场监管局 | 各乡（镇、街道） | 2024年9月",
                "2 | 推进审批制度改革。 | 区住建局 | 各乡（镇、街道） | 2024年10月",
            ),
        ),
    ),
)
def collective_forms(subject: Subject) -> Iterator[Found]:
    """The same members in another order."""
    forms: dict[frozenset[str], Counter[str]] = {}
    first: dict[str, UnitDraft] = {}
    for unit in listed_units(subject):
        if unit.unit.kind != "collective" or len(unit.unit.members) < 2:
            continue
        text = compact(unit.unit.text)
        forms.setdefault(frozenset(unit.unit.members), Counter())[text] += 1
        first.setdefault(text, unit)
    for counted in forms.values():
        ordered = [text for text, _ in counted.most_common()]
        for text in ordered[1:]:
            if sorted(text) == sorted(ordered[0]):
                yield Found(
                    (
                        f"“{text}” is written “{ordered[0]}” elsewhere",
                        f"“{text}”别处写作“{ordered[0]}”",
                    ),
                    first[text].passage,
                    related=(first[ordered[0]].passage,),
                )


@rule(
    code="U08",
    name="unit-misspelt",
    severity="warning",
    basis="integrity",
    title=("A name one character away from a known unit", "单位名称疑有错别字"),
    reason=(
        "区卫建局 is no unit; 区卫健局 is. One character differs from a unit of the registry, or "
        "from one that the notice itself names.",
        "没有“区卫建局”，只有“区卫健局”。与名录中或本文别处的单位仅一字之差，疑为错别字。",
    ),
    bad=(
        example(
            table=task_table(
                "1 | 压缩企业开办时间。 | 区市场监管局 | 区卫健局、区税务局 | 2024年9月",
                "2 | 推进审批制度改革。 | 区住建局 | 区卫建局、区发改局 | 2024年10月",
            ),
        ),
    ),
    good=(
        example(
            table=task_table(
                "1 | 压缩企业开办时间。 | 区市场监管局 | 区体育局、区税务局 | 2024年9月",
                "2 | 推进审批制度改革。 | 区住建局 | 区教育局、区发改局 | 2024年10月",
            ),
        ),
    ),
)
def unit_misspelt(subject: Subject) -> Iterator[Found]:
    """Without a registry: a name unknown to the dictionary beside one of the notice it knows."""
    units = list(distinct_units(subject))
    known = {
        compact(unit.unit.text) for unit in units if unit.unit.name and unit.unit.basis != "none"
    }
    for unit in units:
        text = compact(unit.unit.text)
        near = near_miss(unit.unit, subject.registry) if subject.registry else None
        if near is None and subject.registry is None and unit.unit.name is None:
            near = next((name for name in sorted(known) if _one_apart(text, name)), None)
        year = subject.setting.jurisdiction.year
        if year is not None and last_year_of_name(unit.unit.text, year) is not None:
            continue  # an old name, which U03 speaks of
        if near is not None and unit.unit.kind != "collective":
            yield Found(
                (f"“{unit.unit.text}”: “{near}” is meant?", f"“{unit.unit.text}”疑应为“{near}”"),
                unit.passage,
            )


def _one_apart(first: str, second: str) -> bool:
    """Whether two names of the same length differ in one character within, not in their level."""
    if len(first) != len(second) or len(first) < _SHORTEST or first[0] != second[0]:
        return False
    return sum(a != b for a, b in zip(first, second, strict=True)) == 1
