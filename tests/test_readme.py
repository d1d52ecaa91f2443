"""The documents are run: each ``console`` block line by line, each ``pycon`` block as a doctest.

In a console block a line ``$ command`` is followed by all it says, standard output first; a line
``...`` stands for any lines. Commands run in a folder of their own that sees ``samples/``.
"""

from __future__ import annotations

import doctest
import re

import pytest

from docs.run_examples import BLOCK, DOCUMENTS, ROOT, commands, shell
from extractor.cli.main import _parser

LINK = re.compile(r"\]\((?!https?:)(?P<path>[^)#]*)(?:#(?P<heading>[^)]*))?\)")


def blocks(kind):
    for path in DOCUMENTS:
        for match in BLOCK.finditer(path.read_text("utf-8")):
            if match["kind"] == kind:
                line = path.read_text("utf-8")[: match.start()].count("\n") + 1
                yield pytest.param(match["body"], id=f"{path.name}:{line}")


def pattern(expected: str) -> str:
    lines = (
        r"(?:.*\n)*?" if line.strip() == "..." else re.escape(line) + r"\n"
        for line in expected.splitlines()
    )
    return "".join(lines)


@pytest.mark.parametrize("block", list(blocks("console")))
def test_commands_say_what_the_documents_say(block, tmp_path):
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    for command, expected in commands(block):
        said = shell(command, tmp_path)
        assert re.fullmatch(pattern(expected), said), f"$ {command}\n{said}"


@pytest.mark.parametrize("block", list(blocks("pycon")))
def test_examples_run(block, monkeypatch):
    monkeypatch.chdir(ROOT)
    example = doctest.DocTestParser().get_doctest(block, SHARED, "example", None, 0)
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    runner.run(example, clear_globs=False)
    SHARED.update(example.globs)
    assert runner.failures == 0


SHARED: dict[str, object] = {}


def test_the_documents_that_are_run_have_something_to_run():
    assert sum(1 for _ in blocks("console")) >= 4
    assert sum(1 for _ in blocks("pycon")) >= 3


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(path):
    for match in LINK.finditer(path.read_text("utf-8")):
        target = (path.parent / match["path"]).resolve() if match["path"] else path
        assert target.exists(), match[0]
        if match["heading"]:
            headings = re.findall(r"^#+ (.*)$", target.read_text("utf-8"), re.MULTILINE)
            anchors = {
                re.sub(r"[^\w\- ]", "", h).strip().lower().replace(" ", "-") for h in headings
            }
            assert match["heading"] in anchors, match[0]


def test_every_option_is_documented():
    page = (ROOT / "docs" / "cli.md").read_text("utf-8")
    parser = _parser("en")
    commands = next(a for a in parser._actions if a.choices and a.dest == "command").choices
    for command in (parser, *commands.values()):
        for action in command._actions:
            for option in action.option_strings:
                assert f"`{option}`" in page, option
    assert all(f"## {name}\n" in page for name in commands)


def test_every_target_of_make_has_one_line_of_help():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)[1].split()
    helped = re.findall(r"^([a-z]+):.*## \S", makefile, re.MULTILINE)
    assert sorted(targets) == sorted(helped)


def test_both_readmes_show_the_same_runs():
    english, chinese = (
        [m["body"] for m in BLOCK.finditer((ROOT / name).read_text("utf-8"))]
        for name in ("README.md", "README.zh-CN.md")
    )
    assert english == chinese
