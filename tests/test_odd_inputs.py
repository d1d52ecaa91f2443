"""Files that are not what they should be: one clear line each, the right exit code, in time."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

import pytest

from extractor import codec
from tests import odd_files
from tests.cli.command import NOTICE, Run, run

SAMPLES = sorted(
    path
    for path in (Path(__file__).parent.parent / "samples").glob("shaxian-2021.*")
    if path.suffix in {".txt", ".docx", ".html", ".pdf"}
)
SECONDS = 10
WORDS = NOTICE.partition("2024年示例工作任务分解表\n\n序号")[0]
PAGE = f"<!DOCTYPE html><meta charset=utf-8><body>{WORDS.replace(chr(10), '<p>')}</body>"

REFUSED: dict[str, tuple[str, bytes]] = {
    "an empty file": ("empty", b""),
    "white space alone": ("empty", b" \n\t\r\n" * 99),
    "a byte order mark alone": ("empty", b"\xef\xbb\xbf"),
    "a PDF with a password": ("encrypted", odd_files.pdf_with_password()),
    "an Office file with a password": (
        "encrypted",
        odd_files.compound("EncryptionInfo", "EncryptedPackage"),
    ),
    "a PDF of pictures": ("scanned", odd_files.pdf_of_pictures()),
    "a zip that is no DOCX": ("unsupported", odd_files.archive({"a.txt": b"a"})),
    "a package without its main part": (
        "corrupt|unsupported",
        odd_files.archive({"[Content_Types].xml": odd_files.CONTENT_TYPES}),
    ),
    "a DOCX of entities": ("hostile-xml", odd_files.docx_with_entities()),
    "a DOCX that swells": ("too-large", odd_files.docx_that_swells()),
    "a DOCX of broken XML": ("corrupt", odd_files.docx(b"<w:document><w:body>")),
    "a picture": ("unsupported", b"\x89PNG\r\n\x1a\n" + bytes(64)),
    "random bytes": ("unsupported", bytes(range(256)) * 40),
    "a PDF's first line": ("truncated|corrupt", b"%PDF-1.7\n"),
    "prose that is no notice": ("not-a-notice", b"It was a bright cold day in April. " * 20),
    "a page that is no notice": ("not-a-notice", b"<!DOCTYPE html><p>Hello</p>"),
}

READ: dict[str, tuple[str, bytes]] = {
    "a text called PDF": ("notice.pdf", NOTICE.encode()),
    "a text in GB 18030": ("notice.txt", NOTICE.encode("gb18030")),
    "a text with a byte order mark": ("notice.txt", NOTICE.encode("utf-8-sig")),
    "a text of another system's line ends": ("a.txt", NOTICE.replace("\n", "\r\n").encode()),
}


def refusal(path: Path | str) -> tuple[str, Run]:
    """Return the code of the one line that a refused file costs, and the run."""
    start = time.perf_counter()
    ended = run("convert", path)
    assert time.perf_counter() - start < SECONDS
    assert (ended.code, ended.out) == (1, b"")
    (line,) = ended.talk
    found = re.fullmatch(rf"extractor: {re.escape(str(path))}: \[([a-z-]+)\] \S.{{10,}}", line)
    assert found, line
    return found[1], ended


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_cannot_be_read_costs_one_clear_line(name, tmp_path):
    codes, data = REFUSED[name]
    path = tmp_path / "odd.docx"
    path.write_bytes(data)
    assert refusal(path)[0] in codes.split("|")


@pytest.mark.parametrize("name", READ)
def test_a_file_is_what_its_bytes_say(name, tmp_path):
    called, data = READ[name]
    path = tmp_path / called
    path.write_bytes(data)
    ended = run("convert", path)
    assert (ended.code, ended.talk) == (0, [])
    assert [task.number for task in codec.decode(ended.out).tasks] == ["1", "2"]


def test_fifty_megabytes_of_zeros(tmp_path):
    path = tmp_path / "zeros.txt"
    odd_files.zeros(path, 50_000_000)
    assert refusal(path)[0] in {"unsupported", "empty", "corrupt"}


def test_a_folder(tmp_path):
    code, ended = refusal(tmp_path)
    assert code == "io"
    assert "directory" in ended.talk[0]


def test_a_file_that_is_not_there(tmp_path):
    assert refusal(tmp_path / "none.pdf")[0] == "io"


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the administrator may read all files"
)
def test_a_file_that_may_not_be_read(tmp_path):
    path = tmp_path / "secret.txt"
    path.write_text(NOTICE, "utf-8")
    path.chmod(0)
    assert refusal(path)[0] == "io"


@pytest.mark.parametrize(("suffix", "text"), [(".txt", WORDS), (".html", PAGE)])
def test_a_notice_without_a_table_is_a_record_and_a_warning(tmp_path, suffix, text):
    path = tmp_path / f"notice{suffix}"
    path.write_text(text, "utf-8")
    ended = run("convert", path)
    assert (ended.code, len(ended.talk)) == (0, 1)
    assert ended.talk[0].endswith(": no tasks found in this notice")
    assert codec.decode(ended.out).tasks == ()


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.suffix)
def test_a_sample_cut_at_ten_places_never_ends_in_a_traceback(sample, tmp_path):
    data = sample.read_bytes()
    files = []
    for part in range(10):
        files.append(tmp_path / f"cut{part}{sample.suffix}")
        files[-1].write_bytes(data[: len(data) * part // 10 + 1])
    start = time.perf_counter()
    ended = run("convert", "-f", "jsonl", *files)
    assert time.perf_counter() - start < SECONDS
    records = [codec.decode(line) for line in ended.out.splitlines()]
    failed = [line for line in ended.talk if re.search(r": \[[a-z-]+\] ", line)]
    assert not any("[internal]" in line for line in ended.talk)
    assert len(records) + len(failed) == len(files)
    assert ended.code == (1 if failed else 0)
    if sample.suffix in {".docx", ".pdf"}:
        # Half a package or half a PDF must not pass for a whole one.
        assert all(record.diagnostics for record in records)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.suffix)
def test_a_sample_with_another_suffix_is_the_same_notice(sample, tmp_path):
    disguised = tmp_path / "disguised.xls"
    disguised.write_bytes(sample.read_bytes())
    plain, odd = run("convert", sample), run("convert", disguised)
    assert plain.code == odd.code == 0
    assert plain.out.replace(str(sample).encode(), b"") == odd.out.replace(
        str(disguised).encode(), b""
    )


def test_a_bad_file_costs_no_other_its_record(tmp_path):
    good, bad = tmp_path / "good.txt", tmp_path / "bad.pdf"
    good.write_text(NOTICE, "utf-8")
    bad.write_bytes(REFUSED["a PDF with a password"][1])
    mixed, alone = (
        run("convert", "-f", "jsonl", bad, good, bad),
        run("convert", "-f", "jsonl", good),
    )
    assert (mixed.code, mixed.out, len(mixed.talk)) == (1, alone.out, 2)


def test_the_samples_are_there_in_four_forms():
    assert [path.suffix for path in SAMPLES] == [".docx", ".html", ".pdf", ".txt"]
