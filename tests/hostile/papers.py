"""PDFs made to harm who reads them, written object by object."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Sequence

from reportlab.pdfgen.canvas import Canvas

MILLION = 1_000_000
CATALOG = "<</Type/Catalog/Pages 2 0 R>>"
PAGES = "<</Type/Pages/Kids[3 0 R]/Count 1>>"
PAGE = (
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
    "/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>>"
)
FONT = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
TEXT = b"BT /F 12 Tf 72 720 Td (GB 1 2024 5 notice) Tj ET\n"


def stream(data: bytes, entries: str = "", length: int | None = None) -> bytes:
    size = len(data) if length is None else length
    return f"<<{entries}/Length {size}>>\nstream\n".encode() + data + b"\nendstream"


def packed(data: bytes, entries: str = "") -> bytes:
    return stream(zlib.compress(data, 9), f"/Filter/FlateDecode{entries}")


def pdf(
    content: bytes = b"",
    *more: bytes | str,
    page: str = PAGE,
    pages: str = PAGES,
    catalog: str = CATALOG,
    font: str = FONT,
    trailer: str = "",
    body: bytes | None = None,
) -> bytes:
    """Return a PDF of one page with some text, then ``content``; ``more`` are objects from 6."""
    whole = stream(TEXT + content) if body is None else body
    return objects([catalog, pages, page, whole, font, *more], trailer)


def objects(bodies: Sequence[bytes | str], trailer: str = "") -> bytes:
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, entry in enumerate(bodies, 1):
        places.append(len(out))
        data = entry.encode() if isinstance(entry, str) else entry
        out += b"%d 0 obj\n" % number + data + b"\nendobj\n"
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    for place in places:
        out += b"%010d 00000 n \n" % place
    out += f"trailer\n<</Size {len(bodies) + 1}/Root 1 0 R{trailer}>>\nstartxref\n".encode()
    out += b"%d\n%%%%EOF\n" % table
    return bytes(out)


def boxed(box: str) -> bytes:
    return pdf(page=PAGE.replace("[0 0 595 842]", box))


def form(content: bytes, entries: str = "") -> bytes:
    return stream(content, f"/Type/XObject/Subtype/Form/BBox[0 0 595 842]{entries}")


def many_pages(count: int) -> bytes:
    kids = " ".join(f"{n + 6} 0 R" for n in range(count))
    return pdf(b"", *[PAGE] * count, pages=f"<</Type/Pages/Kids[3 0 R {kids}]/Count {count + 1}>>")


def tree(depth: int) -> bytes:
    """Return a page tree of one page at the end of a chain of ``depth`` nodes."""
    chain = [f"<</Type/Pages/Parent {n + 5} 0 R/Kids[{n + 7} 0 R]/Count 1>>" for n in range(depth)]
    return pdf(b"", *chain, PAGE, pages="<</Type/Pages/Kids[6 0 R]/Count 1>>")


def updated(times: int) -> bytes:
    """Return a file that was saved ``times`` more, each time with a new page."""
    out = bytearray(pdf())
    last = out.rfind(b"startxref")
    previous = int(out[last + 10 : out.find(b"\n", last + 10)])
    for _ in range(times):
        place = len(out)
        out += b"3 0 obj\n" + PAGE.encode() + b"\nendobj\n"
        table = len(out)
        out += b"xref\n3 1\n%010d 00000 n \n" % place
        out += b"trailer\n<</Size 6/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (
            previous,
            table,
        )
        previous = table
    return bytes(out)


def tables_in_a_ring() -> bytes:
    data = pdf(trailer="/Prev 0000000000")
    table = data.rfind(b"xref\n0")
    return data.replace(b"/Prev 0000000000", b"/Prev %010d" % table)


def chars(count: int) -> bytes:
    canvas_lines = b"".join(
        b"BT /F 6 Tf 10 %d Td (%s) Tj ET\n" % (n % 800, b"abcdefghij" * 20)
        for n in range(count // 200)
    )
    return pdf(canvas_lines)


def rules(count: int) -> bytes:
    return pdf(
        b"".join(
            b"%d %d m %d %d l S\n" % (n % 595, n % 842, (n * 7) % 595, n % 842)
            for n in range(count)
        )
    )


def grid(lines: int) -> bytes:
    level = b"".join(
        b"0 %.2f m 595 %.2f l S\n" % (n * 842 / lines, n * 842 / lines) for n in range(lines)
    )
    upright = b"".join(
        b"%.2f 0 m %.2f 842 l S\n" % (n * 595 / lines, n * 595 / lines) for n in range(lines)
    )
    return pdf(level + upright)


def mapped(cmap: bytes) -> bytes:
    return pdf(
        b"BT /F 12 Tf 72 700 Td <00010002> Tj ET",
        stream(b"q Q"),
        packed(cmap),
        font="<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/ToUnicode 7 0 R"
        "/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo"
        "<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 1000"
        "/W[0 4294967295 500]/FontDescriptor<</Type/FontDescriptor/FontName/A/Flags 4>>>>]>>",
    )


def encrypted(handler: str) -> bytes:
    return pdf(
        trailer=f"/Encrypt<</Filter/{handler}/V 5/R 6/Length 256/O(a)/U(b)/P -1>>/ID[(a)(b)]"
    )


def drawn(count: int) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1)
    for n in range(count):
        canvas.saveState()
        canvas.rotate(n % 360)
        canvas.drawString(100, 300, f"task {n} lead unit")
        canvas.restoreState()
    canvas.save()
    return buffer.getvalue()


BOMB = zlib.compress(zlib.compress(bytes(400 * MILLION), 9), 9)
RANGES = b"/CIDInit/ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange\n"

CASES: dict[str, Callable[[], bytes]] = {
    "pages in a ring": lambda: pdf(pages="<</Type/Pages/Kids[2 0 R]/Count 1>>"),
    "a page that is its own parent": lambda: pdf(
        pages="<</Type/Pages/Parent 3 0 R/Kids[3 0 R 3 0 R 3 0 R]/Count 3>>"
    ),
    "a count of two billion": lambda: pdf(pages="<</Type/Pages/Kids[3 0 R]/Count 2147483647>>"),
    "a count below zero": lambda: pdf(pages="<</Type/Pages/Kids[3 0 R]/Count -1>>"),
    "the same page 20,000 times": lambda: pdf(
        pages=f"<</Type/Pages/Kids[{'3 0 R ' * 20_000}]/Count 20000>>"
    ),
    "6,000 pages": lambda: many_pages(6_000),
    "a tree 500 deep": lambda: tree(500),
    "a tree 50,000 deep": lambda: tree(50_000),
    "no pages": lambda: pdf(pages="<</Type/Pages/Kids[]/Count 0>>"),
    "no catalogue": lambda: pdf(catalog="null"),
    "a root that is a number": lambda: pdf(catalog="42"),
    "a root in a ring": lambda: pdf(catalog="1 0 R"),
    "tables in a ring": tables_in_a_ring,
    "3,000 times saved": lambda: updated(3_000),
    "a table of a billion entries": lambda: pdf().replace(b"xref\n0 6", b"xref\n0 999999999"),
    "a start far outside": lambda: (
        pdf()[: pdf().rfind(b"startxref")] + b"startxref\n99999999999\n%%EOF"
    ),
    "a start below zero": lambda: pdf()[: pdf().rfind(b"startxref")] + b"startxref\n-9\n%%EOF",
    "no trailer": lambda: pdf().replace(b"trailer", b"trouble"),
    "a table that points nowhere": lambda: pdf().replace(b"00000 n", b"99999 n"),
    "a file after noise": lambda: b"\0" * 1_000 + pdf(),
    "a file after too much noise": lambda: b"\0" * 5_000 + pdf(),
    "two files": lambda: pdf() + pdf(),
    "half a file": lambda: pdf(TEXT * 999)[:20_000],
    "arrays 100,000 deep": lambda: pdf(b"", "[" * 100_000 + "]" * 100_000),
    "a page of arrays 100,000 deep": lambda: pdf(
        page=PAGE.replace("/Contents 4 0 R", "/Contents " + "[" * 100_000 + "4 0 R" + "]" * 100_000)
    ),
    "dictionaries 50,000 deep": lambda: pdf(b"", "<</A" * 50_000 + " 1" + ">>" * 50_000),
    "a string left open": lambda: pdf(b"", "(" * 500_000),
    "a name of a million": lambda: pdf(b"", "/" + "a" * MILLION),
    "a number of a million digits": lambda: pdf(b"", "9" * MILLION),
    "a stream that swells": lambda: pdf(body=packed(b" " * 300 * MILLION)),
    "a stream that swells twice": lambda: pdf(
        body=stream(BOMB, "/Filter[/FlateDecode/FlateDecode]")
    ),
    "1,000 filters": lambda: pdf(body=stream(TEXT, f"/Filter[{'/ASCIIHexDecode' * 1_000}]")),
    "filters that are not": lambda: pdf(
        body=stream(TEXT, "/Filter[/JBIG2Decode/Nothing/DCTDecode]")
    ),
    "a predictor at the edge": lambda: pdf(
        body=packed(
            TEXT, "/DecodeParms<</Predictor 15/Columns 2147483647/Colors 32/BitsPerComponent 16>>"
        )
    ),
    "a length that lies": lambda: pdf(body=stream(TEXT, length=2_147_483_647)),
    "a length of nothing": lambda: pdf(body=stream(TEXT, length=0)),
    "a length in a ring": lambda: pdf(body=b"<</Length 4 0 R>>\nstream\n" + TEXT + b"endstream"),
    "a stream of noise": lambda: pdf(body=stream(bytes(range(256)) * 999, "/Filter/FlateDecode")),
    "content that is a page": lambda: pdf(page=PAGE.replace("4 0 R", "3 0 R")),
    "contents 50,000 times": lambda: pdf(page=PAGE.replace("4 0 R", f"[{'4 0 R ' * 50_000}]")),
    "states kept 500,000 times": lambda: pdf(b"q " * 500_000),
    "states restored 500,000 times": lambda: pdf(b"Q " * 500_000),
    "texts in texts": lambda: pdf(b"BT " * 200_000),
    "marks in marks": lambda: pdf(b"/P BMC " * 100_000),
    "operands without operators": lambda: pdf(b"1 " * MILLION),
    "operators that are not": lambda: pdf(b"abc " * 500_000),
    "arrays in the content": lambda: pdf(b"[" * 200_000),
    "a picture in the line left open": lambda: pdf(b"BI /W 99999 /H 99999 ID " + bytes(99_999)),
    "a million characters": lambda: chars(MILLION),
    "300,000 characters": lambda: chars(300_000),
    "100,000 rules": lambda: rules(100_000),
    "a grid of 400 by 400": lambda: grid(400),
    "a grid of 3,000 by 3,000": lambda: grid(3_000),
    "50,000 rectangles": lambda: pdf(
        b"".join(b"%d %d 9 9 re f\n" % (n % 595, n % 842) for n in range(50_000))
    ),
    "a path of 300,000 corners": lambda: pdf(b"0 0 m " + b"9 9 l 0 9 l " * 150_000 + b"S"),
    "curves": lambda: pdf(b"0 0 m " + b"1 1 9 9 5 5 c " * 100_000 + b"S"),
    "dashes without length": lambda: pdf(b"[0 0 0] 0 d 0 0 m 500 0 l S " * 999),
    "dashes of a millionth": lambda: pdf(b"[0.000001] 0 d 0 0 m 500 0 l S " * 99),
    "clips in clips": lambda: pdf(b"0 0 500 500 re W n " * 50_000 + TEXT),
    "text turned by every degree": lambda: drawn(3_000),
    "text of no size": lambda: pdf(b"BT /F 0 Tf 9 9 Td (nothing) Tj ET " * 999),
    "text of a giant": lambda: pdf(b"BT /F 1e30 Tf 9 9 Td (giant) Tj ET " * 99),
    "text beyond the numbers": lambda: pdf(
        b"BT /F 12 Tf 1e38 1e38 Td (far) Tj 1e38 1e38 Td (far) Tj ET " * 99
    ),
    "text squeezed to nothing": lambda: pdf(b"BT /F 12 Tf 0 Tz 9 9 Td (flat) Tj ET " * 99),
    "a matrix of nothing": lambda: pdf(b"0 0 0 0 0 0 cm " + TEXT),
    "a matrix at the edge": lambda: pdf(b"1e38 0 0 1e38 0 0 cm " * 9 + TEXT),
    "numbers that are none": lambda: pdf(b"nan inf -inf 1e999 0x1F re f " * 999 + TEXT),
    "one glyph 100,000 times": lambda: pdf(
        b"BT /F 12 Tf 72 600 Td " + b"(a) Tj 0 0 Td " * 100_000 + b"ET"
    ),
    "a page of no size": lambda: boxed("[0 0 0 0]"),
    "a page turned inside out": lambda: boxed("[595 842 0 0]"),
    "a page of a billion points": lambda: boxed("[0 0 1000000000 1000000000]"),
    "a page beyond the numbers": lambda: boxed("[-1e38 -1e38 1e38 1e38]"),
    "a page box of names": lambda: boxed("[/A /B /C /D]"),
    "a page box too short": lambda: boxed("[0 0]"),
    "a turn by 45 degrees": lambda: pdf(page=PAGE.replace("/Type/Page/", "/Type/Page/Rotate 45/")),
    "a turn by a billion": lambda: pdf(
        page=PAGE.replace("/Type/Page/", "/Type/Page/Rotate 1000000000/")
    ),
    "a unit of a billion": lambda: pdf(
        page=PAGE.replace("/Type/Page/", "/Type/Page/UserUnit 1e9/")
    ),
    "a form in itself": lambda: pdf(b"/X Do", form(b"/X Do", "/Resources<</XObject<</X 6 0 R>>>>")),
    "forms that branch": lambda: pdf(
        b"/X Do",
        *[form(b"/X Do " * 10, f"/Resources<</XObject<</X {7 + n} 0 R>>>>") for n in range(12)],
        form(b"0 0 9 9 re f"),
    ),
    "a form 20,000 times": lambda: pdf(
        b"/X Do " * 20_000,
        form(b"BT /F 9 Tf 9 9 Td (a) Tj ET 0 0 9 9 re f", "/Resources<</Font<</F 5 0 R>>>>"),
    ),
    "a glyph that draws itself": lambda: pdf(
        b"",
        stream(b"q Q"),
        stream(b"9 0 0 0 9 9 d1 BT /F 9 Tf (a) Tj ET"),
        font="<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/FirstChar 0/LastChar 255"
        "/Widths 5 0 R/Encoding<</Differences[71/a 66/a]>>/CharProcs<</a 7 0 R>>/Resources<</Font<</F 5 0 R>>>>>>",
    ),
    "a font in a ring": lambda: pdf(
        font="<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[5 0 R]>>"
    ),
    "a font that is a number": lambda: pdf(font="42"),
    "a font file of noise": lambda: pdf(
        b"",
        stream(b"q Q"),
        stream(bytes(range(256)) * 99),
        font="<</Type/Font/Subtype/TrueType/BaseFont/A/FontDescriptor<</Type/FontDescriptor/FontName/A/Flags 4/FontFile2 7 0 R>>>>",
    ),
    "widths of four billion": lambda: mapped(RANGES + b"endcmap"),
    "a range of every character": lambda: mapped(
        RANGES + b"1 beginbfrange <0000> <FFFFFFFF> <0000> endbfrange endcmap"
    ),
    "100,000 ranges": lambda: mapped(
        RANGES + b"1 beginbfrange <0000> <FFFF> <4E00> endbfrange\n" * 100_000
    ),
    "a character of a million": lambda: mapped(
        RANGES + b"1 beginbfchar <0001> <" + b"4E00" * MILLION + b"> endbfchar"
    ),
    "a map in a ring": lambda: mapped(RANGES + b"/Identity-H usecmap " * 9_999),
    "20,000 annotations": lambda: pdf(
        page=PAGE.replace(
            "/Type/Page/",
            "/Type/Page/Annots["
            + "<</Type/Annot/Subtype/FreeText/Contents(a)/Rect[0 0 9 9]>>" * 20_000
            + "]/",
        )
    ),
    "an annotation in itself": lambda: pdf(
        b"",
        "<</Type/Annot/Subtype/Popup/Parent 6 0 R/Popup 6 0 R/Rect[0 0 9 9]>>",
        page=PAGE.replace("/Type/Page/", "/Type/Page/Annots[6 0 R 6 0 R]/"),
    ),
    "a field in itself": lambda: pdf(
        b"",
        "<</FT/Tx/T(a)/V(b)/Kids[6 0 R]/Parent 6 0 R>>",
        catalog="<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[6 0 R]>>>>",
    ),
    "an outline in a ring": lambda: pdf(
        b"",
        "<</Title(a)/Next 6 0 R/First 6 0 R>>",
        catalog="<</Type/Catalog/Pages 2 0 R/Outlines 6 0 R>>",
    ),
    "a program": lambda: pdf(
        b"",
        "<</S/JavaScript/JS(while(1){app.alert(1)})>>",
        catalog="<</Type/Catalog/Pages 2 0 R/OpenAction 6 0 R>>",
    ),
    "a command": lambda: pdf(
        b"", "<</S/Launch/F(/bin/sh)>>", catalog="<</Type/Catalog/Pages 2 0 R/OpenAction 6 0 R>>"
    ),
    "an address": lambda: pdf(
        b"",
        "<</S/URI/URI(http://127.0.0.1:9/)>>",
        catalog="<</Type/Catalog/Pages 2 0 R/OpenAction 6 0 R>>",
    ),
    "a stream in another file": lambda: pdf(body=stream(b"", "/F(/etc/passwd)")),
    "a picture of a billion points": lambda: pdf(
        b"500 0 0 500 0 0 cm /X Do",
        stream(
            b"\0",
            "/Type/XObject/Subtype/Image/Width 65535/Height 65535/BitsPerComponent 8/ColorSpace/DeviceRGB",
        ),
    ),
    "a picture of noise": lambda: pdf(
        b"500 0 0 500 0 0 cm /X Do",
        stream(
            bytes(range(256)) * 99,
            "/Type/XObject/Subtype/Image/Width 999/Height 999/BitsPerComponent 1/ColorSpace/DeviceGray/Filter/JBIG2Decode",
        ),
    ),
    "a mask of itself": lambda: pdf(
        b"/X Do",
        stream(
            b"\0",
            "/Type/XObject/Subtype/Image/Width 9/Height 9/BitsPerComponent 8/ColorSpace/DeviceGray/SMask 6 0 R",
        ),
    ),
    "an unknown lock": lambda: encrypted("Nothing"),
    "a lock of bad words": lambda: encrypted("Standard"),
    "an optional layer in itself": lambda: pdf(
        b"/OC /P BDC " + TEXT + b"EMC",
        "<</Type/OCMD/OCGs 6 0 R/VE[/And 6 0 R 6 0 R]>>",
        page=PAGE.replace("/Font", "/Properties<</P 6 0 R>>/Font"),
    ),
}
