"""Strings with runs of their own looks (18.4): shared ones and those in a cell."""

from __future__ import annotations

from lxml import etree

from extractor.bounds import bounds
from extractor.errors import TooLarge
from extractor.readers.docx.styles import PLAIN
from extractor.readers.sheets.model import Run
from extractor.readers.xlsx.looks import read_font
from extractor.readers.xlsx.names import S, unescaped


def shared_strings(root: etree._Element | None) -> list[tuple[Run, ...]]:
    """Return the strings of ``sst`` in order.

    Raises:
        TooLarge: More than a million.
    """
    elements = [] if root is None else root.findall(f"{S}si")
    if len(elements) > bounds().strings:
        raise TooLarge(f"the workbook has more than {bounds().strings} strings: no notice has")
    return [read_string(element) for element in elements]


def read_string(element: etree._Element) -> tuple[Run, ...]:
    """Return the runs of an ``si``, ``is`` or comment; reading aids (``rPh``) are left out."""
    runs: list[Run] = []
    for child in element:
        if child.tag == f"{S}t" and child.text:
            runs.append(Run(unescaped(child.text), PLAIN))
        elif child.tag == f"{S}r":
            text = "".join(part.text or "" for part in child.iterchildren(f"{S}t"))
            if text:
                runs.append(Run(unescaped(text), read_font(child.find(f"{S}rPr"))))
    return tuple(runs)
