"""The recipes for build servers, run as those would: their scripts, on a folder of notices."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import junitparser
import pytest
import yaml

from extractor.checks.files import SUFFIXES
from extractor.checks.model_notice import written

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"^```(?P<kind>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "notices").mkdir()
    (tmp_path / "notices" / "通知 1.md").write_text(
        written({"number": "沙政办[2024]12号"}), "utf-8"
    )
    (tmp_path / "notices" / "b.md").write_text(written(), "utf-8")
    return tmp_path


@pytest.fixture
def shell(tmp_path):
    tools = tmp_path / "tools"
    tools.mkdir()
    tool = tools / "extractor"
    tool.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m extractor "$@"\n')
    tool.chmod(0o755)

    def run(script: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["bash", "-e", "-c", script],
            cwd=tmp_path,
            env=os.environ
            | {"PATH": f"{tools}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8"}
            | environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    return run


def action() -> dict:
    return yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))


def test_the_action_annotates_and_writes_sarif(folder, shell):
    step = action()["runs"]["steps"][-1]
    ended = shell(
        step["run"],
        FILES="notices/通知 1.md\nnotices/b.md",
        OPTIONS="--fail-on error --select N01",
        SARIF="out.sarif",
    )
    assert ended.returncode == 1
    assert ended.stdout == (
        "::error file=notices/通知 1.md,line=3,col=4,endColumn=9,title=N01 year-brackets::"
        "write the year as 〔2024〕\n"
    )
    results = json.loads((folder / "out.sarif").read_text("utf-8"))["runs"][0]["results"]
    assert [result["ruleId"] for result in results] == ["N01"]


def test_the_action_is_clean_on_a_clean_notice_and_needs_no_sarif(folder, shell):
    step = action()["runs"]["steps"][-1]
    ended = shell(step["run"], FILES="notices/b.md", OPTIONS="", SARIF="")
    assert (ended.returncode, ended.stdout) == (0, "")


def test_what_stands_in_inputs_is_never_run(folder, shell):
    step = action()["runs"]["steps"][-1]
    shell(step["run"], FILES="$(touch pwned)", OPTIONS="`touch pwned`; touch pwned", SARIF="")
    assert not (folder / "pwned").exists()
    scripts = [step["run"] for step in action()["runs"]["steps"] if "run" in step]
    assert not any("${{" in script for script in scripts)


def test_every_input_of_the_action_is_used_and_described():
    text = (ROOT / "action.yml").read_text("utf-8")
    for name, said in action()["inputs"].items():
        assert said["description"]
        assert f"inputs.{name} }}}}" in text


def test_the_gitlab_job_writes_both_reports_and_fails(folder, shell):
    blocks = [m["body"] for m in BLOCK.finditer((ROOT / "docs" / "ci.md").read_text("utf-8"))]
    job = next(yaml.safe_load(body) for body in blocks if "codequality" in body)["notices"]
    lines = [line for line in job["script"] if not line.startswith("pip install")]
    assert shell(lines[0]).returncode == 0
    assert shell(lines[1]).returncode == 1
    reports = job["artifacts"]["reports"]
    entries = json.loads((folder / reports["codequality"]).read_text("utf-8"))
    assert "N01 year-brackets" in [entry["check_name"] for entry in entries]
    suites = {suite.name for suite in junitparser.JUnitXml.fromfile(str(folder / reports["junit"]))}
    assert suites == {"notices/通知 1.md", "notices/b.md"}


def test_the_hooks_take_the_files_that_are_read():
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert [hook["id"] for hook in hooks] == ["extractor-check", "extractor-fix"]
    for suffix in (".docx", ".pdf", ".html", ".mht", ".txt", ".md", ".DOCX"):
        assert re.search(hooks[0]["files"], f"a/通知{suffix}")
        assert suffix.lower() in SUFFIXES
    assert not re.search(hooks[0]["files"], "a.py")
    assert not re.search(hooks[1]["files"], "a.pdf")
