"""Lines to paragraphs: which line ends are the author's and which only the layout's.

Evidence: another size or colour, a step in spacing, an indented first line, a line that ends
before the margin with room for the next word, centring. A wrap stays in the text as U+000A.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import regex

from extractor.layout.lines import Line
from extractor.layout.page import Floats
from extractor.model.document import Alignment

FIRST_INDENT = 2.0
"""Ems by which a paragraph's first line is set in (GB/T 9704-2012, 7.3.3: two characters)."""
SLACK = 1.6
"""Ems that a full line may lack: a mark that must not begin a line takes its neighbour along."""
LARGE = 1.15
"""Times the body size from which a line is a heading by its size."""

_OPENING = frozenset("（〔【《〈“‘「『([<")
_CLOSING = frozenset("，。、；：？！）〕】》〉”’」』")
_ENDING = ("。", "！", "？", "：", "；", ".", ":", "：”", "。”", "）")
_UNIT = regex.compile(
    r"[（〔【《〈“‘「『(\[<]*+(?:(?P<word>[!-~]++)|.)"
    r"(?:[，。、；：？！）〕】》〉”’」』]|[“‘].)*+"
)
"""What a line is not cut in; no line is cut before or after a quotation mark (UAX 14, QU)."""
_LABEL = regex.compile(r"\w{1,6}+[：:]")
_NUMBER = regex.compile(
    r"第[一二三四五六七八九十百千〇零0-9０-９]{1,6}+[条章节款项]"
    r"|[（(]?[一二三四五六七八九十0-9０-９]{1,3}+[）)]?[、.．]?"
)
_LEADER = regex.compile(r"[.…·．]{4}[.…·．\s]*+[0-9]{0,4}\s*+$")


Area = tuple[int, int]
"""See `Line.area`."""


@dataclass(frozen=True, slots=True)
class Column:
    """The text area that lines are measured against."""

    left: float
    right: float
    pitch: float
    """Usual distance of two baselines."""
    size: float
    """Size of most of the text of the document."""
    full: int = 0
    """How many lines end at the right margin; few say little about where it is."""
    nearly: int = 0
    """How many lines end within `SLACK` of the right margin."""
    paper: tuple[int, int] = (0, 0)
    """Width and height of the page: text does not go on from an upright page to one across."""

    @property
    def width(self) -> float:
        """Distance between the margins."""
        return self.right - self.left


@dataclass(slots=True)
class Run:
    """Lines of one paragraph, in order."""

    lines: list[Line] = field(default_factory=list)
    align: Alignment | None = None


def body_size(lines: Iterable[Line]) -> float:
    """Return the size that most characters have, 0 for no lines."""
    counts: Counter[float] = Counter()
    for line in lines:
        counts[line.size] += len(line.text)
    return max(counts, key=lambda size: (counts[size], size)) if counts else 0.0


def measure(lines: Sequence[Line], size: float) -> Column:
    """Return the text area of ``lines``: the left and right ends that recur."""
    if not lines:
        return Column(0.0, 0.0, 0.0, size)
    left = np.array([line.box[0] for line in lines])
    right = np.array([line.box[2] for line in lines])
    long = right - left >= 0.6 * (right - left).max()
    bases = np.array([line.base for line in lines])
    pages = np.array([line.page for line in lines])
    steps = np.diff(bases)[np.diff(pages) == 0]
    steps = steps[steps > 1]
    margin = -_recurring(-right[long])
    return Column(
        left=_recurring(left),
        right=margin,
        full=int(np.count_nonzero(np.abs(right - margin) <= 4)),
        nearly=int(np.count_nonzero(np.abs(right - margin) <= SLACK * size)),
        pitch=float(np.median(steps)) if len(steps) else 0.0,
        size=size,
    )


def _recurring(ends: Floats) -> float:
    """Return the least end that an eighth of the lines, two of six or more, share within 4 pt."""
    ends = np.sort(ends)
    need = max(2 if len(ends) >= 6 else 1, len(ends) // 8)
    near = np.searchsorted(ends, ends + 4, side="right") - np.arange(len(ends))
    return float(ends[np.argmax(near >= need)])


def group(lines: Sequence[Line], columns: Mapping[Area, Column]) -> list[Run]:
    """Return the paragraphs that ``lines``, in reading order, make up.

    ``columns`` gives the text area of each page and column.
    """
    runs: list[Run] = []
    for line in lines:
        align = alignment(line, columns[line.area])
        if runs and _continues(runs[-1], line, align, columns):
            runs[-1].lines.append(line)
        else:
            runs.append(Run([line], align))
    return runs


def alignment(line: Line, column: Column) -> Alignment:
    """Return how one line stands in its column; a full line is ``justify``."""
    before, after = line.box[0] - column.left, column.right - line.box[2]
    em = line.size
    even = abs(before - after) <= max(1.1 * em, 0.04 * column.width)
    if even and (before > (FIRST_INDENT + 0.4) * em or em >= LARGE * column.size):
        return "center"
    if before <= (FIRST_INDENT + 0.6) * em and after <= SLACK * em:
        return "justify"
    if after <= 5 * em and before > 0.4 * column.width:
        return "right"
    return "left"


def _continues(run: Run, line: Line, align: Alignment, columns: Mapping[Area, Column]) -> bool:
    last = run.lines[-1]
    column = columns[line.area]
    if abs(line.size - last.size) > 0.08 * max(line.size, last.size) or line.red != last.red:
        return False
    if (len(last.parts) > 1 and not _sets_number_apart(last)) or _LEADER.search(last.text[-24:]):
        return False
    if line.page != last.page and column.paper != columns[last.area].paper:
        return False
    if line.page == last.page and line.region != last.region:
        if not last.region > line.region or last.region == 0:
            return False  # from one column to the next text goes on as over a page
    elif line.page == last.page and not _is_next(last, line, column):
        return False
    if run.align == "center" or align == "center":
        return _continues_centred(run, line, align, column)
    return _continues_flush(run, line, columns)


def _sets_number_apart(line: Line) -> bool:
    """Whether the only wide gap of a line stands behind the number of an article: 第六条　　在…"""
    start, end, _, _ = line.parts[0]
    return len(line.parts) == 2 and _NUMBER.fullmatch(line.text[start:end].strip()) is not None


def _is_next(last: Line, line: Line, column: Column) -> bool:
    """Whether the line stands at the usual distance under the last."""
    step = line.base - last.base
    large = line.size >= LARGE * column.size
    return 0 < step <= (2.4 * line.size if large else max(1.35 * column.pitch, 1.9 * line.size))


def _continues_centred(run: Run, line: Line, align: Alignment, column: Column) -> bool:
    """Whether a centred line goes on in the next: both centred, the first not short for text.

    Titles are cut where it looks well (GB/T 9704-2012, 7.3.1), so a large line may end anywhere;
    names of issuing authorities, in red, are a line each unless the line is full.
    """
    last = run.lines[-1]
    if line.page != last.page or line.bold != last.bold:
        return False
    if run.align != "center" or align != "center":
        return False
    width = last.box[2] - last.box[0]
    if line.red:
        return width >= column.width - 2 * line.size
    return line.size >= LARGE * column.size or width >= 0.6 * column.width


def _continues_flush(run: Run, line: Line, columns: Mapping[Area, Column]) -> bool:
    last = run.lines[-1]
    em = line.size
    room = columns[last.area].right - last.box[2]
    indent = line.box[0] - columns[line.area].left
    if run.align == "right":
        return False
    if _is_widow(last, line, columns[line.area]):
        return True
    if room > SLACK * em + first_word(line) and not _runs_on(run, indent, room, columns):
        return False
    if _ends_a_block(run, line, columns):
        return False
    if indent <= 1.2 * em or _hangs_after_label(run, line):
        return True
    first_indent = run.lines[0].box[0] - columns[run.lines[0].area].left
    hanging = abs(line.box[0] - last.box[0]) <= 0.6 * em and len(run.lines) > 1
    return hanging and first_indent < indent - em


def _ends_a_block(run: Run, line: Line, columns: Mapping[Area, Column]) -> bool:
    """Whether a paragraph that is not set in ends with a full line: at a colon, or above a name.

    Where first lines are set in, they tell; here only what the lines say does.
    """
    first, last = run.lines[0], run.lines[-1]
    if first.box[0] - columns[first.area].left > 0.6 * first.size or line.page != last.page:
        return False
    if last.text.endswith(("：", ":")):
        return True
    short = columns[line.area].right - line.box[2] > _BLOCK_ROOM * line.size
    return last.text.endswith(("。", "！", "？")) and short and not line.text.endswith(_ENDING)


_BLOCK_ROOM = 6.0
"""Ems that the line of a name leaves, at least."""


def _hangs_after_label(run: Run, line: Line) -> bool:
    """Whether a line begins where the text after the first line's label does: 抄送：各市…"""
    first = run.lines[0]
    label = _LABEL.match(first.text)
    if label is None:
        return False
    return abs(line.box[0] - first.box[0] - label.end() * first.size) <= 0.6 * first.size


def _is_widow(last: Line, line: Line, column: Column) -> bool:
    """Whether a few characters stand under a long line, set in more than it: a hanging rest."""
    return (
        line.box[2] - line.box[0] <= 3 * line.size
        and line.box[0] - last.box[0] > line.size
        and last.box[2] - last.box[0] >= 0.6 * column.width
        and not last.text.endswith(_ENDING)
    )


def _runs_on(run: Run, indent: float, room: float, columns: Mapping[Area, Column]) -> bool:
    """Whether a shortish line goes on: its first line set in, the next not, no sentence ended."""
    first, last = run.lines[0], run.lines[-1]
    column = columns[first.area]
    return (
        first.box[0] - column.left >= 1.6 * first.size
        and indent <= 0.6 * last.size
        and room <= 0.25 * column.width
        and not last.text.endswith(_ENDING)
    )


def first_word(line: Line) -> float:
    """Return the width that the line's first word would have needed on the line before.

    What cannot be parted goes to the next line whole: a Latin word or number, an opening mark
    with what it opens. A letter counts 0.6 em, a Chinese character or mark one.
    """
    width = 0.0
    text = line.text.lstrip()
    for position, character in enumerate(text):
        if character in _OPENING:
            width += 1.0
        elif character.isascii() and not character.isspace():
            width += 0.6
        else:
            closes = position and character in _CLOSING
            return line.size * (width + 1.0 if closes else width)
    return line.size * width


def _first_unit(line: Line) -> float:
    """Return the width of what the line begins with up to the first place it could be cut.

    That is one Chinese character, a Latin word or a number, with the opening marks before and
    the closing marks after it; a letter counts 0.6 em, the rest one.
    """
    found = _UNIT.match(line.text.lstrip())
    if found is None:
        return 0.0
    narrow = found.end("word") - found.start("word")  # none: -1 twice
    return line.size * (0.6 * narrow + found.end() - narrow)


def group_in_cell(lines: Sequence[Line], width: float, pitch: float) -> list[Run]:
    """Return the paragraphs of a table cell.

    ``width`` is that of the widest line of the column, ``pitch`` the table's usual distance of
    baselines (0 if unknown). Lines are kept together where the evidence is weak.
    """
    runs: list[Run] = []
    for line in lines:
        if runs and not _begins_in_cell(runs[-1], line, width, pitch):
            runs[-1].lines.append(line)
        else:
            runs.append(Run([line]))
    return runs


def _begins_in_cell(run: Run, line: Line, width: float, pitch: float) -> bool:
    last = run.lines[-1]
    em = line.size
    step = line.base - last.base
    if pitch and step > 1.35 * pitch and step > 1.5 * em:
        return True
    if abs(line.size - last.size) > 0.15 * em:
        return False
    indent = line.box[0] - last.box[0]
    if len(run.lines) == 1:
        flush = abs(indent) <= 0.6 * em or -2.4 * em <= indent <= -1.6 * em
    else:
        flush = abs(indent) <= 0.6 * em
        if 1.6 * em <= indent <= 2.4 * em:
            return not _ends_centred(last, line, width)
    if not flush:
        return False
    room = width - (last.box[2] - min(last.box[0], line.box[0])) - 0.4 * em
    return room > 0 and room > _first_unit(line)


def _ends_centred(last: Line, line: Line, width: float) -> bool:
    """Whether a line stands in the middle under a full one: it is set in on both sides."""
    full = last.box[2] - last.box[0] >= width - 1.2 * line.size
    middle = (line.box[0] + line.box[2]) / 2
    return full and abs(middle - (last.box[0] + last.box[2]) / 2) <= 0.3 * line.size
