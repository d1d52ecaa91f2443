"""The document number (发文字号) by itself: GB/T 9704-2012, 7.2.5."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractor.assembly.catalogue import stated_number
from extractor.checks.norms import NUMBERED_KINDS, is_carrier, under_standard
from extractor.checks.rule import Edit, Found, Span, example, rule
from extractor.checks.subject import Subject
from extractor.text.characters import HAN, compact
from extractor.text.numerals import read_chinese

_SHAPE = regex.compile(
    rf"""(?P<code>[{HAN}](?:[{HAN}\s]{{0,30}}[{HAN}])?)\s*
    (?P<open>[〔\[【(（﹝［])\s*(?P<year>[0-9]{{4}})\s*(?P<close>[〕\]】)）﹞］])\s*
    (?P<ordinal>第\s*)?(?P<zeros>0+(?=[0-9]))?(?P<serial>[0-9]{{1,5}})\s*(?P<unit>号)?$""",
    regex.VERBOSE,
)
"""A number in any brackets, as 沙政办〔2024〕12号 in the source's own characters."""
_ODD_YEAR = regex.compile(
    rf"""^\s*(?P<code>[{HAN}]{{2,14}})\s*(?P<open>[〔\[【(（﹝［])\s*
    (?:(?P<short>[0-9]{{2}})|(?P<chinese>[一二][〇零○一二三四五六七八九]{{3}})|(?P<marked>20[0-9]{{2}})\s*年)
    \s*(?P<close>[〕\]】)）﹞］])\s*第?\s*(?P<serial>[0-9]{{1,5}})\s*号\s*$""",
    regex.VERBOSE,
)
_BLANK = regex.compile(
    rf"""^\s*[{HAN}]{{2,14}}\s*[〔\[【(（﹝［]\s*(?:20[0-9]{{0,2}}|[XxＸ×*]{{1,4}}|[_＿\s]*)\s*[〕\]】)）﹞］]
    \s*第?\s*[_＿\sXxＸ×*]*号\s*$""",
    regex.VERBOSE,
)
_HEAD_LINES = 15


def _printed(subject: Subject) -> tuple[Span, regex.Match[str]] | None:
    """Return the notice's own number as its source prints it, in one stretch, and its parts."""
    number = subject.outline.masthead.number
    if number is None or number.found.form != "number":
        return None
    span = subject.stretch(number.passage)
    if span is None:
        return None
    match = _SHAPE.match(subject.text(span))
    return (span, match) if match else None


def _head_line(
    subject: Subject, pattern: regex.Pattern[str]
) -> tuple[Span, regex.Match[str]] | None:
    """Return the first line above the addressees that is all of ``pattern``."""
    limit = min(
        (span.paragraph for span in subject.spans(subject.outline.masthead.addressees)),
        default=None,
    )
    for paragraph in subject.paragraphs[:_HEAD_LINES]:
        if limit is not None and paragraph.id >= limit:
            return None
        match = pattern.match(paragraph.text)
        if match:
            text = match.group()
            lead = len(text) - len(text.lstrip())
            return Span(paragraph.id, lead, len(text.rstrip())), match
    return None


def _part(span: Span, match: regex.Match[str], name: str) -> Span:
    start, end = match.span(name)
    return Span(span.paragraph, span.start + start, span.start + end)


@rule(
    code="N01",
    name="year-brackets",
    severity="error",
    basis="GB/T 9704-2012, 7.2.5",
    title=("Year of the document number not in 〔〕", "发文字号的年份未用六角括号〔〕"),
    reason=(
        "The year stands in 〔〕 (U+3014, U+3015). Other brackets look alike in print and are "
        "another number to every program that files, counts or cites documents.",
        "年份应用六角括号〔〕（U+3014、U+3015）括入。其他括号印出来相近，但在登记、统计、引用的"
        "系统里会成为另一个文号。",
    ),
    bad=(
        example(number="沙政办[2024]12号"),
        example(number="沙政办【2024】12号"),
        example(number="沙政办（2024）12号"),
    ),
    good=(example(number="沙政办〔2024〕12号"),),
    fixable=True,
    profiles=("new",),
)
def year_brackets(subject: Subject) -> Iterator[Found]:
    """Look at the number of the notice itself; those it cites are C01's."""
    printed = _printed(subject)
    if printed is None or not under_standard(subject):
        return
    span, match = printed
    opening, closing = _part(span, match, "open"), _part(span, match, "close")
    if match["open"] == "〔" and match["close"] == "〕":
        return
    yield Found(
        (f"write the year as 〔{match['year']}〕", f"年份应写作〔{match['year']}〕"),
        Span(span.paragraph, opening.start, closing.end),
        (Edit(*opening, "〔"), Edit(*closing, "〕")),
    )


@rule(
    code="N02",
    name="year-digits",
    severity="error",
    basis="GB/T 9704-2012, 7.2.5",
    title=(
        "Year of the document number not in four Arabic digits",
        "发文字号的年份不是四位阿拉伯数字",
    ),
    reason=(
        "The year is given in full, in Arabic digits and without 年. A short year or one in "
        "Chinese digits cannot be sorted or looked up.",
        "年份应标全称，用阿拉伯数字，不加“年”字。两位年份或汉字年份无法排序和检索。",
    ),
    bad=(
        example(number="沙政办〔24〕12号"),
        example(number="沙政办〔二〇二四〕12号"),
        example(number="沙政办〔2024年〕12号"),
    ),
    good=(example(number="沙政办〔2024〕12号"),),
    fixable=True,
)
def year_digits(subject: Subject) -> Iterator[Found]:
    """A year of two digits is written out where the day of issue tells which it is."""
    found = _head_line(subject, _ODD_YEAR)
    if found is None or subject.outline.masthead.number is not None:
        return
    line, match = found
    name = next(name for name in ("short", "chinese", "marked") if match[name])
    end = match.start("close")
    place = Span(line.paragraph, match.start(name), end)
    year: str | None = match[name]
    if name == "short":
        date = subject.notice.issue_date
        year = date[:4] if date and date[2:4] == match["short"] else None
    elif name == "chinese":
        year = str(read_chinese(match[name]))
    yield Found(
        (
            f"write the year “{match.group()[match.start(name) : end]}” in four Arabic digits",
            f"年份“{match.group()[match.start(name) : end]}”应写成四位阿拉伯数字",
        ),
        place,
        (Edit(*place, year),) if year else (),
    )


@rule(
    code="N03",
    name="serial-padded",
    severity="error",
    basis="GB/T 9704-2012, 7.2.5",
    title=(
        "Serial of the document number with 第 or leading zeros",
        "发文字号的顺序号加“第”字或编虚位",
    ),
    reason=(
        "The serial takes no 第 and no leading zero: 8号, not 第8号 or 08号. Otherwise the same "
        "document has two numbers in a register.",
        "发文顺序号不加“第”字，不编虚位（即 1 不编为 01）。否则同一文件在登记簿中会出现两个文号。",
    ),
    bad=(example(number="沙政办〔2024〕第12号"), example(number="沙政办〔2024〕08号")),
    good=(example(number="沙政办〔2024〕100号"), example(number="2024年第5号")),
    fixable=True,
)
def serial_padded(subject: Subject) -> Iterator[Found]:
    """Announcements that are counted as 2024年第5号 keep their 第."""
    printed = _printed(subject)
    if printed is None or not under_standard(subject):
        return
    span, match = printed
    if not (match["ordinal"] or match["zeros"]):
        return
    start = match.start("ordinal") if match["ordinal"] else match.start("zeros")
    place = Span(span.paragraph, span.start + start, span.start + match.end("serial"))
    yield Found(
        (f"write the serial as {match['serial']}", f"顺序号应写作{match['serial']}"),
        place,
        (Edit(*place, match["serial"]),),
    )


@rule(
    code="N04",
    name="number-ending",
    severity="error",
    basis="GB/T 9704-2012, 7.2.5",
    title=(
        "Document number without 号, or with spaces in it",
        "发文字号缺“号”字，或中间有空格",
    ),
    reason=(
        "The number ends in 号 and has no space in it. One without 号 is not recognised as a "
        "number; one with spaces is not found by a search.",
        "发文字号以“号”字结尾，中间不留空格。缺“号”字则不成文号，有空格则检索不到。",
    ),
    bad=(example(number="沙政办〔2024〕12"), example(number="沙政办〔2024〕 12 号")),
    good=(example(number="沙政办〔2024〕12号"),),
    fixable=True,
    profiles=("new",),
)
def number_ending(subject: Subject) -> Iterator[Found]:
    """On pages the gaps between characters are the typesetter's; there spaces say nothing."""
    printed = _printed(subject)
    if printed is None:
        return
    span, match = printed
    if not match["unit"]:
        yield Found(
            ("end the number with 号", "末尾应加“号”字"),
            span,
            (Edit(span.paragraph, span.end, span.end, "号"),),
        )
    text = match.group()
    if subject.document.pages or not regex.search(r"\s", text):
        return
    gaps = tuple(
        Edit(span.paragraph, span.start + gap.start(), span.start + gap.end(), "")
        for gap in regex.finditer(r"\s+", text)
    )
    yield Found(
        ("write the number without spaces", "文号中间不留空格"), span, gaps, severity="warning"
    )


@rule(
    code="N06",
    name="number-missing",
    severity="warning",
    basis="《党政机关公文处理工作条例》第九条（五）",
    title=("No document number", "缺发文字号"),
    reason=(
        "Without a number the document cannot be cited, registered or repealed. A number left "
        "blank in the draft has to be filled in before it goes out.",
        "没有文号的公文无法引用、登记和废止。草稿中空着的文号，印发前应当补上。",
    ),
    bad=(example(number=""), example(number="沙政办〔2024〕　号")),
    good=(example(number="沙政办〔2024〕12号"),),
    profiles=("new",),
)
def number_missing(subject: Subject) -> Iterator[Found]:
    """Only a whole notice of a numbered kind must have one, where no picture may show it."""
    head = subject.outline.masthead
    if head.number is not None or stated_number(subject.outline) is not None:
        return
    if head.kind not in NUMBERED_KINDS or not is_carrier(subject) or not under_standard(subject):
        return
    if _head_line(subject, _ODD_YEAR):
        return
    blank = _head_line(subject, _BLANK)
    if blank:
        yield Found(("the number is not filled in", "文号尚未填写"), blank[0])
    elif not subject.unread:
        yield Found(("the notice has no document number", "公文没有发文字号"))


@rule(
    code="N07",
    name="letter-format",
    severity="warning",
    basis="GB/T 9704-2012, 10.1",
    title=(
        "Number of a letter under the mark of a document, or the reverse",
        "函号与发文机关标志的格式不符",
    ),
    reason=(
        "In the letter format the mark is the bare name of the authority, and the number has 函; "
        "the mark with 文件 belongs to the general format and its own series of numbers.",
        "信函格式的发文机关标志不加“文件”二字，文号用“函”字；加“文件”二字的是文件格式，另行编号。"
        "二者混用会使文号错入另一系列。",
    ),
    bad=(example(mark="三明市沙县区人民政府办公室文件", number="沙政办函〔2024〕12号"),),
    good=(
        example(number="沙政办函〔2024〕12号"),
        example(mark="三明市沙县区人民政府办公室文件", number="沙政办发〔2024〕12号"),
    ),
)
def letter_format(subject: Subject) -> Iterator[Found]:
    """A bare name says nothing by itself: copies drop the word 文件."""
    head = subject.outline.masthead
    if head.number is None or head.number.found.form != "number":
        return
    code = head.number.found.number.code or ""
    mark = next((line for line in head.mark_lines if compact(line.text).endswith("文件")), None)
    if mark is None or not code.endswith("函"):
        return
    yield Found(
        (
            f"{head.number.found.canonical} is the number of a letter, the mark says 文件",
            f"{head.number.found.canonical}是函号，发文机关标志却带“文件”二字",
        ),
        head.number.passage,
        related=(mark,),
    )


@rule(
    code="N10",
    name="number-damaged",
    severity="error",
    basis="integrity",
    title=("Document number damaged", "发文字号残缺"),
    reason=(
        "A bracket, the year or a digit is lost, often because it stood in another font. What the "
        "number was can only be guessed from what is left.",
        "括号、年份或数字丢失，多因这些字符用了另一种字体，转换时脱落。剩下的部分只能靠猜。",
    ),
    bad=(
        example(number="沙政办〔202412号"),
        example(number="沙政办发202412号"),
        example(number="沙政办?2024?12号"),
    ),
    good=(example(number="沙政办〔2024〕12号"),),
)
def number_damaged(subject: Subject) -> Iterator[Found]:
    """A number that only lacks its 号 is N04's."""
    number = subject.outline.masthead.number
    if number is None or not number.found.damaged or _printed(subject) is not None:
        return
    yield Found(
        (
            f"“{number.found.number.text}” has lost characters; probably {number.found.canonical}",
            f"“{number.found.number.text}”有缺失，疑为{number.found.canonical}",
        ),
        number.passage,
    )
