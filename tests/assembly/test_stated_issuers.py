"""Issuers that only the catalogue above a text names: crawlers keep the title apart."""

from extractor import extract

DUMP = """\
标题: {title}
发布时间: 2019-05-29 09:56
文号:
发布机构: {publisher}
原文链接: https://www.example.gov.cn/zwgk/t1.htm
==================== 正文 ====================
各市、县人民政府：
现将《主要任务》印发给你们，请认真贯彻执行。
一、加强公开
1.公开政策文件。责任单位：省发改委、省财政厅。
"""


def issuers(title: str, publisher: str = "") -> list[tuple[str, str | None]]:
    notice = extract(DUMP.format(title=title, publisher=publisher).encode())
    return [(unit.text, unit.name) for unit in notice.issuers]


def test_title_of_the_catalogue_names_the_issuer() -> None:
    expected = [("福建省人民政府办公厅", "福建省人民政府办公厅")]
    assert issuers("福建省人民政府办公厅关于印发主要任务的通知") == expected


def test_an_entry_of_its_own_goes_before_the_title() -> None:
    expected = [("福建省人民政府", "福建省人民政府")]
    assert issuers("福建省人民政府办公厅关于印发主要任务的通知", "福建省人民政府") == expected


def test_a_title_without_issuer_names_none() -> None:
    assert issuers("关于印发主要任务的通知") == []


def test_units_are_read_as_those_of_the_issuer_in_the_stated_title() -> None:
    notice = extract(
        DUMP.format(title="福建省人民政府办公厅关于印发主要任务的通知", publisher="").encode()
    )
    assert [unit.name for unit in notice.tasks[0].responsible_units] == [
        "福建省发展和改革委员会",
        "福建省财政厅",
    ]
    assert "units.jurisdiction-inferred" not in {entry.code for entry in notice.diagnostics}
