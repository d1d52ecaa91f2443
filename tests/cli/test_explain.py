"""``extractor explain``: the value, the reason and the line stand together."""

from __future__ import annotations

from pathlib import Path

from tests.cli.command import run

NOTICE = """青川县人民政府办公室关于印发2023年养护任务分解表的通知

各乡镇人民政府：

请认真组织实施。

青川县人民政府办公室

2023年3月8日

2023年养护任务分解表

工作任务\t工作要求\t牵头单位\t责任单位
1.修路。\t先勘察。\t县发改局\t县财政局
2.架桥。\t同上\t\t县水利局
"""


def explained(tmp_path: Path, task: str) -> tuple[int, str, str]:
    source = tmp_path / "notice.txt"
    source.write_text(NOTICE, encoding="utf-8")
    done = run("explain", str(source), "--task", task, "--lang", "en")
    return done.code, done.out.decode(), "\n".join(done.talk)


def test_shows_each_value_under_its_line(tmp_path: Path) -> None:
    code, out, _ = explained(tmp_path, "1")
    assert code == 0
    lines = out.splitlines()
    at = lines.index("lead_units: 县发改局")
    assert lines[at + 1] == "  县发改局 = 青川县发展和改革局 (dictionary)"
    assert lines[at + 2].endswith("| 县发改局")
    assert lines[at + 3].endswith("| ^^^^^^^^")


def test_names_the_rule_of_a_derived_value_and_an_empty_one(tmp_path: Path) -> None:
    _, out, _ = explained(tmp_path, "2")
    assert "requirement: 先勘察。\n  the cell says “as above”\n" in out
    assert "lead_units: (empty)\n" in out


def test_a_task_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    code, out, err = explained(tmp_path, "9")
    assert (code, out) == (1, "")
    assert "no task 9; the notice has 2 tasks" in err
