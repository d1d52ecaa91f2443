import io
import json
import os
from pathlib import Path

import pytest

from extractor.checks.model_notice import written
from extractor.checks.reports import Form
from extractor.cli import check
from extractor.cli.main import main
from tests.cli.command import Run

ROOT = Path(__file__).parents[2]
BAD = written({"number": "沙政办[2024]12号"})
MENDED = written()
FINDING = (
    "a.md:3:4: error N01 write the year as 〔2024〕 [fixable]\n"
    "    沙政办[2024]12号\n"
    "          ^^^^^^\n"
)


@pytest.fixture
def cli(monkeypatch, capsysbinary, tmp_path):
    """The command line in this very process, for speed: as `tests.cli.command.run` runs it."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    def run_here(*arguments, given: bytes = b"", folder: Path = tmp_path) -> Run:
        monkeypatch.chdir(folder)
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(given)))
        code = main([os.fspath(argument) for argument in arguments])
        out, talk = capsysbinary.readouterr()
        return Run(code, out, talk.decode().splitlines())

    return run_here


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.md").write_text(BAD, "utf-8")
    (tmp_path / "b.md").write_text(MENDED, "utf-8")
    return tmp_path


def test_a_finding_makes_the_exit_code_1(cli, folder):
    ended = cli("check", "a.md", "--select", "N01")
    assert ended.code == 1
    assert ended.out.decode() == FINDING + "1 file checked: 1 error.\n1 can be mended with --fix.\n"
    assert ended.talk == []


def test_a_clean_file_makes_it_0(cli, folder):
    assert cli("check", "b.md") == (0, b"1 file checked: nothing found.\n", [])


def test_a_folder_means_the_notices_below_it(cli, folder):
    (folder / ".git").mkdir()
    (folder / ".git" / "c.md").write_text(BAD, "utf-8")
    (folder / "~$d.docx").write_bytes(b"x")
    (folder / "e.csv").write_text("x")
    ended = cli("check", ".", "--select", "N01")
    assert ended.out.decode().endswith("2 files checked: 1 error.\n1 can be mended with --fix.\n")


def test_what_is_no_notice_is_passed_over_in_a_folder_and_fails_when_named(cli, folder):
    (folder / "README.md").write_text("# Notices\n\nA folder of notices.\n")
    ended = cli("check", ".", "--ignore", "ALL")
    assert ended.code == 0
    assert len(ended.talk) == 1
    assert ended.talk[0].startswith("extractor: README.md: passed over: [not-a-notice] ")
    assert ended.out.decode() == "2 files checked: nothing found.\n"
    assert cli("check", "README.md").code == 1


def test_files_of_folders_may_be_excluded(cli, folder):
    ended = cli("check", ".", "--exclude", "a.*")
    assert (ended.code, ended.out.decode()) == (0, "1 file checked: nothing found.\n")
    (folder / "extractor.toml").write_text('[check]\nexclude = ["a.md"]\n')
    assert cli("check", ".").code == 0
    assert cli("check", "a.md").code == 1


@pytest.mark.parametrize("form", check.FORMS)
def test_names_that_are_not_utf8(cli, folder, form):
    place = os.fsencode(folder) + b"/\xb9\xab\xce\xc4.md"
    Path(os.fsdecode(place)).write_text(BAD, "utf-8")
    ended = cli("check", ".", "--select", "N01", "--exclude", "a.md", "--format", form)
    assert (ended.code, ended.talk) == (1, [])
    assert ended.out.decode()
    if form == "text":
        assert ended.out.decode().startswith("\\xb9\\xab\\xce\\xc4.md:3:4: error N01")


def test_standard_input(cli, folder):
    ended = cli("check", "-", "--select", "N01", given=BAD.encode())
    assert ended.out.decode().startswith("-:3:4: error N01 ")


def test_a_file_that_cannot_be_read_costs_no_other(cli, folder):
    ended = cli("check", "none.docx", "b.md")
    assert ended.code == 1
    assert ended.talk == ["extractor: none.docx: [io] no such file"]
    assert ended.out.decode() == "1 file checked: nothing found. 1 could not be checked.\n"


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--exit-zero"], 0),
        (["--fail-on", "error"], 1),
        (["--ignore", "N"], 0),
        (["--select", "B"], 0),
        (["--select", "year-brackets"], 1),
    ],
)
def test_exit_codes(cli, folder, options, code):
    assert cli("check", "a.md", *options).code == code


def test_severities_of_the_user_count_for_the_exit_code(cli, folder):
    (folder / "extractor.toml").write_text(
        '[check]\nselect = ["N01"]\n[check.severity]\nN = "info"'
    )
    ended = cli("check", "a.md")
    assert ended.code == 0
    assert ": info N01 " in ended.out.decode()
    assert cli("check", "a.md", "--fail-on", "info").code == 1
    assert cli("check", "a.md", "--isolated", "--select", "N01").code == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["a.md", "--select", "N99"],
            "select: no rule is called N99; `extractor rules` lists them",
        ),
        (
            ["a.md", "--config", "none.toml"],
            "none.toml: No such file or directory; name a TOML file",
        ),
        (
            ["a.md", "--baseline", "none.json"],
            "none.json: No such file or directory; make one with",
        ),
        (["a.md", "--in-place"], "--in-place goes with --fix"),
        (["-", "--fix"], "--fix writes files, and stdin is none; use --diff, or name a file"),
        (["-", "-"], "`-` (stdin) can be read only once"),
        (["empty"], "no notice was found; name files, or a folder that holds some"),
        (
            ["a.md", "--registry", "none.csv"],
            "none.csv: No such file or directory; name a CSV file",
        ),
    ],
)
def test_what_cannot_run_is_one_line_and_2(cli, folder, arguments, said):
    (folder / "empty").mkdir()
    ended = cli("check", *arguments)
    assert ended.code == 2
    assert ended.out == b""
    assert len(ended.talk) == 1
    assert said in ended.talk[0]


def test_a_mistake_in_the_settings_names_file_and_key(cli, folder):
    (folder / "pyproject.toml").write_text("[tool.extractor.check]\nselekt = 1\n")
    ended = cli("check", "a.md")
    assert ended.code == 2
    key = "tool.extractor.check.selekt"
    said = f"extractor: [config] {folder}/pyproject.toml: {key}: there is no such key"
    assert ended.talk == [said]


def test_fix_writes_a_copy_and_says_so(cli, folder):
    ended = cli("check", "a.md", "--fix")
    assert ended.code == 0
    assert ended.out.decode() == "1 file checked: nothing found. 1 fixed.\n"
    assert ended.talk == ["extractor: a.md: 1 finding(s) fixed, written to a.fixed.md"]
    assert (folder / "a.fixed.md").read_text("utf-8") == MENDED
    assert (folder / "a.md").read_text("utf-8") == BAD


def test_fix_in_place(cli, folder):
    cli("check", "a.md", "--fix", "--in-place")
    assert (folder / "a.md").read_text("utf-8") == MENDED
    assert not (folder / "a.fixed.md").exists()


def test_diff_shows_and_writes_nothing(cli, folder):
    ended = cli("check", "a.md", "b.md", "--diff")
    assert ended.code == 1
    lines = ended.out.decode().splitlines()
    assert "-沙政办[2024]12号" in lines
    assert "+沙政办〔2024〕12号" in lines
    assert (folder / "a.md").read_text("utf-8") == BAD
    assert cli("check", "b.md", "--diff") == (0, b"", [])


def test_a_baseline_lets_old_findings_pass_and_new_ones_fail(cli, folder):
    made = cli("check", ".", "--write-baseline", "known.json")
    assert (made.code, made.out) == (0, b"")
    assert made.talk == ["extractor: known.json: baseline of 1 finding(s) written"]
    passed = cli("check", ".", "--baseline", "known.json")
    assert passed.code == 0
    assert passed.out.decode() == "2 files checked: nothing found. 1 known to the baseline.\n"
    (folder / "c.md").write_text(BAD, "utf-8")
    assert cli("check", ".", "--baseline", "known.json").code == 1


def test_a_baseline_that_cannot_be_written(cli, folder):
    ended = cli("check", "a.md", "--write-baseline", "none/known.json")
    assert ended.code == 2
    assert ended.talk == ["extractor: cannot write none/known.json: No such file or directory"]


def test_rules_of_the_user(cli, folder):
    (folder / "house.toml").write_text(
        '[[rules]]\ncode = "H01"\nname = "no-words"\ntitle = "t"\nforbidden = { "细化" = "" }\n',
        "utf-8",
    )
    (folder / "extractor.toml").write_text('[check]\nrules = ["house.toml"]\n')
    ended = cli("check", "b.md")
    assert ended.code == 1
    assert "b.md:13:15: warning H01 细化 is not to be used\n" in ended.out.decode()
    assert "H01  warning  no-words  t\n" in cli("rules").out.decode()


def test_against_other_notices_that_cannot_all_be_read(cli, folder):
    (folder / "issued").mkdir()
    (folder / "issued" / "x.json").write_text("{}")
    ended = cli("check", "b.md", "--against", "issued")
    assert len(ended.talk) == 1
    assert "x.json" in ended.talk[0]
    assert ended.out.decode().endswith("1 file checked: nothing found.\n")


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_reports_go_to_a_file(cli, folder, form):
    ended = cli("check", "a.md", "--output-format", form, "-o", "out.json")
    assert (ended.code, ended.out) == (1, b"")
    assert json.loads((folder / "out.json").read_text("utf-8"))


def test_chinese(cli, folder):
    ended = cli("check", "a.md", "--select", "N01", "--lang", "zh")
    assert (
        ended.out.decode().splitlines()[0] == "a.md:3:4: 错误 N01 年份应写作〔2024〕 ［可自动修正］"
    )


def test_formats_spelt_out_are_those_there_are():
    assert set(check.FORMS) == set(Form.__args__)


def test_rules_are_listed_and_explained(cli):
    listed = cli("rules").out.decode().splitlines()
    assert "N01  error  year-brackets  Year of the document number not in 〔〕" in listed
    explained = cli("rules", "n01").out.decode()
    assert explained.startswith("N01 year-brackets\n")
    assert "GB/T 9704-2012, 7.2.5" in explained
    assert cli("rules", "year-brackets").out.decode() == explained
    assert {rule["code"][0] for rule in json.loads(cli("rules", "N", "--format", "json").out)} == {
        "N"
    }
    assert (
        cli("rules", "N01", "--format", "markdown").out.decode().startswith("## N01 year-brackets")
    )


def test_a_rule_that_is_not_there(cli):
    assert cli("rules", "Z99") == (1, b"", ["extractor: no rule is called Z99"])
