"""OFD files made to harm who reads them, written part by part."""

from __future__ import annotations

from collections.abc import Callable

from tests.forge.ofd import document, element, package, part

WORDS = "某某市人民政府办公室文件"
RESOURCES = element("DocumentRes", "Res.xml")


def text(content: str = WORDS, **more: str) -> str:
    code = {"X": "0", "Y": "5", "DeltaX": "g 99 5"}
    code |= {key: more.pop(key) for key in ("X", "Y", "DeltaX") if key in more}
    inner = element("TextCode", content, **code)
    return element("TextObject", inner, **{"Boundary": "30 35 60 6", "Size": "5"} | more)


def path(data: str, **more: str) -> str:
    return element("PathObject", element("AbbreviatedData", data), Boundary="0 0 210 297", **more)


def layer(*items: str) -> str:
    return element("Layer", "".join(items))


def ofd(*items: str, resources: str = "", **more: object) -> bytes:
    """Return a file of one page with some text, then the items."""
    members = {"Doc_0/Res.xml": part("Res", resources)} if resources else {}
    members |= more.pop("members", {})  # type: ignore[arg-type]
    return document(
        [layer(text(), *items)],
        common=RESOURCES + str(more.pop("common", "")),
        more=members,
        **more,
    )  # type: ignore[arg-type]


def units(*contents: str) -> str:
    """Return composite units numbered from 1."""
    return element(
        "CompositeGraphicUnits",
        "".join(
            element("CompositeGraphicUnit", element("Content", content), ID=str(number))
            for number, content in enumerate(contents, 1)
        ),
    )


def shown(number: int) -> str:
    return element("CompositeObject", Boundary="0 0 50 50", ResourceID=str(number))


def pages_of(count: int, template: str) -> bytes:
    """Return ``count`` pages that each show the template."""
    page = element("Page", element("Template", TemplateID="9") + element("Content", layer(text())))
    whole = page.replace("<Page>", "<Page>", 1)
    return document(
        [whole] * count,
        common=element("TemplatePage", ID="9", BaseLoc="Tpl.xml"),
        more={"Doc_0/Tpl.xml": part("Page", element("Content", layer(template)))},
    )


def same_page(count: int) -> bytes:
    """Return a document that names its one page ``count`` times."""
    listed = element("Page", ID="1", BaseLoc="P.xml") * count
    root = element("CommonData", "") + element("Pages", listed)
    return package(
        {
            "OFD.xml": part("OFD", element("DocBody", element("DocRoot", "Doc_0/Document.xml"))),
            "Doc_0/Document.xml": part("Document", root),
            "Doc_0/P.xml": part("Page", element("Content", layer(text()))),
        }
    )


def with_doctype(name: str) -> bytes:
    """Return a file of which the part ``name`` declares a DOCTYPE."""
    evil = (
        '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
        "<Page>&b;</Page>"
    )
    return document([layer(text())], more={name: evil}, common=RESOURCES)


CASES: dict[str, Callable[[], bytes]] = {
    "an offset repeated a billion times": lambda: ofd(text(DeltaX="g 999999999 5")),
    "offsets that are no numbers": lambda: ofd(text(DeltaX="g g g nan inf 1e999 - g -1 5")),
    "a million offsets": lambda: ofd(text(DeltaX="1 " * 1_000_000)),
    "a million characters": lambda: ofd(text("任务" * 500_000)),
    "a text node of 11 MB": lambda: ofd(text("a" * 11_000_000)),
    "100,000 text objects": lambda: ofd(text() * 100_000),
    "100,000 paths": lambda: ofd(path("M 0 0 L 9 0") * 100_000),
    "a path of a million points": lambda: ofd(path("M 0 0 " + "L 9 9 L 1 1 " * 500_000)),
    "a path of a million letters": lambda: ofd(path("MLQBAC" * 200_000)),
    "a lattice of 4,000 rules": lambda: ofd(
        *(path(f"M 0 {n / 8} L 210 {n / 8}") for n in range(2_000)),
        *(path(f"M {n / 10} 0 L {n / 10} 297") for n in range(2_000)),
    ),
    "numbers beyond reckoning": lambda: ofd(
        text(CTM="1e308 1e308 1e308 1e308 1e308 1e308", Size="1e308", X="nan"),
        path("M 1e999 -1e999 L nan inf", CTM="nan nan nan nan nan nan"),
    ),
    "a matrix of zeros": lambda: ofd(
        text(CTM="0 0 0 0 0 0"), path("M 0 0 L 9 9", CTM="0 0 0 0 0 0")
    ),
    "a page of no size": lambda: document([layer(text())], size=(0, 0)),
    "a page of a kilometre": lambda: document([layer(text())], size=(1e6, 1e6)),
    "a page below zero": lambda: document([layer(text())], size=(-210, -297)),
    "a unit in itself": lambda: ofd(shown(1), resources=units(shown(1) + text())),
    "units that branch": lambda: ofd(
        shown(1), resources=units(*(shown(n) * 10 for n in range(2, 12)), text())
    ),
    "units that branch into much writing": lambda: ofd(
        shown(1), resources=units(*(shown(n) * 10 for n in range(2, 7)), text("任" * 100_000))
    ),
    "200 blocks in blocks": lambda: ofd("<PageBlock>" * 200 + text() + "</PageBlock>" * 200),
    "300 blocks in blocks": lambda: ofd("<PageBlock>" * 300 + text() + "</PageBlock>" * 300),
    "parameters in a ring": lambda: ofd(
        text(DrawParam="1"),
        resources=element(
            "DrawParams",
            element("DrawParam", ID="1", Relative="2") + element("DrawParam", ID="2", Relative="1"),
        ),
    ),
    "5,000 pages of a large template": lambda: pages_of(5_000, text() * 5_000),
    "500 pages of much writing": lambda: pages_of(500, text("任" * 900_000)),
    "10,000 times the same page": lambda: same_page(10_000),
    "a DOCTYPE in the entry": lambda: with_doctype("OFD.xml"),
    "a DOCTYPE in a page": lambda: with_doctype("Doc_0/Pages/Page_0/Content.xml"),
    "a DOCTYPE in the resources": lambda: with_doctype("Doc_0/Res.xml"),
    "a part that swells": lambda: document(
        [layer(text())], common=RESOURCES, more={"Doc_0/Res.xml": b"<Res>" + b" " * 150_000_000}
    ),
    "a page outside the package": lambda: package(
        {
            "OFD.xml": part("OFD", element("DocBody", element("DocRoot", "../../../etc/passwd"))),
        }
    ),
    "a document that is its own entry": lambda: package(
        {"OFD.xml": part("OFD", element("DocBody", element("DocRoot", "/OFD.xml")) * 1_000)}
    ),
    "60,000 members": lambda: document(
        [layer(text())], more={f"Doc_0/Res/{n}": b"" for n in range(60_000)}
    ),
    "resources that name themselves": lambda: ofd(
        resources=element("Fonts", element("Font", ID="1", FontName="宋" * 100_000))
    ),
    "20,000 annotations": lambda: ofd(
        tail=element("Annotations", "Notes.xml"),
        members={
            "Doc_0/Notes.xml": part(
                "Annotations", element("Page", element("FileLoc", "N.xml"), PageID="0") * 20
            ),
            "Doc_0/N.xml": part(
                "PageAnnot",
                element("Annot", element("Appearance", text(), Boundary="0 0 9 9"), Type="Stamp")
                * 1_000,
            ),
        },
    ),
}
