"""Web pages made to harm who reads them."""

from __future__ import annotations

import base64
from collections.abc import Callable

HEAD = "<!DOCTYPE html><meta charset=utf-8><title>关于印发重点任务分工的通知</title><body>"
NOTICE = "<p>某政办发〔2024〕5号<p>各乡镇人民政府：<p>一、加强管理。（牵头单位：县财政局）"


def page(body: str, head: str = "") -> bytes:
    return (HEAD + head + NOTICE + body).encode()


def table(rows: str, attributes: str = "") -> bytes:
    return page(f"<table {attributes}><tr><th>序号<th>任务<th>牵头单位</tr>{rows}</table>")


def archive(parts: str, boundary: str = "b") -> bytes:
    return (
        f'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="{boundary}"\r\n\r\n{parts}'
    ).encode()


def nested_archive(depth: int) -> bytes:
    text = "".join(
        f'--b{n}\r\nContent-Type: multipart/mixed; boundary="b{n + 1}"\r\n\r\n'
        for n in range(depth)
    )
    return archive(text, "b0")


def style(rules: str) -> bytes:
    return page("<p class=a>二、加强公开。", f"<style>{rules}</style>")


CASES: dict[str, Callable[[], bytes]] = {
    "divisions 5,000 deep": lambda: page("<div>" * 5_000),
    "divisions 200,000 deep": lambda: page("<div>" * 200_000),
    "spans 100,000 deep": lambda: page("<span>" * 100_000 + "一"),
    "formatting 50,000 deep": lambda: page("<b><i><u>" * 16_000 + "一"),
    "formatting across paragraphs": lambda: page("<b>" * 2_000 + "<p>一" * 2_000),
    "formatting of all kinds left open": lambda: page(
        "".join(f"<b a={n}>" for n in range(700)) + "<p>一" * 60_000
    ),
    "ends hidden in comments": lambda: page("<div><!--</div>-->" * 50_000),
    "ends hidden in attributes": lambda: page("<div a='</div>'>" * 50_000),
    "fonts left open": lambda: page("<font a={}>".format("b" * 9) * 3_000 + "<p>x</font>" * 3_000),
    "tables 1,000 deep": lambda: page("<table><tr><td>" * 1_000 + "一"),
    "tables 50,000 deep": lambda: page("<table><tr><td>" * 50_000 + "一"),
    "tables without cells": lambda: page("<table>" * 50_000),
    "lists 20,000 deep": lambda: page("<ol><li>" * 20_000 + "一"),
    "ends without starts": lambda: page("</p></div></td></table>" * 50_000),
    "a column span of a billion": lambda: table("<tr><td colspan=1000000000>一"),
    "a row span of a billion": lambda: table("<tr><td rowspan=1000000000>一" * 99),
    "spans of 1,000 by 65,534": lambda: table("<tr><td colspan=1000 rowspan=65534>一" * 400),
    "column spans of 1,000": lambda: table("<tr>" + "<td colspan=1000>一" * 2_000),
    "overlapping spans": lambda: table("<tr><td rowspan=9 colspan=9>一<td rowspan=9>二" * 2_000),
    "spans below zero": lambda: table("<tr><td colspan=-1 rowspan=-1>一<td colspan=0>二" * 99),
    "spans that are no numbers": lambda: table("<tr><td colspan=1e9 rowspan='９'>一<td>二" * 99),
    "a row of 100,000 cells": lambda: table("<tr>" + "<td>一" * 100_000),
    "100,000 rows": lambda: table("<tr><td>1<td>一<td>县财政局" * 100_000),
    "columns declared by the million": lambda: table("<colgroup span=1000000><tr><td>一"),
    "100,000 empty rows": lambda: table("<tr></tr>" * 100_000 + "<tr><td>1<td>一<td>县财政局"),
    "captions": lambda: table("<caption>一" * 20_000),
    "text among rows": lambda: table("一<tr>二<td>三</td>四</tr>" * 5_000),
    "5,000 tables": lambda: page("<table><tr><td>一</table>" * 5_000),
    "an attribute of 5 MB": lambda: page(f'<p class="{"a" * 5_000_000}">一'),
    "100,000 attributes": lambda: page(f"<p {' '.join(f'a{n}=1' for n in range(100_000))}>一"),
    "100,000 classes": lambda: page(f'<p class="{" ".join(f"a{n}" for n in range(100_000))}">一'),
    "an attribute left open": lambda: page('<p class="' + "一<p>" * 100_000),
    "a comment left open": lambda: page("<!--" + "一<p>" * 100_000),
    "comments": lambda: page("<!---->" * 100_000),
    "comments of dashes": lambda: page("<!--" + "-" * 500_000 + ">一"),
    "conditional comments": lambda: page("<![if !supportLists]>" * 30_000 + "一"),
    "character data": lambda: page("<![CDATA[" * 30_000 + "一"),
    "processing instructions": lambda: page("<?xml " * 30_000 + "一"),
    "doctypes": lambda: page("<!DOCTYPE a [<!ENTITY b 'c'>]>" * 9_999 + "&b;"),
    "entities of entities": lambda: (
        "<!DOCTYPE html ["
        + "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 9}">' for n in range(1, 9))
        + f"]>{HEAD}{NOTICE}&e8;"
    ).encode(),
    "a foreign entity": lambda: (
        f'<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd">]>{HEAD}{NOTICE}&a;'
    ).encode(),
    "a script left open": lambda: page("<script>" + "一<p>" * 100_000),
    "a style left open": lambda: page("<style>" + "p{color:red}" * 100_000),
    "a title left open": lambda: (f"<!DOCTYPE html><title>{NOTICE}" + "一" * 100_000).encode(),
    "plain text to the end": lambda: page("<plaintext>" + "<p>一" * 50_000),
    "templates": lambda: page("<template>" * 20_000 + "一"),
    "frames": lambda: (HEAD + "<frameset>" * 9_999 + "<frame src=file:///etc/passwd>").encode(),
    "pictures": lambda: page("<img src=http://127.0.0.1:9/a.png>" * 20_000),
    "pictures in the address": lambda: page(f'<img src="data:image/png;base64,{"A" * 4_000_000}">'),
    "links outside": lambda: page("<a href=http://127.0.0.1:9/>一</a>" * 20_000),
    "another base": lambda: page("二", "<base href=//127.0.0.1:9><link rel=stylesheet href=a.css>"),
    "a page that moves": lambda: page(
        "", "<meta http-equiv=refresh content='0;file:///etc/passwd'>"
    ),
    "20,000 meta tags": lambda: page("", "<meta name=ArticleTitle content=一>" * 20_000),
    "a meta tag of 3 MB": lambda: page("", f"<meta name=PubDate content={'2' * 3_000_000}>"),
    "ten thousand rules": lambda: style(
        "".join(f".a{n} .b{n}>.c{n}{{color:red}}" for n in range(9_999))
    ),
    "selectors that look back": lambda: page(
        "<div class=a>" * 400 + "<p class=z>一" * 400,
        "<style>" + (".a " * 30 + ".y .z{display:none}") * 50 + "</style>",
    ),
    "selectors of many parts": lambda: style(".a" * 200_000 + "{display:none}"),
    "a selector left open": lambda: style(".a:not(" * 50_000),
    "braces": lambda: style("{" * 300_000),
    "comments of style": lambda: style("/*" * 200_000),
    "counters": lambda: style(
        "p::before{counter-increment:a 999999999;content:counter(a,cjk-ideographic)}"
    ),
    "counters in counters": lambda: style("p::before{content:" + "counter(a)" * 50_000 + "}"),
    "variables in a ring": lambda: style(":root{--a:var(--b);--b:var(--a)}p{display:var(--a)}"),
    "imports": lambda: style("@import url(http://127.0.0.1:9/a.css);" * 999),
    "everything hidden": lambda: style("*{display:none}"),
    "a style attribute of 2 MB": lambda: page(f'<p style="{"color:red;" * 200_000}">一'),
    "list numbers at the edge": lambda: page(
        "<ol start=2147483647><li>一<li value=-9>二<li value=1e9>三"
    ),
    "300,000 breaks": lambda: page("<br>" * 300_000 + "一"),
    "400,000 paragraphs": lambda: page("<p>一" * 400_000),
    "spaces": lambda: page("<p>" + "&nbsp;" * 300_000 + "一"),
    "references out of range": lambda: page("&#xD800;&#x110000;&#0;&#99999999999;" * 9_999),
    "references without end": lambda: page("&#" * 300_000),
    "NUL characters": lambda: page("<p>县\0财政局<td\0>" * 9_999),
    "vectors in figures": lambda: page("<svg>" * 9_999 + "<math>" * 9_999 + "一"),
    "a charset that is none": lambda: ("<!DOCTYPE html><meta charset=x-nothing>" + NOTICE).encode(),
    "a charset of seven bits": lambda: ("<!DOCTYPE html><meta charset=utf-7>" + NOTICE).encode(),
    "a charset that lies": lambda: ("<!DOCTYPE html><meta charset=gbk>" + NOTICE).encode(),
    "a charset after 5 MB": lambda: (" " * 5_000_000 + HEAD + NOTICE).encode("gb18030"),
    "200 charsets": lambda: ("<!DOCTYPE html>" + "<meta charset=big5>" * 200 + NOTICE).encode(),
    "UTF-16 that says UTF-8": lambda: (HEAD + NOTICE).encode("utf-16"),
    "an archive nested 2,000 deep": lambda: nested_archive(2_000),
    "an archive without its parts": lambda: archive(""),
    "an archive without its end": lambda: archive(
        "--b\r\nContent-Type: text/html\r\n\r\n" + HEAD + NOTICE
    ),
    "an archive of bad base64": lambda: archive(
        "--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + "=" * 99
        + base64.b64encode((HEAD + NOTICE).encode()).decode()[:-3]
        + "\r\n--b--\r\n"
    ),
    "an archive of 20,000 parts": lambda: archive(
        "--b\r\nContent-Type: text/plain\r\n\r\na\r\n" * 20_000
    ),
    "an archive whose boundary is empty": lambda: archive("--\r\n\r\na\r\n----\r\n", ""),
    "an archive with a line of 5 MB": lambda: archive("--b\r\nX: " + "a" * 5_000_000 + "\r\n\r\n"),
}
