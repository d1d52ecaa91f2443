"""XML parsed safely: bytes to a tree. The one place that parses XML.

Parts of OOXML and OFD never need a DOCTYPE, so one is refused; nothing is fetched or expanded.
libxml2 itself stops at 256 levels and at text nodes of 10 MB.
"""

from __future__ import annotations

import regex
from lxml import etree

from extractor.bounds import bounds
from extractor.errors import CorruptSource, EmptySource, HostileXml, TooDeep, TooLarge

_DOCTYPE = regex.compile(rb"<\0?!\0?D\0?O\0?C\0?T\0?Y\0?P\0?E")
_PROLOG = 4096
"""Bytes that are searched before parsing; a DOCTYPE behind them is found in the tree."""

_PARSER = etree.XMLParser(
    resolve_entities=False,
    no_network=True,
    load_dtd=False,
    dtd_validation=False,
    huge_tree=False,
    remove_comments=True,
    remove_pis=True,
    collect_ids=False,
)


def parse(data: bytes, where: str) -> etree._Element:
    """Return the root element of ``data``, without comments and processing instructions.

    Args:
        data: One XML document in any encoding it declares.
        where: The part's name, for messages.

    Raises:
        EmptySource: There are no bytes.
        HostileXml: It has a DOCTYPE.
        TooDeep: More than 256 levels of elements.
        TooLarge: More bytes than a part may have, or a text node above 10 MB.
        CorruptSource: It is not well-formed.
    """
    if not data:
        raise EmptySource(f"the part {where} is empty: download the file again")
    if len(data) > bounds().part:
        raise TooLarge(f"the part {where} has {len(data)} bytes; {bounds().part} are allowed")
    if _DOCTYPE.search(data, 0, _PROLOG):
        raise _doctype(where)
    try:
        root = etree.fromstring(data, _PARSER)
    except etree.XMLSyntaxError as fault:
        raise _fault(fault, where) from fault
    except (ValueError, LookupError) as fault:
        raise CorruptSource(f"the part {where} is no XML ({fault})") from fault
    if root.getroottree().docinfo.internalDTD is not None:
        raise _doctype(where)
    return root


def _doctype(where: str) -> HostileXml:
    return HostileXml(f"the part {where} declares a DOCTYPE, which no document needs: not read")


def _fault(fault: etree.XMLSyntaxError, where: str) -> CorruptSource | TooLarge:
    if "depth" in str(fault):
        return TooDeep(f"the part {where} nests more than 256 elements: not read")
    if "limit exceeded" in str(fault):
        return TooLarge(f"the part {where} exceeds a limit of the XML parser: {fault}")
    return CorruptSource(f"the part {where} is not well-formed XML: {fault}")
