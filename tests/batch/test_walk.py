"""Folders are gone through in one order, whatever is in them."""

from __future__ import annotations

import os

import pytest

from extractor.batch.sources import Found, Unmeant, Unreached, Walk
from extractor.batch.sources.globs import Choice, matches


def walk(*sources, include=(), exclude=(), follow_links=False, apart="nowhere"):
    from pathlib import Path  # noqa: PLC0415

    walking = Walk(Choice(include, exclude), follow_links=follow_links, apart=Path(apart))
    return list(walking.over(os.fsencode(source) for source in sources))


def uris(found):
    return [item.uri for item in found if isinstance(item, Found)]


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("in/b.txt", "in/a/z.txt", "in/a/y/x.pdf", "in/c.pdf"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("a")
    return tmp_path


def test_the_order_is_that_of_the_names():
    order = ["in/a/y/x.pdf", "in/a/z.txt", "in/b.txt", "in/c.pdf"]
    assert uris(walk("in")) == uris(walk("./in/")) == order


def test_sources_come_as_they_are_named():
    assert uris(walk("in/c.pdf", "in/a")) == ["in/c.pdf", "in/a/y/x.pdf", "in/a/z.txt"]


def test_a_folder_named_by_a_dot_gives_plain_names():
    assert uris(walk(".")) == uris(walk("in"))


@pytest.mark.parametrize(
    ("include", "exclude", "expected"),
    [
        (["*.pdf"], [], ["in/a/y/x.pdf", "in/c.pdf"]),
        ([], ["*.pdf"], ["in/a/z.txt", "in/b.txt"]),
        (["a/**"], [], ["in/a/y/x.pdf", "in/a/z.txt"]),
        (["a/*"], [], ["in/a/z.txt"]),
        (["**/x.*"], [], ["in/a/y/x.pdf"]),
        ([], ["a/"], ["in/b.txt", "in/c.pdf"]),
        (["*.pdf"], ["a/**"], ["in/c.pdf"]),
        (["?.pdf"], ["c*"], ["in/a/y/x.pdf"]),
    ],
)
def test_globs_choose(include, exclude, expected):
    assert uris(walk("in", include=tuple(include), exclude=tuple(exclude))) == expected


@pytest.mark.parametrize(
    ("path", "pattern"),
    [("a.pdf", "*.PDF"), ("ab/c", "a/c"), ("a/b/c", "a/*"), ("a[1].txt", "a1.txt")],
)
def test_globs_that_do_not_fit(path, pattern):
    assert not matches(path, pattern)


def test_the_results_of_an_earlier_run_are_passed_over(here):
    for name in ("manifest.sqlite", ".lock", "notices/notices-000001.jsonl"):
        (here / "in/out" / name).parent.mkdir(parents=True, exist_ok=True)
        (here / "in/out" / name).write_text("a")
    passed = [item for item in walk("in") if isinstance(item, Unmeant)]
    assert passed == [Unmeant("in/out/", "results")]
    assert len(uris(walk("in"))) == 4


def test_what_is_named_is_read_whatever_the_globs_say():
    assert uris(walk("in/b.txt", include=("*.pdf",))) == ["in/b.txt"]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("~$通知.docx", "lock-file"),
        (".~lock.a.odt#", "lock-file"),
        ("~WRL0003.tmp", "lock-file"),
        (".DS_Store", "system-file"),
        ("._a.pdf", "system-file"),
        ("Thumbs.db", "system-file"),
        ("desktop.ini", "system-file"),
    ],
)
def test_litter_is_passed_over_and_said(here, name, reason):
    (here / "in" / name).write_text("a")
    assert Unmeant(f"in/{name}", reason) in walk("in")


@pytest.mark.parametrize("name", ["~通知.docx", "$a.txt", "Thumbs.db.pdf", "DS_Store"])
def test_what_looks_like_litter_is_not(here, name):
    (here / "in" / name).write_text("a")
    assert f"in/{name}" in uris(walk("in"))


def test_a_folder_of_litter_is_one_line(here):
    (here / "in/__MACOSX/a").mkdir(parents=True)
    (here / "in/__MACOSX/a/b.pdf").write_text("a")
    found = walk("in")
    assert Unmeant("in/__MACOSX/", "system-file") in found
    assert not [item for item in found if "b.pdf" in item.uri]


def test_what_a_browser_saved_beside_a_page_is_one_line(here):
    for name in ("通知.html", "通知_files/a.js", "旧.htm", "旧.files/b.css", "表_files/表.docx"):
        (here / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (here / "in" / name).write_text("a")
    found = walk("in")
    assert Unmeant("in/通知_files/", "part-of-page") in found
    assert Unmeant("in/旧.files/", "part-of-page") in found
    assert "in/通知_files/a.js" not in uris(found)
    assert "in/表_files/表.docx" in uris(found)


def test_links_to_folders_are_entered_when_asked_and_never_round(here):
    (here / "in/a/up").symlink_to(here / "in")
    (here / "in/other").symlink_to(here / "in/a/y")
    assert Unmeant("in/other/", "link") in walk("in")
    followed = walk("in", follow_links=True)
    assert "in/other/x.pdf" in uris(followed)
    assert Unmeant("in/a/up/", "link") in followed


def test_a_link_to_a_file_is_the_file(here):
    (here / "in/l.txt").symlink_to(here / "in/b.txt")
    assert "in/l.txt" in uris(walk("in"))


def test_pipes_and_broken_links_are_said(here):
    os.mkfifo(here / "in/pipe")
    (here / "in/broken").symlink_to(here / "none")
    found = walk("in")
    assert Unmeant("in/pipe", "special-file") in found
    assert Unreached("in/broken", "io", "no such file") in found


def test_a_source_that_is_not_there_is_said():
    assert walk("none") == [Unreached("none", "io", "no such file")]


def test_the_output_folder_is_not_an_input(here):
    (here / "in/out").mkdir()
    (here / "in/out/a.jsonl").write_text("a")
    assert not [uri for uri in uris(walk("in", apart="in/out")) if "out" in uri]


def test_names_in_old_encodings_are_read(here):
    for name in ("通知.txt".encode("gb18030"), "通知.txt".encode(), b"a\xff\n.txt"):
        with open(os.path.join(b"in", name), "wb") as file:  # noqa: PTH118, PTH123 - bytes
            file.write(b"a")
    assert uris(walk("in"))[-2:] == ["in/通知.txt", "in/通知.txt#2"]
    assert "in/a\\xff\\x0a.txt" in uris(walk("in"))


def test_folders_may_be_as_deep_as_the_system_allows(here):
    place = os.fsencode(here / "deep")
    os.mkdir(place)  # noqa: PTH102 - bytes
    depth = 0
    while len(place) < 3900:
        place += b"/a"
        os.mkdir(place)  # noqa: PTH102
        depth += 1
    with open(place + b"/f", "wb"):  # noqa: PTH123
        pass
    try:
        assert depth > 1500
        assert len(uris(walk("deep"))) == 1
    finally:  # what clears up after the tests enters folders by recursion
        os.remove(place + b"/f")  # noqa: PTH107
        os.removedirs(place)
