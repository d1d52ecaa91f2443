"""The notice in a page: containers, titles, metadata, and everything around."""

from __future__ import annotations

import pytest

from extractor.model.document import Document, Paragraph
from extractor.readers import read
from tests.readers.placed import furniture, texts

TITLE = "某某区人民政府办公室关于开展安全检查的通知"
BODY = [
    "各乡镇人民政府，区直有关部门：",
    "为进一步加强安全生产工作，切实保障人民群众生命财产安全，经区政府同意，现将有关事项通知如下。",
    "一、提高认识。各单位要充分认识开展安全检查的重要意义，加强组织领导，确保取得实效。",
    "二、落实责任。由区应急局牵头，各乡镇人民政府、区直有关部门按职责分工负责，年底前完成。",
    "某某区人民政府办公室",
    "2021年7月16日",
]
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in BODY)
HEAD = f"""<head><meta charset="utf-8"><title>{TITLE}_某某区人民政府</title>
<meta name="SiteName" content="某某区人民政府"><meta content="{TITLE}" name="ArticleTitle">
<meta name="PubDate" content="2021-07-20 10:00"><meta name="viewport" content="x"></head>"""
TOP = """<div class="top"><a href="/">网站首页</a><a href="/b">政务公开</a><a href="/c">办事服务</a>
<form><input type="text"><button>搜索</button></form></div>
<div class="BreadcrumbNav">当前位置：<a href="/">首页</a>&gt;<a href="/z">政府文件</a></div>"""
BOTTOM = """<div class="footer"><p>主办：某某区人民政府办公室 承办：区大数据中心</p>
<p><a href="/s">网站地图</a> 政府网站标识码：3504270001 <a href="https://beian">闽ICP备1号</a></p></div>"""


def read_page(body: str, head: str = HEAD) -> Document:
    return read(f"<html>{head}<body>{body}</body></html>".encode())


def assert_notice(document: Document, extra: tuple[str, ...] = ()) -> None:
    assert texts(document) == [TITLE, *BODY, *extra]


@pytest.mark.parametrize(
    "container",
    [
        'div class="TRS_Editor"',
        'div id="UCAP-CONTENT"',
        'div id="zoom"',
        'div class="pages_content mt10"',
        'div class="article-content"',
        'div class="x1"',
        'div id="print-content"',
        'div class="main-top share"',
        "section",
        "td",
    ],
)
def test_the_notice_is_found_in_its_container(container: str) -> None:
    tag = container.split(maxsplit=1)[0]
    content = f"<{container}>{PARAGRAPHS}</{tag}>"
    if tag == "td":
        content = f"<table><tr>{content}</tr></table>"
    document = read_page(
        f'{TOP}<div class="w1200"><h1>{TITLE}</h1>'
        '<div class="info"><span>来源：区政府办</span><span>发布时间：2021-07-20 10:00</span>'
        f"<span>【字体：大 中 小】</span></div>{content}"
        f'<div class="share">分享到：微信</div></div>{BOTTOM}'
    )
    assert_notice(document)
    around = "".join(furniture(document, "navigation"))
    for words in ("网站首页", "搜索", "当前位置", "来源：区政府办", "字体", "分享到", "标识码"):
        assert words in around


def test_a_page_of_the_notice_alone_has_no_furniture() -> None:
    document = read_page(f"<h1>{TITLE}</h1>{PARAGRAPHS}", head="")
    assert_notice(document)
    assert document.furniture == ()


def test_an_address_after_the_buttons_of_a_page_is_the_sites_without_any_other_foot() -> None:
    foot = (
        "<table><tr><td>累计访问：123人次</td></tr>"
        "<tr><td>地址：人民路1号 邮编：350000</td></tr></table>"
    )
    document = read_page(
        f'<div><p class="tit">{TITLE}</p><div class="TRS_Editor">{PARAGRAPHS}</div>'
        f"<div><span>我要纠错</span></div></div>{foot}"
    )
    assert_notice(document)
    assert "地址：人民路1号 邮编：350000" in furniture(document, "navigation")


def test_an_address_the_notice_ends_with_stays_above_the_buttons() -> None:
    address = "地址：人民路1号 邮编：350000"
    document = read_page(
        f'<div><h1>{TITLE}</h1><div class="TRS_Editor">{PARAGRAPHS}<p>{address}</p></div>'
        "<div><span>我要纠错</span></div></div>"
    )
    assert_notice(document, (address,))


def test_a_signature_called_footer_is_no_site_footer() -> None:
    content = "".join(f"<p>{line}</p>" for line in BODY[:4])
    document = read_page(
        f'<div class="doc"><div class="header"><h1>{TITLE}</h1></div><div class="content">{content}'
        f'</div><div class="footer"><div>{BODY[4]}</div><div>{BODY[5]}</div></div></div>'
    )
    assert_notice(document)


@pytest.mark.parametrize(
    "line",
    [
        "无障碍环境建设工作领导小组名单",
        "打印机等设备由区财政局统一采购。",
        "联系我们单位的同志：张三",
    ],
)
def test_a_line_that_only_begins_like_a_button_stays(line: str) -> None:
    document = read_page(f"{TOP}<div><h1>{TITLE}</h1><p>{line}</p>{PARAGRAPHS}</div>{BOTTOM}")
    assert texts(document) == [TITLE, line, *BODY]


def test_the_title_is_known_though_the_page_names_site_and_number_too() -> None:
    head = f"<head><title>{TITLE}(某政办〔2021〕8号)-某某区人民政府</title></head>"
    document = read_page(
        f'{TOP}<div class="a"><div class="b">{TITLE}</div>'
        '<div class="c"><em>字号：</em>大 中 小</div>'
        f'<div class="d">{PARAGRAPHS}</div></div>{BOTTOM}',
        head,
    )
    assert_notice(document)


def test_an_old_page_of_tables_is_read() -> None:
    links = "".join(f'<tr><td><a href="/l{n}">第{n}栏目的链接</a></td></tr>' for n in range(12))
    content = "".join(f"{line}<br>" for line in BODY)
    document = read_page(
        '<table width="780"><tr><td colspan="2"><img src="banner.jpg"></td></tr>'
        f'<tr><td width="160"><table>{links}</table></td><td><table><tr><td align="center">'
        f'<b>{TITLE}</b></td></tr><tr><td align="center">发布时间：2021-07-20 阅读次数：5</td></tr>'
        f"<tr><td>{content}</td></tr></table></td></tr></table>"
        "<table><tr><td>版权所有：某某区人民政府 技术支持：区信息中心</td></tr></table>",
        f"<head><title>{TITLE}</title></head>",
    )
    assert_notice(document)


def test_a_list_of_other_notices_is_navigation() -> None:
    links = "".join(f'<li><a href="/n{n}">关于第{n}号文件的解读材料</a></li>' for n in range(30))
    document = read_page(
        f'{TOP}<div class="main"><div class="left"><h2>{TITLE}</h2><div>{PARAGRAPHS}</div></div>'
        f'<div class="right"><h3>政策解读</h3><ul>{links}</ul></div></div>{BOTTOM}'
    )
    assert_notice(document)


def test_attachments_behind_the_text_are_kept_with_their_links() -> None:
    document = read_page(
        f'<h1>{TITLE}</h1><div class="TRS_Editor">{PARAGRAPHS}<p>来源：区政府办</p></div>'
        '<div class="fj"><p>附件下载</p><a href="./P1.docx">任务分解表.docx</a></div>'
    )
    assert_notice(document, ("任务分解表.docx",))
    last = document.blocks[-1]
    assert isinstance(last, Paragraph)
    assert last.links == ("./P1.docx",)
    assert furniture(document, "navigation") == ["来源：区政府办", "附件下载"]


def test_a_time_in_the_text_of_a_meeting_notice_stays() -> None:
    lines = ["时间：7月20日上午9时", "地点：区政府三楼会议室", "请准时参加。"]
    content = PARAGRAPHS + "".join(f"<p>{line}</p>" for line in lines)
    document = read_page(f'<h1>{TITLE}</h1><div class="TRS_Editor">{content}</div>')
    assert_notice(document, tuple(lines))


def test_a_title_printed_above_and_in_the_text_is_kept_once() -> None:
    document = read_page(
        f'<div class="wrap"><div class="tit">{TITLE}</div>'
        f'<div class="TRS_Editor"><p align="center">{TITLE}</p>{PARAGRAPHS}</div></div>'
    )
    assert_notice(document)
    assert furniture(document, "duplicate") == [TITLE]


def test_meta_tags_are_invisible_properties() -> None:
    document = read_page(PARAGRAPHS)
    assert [(one.name, one.value, one.visible) for one in document.properties] == [
        ("SiteName", "某某区人民政府", False),
        ("ArticleTitle", TITLE, False),
        ("PubDate", "2021-07-20 10:00", False),
        ("title", f"{TITLE}_某某区人民政府", False),
    ]


FIELDS = [
    ("索 引 号", "SX00-1100-2021-00012"),
    ("发文机关", "某某区人民政府办公室"),
    ("成文日期", "2021-07-16"),
    ("文　　号", "某政办〔2021〕8号"),
    ("有 效 性", ""),
]
METADATA = {
    "cells": "<table>"
    + "".join(f"<tr><td><b>{name}：</b></td><td>{value}</td></tr>" for name, value in FIELDS)
    + "</table>",
    "pairs in a row": "<table><tr>"
    + "".join(f"<td>{name}</td><td>{value}</td>" for name, value in FIELDS[:4])
    + "</tr><tr><td>有 效 性</td><td></td></tr></table>",
    "list": "<ul>"
    + "".join(f"<li><span>{name}：</span>{value}</li>" for name, value in FIELDS)
    + "</ul>",
    "definitions": "<dl>"
    + "".join(f"<dt>{name}</dt><dd>：{value}</dd>" for name, value in FIELDS)
    + "</dl>",
    "lines": "<div>" + "<br>".join(f"{name}：{value}" for name, value in FIELDS) + "</div>",
    "one line": "<div><p>" + "　".join(f"{name}：{value}" for name, value in FIELDS) + "</p></div>",
}


@pytest.mark.parametrize("shape", METADATA)
def test_the_metadata_block_becomes_properties(shape: str) -> None:
    document = read_page(
        f'{TOP}<div class="xxgk"><div class="bd">{METADATA[shape]}</div><h1>{TITLE}</h1>'
        f"<div id=zoom>{PARAGRAPHS}</div></div>{BOTTOM}"
    )
    assert_notice(document)
    found = [(one.name, one.value) for one in document.properties if one.visible]
    assert found == FIELDS


def test_a_second_copy_of_the_metadata_is_a_duplicate() -> None:
    block = METADATA["cells"]
    document = read_page(f"<div>{block}</div><div>{block}</div><h1>{TITLE}</h1>{PARAGRAPHS}")
    assert len([one for one in document.properties if one.visible]) == len(FIELDS)
    assert len(furniture(document, "duplicate")) == len(FIELDS)


def test_a_task_table_is_no_metadata() -> None:
    table = (
        "<table border=1><tr><td>名称</td><td>来源</td><td>发布时间</td><td>责任部门</td></tr>"
        "<tr><td>甲</td><td>乙</td><td>每月</td><td>区教育局</td></tr></table>"
    )
    document = read_page(f"<h1>{TITLE}</h1><div id=zoom>{PARAGRAPHS}{table}</div>")
    assert [one for one in document.properties if one.visible] == []


def test_a_page_filled_by_scripts_says_so() -> None:
    document = read_page(
        '<nav><a href="/">网站首页</a><a href="/b">政务公开</a></nav><div id=app></div>'
    )
    assert document.blocks == ()
    assert [one.code for one in document.diagnostics] == ["html.no-notice"]


@pytest.mark.parametrize(
    "page",
    [
        f'<html>{HEAD}<body style="visibility:hidden">{TOP}<h1>{TITLE}</h1>{PARAGRAPHS}{BOTTOM}',
        (
            f'<html>{HEAD}<body>{TOP}<div id="app" hidden><div style="display: none">'
            f"<h1>{TITLE}</h1>{PARAGRAPHS * 3}</div></div>{BOTTOM}"
        ),
    ],
)
def test_a_page_hidden_until_its_scripts_run_is_read(page: str) -> None:
    document = read(page.encode())
    assert texts(document)[: 1 + len(BODY)] == [TITLE, *BODY]
    assert [one.code for one in document.diagnostics] == ["html.hidden-until-scripts"]
    assert "网站首页" in "".join(furniture(document, "navigation"))


def test_a_hidden_second_copy_of_a_notice_stays_hidden() -> None:
    copy = f'<div style="display:none">{PARAGRAPHS}</div>'
    document = read_page(f'{TOP}<div id="zoom"><h1>{TITLE}</h1>{PARAGRAPHS}</div>{copy}{BOTTOM}')
    assert_notice(document)
    assert document.diagnostics == ()
    assert BODY[1] in "".join(furniture(document, "hidden"))


def test_what_scripts_left_of_a_counter_and_links_to_readings_are_the_pages() -> None:
    document = read_page(
        f'{TOP}<div class="w1200"><h1>{TITLE}</h1><ul><li>浏览次数：</li><li><span>-</span></li>'
        "<li>-次</li>"
        '</ul><p>点击查看政策解读：<a href="/jd">图解</a></p>'
        f'<div id="zoom">{PARAGRAPHS}</div></div>'
        '<div class="note">文件来源：某政府网 | 生成日期：2025-12-05</div>'
    )
    assert_notice(document)


def test_the_foot_that_a_word_processor_saved_is_no_text() -> None:
    found = read_page(
        "<p>请认真贯彻执行。</p><div title='footer'><p align='center'>— 2 —</p></div>", head=""
    )
    assert [block.text for block in found.blocks] == ["请认真贯彻执行。"]
    assert [(piece.kind, piece.text) for piece in found.furniture] == [("running_head", "— 2 —")]


def test_fields_of_a_form_that_name_numbers_of_sites_are_text() -> None:
    words = ["系统名称", "ICP备案号", "公网安备号", "主管单位名称"]
    found = read_page("".join(f"<p>{word}</p>" for word in words) + "<p>以上由各单位填写。</p>")
    texts = [block.text for block in found.blocks]
    assert [text for text in texts if text in words] == words


def test_a_sentence_of_the_notice_may_speak_of_scanning() -> None:
    found = read_page("<p>提供停车服务，支持手机扫码找车。</p><p>（二）超市要求。</p>")
    assert "提供停车服务，支持手机扫码找车。" in [block.text for block in found.blocks]
