"""For people: one line a finding, below it the words it is about with carets under them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from extractor.checks.explaining import GRADES
from extractor.checks.finding import Excerpt, Finding, Spot
from extractor.checks.places import address, described
from extractor.checks.report import MENDABLE, FileReport, Report, counted
from extractor.text.characters import columns, one_line

WIDTH = 76
"""Columns of the source that are shown at most; a longer line is cut around the words."""

MOST_RELATED = 3
"""Further places of a finding that are shown."""

_COLOURS = {"error": "1;31", "warning": "1;33", "info": "1;36", "code": "1", "caret": "1;31"}
_PLURALS = {"error": ("error", "errors"), "warning": ("warning", "warnings"), "info": ("info",) * 2}


def render(report: Report, language: str, *, colour: bool = False, most: int = 0) -> str:
    """Return the findings, and a last line that counts them and the files.

    Findings of one rule that say the same of one line are shown together. ``most`` is how many
    such entries of a rule are shown a file; 0 shows all. What is left out is counted.
    """
    painter = _Painter(colour=colour)
    lines: list[str] = []
    for file in report.files:
        lines += _of_file(file, language, painter, most)
    lines += _summary(report, language)
    return "\n".join(lines) + "\n"


def _of_file(file: FileReport, language: str, painter: _Painter, most: int) -> Iterator[str]:
    shown: dict[str, int] = {}
    left: dict[str, int] = {}
    for _, alike in groupby(file.findings, key=_likeness):
        entry = tuple(alike)
        code = entry[0].code
        shown[code] = shown.get(code, 0) + 1
        if most and shown[code] > most:
            left[code] = left.get(code, 0) + len(entry)
        else:
            yield from _shown(entry, language, painter, mendable=file.media_type in MENDABLE)
    for code, count in left.items():
        more = (
            f"另有 {count} 处 {code} 未列出；--max-per-rule 0 全部列出"
            if language == "zh"
            else f"{count} more of {code} not shown; --max-per-rule 0 shows all"
        )
        yield f"{one_line(file.name)}: {more}"


def _likeness(finding: Finding) -> object:
    about = finding.spot.excerpt if finding.spot else None
    if finding.spot is None or about is None:
        return finding.fingerprint
    return finding.code, finding.severity, finding.message, finding.spot.spans[0][0], about.text


def _shown(
    alike: Sequence[Finding], language: str, painter: _Painter, *, mendable: bool
) -> Iterator[str]:
    first = alike[0]
    anchor = first.spot.anchor if first.spot else None
    place = one_line(first.file)
    if anchor is not None and anchor.line is not None:
        place = one_line(address(first.file, anchor))
    elif anchor is not None:
        place = f"{place}: {described(anchor, language)}"
    parts = [
        f"{place}:",
        painter.paint(GRADES[first.severity].of(language), first.severity),
        painter.paint(first.code, "code"),
        one_line(first.message.of(language)),
    ]
    if len(alike) > 1:
        parts.append(f"（{len(alike)}处）" if language == "zh" else f"({len(alike)} times)")
    if mendable and first.edits:
        parts.append("［可自动修正］" if language == "zh" else "[fixable]")
    yield " ".join(parts)
    excerpts = [one.spot.excerpt for one in alike if one.spot and one.spot.excerpt]
    if excerpts:
        beside = [spot.excerpt for one in alike for spot in one.related if _on_line(spot, first)]
        text, carets = marked([*excerpts, *(excerpt for excerpt in beside if excerpt)])
        yield f"    {text}"
        yield f"    {painter.caret(carets)}"
    elsewhere = [spot for one in alike for spot in one.related if not _beside(spot, first)]
    for spot in elsewhere[:MOST_RELATED]:
        words = one_line(spot.excerpt.text)[: WIDTH // 2] if spot.excerpt else ""
        see = "参见" if language == "zh" else "see"
        yield f"    {see} {described(spot.anchor, language)}: {words}".rstrip(": ")


def _beside(spot: Spot, finding: Finding) -> bool:
    """Whether a further place of a finding stands in the paragraph that is shown for it."""
    shown = finding.spot
    if shown is None or not shown.spans or not spot.spans:
        return False
    return spot.spans[0].paragraph == shown.spans[0].paragraph


def _on_line(spot: Spot, finding: Finding) -> bool:
    """Whether it stands on the very line that is shown."""
    if not _beside(spot, finding) or finding.spot is None:
        return False
    lines = spot.excerpt, finding.spot.excerpt
    return lines[0] is not None and lines[1] is not None and lines[0].text == lines[1].text


def marked(excerpts: Sequence[Excerpt], width: int = WIDTH) -> tuple[str, str]:
    """Return a line of the source cut to ``width`` columns, and the carets to stand under it.

    ``excerpts`` are of the same line. Of a long one as much is shown as begins with the first.

    >>> for line in marked([Excerpt("　　文号：沙政办[2024]12号", 8, 14)]):
    ...     print(line)
    文号：沙政办[2024]12号
                ^^^^^^
    """
    first = min(excerpts, key=lambda one: one.start)
    text = "".join(one_line(character) or " " for character in first.text)
    begin = _begin(text, first, width)
    inside = {
        offset for one in excerpts for offset in range(one.start, max(one.end, one.start + 1))
    }
    shown, carets, used = [], [], 0
    for offset in range(begin, len(text)):
        wide = columns(text[offset])
        if used + wide > width:
            shown.append("…")
            break
        used += wide
        shown.append(text[offset])
        carets.append(("^" if offset in inside else " ") * wide)
    else:
        if len(text) in inside:  # what is missing stands behind the last character
            carets.append("^")
    cut = bool(text[:begin].strip())
    line = ("…" if cut else "") + "".join(shown).rstrip()
    return line, (" " * cut + "".join(carets)).rstrip()


def _begin(text: str, excerpt: Excerpt, width: int) -> int:
    """Return where to begin so that the words show with something before them."""
    indent = len(text) - len(text.lstrip())
    before = columns(text[indent : excerpt.start])
    inside = columns(text[excerpt.start : excerpt.end])
    if before + min(inside, width // 2) <= width:
        return min(indent, excerpt.start)
    return max(indent, excerpt.start - 8)


def _summary(report: Report, language: str) -> Iterator[str]:
    findings = list(report.findings())
    checked = len(report.checked())
    counts = [(grade, count) for grade, count in counted(findings).items() if count]
    asides = _asides(report, language)
    mendable = report.mendable()
    if language == "zh":
        found = "、".join(f"{GRADES[grade].zh} {count} 处" for grade, count in counts)
        yield f"共检查 {checked} 个文件：{found or '未发现问题'}。" + "".join(asides)
        if mendable:
            yield f"其中 {mendable} 处可用 --fix 自动修正。"
        return
    files = "1 file" if checked == 1 else f"{checked} files"
    found = ", ".join(f"{count} {_PLURALS[grade][count != 1]}" for grade, count in counts)
    yield f"{files} checked: {found or 'nothing found'}." + "".join(asides)
    if mendable:
        yield f"{mendable} can be mended with --fix."


def _asides(report: Report, language: str) -> Iterable[str]:
    totals = (
        (sum(file.fixed for file in report.files), " {} fixed.", "已修正 {} 处。"),
        (
            sum(file.unmended for file in report.files),
            " {} could not be mended in this file.",
            "{} 处无法在该文件中自动修正。",
        ),
        (
            sum(file.known for file in report.files),
            " {} known to the baseline.",
            "基线中已有 {} 处。",
        ),
        (sum(1 for _ in report.failures()), " {} could not be checked.", "{} 个文件未能检查。"),
    )
    for count, english, chinese in totals:
        if count:
            yield (chinese if language == "zh" else english).format(count)


class _Painter:
    def __init__(self, *, colour: bool) -> None:
        self._colour = colour

    def paint(self, text: str, name: str) -> str:
        return f"\x1b[{_COLOURS[name]}m{text}\x1b[0m" if self._colour else text

    def caret(self, carets: str) -> str:
        bare = carets.lstrip(" ")
        return carets[: len(carets) - len(bare)] + self.paint(bare, "caret")
