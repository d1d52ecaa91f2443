"""What the source must not hold: ways for a file to be run, or to be parsed without bounds."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from pathlib import Path

import pytest

import extractor

ROOT = Path(extractor.__file__).parent
SOURCES = {
    path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in ROOT.rglob("*.py")
}
PARSES_XML = re.compile(
    r"\bXMLParser\(|\betree\.(?:fromstring|parse|XML|iterparse)\(|\bxml\.(?:sax|dom|etree|parsers)"
)
MAY_PARSE = {
    "readers/xml.py",
    "readers/html/__init__.py",  # HTML alone
    "checks/fixing/word.py",  # finds bytes in parts that the reader has parsed before
}
NOWHERE = (
    r"\bpickle\b|\bmarshal\b|\bshelve\b",
    r"shell=True|os\.system\(|os\.popen\(",
    r"(?<![.\w])(?:eval|exec)\(",
    r"\byaml\.load\(",
    r"urllib\.request|\brequests\.(?:get|post)\(",
)


@pytest.mark.parametrize("pattern", NOWHERE)
def test_nothing_of_a_file_can_be_run_or_fetched(pattern):
    found = [name for name, text in SOURCES.items() if re.search(pattern, text)]
    assert found == []


def test_xml_is_parsed_in_one_place():
    found = {name for name, text in SOURCES.items() if PARSES_XML.search(text)}
    assert found <= MAY_PARSE


DISTRIBUTIONS = {
    "dateutil": "python-dateutil",
    "pdfminer": "pdfminer.six",
    "jsonschema_rs": "jsonschema-rs",
    "PIL": "pillow",
}
IN_EXTRAS = {"cv2", "pandas", "pyarrow", "rapidocr", "ray"}
"""Imported where they are asked for, behind `MissingExtra`."""


def test_what_is_imported_is_installed_and_the_reverse():
    project = tomllib.loads((ROOT.parent / "pyproject.toml").read_text("utf-8"))["project"]
    declared = {re.split(r"[<>=\[]", one)[0] for one in project["dependencies"]}
    imported = {
        DISTRIBUTIONS.get(name, name)
        for text in SOURCES.values()
        for name in _imported(text)
        if name not in sys.stdlib_module_names and name != "extractor"
    }
    assert imported - IN_EXTRAS == declared


def _imported(text: str) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found
