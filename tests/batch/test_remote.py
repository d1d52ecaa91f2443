"""Sources at URLs: listed, read and told apart like those on the disk."""

from __future__ import annotations

import http.server
import json
import threading
from functools import partial

import pytest

from tests.batch.archive_files import zipped
from tests.batch.runs import Notes, batch, column, inline, lines, notice, write_notices


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def uris(folder):
    return [json.loads(line)["source"]["uri"] for line in lines(folder)]


def test_files_below_a_url_are_inputs(here):
    write_notices(here / "in/a", range(2))
    (here / "in/~$n.docx").write_bytes(b"lock")
    (here / "in/b.zip").write_bytes(zipped({"x.txt": notice(7).encode()}))
    url = (here / "in").as_uri()
    batch(url, into=here / "out")
    assert uris(here / "out") == [
        f"{url}/a/n000.txt",
        f"{url}/a/n001.txt",
        f"{url}/b.zip!/x.txt",
    ]
    assert column(here / "out", "code", "status = 'skipped'") == ["lock-file"]
    notes = Notes()
    batch(url, into=here / "out", notes=notes)
    assert notes.extracted == []


def test_the_choice_goes_for_urls_too(here):
    write_notices(here / "in/a", range(3))
    inline((here / "in").as_uri(), into=here / "out", include=("a/n001*",))
    assert len(uris(here / "out")) == 1


@pytest.mark.parametrize(
    ("url", "code"),
    [("file:///none/such", "io"), ("nothing://x/y", "io"), ("s3://bucket/key", "missing-extra")],
)
def test_what_cannot_be_had_is_one_failure(here, url, code):
    if code == "missing-extra":
        try:
            import s3fs  # noqa: F401, PLC0415
        except ImportError:
            pass
        else:
            pytest.skip("s3fs is installed, and would ask the network")
    notes = Notes()
    inline(url, into=here / "out", notes=notes)
    assert notes.failures == [(url, code)]


@pytest.fixture
def server(here):
    (here / "site").mkdir()
    quiet = type("Quiet", (http.server.SimpleHTTPRequestHandler,), {"log_message": lambda *_: None})
    with http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(quiet, directory=here / "site")
    ) as listening:
        thread = threading.Thread(target=listening.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{listening.server_port}"
        listening.shutdown()
        thread.join()


def test_a_page_and_an_archive_over_http(here, server):
    pytest.importorskip("aiohttp", reason="http:// needs aiohttp, which is not installed")
    (here / "site/n.txt").write_text(notice(1), "utf-8")
    (here / "site/a.zip").write_bytes(zipped({"x.txt": notice(2).encode()}))
    notes = Notes()
    batch(f"{server}/n.txt", f"{server}/a.zip", f"{server}/none", into=here / "out", notes=notes)
    assert uris(here / "out") == [f"{server}/n.txt", f"{server}/a.zip!/x.txt"]
    assert notes.failures == [(f"{server}/none", "io")]
