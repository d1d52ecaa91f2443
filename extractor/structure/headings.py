"""Headings: short numbered paragraphs, and the first sentences of longer ones.

GB/T 9704-2012, 7.3.3: 一、（一）1.（1）, in that order; the first two are headings by custom.
"""

from __future__ import annotations

from functools import cache

import regex

from extractor.model.document import Style
from extractor.structure.prose import Prose
from extractor.structure.roles import HEADING_FORMS
from extractor.text.characters import compact, fold
from extractor.text.passage import EMPTY, Passage
from extractor.vocabulary import load

NO_LABEL = EMPTY
_PLAIN = Style()

MAX_RUN_IN = 120
"""A heading that shares its paragraph with text is one sentence of at most this length."""


@cache
def _assignment() -> regex.Pattern[str]:
    """Match what ends in a bracket with a word of assignment: （县教育局牵头）."""
    data = load("roles")
    words = {verb for role in data["role"] for verb in role["verbs"]}
    words |= {
        stem + noun for role in data["role"] for stem in role["stems"] for noun in ("单位", "部门")
    }
    listed = "|".join(regex.escape(word) for word in sorted(words, key=len, reverse=True))
    return regex.compile(
        rf"[(\[〔【][^。]{{0,400}}?(?:{listed})[^。]{{0,400}}[)\]〕】]。?$|(?:{listed}):"
    )


def assigns(text: str) -> bool:
    """Whether a short paragraph ends in the words that assign it to units.

    >>> assigns("（一）修路（县交通局牵头）")
    True
    """
    return _assignment().search(fold(text[-800:])) is not None


def names_table(line: Prose) -> bool:
    """Whether a line right above a table is its caption: short, unstopped, and like one.

    >>> from extractor.model.document import Paragraph
    >>> from extractor.structure.prose import prose_of
    >>> names_table(prose_of(Paragraph(id=0, text="表1 任务安排", pieces=())))
    True
    """
    return names_table_text(line.key, centred=line.style.align == "center")


def names_table_text(text: str, *, centred: bool = False) -> bool:
    """Whether a text may be the caption of a table.

    >>> names_table_text("任务分解表"), names_table_text("请认真执行。")
    (True, False)
    """
    key = compact(text)
    if not 2 < len(key) <= 40 or any(mark in key for mark in "。;:!?"):
        return False
    words = load("masthead")["caption"]
    begins = any(
        key.startswith(word) and key[len(word) : len(word) + 1].isdigit()
        for word in words["starts"]
    )
    return begins or centred or key.endswith(tuple(words["ends"]))


def split_label(heading: Passage) -> tuple[Passage, Passage]:
    """Return the number of a heading as printed, and its title; both with wraps repaired."""
    line = Prose(heading.strip(), _PLAIN)
    whole = line.repaired
    if line.label is None:
        return NO_LABEL, whole
    return whole.slice(0, line.label.end).strip(), whole.slice(line.label.end).strip()


def heading_of(line: Prose, *, leads: bool) -> tuple[Passage, Passage, Passage] | None:
    """Return label, title and rest of a paragraph that is a heading, or None for plain text.

    A heading is short and has no full stop, or is one sentence that ``leads`` to others below;
    where the file itself marks it, its length does not matter.
    """
    whole = line.repaired
    label = line.label
    text = line.text
    marked = line.style.heading is not None and len(text) <= 120
    if label is None:
        if marked and not text.endswith(("。", "；", "：")):
            return NO_LABEL, whole, EMPTY
        return None
    title = whole.slice(label.end).strip()
    short = len(title.text) <= (60 if label.form in HEADING_FORMS else 40)
    bare = title.text.rstrip("。")
    if not any(map(str.isalpha, bare)):
        return None
    if leads and label.form in HEADING_FORMS:
        bare = bare.rstrip("：:")
    if not bare or assigns(title.text):
        return None
    plain = not any(mark in bare for mark in "。；;：:") and (
        not title.text.endswith("。") or (label.form in HEADING_FORMS and leads)
    )
    heads = label.form in HEADING_FORMS or (leads and "，" not in bare)
    if marked or (short and plain and heads):
        return whole.slice(0, label.end).strip(), title, EMPTY
    return None


def run_in_heading(line: Prose) -> tuple[Passage, Passage, Passage] | None:
    """Return label, first sentence and rest of a numbered paragraph that has others below it."""
    label = line.label
    if label is None:
        return None
    stop = line.text.find("。", label.end)
    end = stop + 1 if stop >= 0 else len(line.text)
    if end - label.end > MAX_RUN_IN or not any(map(str.isalpha, line.text[label.end : end])):
        return None
    whole = line.repaired
    return (
        whole.slice(0, label.end).strip(),
        whole.slice(label.end, end).strip(),
        whole.slice(end).strip(),
    )
