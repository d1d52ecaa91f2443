"""The pages about databases say what the code does."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

from extractor.load import load
from tests.load.test_load import ask, records, sample

DOCS = Path(__file__).parents[2] / "docs"
__all__ = ["sample"]


def test_the_page_of_tables_is_current():
    spec = importlib.util.spec_from_file_location("page", DOCS / "make_tables_page.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert (DOCS / "tables.md").read_text("utf-8") == module.text(), "run make docs"


def test_the_queries_of_the_page_run_and_answer(url, sample):
    load(records(sample), url)
    page = (DOCS / "load.md").read_text("utf-8")
    queries = re.findall(r"```sql\n(.*?)\n```", page, re.DOTALL)
    assert len(queries) == 5
    answers = [ask(url, query.replace(":", "\\:")) for query in queries]
    assert ("三明市沙县区发展和改革局", 2) in [tuple(row) for row in answers[0]]
    assert len(answers[2]) == 13
    assert len(answers[3]) == 1
