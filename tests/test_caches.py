"""What is kept from one document to the next is bounded, so that a long run does not grow."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Iterator
from functools import lru_cache
from importlib import import_module
from typing import Any

import extractor

CACHE = type(lru_cache(lambda: None))
ASKED_OF_THE_CODE = {
    "extractor.vocabulary.load",
    "extractor.vocabulary.load_rows",
    "extractor.text.labels._words",
    "extractor.text.numerals._values",
    "extractor.tasks.cells._marks",
    "extractor.tasks.clauses.names._marks",
    "extractor.tasks.clauses.lexicon.words",
    "extractor.load.schema.metadata",
    "extractor.review.page._resource",
    "extractor.units.inference._names",
    "extractor.units.grammar.words",
    "extractor.readers.html.region._known",
    "extractor.relational.tables.table_named",
}
"""Functions whose arguments are names in the code, never text of a document."""


def _caches() -> Iterator[tuple[str, Any]]:
    for found in pkgutil.walk_packages(extractor.__path__, "extractor."):
        if not found.name.endswith("__main__"):
            for name, value in vars(import_module(found.name)).items():
                if isinstance(value, CACHE) and value.__module__ == found.name:
                    yield f"{found.name}.{name}", value


CACHES = dict(_caches())


def test_a_cache_of_what_documents_say_has_a_size() -> None:
    endless = {
        name
        for name, cached in CACHES.items()
        if cached.cache_parameters()["maxsize"] is None
        and inspect.signature(cached.__wrapped__).parameters
    }
    assert endless == ASKED_OF_THE_CODE


def test_the_caches_are_found() -> None:
    sizes = [cached.cache_parameters()["maxsize"] for cached in CACHES.values()]
    assert sum(size is not None for size in sizes) > 15
    assert sum(filter(None, sizes)) < 200_000
