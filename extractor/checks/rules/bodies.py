"""Units (单位): known, in force, of this jurisdiction."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from extractor.checks.model_notice import task_table
from extractor.checks.rule import Found, Span, example, rule
from extractor.checks.rules.responsibility import units_of
from extractor.checks.subject import Subject
from extractor.tasks.draft import ROLES, UnitDraft
from extractor.text.characters import compact
from extractor.units.registry import find_registered, near_miss
from extractor.units.validity import last_year_of_name, years_of_division
from extractor.vocabulary import load

ROW = "2 | 推进审批制度改革，公布审批清单。 | 区住建局 | 区发改局 | 2024年10月"


def listed_units(subject: Subject) -> Iterator[UnitDraft]:
    """Yield the units of tasks at each place where they stand."""
    seen: set[Span] = set()
    for task in subject.reading.tasks:
        for role in ROLES:
            for unit in units_of(task, role):
                span = subject.stretch(unit.passage)
                if span is not None and span not in seen:
                    seen.add(span)
                    yield unit


def distinct_units(subject: Subject) -> Iterator[UnitDraft]:
    """Yield each unit of the tasks once, where it stands first."""
    seen: set[str] = set()
    for unit in listed_units(subject):
        key = compact(unit.unit.text)
        if key not in seen:
            seen.add(key)
            yield unit


@rule(
    code="U01",
    name="unit-unknown",
    severity="warning",
    basis="integrity",
    title=("A unit that the registry does not know", "单位不在单位名录中"),
    reason=(
        "Checked against a list of units (--registry) this name is none of them. Mostly it is a "
        "slip, an old name, or a unit that is missing from the list.",
        "与单位名录（--registry）核对，没有这个单位。不是笔误、旧称，就是名录漏收。",
    ),
    bad=(
        example(
            registry=(
                "沙县区市场监督管理局",
                "三明市沙县区市场监督管理局",
                "三明市沙县区公安局",
                "三明市沙县区住房和城乡建设局",
                "三明市沙县区自然资源局",
                "三明市沙县区发展和改革局",
                "三明市沙县区财政局",
                "三明市沙县区民政局",
            ),
        ),
    ),
    good=(
        example(
            registry=(
                "三明市沙县区市场监督管理局",
                "区税务局",
                "三明市沙县区公安局",
                "三明市沙县区住房和城乡建设局",
                "三明市沙县区自然资源局",
                "三明市沙县区发展和改革局",
                "三明市沙县区财政局",
                "三明市沙县区民政局",
            ),
        ),
    ),
)
def unit_unknown(subject: Subject) -> Iterator[Found]:
    """Each name once; collectives stand in no list, and near misses are U08's."""
    registry = subject.registry
    if registry is None:
        return
    for unit in distinct_units(subject):
        if unit.unit.kind in {"collective", "internal"}:
            continue
        if find_registered(unit.unit, registry) or near_miss(unit.unit, registry):
            continue
        yield Found(
            (f"“{unit.unit.text}” is not in the registry", f"单位名录中没有“{unit.unit.text}”"),
            unit.passage,
        )


@rule(
    code="U03",
    name="unit-obsolete",
    severity="warning",
    basis="国发〔2018〕6号, 国发〔2023〕5号 and local reform plans",
    title=("A unit that was merged or renamed before", "单位已撤并或更名"),
    reason=(
        "The unit had ceased to exist under this name when the notice was issued. The task "
        "reaches nobody; mostly the list was taken over from an older notice.",
        "成文时该单位已撤并或更名，任务无人承接。多是沿用旧文件的单位名单。",
    ),
    bad=(
        example(
            table=task_table(
                "1 | 压缩企业开办时间，推行全程网上办理。 | 区市场监管局 | 区环保局 | 2024年9月",
                ROW,
            ),
        ),
    ),
    good=(
        example(
            table=task_table(
                "1 | 压缩企业开办时间，推行全程网上办理。 | 区市场监管局 | 区生态环境局 | 2024年"
                "9月",
                ROW,
            ),
        ),
    ),
)
def unit_obsolete(subject: Subject) -> Iterator[Found]:
    """By the year of issue, with one year's grace for reforms that ran late."""
    year = subject.setting.jurisdiction.year
    if year is None:
        return
    for unit in distinct_units(subject):
        if subject.registry is not None and find_registered(unit.unit, subject.registry):
            continue
        last = last_year_of_name(unit.unit.text, year)
        if last is not None:
            yield Found(
                (
                    f"“{unit.unit.text}” was so called until about {last}",
                    f"“{unit.unit.text}”这一名称用到{last}年前后为止",
                ),
                unit.passage,
            )


@rule(
    code="U04",
    name="unit-above",
    severity="warning",
    basis="practice",
    title=("A unit of a higher level is given a task", "给上级单位分派任务"),
    reason=(
        "A county does not assign work to a province's department. The level word is a slip, or "
        "the line comes from the notice of the level above.",
        "县区不能给省级部门分派任务。多是级别写错，或照抄了上级文件的分工。",
    ),
    bad=(
        example(
            table=task_table(
                "1 | 压缩企业开办时间，推行全程网上办理。 | 省市场监管局 | 区公安局 | 2024年9月",
                ROW,
            ),
        ),
    ),
    good=(
        example(
            table=task_table(
                "1 | 压缩企业开办时间，推行全程网上办理。 | 区市场监管局 | 省电力公司 | 2024年9月",
                ROW,
            ),
        ),
    ),
)
def unit_above(subject: Subject) -> Iterator[Found]:
    """Two levels up, and no body that works at every level (税务, 银行, 公司)."""
    level = subject.setting.jurisdiction.level
    above = {"county": ("省", "自治区", "国家"), "prefecture": ("国家",)}.get(level or "")
    if above is None or subject.setting.inferred:
        return
    vertical = load("checks")["units"]["vertical"]
    for unit in distinct_units(subject):
        text = compact(unit.unit.text)
        if unit.unit.kind != "agency" or not text.startswith(above):
            continue
        if unit.unit.level not in {"province", "national"} or any(w in text for w in vertical):
            continue
        yield Found(
            (
                f"“{unit.unit.text}” is above {subject.setting.jurisdiction.name}",
                f"“{unit.unit.text}”级别高于发文机关",
            ),
            unit.passage,
        )


@rule(
    code="U05",
    name="prefix-across-families",
    severity="info",
    basis="practice",
    title=("A level left out behind a party body", "党委部门之后省略级别，归属不清"),
    reason=(
        "In 省委网信办、公安厅 the 省 is meant to hold for 公安厅 too, but it stands there as 省"
        "委. Begin another family with a comma and its level: 省委网信办，省公安厅.",
        "“省委网信办、公安厅”中，公安厅承前省略的是“省委”还是“省”，归属不清。换一类单位应用逗号并"
        "写明级别：“省委网信办，省公安厅”。",
    ),
    bad=(
        example(
            table=task_table(
                "1 | 压缩企业开办时间。 | 区市场监管局 | 区委网信办、公安局、司法局 | 2024年9月",
                "2 | 推进审批制度改革。 | 区住建局 | 区发改局、财政局、自然资源局 | 2024年10月",
                "3 | 公布收费目录清单。 | 区财政局 | 区民政局、人社局、教育局 | 2024年11月",
            ),
        ),
    ),
    good=(
        example(
            table=task_table(
                "1 | 压缩企业开办时间。 | 区市场监管局 | 区委网信办，区公安局、司法局 | 2024年9月",
                "2 | 推进审批制度改革。 | 区住建局 | 区发改局、财政局、自然资源局 | 2024年10月",
                "3 | 公布收费目录清单。 | 区财政局 | 区民政局、人社局、教育局 | 2024年11月",
            ),
        ),
    ),
)
def prefix_across_families(subject: Subject) -> Iterator[Found]:
    """Only where a unit of the party stands right before, joined by 、."""
    for task in subject.reading.tasks:
        for role in ROLES:
            units = units_of(task, role)
            for before, unit in pairwise(units):
                first, second = subject.stretch(before.passage), subject.stretch(unit.passage)
                if first is None or second is None or first.paragraph != second.paragraph:
                    continue
                between = subject.paragraph(first.paragraph).text[first.end : second.start]
                if between.strip() != "、" or unit.unit.basis != "prefix_inherited":
                    continue
                if before.unit.kind == "party" and unit.unit.kind == "agency":
                    yield Found(
                        (
                            f"“{unit.unit.text}” inherits its level from “{before.unit.text}”",
                            f"“{unit.unit.text}”承“{before.unit.text}”省略级别",
                        ),
                        unit.passage,
                        related=(before.passage,),
                    )


@rule(
    code="U09",
    name="division-years",
    severity="info",
    basis="GB/T 2260",
    title=("A division that did not exist in the year of issue", "行政区划名称与年份不符"),
    reason=(
        "沙县 became 沙县区 in 2021. Under the old name the body cannot be looked up for this "
        "year.",
        "沙县2021年起改设沙县区。用旧名，当年的区划代码中查不到。",
    ),
    bad=(example(addressees="各乡（镇）人民政府、街道办事处，沙县人民政府各部门："),),
    good=(example(addressees="各乡（镇）人民政府、街道办事处，沙县区人民政府各部门："),),
)
def division_years(subject: Subject) -> Iterator[Found]:
    """Bodies that issue, receive or sign the notice and those with tasks; each place once."""
    year = subject.setting.jurisdiction.year
    if year is None:
        return
    notice = subject.notice
    named = [(unit.text, unit.anchor) for unit in (*notice.issuers, *notice.addressees)]
    named += [(unit.text, unit.anchor) for unit in notice.signatories]
    places = [(text, subject.spans(anchor)) for text, anchor in named]
    places += [(unit.unit.text, subject.spans(unit.passage)) for unit in distinct_units(subject)]
    seen: set[str] = set()
    for text, spans in places:
        found = years_of_division(text, year)
        if found is None or found[0] in seen or not spans:
            continue
        name, start, end = found
        seen.add(name)
        when = f"from {start}" if start > year else f"until {end}"
        zh = f"{start}年起" if start > year else f"至{end}年"
        yield Found((f"{name} existed {when}", f"“{name}”存续{zh}"), spans[0])
