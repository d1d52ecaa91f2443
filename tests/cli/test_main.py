import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from extractor.cli import messages
from extractor.cli.main import COMMANDS, main
from extractor.errors import ExtractorError
from tests.cli.command import NOTICE, run

ROOT = Path(__file__).parent.parent.parent
HEAVY = {"lxml", "pypdfium2", "numpy", "pdfplumber", "msgspec", "jsonschema_rs", "docx", "bs4"}


def test_the_version_is_the_distributions():
    ended = run("--version")
    assert (ended.code, ended.out) == (0, b"extractor 0.1.0\n")


@pytest.mark.parametrize("command", ["", *COMMANDS])
@pytest.mark.parametrize(
    ("lang", "word"), [("en", b"Exit codes: 0 clean"), ("zh", "退出码".encode())]
)
def test_help_is_given_in_both_languages(command, lang, word):
    ended = run(*filter(None, [command]), "--help", "--lang", lang)
    assert ended.code == 0
    assert word in ended.out


def test_help_loads_no_parser_and_is_quick():
    code = (
        "import sys; from extractor.cli.main import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    start = time.perf_counter()
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert not HEAVY & {name.partition(".")[0] for name in ended.stderr.split()}
    # 50 ms on the machine it was written on; the rest is for busy ones.
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize(
    "arguments", [[], ["frobnicate"], ["convert"], ["convert", "-f", "doc", "a"], ["--lang", "fr"]]
)
def test_bad_usage_is_exit_code_2(arguments):
    ended = run(*arguments)
    assert (ended.code, ended.out) == (2, b"")
    assert ended.talk[0].startswith("usage: extractor")


def test_a_reader_that_has_gone_is_no_fault(tmp_path):
    path = tmp_path / "notice.txt"
    path.write_text(NOTICE, "utf-8")
    files = [str(path)] * 40
    process = subprocess.Popen(
        [sys.executable, "-m", "extractor", "convert", "-f", "jsonl", *files],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with process:
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX")
def test_control_c_ends_with_130_and_no_traceback(tmp_path):
    pipe = tmp_path / "records"
    os.mkfifo(pipe)
    process = subprocess.Popen(
        [sys.executable, "-m", "extractor", "validate", str(pipe)], stderr=subprocess.PIPE
    )
    # A pipe opens once both ends do: by then the command is at work, and waits for records.
    with process, pipe.open("wb"):
        process.send_signal(signal.SIGINT)
        assert process.stderr.read() == b""
    assert process.returncode == 130


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_command_that_is_asked_to_end_leaves_nothing_half_written(tmp_path, number):
    pipe, out = tmp_path / "notice.txt", tmp_path / "out"
    os.mkfifo(pipe)
    out.mkdir()
    (out / "records.jsonl").write_text("old")
    good = tmp_path / "good.txt"
    good.write_text(NOTICE, "utf-8")
    command = ["convert", "-f", "jsonl", str(good), str(pipe), "-o", str(out / "records.jsonl")]
    process = subprocess.Popen([sys.executable, "-m", "extractor", *command])
    with process, pipe.open("wb"):  # the first record is written, the second file is waited for
        assert len(list(out.iterdir())) == 2
        process.send_signal(number)
    assert process.returncode == 128 + number
    assert [path.name for path in out.iterdir()] == ["records.jsonl"]
    assert (out / "records.jsonl").read_text() == "old"


def test_the_schema_is_printed_as_committed():
    assert run("schema").out == (ROOT / "schemas" / "notice.schema.json").read_bytes()


def test_main_returns_the_exit_code(capfdbinary):
    assert main(["schema"]) == 0
    assert capfdbinary.readouterr().out.startswith(b"{")


def test_every_error_code_is_explained_in_chinese():
    def codes(error):
        return {error.code} | {code for child in error.__subclasses__() for code in codes(child)}

    assert codes(ExtractorError) - {"internal"} == set(messages.FAULTS)


def test_every_message_is_said_in_chinese_too():
    assert all(any("\u4e00" <= c <= "\u9fff" for c in zh) for _, zh in messages.MESSAGES.values())
    assert all(en.count("{}") == zh.count("{}") for en, zh in messages.MESSAGES.values())


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "zh_TW"}, "zh"),
        ({"LANG": "fr_FR"}, "en"),
    ],
)
def test_the_locale_chooses_the_language(environment, language):
    assert messages.locale_language(environment) == language
