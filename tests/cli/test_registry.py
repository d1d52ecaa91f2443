"""``--registry``: what it knows is named by it; near misses are told and left as they are."""

from __future__ import annotations

import pytest

from extractor import codec, extract, extract_many, load_registry
from tests.cli.command import NOTICE, run

REGISTRY = """name,aliases,code
测试县发展改革和科技局,县发改局;县科技局,A1
县民政和双拥办,,A2
测试县各乡镇政府,各乡（镇）人民政俯,A3
"""


@pytest.fixture
def files(tmp_path):
    notice, registry = tmp_path / "notice.txt", tmp_path / "units.csv"
    notice.write_text(NOTICE, "utf-8")
    registry.write_text(REGISTRY, "utf-8")
    return notice, registry


def test_convert_names_by_the_registry_and_suggests(files):
    notice, registry = files
    ended = run("convert", notice, "--registry", registry)
    assert ended.code == 0
    record = codec.decode(ended.out)
    lead = record.tasks[0].lead_units[0]
    assert (lead.text, lead.name, lead.basis) == (
        "县发改局",
        "测试县发展改革和科技局",
        "dictionary",
    )
    (near,) = [entry for entry in record.diagnostics if entry.code == "unit.near-miss"]
    assert near.severity == "info"
    assert near.message == (
        "各乡（镇）人民政府 is not in the registry; did you mean 测试县各乡镇政府"
    )
    assert near.anchor is not None
    (left,) = record.tasks[1].responsible_units
    assert left == extract(notice).tasks[1].responsible_units[0]


def test_explain_shows_the_registered_name(files):
    notice, registry = files
    out = run("explain", notice, "--task", "1", "--registry", registry).out.decode()
    assert "县发改局 = 测试县发展改革和科技局 (dictionary)" in out


@pytest.mark.parametrize("command", [("convert",), ("explain", "--task", "1")])
def test_a_registry_that_cannot_be_read_is_exit_code_2(files, tmp_path, command):
    notice, registry = files
    registry.write_text("title\n甲局\n", "utf-8")
    for path, code in ((registry, "[corrupt]"), (tmp_path / "none.csv", "[io]")):
        ended = run(*command, notice, "--registry", path)
        assert (ended.code, ended.out, len(ended.talk)) == (2, b"", 1)
        assert code in ended.talk[0]


def test_notices_read_with_and_without_a_registry_do_not_mix(files):
    notice, path = files
    registry = load_registry(path)
    plain = extract(notice)
    (named,) = extract_many([notice], registry=registry)
    assert named.notice.tasks[0].lead_units[0].name == "测试县发展改革和科技局"
    assert extract(notice) == plain
    assert plain.tasks[0].lead_units[0].name != "测试县发展改革和科技局"
