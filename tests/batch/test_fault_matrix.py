"""Each fault code of files is given by at least three different files, in one run of a batch."""

from __future__ import annotations

import gzip
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing

import pytest

from extractor.batch import Limits
from extractor.errors import ExtractorError
from tests import odd_files
from tests.batch.archive_files import (
    PACKERS,
    tarred,
    zipped,
    zipped_with_link,
    zipped_with_overlap,
    zipped_with_password,
)
from tests.batch.faults import WORK
from tests.batch.runs import batch, notice
from tests.hostile import pages, papers, words

LIMITS = Limits(seconds=12, memory=256 << 20, members=4, depth=1, file=3 << 20)
GOOD = notice(1).encode()
MANY = {f"{n}.txt": b"%d" % n for n in range(12)}
CODES = {
    "unsupported": {
        "picture.png": b"\x89PNG\r\n\x1a\n" + bytes(99),
        "rich.rtf": rb"{\rtf1\ansi hello}",
        "noise.bin": bytes(range(256)) * 3,
    },
    "empty": {
        "none.txt": b"",
        "blank.txt": b" \n\t\n",
        "page.html": b"<html><body><p> </p></body></html>",
        "zeros.pdf": bytes(1000),
    },
    "not-a-notice": {
        "letter.txt": b"Dear reader, this is a letter about nothing at all.\n",
        "letter.html": b"<html><body><p>Dear reader, a letter.</body></html>",
        "letter.pdf": papers.pdf(papers.TEXT[:0] + b"BT /F1 12 Tf 72 700 Td (Dear reader) Tj ET"),
    },
    "encrypted": {
        "locked.pdf": odd_files.pdf_with_password(),
        "locked.docx": odd_files.compound("EncryptionInfo", "EncryptedPackage"),
        "members.docx": words.CASES["locked members"](),
        "locked.zip": zipped_with_password("a.txt"),
    },
    "corrupt": {
        "tree.pdf": papers.CASES["pages in a ring"](),
        "sums.docx": words.CASES["wrong checksums"](),
        "body.docx": words.CASES["no body"](),
        "shared.zip": zipped_with_overlap("a.txt", GOOD),
    },
    "truncated": {
        "half.pdf": papers.CASES["half a file"](),
        "half.docx": words.CASES["half a package"](),
        "half.zip": zipped({"a.txt": GOOD, "b.txt": GOOD})[:-30],
        "half.tar": tarred({"a.txt": GOOD, "b.txt": notice(2).encode()})[:1400],
    },
    "too-large": {
        "bomb.docx": odd_files.docx_that_swells(),
        "bomb.pdf": papers.CASES["a stream that swells"](),
        "long.txt": b"a" * ((3 << 20) + 1),
        "bomb.zip": zipped({"swells.txt": bytes(2 << 20)}),
    },
    "too-deep": {
        "deep.docx": words.CASES["elements 300 deep"](),
        "deep.html": b"<html>" + b"<div>" * 6000,
        "deep.mht": pages.CASES["an archive nested 2,000 deep"](),
        "deep.zip": zipped({"in.zip": zipped({"in.zip": zipped({"a.txt": GOOD})})}),
    },
    "too-many": {
        "many.zip": zipped(MANY),
        "many.tgz": gzip.compress(tarred(MANY)),
        "many.txz": PACKERS["xz"](tarred(MANY)),
    },
    "unsafe-path": {
        "up.zip": zipped({"../out.txt": GOOD}),
        "root.tar": tarred({"/etc/out.txt": GOOD}),
        "link.zip": zipped_with_link("link.txt", "/etc/passwd"),
    },
    "hostile-xml": {
        "type.docx": words.CASES["a DOCTYPE"](),
        "entities.docx": odd_files.docx_with_entities(),
        "foreign.docx": words.CASES["a foreign entity"](),
    },
    "scanned": {
        "scan1.pdf": odd_files.pdf_of_pictures(),
        "scan2.pdf": odd_files.pdf_of_pictures() + b"%2",
        "scan3.pdf": odd_files.pdf_of_pictures() + b"%3",
    },
    "timeout": {f"{n}.txt": b"mock:hang" + b" " * n for n in range(3)},
    "memory": {
        "1.txt": b"mock:oom",
        "2.txt": b"mock:oom  ",
        "3.txt": b"mock:oom ",
    },
    "crash": {
        "1.txt": b"mock:segfault",
        "2.txt": b"mock:abort",
        "3.txt": b"mock:exit",
        "4.txt": b"mock:kill",
    },
}
"""What `internal` stands for is a fault of the tool: no file may give it."""


@pytest.fixture(scope="module")
def ended(tmp_path_factory):
    """The codes of a run over all of the files, by the folder that is named after the code."""
    folder = tmp_path_factory.mktemp("matrix")
    for code, files in CODES.items():
        (folder / "in" / code).mkdir(parents=True)
        for name, data in files.items():
            (folder / "in" / code / name).write_bytes(data)
    (folder / "in" / "good.txt").write_bytes(notice(7).encode())
    gone = [folder / "gone" / name for name in ("a.txt", "b.pdf", "c.docx")]
    batch(folder / "in", *gone, into=folder / "out", work=WORK, limits=LIMITS)
    found = defaultdict(set)
    with closing(sqlite3.connect(folder / "out" / "manifest.sqlite")) as manifest:
        for uri, code in manifest.execute("SELECT uri, code FROM inputs WHERE status = 'failed'"):
            place = uri.removeprefix(f"{folder}/in/").removeprefix(f"{folder}/")
            found[place.split("!/")[0]].add(code)
        (good,) = manifest.execute(
            "SELECT status FROM inputs WHERE uri LIKE '%good.txt'"
        ).fetchone()
        codes = {code for (code,) in manifest.execute("SELECT DISTINCT code FROM inputs")}
    return found, good, codes


@pytest.mark.parametrize("code", CODES)
def test_a_code_is_given_by_three_files(ended, code):
    found, _, _ = ended
    assert len(CODES[code]) >= 3
    for name in CODES[code]:
        assert code in found[f"{code}/{name}"], name


def test_what_is_gone_is_told_so(ended):
    found, _, _ = ended
    assert [found[f"gone/{name}"] for name in ("a.txt", "b.pdf", "c.docx")] == [{"io"}] * 3


def test_no_file_is_the_fault_of_the_tool_and_none_costs_another(ended):
    _, good, codes = ended
    assert good == "ok"
    assert "internal" not in codes


def test_the_matrix_holds_every_code_that_a_file_can_give():
    of_files = {kind.code for kind in _kinds(ExtractorError)}
    others = {"missing-extra", "database", "schema", "unknown-column", "config", "rule", "io"}
    assert of_files - others - {"internal"} == set(CODES)


def _kinds(kind: type[ExtractorError]) -> Iterator[type[ExtractorError]]:
    yield kind
    for below in kind.__subclasses__():
        yield from _kinds(below)
