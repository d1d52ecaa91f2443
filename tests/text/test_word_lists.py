"""The word lists of text and tasks: no word twice, none with white space or full-width marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from extractor.text.characters import fold
from extractor.vocabulary import load

NAMES = [
    "numbering",
    "numbers",
    "citations",
    "disclosure",
    "document_kinds",
    "deadlines",
    "directives",
]


def lists(value: Any, path: str) -> Iterator[tuple[str, list[str]]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from lists(inner, f"{path}.{key}")
    elif isinstance(value, list) and value and all(isinstance(entry, str) for entry in value):
        yield path, value
    elif isinstance(value, list):
        for order, inner in enumerate(value):
            yield from lists(inner, f"{path}[{order}]")


@pytest.mark.parametrize("name", NAMES)
def test_no_word_stands_twice(name: str) -> None:
    twice = {
        path: [word for word, count in Counter(words).items() if count > 1]
        for path, words in lists(load(name), name)
    }
    assert {path: words for path, words in twice.items() if words} == {}


@pytest.mark.parametrize("name", NAMES)
def test_words_are_folded_so_that_they_can_match(name: str) -> None:
    odd = {
        path: [word for word in words if fold(word) != word or word != "".join(word.split())]
        for path, words in lists(load(name), name)
    }
    assert {path: words for path, words in odd.items() if words} == {}
