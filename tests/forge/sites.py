"""Forged notices inside pages as government sites build them: known text, known surroundings.

Each page is put together from parts that such sites have: strips, menus, breadcrumbs, metadata,
lines under the title, a container, and what stands below it. Their names and words vary with the
seed; a few sites give their containers no name a program could know.
"""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from tests.forge.plain import table_rows
from tests.forge.truth import Truth

PARTS = tomllib.loads((Path(__file__).parent / "sites.toml").read_text(encoding="utf-8"))


_UNDER_TITLE = (("dates", 0.95), ("sources", 0.7), ("views", 0.5), ("sizes", 0.5), ("buttons", 0.5))


@dataclass
class Site:
    """A page in the making; ``chrome`` gathers every text that is no part of the notice."""

    truth: Truth
    rng: random.Random
    chrome: list[str] = field(default_factory=list)
    metadata: list[tuple[str, str]] = field(default_factory=list)

    # --- small parts ---------------------------------------------------------------------

    def say(self, text: str) -> str:
        """Return a text of the page as markup."""
        self.chrome.append(text)
        return escape(text)

    def word(self, name: str) -> str:
        """Return one of the words of a kind, filled in for this notice."""
        return self._filled(self.rng.choice(PARTS[name]))

    def _filled(self, text: str) -> str:
        truth = self.truth
        return text.format(
            date=truth.date, posted=self.posted, issuer=truth.issuer, place=self.place
        )

    def link(self, text: str, target: str = "/") -> str:
        return f'<a href="{target}" target="_blank">{self.say(text)}</a>'

    @property
    def place(self) -> str:
        return self.truth.issuer.removesuffix("办公室")

    @property
    def posted(self) -> str:
        return f"{self.truth.date} 1{self.rng.randint(0, 9)}:{self.rng.randint(10, 59)}"

    # --- above the notice ----------------------------------------------------------------

    def top(self) -> str:
        rng = self.rng
        name = rng.choice(["top", "header w1200", "head-wrap", "x-hd", "a1"])
        parts = []
        if rng.random() < 0.5:
            parts.append(
                f'<div class="tips">{self.say("今天是2024年3月5日 星期二")} {self.link("长者助手")}'
                f"{self.link('无障碍')}{self.link('登录')}|{self.link('注册')}</div>"
            )
            self.chrome.append("|")
        if rng.random() < 0.5:
            parts.append(
                f'<div class="ss"><form action="/s"><input name="q" value="请输入关键字">'
                f"<button>{self.say('搜索')}</button></form><p>{self.say('热搜词：')}"
                f"{self.link('社保')} {self.link('公积金')}</p></div>"
            )
        if rng.random() < 0.8:
            tag = rng.choice(["li", "dd", "span"])
            parts.append(
                f'<div class="{rng.choice(["nav", "menu", "dh", "b2"])}"><ul>'
                + "".join(
                    f"<{tag}>{self.link(word)}</{tag}>" for word in rng.sample(PARTS["menu"], 6)
                )
                + "</ul></div>"
            )
        if rng.random() < 0.3:
            text = "您访问的链接即将离开本网站，是否继续？"
            parts.append(
                f'<div class="{rng.choice(["pop-up", "jumpbox", "zt"])}"><p>{self.say(text)}</p>'
                f"{self.link('继续访问')}{self.link('放弃')}</div>"
            )
        return f'<div class="{name}">{"".join(parts)}</div>' if parts else ""

    def crumbs(self) -> str:
        rng = self.rng
        lead = self.word("crumbs")
        sign = rng.choice([">", ">>", "›", "/", "-", "→"])
        words = ["首页", "政务公开", rng.choice(["政府文件", "通知公告", "法定主动公开内容"])]
        if rng.random() < 0.3:
            words.append("正文")
        inner = f" {escape(sign)} ".join(
            self.link(word) if word != "正文" else f"<span>{self.say(word)}</span>"
            for word in words
        )
        self.chrome.extend([sign] * (len(words) - 1))
        start = self.say(lead) if lead else ""
        name = rng.choice(["BreadcrumbNav", "dqwz", "crumbs", "mbx", "local", "lj", "c3"])
        return f'<div class="{name}">{start}{inner}</div>'

    def catalogue(self) -> str:
        """Return the metadata block; its entries are catalogue, no furniture."""
        rng, truth = self.rng, self.truth
        entries = [
            ("索 引 号", f"{rng.randint(10**8, 10**9)}/{truth.date[:4]}-00{rng.randint(100, 999)}"),
            ("主题分类", "综合政务、政务公开"),
            ("发文机关", truth.issuer),
            ("成文日期", truth.printed_date),
            ("标　　题", truth.title),
            ("发文字号", truth.number),
            ("发布日期", truth.date),
            ("有效性", rng.choice(["有效", "", "现行有效"])),
        ]
        if rng.random() < 0.4:
            del entries[4]
        colon = rng.choice(["：", ":", ""])
        self.metadata = entries
        shape = rng.choice(["table", "pairs", "ul", "dl"])
        if shape == "table":
            rows = "".join(f"<tr><th>{n}{colon}</th><td>{v}</td></tr>" for n, v in entries)
            return f'<table class="xxgktab">{rows}</table>'
        if shape == "pairs":
            halves = zip(entries[::2], [*entries[1::2], ("", "")], strict=False)
            rows = "".join(
                f"<tr><td><b>{a}{colon}</b></td><td>{b}</td><td><b>{c}{colon if c else ''}</b></td>"
                f"<td>{d}</td></tr>"
                for (a, b), (c, d) in halves
            )
            return f'<div class="mxxgkabs"><table border="0">{rows}</table></div>'
        colon = colon or "："
        if shape == "ul":
            items = "".join(
                f"<li><strong>{n}{colon}</strong><span>{v}</span></li>" for n, v in entries
            )
            return f'<div class="gk-top"><ul class="clearfix">{items}</ul></div>'
        items = "".join(f"<dt>{n}{colon}</dt><dd>{v}</dd>" for n, v in entries)
        return f'<dl class="index">{items}</dl>'

    def title(self) -> str:
        tag, name = self.rng.choice(
            [
                ("h1", ""),
                ("h2", "title"),
                ("div", "xl-title"),
                ("p", "tit"),
                ("h3", ""),
                ("div", "b"),
            ]
        )
        return f'<{tag} class="{name}">{escape(self.truth.title)}</{tag}>'

    def line(self) -> str:
        """Return what stands under the title: date, source, views, font size, buttons."""
        rng = self.rng
        words = [(self.word(name), share) for name, share in _UNDER_TITLE]
        chosen = [word for word, share in words if rng.random() < share]
        shape = rng.choice(["spans", "line", "lines", "cells"])
        name = rng.choice(["info", "xl-info", "pages-date", "article_info", "sub", "e5"])
        if shape == "line":
            return f'<div class="{name}">{self.say("　".join(chosen))}</div>'
        said = [self.say(word) for word in chosen]
        if shape == "lines":
            return f'<div class="{name}">' + "".join(f"<p>{w}</p>" for w in said) + "</div>"
        if shape == "cells":
            cells = "".join(f"<td>{w}</td>" for w in said)
            return f'<table width="100%"><tr>{cells}</tr></table>'
        return f'<div class="{name}">' + " ".join(f"<span>{w}</span>" for w in said) + "</div>"

    # --- the notice ----------------------------------------------------------------------

    def notice(self, *, with_title: bool) -> str:
        rng, truth = self.rng, self.truth
        style = rng.choice(["p", "p indent", "div", "br", "span"])
        head = [truth.title] if with_title else []
        center = [*head, truth.number] if rng.random() < 0.5 else [truth.number, *head]
        tail = [truth.issuer, truth.printed_date]
        body = ["，".join(truth.addressees) + "：", *truth.body]
        lines = [self._line(one, "center", style) for one in center]
        lines += [self._line(one, "", style) for one in body]
        lines += [self._line(one, "right", style) for one in tail]
        if rng.random() < 0.3:
            lines.append(self._line(" ", "", style))
        lines.append(self._line(truth.attachment, "center", style))
        if truth.paragraphs:
            lines += [self._line(one, "", style) for one in truth.paragraphs]
        else:
            lines.append(f"<table {rng.choice(['border=1', 'class=MsoNormalTable', ''])}>")
            lines.append(f"{table_rows(truth)}</table>")
        return rng.choice(["", "\n"]).join(lines)

    def _line(self, text: str, align: str, style: str) -> str:
        text = escape(text).replace(" ", "&nbsp;") if not text.strip() else escape(text)
        lead = "" if align else "　　"
        at = f' align="{align}"' if align else ""
        if style == "br":
            return f"{lead}{text}<br>"
        if style == "div":
            return f"<div{at}>{lead}{text}</div>"
        if style == "span":
            css = f"text-align: {align or 'justify'}; line-height: 2"
            return (
                f'<p style="{css}"><span style="font-family: 仿宋_GB2312; font-size: 16pt">'
                f"{lead}{text}</span></p>"
            )
        if style == "p indent":
            return f'<p{at} style="text-indent:{0 if align else 2}em">{text}</p>'
        return f"<p{at}>{lead}{text}</p>"

    def inner_end(self) -> str:
        """Return the lines a site leaves inside its container, below the notice."""
        if self.rng.random() < 0.6:
            return ""
        return f'<p align="right">{self.say(self.word("ends"))}</p>'

    # --- below the notice ----------------------------------------------------------------

    def below(self) -> str:
        rng = self.rng
        makers = [self._share, self._neighbours, self._related, self._code, self._buttons]
        makers += [self._interpretation, self._correct]
        chosen = [one for one in makers if rng.random() < 0.45]
        rng.shuffle(chosen)
        return "".join(one() for one in chosen)

    def _share(self) -> str:
        words = self.rng.choice(
            [
                ("分享到：", "微信", "微博"),
                ("分享：",),
                ("分享到", "QQ空间", "新浪微博", "微信"),
                ("分享让更多人看到",),
            ]
        )
        name = self.rng.choice(["share", "bdsharebuttonbox", "fx", "g7"])
        first, *others = words
        return f'<div class="{name}">{self.say(first)}' + "".join(map(self.link, others)) + "</div>"

    def _neighbours(self) -> str:
        before, after = self.rng.sample(PARTS["others"], 2)
        sign = self.rng.choice(["：", ":", "： "])
        tag = self.rng.choice(["p", "div", "li"])
        after_link = self.link(after) if self.rng.random() < 0.7 else self.say("没有了")
        return (
            f'<div class="{self.rng.choice(["prevnext", "page", "sxp", "h8"])}">'
            f"<{tag}>{self.say('上一篇' + sign)}{self.link(before)}</{tag}>"
            f"<{tag}>{self.say('下一篇' + sign)}{after_link}</{tag}></div>"
        )

    def _related(self) -> str:
        word = self.word("related")
        items = "".join(
            f"<li>{self.link(one, f'/n/{n}.html')}"
            + (f"<span>{self.say('2024-02-1' + str(n))}</span>" if self.rng.random() < 0.6 else "")
            + "</li>"
            for n, one in enumerate(self.rng.sample(PARTS["others"], self.rng.randint(1, 5)))
        )
        tag = self.rng.choice(["h3", "p", "div", "span"])
        name = self.rng.choice(["related", "xgwz", "list", "i9"])
        return f'<div class="{name}"><{tag}>{self.say(word)}</{tag}><ul>{items}</ul></div>'

    def _interpretation(self) -> str:
        word = self.word("readings")
        text = f"《{self.truth.attachment}》政策解读"
        style = self.rng.choice(["h3", "strong"])
        return (
            f'<div class="{self.rng.choice(["jd", "xgjd", "j1"])}">'
            f"<{style}>{self.say(word)}</{style}><p>{self.link(text, '/jd/1.html')}</p></div>"
        )

    def _code(self) -> str:
        text = self.word("codes")
        name = self.rng.choice(["ewm", "qrcode", "code", "k2"])
        return f'<div class="{name}"><img src="/q.png" width="120"><p>{self.say(text)}</p></div>'

    def _buttons(self) -> str:
        words = self.rng.choice(PARTS["rows"])
        return (
            f'<div class="{self.rng.choice(["print", "btn", "l3"])}">'
            + " ".join(map(self.link, words))
            + "</div>"
        )

    def _correct(self) -> str:
        words = self.rng.choice(PARTS["corrections"])
        return (
            '<div class="m4">' + " ".join(f"<span>{self.say(w)}</span>" for w in words) + "</div>"
        )

    def footer(self) -> str:
        rng = self.rng
        lines = [self._filled(one) for one in PARTS["feet"]]
        chosen = rng.sample(lines, rng.randint(3, 8))
        if "网站" not in "".join(chosen) and "ICP" not in "".join(chosen):
            chosen.append("政府网站标识码：3504270001")
        said = [self.say(one) for one in chosen]
        name, shape = rng.choice(["footer", "foot", "bq", "n5"]), rng.choice(["p", "br", "td"])
        if shape == "td":
            rows = "".join(f"<tr><td align=center>{one}</td></tr>" for one in said)
            return f'<table width="1000" class="{name}">{rows}</table>'
        if shape == "br":
            return f'<div class="{name}">' + "<br>".join(said) + "</div>"
        return f'<div class="{name}">' + "".join(f"<p>{one}</p>" for one in said) + "</div>"

    def side(self) -> str:
        """Return a column of links beside the notice."""
        if self.rng.random() < 0.6:
            return ""
        items = "".join(f"<li>{self.link(one)}</li>" for one in self.rng.sample(PARTS["others"], 6))
        tag = self.rng.choice(["ul", "div"])
        return f'<div class="o6"><h3>{self.say("最新公开")}</h3><{tag}>{items}</{tag}></div>'

    # --- the page ------------------------------------------------------------------------

    def page(self) -> bytes:
        """Return the page."""
        rng, truth = self.rng, self.truth
        top, crumbs = self.top(), self.crumbs() if rng.random() < 0.8 else ""
        catalogue = self.catalogue() if rng.random() < 0.4 else ""
        line = self.line()
        inside = rng.random() < 0.35
        above = "" if inside and rng.random() < 0.5 else self.title()
        repeated = bool(above) and inside
        content = self.notice(with_title=inside or not above)
        container = rng.choice(PARTS["containers"])
        tag = container.split(maxsplit=1)[0]
        held = f"<{container}>{content}{self.inner_end()}</{tag}>"
        if tag == "td":
            held = f'<table width="96%" border="0"><tr>{held}</tr></table>'
        if repeated:
            self.chrome.append(truth.title)
        order = [catalogue, above, line] if rng.random() < 0.7 else [above, line, catalogue]
        below, side = self.below(), self.side()
        outer = rng.choice(
            ['div class="w1200"', 'div class="main"', 'div class="wrap"', "div", "section"]
        )
        outer_tag = outer.split(maxsplit=1)[0]
        main = f"<{outer}>{crumbs}{''.join(order)}{held}{below}</{outer_tag}>{side}"
        if rng.random() < 0.2:
            main = f'<table width="1000" align="center"><tr><td>{main}</td></tr></table>'
        site = f"_{self.place}" if rng.random() < 0.6 else ""
        metas = ""
        if rng.random() < 0.6:
            metas = (
                f'<meta name="ArticleTitle" content="{escape(truth.title)}">'
                f'<meta name="PubDate" content="{truth.date} 10:00">'
                f'<meta name="SiteName" content="{self.place}">'
            )
        charset, encoding = rng.choice(
            [
                ("utf-8", "utf-8"),
                ("utf-8", "utf-8"),
                ("gb2312", "gb18030"),
                ("gbk", "gb18030"),
                ("utf-8", "gb18030"),
            ]
        )
        named = truth.title if rng.random() < 0.85 else "政府信息公开"
        footer = self.footer() if rng.random() < 0.9 else ""
        page = (
            f'<!DOCTYPE html><html><head><meta charset="{charset}">'
            f"<title>{escape(named)}{site}</title>{metas}<script>var a = '<p>脚本</p>';</script>"
            f"</head><body>{top}{main}{footer}"
            "<script>document.write('x')</script></body></html>"
        )
        return page.encode(encoding)


def site(truth: Truth, seed: int) -> Site:
    """Return a page in the making for this truth."""
    return Site(truth, random.Random(f"site/{seed}"))
