"""The title (标题): GB/T 9704-2012, 7.3.1."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractor.checks.norms import is_carrier
from extractor.checks.rule import Edit, Found, Span, example, rule
from extractor.checks.subject import Subject, masked
from extractor.structure.bodies import reads_like_unit
from extractor.structure.outline import TextPart
from extractor.tasks.deadlines import plan_year_of
from extractor.text.characters import HAN, compact
from extractor.text.document_kinds import kind_of_title, statutory_kinds
from extractor.vocabulary import load

_ISSUER = regex.compile(r"^(?P<issuer>[^《》“”，。]{2,120}?)(?:关于|印发|转发|批转|发布|公布)")
_STOPS = regex.compile(r"[，。；：！？,;:!?]")
_DOUBLED = regex.compile(r"的(?:通知|意见|函|批复|决定|通报)的(?:通知|意见|函|批复|决定|通报)$")
_ANGLE = regex.compile(rf"[<＜](?P<inner>[^<>＜＞《》。]*[{HAN}][^<>＜＞《》。]*)[>＞]")
_LONGEST_TITLE = 200


@rule(
    code="T01",
    name="title-incomplete",
    severity="warning",
    basis="《党政机关公文处理工作条例》第九条（七）",
    title=("Title without issuer, subject or kind", "标题缺发文机关、事由或文种"),
    reason=(
        "A title names who issues, about what (关于…), and the kind of document. A title without "
        "its kind does not say what is asked of the reader; one without the issuer, often left "
        "out below a letterhead, says nothing once it is cited.",
        "标题由发文机关名称、事由和文种组成。缺文种，读者不知是通知还是意见；缺发文机关（版头下常"
        "被省去），一经引用便不知出自何处。",
    ),
    bad=(
        example(title="三明市沙县区人民政府办公室做好2024年优化营商环境重点工作的通知"),
        example(title="关于做好2024年优化营商环境重点工作的通知"),
    ),
    good=(
        example(
            title="三明市沙县区人民政府办公室转发区财政局等部门2024年优化营商环境工作方案的通知"
        ),
    ),
)
def title_incomplete(subject: Subject) -> Iterator[Found]:
    """Only carriers of a kind that needs a subject; the missing issuer alone is a remark."""
    head = subject.outline.masthead
    words = load("checks")["title"]
    if not head.title or not is_carrier(subject) or head.kind in words["bare_kinds"]:
        return
    if kind_of_title(head.title.text) not in statutory_kinds():
        return
    text = compact(head.title.text)
    if not any(word in text for word in words["subject_words"]):
        yield Found(("the title does not say 关于 what it is", "标题缺“关于”"), head.title)
    match = _ISSUER.match(text)
    named = match and (reads_like_unit(match["issuer"]) or len(match["issuer"]) >= 4)
    if text.startswith(tuple(words["openers"])) or not match:
        named = False
    if not named and any(word in text for word in words["subject_words"]):
        yield Found(
            ("the title does not name the issuer", "标题未写发文机关名称"),
            head.title,
            severity="info",
        )


@rule(
    code="T02",
    name="kind-not-statutory",
    severity="error",
    basis="《党政机关公文处理工作条例》第八条",
    title=("Kind of the notice is not one of the fifteen", "文种不在十五种法定公文之内"),
    reason=(
        "A plan, a list or a set of rules is not issued by itself: a notice (通知), or another of "
        "the fifteen kinds, carries it.",
        "方案、要点、办法等不是法定文种，不能单独行文，应以“通知”等十五种法定公文印发。",
    ),
    bad=(example(title="三明市沙县区人民政府办公室关于2024年优化营商环境的实施方案"),),
    good=(example(title="三明市沙县区人民政府办公室关于做好2024年优化营商环境重点工作的指导意见"),),
)
def kind_not_statutory(subject: Subject) -> Iterator[Found]:
    """Speak only of a notice with number, addressees and a title that names another kind."""
    head = subject.outline.masthead
    if head.number is None or not head.addressees or head.number.found.form != "number":
        return
    text = compact(head.title.text)
    kind = kind_of_title(text)
    if kind is None or kind in statutory_kinds() or "关于" not in text or "印发" in text:
        return
    yield Found(
        (
            f"“{kind}” is none of the fifteen kinds; issue it with a 通知",
            f"“{kind}”不是法定文种，应以“通知”等印发",
        ),
        head.title.slice(max(0, head.title.text.rfind(kind))),
    )


@rule(
    code="T03",
    name="title-punctuation",
    severity="warning",
    basis="practice (党政机关公文处理工作条例 2000 年版第十条的沿用)",
    title=("Punctuation in the title", "标题中使用标点"),
    reason=(
        "Apart from book title marks, quotation marks, brackets and 、 a title has no "
        "punctuation, and never ends in a full stop.",
        "标题中除书名号、引号、括号和顿号外，一般不用标点，末尾不加句号。",
    ),
    bad=(
        example(title="三明市沙县区人民政府办公室关于做好2024年优化营商环境重点工作的通知。"),
        example(title="三明市沙县区人民政府办公室关于提升政务服务水平，优化营商环境的通知"),
    ),
    good=(example(title="三明市沙县区人民政府办公室关于做好“放管服”改革、优化营商环境工作的通知"),),
    fixable=True,
)
def title_punctuation(subject: Subject) -> Iterator[Found]:
    """What stands in quotation or title marks is somebody else's; brackets hold what they like."""
    title = subject.outline.masthead.title
    if not title or not is_carrier(subject):
        return
    text = regex.sub(r"[（(][^（）()]*[）)]", lambda m: " " * len(m.group()), masked(title.text))
    for match in _STOPS.finditer(text):
        place = title.slice(match.start(), match.end())
        span = subject.stretch(place)
        last = match.end() == len(title.text)
        certain = last and span is not None and match.group() in "。.；;"
        yield Found(
            (
                f"leave out “{match.group()}” in the title",
                f"标题{'末尾' if last else '中'}不用“{match.group()}”",
            ),
            place,
            (Edit(*span, ""),) if certain and span else (),
        )


@rule(
    code="T04",
    name="nested-title-marks",
    severity="error",
    basis="GB/T 15834-2011, 4.15.3",
    title=("Title marks within title marks are not 〈〉", "书名号内的书名号未用单书名号〈〉"),
    reason=(
        "Within 《》 a further title takes 〈〉. With 《》 in 《》 nobody can tell where the "
        "outer title ends; with < > web pages take it for a tag and drop it.",
        "书名号里再用书名号，外用双书名号《》，内用单书名号〈〉。两层都用《》看不出外层止于何处；"
        "写成小于号、大于号，网页会当作标签吞掉。",
    ),
    bad=(
        example(
            opening="根据《三明市人民政府办公室关于印发《三明市优化营商环境工作要点》的通知》"
            "（明政办〔2024〕9号）要求，现就有关事项通知如下："
        ),
        example(
            opening="根据《三明市人民政府办公室关于印发<三明市优化营商环境工作要点>的通知》"
            "（明政办〔2024〕9号）要求，现就有关事项通知如下："
        ),
    ),
    good=(
        example(
            opening="根据《三明市人民政府办公室关于印发〈三明市优化营商环境工作要点〉的通知》"
            "（明政办〔2024〕9号）要求，现就有关事项通知如下："
        ),
    ),
    fixable=True,
)
def nested_title_marks(subject: Subject) -> Iterator[Found]:
    """Marks must pair, or else one was lost and nothing is certain."""
    for paragraph in subject.paragraphs:
        text = paragraph.text
        if "《" not in text:
            continue
        for start, end, inner in _titles(text):
            edits: list[Edit] = []
            for left, right in inner:
                edits += [
                    Edit(paragraph.id, left, left + 1, "〈"),
                    Edit(paragraph.id, right, right + 1, "〉"),
                ]
            if subject.faithful and not inner:
                for match in _ANGLE.finditer(text, start + 1, end):
                    edits += [
                        Edit(paragraph.id, match.start(), match.start() + 1, "〈"),
                        Edit(paragraph.id, match.end() - 1, match.end(), "〉"),
                    ]
            if edits:
                first, last = min(e.start for e in edits), max(e.end for e in edits)
                yield Found(
                    (
                        f"write the inner title as 〈{text[first + 1 : last - 1]}〉",
                        f"内层书名号应为〈〉：〈{text[first + 1 : last - 1]}〉",
                    ),
                    Span(paragraph.id, first, last),
                    tuple(edits),
                )


def _titles(text: str) -> Iterator[tuple[int, int, tuple[tuple[int, int], ...]]]:
    """Yield outermost titles as (《, 》, pairs of the second level); unpaired ones are left out."""
    opened: list[int] = []
    inner: list[tuple[int, int]] = []
    for position, character in enumerate(text):
        if character == "《":
            opened.append(position)
        elif character == "》" and opened:
            start = opened.pop()
            if not opened:
                if position - start <= _LONGEST_TITLE and not set("。；") & set(
                    text[start:position]
                ):
                    yield start, position, tuple(inner)
                inner = []
            elif len(opened) == 1:
                inner.append((start, position))
        elif character in "。；\n" and opened:
            opened, inner = [], []


@rule(
    code="T05",
    name="title-long",
    severity="info",
    basis="practice",
    title=("Title too long, or its kind doubled", "标题过长或文种重叠"),
    reason=(
        "A title of more than fifty characters, or one that ends 的通知的通知, is better cut: "
        "when a notice is forwarded, the intermediate 关于 and 通知 can go.",
        "标题超过五十字，或出现“的通知的通知”，宜精简。层层转发时，可省去中间的“关于”和“通知”。",
    ),
    bad=(
        example(title="三明市沙县区人民政府办公室关于转发市政府办公室做好防汛工作的通知的通知"),
        example(
            title="三明市沙县区人民政府办公室关于进一步深化行政审批制度改革切实转变政府职能"
            "全面优化提升全区营商环境推动经济社会高质量发展有关重点工作的通知"
        ),
    ),
    good=(example(),),
)
def title_long(subject: Subject) -> Iterator[Found]:
    """The issuers' names count: they are read with the rest."""
    title = subject.outline.masthead.title
    if not title or not is_carrier(subject):
        return
    text = compact(title.text)
    if _DOUBLED.search(text):
        yield Found(("the kind stands twice at the end of the title", "标题末尾文种重叠"), title)
    elif len(text) > subject.thresholds.long_title:
        yield Found(
            (f"the title has {len(text)} characters", f"标题共{len(text)}字，宜精简"), title
        )


@rule(
    code="T06",
    name="title-in-catalogue",
    severity="warning",
    basis="integrity",
    title=(
        "Title in the page's metadata is not that of the text",
        "网页目录信息中的标题与正文不一致",
    ),
    reason=(
        "Lists and searches show the title of the metadata. Where it names another year or "
        "subject, the document will not be found.",
        "列表和检索显示的是目录信息中的标题，年份或事由写错，文件就找不到。",
    ),
    bad=(
        example(
            above="索引号：SM00101-0200-2024-00012\n\n"
            "名称：三明市沙县区人民政府办公室关于做好2023年优化营商环境重点工作的通知"
        ),
    ),
    good=(
        example(
            above="索引号：SM00101-0200-2024-00012\n\n"
            "名称：关于做好2024年优化营商环境重点工作的通知"
        ),
    ),
)
def title_in_catalogue(subject: Subject) -> Iterator[Found]:
    """A page often cuts the title short or adds its own name; only contradictions count."""
    title = subject.outline.masthead.title
    ours = _bare(title.text)
    for entry in subject.outline.catalogue if title else ():
        theirs = _bare(entry.value) if entry.name == "title" else ""
        if not theirs or ours in theirs or theirs in ours or "关于" not in theirs:
            continue
        yield Found(
            (
                f"the metadata says “{entry.value.strip()}”",
                f"目录信息中的标题为“{entry.value.strip()}”",
            ),
            entry.anchor,
            related=(title,),
        )


def _bare(title: str) -> str:
    """Return the title without marks, spaces, and the dots of one that was cut short."""
    return regex.sub(r"[《》〈〉<>“”\"'‘’.…]", "", compact(title))


@rule(
    code="T07",
    name="title-year",
    severity="info",
    basis="integrity",
    title=(
        "Year in the title is not that of the document printed",
        "标题年份与所印发文件的年份不同",
    ),
    reason=(
        "A title that says 2024 over a plan for 2023 was most likely taken over from last year's "
        "file.",
        "通知标题写2024年，所附文件却是2023年，多半是套用了上年文件。",
    ),
    bad=(
        example(
            attachment_note="附件：2023年沙县区优化营商环境重点任务分解表",
            attachment_title="2023年沙县区优化营商环境重点任务分解表",
        ),
    ),
    good=(
        example(
            title="三明市沙县区人民政府办公室关于做好优化营商环境重点工作的通知",
            attachment_note="附件：2023年沙县区优化营商环境重点任务分解表",
            attachment_title="2023年沙县区优化营商环境重点任务分解表",
        ),
    ),
)
def title_year(subject: Subject) -> Iterator[Found]:
    """Compare single years; a span of years names none. One attachment only: many may differ."""
    title, attachments = subject.outline.masthead.title, subject.outline.attachments
    own = plan_year_of(title.text) if title else None
    if own is None or len(attachments) != 1 or not attachments[0].title:
        return
    if "印发" in title.text:
        return  # X06 compares the names themselves
    theirs = plan_year_of(attachments[0].title.text)
    if theirs is None or theirs == own or _speaks_of(subject, theirs):
        return
    yield Found(
        (
            f"the title says {own}, “{attachments[0].title.text}” {theirs}",
            f"标题为{own}年，“{attachments[0].title.text}”为{theirs}年",
        ),
        title,
        related=(attachments[0].title,),
    )


def _speaks_of(subject: Subject, year: int) -> bool:
    """Whether the notice itself speaks of ``year`` before its attachments, as a review does."""
    named = f"{year}年"
    return named in subject.outline.masthead.title.text or any(
        named in masked(part.prose.text)
        for part in subject.outline.parts
        if isinstance(part, TextPart) and part.attachment is None
    )
