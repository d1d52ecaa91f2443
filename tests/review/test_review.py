"""The page of a review: what it shows, what a click marks, and that nothing leaves it."""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
from html import escape
from pathlib import Path

import pytest
from lxml import html

from extractor.api import read_notice
from extractor.cli.main import main
from extractor.review import Reviewed, page_pictures, pictures, review_page
from tests.forge import browser

SAMPLES = Path(__file__).parents[2] / "samples"
HOSTILE = (
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(2)>',
    "<!--",
    "&lt;b&gt;",
    "http://example.invalid/a.png",
)


def reviewed(path: Path) -> Reviewed:
    data = path.read_bytes()
    document, notice = read_notice(data, name=path.name)
    return Reviewed(
        path.name, document, notice, page_pictures(data) if path.suffix == ".pdf" else ()
    )


def page(*items: Reviewed, language: str = "zh") -> str:
    return "\n".join(review_page(items, language))


@pytest.fixture(scope="module")
def both() -> str:
    return page(reviewed(SAMPLES / "shaxian-2021.docx"), reviewed(SAMPLES / "shaxian-2021.pdf"))


def opened(text: str, fragment: str, tmp_path: Path) -> html.HtmlElement:
    """Return the page as Chromium has it after its script ran."""
    if not browser.available():
        pytest.skip("Chromium is not installed")
    file = tmp_path / "page.html"
    file.write_text(text, "utf-8")
    done = subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=3000",
         f"--user-data-dir={tmp_path}/profile", "--dump-dom", f"{file.as_uri()}#{fragment}"],
        check=True, capture_output=True, timeout=110,
    )  # fmt: skip
    return html.document_fromstring(done.stdout.decode())


def test_a_task_s_words_are_marked_where_they_stand(both, tmp_path):
    tree = opened(both, "n0t3", tmp_path)
    # Task 3 of the sample: its number, the task, the requirement, two lead units, the responsible.
    assert [mark.text_content() for mark in tree.xpath("//mark")] == [
        "3.", "加强市场规则标准公开。",
        "全面落实“全国一张清单”管理模式,密切跟踪全国统一的市场准入负面清单动态调整情况,及时做好宣传。",
        "区发改局", "区商务局", "区政府各部门",
    ]  # fmt: skip
    assert [one.get("id") for one in tree.xpath("//article[@class='current']")] == ["n0t3"]


def test_a_task_s_boxes_lie_on_its_pages(both, tmp_path):
    tree = opened(both, "n1t8", tmp_path)
    assert [one.get("hidden") for one in tree.xpath("//main")] == ["", None]
    boxes = tree.xpath("//div[@class='box']")
    # Task 8 is cut by the end of page 2: its task, requirement and units stand on both.
    assert {one.getparent().get("id") for one in boxes} == {"n1g2", "n1g3"}
    for box in boxes:
        assert all(0 < float(share) < 100 for share in re.findall(r"([0-9.]+)%", box.get("style")))


def test_nothing_on_the_page_comes_from_elsewhere(both):
    tree = html.document_fromstring(both)
    for name in ("src", "href", "action", "background", "srcset"):
        assert all(value.startswith("data:image/") for value in tree.xpath(f"//@{name}"))
    assert "url(" not in both.partition("</style>")[0]
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; img-src data:;")
    for tag in ("style", "script"):
        (text,) = tree.xpath(f"//{tag}/text()")
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert tree.xpath("//@style | //@*[starts-with(name(), 'on')]") == []


def test_text_of_a_notice_is_never_markup(tmp_path):
    rows = "".join(
        f"<tr><td>{n}</td><td>{escape(text)}</td><td>{escape(text)}</td><td>县教育局</td></tr>"
        for n, text in enumerate(HOSTILE, 1)
    )
    text = (
        "<meta charset=utf-8><p>测政办〔2024〕3号</p>"
        "<p>测试县人民政府办公室关于印发任务分解表的通知</p>"
        "<p>各乡（镇）人民政府：</p><p>请执行。</p><table><tr><th>序号</th><th>工作任务</th><th>备注</th>"
        f"<th>责任单位</th></tr>{rows}</table>"
    )
    name = "</title><script>alert(3)</script>.html"
    document, notice = read_notice(text.encode(), name=name)
    assert [task.task for task in notice.tasks] == list(HOSTILE)
    made = page(Reviewed(name, document, notice))
    tree = html.document_fromstring(made)
    assert len(tree.xpath("//script")) == 1
    assert tree.xpath("//img | //b") == []
    shown = opened(made, "n0t1", tmp_path)
    assert len(shown.xpath("//script")) == 1
    assert HOSTILE[0] in [mark.text_content() for mark in shown.xpath("//mark")]


def test_what_was_inferred_says_so(both):
    tree = html.document_fromstring(both)
    (reason,) = tree.xpath("//article[@id='n0t4']//span[@class='reason']/text()")
    assert reason == "推得：合并单元格"


def test_the_same_bytes_every_time(both):
    again = page(reviewed(SAMPLES / "shaxian-2021.docx"), reviewed(SAMPLES / "shaxian-2021.pdf"))
    assert again == both


def test_pages_that_are_too_many_are_shown_as_text(monkeypatch):
    data = (SAMPLES / "shaxian-2021.pdf").read_bytes()
    assert len(page_pictures(data)) == 7
    monkeypatch.setattr(pictures, "MAX_PAGES", 6)
    assert page_pictures(data) == ()
    text = html.document_fromstring(page(reviewed(SAMPLES / "shaxian-2021.pdf")))
    assert "此处显示文字" in text.text_content()
    assert text.xpath("//article[@id='n0t3']//button/@data-at")


def test_what_is_no_pdf_has_no_pictures():
    assert page_pictures(b"%PDF-1.7 broken") == ()


def test_a_bad_file_costs_a_line_and_no_other(tmp_path, capsys):
    target = tmp_path / "page.html"
    bad = tmp_path / "none.pdf"
    good = str(SAMPLES / "shaxian-2021.txt")
    assert main(["review", str(bad), good, "-o", str(target), "--lang", "en"]) == 1
    assert capsys.readouterr().err.splitlines() == [f"extractor: {bad}: [io] no such file"]
    tree = html.document_fromstring(target.read_text("utf-8"))
    assert len(tree.xpath("//article")) == 32
    target.write_text("old")
    assert main(["review", str(bad), "-o", str(target)]) == 1
    assert target.read_text() == "old"
