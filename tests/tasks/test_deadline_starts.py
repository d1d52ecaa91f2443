"""Where patterns are tried at a few places only, nothing is lost against trying everywhere."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.tasks.deadlines import patterns
from extractor.text.words import matches_at

PIECES = st.sampled_from(
    [
        *'截止到至自从0123456789一二三四十元〇今本当明次翌来前上下年全第月日号季度底末初中旬半内前起后的—-~.,。、()"个工周天',
        *(
            "2021",
            "2019年",
            "12",
            "年底",
            "季度",
            "半年",
            "春节",
            "国庆",
            "十一",
            "五一",
            "元旦",
            "七一前",
        ),
        *(
            "十四五",
            "十五",
            "期间",
            "期末",
            "收官",
            "今年",
            "来年",
            "二〇二一",
            "三季度",
            "前三季度",
            "截至到",
        ),
        *(
            "印发",
            "本通知",
            "之日",
            "会后",
            "会议结束后",
            "收到",
            "受理",
            "验收",
            "工作日",
            "个工作日",
            "以内",
            "内",
        ),
        *("每月", "统一", "全国", "第一", "农历新年", "即日起", "养护道路"),
    ]
)
TEXTS = st.lists(PIECES, max_size=14).map("".join)


@settings(max_examples=600)
@given(TEXTS)
@pytest.mark.parametrize("name", ["point", "relative"])
def test_the_starts_of_a_pattern_lose_nothing(name: str, text: str) -> None:
    pattern = getattr(patterns, f"{name}_pattern")()
    starts = getattr(patterns, f"{name}_starts")()
    expected = [(match.span(), match.groupdict()) for match in pattern.finditer(text)]
    found = [(match.span(), match.groupdict()) for match in matches_at(starts, pattern, text)]
    assert found == expected


@settings(max_examples=300)
@given(TEXTS)
def test_every_time_counted_from_an_act_has_its_sign(text: str) -> None:
    if patterns.relative_pattern().search(text):
        assert patterns.relative_sign().search(text)
