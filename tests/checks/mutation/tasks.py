"""Faults of tasks: their units, deadlines and numbers."""

from __future__ import annotations

import random

from tests.checks.mutation.mutant import Mutant, mutates, with_text
from tests.checks.mutation.notices import Notice


def _cell(notice: Notice, name: str, text: str, rng: random.Random) -> Mutant | None:
    """Put a text in a column of some task."""
    if not notice.rows:
        return None
    return Mutant(notice.with_cell(rng.choice(notice.tasks), notice.column(name), text), text)


def _sole(notice: Notice, row: int, changes: dict[str, str]) -> Notice:
    for name, text in changes.items():
        notice = notice.with_cell(row, notice.column(name), text)
    return notice


def _clause(notice: Notice, sentence: str, spot: str) -> Mutant | None:
    if notice.shape != "prose":
        return None
    item = notice.body[-1][1]
    following = "一二三四五六七八九十"["一二三四五六七八九十".index(item) + 1]
    return Mutant(with_text(notice, f"（{following}）{sentence}"), spot)


@mutates("B03")
def task_number(notice: Notice, rng: random.Random) -> Mutant | None:
    if not notice.rows:
        return None
    row = notice.tasks[-1]
    number = str(int(notice.rows[row][0]) + rng.choice([-1, 2]))
    return Mutant(notice.with_cell(row, 0, number), number)


@mutates("B08")
def promised(notice: Notice, rng: random.Random) -> Mutant | None:
    if not notice.rows:
        return None
    words = f"分解为{len(notice.tasks) + rng.randint(1, 9)}项重点任务"
    return Mutant(with_text(notice, f"工作要点{words}，逐项抓好落实。"), words)


@mutates("B09")
def end_mark(notice: Notice, rng: random.Random) -> Mutant | None:
    if len(notice.tasks) < 4:
        return None
    row = rng.choice(notice.tasks)
    text = notice.rows[row][1].rstrip("。")
    return Mutant(notice.with_cell(row, 1, text), text)


@mutates("R01")
def no_units(notice: Notice, rng: random.Random) -> Mutant | None:
    if not notice.rows:
        return None
    row = rng.choice(notice.tasks)
    return Mutant(_sole(notice, row, {"牵头单位": "", "责任单位": ""}), notice.rows[row][1])


@mutates("R02")
def no_lead(notice: Notice, rng: random.Random) -> Mutant | None:
    if not notice.rows:
        return None
    row = rng.choice(notice.tasks)
    units = f"{notice.prefix}财政局、{notice.prefix}审计局"
    return Mutant(_sole(notice, row, {"牵头单位": "", "责任单位": units}), notice.rows[row][1])


@mutates("R03")
def lead_twice(notice: Notice, rng: random.Random) -> Mutant | None:
    if not notice.rows:
        return None
    row = rng.choice(notice.tasks)
    lead = notice.rows[row][2]
    if rng.random() < 0.5:
        return Mutant(_sole(notice, row, {"责任单位": lead}), lead)
    other = f"{notice.prefix}统计局"
    changed = _sole(notice, row, {"责任单位": f"{other}、{lead}"})
    return Mutant(changed.but(header=_supporting(notice)), lead)


def _supporting(notice: Notice) -> tuple[str, ...]:
    return tuple("配合单位" if name == "责任单位" else name for name in notice.header)


@mutates("R04")
def leads(notice: Notice, rng: random.Random) -> Mutant | None:
    names = "、".join(f"{notice.prefix}{name}" for name in ("财政局", "审计局", "统计局", "民政局"))
    return _cell(notice, "牵头单位", names, rng)


@mutates("R05")
def concerned(notice: Notice, rng: random.Random) -> Mutant | None:
    words = rng.choice(["各有关单位", "各相关部门", "有关单位"])
    if notice.shape == "prose":
        return _clause(notice, f"做好日常巡查，健全长效机制。（责任单位：{words}）", words)
    row = rng.choice(notice.tasks)
    return Mutant(_sole(notice, row, {"牵头单位": "", "责任单位": words}), words)


@mutates("R06")
def and_others(notice: Notice, rng: random.Random) -> Mutant | None:
    return _cell(notice, "牵头单位", f"{notice.prefix}财政局、{notice.prefix}审计局等", rng)


@mutates("R07")
def no_names(notice: Notice, rng: random.Random) -> Mutant | None:
    return _clause(
        notice,
        f"做好日常巡查，健全长效机制。（牵头单位：；责任单位：{notice.prefix}财政局）",
        "牵头单位：；",
    )


@mutates("R08")
def twice(notice: Notice, rng: random.Random) -> Mutant | None:
    unit = f"{notice.prefix}审计局"
    names = f"{unit}、{notice.prefix}统计局、{unit}"
    if notice.shape == "prose":
        return _clause(notice, f"做好日常巡查，健全长效机制。（责任单位：{names}）", unit)
    found = _cell(notice, "责任单位", names, rng)
    return None if found is None else Mutant(found.notice, unit)


@mutates("R09")
def bracket(notice: Notice, rng: random.Random) -> Mutant | None:
    unit = f"{notice.prefix}财政局"
    wrong, spot = rng.choice(
        [
            (f"（责任单位：{unit}。", "（责任单位"),
            (f"〔责任单位：{unit}）", f"〔责任单位：{unit}）"),
        ]
    )
    return _clause(notice, f"做好日常巡查，健全长效机制。{wrong}", spot)


@mutates("R10")
def contradicted(notice: Notice, rng: random.Random) -> Mutant | None:
    if not notice.rows:
        return None
    note = "注：列第一位的责任单位为牵头单位。"
    return Mutant(notice.but(after=(note,)), note)


@mutates("R11")
def person(notice: Notice, rng: random.Random) -> Mutant | None:
    if not notice.rows:
        return None
    names = ["王立新", "陈光明", "李向东"]
    header = ("序号", "工作任务", "责任人", "完成时限")
    rows = tuple(
        (c[0], c[1], names[at % 3], c[4]) if len(c) > 1 else c for at, c in enumerate(notice.rows)
    )
    return Mutant(notice.but(header=header, rows=rows), rows[notice.tasks[0]][2])


@mutates("R12")
def two_lines(notice: Notice, rng: random.Random) -> Mutant | None:
    if notice.shape != "printed":
        return None
    body = (
        "（一）开展日常巡查，健全长效机制。",
        f"责任单位：{notice.prefix}财政局",
        f"责任单位：{notice.prefix}审计局",
        "（二）按季通报进展，注重结果运用。",
        f"责任单位：{notice.prefix}统计局",
    )
    return Mutant(notice.but(body=body), body[2])


@mutates("R13")
def listed_still(notice: Notice, rng: random.Random) -> Mutant | None:
    if notice.shape != "prose":
        return None
    towns = "各乡（镇、街道）"
    first = f"（责任单位：{notice.prefix}财政局。以下任务均需{towns}落实，不再列出）"
    body = (
        f"（一）开展日常巡查，健全长效机制。{first}",
        f"（二）按季通报进展，注重结果运用。（责任单位：{notice.prefix}审计局，{towns}）",
        f"（三）及时总结经验，加强宣传引导。（责任单位：{notice.prefix}统计局）",
    )
    return Mutant(notice.but(body=body), f"审计局，{towns}")


# Names of units


@mutates("U01")
def unknown(notice: Notice, rng: random.Random) -> Mutant | None:
    if not notice.rows:
        return None
    names = {
        unit
        for row in notice.tasks
        for column in (2, 3)
        for unit in notice.rows[row][column].split("、")
    }
    found = _cell(notice, "责任单位", f"{notice.prefix}乡村建设服务局", rng)
    return found and Mutant(found.notice, found.spot, registry=tuple(sorted(names)))


@mutates("U02")
def forms(notice: Notice, rng: random.Random) -> Mutant | None:
    if len(notice.tasks) < 3:
        return None
    prefix, (first, second, third) = notice.prefix, notice.tasks[:3]
    changed = _sole(notice, first, {"责任单位": f"{prefix}发改局"})
    changed = _sole(changed, second, {"责任单位": f"{prefix}发改局"})
    wrong = f"{prefix}发展和改革局"
    changed = _sole(changed, third, {"责任单位": wrong, "牵头单位": f"{prefix}统计局"})
    return Mutant(_without(changed, f"{prefix}发改局", (first, second)), wrong)


def _without(notice: Notice, unit: str, rows: tuple[int, ...]) -> Notice:
    """Keep a unit out of the lead of rows where it is now responsible alone."""
    for row in rows:
        if notice.rows[row][2] == unit:
            notice = _sole(notice, row, {"牵头单位": f"{notice.prefix}统计局"})
    return notice


@mutates("U03")
def obsolete(notice: Notice, rng: random.Random) -> Mutant | None:
    old = rng.choice(["环保局", "国土局", "卫计局", "安监局", "工商局"])
    if notice.year < 2022:
        return None
    return _cell(notice, "责任单位", f"{notice.prefix}{old}", rng)


@mutates("U04")
def above(notice: Notice, rng: random.Random) -> Mutant | None:
    return _cell(notice, "责任单位", f"省{rng.choice(['财政厅', '教育厅', '水利厅'])}", rng)


@mutates("U05")
def elided(notice: Notice, rng: random.Random) -> Mutant | None:
    if not notice.rows:
        return None
    prefix, changed = notice.prefix, notice
    for row in notice.tasks:
        changed = _sole(changed, row, {"责任单位": f"{prefix}审计局、统计局、信访局"})
        changed = _sole(changed, row, {"牵头单位": f"{prefix}林业局"})
    row = notice.tasks[-1]
    return Mutant(_sole(changed, row, {"责任单位": f"{prefix}委宣传部、财政局"}), "财政局")


@mutates("U06")
def space(notice: Notice, rng: random.Random) -> Mutant | None:
    return _cell(notice, "责任单位", f"{notice.prefix}市场监 管局", rng)


@mutates("U07")
def collectives(notice: Notice, rng: random.Random) -> Mutant | None:
    if len(notice.tasks) < 3:
        return None
    changed = notice
    for row in notice.tasks:
        changed = _sole(changed, row, {"责任单位": "各乡（镇、街道）"})
    wrong = "各镇（乡、街道）"
    return Mutant(_sole(changed, notice.tasks[-1], {"责任单位": wrong}), wrong)


@mutates("U08")
def misspelt(notice: Notice, rng: random.Random) -> Mutant | None:
    if len(notice.tasks) < 2:
        return None
    first, second = notice.tasks[:2]
    changed = _sole(notice, first, {"责任单位": f"{notice.prefix}住建局"})
    changed = _sole(changed, second, {"责任单位": f"{notice.prefix}住健局"})
    return Mutant(_without(changed, f"{notice.prefix}住建局", (first,)), f"{notice.prefix}住健局")


@mutates("U09")
def division(notice: Notice, rng: random.Random) -> Mutant | None:
    if notice.year < 2023:
        return None
    addressees = f"沙县人民政府，{notice.addressees}"
    return Mutant(notice.but(addressees=addressees), "沙县人民政府")


# Deadlines


@mutates("D01")
def past(notice: Notice, rng: random.Random) -> Mutant | None:
    return _cell(notice, "完成时限", f"{notice.year - 1}年{rng.randint(6, 11)}月底前", rng)


@mutates("D03")
def unreadable(notice: Notice, rng: random.Random) -> Mutant | None:
    return _cell(notice, "完成时限", rng.choice(["见方案", "同步", "分步实施"]), rng)


@mutates("D04")
def vague(notice: Notice, rng: random.Random) -> Mutant | None:
    return _cell(notice, "完成时限", rng.choice(["尽快完成", "适时开展", "抓紧推进"]), rng)


@mutates("D05")
def beyond(notice: Notice, rng: random.Random) -> Mutant | None:
    if notice.shape != "annex":
        return None
    span = f"{notice.year}—{notice.year + 1}年"
    changed = notice.titled(notice.title.replace(f"{notice.year}年", span))
    return _cell(changed, "完成时限", f"{notice.year + 3}年6月底前", rng)


@mutates("D06")
def yearless(notice: Notice, rng: random.Random) -> Mutant | None:
    if notice.shape != "annex":
        return None
    plan = notice.plan.removeprefix(f"{notice.year}年")
    title = notice.title.replace(f"{notice.year}年", "")
    changed = notice.titled(title).but(
        attachment_title=plan, note_of_attachments=(f"附件：{plan}",)
    )
    return _cell(changed, "完成时限", "9月底前", rng)


@mutates("D07")
def section(notice: Notice, rng: random.Random) -> Mutant | None:
    if not notice.rows:
        return None
    changed = notice.but(rows=tuple(cells for cells in notice.rows if len(cells) > 1))
    for row in changed.tasks:
        changed = _sole(changed, row, {"完成时限": f"{notice.year}年8月底前"})
    late = f"{notice.year}年11月底前"
    changed = _sole(changed, rng.choice(changed.tasks), {"完成时限": late})
    heading = (f"一、{notice.year}年9月底前完成的任务",)
    return Mutant(changed.but(rows=(heading, *changed.rows)), late)


@mutates("D08")
def sentence(notice: Notice, rng: random.Random) -> Mutant | None:
    if not notice.rows:
        return None
    row = rng.choice(notice.tasks)
    words = f"{notice.year}年12月底前"
    text = f"{words}{notice.rows[row][1]}"
    changed = _sole(notice, row, {"工作任务": text, "完成时限": f"{notice.year}年8月底前"})
    return Mutant(changed, words)


# Records


@mutates("Q01")
def duplicate(notice: Notice, rng: random.Random) -> Mutant | None:
    if not notice.rows:
        return None
    first, second = notice.tasks[0], notice.tasks[-1]
    changes = dict(zip(notice.header[1:], notice.rows[first][1:], strict=True))
    return Mutant(_sole(notice, second, changes), notice.rows[first][1])


@mutates("Q02")
def near_duplicate(notice: Notice, rng: random.Random) -> Mutant | None:
    if not notice.rows:
        return None
    first, second = notice.tasks[0], notice.tasks[-1]
    lead = f"{notice.prefix}统计局"
    text = "全面梳理并向社会公布行政审批事项清单和办事指南，健全长效机制。"
    changed = _sole(notice, first, {"工作任务": text, "牵头单位": f"{notice.prefix}司法局"})
    other = text.replace("和", "及")
    changed = _sole(changed, second, {"工作任务": other, "牵头单位": lead})
    for row in (first, second):
        changed = _sole(changed, row, {"责任单位": f"{notice.prefix}林业局"})
    return Mutant(changed, other)


@mutates("Q07")
def count(notice: Notice, rng: random.Random) -> Mutant | None:
    if not notice.rows:
        return None
    rows = tuple(cells for cells in notice.rows if len(cells) > 1)
    words = f"（{len(rows) + rng.randint(1, 4)}项）"
    return Mutant(notice.but(rows=((f"一、夯实工作基础{words}",), *rows)), words)


@mutates("Q08")
def slipped(notice: Notice, rng: random.Random) -> Mutant | None:
    if not notice.rows:
        return None
    row = rng.choice(notice.tasks)
    words = f"{notice.year}年9月底前"
    return Mutant(_sole(notice, row, {"责任单位": words}), words)
