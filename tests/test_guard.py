"""The watch over extractions sees what it is there for."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from extractor import extract, readers
from extractor.model.document import Document
from tests.cli.command import NOTICE
from tests.guard import Strayed


def _strays(monkeypatch: pytest.MonkeyPatch, act: object) -> None:
    from extractor.readers import text  # noqa: PLC0415 - patched here

    def read(data: bytes) -> Document:
        act()  # type: ignore[operator]
        raise AssertionError

    monkeypatch.setattr(text, "read", read)
    with pytest.raises(Strayed):
        extract(NOTICE.encode())


def test_a_connection_is_seen(monkeypatch):
    _strays(monkeypatch, lambda: socket.create_connection(("127.0.0.1", 9), 1))


def test_a_name_looked_up_is_seen(monkeypatch):
    _strays(monkeypatch, lambda: socket.getaddrinfo("localhost", 9))


def test_a_file_written_is_seen(monkeypatch, tmp_path):
    _strays(monkeypatch, lambda: (tmp_path / "a").write_text("a"))


def test_a_file_of_others_is_seen(monkeypatch):
    _strays(monkeypatch, lambda: Path("/etc/hostname").read_bytes())


def test_what_is_no_extraction_is_free(tmp_path):
    (tmp_path / "a").write_text("a")
    assert readers.read(NOTICE.encode()).blocks
