"""OFD files (GB/T 33190-2016): what their pages show, where it stands, and what is refused."""

from __future__ import annotations

from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.errors import CorruptSource, EncryptedSource, HostileXml, NoTextLayer
from extractor.model.document import Document, Paragraph
from extractor.readers import read
from extractor.readers.ofd.paths import points
from extractor.readers.ofd.writing import deltas
from tests.forge.ofd import document, element, package, part
from tests.readers.placed import furniture, grid, placed, tables, texts, visible

POINT = 72 / 25.4
LONG = "各县区人民政府，市直各部门、各直属机构："
UNIT = 5.0


def text(content: str, x: float = 30, y: float = 40, **more: str) -> str:
    """A text object of five millimetres an em whose baseline begins at x, y."""
    size = float(more.pop("Size", UNIT))
    code = {"X": "0", "Y": f"{size:g}"}
    if len(content) > 1:
        code["DeltaX"] = f"g {len(content) - 1} {size:g}"
    code |= {key: more.pop(key) for key in ("X", "Y", "DeltaX", "DeltaY") if key in more}
    box = f"{x:g} {y - size:g} {len(content) * size:g} {1.2 * size:g}"
    inner = more.pop("inner", "") + element("TextCode", escape(content), **code)
    return element(
        "TextObject", inner, **{"Boundary": box, "Size": f"{size:g}", "Font": "1"} | more
    )


def path(data: str, box: str, **more: str) -> str:
    return element("PathObject", element("AbbreviatedData", data), Boundary=box, **more)


def layer(*items: str, **more: str) -> str:
    return element("Layer", "".join(items), **more)


def ofd(*items: str, **more: object) -> bytes:
    return document([layer(*items)], **more)  # type: ignore[arg-type]


def first(data: bytes) -> Paragraph:
    block = read(data).blocks[0]
    assert isinstance(block, Paragraph)
    return block


class TestPlaces:
    def test_a_line_stands_where_its_boundary_and_baseline_say(self) -> None:
        found = read(ofd(text(LONG, x=30, y=40)))
        assert texts(found) == [LONG]
        (piece,) = found.blocks[0].pieces  # type: ignore[union-attr]
        assert piece.anchor.page == 1
        x0, top, x1, bottom = piece.anchor.bbox or (0, 0, 0, 0)
        assert (x0, x1) == pytest.approx((30 * POINT, (30 + 5 * len(LONG)) * POINT), abs=0.01)
        assert top < 40 * POINT < bottom

    def test_the_page_is_as_large_as_its_own_area_says_else_as_the_document_s(self) -> None:
        own = element("Area", element("PhysicalBox", "0 0 297 210"))
        pages = [layer(text("甲")), f"<Page>{own}{element('Content', layer(text('乙')))}</Page>"]
        sizes = [(page.width, page.height) for page in read(document(pages, size=(100, 200))).pages]
        assert sizes[0] == pytest.approx((100 * POINT, 200 * POINT))
        assert sizes[1] == pytest.approx((297 * POINT, 210 * POINT))

    def test_objects_in_points_under_a_matrix(self) -> None:
        code = element("TextCode", "通知", X="0", Y="14", DeltaX="14")
        item = element(
            "TextObject", code, Boundary="30 35 20 6", CTM="0.3528 0 0 0.3528 0 0", Size="14"
        )
        paragraph = first(ofd(item))
        assert paragraph.style.size == 14.0
        box = paragraph.pieces[0].anchor.bbox or (0, 0, 0, 0)
        assert box[2] - box[0] == pytest.approx(28, abs=0.1)

    def test_a_composite_object_puts_its_unit_in_place(self) -> None:
        unit = element("Content", text("附件", x=2, y=8))
        units = element(
            "CompositeGraphicUnits",
            element("CompositeGraphicUnit", unit, ID="7", Width="50", Height="20"),
        )
        item = element("CompositeObject", Boundary="100 50 50 20", ResourceID="7")
        found = ofd(
            item,
            common=element("DocumentRes", "Res.xml"),
            more={"Doc_0/Res.xml": part("Res", units)},
        )
        box = first(found).pieces[0].anchor.bbox or (0, 0, 0, 0)
        assert box[0] == pytest.approx(102 * POINT, abs=0.01)

    def test_a_unit_that_holds_itself_ends(self) -> None:
        inside = element("CompositeObject", Boundary="0 0 50 20", ResourceID="7")
        unit = element("Content", inside + text("附件"))
        units = element("CompositeGraphicUnits", element("CompositeGraphicUnit", unit, ID="7"))
        found = read(
            ofd(
                inside,
                common=element("DocumentRes", "Res.xml"),
                more={"Doc_0/Res.xml": part("Res", units)},
            )
        )
        assert placed(found)["附"] == 12

    def test_a_page_written_sideways_is_read_upright(self) -> None:
        lines = [
            element(
                "TextObject",
                element("TextCode", LONG, X="0", Y="5", DeltaX=f"g {len(LONG) - 1} 5"),
                Boundary=f"{150 - 10 * n} 30 6 110",
                CTM="0 1 -1 0 6 0",
                Size="5",
            )
            for n in range(3)
        ]
        found = read(ofd(*lines))
        assert "".join(texts(found)).replace("\n", "") == LONG * 3
        box = found.blocks[0].pieces[0].anchor.bbox  # type: ignore[union-attr]
        assert box is not None
        assert box[2] - box[0] < box[3] - box[1]

    def test_writing_from_top_to_bottom_keeps_its_characters(self) -> None:
        item = text("牵头单位", DeltaX="0 0 0", DeltaY="g 3 5", ReadDirection="90")
        assert visible("".join(texts(read(ofd(item))))) == visible("牵头单位")


class TestOffsets:
    @pytest.mark.parametrize(
        ("written", "count", "offsets"),
        [
            ("1 2 3", 3, [1, 2, 3]),
            ("g 3 2.5", 3, [2.5, 2.5, 2.5]),
            ("1 g 2 4 3", 4, [1, 4, 4, 3]),
            ("6.53", 3, [6.53, 6.53, 6.53]),
            ("1 2 3 4", 2, [1, 2]),
            ("", 2, [0, 0]),
            ("g 999999999 1", 2, [1, 1]),
            ("g", 1, [0]),
            ("x nan 1e999", 3, [0, 0, 0]),
        ],
    )
    def test_offsets_are_as_many_as_the_text_needs(
        self, written: str, count: int, offsets: list[float]
    ) -> None:
        assert deltas(written, count) == offsets

    def test_without_offsets_characters_follow_one_another(self) -> None:
        assert texts(read(ofd(text(LONG, DeltaX="")))) == [LONG]

    def test_latin_words_keep_their_spaces_and_get_no_others(self) -> None:
        words = "GDP will exceed 130 Million, says WTO"
        narrow = {"i": 1.1, "l": 1.1, " ": 1.4, ",": 1.4, "w": 3.6, "W": 4.7, "M": 4.2}
        steps = " ".join(f"{narrow.get(one, 2.6):g}" for one in words[:-1])
        assert texts(read(ofd(text(words, DeltaX=steps)))) == [words]

    def test_columns_of_one_text_object_are_parted(self) -> None:
        steps = "5 40 5"
        assert texts(read(ofd(text("甲乙丙丁", DeltaX=steps)))) == ["甲乙\u3000丙丁"]

    def test_several_codes_of_one_object_go_on_where_they_say(self) -> None:
        codes = "".join(
            element("TextCode", one, X=f"{x:g}", Y="5", DeltaX="5")
            for one, x in (("各县", 0), ("人民", 10), ("政府", 20))
        )
        item = element("TextObject", codes, Boundary="30 40 30 6", Size="5")
        assert texts(read(ofd(item))) == ["各县人民政府"]


class TestLooks:
    def test_red_and_bold(self) -> None:
        red = element("FillColor", Value="255 0 0")
        heading = text("某某市人民政府文件", inner=red, Weight="700")
        style = first(ofd(heading)).style
        assert (style.red, style.bold, style.size) == (
            True,
            True,
            pytest.approx(5 * POINT, abs=0.1),
        )

    @pytest.mark.parametrize("value", ["#FF #00 #00", "230 30 30", "0 255 255 0"])
    def test_red_however_it_is_written(self, value: str) -> None:
        assert first(ofd(text("文件", inner=element("FillColor", Value=value)))).style.red

    def test_colours_and_weights_of_parameters_and_fonts(self) -> None:
        resources = element(
            "Fonts", element("Font", ID="1", FontName="黑体", Bold="true")
        ) + element(
            "DrawParams",
            element("DrawParam", ID="3", Relative="4")
            + element("DrawParam", element("FillColor", Value="200 0 0"), ID="4"),
        )
        style = first(
            ofd(
                text("文件", DrawParam="3"),
                common=element("PublicRes", "/Doc_0/Res.xml"),
                more={"Doc_0/Res.xml": part("Res", resources)},
            )
        ).style
        assert (style.red, style.bold) == (True, True)

    @pytest.mark.parametrize(
        "hidden",
        [
            {"Visible": "false"},
            {"Fill": "false"},
            {"Alpha": "0"},
            {"inner": element("FillColor", Value="0 0 0", Alpha="0")},
            {"inner": element("FillColor", Value="255 255 255")},
        ],
    )
    def test_what_is_not_seen_is_furniture(self, hidden: dict[str, str]) -> None:
        found = read(ofd(text(LONG), text("看不见", y=60, **hidden)))
        assert texts(found) == [LONG]
        assert furniture(found, "hidden") == ["看不见"]

    def test_slanted_writing_is_a_watermark(self) -> None:
        slanted = text("内部资料", y=100, CTM="0.7 0.7 -0.7 0.7 0 0")
        found = read(ofd(text(LONG), slanted))
        assert furniture(found, "watermark") == ["内部资料"]

    def test_characters_without_known_meaning_are_told(self) -> None:
        found = read(ofd(text(LONG + "\ue001\ue002")))
        assert [one.code for one in found.diagnostics] == ["unmapped-characters"]
        assert "2 characters" in found.diagnostics[0].message


class TestTables:
    CELLS = (("序号", "任务"), ("1", "公开"))

    def _words(self) -> list[str]:
        return [
            text(self.CELLS[row][column], x=32 + 40 * column, y=47 + 10 * row)
            for row in range(2)
            for column in range(2)
        ]

    def _rows(self, *rules: str) -> list[list[str | None]]:
        (table,) = tables(read(ofd(*rules, *self._words())))
        return grid(table)

    def test_stroked_boxes(self) -> None:
        boxes = [
            path("M 0 0 L 40 0 L 40 10 L 0 10 C", f"{30 + 40 * c} {40 + 10 * r} 40 10")
            for r in range(2)
            for c in range(2)
        ]
        assert self._rows(*boxes) == [list(row) for row in self.CELLS]

    def test_lines_and_thin_filled_boxes_in_one_path(self) -> None:
        upright = " ".join(f"M {x} 0 L {x} 20" for x in (0, 40, 80))
        level = " ".join(f"M 0 {y} L 80 {y} L 80 {y + 0.2} L 0 {y + 0.2} C" for y in (0, 10, 20))
        rules = [
            path(upright, "30 40 80 20", LineWidth="0.2"),
            path(level, "30 40 80 20", Stroke="false", Fill="true"),
        ]
        assert self._rows(*rules) == [list(row) for row in self.CELLS]

    @pytest.mark.parametrize(
        "unseen",
        [
            {"Stroke": "false"},
            {"Visible": "false"},
            {"Alpha": "0"},
        ],
    )
    def test_lines_that_are_not_painted_part_nothing(self, unseen: dict[str, str]) -> None:
        boxes = [
            path("M 0 0 L 40 0 L 40 10 L 0 10 C", f"{30 + 40 * c} {40 + 10 * r} 40 10", **unseen)
            for r in range(2)
            for c in range(2)
        ]
        assert tables(read(ofd(*boxes, *self._words()))) == []

    def test_the_rules_of_a_template_hold_the_text_of_the_page(self) -> None:
        rules = "".join(
            path("M 0 0 L 40 0 L 40 10 L 0 10 C", f"{30 + 40 * c} {40 + 10 * r} 40 10")
            for r in range(2)
            for c in range(2)
        )
        page = (
            "<Page>"
            + element("Template", TemplateID="9", ZOrder="Background")
            + element("Content", layer(*self._words()))
            + "</Page>"
        )
        data = document(
            [page],
            common=element("TemplatePage", ID="9", BaseLoc="Tpls/Tpl_0/Content.xml"),
            more={"Doc_0/Tpls/Tpl_0/Content.xml": part("Page", element("Content", layer(rules)))},
        )
        (table,) = tables(read(data))
        assert grid(table) == [list(row) for row in self.CELLS]

    @pytest.mark.parametrize(
        ("written", "read_as"),
        [
            ("M 1 2 L 3 4", [(1, 2, True), (3, 4, False)]),
            ("S 1 2 L 3 4 C", [(1, 2, True), (3, 4, False), (0, 0, None)]),
            ("M0,0L5-1", [(0, 0, True), (5, -1, False)]),
            ("M 0 0 Q 1 1 2 0", [(0, 0, True), (1, 1, False), (2, 0, False)]),
            ("M 0 0 A 5 5 0 1 0 9 9", [(0, 0, True), (9, 9, False)]),
            ("M 0 0 L 1", [(0, 0, True)]),
            ("X 1 2 3", []),
        ],
    )
    def test_paths(self, written: str, read_as: list[tuple[float, float, bool | None]]) -> None:
        assert list(points(written)) == read_as


class TestPackage:
    @pytest.mark.parametrize("namespace", ["http://www.ofdspec.org", "urn:other"])
    def test_the_namespace_does_not_matter(self, namespace: str) -> None:
        members = _members(ofd(text(LONG)))
        for name, data in members.items():
            members[name] = data.replace(b"http://www.ofdspec.org/2016", namespace.encode())
        assert texts(read(package(dict(members)))) == [LONG]

    def test_several_documents_are_read_one_after_another(self) -> None:
        members = _members(ofd(text("甲")))
        for name, data in list(members.items()):
            if name.startswith("Doc_0"):
                members[name.replace("Doc_0", "Doc_1")] = data.replace("甲".encode(), "乙".encode())
        members["OFD.xml"] = part(
            "OFD",
            "".join(
                element("DocBody", element("DocRoot", f"Doc_{n}/Document.xml")) for n in range(2)
            ),
        ).encode()
        found = read(package(dict(members)))
        assert [
            (p.text, p.pieces[0].anchor.page) for p in found.blocks if isinstance(p, Paragraph)
        ] == [
            ("甲", 1),
            ("乙", 2),
        ]

    def test_the_current_version_is_read(self) -> None:
        members = _members(ofd(text("旧")))
        for name, data in list(members.items()):
            if name.startswith("Doc_0"):
                members[name.replace("Doc_0", "Doc_1")] = data.replace("旧".encode(), "新".encode())
        version = element("Version", ID="1", Current="true", BaseLoc="/V1.xml")
        members["OFD.xml"] = part(
            "OFD",
            element(
                "DocBody",
                element("DocRoot", "Doc_0/Document.xml") + element("Versions", version),
            ),
        ).encode()
        members["V1.xml"] = part("DocVersion", element("DocRoot", "Doc_1/Document.xml")).encode()
        assert texts(read(package(dict(members)))) == ["新"]

    def test_what_is_attached_is_told(self) -> None:
        listed = element("Attachment", Name="任务清单.xlsx", Visible="true") + element(
            "Attachment", Name="内部数据", Visible="false"
        )
        found = read(
            ofd(
                text(LONG),
                tail=element("Attachments", "Attachs/Attachments.xml"),
                more={"Doc_0/Attachs/Attachments.xml": part("Attachments", listed)},
            )
        )
        assert [(one.code, "任务清单.xlsx" in one.message) for one in found.diagnostics] == [
            ("ofd.attached", True)
        ]

    def test_a_page_that_is_missing_costs_that_page(self) -> None:
        members = _members(document([layer(text("甲")), layer(text("乙"))]))
        del members["Doc_0/Pages/Page_0/Content.xml"]
        found = read(package(dict(members)))
        assert texts(found) == ["乙"]
        assert [one.code for one in found.diagnostics] == ["page-unreadable"]
        assert found.diagnostics[0].anchor is not None
        assert found.diagnostics[0].anchor.page == 1

    def test_without_any_page_it_is_corrupt(self) -> None:
        members = _members(ofd(text(LONG)))
        del members["Doc_0/Pages/Page_0/Content.xml"]
        with pytest.raises(CorruptSource, match="none of its pages"):
            read(package(dict(members)))

    def test_a_broken_part_costs_a_remark(self) -> None:
        found = read(
            ofd(
                text(LONG),
                common=element("PublicRes", "Res.xml"),
                more={"Doc_0/Res.xml": "<Res><Fonts>"},
            )
        )
        assert texts(found) == [LONG]
        assert [one.code for one in found.diagnostics] == ["ofd.part-unreadable"]

    def test_a_locked_package_is_encrypted(self) -> None:
        members = _members(ofd(text(LONG)))
        members["Encryptions.xml"] = part("Encryptions", "").encode()
        with pytest.raises(EncryptedSource, match="password"):
            read(package(dict(members)))

    def test_a_doctype_is_refused(self) -> None:
        members = _members(ofd(text(LONG)))
        name = "Doc_0/Pages/Page_0/Content.xml"
        members[name] = members[name].replace(b"?><Page", b"?><!DOCTYPE a><Page")
        with pytest.raises(HostileXml):
            read(package(dict(members)))


class TestPictures:
    PICTURE = element("ImageObject", Boundary="0 0 210 297", CTM="210 0 0 297 0 0", ResourceID="5")

    def test_a_page_of_one_picture_is_a_scan(self) -> None:
        with pytest.raises(NoTextLayer, match=r"OFD is a scan of 1 page"):
            read(ofd(self.PICTURE))

    def test_a_scanned_page_among_others_is_reported(self) -> None:
        found = read(document([layer(text(LONG)), layer(self.PICTURE)]))
        assert [one.code for one in found.diagnostics] == ["page-without-text"]


class TestAnnotations:
    def _noted(self, kind: str, **more: str) -> Document:
        note = element(
            "Annot",
            element("Appearance", text("批注", x=5, y=10), Boundary="100 20 60 20"),
            Type=kind,
            **more,
        )
        listed = element("Page", element("FileLoc", "Page_0/Annotation.xml"), PageID="0")
        return read(
            ofd(
                text(LONG),
                tail=element("Annotations", "Annots/Annotations.xml"),
                more={
                    "Doc_0/Annots/Annotations.xml": part("Annotations", listed),
                    "Doc_0/Annots/Page_0/Annotation.xml": part("PageAnnot", note),
                },
            )
        )

    def test_what_was_filled_in_is_text(self) -> None:
        found = self._noted("Stamp", Subtype="FreeText")
        assert set(texts(found)) == {LONG, "批注"}
        box = found.blocks[0].pieces[0].anchor.bbox  # type: ignore[union-attr]
        assert box is not None
        assert box[0] == pytest.approx(105 * POINT, abs=0.01)

    def test_a_stamp_is_furniture(self) -> None:
        found = self._noted("Stamp")
        assert texts(found) == [LONG]
        assert furniture(found, "watermark") == ["批注"]

    def test_a_note_that_is_not_shown_is_nowhere(self) -> None:
        assert visible("批注") & placed(self._noted("Stamp", Visible="false")) == {}


ANY = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=9)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(
            ANY,
            st.integers(-20, 250),
            st.integers(-20, 320),
            st.sampled_from(
                [
                    "",
                    "1 0 0 1 0 0",
                    "0 1 -1 0 0 0",
                    "-1 0 0 -1 0 0",
                    "0.7 0.7 -0.7 0.7 0 0",
                    "0 0 0 0 0 0",
                ]
            ),
            st.sampled_from(["", "g 9 5", "5 0 0 5", "-3", "40 40 40"]),
            st.sampled_from(["true", "false"]),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_every_character_is_placed_once(
    items: list[tuple[str, int, int, str, str, str]],
) -> None:
    given_texts = "".join(one[0] for one in items)
    page = [
        text(content, x=x, y=y, CTM=matrix, DeltaX=steps, Visible=shown)
        for content, x, y, matrix, steps, shown in items
    ]
    found = read(ofd(text(LONG), *page))
    assert placed(found) == visible(LONG + given_texts)
    assert not [one for one in found.diagnostics if one.code == "characters-differ"]


def _members(data: bytes) -> dict[str, bytes]:
    import io  # noqa: PLC0415
    import zipfile  # noqa: PLC0415

    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return {name: source.read(name) for name in source.namelist()}
