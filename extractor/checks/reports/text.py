"""For people: one line a finding, below it the words it is about with a caret under them."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.checks.finding import Excerpt, Finding
from extractor.checks.places import address, described
from extractor.checks.report import FileReport, Report, counted
from extractor.text.characters import columns, one_line

WIDTH = 76
"""Columns of the source that are shown at most; a longer line is cut around the words."""

_COLOURS = {"error": "1;31", "warning": "1;33", "info": "1;36", "code": "1", "caret": "1;31"}
_GRADES = {"error": "错误", "warning": "警告", "info": "提示"}
_PLURALS = {"error": ("error", "errors"), "warning": ("warning", "warnings"), "info": ("info",) * 2}


def render(report: Report, language: str, *, colour: bool) -> str:
    """Return the findings, the files that failed, and a last line that counts them."""
    painter = _Painter(colour=colour)
    lines: list[str] = []
    for file in report.files:
        for finding in file.findings:
            lines += _shown(finding, language, painter)
    lines += _summary(report, language)
    return "\n".join(lines) + "\n"


def _shown(finding: Finding, language: str, painter: _Painter) -> Iterator[str]:
    chinese = language == "zh"
    anchor = finding.spot.anchor if finding.spot else None
    place = one_line(finding.file)
    if anchor is not None and anchor.line is not None:
        place = one_line(address(finding.file, anchor))
    elif anchor is not None:
        place = f"{place}: {described(anchor, language)}"
    grade = _GRADES[finding.severity] if chinese else finding.severity
    head = painter.paint(grade, finding.severity)
    code = painter.paint(finding.code, "code")
    message = one_line(finding.message.of(language))
    mendable = ("［可自动修正］" if chinese else " [fixable]") if finding.edits else ""
    yield f"{place}: {head} {code} {message}{mendable}"
    if finding.spot and finding.spot.excerpt:
        text, carets = marked(finding.spot.excerpt)
        yield f"    {text}"
        yield f"    {painter.caret(carets)}"


def marked(excerpt: Excerpt, width: int = WIDTH) -> tuple[str, str]:
    """Return a line of the source cut to ``width`` columns, and the carets to stand under it.

    >>> for line in marked(Excerpt("　　文号：沙政办[2024]12号", 5, 14)):
    ...     print(line)
    文号：沙政办[2024]12号
          ^^^^^^^^^^^^
    """
    text = "".join(
        " " if character.isspace() else one_line(character) or " " for character in excerpt.text
    )
    begin = _begin(text, excerpt, width)
    shown, carets, used = [], [], 0
    for offset in range(begin, len(text)):
        wide = columns(text[offset])
        if used + wide > width:
            shown.append("…")
            break
        used += wide
        shown.append(text[offset])
        inside = excerpt.start <= offset < max(excerpt.end, excerpt.start + 1)
        carets.append(("^" if inside else " ") * wide)
    cut = bool(text[:begin].strip())
    if excerpt.start >= len(text):  # what is missing stands behind the last character
        carets.append("^")
    lead = "  " if cut else ""
    return ("…" if cut else "") + "".join(shown).rstrip(), (lead + "".join(carets)).rstrip()


def _begin(text: str, excerpt: Excerpt, width: int) -> int:
    """Return where to begin so that the words show with something before them."""
    indent = len(text) - len(text.lstrip())
    before = columns(text[indent : excerpt.start])
    inside = columns(text[excerpt.start : excerpt.end])
    if before + min(inside, width // 2) <= width:
        return min(indent, excerpt.start)
    return max(indent, excerpt.start - 8)


def _summary(report: Report, language: str) -> Iterator[str]:
    chinese = language == "zh"
    findings = list(report.findings())
    mendable = sum(1 for finding in findings if finding.edits)
    checked = [file for file in report.files if file.failure is None]
    counts = [(grade, count) for grade, count in counted(findings).items() if count]
    if chinese:
        found = "、".join(f"{_GRADES[grade]} {count} 处" for grade, count in counts)
        yield f"共检查 {len(checked)} 个文件：{found or '未发现问题'}。" + "".join(
            _asides_zh(report)
        )
        if mendable:
            yield f"其中 {mendable} 处可用 --fix 自动修正。"
        return
    files = "1 file" if len(checked) == 1 else f"{len(checked)} files"
    found = ", ".join(f"{count} {_PLURALS[grade][count != 1]}" for grade, count in counts)
    yield f"{files} checked: {found or 'nothing found'}." + "".join(_asides_en(report))
    if mendable:
        yield f"{mendable} can be mended with --fix."


def _asides_en(report: Report) -> Iterator[str]:
    for count, words in zip(
        _totals(report),
        (
            "fixed",
            "left to be mended by hand",
            "known to the baseline",
            "could not be checked",
        ),
        strict=True,
    ):
        if count:
            yield f" {count} {words}."


def _asides_zh(report: Report) -> Iterator[str]:
    for count, words in zip(
        _totals(report),
        (
            "已修正 {} 处。",
            "{} 处需人工修改。",
            "基线中已有 {} 处。",
            "{} 个文件未能检查。",
        ),
        strict=True,
    ):
        if count:
            yield words.format(count)


def _totals(report: Report) -> tuple[int, int, int, int]:
    def total(name: str) -> int:
        return sum(getattr(file, name) for file in report.files)

    return total("fixed"), total("unmended"), total("known"), sum(1 for _ in report.failures())


class _Painter:
    def __init__(self, *, colour: bool) -> None:
        self._colour = colour

    def paint(self, text: str, name: str) -> str:
        return f"\x1b[{_COLOURS[name]}m{text}\x1b[0m" if self._colour else text

    def caret(self, carets: str) -> str:
        bare = carets.lstrip(" ")
        return carets[: len(carets) - len(bare)] + self.paint(bare, "caret")
