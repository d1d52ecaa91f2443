"""Names of WordprocessingML as lxml spells them, and the simple types of its attributes."""

from __future__ import annotations

from typing import Final

from lxml import etree

TRANSITIONAL: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

W: Final = f"{{{TRANSITIONAL}}}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
PIC: Final = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
WP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
V: Final = "{urn:schemas-microsoft-com:vml}"
O: Final = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741 - the prefix Office uses
XML_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"

VAL: Final = f"{W}val"
P: Final = f"{W}p"
P_PR: Final = f"{W}pPr"
R_PR: Final = f"{W}rPr"
TBL: Final = f"{W}tbl"
TR: Final = f"{W}tr"
TC: Final = f"{W}tc"
TEXT_BOX: Final = f"{W}txbxContent"
ALTERNATE: Final = f"{MC}AlternateContent"

_FALSE = frozenset({"0", "false", "off"})
_LARGEST = 0x7FFFFFFF


def local_name(element: etree._Element) -> str:
    """Return the name of an element without its namespace; with a prefix that is never declared."""
    return str(element.tag).rpartition("}")[2]


def is_on(element: etree._Element | None) -> bool:
    """Return an on/off property: present without value is on (ECMA-376 Part 1, 17.17.4)."""
    return element is not None and element.get(VAL) not in _FALSE


def integer(text: str | None, default: int | None = None) -> int | None:
    """Return ``text`` as a number of at most 31 bits, or ``default`` where it is none."""
    if text is None:
        return default
    try:
        value = int(text)
    except ValueError:
        return default
    return value if -_LARGEST <= value <= _LARGEST else default


def value(parent: etree._Element | None, name: str) -> str | None:
    """Return ``w:val`` of the child ``name`` of ``parent``, or None."""
    child = None if parent is None else parent.find(name)
    return None if child is None else child.get(VAL)


def chosen(element: etree._Element) -> etree._Element | None:
    """Return the branch of ``mc:AlternateContent`` that is shown, never both.

    The first choice, as every Word since 2010 takes; the fallback where the choice has nothing
    to read and the fallback has (ECMA-376 Part 3, 9.3).
    """
    choices = element.findall(f"{MC}Choice")
    fallback = element.find(f"{MC}Fallback")
    for choice in choices:
        if fallback is None or _shows(choice) or not _shows(fallback):
            return choice
    return fallback


def _shows(branch: etree._Element) -> bool:
    return next(branch.iter(f"{W}t", f"{A}t", f"{PIC}pic", f"{V}imagedata"), None) is not None
