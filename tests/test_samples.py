"""The sample notice: the same records from every form of it, written by reading the notice."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from extractor import Notice, extract, readers
from extractor.assembly.ledger import paragraphs_of
from extractor.model.notice import Task, Unit
from tests.forge.sample import MERGED, expected

SAMPLES = Path(__file__).parents[1] / "samples"
FORMS = ("txt", "docx", "html", "pdf")
TRUTH = expected()


@cache
def notice(form: str) -> Notice:
    return extract(SAMPLES / f"shaxian-2021.{form}")


def names(units: tuple[Unit, ...]) -> list[str]:
    return [unit.text for unit in units]


def by_number(form: str, number: str) -> Task:
    return next(task for task in notice(form).tasks if task.number == number)


@pytest.mark.parametrize("form", FORMS)
def test_the_head_and_the_end_of_the_notice(form: str) -> None:
    found = notice(form)
    assert found.id == TRUTH["id"]
    assert found.title == TRUTH["title"]
    assert found.kind == TRUTH["kind"]
    number = found.document_number
    assert number is not None
    assert {
        "text": number.text,
        "code": number.code,
        "year": number.year,
        "sequence": number.sequence,
    } == TRUTH["document_number"]
    assert names(found.issuers) == TRUTH["issuers"]
    assert names(found.addressees) == TRUTH["addressees"]
    assert [text.text for text in found.body] == TRUTH["body"]
    assert names(found.signatories) == TRUTH["signatories"]
    assert found.issue_date == TRUTH["issue_date"]
    assert found.disclosure == TRUTH["disclosure"]
    assert [text.text for text in found.notes] == TRUTH["notes"]
    assert [{"number": a.number, "title": a.title} for a in found.attachments] == TRUTH[
        "attachments"
    ]


@pytest.mark.parametrize("form", FORMS)
def test_the_issuer_and_its_division(form: str) -> None:
    (issuer,) = notice(form).issuers
    assert (issuer.name, issuer.kind, issuer.level, issuer.division) == (
        "三明市沙县区人民政府办公室",
        "agency",
        "county",
        "350405",
    )


@pytest.mark.parametrize("form", FORMS)
def test_the_cited_documents_in_their_order(form: str) -> None:
    cited = [
        (c.title, c.document_number.text if c.document_number else None)
        for c in notice(form).citations
    ]
    assert cited == [(c["title"], c["number"]) for c in TRUTH["citations"]]
    for found, wanted in zip(notice(form).citations, TRUTH["citations"], strict=True):
        if wanted["relation"] is not None:
            assert found.relation == wanted["relation"]


@pytest.mark.parametrize("form", FORMS)
def test_four_sections_with_thirteen_below_them(form: str) -> None:
    sections = [
        {"id": s.id, "parent": s.parent, "level": s.level, "label": s.label, "title": s.title}
        for s in notice(form).sections
    ]
    assert sections == TRUTH["sections"]
    assert Counter(s["level"] for s in sections) == {1: 4, 2: 13}


@pytest.mark.parametrize("form", FORMS)
def test_thirty_two_tasks_with_every_field(form: str) -> None:
    found = notice(form)
    titles = {section["id"]: section["title"] for section in TRUTH["sections"]}
    assert len(found.tasks) == 32
    for position, (task, truth) in enumerate(zip(found.tasks, TRUTH["tasks"], strict=True), 1):
        requirement = truth["requirement"]
        if form != "txt" and truth["number"] == MERGED[1]:
            requirement = TRUTH["tasks"][position - 2]["requirement"]
        parent = truth["section"].split(".")[0]
        assert task.id == f"{TRUTH['id']}#{truth['number']}"
        assert (task.position, task.number, task.section) == (
            position,
            truth["number"],
            truth["section"],
        )
        assert task.section_path == (titles[parent], titles[truth["section"]])
        assert (task.task, task.requirement) == (truth["task"], requirement)
        assert names(task.lead_units) == truth["lead_units"]
        assert names(task.responsible_units) == truth["responsible_units"]
        assert task.supporting_units == task.supervising_units == ()
        assert task.deadlines == task.people == ()
        assert not task.open_list
        assert task.assignment_source == "column"
        assert task.attachment == 0


@pytest.mark.parametrize("form", FORMS)
def test_canonical_names_of_the_units(form: str) -> None:
    for task in notice(form).tasks:
        for unit in (*task.lead_units, *task.responsible_units):
            if unit.text in TRUTH["names"]:
                assert unit.name == TRUTH["names"][unit.text]
                assert (unit.level, unit.division) == ("county", "350405")
            else:
                assert (unit.kind, unit.name) == ("collective", None)


@pytest.mark.parametrize("form", FORMS)
def test_thirteen_tasks_name_no_lead_and_nothing_is_made_up_for_them(form: str) -> None:
    without = [task for task in notice(form).tasks if not task.lead_units]
    assert len(without) == 13
    for task in without:
        assert not [entry for entry in task.derived if entry.field == "lead_units"]
        assert "lead_units" in task.anchors, "the empty cell has a place"


@pytest.mark.parametrize("form", FORMS)
def test_what_is_easily_read_wrong(form: str) -> None:
    assert [t.number for t in notice(form).tasks if len(t.lead_units) == 2] == ["3", "4", "19"]
    for number in ("14", "22", "26"):
        assert names(by_number(form, number).lead_units) == ["区行政服务中心管委会"]
    assert len(by_number(form, "6").responsible_units) == 3
    fourth = by_number(form, "4")
    merged = [(entry.field, entry.rule) for entry in fourth.derived]
    if form == "txt":
        assert (fourth.requirement, merged) == (None, [])
    else:
        assert merged == [("requirement", "merged_cell")]


@pytest.mark.parametrize("form", FORMS)
def test_every_character_is_somewhere(form: str) -> None:
    coverage = notice(form).coverage
    assert coverage.unplaced == ()
    assert coverage.characters == coverage.placed + coverage.furniture
    document = readers.read((SAMPLES / f"shaxian-2021.{form}").read_bytes())
    seen = sum(_visible(paragraph.text) for paragraph in paragraphs_of(document.blocks))
    seen += sum(_visible(furniture.text) for furniture in document.furniture)
    assert coverage.characters == seen


def test_rows_cut_by_a_page_are_whole_and_said_to_be() -> None:
    rejoined = [d for d in notice("pdf").diagnostics if d.code == "table.row-rejoined"]
    assert len(rejoined) >= 3
    anchor = by_number("pdf", "8").anchors["requirement"]
    assert (anchor.page, [place.page for place in anchor.continued]) == (2, [3])


@pytest.mark.parametrize("form", FORMS)
def test_no_field_differs_from_the_source_but_in_white_space(form: str) -> None:
    document = readers.read((SAMPLES / f"shaxian-2021.{form}").read_bytes())
    source = [_squeezed(paragraph.text) for paragraph in paragraphs_of(document.blocks)]
    whole = "".join(source)
    for text in _texts(notice(form)):
        squeezed = _squeezed(text)
        assert squeezed in whole or _in_parts(squeezed, source), text


@pytest.mark.parametrize("form", FORMS)
def test_signs_are_as_many_in_the_tasks_as_in_the_notice(form: str) -> None:
    """Curly quotes, 〔〕 and full-width signs are never folded."""
    read, told = Counter[str](), Counter[str]()
    for task, truth in zip(notice(form).tasks, TRUTH["tasks"], strict=True):
        read.update((task.task or "") + (task.requirement or ""))
        told.update(truth["task"] + (truth["requirement"] or ""))
        if truth["number"] == MERGED[1] and form != "txt":
            told.update(TRUTH["tasks"][2]["requirement"])
    for sign in "“”〔〕《》（）()，,、：；。":
        assert read[sign] == told[sign], sign


def test_the_forms_differ_only_in_places_and_merged_cells() -> None:
    def essence(form: str) -> list[object]:
        return [
            (
                t.id,
                t.number,
                t.section,
                t.section_path,
                t.task,
                t.requirement if t.number != MERGED[1] else None,
                [(u.text, u.name, u.kind, u.level, u.division, u.basis) for u in t.lead_units],
                [(u.text, u.name, u.members) for u in t.responsible_units],
            )
            for t in notice(form).tasks
        ]

    assert essence("txt") == essence("docx") == essence("html") == essence("pdf")


def _visible(text: str) -> int:
    return len(_squeezed(text))


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _in_parts(text: str, source: list[str]) -> bool:
    """Whether ``text`` is the end of one piece of the source and the beginning of a later one."""
    return any(
        any(text[:cut] in first for first in source) and any(text[cut:] in rest for rest in source)
        for cut in range(1, len(text))
    )


def _texts(found: Notice) -> list[str]:
    texts = [found.title or "", *(text.text for text in (*found.body, *found.notes))]
    texts += [section.title for section in found.sections]
    for task in found.tasks:
        texts += [task.task or "", task.requirement or ""]
        for unit in (*task.lead_units, *task.responsible_units):
            texts.append(unit.text)
    return [text for text in texts if text]
