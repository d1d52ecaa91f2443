"""What a page states about its notice (目录信息): 索引号, dates, validity, meta tags."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractor.checks.rule import Found, example, rule, whole
from extractor.checks.subject import Subject
from extractor.text.characters import fold
from extractor.text.dates import find_dates

_USCC = regex.compile(r"(?<![0-9A-Z])(?P<code>[0-9A-HJ-NP-RTUW-Y]{18})(?![0-9A-Z])")
_ORGANISATION = regex.compile(r"^(?P<code>[0-9A-Z]{8}-?[0-9X])(?=[/／\-—]|$)")
_USCC_DIGITS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_SITE_CODE = regex.compile(r"^(?P<division>[0-9]{6})[0-9]{4}$")
_WANTED_TAGS = ("articletitle", "pubdate", "contentsource")
_HTML = "text/html"

_PAGE = (
    '<html><head><meta charset="utf-8"><title>{title}</title>{tags}</head><body>'
    "<h1>{title}</h1><p>沙政办〔2024〕12号</p><p>各乡（镇）人民政府、街道办事处，区人民政府各部"
    "门：</p><p>为做好2024年全区优化营商环境工作，经区政府同意，现就有关事项通知如下：</p><p>一、"
    "加强组织领导</p><p>各责任单位要细化工作措施，明确专人负责。</p><p>二、做好信息报送</p><p>请"
    "各责任单位将工作总结报送区政府办公室。</p>"
    '<p style="text-align:right">三明市沙县区人民政府办公室</p>'
    '<p style="text-align:right">2024年4月16日</p><p>（此件主动公开）</p></body></html>'
)
_TITLE = "三明市沙县区人民政府办公室关于做好2024年优化营商环境重点工作的通知"
_TAGS = (
    f'<meta name="ArticleTitle" content="{_TITLE}"><meta name="PubDate" content="2024-04-18 09:30">'
    '<meta name="ContentSource" content="区政府办公室">'
)


def _page(tags: str) -> str:
    return _PAGE.format(title=_TITLE, tags=tags)


def uscc_is_valid(code: str) -> bool:
    """Whether the check character of a unified social credit code holds (GB 32100-2015, 4.2).

    >>> uscc_is_valid("91350100M000100Y43"), uscc_is_valid("91350100M000100Y44")
    (True, False)
    """
    if len(code) != 18 or any(character not in _USCC_DIGITS for character in code):
        return False
    total = sum(_USCC_DIGITS.index(character) * 3**i for i, character in enumerate(code[:17]))
    return _USCC_DIGITS[(31 - total % 31) % 31] == code[17]


def organisation_is_valid(code: str) -> bool:
    """Whether the check digit of an organisation code holds (GB 11714-1997).

    >>> organisation_is_valid("D2143569X"), organisation_is_valid("D21435691")
    (True, False)
    """
    plain = code.replace("-", "")
    if len(plain) != 9:
        return False
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(c, 36) * weight for c, weight in zip(plain[:8], weights, strict=True))
    return "0123456789X"[(11 - total % 11) % 11] == plain[8]


@rule(
    code="M01",
    name="index-number-code",
    severity="warning",
    basis="GB 32100-2015, GB 11714-1997",
    title=("The code within the index number is mistyped", "索引号内嵌的机构代码校验不符"),
    reason=(
        "Many 索引号 begin with the code of the issuing body. Its last character is a check, "
        "which fails here: a character was mistyped.",
        "许多索引号以发布机构的统一社会信用代码或组织机构代码开头，末位是校验码。校验不符，说明"
        "录入有误。",
    ),
    bad=(example(above="索引号：11350427004000123A/2024-00012\n\n发布机构：沙县区人民政府办公室"),),
    good=(example(above="索引号：SM00101-0200-2024-00012"),),
)
def index_number_code(subject: Subject) -> Iterator[Found]:
    """An organisation code alone is a weaker ground: some bodies bear one of their own making."""
    for entry in subject.outline.catalogue:
        if entry.name != "index_number":
            continue
        value = "".join(fold(entry.value).split()).upper()
        match = _USCC.search(value)
        if match:
            if not uscc_is_valid(match["code"]):
                yield Found(
                    (
                        f"{match['code']} fails its check character",
                        f"统一社会信用代码{match['code']}校验不符",
                    ),
                    entry.anchor,
                )
            continue
        short = _ORGANISATION.match(value)
        if short and not short["code"].isdigit() and not organisation_is_valid(short["code"]):
            yield Found(
                (
                    f"{short['code']} fails its check digit",
                    f"组织机构代码{short['code']}校验不符",
                ),
                entry.anchor,
                severity="info",
            )


@rule(
    code="M02",
    name="site-region",
    severity="info",
    basis="国办发〔2017〕47号",
    title=("The site belongs to another region than the issuer", "网站所属地区与发文机关不同"),
    reason=(
        "By its 网站标识码 the page stands on the site of another region: it republishes the "
        "notice, or the code was copied with a template.",
        "按网站标识码，本页在另一地区的网站上，属于转载，或标识码随模板照抄。",
    ),
    bad=(whole(_page(_TAGS + '<meta name="SiteIDCode" content="4403000052">'), suffix=".html"),),
    good=(
        whole(_page(_TAGS + '<meta name="SiteIDCode" content="3504050001">'), suffix=".html"),
        whole(_page(_TAGS + '<meta name="SiteIDCode" content="3504270012">'), suffix=".html"),
    ),
)
def site_region(subject: Subject) -> Iterator[Found]:
    """A site of the place itself, of one above it, or of one below a province is at home."""
    own = subject.setting.jurisdiction
    if own.code is None:
        return
    for entry in subject.document.properties:
        match = _SITE_CODE.match(entry.value.strip()) if entry.name == "SiteIDCode" else None
        if match is None:
            continue
        site = match["division"]
        shortest = min(len(site.rstrip("0")), len(own.code.rstrip("0")), 4)
        if site[:shortest] == own.code[:shortest]:
            continue
        yield Found(
            (
                f"the site's code {entry.value} is not of {own.name}",
                f"网站标识码{entry.value}不属于{own.name}",
            ),
            entry.anchor,
        )


@rule(
    code="M03",
    name="date-in-catalogue",
    severity="warning",
    basis="integrity",
    title=(
        "Date of issue in the metadata is not that of the text",
        "目录信息的成文日期与正文不一致",
    ),
    reason=(
        "The date of issue is the one below the text. In the metadata the day of posting was "
        "mostly entered instead.",
        "成文日期以正文署名下的日期为准。目录信息多是误填了发布日期。",
    ),
    bad=(example(above="索引号：SM00101-0200-2024-00012\n\n成文日期：2024-04-18"),),
    good=(example(above="索引号：SM00101-0200-2024-00012\n\n成文日期：2024-04-16"),),
)
def date_in_catalogue(subject: Subject) -> Iterator[Found]:
    """Only labels that mean the day of issue; the day of posting is another."""
    issued = subject.outline.ending.issue_date
    if issued is None or issued.date is None:
        return
    for entry in subject.outline.catalogue:
        dates = find_dates(entry.value) if entry.name == "issue_date" else ()
        stated = dates[0].date if dates and dates[0].precision == "day" else None
        if stated is not None and stated != issued.date:
            yield Found(
                (
                    f"the metadata says {stated}, the text {issued.date}",
                    f"目录信息为{stated}，正文为{issued.date}",
                ),
                entry.anchor,
                related=(issued.passage,),
            )


@rule(
    code="M04",
    name="meta-tags-missing",
    severity="info",
    basis="国办发〔2017〕47号",
    title=("The page lacks tags that say what it is", "网页缺少规定的 meta 标签"),
    reason=(
        "Pages of government sites carry ArticleTitle, PubDate and ContentSource in their head, "
        "by which search engines and inspections know them.",
        "政府网站内容页应在页头写明 ArticleTitle、PubDate、ContentSource，供检索和检查使用。",
    ),
    bad=(whole(_page(""), suffix=".html"),),
    good=(whole(_page(_TAGS), suffix=".html"),),
    profiles=("new",),
)
def meta_tags_missing(subject: Subject) -> Iterator[Found]:
    """Only whole pages; a fragment has no head."""
    if subject.document.media_type != _HTML:
        return
    names = {entry.name.lower() for entry in subject.document.properties}
    missing = [tag for tag in _WANTED_TAGS if tag not in names]
    if missing:
        printed = {"articletitle": "ArticleTitle", "pubdate": "PubDate"}
        listed = "、".join(printed.get(tag, "ContentSource") for tag in missing)
        yield Found(
            (f"missing: {listed.replace('、', ', ')}", f"缺少{listed}"),
        )


@rule(
    code="M05",
    name="no-longer-in-force",
    severity="info",
    basis="integrity",
    title=("The page says that the document is no longer in force", "目录信息标明文件已失效"),
    reason=(
        "Tasks of a document that was repealed or has expired should not enter a ledger unseen.",
        "已废止或失效文件中的任务，不应不加核对就列入台账。",
    ),
    bad=(example(above="索引号：SM00101-0200-2024-00012\n\n有效性：失效"),),
    good=(example(above="索引号：SM00101-0200-2024-00012\n\n有效性：有效"),),
)
def no_longer_in_force(subject: Subject) -> Iterator[Found]:
    """Look at the entry 有效性 and its like."""
    for entry in subject.outline.catalogue:
        value = "".join(entry.value.split())
        if entry.name == "validity" and value in {"失效", "废止", "已失效", "已废止", "无效"}:
            yield Found((f"marked {value}", f"标明“{value}”"), entry.anchor)
