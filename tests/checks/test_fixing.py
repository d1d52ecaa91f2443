"""Fixes: certain mendings made, nothing else changed, and once is enough."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from extractor.checks import builtin_rules, check_source
from extractor.checks.files import Target
from extractor.checks.finding import Finding, Mending
from extractor.checks.fixing import mend
from extractor.checks.fixing.difference import difference
from extractor.checks.fixing.groups import changed, compatible
from extractor.checks.fixing.writing import fix_file, fixed_name
from extractor.checks.model_notice import PARTS, written
from extractor.checks.rule import Edit
from extractor.checks.running import Job, check_file
from extractor.model.anchor import Anchor
from tests.checks.examples import text_of
from tests.checks.house import RULES, comma, word
from tests.readers.docx_builder import W, build, pack, part, run, table
from tests.readers.docx_builder import row as table_row

JOB = Job(RULES)
SAMPLES = Path(__file__).parents[2] / "samples"
SPOILT = {
    "first_text": "各单位要细化措施,明确专人,确保完成。",
    "second_text": "请报送三明市沙县区发展和改革局，逾期通报",
}
MENDED = {
    "first_text": "各单位要细化措施，明确专人，确保完成。",
    "second_text": "请报送三明市沙县区发改局，逾期通报。",
}


# -- text ------------------------------------------------------------------------------------------


def test_text_is_mended_and_nothing_else_changes():
    mended = mend(JOB, "a.md", written(SPOILT).encode())
    assert mended.data.decode() == written(MENDED)
    assert (mended.report.fixed, mended.report.unmended, mended.report.findings) == (4, 0, ())


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encoding_and_line_ends_stay(encoding, ending):
    before = written(SPOILT).replace("\n", ending).encode(encoding)
    after = written(MENDED).replace("\n", ending).encode(encoding)
    assert mend(JOB, "a.md", before).data == after


def test_what_the_encoding_cannot_hold_is_left():
    number = next(rule for rule in builtin_rules() if rule.code == "N01")
    data = written({"number": "沙政办[2024]12号"}).encode("big5hkscs", "ignore")
    mended = mend(Job((number,)), "a.txt", data)
    assert mended.report.fixed + mended.report.unmended in {0, 1}


def test_characters_that_are_not_the_files_own_are_left():
    text = written({"first_text": "各单位要细化措施&#44;明确专人,确保完成。"})
    mended = mend(Job((comma,)), "a.md", text.encode())
    assert mended.data.decode() == text.replace("专人,", "专人，")
    assert mended.report.fixed == 1


def test_formats_that_cannot_be_written_are_left_as_they_are():
    data = (SAMPLES / "shaxian-2021.pdf").read_bytes()
    mended = mend(JOB, "a.pdf", data)
    assert mended.data == data
    assert mended.report.fixed == 0
    assert mended.report.unmended == sum(1 for one in mended.report.findings if one.edits) > 0


_PIECES = st.sampled_from(
    [
        "措施,",
        "专人，",
        "，",
        ",",
        "发展和改革局",
        "“六稳,六保”",
        "《办法,试行》",
        "A,B",
        "落实",
        "。",
        "\t",
    ]
)


@given(st.lists(_PIECES, min_size=1, max_size=12), st.lists(_PIECES, min_size=1, max_size=12))
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_twice_is_once_and_only_the_characters_concerned_change(first, second):
    text = written({"first_text": "要" + "".join(first), "second_text": "请" + "".join(second)})
    once = mend(JOB, "a.md", text.encode())
    assert not [one for one in once.report.findings if one.edits]
    assert mend(JOB, "a.md", once.data).data == once.data
    # Undone one by one, the mendings leave the text there was.
    after = once.data.decode()
    assert skeleton(after) == skeleton(text)


def skeleton(text: str) -> str:
    return text.replace("发展和改革局", "发改局").replace(",", "，").replace("。", "")


# -- every rule that ships -------------------------------------------------------------------------


FIXABLE = [
    pytest.param(rule, example, id=f"{rule.code}-{number}")
    for rule in builtin_rules()
    if rule.fixable
    for number, example in enumerate(rule.bad, 1)
    if example.whole is None
]


@pytest.mark.parametrize(("rule", "example"), FIXABLE)
def test_fixes_of_rules_that_ship_are_the_end_of_it(rule, example):
    job = Job((rule,), profile=example.profile)
    data = text_of(example).encode()
    once = mend(job, "a.md", data)
    assert not [one for one in once.report.findings if one.edits]
    assert mend(job, "a.md", once.data).data == once.data
    assert not {
        one.code for one in mend(Job(builtin_rules()), "a.md", once.data).report.findings
    } - {one.code for one in check_text(data)}, "a fix brings no new finding"


def check_text(data: bytes):
    return check_source(data, name="a.md")


# -- DOCX ------------------------------------------------------------------------------------------


def document(*paragraphs: str) -> bytes:
    """Return a DOCX of the model notice with ``paragraphs`` (XML) for its first text."""
    before = [PARTS[name] for name in ("mark", "number", "title", "addressees", "opening", "first")]
    after = [PARTS[name] for name in ("second", "second_text", "signature", "date")]
    body = "".join(f"<w:p>{run(text)}</w:p>" for text in before)
    body += "".join(paragraphs)
    return build(body + "".join(f"<w:p>{run(text)}</w:p>" for text in after))


def texts(data: bytes) -> list[str]:
    """Return the text of each paragraph of the main part, as its elements spell it."""
    root = etree.fromstring(main_part(data))
    return ["".join(t.text or "" for t in p.iter(f"{{{W}}}t")) for p in root.iter(f"{{{W}}}p")]


def main_part(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read("word/document.xml")


def without_text(data: bytes) -> bytes:
    root = etree.fromstring(main_part(data))
    for element in root.iter(f"{{{W}}}t"):
        element.text = None
    return etree.tostring(root)


def test_runs_keep_their_formatting():
    bold = "<w:b/>"
    data = document(f"<w:p>{run('要细化措施', bold)}{run(',明确')}{run('专人,', bold)}</w:p>")
    mended = mend(JOB, "a.docx", data)
    assert mended.report.fixed == 2
    assert f"{run(',明确')}".replace(",", "，") in main_part(mended.data).decode()
    assert run("专人，", bold) in main_part(mended.data).decode()
    assert without_text(mended.data) == without_text(data)


def test_a_word_over_several_runs_takes_the_look_of_its_first():
    data = document(f"<w:p>{run('报沙县区发展')}{run('和改', '<w:i/>')}{run('革局审核。')}</w:p>")
    mended = mend(Job((word,)), "a.docx", data)
    assert "报沙县区发改局审核。" in texts(mended.data)
    inner = main_part(mended.data).decode()
    assert run("报沙县区发改局") in inner
    assert run("审核。") in inner


def test_every_other_part_keeps_its_bytes(tmp_path):
    data = (SAMPLES / "shaxian-2021.docx").read_bytes()
    mended = mend(JOB, "a.docx", data).data
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(io.BytesIO(mended)) as new:
        assert new.namelist() == old.namelist()
        for name in old.namelist():
            same = old.read(name) == new.read(name)
            assert same == (name != "word/document.xml"), name
            assert new.getinfo(name).date_time == old.getinfo(name).date_time


def test_of_the_main_part_only_the_characters_change():
    data = (SAMPLES / "shaxian-2021.docx").read_bytes()
    mended = mend(Job((comma,)), "a.docx", data)
    assert mended.report.fixed > 40
    assert main_part(mended.data).decode().replace("，", ",") == main_part(data).decode().replace(
        "，", ","
    )


def test_deleted_hidden_and_generated_characters_are_left():
    deleted = '<w:del w:id="1" w:author="a"><w:r><w:delText>旧,文</w:delText></w:r></w:del>'
    hidden = run("暗,文", "<w:vanish/>")
    inserted = f'<w:ins w:id="2" w:author="a">{run("增,文，")}</w:ins>'
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF a,b </w:instrText>'
        f'</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("域,值")}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    data = document(f"<w:p>{run('要落实,')}{deleted}{hidden}{inserted}{field}{run('完成。')}</w:p>")
    mended = mend(Job((comma,)), "a.docx", data)
    inner = main_part(mended.data).decode()
    assert "旧,文" in inner
    assert "暗,文" in inner
    assert "REF a,b" in inner
    assert "增，文，" in inner
    assert "要落实，" in inner
    assert mended.report.findings == ()


def test_white_space_that_is_not_kept_and_entities():
    bare = "<w:r><w:t>  要&amp;细化,\n措施&lt;  </w:t></w:r>"
    data = document(f"<w:p>{bare}</w:p>")
    mended = mend(Job((comma,)), "a.docx", data)
    assert "<w:t>  要&amp;细化，\n措施&lt;  </w:t>" in main_part(mended.data).decode()


def test_what_cannot_be_replaced_byte_by_byte_is_left():
    cdata = "<w:r><w:t><![CDATA[要细化,措施]]></w:t></w:r>"
    comment = "<w:r><w:t>明确,<!-- 说明 -->专人</w:t></w:r>"
    data = document(f"<w:p>{cdata}</w:p>", f"<w:p>{comment}</w:p>")
    mended = mend(Job((comma,)), "a.docx", data)
    assert mended.data == data
    assert mended.report.unmended == 2
    assert mended.report.fixed == 0


def test_footnotes_and_text_boxes_are_left():
    box = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent>"
        f"<w:p>{run('框内,文字')}</w:p></w:txbxContent></wps:txbx></w:drawing></mc:Choice>"
        "</mc:AlternateContent></w:r>"
    )
    data = document(f"<w:p>{box}{run('正文,内容')}</w:p>")
    mended = mend(Job((comma,)), "a.docx", data)
    inner = main_part(mended.data).decode()
    assert "框内,文字" in inner
    assert "正文，内容" in inner
    assert (mended.report.fixed, mended.report.unmended) == (1, 1)


def test_a_part_that_is_not_utf8_is_left():
    wide = part("document", f"<w:body><w:p>{run('各单位要落实,完成。')}</w:p></w:body>")
    members = dict(_members(document()))
    members["word/document.xml"] = ('<?xml version="1.0" encoding="UTF-16"?>' + wide).encode(
        "utf-16"
    )
    data = pack(members)
    report = check_file(Job((comma,)), Target("-"), io.BytesIO(data))
    if report.failure is None and report.findings:
        assert mend(Job((comma,)), "a.docx", data).data == data


def _members(data: bytes):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            yield name, package.read(name)


_RUNS = st.lists(
    st.tuples(
        st.text("要细化措施,，发展和改革局专人。 “”《》1A&<", min_size=0, max_size=9),
        st.sampled_from(["", "<w:b/>", "<w:i/>", "<w:vanish/>"]),
        st.sampled_from(["", "<w:r><w:tab/></w:r>", "<w:r><w:br/></w:r>", "ins", "del", "link"]),
    ),
    min_size=1,
    max_size=6,
)


def _paragraph(pieces) -> str:
    out = []
    for text, look, extra in pieces:
        escaped = text.replace("&", "&amp;").replace("<", "&lt;")
        made = run(escaped, look)
        if extra == "ins":
            made = f'<w:ins w:id="1" w:author="a">{made}</w:ins>'
        elif extra == "del":
            gone = made.replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
            made = f'<w:del w:id="1" w:author="a">{gone}</w:del>'
        elif extra == "link":
            made = f'<w:hyperlink w:anchor="a">{made}</w:hyperlink>'
        else:
            made += extra
        out.append(made)
    return f"<w:p>{''.join(out)}</w:p>"


@given(st.lists(_RUNS, min_size=1, max_size=3), st.booleans())
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_in_any_runs_twice_is_once_and_structure_stays(paragraphs, inside_table):
    body = "".join(map(_paragraph, paragraphs))
    if inside_table:
        body = table(table_row(f"<w:tc><w:tcPr/>{body}</w:tc>", "区发改局"))
    data = document(body)
    once = mend(JOB, "a.docx", data)
    assert without_text(once.data) == without_text(data)
    for before, after in zip(texts(data), texts(once.data), strict=True):
        assert skeleton(before) == skeleton(after)
    twice = mend(JOB, "a.docx", once.data)
    assert twice.data == once.data
    assert twice.report.findings == once.report.findings
    left = [one for one in once.report.findings if one.edits]
    assert len(left) == once.report.unmended


# -- which edits go together -----------------------------------------------------------------------


def test_edits_are_applied_from_the_end():
    edits = [Edit(0, 0, 1, ""), Edit(0, 2, 2, "乙"), Edit(0, 3, 4, "丁丁")]
    assert changed("甲子丙寅", edits) == "子乙丙丁丁"


def test_edits_of_one_finding_may_be_neighbours_but_not_overlap():
    def finding(*edits):
        mendings = tuple(Mending(edit, Anchor(line=1)) for edit in edits)
        return Finding(
            code="Z01", name="z", severity="error", message=("", ""), file="", edits=mendings
        )

    near = (Edit(0, 3, 4, ""), Edit(0, 4, 5, ""))
    assert compatible([finding(*near)]) == [near]
    assert compatible([finding(Edit(0, 3, 5, ""), Edit(0, 4, 6, ""))]) == []
    assert compatible([finding(Edit(0, 3, 3, "甲"), Edit(0, 3, 3, "乙"))]) == []
    assert compatible([finding(near[0]), finding(near[1])]) == [(near[0],)]


def test_findings_that_meet_wait_for_the_next_round():
    text = written({"first_text": "报发展和改革局,再报发展和改革局，"})
    report = check_file(JOB, Target("-"), io.BytesIO(text.encode()))
    groups = compatible(report.findings)
    assert len(groups) == len(report.findings) - 1  # the comma beside the first name waits


# -- on disk ---------------------------------------------------------------------------------------


def test_a_copy_is_written_beside_the_original(tmp_path):
    path = tmp_path / "a.md"
    path.write_text(written(SPOILT), "utf-8")
    report, target = fix_file(JOB, Target(str(path)))
    assert target == str(tmp_path / "a.fixed.md")
    assert Path(target).read_text("utf-8") == written(MENDED)
    assert path.read_text("utf-8") == written(SPOILT)
    assert report.fixed == 4


def test_in_place_the_file_itself_and_its_mode(tmp_path):
    path = tmp_path / "a.md"
    path.write_text(written(SPOILT), "utf-8")
    path.chmod(0o640)
    assert fix_file(JOB, Target(str(path)), in_place=True)[1] == str(path)
    assert path.read_text("utf-8") == written(MENDED)
    assert path.stat().st_mode & 0o777 == 0o640
    assert [one.name for one in tmp_path.iterdir()] == ["a.md"]


def test_without_anything_to_mend_nothing_is_written(tmp_path):
    path = tmp_path / "a.md"
    path.write_text(written(), "utf-8")
    assert fix_file(JOB, Target(str(path)))[1] is None
    assert [one.name for one in tmp_path.iterdir()] == ["a.md"]


def test_a_file_that_cannot_be_read_is_a_failure(tmp_path):
    report, target = fix_file(JOB, Target(str(tmp_path / "none.docx")))
    assert target is None
    assert report.failure.code == "io"


def test_a_copy_that_cannot_be_written_is_a_failure_of_that_file(tmp_path, monkeypatch):
    path = tmp_path / "a.md"
    path.write_text(written(SPOILT), "utf-8")
    (tmp_path / "a.fixed.md").mkdir()
    report, target = fix_file(JOB, Target(str(path)))
    assert target is None
    assert report.failure.code == "io"
    assert "a.fixed.md could not be written: " in report.failure.message


def test_names_of_copies():
    assert fixed_name("a.docx") == "a.fixed.docx"
    assert fixed_name("x/通知") == "x/通知.fixed"


def test_the_difference_of_text_is_a_patch():
    before = written(SPOILT).encode()
    lines = difference(before, mend(JOB, "a.md", before), "en").splitlines()
    assert lines[:2] == ["--- a.md", "+++ a.md"]
    assert [line for line in lines[2:] if line[0] == "-"] == [
        f"-{SPOILT['first_text']}",
        f"-{SPOILT['second_text']}",
    ]
    assert [line for line in lines[2:] if line[0] == "+"] == [
        f"+{MENDED['first_text']}",
        f"+{MENDED['second_text']}",
    ]


def test_the_difference_of_a_document_names_places():
    data = document(f"<w:p>{run('要细化措施,明确专人。')}</w:p>")
    assert difference(data, mend(JOB, "a.docx", data), "zh").splitlines() == [
        "--- a.docx",
        "+++ a.docx",
        "@@ 第7段 @@",
        "-要细化措施,明确专人。",
        "+要细化措施，明确专人。",
    ]
