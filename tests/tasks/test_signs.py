"""What is looked at only where a sign stands: no sign is missing from what would be found."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.tasks import directives
from extractor.tasks.clauses import lexicon
from extractor.tasks.clauses.labels import find_labels
from extractor.tasks.clauses.view import look
from extractor.text.characters import compact
from extractor.vocabulary import load


def words_of(value: object) -> set[str]:
    if isinstance(value, str):
        return {value}
    if isinstance(value, dict):
        return {word for entry in value.items() for part in entry for word in words_of(part)}
    return {word for part in value for word in words_of(part)} if isinstance(value, list) else set()


SAID = [
    *(
        "为牵头单位",
        "均为",
        "是主办部门",
        "未明确",
        "没有",
        "责任单位",
        "的",
        "各",
        "继任",
        "按新的分工",
        "调整",
        "领导",
    ),
    *(
        "时限",
        "年底前完成",
        "不再列出",
        "均需",
        "按",
        "所称",
        "“成员单位”",
        "是指",
        "注:",
        "包括",
        "除",
        "外",
        "其他为",
    ),
    *"，。、；（）“”为是指均都*★",
]
DIRECTIVES = st.sampled_from(sorted(words_of(load("directives"))) + 9 * SAID)
LABELS = st.sampled_from(
    sorted(words_of(load("roles")))
    + 9 * [*"：:（）()【】[]、及与，。", "县发改局", "养护道路", "责任单位"]
)


@settings(max_examples=400)
@given(st.lists(DIRECTIVES, max_size=10).map("".join))
def test_every_directive_has_a_sign(text: str) -> None:
    plain = compact(text)
    if any(rule(plain) for rule in directives._RULES):
        assert directives._sign().search(plain)


@settings(max_examples=400)
@given(st.lists(LABELS, max_size=24).map("".join))
def test_labels_stand_near_the_marks_that_end_them(text: str) -> None:
    view = look(text)
    low, high = min(1, len(view.text)), len(view.text)
    anywhere = [
        match.span()
        for match in lexicon.label_pattern().finditer(view.text, low, high)
        if view.depth[match.start()] == 0
    ]
    found = [(label.start, label.end) for label in find_labels(view, low, high, level=0)]
    assert set(found) <= set(anywhere)
    mentions = [span for span in anywhere if span not in found]
    before = lexicon.words("label", "mentions")
    assert all(view.text[low : span[0]].endswith(before) for span in mentions)
