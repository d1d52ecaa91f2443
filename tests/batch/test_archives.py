"""Archives give what is in them, and stop where a limit is."""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import random
import tarfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.batch.archives import form_of, unpack
from extractor.batch.archives.budget import Budget
from extractor.batch.archives.unpack import safe_name
from extractor.batch.messages import Closed, Failed, Member, Opened, Passed
from extractor.batch.sources.globs import Choice
from extractor.errors import UnsafePath
from tests import odd_files
from tests.batch import archive_files as made
from tests.batch.archive_files import PACKERS, tarred, zipped
from tests.cli.command import NOTICE

PAGE = b"<!DOCTYPE html><title>page</title>"
PROSE = NOTICE.encode()


def opened(data, *, name="a", include=(), exclude=(), **limits):
    """Return what is in an archive, each by its uri, and the code it ended with."""
    chosen = {"members": 100, "member": 1 << 24, "total": 1 << 26, "ratio": 200, "depth": 3}
    budget = Budget(size=len(data), **{**chosen, **limits})
    file = io.BytesIO(data)
    form = form_of(file)
    assert form is not None
    file.seek(0)
    found = {}
    for message, descriptor in unpack(file, name, form, budget, Choice(include, exclude)):
        if isinstance(message, Member):
            with os.fdopen(descriptor, "rb") as member:
                member.seek(0)
                content = member.read()
            assert message.size == len(content)
            assert message.sha256 == hashlib.sha256(content).hexdigest()
            found[message.uri] = content
        elif isinstance(message, Passed):
            found[message.uri] = f"({message.reason})"
        elif isinstance(message, Failed):
            found[message.uri] = message.code
        elif isinstance(message, Closed):
            last = (message.uri, message.code)
            if message.uri != name:
                found[message.uri] = message.code
        else:
            assert isinstance(message, Opened)
    assert last[0] == name
    return found, last[1]


def test_a_member_that_has_been_sent_is_left_alone():
    """Whoever has a descriptor of it shares its position with whoever sent it."""
    data = zipped({f"{n}.txt": b"\x89PNG" + bytes(9000) for n in range(3)})
    file = io.BytesIO(data)
    budget = Budget(size=len(data), members=9, member=1 << 24, total=1 << 26, ratio=2000, depth=3)
    sent = []
    for message, descriptor in unpack(file, "a", "zip", budget, Choice((), ())):
        assert all(os.lseek(other, 0, os.SEEK_CUR) == 7 for other in sent)
        if isinstance(message, Member):
            os.lseek(descriptor, 7, os.SEEK_SET)
            sent.append(descriptor)
    assert len(sent) == 3
    for descriptor in sent:
        os.close(descriptor)


@pytest.mark.parametrize(
    ("name", "data", "form"),
    [
        ("a zip", zipped({"a.txt": b"a"}), "zip"),
        ("an empty zip", zipped({}), "zip"),
        ("a tar", tarred({"a.txt": b"a"}), "tar"),
        ("a crawl", made.crawl([], packed=False), "warc"),
        ("an old crawl", made.arc("http://a/", b""), "arc"),
        *((suffix, pack(b"a"), None) for suffix, pack in PACKERS.items()),
        ("a document", odd_files.docx(b"<a/>"), ...),
        ("a document of another order", zipped({"a.xml": b"", "[Content_Types].xml": b""}), ...),
        ("half a document", odd_files.docx(b"<a/>")[:300], ...),
        ("OFD", zipped({"Doc_0/a.xml": b"", "OFD.xml": b""}), ...),
        ("OpenDocument", zipped({"mimetype": b"application/epub+zip"}), ...),
        ("a PDF", b"%PDF-1.7", ...),
        ("prose", PROSE, ...),
        ("nothing", b"", ...),
        ("prose like a tar", b"a" * 512, ...),
    ],
)
def test_what_is_an_archive_its_bytes_say(name, data, form):
    told = form_of(io.BytesIO(data))
    assert (told is None) == (form is ...), told
    if form not in {None, ...}:
        assert told == form


def test_members_of_a_zip_come_in_its_order():
    found, end = opened(zipped({"z/b.txt": b"1", "a.txt": b"2", "z/": b""}))
    assert (list(found.items()), end) == ([("a!/z/b.txt", b"1"), ("a!/a.txt", b"2")], None)


@pytest.mark.parametrize("packing", ["", *PACKERS])
def test_members_of_a_tar_in_any_packing(packing):
    data = tarred({"b/通知.txt": PROSE, "a.bin": b"2" * 5000})
    data = PACKERS[packing](data) if packing else data
    assert opened(data) == ({"a!/b/通知.txt": PROSE, "a!/a.bin": b"2" * 5000}, None)


@pytest.mark.parametrize("packing", [*PACKERS])
def test_one_file_that_is_packed(packing):
    name = f"x/a.html.{packing}"
    assert opened(PACKERS[packing](PAGE), name=name) == ({f"{name}!/a.html": PAGE}, None)


@pytest.mark.parametrize("packing", [*PACKERS])
def test_packed_streams_may_follow_one_another(packing):
    pack = PACKERS[packing]
    assert opened(pack(b"one") + pack(b"two"), name=f"a.{packing}")[0] == {
        f"a.{packing}!/a": b"onetwo"
    }


@pytest.mark.parametrize("make", [made.zipped_in_gbk, made.tarred_in_gbk])
def test_names_in_gbk_are_read(make):
    assert opened(make("附件/关于印发工作要点的通知.txt", b"a"))[0] == {
        "a!/附件/关于印发工作要点的通知.txt": b"a"
    }


def test_names_of_two_members_may_be_the_same():
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = zipped([("a", b"1"), ("a", b"2"), ("./a", b"3")])
    assert opened(data)[0] == {"a!/a": b"1", "a!/a#2": b"2", "a!/a#3": b"3"}


def test_archives_in_archives_are_opened_in_their_place():
    inner = PACKERS["gz"](tarred({"t.txt": b"t"}))
    data = zipped({"1": b"1", "in.zip": zipped({"x.tgz": inner, "y": b"y"}), "2": b"2"})
    found, end = opened(data)
    assert end is None
    assert list(found) == [
        "a!/1",
        "a!/in.zip!/x.tgz!/t.txt",
        "a!/in.zip!/x.tgz",
        "a!/in.zip!/y",
        "a!/in.zip",
        "a!/2",
    ]


def test_documents_in_archives_are_not_opened():
    document = odd_files.docx(b"<a/>")
    assert opened(zipped({"a.docx": document}))[0] == {"a!/a.docx": document}


def test_litter_and_choice():
    data = zipped(dict.fromkeys(("~$a.docx", "__MACOSX/._a", "b/a.pdf", "b/a.txt"), b"a"))
    assert opened(data, exclude=("*.txt",))[0] == {
        "a!/~$a.docx": "(lock-file)",
        "a!/__MACOSX/._a": "(system-file)",
        "a!/b/a.pdf": b"a",
    }
    assert list(opened(data, include=("b/*.txt",))[0]) == ["a!/b/a.txt"]


# Crawls.


@pytest.mark.parametrize("packed", [True, False])
def test_a_crawl_gives_documents_by_time_and_url(packed):
    answers = [
        ("http://a.gov.cn/1.html", "200 text/html; charset=utf-8", PAGE),
        ("http://a.gov.cn/1.css", "200 text/css", b"p{}"),
        ("http://a.gov.cn/none", "404 text/html", PAGE),
        ("http://a.gov.cn/f.docx?id=2", "200 application/octet-stream", odd_files.docx(b"<a/>")),
        ("http://a.gov.cn/1.html", "200 text/html", PAGE + b"2"),
    ]
    found, end = opened(made.crawl(answers, packed=packed))
    assert end is None
    assert found == {
        "a!/20240301080000/http://a.gov.cn/1.html": PAGE,
        "a!/20240301080001/http://a.gov.cn/1.css": "(media-type)",
        "a!/20240301080002/http://a.gov.cn/none": "(http-status)",
        "a!/20240301080003/http://a.gov.cn/f.docx?id=2": odd_files.docx(b"<a/>"),
        "a!/20240301080004/http://a.gov.cn/1.html": PAGE + b"2",
    }


def test_an_archive_that_was_crawled_is_opened():
    data = made.crawl([("http://a/x.zip", "200 application/zip", zipped({"n.txt": b"n"}))])
    assert opened(data)[0] == {
        "a!/20240301080000/http://a/x.zip!/n.txt": b"n",
        "a!/20240301080000/http://a/x.zip": None,
    }


def test_the_choice_goes_by_the_path_of_the_url():
    answers = [(f"http://a/{name}?x=1", "200 text/html", PAGE) for name in ("b/c.html", "d.htm")]
    assert len(opened(made.crawl(answers), include=("*.html",))[0]) == 1


def test_an_answer_that_was_packed_on_the_way():
    answer = ("http://a/", "200 text/html\r\nContent-Encoding: gzip", gzip.compress(PAGE))
    assert list(opened(made.crawl([answer]))[0].values()) == [PAGE]


def test_an_answer_that_swells_is_a_failure():
    swelling = gzip.compress(bytes(8 << 20))
    answers = [
        ("http://a/1", "200 text/html\r\nContent-Encoding: gzip", swelling),
        ("http://a/2", "200 text/html", PAGE),
    ]
    assert list(opened(made.crawl(answers))[0].values()) == ["too-large", PAGE]


def test_an_arc():
    assert opened(made.arc("http://a/x.html", PAGE)) == (
        {"a!/20060102030405/http://a/x.html": PAGE},
        None,
    )
    assert opened(gzip.compress(made.arc("http://a/x.html", PAGE)))[1] is None


# Hostile archives.


@pytest.mark.parametrize(
    "name", ["../a", "a/../../b", "/etc/passwd", "C:\\a.txt", "..\\a.txt", "\\\\host\\a"]
)
def test_names_that_lead_out_are_failures(name):
    with pytest.raises(UnsafePath):
        safe_name(name)
    found, end = opened(tarred({name: b"a", "b": b"b"}))
    assert (list(found.values()), end) == (["unsafe-path", b"b"], None)


@pytest.mark.parametrize(
    ("name", "safe"), [("./a", "a"), ("a//b", "a/b"), ("a\\b.txt", "a/b.txt"), ("a..b", "a..b")]
)
def test_names_that_only_look_odd_are_kept(name, safe):
    assert safe_name(name) == safe


@given(st.text())
def test_no_name_leads_out(name):
    try:
        safe = safe_name(name)
    except UnsafePath:
        return
    assert not {"", ".", ".."}.intersection(safe.split("/"))


def test_links_and_devices():
    data = tarred(
        {
            "a": (tarfile.SYMTYPE, "/etc/passwd"),
            "b": (tarfile.LNKTYPE, "x"),
            "c": (tarfile.FIFOTYPE, ""),
            "d": b"d",
        }
    )
    assert opened(data)[0] == {
        "a!/a": "unsafe-path",
        "a!/b": "unsafe-path",
        "a!/c": "(special-file)",
        "a!/d": b"d",
    }
    assert opened(made.zipped_with_link("l", "/etc"))[0] == {"a!/l": "unsafe-path"}


def test_an_encrypted_member_is_a_failure_of_its_own():
    assert opened(made.zipped_with_password("a.docx")) == ({"a!/a.docx": "encrypted"}, None)


def test_members_that_share_bytes_are_refused():
    assert opened(made.zipped_with_overlap("a", b"a" * 999)) == ({}, "corrupt")


def test_a_member_that_swells_costs_itself():
    data = zipped({"bomb": bytes(4 << 20), "a": b"a"})
    assert opened(data) == ({"a!/bomb": "too-large", "a!/a": b"a"}, None)
    found, end = opened(data, ratio=10_000)
    assert (len(found["a!/bomb"]), end) == (4 << 20, None)


@pytest.mark.parametrize("packing", [*PACKERS])
def test_a_stream_that_swells_is_ended(packing):
    found, end = opened(PACKERS[packing](tarred({"a": b"a", "zeros": bytes(8 << 20)})))
    assert end == "too-large"
    assert set(found.values()) <= {b"a", "too-large"}


def test_all_members_together_are_bounded():
    noise = random.Random(0).randbytes(1 << 16)
    data = zipped({str(n): noise[n:] for n in range(40)})
    # An archive may expand to ten times its own size in any case.
    found, end = opened(data, total=1 << 20)
    assert (len(found), end) == (40, None)
    zeros = zipped({str(n): bytes(1 << 20) for n in range(40)})
    found, end = opened(zeros, total=5 << 20, ratio=10_000)
    assert end == "too-large"
    assert list(found.values()) == [bytes(1 << 20)] * 5


def test_nested_archives_share_one_account():
    inner = zipped({str(n): bytes(1 << 20) for n in range(3)})
    data = zipped({"1.zip": inner, "2.zip": inner + b"", "3": b"3"})
    found, end = opened(data, total=4 << 20, ratio=10_000)
    assert end == "too-large"
    assert found["a!/1.zip"] is None
    assert found["a!/2.zip"] == "too-large"
    assert "a!/3" not in found


@pytest.mark.parametrize("make", [zipped, tarred])
def test_members_are_counted(make):
    members = {str(n): b"" for n in range(101)}
    found, end = opened(make(members))
    assert end == "too-many"
    assert len(found) == (0 if make is zipped else 100)
    assert opened(make(members), members=101)[1] is None


def test_archives_are_opened_so_deep_and_no_deeper():
    data = b"bottom"
    for _ in range(5):
        data = zipped({"in.zip": data})
    found, end = opened(data)
    assert end is None
    assert found == {
        "a!/in.zip!/in.zip!/in.zip": "too-deep",
        "a!/in.zip!/in.zip": None,
        "a!/in.zip": None,
    }
    assert opened(data, depth=5)[0]["a" + "!/in.zip" * 5] == b"bottom"


def test_an_archive_of_itself_ends():
    # No quine is at hand; one archive in many levels does as well.
    data = b"x"
    for _ in range(40):
        data = gzip.compress(data)
    assert "too-deep" in opened(data, name="a.gz")[0].values()


# Damage.


@pytest.mark.parametrize("packing", ["", *PACKERS])
def test_a_tar_that_is_cut_says_so_wherever_it_is_cut(packing):
    whole = tarred({f"{n}.txt": bytes([n]) * 3000 for n in range(9)})
    data = PACKERS[packing](whole) if packing else whole
    for at in range(1, 20):
        cut = data[: len(data) * at // 20]
        if form_of(io.BytesIO(cut)) is None or (not packing and len(cut) > len(whole) - 9000):
            continue  # zeros at the end are no loss
        found, end = opened(cut)
        assert end in {"truncated", "corrupt"}, (packing, at)
        assert all(
            found.get(f"a!/{n}.txt", bytes([n]) * 3000) in {bytes([n]) * 3000, end, "truncated"}
            for n in range(9)
        )


def test_a_tar_that_is_damaged_in_the_middle_says_so():
    data = bytearray(tarred({f"{n}.txt": b"a" * 600 for n in range(5)}))
    at = data.index(b"3.txt")
    data[at : at + 600] = b"\xff" * 600
    found, end = opened(bytes(data))
    assert (len(found), end) == (3, "corrupt")


def test_a_zip_that_is_cut_is_refused():
    data = zipped({"a": PROSE, "b": PROSE})
    assert opened(data[: len(data) // 2]) == ({}, "truncated")


def test_a_member_with_a_wrong_checksum_is_a_failure():
    found, end = opened(made.crc_broken(zipped({"a": PROSE})))
    assert (found, end) == ({"a!/a": "corrupt"}, None)


@pytest.mark.parametrize("packed", [True, False])
def test_a_crawl_that_is_cut_says_so(packed):
    answers = [(f"http://a/{n}", "200 text/html", PAGE + bytes([65 + n]) * 3000) for n in range(9)]
    data = made.crawl(answers, packed=packed)
    for at in range(4, 20):
        found, end = opened(data[: len(data) * at // 20])
        assert end in {"truncated", "corrupt"}, at
        assert all(value in {"truncated", *(a[2] for a in answers)} for value in found.values())


@settings(max_examples=60)
@given(
    st.sampled_from(["zip", "tar", "warc", "arc", *PACKERS]),
    st.integers(0, 1 << 30),
    st.integers(1, 6),
)
def test_no_damage_is_a_surprise(kind, seed, changes):
    members = {"a.txt": PROSE, "b/c.html": PAGE * 9, "d.zip": zipped({"e": PROSE})}
    data = bytearray(
        {
            "zip": lambda: zipped(members),
            "tar": lambda: tarred(members),
            "warc": lambda: made.crawl([("http://a/", "200 text/html", PAGE * 9)] * 3),
            "arc": lambda: made.arc("http://a/", PAGE),
        }.get(kind, lambda: PACKERS[kind](tarred(members)))()
    )
    drawn = random.Random(seed)
    for _ in range(changes):
        data[drawn.randrange(len(data))] = drawn.randrange(256)
    if form_of(io.BytesIO(data)) is not None:
        _, end = opened(bytes(data))
        assert end in {None, "corrupt", "truncated", "too-large", "too-many", "unsupported"}
