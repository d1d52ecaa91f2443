"""The sample as a page of a government site: the notice among navigation and footer."""

from __future__ import annotations

from html import escape
from typing import Any

PAGE = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>{title}_示例县区人民政府门户网站</title>
<meta name="SiteName" content="示例县区人民政府门户网站">
<meta name="ColumnName" content="政务公开">
<meta name="ArticleTitle" content="{title}">
<meta name="PubDate" content="2021-07-20 09:30">
<meta name="ContentSource" content="{issuer}">
<style>.nav a{{margin:0 8px}} table{{border-collapse:collapse}}</style>
<script>var visits = 0;</script>
</head>
<body>
<div class="header"><div class="nav">
<a href="/">网站首页</a><a href="/zwgk/">政务公开</a><a href="/zwfw/">政务服务</a>
</div></div>
<div class="breadcrumb">当前位置：
<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; 正文
</div>
<div class="article">
<h1>{title}</h1>
<div class="TRS_Editor" id="zoom">
<p style="text-align:center">{number}</p>
<p>{addressees}</p>
{body}
<p style="text-align:right">{issuer}</p>
<p style="text-align:right">{date}</p>
<p>{note}</p>
<p style="text-align:center"><strong>{attachment}</strong></p>
<table>
<thead><tr>{header}</tr></thead>
<tbody>
{rows}
</tbody>
</table>
</div>
</div>
<div class="footer"><p>主办：示例县区人民政府办公室</p><p>网站标识码：0000000000</p></div>
</body>
</html>
"""


def make(truth: dict[str, Any], rows: list[list[str | None]]) -> bytes:
    """Return the page, in UTF-8."""
    page = PAGE.format(
        title=escape(truth["title"]),
        number=escape(truth["document_number"]["text"]),
        issuer=escape(truth["issuers"][0]),
        addressees=escape(
            "、".join(truth["addressees"][:2]) + "，" + truth["addressees"][2] + "："
        ),
        body="\n".join(f"<p>　　{escape(text)}</p>" for text in truth["body"]),
        date="2021年7月16日",
        note=escape(truth["notes"][0]),
        attachment=escape(truth["attachments"][0]["title"]),
        header="".join(f"<th><p>{escape(word)}</p></th>" for word in truth["columns"]),
        rows="\n".join(_row(rows, index) for index in range(len(rows))),
    )
    return page.encode()


def _row(rows: list[list[str | None]], index: int) -> str:
    row = rows[index]
    if len(row) == 1:
        return f'<tr><td colspan="4"><p>{escape(row[0] or "")}</p></td></tr>'
    below = rows[index + 1] if index + 1 < len(rows) else [""]
    cells = []
    for column, text in enumerate(row):
        if text is None:
            continue
        span = ' rowspan="2"' if len(below) > 1 and below[column] is None else ""
        cells.append(f"<td{span}>{_paragraphs(text, column)}</td>")
    return f"<tr>{''.join(cells)}</tr>"


def _paragraphs(text: str, column: int) -> str:
    """Return a cell's content: the lead units of a task stand on paragraphs of their own."""
    parts = text.split(" ") if column == 2 else [text]
    return "".join(f"<p>{escape(part)}</p>" for part in parts)
