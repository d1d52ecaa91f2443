"""Each format read by a consumer of its own: the official schema, a JUnit parser, JSON."""

import json
from pathlib import Path
from urllib.parse import unquote

import jsonschema_rs
import junitparser
import pytest

from extractor.checks.files import expand
from extractor.checks.finding import Excerpt, Finding, Spot
from extractor.checks.model_notice import written
from extractor.checks.report import Failure, FileReport, Report
from extractor.checks.reports import Form, render
from extractor.checks.reports.text import marked
from extractor.checks.rule import Both, Span
from extractor.checks.rules import builtin_rules
from extractor.checks.running import Job, run
from extractor.model.anchor import Anchor
from extractor.text.characters import columns
from tests.checks.house import RULES

ROOT = Path(__file__).parents[2]
SCHEMA = ROOT / "build" / "sarif" / "sarif-2.1.0.json"

TEXT = written(
    {
        "first_text": "各单位要细化措施,明确专人,确保完成。",
        "second_text": "请报送三明市沙县区发展和改革局，逾期通报",
    }
)


@pytest.fixture
def report(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("公文 1.md").write_text(TEXT, "utf-8")
    for form in ("docx", "pdf", "html"):
        Path(f"a.{form}").write_bytes((ROOT / "samples" / f"shaxian-2021.{form}").read_bytes())
    Path("broken.docx").write_bytes(b"PK\x03\x04")
    return run(Job(RULES), expand(["公文 1.md", "a.docx", "a.pdf", "a.html", "broken.docx"]))


def of_file(report, name):
    return next(file for file in report.files if file.name == name)


def empty() -> Report:
    return Report((), RULES)


@pytest.mark.parametrize("form", Form.__args__)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_format_renders_nothing_and_much(report, form, language):
    assert render(report, form, language=language)
    render(empty(), form, language=language)


# -- text ------------------------------------------------------------------------------------------


def test_text_names_line_column_severity_code_and_shows_the_words(report):
    one = Report((of_file(report, "公文 1.md"),), RULES)
    assert render(one, "text").splitlines() == [
        "公文 1.md:13:9: warning ZA01 write ， (2 times) [fixable]",
        "    各单位要细化措施,明确专人,确保完成。",
        "                    ^        ^",
        "公文 1.md:17:10: error ZA02 write 发改局 [fixable]",
        "    请报送三明市沙县区发展和改革局，逾期通报",
        "                      ^^^^^^^^^^^^",
        "公文 1.md:17:21: info ZB01 end it with 。 [fixable]",
        "    请报送三明市沙县区发展和改革局，逾期通报",
        "                                            ^",
        "1 file checked: 1 error, 2 warnings, 1 info.",
        "4 can be mended with --fix.",
    ]


def test_text_in_chinese(report):
    one = Report((of_file(report, "公文 1.md"),), RULES)
    lines = render(one, "text", language="zh").splitlines()
    assert lines[0] == "公文 1.md:13:9: 警告 ZA01 应为， （2处） ［可自动修正］"
    assert lines[-2:] == [
        "共检查 1 个文件：错误 1 处、警告 2 处、提示 1 处。",
        "其中 4 处可用 --fix 自动修正。",
    ]


def test_other_formats_name_page_cell_or_path_and_promise_no_fix_they_cannot_make(report):
    text = render(report, "text")
    assert "a.docx: table 1, row 4, cell 2, paragraph 1: warning ZA01 write ， [fixable]\n" in text
    assert "a.pdf: page 2: warning ZA01 write ，\n" in text
    assert "a.html: …/tr[3]/td[2]/p[1]: warning ZA01 write ，" in text


def test_further_places_are_marked_on_the_line_or_named():
    line = Excerpt("甲,乙,丙", 1, 2)
    here = Spot(anchor=Anchor(line=3, characters=(1, 2)), spans=(Span(0, 1, 2),), excerpt=line)
    beside = Spot(
        anchor=Anchor(line=3, characters=(3, 4)),
        spans=(Span(0, 3, 4),),
        excerpt=Excerpt(line.text, 3, 4),
    )
    away = Spot(anchor=Anchor(line=9), spans=(Span(4, 0, 2),), excerpt=Excerpt("丁戊", 0, 2))
    finding = Finding(
        code="ZA01",
        name="a",
        severity="error",
        message=Both("m", "信"),
        file="a.md",
        spot=here,
        related=(beside, away),
    )
    lines = render(Report((FileReport("a.md", (finding,)),), RULES), "text").splitlines()
    assert lines[1:4] == ["    甲,乙,丙", "      ^  ^", "    see line 9: 丁戊"]


def test_colour_is_for_terminals(report):
    assert "\x1b[" not in render(report, "text")
    assert "\x1b[1;33mwarning\x1b[0m \x1b[1mZA01\x1b[0m" in render(report, "text", colour=True)


def test_entries_of_a_rule_may_be_bounded_and_the_rest_is_counted(report):
    one = Report((of_file(report, "a.docx"),), RULES)
    lines = render(one, "text", most=2).splitlines()
    whole = render(one, "text").splitlines()
    shown = sum(
        int(part.split()[0]) for line in lines for part in line.split("(")[1:2] if "times" in part
    )
    assert sum(" ZA01 " in line for line in lines if "more of" not in line) == 2
    assert any("more of ZA01 not shown; --max-per-rule 0 shows all" in line for line in lines)
    assert lines[-2] == whole[-2]
    assert shown >= 0


@pytest.mark.parametrize(
    ("excerpt", "line", "carets"),
    [
        (Excerpt("文号：沙政办[2024]12号", 6, 12), "文号：沙政办[2024]12号", " " * 12 + "^^^^^^"),
        (Excerpt("　　各单位：", 5, 6), "各单位：", "      ^^"),
        (Excerpt("各单位", 3, 3), "各单位", "      ^"),
        (Excerpt("甲\t乙,丙", 3, 4), "甲 乙,丙", "     ^"),
        (Excerpt("", 0, 0), "", "^"),
        (Excerpt("甲\x1b[31m乙", 0, 1), "甲 [31m乙", "^^"),
    ],
)
def test_carets_stand_under_the_words(excerpt, line, carets):
    assert marked([excerpt]) == (line, carets)


def test_long_lines_are_cut_around_the_words():
    text = "甲" * 100 + "，乙" + "丙" * 100
    line, carets = marked([Excerpt(text, 100, 101)])
    assert line.startswith("…甲甲")
    assert line.endswith("丙…")
    assert columns(line) <= 80
    assert columns(line[: line.index("，")]) == len(carets) - 2


# -- JSON ------------------------------------------------------------------------------------------


def test_json_has_all_that_is_known(report):
    value = json.loads(render(report, "json"))
    assert value["version"] == 1
    assert value["counts"] == {
        grade: sum(f["severity"] == grade for f in value["findings"])
        for grade in ("error", "warning", "info")
    }
    first = value["findings"][0]
    assert first["file"] == "公文 1.md"
    assert first["location"]["anchor"] == {"line": 13, "characters": [8, 9]}
    assert first["location"]["excerpt"]["text"][8:9] == ","
    assert first["fix"] == [{"anchor": {"line": 13, "characters": [8, 9]}, "replacement": "，"}]
    assert len(first["fingerprint"]) == 32
    assert [f["file"] for f in value["failures"]] == ["broken.docx"]


# -- SARIF -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def validator():
    if not SCHEMA.exists():
        pytest.skip("no copy of the official SARIF schema: run scripts/fetch_sarif_schema.sh")
    # One pattern has a bracket that JavaScript takes for itself, and this validator refuses.
    text = SCHEMA.read_text("utf-8").replace("{2}]?$", r"{2}\\]?$")
    return jsonschema_rs.validator_for(json.loads(text))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_sarif_fulfils_the_official_schema(report, validator, language):
    shipped = Report(report.files, (*builtin_rules(), *RULES))
    for one in (report, shipped, empty()):
        errors = list(validator.iter_errors(json.loads(render(one, "sarif", language=language))))
        assert not errors, errors[0]


def test_the_validator_can_fail(report, validator):
    log = json.loads(render(report, "sarif"))
    log["runs"][0]["results"][0]["level"] = "grave"
    assert not validator.is_valid(log)


def results(report):
    return json.loads(render(report, "sarif"))["runs"][0]["results"]


def test_sarif_regions_hold_the_words(report):
    lines = TEXT.splitlines()
    seen = 0
    for result in results(report):
        place = result["locations"][0]["physicalLocation"]
        if unquote(place["artifactLocation"]["uri"]) != "公文 1.md":
            continue
        region = place["region"]
        words = lines[region["startLine"] - 1][region["startColumn"] - 1 : region["endColumn"] - 1]
        assert words == region.get("snippet", {"text": ""})["text"]
        seen += 1
    assert seen == 4


def test_sarif_fixes_mend_the_text(report):
    lines = TEXT.splitlines()
    for result in results(report):
        if (
            unquote(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"])
            != "公文 1.md"
        ):
            assert "fixes" not in result
            continue
        (change,) = result["fixes"][0]["artifactChanges"]
        (replacement,) = change["replacements"]
        region = replacement["deletedRegion"]
        line = lines[region["startLine"] - 1]
        mended = (
            line[: region["startColumn"] - 1]
            + replacement["insertedContent"]["text"]
            + line[region["endColumn"] - 1 :]
        )
        code = result["ruleId"]
        assert mended != line
        assert {
            "ZA01": mended.count(",") == line.count(",") - 1,
            "ZA02": "发改局，" in mended,
            "ZB01": mended.endswith("通报。"),
        }[code]


def test_sarif_places_in_other_formats_are_logical(report):
    by_file = {}
    for result in results(report):
        location = result["locations"][0]
        uri = location["physicalLocation"]["artifactLocation"]["uri"]
        by_file.setdefault(uri, location)
    assert by_file["a.docx"]["logicalLocations"][0] == {
        "name": "table 1, row 4, cell 2, paragraph 1",
        "fullyQualifiedName": "body/tbl[1]/tr[4]/tc[2]/p[1]#[14:15]",
        "kind": "element",
    }
    page = by_file["a.pdf"]["logicalLocations"][0]
    assert page["name"] == "page 2"
    assert page["fullyQualifiedName"].startswith("page 2 [")
    assert by_file["a.html"]["logicalLocations"][0]["fullyQualifiedName"].startswith("html/body")
    assert all(
        "region" not in by_file[f]["physicalLocation"] for f in ("a.docx", "a.pdf", "a.html")
    )


def test_sarif_rules_help_without_the_web(report):
    driver = json.loads(render(report, "sarif"))["runs"][0]["tool"]["driver"]
    rules = {rule["id"]: rule for rule in driver["rules"]}
    assert set(rules) >= {"ZA01", "ZA02", "ZB01"}
    for rule in rules.values():
        assert rule["help"]["text"]
        assert rule["help"]["markdown"].startswith(f"## {rule['id']}")
        assert "helpUri" not in rule
    for result in results(report):
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["partialFingerprints"]["extractorFinding/v1"]


def test_sarif_tells_of_files_that_failed(report):
    run_ = json.loads(render(report, "sarif"))["runs"][0]
    (invocation,) = run_["invocations"]
    assert not invocation["executionSuccessful"]
    (note,) = invocation["toolExecutionNotifications"]
    assert note["descriptor"] == {"id": "unsupported"}
    assert [unquote(a["location"]["uri"]) for a in run_["artifacts"]] == [
        "公文 1.md",
        "a.docx",
        "a.pdf",
        "a.html",
        "broken.docx",
    ]


# -- JUnit -----------------------------------------------------------------------------------------


def test_junit_is_read_by_a_parser_of_others(report, tmp_path):
    path = tmp_path / "junit.xml"
    path.write_text(render(report, "junit"), "utf-8")
    suites = junitparser.JUnitXml.fromfile(str(path))
    by_name = {suite.name: suite for suite in suites}
    assert list(by_name) == ["公文 1.md", "a.docx", "a.pdf", "a.html", "broken.docx"]
    mine = by_name["公文 1.md"]
    assert (mine.tests, mine.failures, mine.errors) == (4, 4, 0)
    assert next(iter(mine)).name == "ZA01 test-comma (line 13, column 9)"
    (failure,) = next(iter(mine)).result
    assert (failure.type, failure.message) == ("warning", "write ，")
    broken = by_name["broken.docx"]
    assert (broken.tests, broken.failures, broken.errors) == (1, 0, 1)
    assert suites.failures == sum(len(file.findings) for file in report.files)


def test_junit_of_a_clean_file_is_one_case_that_passes(tmp_path):
    path = tmp_path / "junit.xml"
    path.write_text(render(Report((FileReport("a.md"),), RULES), "junit"), "utf-8")
    (suite,) = junitparser.JUnitXml.fromfile(str(path))
    assert [(case.name, case.is_passed) for case in suite] == [("clean", True)]


def test_junit_holds_what_xml_cannot(tmp_path):
    report = Report((FileReport("a\x01.md", failure=Failure("io", "no\x00\ufffe way")),), RULES)
    path = tmp_path / "junit.xml"
    path.write_text(render(report, "junit"), "utf-8")
    (suite,) = junitparser.JUnitXml.fromfile(str(path))
    assert suite.name == "a\ufffd.md"


# -- GitHub and GitLab -----------------------------------------------------------------------------


def test_github_commands(report):
    lines = render(report, "github").splitlines()
    assert lines[0] == (
        "::warning file=公文 1.md,line=13,col=9,endColumn=9,title=ZA01 test-comma::write ，"
    )
    assert (
        "::error file=公文 1.md,line=17,col=10,endColumn=15,title=ZA02 test-word::write 发改局"
        in lines
    )
    assert any(
        line.startswith("::warning file=a.docx,title=ZA01 test-comma::table 1, row 4")
        for line in lines
    )
    assert lines[-1].startswith("::error file=broken.docx,title=unsupported::")


def test_github_commands_cannot_be_forged():
    report = Report((FileReport("a,b:c\n::x.md", failure=Failure("io", "50%\n::error::y")),), ())
    assert render(report, "github") == (
        "::error file=a%2Cb%3Ac%0A%3A%3Ax.md,title=io::50%25%0A::error::y\n"
    )


def test_gitlab_entries(report):
    entries = json.loads(render(report, "gitlab"))
    assert entries[0]["check_name"] == "ZA01 test-comma"
    assert entries[0]["severity"] == "minor"
    assert entries[0]["location"] == {"path": "公文 1.md", "lines": {"begin": 13}}
    prints = [entry["fingerprint"] for entry in entries]
    assert len(set(prints)) == len(prints)
    assert {entry["severity"] for entry in entries} <= {"info", "minor", "major", "blocker"}
    assert entries[-1]["location"]["path"] == "broken.docx"
