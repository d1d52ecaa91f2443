"""What must hold for every notice, in every form: forged notices read as they were meant."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from extractor import Notice, extract
from tests.forge import drawn, plain, sites, word
from tests.forge.__main__ import TWISTED, forged
from tests.forge.compare import compare, compare_tasks
from tests.forge.invent import LAYOUTS, invent
from tests.forge.truth import Truth

FORMS = ("txt", "md", "html", "docx", "docx-numbered", "doc", "xlsx", "xls", "pdf", "ofd")
SEEDS = st.integers(10_000, 1_000_000)
QUICK = settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.parametrize("layout", list(LAYOUTS))
@pytest.mark.parametrize("form", FORMS)
@QUICK
@given(seed=SEEDS)
def test_a_forged_notice_is_read_without_a_fault(form: str, layout: str, seed: int) -> None:
    truth = invent(seed, layout)
    assume(not _category_split(truth, form, seed))
    data, _ = forged(truth, form, seed)
    assert compare(extract(data), truth) == []


@pytest.mark.parametrize("layout", list(LAYOUTS))
@QUICK
@given(seed=SEEDS)
def test_every_form_of_a_notice_has_the_same_ids_and_units(layout: str, seed: int) -> None:
    truth = invent(seed, layout)
    assume(not _category_split(truth, "pdf", seed))
    records = [extract(forged(truth, form, seed)[0]) for form in FORMS]
    assert len({tuple(_essence(record)) for record in records}) == 1


@pytest.mark.parametrize("layout", list(LAYOUTS))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=SEEDS)
def test_a_notice_in_a_page_of_a_site_is_found_whole_and_nothing_with_it(
    layout: str, seed: int
) -> None:
    truth = invent(seed, layout)
    page = sites.site(truth, seed)
    notice = extract(page.page())
    assert compare(notice, truth) == []
    stated = [(entry.label, entry.value) for entry in notice.catalogue]
    assert all(entry in stated for entry in page.metadata)


@pytest.mark.parametrize("form", TWISTED)
@settings(max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=SEEDS, layout=st.sampled_from(["T1", "T2", "T4", "T5", "T6", "P2"]))
def test_a_pdf_set_in_another_way_is_read_without_a_fault(
    form: str, layout: str, seed: int
) -> None:
    truth = invent(seed, layout)
    assert compare_tasks(extract(forged(truth, form, seed)[0]), truth) == [[] for _ in truth.tasks]


def _category_split(truth: Truth, form: str, seed: int) -> bool:
    """Whether a page parts the text of a category: nothing then tells the rest from a new one."""
    return truth.layout == "T3" and form in {"pdf", "ofd"} and drawn.pdf(truth, seed).split


def _essence(record: Notice) -> list[object]:
    found: list[object] = [record.id, tuple(s.id for s in record.sections)]
    for task in record.tasks:
        units = (*task.lead_units, *task.responsible_units, *task.supporting_units)
        found += [task.id, tuple((u.text, u.name, u.kind, u.division) for u in units)]
    return found


@pytest.mark.parametrize("form", FORMS)
@QUICK
@given(seed=SEEDS, layout=st.sampled_from(list(LAYOUTS)))
def test_the_account_of_characters_balances(form: str, layout: str, seed: int) -> None:
    record = extract(forged(invent(seed, layout), form, seed)[0])
    coverage = record.coverage
    assert coverage.unplaced == ()
    assert coverage.characters == coverage.placed + coverage.furniture


@QUICK
@given(seed=SEEDS, layout=st.sampled_from(list(LAYOUTS)))
def test_every_row_a_page_cuts_is_made_whole_and_no_other(layout: str, seed: int) -> None:
    truth = invent(seed, layout)
    drawing = drawn.pdf(truth, seed)
    record = extract(drawing.data)
    rejoined = [d for d in record.diagnostics if d.code == "table.row-rejoined"]
    assert len(rejoined) == len(set(drawing.cut))


@given(seed=SEEDS, layout=st.sampled_from(list(LAYOUTS)))
@QUICK
def test_the_forge_itself_is_reproducible(layout: str, seed: int) -> None:
    assert invent(seed, layout) == invent(seed, layout)
    truth = invent(seed, layout)
    assert drawn.pdf(truth, seed).data == drawn.pdf(truth, seed).data
    assert plain.html(truth, seed) == plain.html(truth, seed)
    assert word.docx(truth)
