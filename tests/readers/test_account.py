"""The account of characters: what a reader loses is told, whatever it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.readers import read
from extractor.readers.account import missing
from extractor.readers.docx.runs import RunReader
from extractor.readers.html.flow import Flow
from extractor.readers.text.builder import Builder
from tests.cli.command import NOTICE
from tests.hostile.child import plainly
from tests.hostile.mutate import mutant
from tests.hostile.words import word


def differences(data: bytes) -> list[str]:
    return [one.message for one in read(data).diagnostics if one.code == "characters-differ"]


PAGE = f"<html><body><script>不见</script><p>{'<p>'.join(NOTICE.split())}<p hidden>隐".encode()
WORD = word("".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in NOTICE.split()))


@pytest.mark.parametrize("data", [NOTICE.encode(), PAGE, WORD], ids=["text", "html", "docx"])
def test_nothing_is_lost_of_a_good_file(data):
    assert differences(data) == []


def test_a_loss_of_the_text_reader_is_told(monkeypatch):
    add = Builder.document

    def forgetful(self, *args, **kwargs):
        self.blocks.pop(0)
        return add(self, *args, **kwargs)

    monkeypatch.setattr(Builder, "document", forgetful)
    (said,) = differences(NOTICE.encode())
    assert said.startswith("11 characters of the file are not in the document (")


def test_a_loss_of_the_page_reader_is_told(monkeypatch):
    take = Flow._text

    def forgetful(self, text, look):
        if "县发改局" not in text:
            take(self, text, look)

    monkeypatch.setattr(Flow, "_text", forgetful)
    (said,) = differences(PAGE)
    assert said.startswith("4 characters of the file are not in the document (县发局改)")


def test_a_loss_of_the_word_reader_is_told(monkeypatch):
    take = RunReader._put

    def forgetful(self, text):
        if text != "县发改局":
            take(self, text)

    monkeypatch.setattr(RunReader, "_put", forgetful)
    (said,) = differences(WORD)
    assert said.startswith("4 characters of the file are not in the document (")


def test_a_branch_that_word_does_not_show_is_no_loss():
    choice = '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:t>甲乙</w:t></mc:Choice>'
    fallback = "<mc:Fallback><w:t>甲乙</w:t></mc:Fallback></mc:AlternateContent></w:r>"
    spaces = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    data = word(f"<w:p {spaces}>{choice}{fallback}</w:p>")
    assert differences(data) == []


@pytest.mark.parametrize("number", range(60))
def test_damaged_files_lose_nothing_silently(number):
    form, data = mutant(number, seed=11)
    if form == "pdf" or plainly(data) != "read":
        return
    assert differences(data) == []


@given(st.text(max_size=60), st.data())
def test_what_is_missing_is_what_was_taken_out(text, drawn):
    kept = drawn.draw(st.permutations(text).map(lambda some: "".join(some)[: len(some) // 2]))
    lost = missing(text, kept)
    seen = [one for one in text if missing(one, "")]
    assert sum(lost.values()) == len(seen) - sum(bool(missing(one, "")) for one in kept)
