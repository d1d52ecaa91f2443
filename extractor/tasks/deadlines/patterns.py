"""The shapes of deadlines as patterns over folded text without white space.

Every pattern is finite: no match is longer than some sixty characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

import regex

from extractor.text.numerals import chinese_characters
from extractor.text.words import any_of
from extractor.vocabulary import load

SEPARATORS = "，,;；。、\n"


def _any(words: list[str]) -> str:
    return "|".join(map(regex.escape, sorted(set(words), key=lambda word: (-len(word), word))))


_NUMERAL = f"[{chinese_characters()}]"
_YEAR = rf"(?:(?:19|20)[0-9]{{2}}|(?<!{_NUMERAL})[一二](?:[〇零○◯一二三四五六七八九]){{3}})"
_MONTH = rf"(?:(?<![0-9])[0-9]{{1,2}}|(?<!{_NUMERAL})(?:十[一二]?|[一二三四五六七八九元]))"
_DAY = rf"(?:[0-9]{{1,2}}|{_NUMERAL}{{1,3}})"
_TO = r"(?:至|到|[-—–~―─]{1,2})"
_COUNT = rf"(?:[0-9]{{1,3}}|(?<!{_NUMERAL}){_NUMERAL}{{1,3}}|半)"
_BOUND = r"(?P<bound>之前|以前|前|为止|截止|止|之内|以内|内|起|开始|以后|之后|后)?"
_ASIDE = (
    r"(?:\((?:星期|周|农历|正月|腊月|除夕|元宵|含|遇|[一二三四五六七八九十冬]+月)[^()]{0,8}\))?"
)
_CLOCK = (
    rf"(?:(?:上午|下午|晚上|晚|凌晨|中午)?(?:(?:[0-9]{{1,2}}|{_NUMERAL}{{1,3}})"
    r"(?:[时点]|:[0-9]{2})(?:[0-9]{1,2}分)?整?(?::[0-9]{2})?)|下班)?"
)
_TIME = _ASIDE + _CLOCK + _ASIDE


@cache
def point_pattern() -> regex.Pattern[str]:
    """Match a point or stretch of time: 2021年12月底前, 三季度, 2018—2020年, 春节前.

    The groups name what was matched; ``kind``-less ones are None.
    """
    vocabulary = load("deadlines")
    fixed = _any([name for entry in vocabulary["holiday"] for name in entry["names"]])
    spring = _any(vocabulary["spring_festival"]["names"])
    plans = _any(list(vocabulary["five_year_plans"]))
    year_word = r"今年|本年度|本年|当年|明年|次年|翌年|来年"
    return regex.compile(
        rf"""
        (?P<lead>截止到?|截至到?|自|从|到|至)?
        (?:
          # 2018—2020年, 2021-2023年底
          (?<![0-9])(?P<year_from>(?:19|20)[0-9]{{2}})年?{_TO}(?P<year_to>(?:19|20)[0-9]{{2}})
            (?:年度?(?:年?[底末])?(?!以?来|[0-9]{{1,2}}月)|(?![0-9]))
          # 10月—次年3月, 2021年7-9月
        | (?:(?P<months_year>{_YEAR}|{year_word})年?)?(?P<month_from>{_MONTH})(?:月份?)?{_TO}
            (?P<month_to_year>次年|翌年|明年|{_YEAR}年)?(?P<month_to>{_MONTH})月份?
            (?![0-9一二三四五六七八九十]*[日号])(?P<months_part>[底末])?
          # 7月1日至15日
        | (?:(?P<days_year>{_YEAR}|{year_word})年?)?(?P<days_month>{_MONTH})月
            (?P<day_from>[0-9]{{1,2}})[日号]?{_TO}(?P<day_to>[0-9]{{1,2}})[日号]
          # 2021-12-31, 2021.12
        | (?<![0-9.])(?P<web_year>(?:19|20)[0-9]{{2}})(?P<web>[-./])(?P<web_month>[0-9]{{1,2}})
            (?:(?P=web)(?P<web_day>[0-9]{{1,2}}))?(?![0-9%])日?
          # [年] 月 日 / 月 旬
        | (?:(?P<year>(?<![0-9]){_YEAR}|{year_word})(?:年度?)?)?(?P<month>{_MONTH})月份?
            (?:(?P<day>{_DAY})[日号]|(?P<month_part>上旬|中旬|下旬|月?初|月?底|月?末|中))?
          # 12.31, 6.30前
        | (?<![0-9.])(?P<dot_month>[0-9]{{1,2}})\.(?P<dot_day>[0-9]{{1,2}})(?=之?前|以前)
        | ^(?P<sole_month>[0-9]{{1,2}})\.(?P<sole_day>[0-9]{{2}})$
          # 2022年春节前
        | (?:(?P<holiday_year>{_YEAR}|{year_word})年?)?
            (?P<holiday>(?P<spring>{spring})|{fixed})(?=之?前)
          # [年] 季度 / 半年 / 年底
        | (?:(?P<part_year>(?<![0-9]){_YEAR}|{year_word})(?:年度?)?)?
            (?:第?(?P<quarter>(?<![0-9前{chinese_characters()}])[一二三四1-4])季度?(?:之?[末底]|以?内)?
              |(?P<part>前三季度|前3季度|上半年|下半年
                |(?<![0-9近去上{chinese_characters()}])(?:年底|年末|年中|年内|全年)))
          # 2025年
        | (?<![0-9])(?P<only_year>{_YEAR})年度?(?P<only_part>年?[底末内中])?(?!以?来|间)
        | (?P<only_year_word>今年|本年度|本年|明年|当年|来年)(?P<only_word_part>年?[底末内中])?
        | "?(?P<plan>{plans})"?(?P<plan_part>期末|末|期间|时期|收官)
        )
        {_TIME}{_BOUND}
        """,
        regex.VERBOSE,
    )


@cache
def point_starts() -> re.Pattern[str]:
    """Match the one character that a point of time may begin with, judged by the next.

    A paragraph has few such places, and `point_pattern` is slow to find that it doesn't match.
    """
    vocabulary = load("deadlines")
    names = [name for entry in vocabulary["holiday"] for name in entry["names"]]
    plans = list(vocabulary["five_year_plans"])
    names += [*vocabulary["spring_festival"]["names"], *plans]
    numerals = f"{chinese_characters()}元"
    dashes = r"至到\-—–~―─"
    follow = f"年前上下全第{numerals}" + "".join(name[0] for name in names)
    core = f'"今本当明次翌来{follow}'
    counted = rf"(?:[月季/{dashes}{follow}]|\.[0-9])"
    return re.compile(
        rf"""
        [截自从到至0-9{core}]
        (?: (?<=[0-9]) (?=[0-9]{{0,3}}{counted})
          | (?<=") (?=[{"".join(name[0] for name in plans)}])
          | (?<=[截自从到至]) (?=[止至到{core}]|[0-9]{{1,4}}{counted})
          | (?<=[今本当明次翌来全]) (?=年)
          | (?<=前) (?=[三3]) | (?<=[上下]) (?=半) | (?<=年) (?=[底末中内])
          | (?<=第) (?=[一二三四1-4])
          | (?<=[{numerals}]) (?=[{numerals}〇零○◯月年季{dashes}])
          | {_pairs(names)}
        )
        """,
        re.VERBOSE,
    )


def _pairs(names: Iterable[str]) -> str:
    """Match between the first two characters of any name."""
    return "|".join(sorted({f"(?<={name[0]})(?={name[1]})" for name in names}))


@cache
def relative_starts() -> re.Pattern[str]:
    """Match the one character that a time counted from an act may begin with."""
    acts = load("deadlines")["issue_acts"]
    names = [*acts["documents"], *acts["words"]]
    names += ["会后", "会议", "收到", "接到", "受理", "批准", "验收", "公示", "交办", "立案"]
    count = f"0-9半{chinese_characters()}"
    core = count + "起后的" + "".join(sorted({name[0] for name in names}))
    return re.compile(
        rf"""
        [自从{core}]
        (?: (?<=[{count}]) (?=[0-9{chinese_characters()}]{{0,2}}[个工日天周年])
          | (?<=[自从]) (?=[{core}])
          | (?<=[起后的]) (?=[起后的{count}])
          | {_pairs(names)}
        )
        """,
        re.VERBOSE,
    )


@cache
def relative_sign() -> re.Pattern[str]:
    """Match how every time counted from an act ends: 30日内."""
    return re.compile(
        rf"[0-9{chinese_characters()}半](?:个工作日|工作日|个自然日|日|天|个月|周|年)"
        r"(?:之内|以内|内|前)"
    )


@cache
def relative_pattern() -> regex.Pattern[str]:
    """Match a time counted from an act: 印发之日起30日内, 会后7日内, 20个工作日内."""
    acts = load("deadlines")["issue_acts"]
    return regex.compile(
        rf"""
        (?P<from>自|从)?
        (?:(?P<issue>(?:{_any(acts["documents"])})?(?:{_any(acts["words"])}))(?:之日|之后|后)
          |(?P<other>会后|会议结束后|(?:收到|接到|受理|批准|验收|公示|交办|立案)[^，,。;；、]{{0,12}}?(?:之日|后)))?
        (?:起|后|的)*
        (?P<count>{_COUNT})(?P<unit>个工作日|工作日|个自然日|日|天|个月|周|年)(?:之内|以内|内|前)
        """,
        regex.VERBOSE,
    )


@cache
def recurring_pattern() -> regex.Pattern[str]:
    """Match a rhythm: 每月5日前, 每季度末, 每年3月底前, 每3天, 按月, 每周五, 半年一次."""
    return regex.compile(
        rf"""
        (?:每(?:(?P<every>(?!半){_COUNT})个?|个)?|逐(?!年)|按(?!时|期|年|日期|天))
        (?:
          (?P<unit>工作日|天|日|周|星期|旬|半个?月|月|季度|季|半年|年|学期|学年))度?
        (?:
          (?<=周|星期)(?P<weekdays>[一二三四五六日天](?:[、和及][一二三四五六日天])*)(?![次个名年月季])
        | (?<=月|季度|季)(?:的)?(?:第(?P<nth>[一二三1-3])个?月|(?P<first>首月|第一月|次月)
            |(?P<final>末月|最后[一1]?个?月))(?:的)?(?:(?P<nth_day>{_DAY})[日号]|(?P<nth_end>[底末]|月[底末]))?
        | (?<=月|季度|季)(?:的)?(?:(?P<day>{_DAY})[日号](?!内)
              (?:[、和及](?P<day>{_DAY})[日号]){{0,3}}
            |(?P<last_workday>最后[一1]个工作日)|(?P<end>之?[底末])|(?P<third>上旬|中旬|下旬|初))
        | (?<=年)(?:的)?(?P<dates>{_MONTH}月份?(?:{_DAY}[日号]|底|末|上旬|中旬|下旬|初)?
            (?:(?:、|和|及|,|，){_MONTH}月份?(?:{_DAY}[日号]|底|末|上旬|中旬|下旬|初)?){{0,5}})
        | (?<=年)(?:的)?(?P<year_end>年?[底末]|年度末)
        | (?<=年)(?:的)?第?(?P<quarter>[一二三四1-4])季度(?:[底末])?
        | (?<=年)(?P<half_year>上半年|年中)
        )?
        (?:之?前|以前|内)?
        # 半年报送一次, 一季度一调度
        | (?<![上下前后近第每逐按一二三四1-4])(?P<unit>半年|季度)(?![内底末])
            \p{{Han}}{{0,4}}?[一1]次
        | (?<![第每逐按0-9])[一1](?P<unit>周|旬|月|季度?|年)[一1](?=[报调通总督研汇评])
        """,
        regex.VERBOSE,
    )


@cache
def recurring_sign() -> re.Pattern[str]:
    """Match what every rhythm holds; most paragraphs have none."""
    return re.compile(r"[每逐按]|(?:半年|季度).{0,4}[一1]次|[一1](?:周|旬|月|季度?|年)[一1]")


@cache
def class_sign() -> re.Pattern[str]:
    """Match any word that `class_pattern` begins with, three times as fast."""
    vocabulary = load("deadlines")
    names = ("ongoing", "immediate", "external")
    return any_of(("即日起", *(word for name in names for word in vocabulary[name]["words"])))


@cache
def class_pattern() -> regex.Pattern[str]:
    """Match the words for deadlines without a date: 持续推进, 立行立改, 适时."""
    vocabulary = load("deadlines")
    return regex.compile(
        rf"""
        (?P<since>即日起|从即日起|自即日起)(?!至|到|[-—~])
        | (?P<ongoing>{_any(vocabulary["ongoing"]["words"])})
        | (?P<immediate>{_any(vocabulary["immediate"]["words"])})
        | (?P<external>{_any(vocabulary["external"]["words"])})
        """,
        regex.VERBOSE,
    )


@cache
def today_pattern() -> regex.Pattern[str]:
    """Match the start of a stretch that begins at once: the 即日起 of 即日起至."""
    return regex.compile(rf"(?:自|从)?(?:即日|现在)起?(?={_TO})")
