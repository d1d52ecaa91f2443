"""Faults of number, title, addressees, attachments, ending and metadata."""

from __future__ import annotations

import random
from datetime import date, timedelta

from extractor.text.numerals import print_chinese, print_digits
from tests.checks.mutation.mutant import Mutant, mutates, with_text
from tests.checks.mutation.notices import Notice


def _number(notice: Notice, old: str, new: str) -> Mutant:
    number = notice.number.replace(old, new)
    return Mutant(notice.but(number=number), number)


@mutates("N01")
def brackets(notice: Notice, rng: random.Random) -> Mutant:
    left, right = rng.choice(["[]", "【】", "（）", "()"])
    number = notice.number.replace("〔", left).replace("〕", right)
    return Mutant(notice.but(number=number), f"{left}{notice.year}{right}")


@mutates("N02")
def year(notice: Notice, rng: random.Random) -> Mutant:
    wrong = rng.choice([str(notice.year)[2:], print_digits(notice.year), f"{notice.year}年"])
    number = notice.number.replace(f"〔{notice.year}〕", f"〔{wrong}〕")
    return Mutant(notice.but(number=number), wrong)


@mutates("N03")
def serial(notice: Notice, rng: random.Random) -> Mutant:
    head, _, rest = notice.number.partition("〕")
    wrong = rng.choice(["第", "0", "00"]) + rest
    return Mutant(notice.but(number=f"{head}〕{wrong}"), wrong.rstrip("号"))


@mutates("N04")
def unit(notice: Notice, rng: random.Random) -> Mutant:
    if rng.random() < 0.5:
        return _number(notice, "号", "")
    return _number(notice, "〕", "〕 ")


@mutates("N05")
def other_year(notice: Notice, rng: random.Random) -> Mutant:
    return _number(notice, str(notice.year), str(notice.year - rng.randint(1, 2)))


@mutates("N06")
def no_number(notice: Notice, rng: random.Random) -> Mutant:
    if rng.random() < 0.5:
        return Mutant(notice.but(number=""), None)
    number = notice.number.partition("〕")[0] + "〕　号"
    return Mutant(notice.but(number=number), number)


@mutates("N07")
def letter(notice: Notice, rng: random.Random) -> Mutant:
    head, _, rest = notice.number.partition("〔")
    number = f"{head.rstrip('发规')}函〔{rest}"
    return Mutant(notice.but(mark=f"{notice.issuer}文件", number=number), number)


@mutates("N08")
def taken(notice: Notice, rng: random.Random) -> Mutant:
    other = notice.but(title=f"{notice.issuer}关于加强防汛值守工作的通知")
    return Mutant(notice, notice.number, others=(other,))


@mutates("N09")
def in_catalogue(notice: Notice, rng: random.Random) -> Mutant:
    stated = f"{notice.number[:-2]}777号"
    above = f"索引号：SM00101-0200-{notice.year}-00012\n\n发文字号：{stated}"
    return Mutant(notice.but(above=above), stated)


@mutates("N10")
def damaged(notice: Notice, rng: random.Random) -> Mutant:
    return _number(notice, "〕", "")


@mutates("T01")
def subject_word(notice: Notice, rng: random.Random) -> Mutant:
    title = notice.title.replace("关于", "")
    return Mutant(notice.titled(title), title)


@mutates("T02")
def kind(notice: Notice, rng: random.Random) -> Mutant | None:
    if notice.shape == "printed":
        return None
    wrong = rng.choice(["实施方案", "工作要点", "行动计划"])
    return Mutant(notice.titled(notice.title.replace("通知", wrong)), wrong)


@mutates("T03")
def title_stop(notice: Notice, rng: random.Random) -> Mutant:
    if rng.random() < 0.5 or notice.shape == "printed":
        return Mutant(notice.titled(f"{notice.title}。"), "通知。")
    title = notice.title.replace("年", "年，", 1)
    return Mutant(notice.titled(title), "年，")


@mutates("T04")
def nested(notice: Notice, rng: random.Random) -> Mutant | None:
    plan = f"{notice.year}年{notice.subject}工作要点"
    left, right = rng.choice(["《》", "<>", "＜＞"])
    wrong = f"{left}{plan}{right}"
    text = notice.opening.replace(f"印发{plan}", f"印发{wrong}")
    return None if text == notice.opening else Mutant(notice.but(opening=text), wrong)


@mutates("T05")
def doubled(notice: Notice, rng: random.Random) -> Mutant | None:
    if notice.shape == "printed":
        return None
    title = f"{notice.title}的通知"
    return Mutant(notice.titled(title), title)


@mutates("T06")
def stated_title(notice: Notice, rng: random.Random) -> Mutant:
    stated = notice.title.replace(str(notice.year), str(notice.year - 1))
    above = f"索引号：SM00101-0200-{notice.year}-00012\n\n名称：{stated}"
    return Mutant(notice.but(above=above), stated)


@mutates("T07")
def plan_year(notice: Notice, rng: random.Random) -> Mutant | None:
    if notice.shape != "annex":
        return None
    plan = notice.plan.replace(str(notice.year), str(notice.year - 1))
    changed = notice.but(attachment_title=plan, note_of_attachments=(f"附件：{plan}",))
    return Mutant(changed, notice.title)


@mutates("A01")
def no_addressees(notice: Notice, rng: random.Random) -> Mutant:
    return Mutant(notice.but(addressees=""), notice.title)


@mutates("A02")
def colon(notice: Notice, rng: random.Random) -> Mutant:
    line = notice.addressees[:-1] + rng.choice([":", "。", "，", ""])
    return Mutant(notice.but(addressees=line), line[-4:])


@mutates("A03")
def separators(notice: Notice, rng: random.Random) -> Mutant:
    mark = rng.choice(["；", "　", "/"])
    return Mutant(notice.but(addressees=notice.addressees.replace("，", mark)), mark)


@mutates("A04")
def coverage(notice: Notice, rng: random.Random) -> Mutant | None:
    if not any("各乡镇" in cells[3] for cells in notice.rows if len(cells) > 1):
        return None
    return Mutant(notice.but(addressees=f"{notice.prefix}人民政府各部门："), "各乡镇")


@mutates("A05")
def oneself(notice: Notice, rng: random.Random) -> Mutant:
    if "（" in notice.addressees and rng.random() < 0.5:
        return Mutant(notice.but(addressees=notice.addressees.replace("）", "")), "（")
    return Mutant(notice.but(addressees=f"{notice.issuer}，{notice.addressees}"), notice.issuer)


# Attachments


@mutates("X01")
def absent(notice: Notice, rng: random.Random) -> Mutant | None:
    if notice.shape != "annex":
        return None
    note = (f"附件：1.{notice.plan}", "2.工作进展情况统计表")
    changed = notice.but(note_of_attachments=note, attachment="附件1")
    return Mutant(changed, "工作进展情况统计表")


@mutates("X02")
def unannounced(notice: Notice, rng: random.Random) -> Mutant | None:
    if notice.shape != "annex":
        return None
    return Mutant(notice.but(note_of_attachments=()), "附件")


@mutates("X03")
def renamed(notice: Notice, rng: random.Random) -> Mutant | None:
    if notice.shape != "annex":
        return None
    title = notice.plan.replace("分解表", rng.choice(["分工表", "清单"]))
    return Mutant(notice.but(attachment_title=title), title)


@mutates("X04")
def numbered(notice: Notice, rng: random.Random) -> Mutant | None:
    if notice.shape != "annex":
        return None
    return Mutant(notice.but(note_of_attachments=(f"附件：1.{notice.plan}",)), "1.")


@mutates("X05")
def marks(notice: Notice, rng: random.Random) -> Mutant | None:
    if notice.shape != "annex":
        return None
    plan = notice.plan
    note = rng.choice([f"附件：{plan}。", f"附件：《{plan}》", f"附件:{plan}", f"附件：{plan}；"])
    return Mutant(notice.but(note_of_attachments=(note,)), note)


@mutates("X06")
def printed_title(notice: Notice, rng: random.Random) -> Mutant | None:
    if notice.shape != "printed":
        return None
    wrong = notice.plan.replace(str(notice.year), str(notice.year - 1))
    if rng.random() < 0.5:
        return Mutant(notice.but(opening=notice.opening.replace(notice.plan, wrong)), wrong)
    return Mutant(notice.but(attachment_title=wrong), wrong)


@mutates("X07")
def reference(notice: Notice, rng: random.Random) -> Mutant | None:
    if notice.shape == "prose":
        return None
    which = f"附件{rng.randint(2, 6)}"
    sentence = f"各责任单位要按照{which}的要求逐项抓好落实。"
    return Mutant(with_text(notice, sentence), which)


@mutates("X08")
def emptied(notice: Notice, rng: random.Random) -> Mutant | None:
    if not notice.rows:
        return None
    column = notice.column(rng.choice(["牵头单位", "责任单位"]))
    changed = notice
    for row in notice.tasks:
        changed = changed.with_cell(row, column, "")
    return Mutant(changed, notice.header[column])


# Ending


@mutates("S01")
def no_day(notice: Notice, rng: random.Random) -> Mutant:
    wrong = f"{notice.year}年{rng.choice(['2月30日', '4月31日', '6月31日'])}"
    return Mutant(notice.but(date=wrong), wrong)


@mutates("S02")
def date_form(notice: Notice, rng: random.Random) -> Mutant:
    year, month, day = _parts(notice)
    chinese = f"{print_digits(year)}年{print_chinese(month)}月{print_chinese(day)}日"
    padded = f"{year}年{month:02}月{day}日"
    wrong = rng.choice([chinese, padded, f"{year}-{month}-{day}", f"{year}年{month}月　日"])
    return Mutant(notice.but(date=wrong), wrong)


def _parts(notice: Notice) -> tuple[int, int, int]:
    year, rest = notice.date.rstrip("日").split("年")
    month, day = rest.split("月")
    return int(year), int(month), int(day)


@mutates("S03")
def other_signature(notice: Notice, rng: random.Random) -> Mutant:
    wrong = f"{notice.place}人民政府"
    return Mutant(notice.but(signature=wrong), wrong)


@mutates("S04")
def early_print(notice: Notice, rng: random.Random) -> Mutant:
    day = date(*_parts(notice)) - timedelta(days=rng.randint(1, 20))
    printed = f"{day.year}年{day.month}月{day.day}日"
    return Mutant(notice.but(printed=f"{notice.issuer}　{printed}印发"), printed)


@mutates("S05")
def unopened(notice: Notice, rng: random.Random) -> Mutant:
    return Mutant(notice.but(openness=""), notice.date)


@mutates("S06")
def secret(notice: Notice, rng: random.Random) -> Mutant:
    changed = notice.but(above=rng.choice(["秘密★1年", "机密★5年"]), openness="（此件主动公开）")
    return Mutant(changed, "（此件主动公开）")


@mutates("S07")
def bare_note(notice: Notice, rng: random.Random) -> Mutant:
    note = notice.openness.strip("（）")
    note = rng.choice([note, f"【{note}】"])
    return Mutant(notice.but(openness=note), note)


@mutates("S08")
def mobile(notice: Notice, rng: random.Random) -> Mutant:
    number = f"139{rng.randint(10**7, 10**8 - 1)}"
    changed = with_text(notice, f"联系人：王立新，联系电话：{number}。")
    return Mutant(changed.but(openness="（此件主动公开）"), number)


@mutates("S09")
def imprint(notice: Notice, rng: random.Random) -> Mutant:
    copied = notice.copied.rstrip("。") or f"抄送：{notice.prefix}委办公室"
    return Mutant(notice.but(copied=copied), copied)


# Metadata of a page


@mutates("M01")
def index_number(notice: Notice, rng: random.Random) -> Mutant:
    code = "11350427004000123A"
    return Mutant(notice.but(above=f"索引号：{code}/{notice.year}-00012"), code)


@mutates("M02")
def site(notice: Notice, rng: random.Random) -> Mutant:
    tags = (*notice.tags, ("SiteIDCode", "6501000009"))
    return Mutant(notice.but(tags=tags), None, formats=(".html",))


@mutates("M03")
def stated_date(notice: Notice, rng: random.Random) -> Mutant:
    later = date(*_parts(notice)) + timedelta(days=rng.randint(1, 20))
    above = f"索引号：SM00101-0200-{notice.year}-00012\n\n成文日期：{later}"
    return Mutant(notice.but(above=above), str(later))


@mutates("M04")
def no_tags(notice: Notice, rng: random.Random) -> Mutant:
    return Mutant(notice.but(tags=notice.tags[1:]), None, formats=(".html",))


@mutates("M05")
def expired(notice: Notice, rng: random.Random) -> Mutant:
    above = f"索引号：SM00101-0200-{notice.year}-00012\n\n有效性：失效"
    return Mutant(notice.but(above=above), "失效")
