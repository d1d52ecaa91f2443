"""Web pages (网页): the notice in the page as blocks, the page around it as furniture.

Nothing is fetched: no picture, no frame, no style sheet.
"""

from __future__ import annotations

import regex

from extractor.bounds import bounds
from extractor.errors import EmptySource, TooLarge
from extractor.model.diagnostic import Diagnostic
from extractor.model.document import Block, Document
from extractor.readers.account import accounted
from extractor.readers.charset import Decoded, decode
from extractor.readers.html import metadata
from extractor.readers.html.curtain import draw_aside
from extractor.readers.html.flow import Flow
from extractor.readers.html.lines import Lines
from extractor.readers.html.region import locate, whole_body
from extractor.readers.html.sheet import Sheet
from extractor.readers.html.style import Look, Looks, is_hidden
from extractor.readers.html.tree import Page, parse
from extractor.readers.tabbed import with_tables

_DECLARED = regex.compile(
    rb"""(?ix) <meta \s [^>]{0,300}? charset \s*+ = \s*+ ["']? \s*+ (?P<label> [a-z0-9_-]{2,40} )
    | <\?xml \s [^>]{0,200}? encoding \s*+ = \s*+ ["'] (?P<xml> [a-z0-9_-]{2,40} )"""
)
_XML_DECLARATION = regex.compile(r"\A\s*+<\?xml[^>]{0,500}+>")
_LONG_TAG = regex.compile(r"<[A-Za-z][^<>]{20000,}+")
_TITLE_SITE = regex.compile(r"[_|｜\-—–]")


def read(data: bytes) -> Document:
    """Return the document of an HTML page.

    Raises:
        EmptySource: The page shows no text.
        TooDeep: Elements are nested deeper than the parser follows.
        TooLarge: A tag has thousands of attributes, or the page more text than is read.
    """
    return from_text(decode(data, declared_charset(data)))


def declared_charset(data: bytes) -> str | None:
    """Return the label of the encoding that the markup of a page declares."""
    found = _DECLARED.search(data[:8192])
    return (found["label"] or found["xml"]).decode("ascii") if found else None


def from_text(decoded: Decoded, media_type: str = "text/html") -> Document:
    """Return the document of the decoded markup of a page."""
    page = _parse(decoded.text)
    if page.body is None:
        raise EmptySource("the page has no body: there is no text in it; save the page itself")
    properties = metadata.of_head(page)
    titles = [one.value for one in properties if one.name.lower() in {"articletitle", "og:title"}]
    whole = next((one.value for one in properties if one.name == "title"), "")
    titles += [whole, max((part.strip() for part in _TITLE_SITE.split(whole)), key=len)]
    drawn = draw_aside(page.body)
    region = locate(page.body, titles)
    flow = Flow(region, Lines(), Looks(Sheet("\n".join(page.styles))))
    flow.element(page.body, Look(furniture=None if region.main is page.body else "navigation"))
    flow.finish()
    if not flow.blocks and not flow.furniture and not flow.properties:
        raise EmptySource("the page shows no text: it may be filled in by scripts; save it anew")
    document = Document(
        media_type=media_type,
        blocks=with_tables(flow.blocks),
        furniture=tuple(flow.furniture),
        properties=(*properties, *flow.properties),
        diagnostics=(*decoded.diagnostics(), *flow.diagnostics, *_remarks(flow, drawn=drawn)),
    )
    return accounted(document, page.given)


def fragment(markup: str, first: int) -> tuple[Block, ...]:
    """Return the blocks of a piece of markup that is no page; paragraphs count from ``first``."""
    body = _parse(markup).body
    if body is None:
        return ()
    flow = Flow(whole_body(body), Lines(), Looks(Sheet("")), first=first)
    flow.element(body, Look(chrome_lines=False))
    flow.finish()
    return tuple(flow.blocks)


def _parse(text: str) -> Page:
    text = _XML_DECLARATION.sub("", text)
    _refuse_crowded_tags(text)
    return parse(text, is_hidden)


def _refuse_crowded_tags(text: str) -> None:
    """Refuse a page with tags of so many attributes that comparing them takes minutes."""
    most = bounds().attributes
    for tag in _LONG_TAG.finditer(text):
        if tag.group().count("=") > most:
            raise TooLarge(
                f"a tag of the page has more than {most} attributes: it is not read; "
                "save the text of the notice by itself"
            )


def _remarks(flow: Flow, *, drawn: bool) -> tuple[Diagnostic, ...]:
    if flow.blocks and drawn:
        return (
            Diagnostic(
                code="html.hidden-until-scripts",
                severity="info",
                message="the page hides its text until its scripts run; it was read as shown",
            ),
        )
    if flow.blocks:
        return ()
    return (
        Diagnostic(
            code="html.no-notice",
            severity="warning",
            message="no text of a notice was found in the page, only its navigation; "
            "the text may be loaded by scripts or stand in a frame. Save the page as shown.",
        ),
    )
