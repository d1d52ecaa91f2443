"""Faults of numbering, citations, punctuation and characters, and of times in the text."""

from __future__ import annotations

import random
from datetime import date, timedelta

from tests.checks.mutation.mutant import Mutant, mutates, with_text
from tests.checks.mutation.notices import CHINESE, Notice


def _next(notice: Notice) -> str:
    """Return the number of the next heading of the first level."""
    return CHINESE[sum(text[1:2] == "、" for text in notice.body)]


def _heading(notice: Notice) -> tuple[str, ...]:
    """Return a further heading of the first level; none where the notice has no other."""
    return (f"{_next(notice)}、强化考核激励",) if notice.body else ()


def _said(notice: Notice, sentence: str, spot: str) -> Mutant:
    return Mutant(with_text(notice, sentence), spot)


# Numbering


@mutates("B01")
def skipped(notice: Notice, rng: random.Random) -> Mutant | None:
    if not notice.body:
        return None
    body = (*notice.body, *_heading(notice), "（1）按季通报进展。", "（2）年底评定等次。")
    return Mutant(notice.but(body=body), "（1）")


@mutates("B02")
def renumbered(notice: Notice, rng: random.Random) -> Mutant | None:
    headings = [at for at, text in enumerate(notice.body) if text[1:2] == "、"]
    if len(headings) < 2:
        return None
    at = headings[-1]
    order = CHINESE.index(notice.body[at][0])
    wrong = CHINESE[order + rng.choice([-1, 1])] + notice.body[at][1:]
    return Mutant(notice.but(body=(*notice.body[:at], wrong, *notice.body[at + 1 :])), wrong[:2])


@mutates("B04")
def mark(notice: Notice, rng: random.Random) -> Mutant:
    body = list(notice.body)
    heads = [at for at, text in enumerate(body) if text.startswith("（")]
    if heads and rng.random() < 0.5:
        at = rng.choice(heads)
        body[at] = body[at].replace("）", "）、", 1)
        return Mutant(notice.but(body=tuple(body)), body[at][:5])
    body += [*_heading(notice), "1.按季通报进展。", "2、年底评定等次。", "3.注重结果运用。"]
    return Mutant(notice.but(body=tuple(body)), "2、")


@mutates("B05")
def single(notice: Notice, rng: random.Random) -> Mutant:
    body = (*notice.body, *_heading(notice), "（一）按季通报进展", "结果纳入年度考评。")
    return Mutant(notice.but(body=body), "（一）")


@mutates("B06")
def lost(notice: Notice, rng: random.Random) -> Mutant:
    items = ("1.按季通报进展。", "1.年底评定等次。", "1.注重结果运用。")
    return Mutant(notice.but(body=(*notice.body, *_heading(notice), *items)), "1.")


@mutates("B07")
def stopped(notice: Notice, rng: random.Random) -> Mutant | None:
    headings = [at for at, text in enumerate(notice.body) if text[1:2] == "、"]
    if len(headings) < 3:
        return None
    at = rng.choice(headings)
    wrong = notice.body[at] + rng.choice("。：")
    return Mutant(notice.but(body=(*notice.body[:at], wrong, *notice.body[at + 1 :])), wrong)


@mutates("B10")
def mixed(notice: Notice, rng: random.Random) -> Mutant | None:
    if notice.shape != "printed":
        return None
    body = (
        "（一）强化考核激励",
        "按季通报进展。",
        "（二）突出结果运用",
        "年底评定等次。",
        "三、做好宣传引导",
        "及时总结经验。",
    )
    return Mutant(notice.but(body=body), "三、")


# Times


@mutates("D02")
def impossible(notice: Notice, rng: random.Random) -> Mutant:
    day = rng.choice(["9月31日", "11月31日", f"{notice.year}年6月31日", "13月10日"])
    return _said(notice, f"各责任单位于{day}前完成自查。", day)


@mutates("D09")
def nobody(notice: Notice, rng: random.Random) -> Mutant:
    sentence = "请各责任单位于每季度末前书面报送进展情况。"
    return _said(notice, sentence, sentence)


@mutates("D10")
def past_report(notice: Notice, rng: random.Random) -> Mutant:
    day = f"{notice.year - 1}年11月{rng.randint(1, 30)}日"
    sentence = f"请各责任单位于{day}前将工作计划报送{notice.prefix}政府办公室。"
    return _said(notice, sentence, day)


@mutates("D11")
def weekday(notice: Notice, rng: random.Random) -> Mutant:
    day = date(notice.year, 6, 1) + timedelta(days=rng.randint(0, 90))
    wrong = "一二三四五六日"[(day.weekday() + rng.randint(1, 6)) % 7]
    printed = f"{day.year}年{day.month}月{day.day}日（星期{wrong}）"
    return _said(notice, f"定于{printed}召开工作推进会。", printed)


# Citations


@mutates("C01")
def cited(notice: Notice, rng: random.Random) -> Mutant:
    number = f"{notice.city[0]}政办发[{notice.year}]{rng.randint(1, 99)}号"
    number = rng.choice([number, number.replace("[", "〔").replace("]", "〕第")])
    return _said(notice, f"按照《市区联动工作机制》（{number}）规定，定期会商研判。", number)


@mutates("C02")
def bare_number(notice: Notice, rng: random.Random) -> Mutant:
    number = f"{notice.city[0]}政办发〔{notice.year}〕{rng.randint(1, 99)}号"
    return _said(notice, f"按照《市区联动工作机制》{number}规定，定期会商研判。", number)


@mutates("C03")
def later(notice: Notice, rng: random.Random) -> Mutant:
    number = f"{notice.city[0]}政办发〔{notice.year + rng.randint(1, 3)}〕8号"
    return _said(notice, f"按照《市区联动工作机制》（{number}）规定，定期会商研判。", number)


def _elsewhere(notice: Notice, **changes: str) -> Notice:
    number = f"{notice.city[0]}政办发〔{notice.year}〕8号"
    changes = {"number": number, "title": "市区联动工作机制", **changes}
    other = notice.but(above="", **changes)
    return other.but(attachment="", note_of_attachments=(), rows=(), body=())


@mutates("C04")
def disagrees(notice: Notice, rng: random.Random) -> Mutant:
    number = f"{notice.city[0]}政办发〔{notice.year}〕88号"
    other = _elsewhere(
        notice, number=number, title=f"{notice.city}人民政府办公室关于加强防汛工作的通知"
    )
    changed = with_text(notice, f"按照《市区联动工作机制》（{number}）规定，定期会商研判。")
    return Mutant(changed, number, others=(other,))


@mutates("C05")
def repealed(notice: Notice, rng: random.Random) -> Mutant:
    number = f"{notice.city[0]}政办发〔{notice.year}〕88号"
    other = _elsewhere(
        notice,
        number=f"{notice.city[0]}政办发〔{notice.year}〕89号",
        title=f"{notice.city}人民政府办公室关于废止部分文件的通知",
        opening=f"《市区联动工作机制》（{number}）同时废止。",
    )
    changed = with_text(notice, f"按照《市区联动工作机制》（{number}）规定，定期会商研判。")
    return Mutant(changed, number, others=(other,))


@mutates("C06")
def early(notice: Notice, rng: random.Random) -> Mutant:
    sentence = "落实《机制》各项安排，按照《市区联动工作机制》（以下简称《机制》）定期会商研判。"
    return _said(notice, sentence, "《机制》")


# Punctuation and characters


@mutates("P01")
def half_width(notice: Notice, rng: random.Random) -> Mutant:
    wrong, spot = rng.choice(
        [
            ("各责任单位要压实责任,定期会商研判。", ","),
            ("重点做好以下工作:定期会商研判。", ":"),
            ("及时会商研判;按季通报进展。", ";"),
            ("及时会商研判(含节假日)并通报进展。", "(含节假日)"),
        ]
    )
    return _said(notice, wrong, spot)


@mutates("P02")
def pair(notice: Notice, rng: random.Random) -> Mutant:
    wrong, spot = rng.choice(
        [("及时会商研判（含节假日)并通报进展。", ")"), ("及时会商研判(含节假日）并通报进展。", "(")]
    )
    return _said(notice, wrong, spot)


@mutates("P03")
def straight(notice: Notice, rng: random.Random) -> Mutant:
    return _said(notice, '推行"一线工作法"，定期会商研判。', '"一线工作法"')


@mutates("P04")
def space(notice: Notice, rng: random.Random) -> Mutant:
    return _said(notice, "各责任单位要切实压实工作责任，定期会商 研判工作进展情况。", "会商 研判")


@mutates("P05")
def years(notice: Notice, rng: random.Random) -> Mutant:
    sign = rng.choice(["-", "－", "--", "——"])
    words = f"{notice.year - 2}{sign}{notice.year}年"
    return _said(notice, f"系统总结{words}工作成效，定期会商研判。", words)


@mutates("P06")
def percent(notice: Notice, rng: random.Random) -> Mutant:
    words = rng.choice(["5～10%", "5-10%", "15—20%"])
    return _said(notice, f"办理时限压缩{words}，定期会商研判。", words)


@mutates("P07")
def broken(notice: Notice, rng: random.Random) -> Mutant:
    character = rng.choice("\ue5e5\u200b\ufffd")
    return _said(notice, f"各责任单位定期会商{character}研判。", character)


@mutates("P08")
def traditional(notice: Notice, rng: random.Random) -> Mutant:
    words = rng.choice(["責任單位", "辦理", "開展"])
    return _said(notice, f"按季{words}调度，定期会商研判。", words)


@mutates("P09")
def wide_digit(notice: Notice, rng: random.Random) -> Mutant:
    words = rng.choice(["１２", "２０", "ＡＢ"])
    return _said(notice, f"全年组织会商{words}次，定期研判。", words)


@mutates("P10")
def comma(notice: Notice, rng: random.Random) -> Mutant:
    return _said(notice, "落实“首问负责”、“限时办结”制度，定期会商研判。", "”、“")


@mutates("P11")
def unpaired(notice: Notice, rng: random.Random) -> Mutant:
    wrong, spot = rng.choice(
        [
            ("落实《市区联动工作机制要求，定期会商研判。", "《"),
            ("落实市区联动工作机制》要求，定期会商研判。", "》"),
            ("推行“一线工作法“，定期会商研判。", "“，"),
        ]
    )
    return _said(notice, wrong, spot)


@mutates("Q03")
def to_fill(notice: Notice, rng: random.Random) -> Mutant:
    words = rng.choice(["××", "XX", "某某", "____"])
    return _said(notice, f"由{words}同志负责日常联络，定期会商研判。", words)


@mutates("Q06")
def gap(notice: Notice, rng: random.Random) -> Mutant:
    return _said(notice, "办件量增长　　%，定期会商研判。", "增长　　%")
