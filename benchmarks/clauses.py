"""MB of plain text a second (UTF-8) through the grammars and stages behind the readers, one core.

Usage:
    python -m benchmarks.clauses [FILE ...]

With FILEs, the paragraphs of these notices are read, each once, and tables are left out. Without,
the text is made here, of sentences like those of notices that assign tasks and nothing else: a
clause every 500 bytes, where real notices that assign any have one every 600 to 2,000. Units,
years and orders vary so that little of it repeats. Each round has another text, and the fastest
counts.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from extractor import readers
from extractor.assembly import build, setting_of, source_of
from extractor.errors import ExtractorError
from extractor.model.document import Paragraph
from extractor.structure import outline
from extractor.tasks import read_tasks
from extractor.tasks.clauses import find_clauses
from extractor.tasks.deadlines import find_deadline_mentions
from extractor.tasks.directives import find_directives
from extractor.tasks.reporting import find_reporting
from extractor.text.citations import find_citations
from extractor.units import Jurisdiction, find_jurisdiction, read_units

SAMPLE = Path(__file__).parent.parent / "samples" / "shaxian-2021.txt"
OTHER = "由县水利局牵头，年底前完成清淤。\n县财政局负责落实资金，县公安局负责秩序。\n请抓好落实。"
ITEMS = 300
"""Items of one notice; some 600 bytes each."""
NOTICES = 2
"""Notices of one round."""
ROUNDS = 6

TOGETHER = "clauses + units + directives + deadlines"

VERBS = ("推进", "加快", "完善", "落实", "规范", "深化", "统筹", "健全", "优化", "强化")
THINGS = (
    "河道清理",
    "校舍修缮",
    "粮库改造",
    "档案整理",
    "古树保护",
    "公厕建设",
    "路灯维护",
    "窗口服务",
)
MANNERS = (
    "建立“一点一册”台账，逐项明确内容、标准和责任人，做到底数清、情况明。",
    "对已完成的及时组织验收，对进度滞后的要查找原因（含资金、用地等），限期整改到位。",
    "严格执行《示范项目管理办法》（测政发〔2019〕7号），不得擅自扩大范围、提高标准。",
    "全年完成改造12处、新建3处，群众满意度达到95%以上，同比提高2.5个百分点。",
    "坚持属地管理与部门协同相结合，充分听取各方意见，形成工作合力。",
    "鼓励有条件的乡镇先行先试，总结可复制的做法，并在全县推广。",
)
TIMES = ("{year}年6月底前完成", "{year}年12月31日前报送总结", "每季度通报一次", "长期坚持", "")
SHORT = "发改教育科技工信公安民政司法财政人社住建水利商务文旅卫健应急审计统计医保林业城管气象档案"
UNITS = [f"县{SHORT[at : at + 2]}局" for at in range(0, len(SHORT), 2)]
UNITS += ["县自然资源局", "县市场监管局", "县委宣传部", "县委编办", "县总工会", "团县委", "县妇联"]
CLOSINGS = (
    "（{lead}牵头，{some}按职责分工负责）",
    "（责任单位：{some}，各乡（镇）人民政府）",
    "（牵头单位：{lead}；配合单位：{some}）",
    "［{some}等部门、各乡镇（街道）负责］",
    "",
)
HEAD = """测政办〔2022〕15号

青川县人民政府办公室关于印发2022年示范工作要点的通知

各乡（镇）人民政府，县直各单位：

现将《2022年示范工作要点》印发给你们，请认真抓好落实。有多个责任单位的，排在第一位的为牵头单位。未注明时限的，
年底前完成。

青川县人民政府办公室
2022年3月1日

2022年示范工作要点

"""
NUMERALS = "一二三四五六七八九十"


def notice(seed: int) -> str:
    """Return a notice of many items, each seed another."""
    rng = random.Random(seed)  # noqa: S311 - nothing is kept secret
    lines = []
    for number in range(1, ITEMS + 1):
        if number % 10 == 1:
            chapter = number // 10
            numeral = ("", "十", "二十")[chapter // 10] + NUMERALS[chapter % 10]
            lines.append(f"{numeral}、{rng.choice(VERBS)}{rng.choice(THINGS)}")
        lines.append(f"{number}.{item(rng)}")
    return HEAD + "\n".join(lines) + "\n"


def item(rng: random.Random) -> str:
    """Return one item: a run-in heading, some sentences, a time, and who is responsible."""
    heading = f"{rng.choice(VERBS)}{rng.choice(THINGS)}。"
    manners = "".join(rng.sample(MANNERS, rng.randint(2, 4)))
    due = rng.choice(TIMES).format(year=2022 + rng.randint(0, 3))
    some = "、".join(rng.sample(UNITS, rng.randint(2, 6)))
    closing = rng.choice(CLOSINGS).format(lead=rng.choice(UNITS), some=some)
    return heading + manners + (due + "。" if due else "") + closing


def paragraphs(texts: Iterable[str]) -> list[str]:
    """Return the lines of the texts that have any words."""
    return [line for text in texts for line in text.splitlines() if line]


def grammars(lines: list[str], place: Jurisdiction) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield the name of each grammar, and what reads all lines by it."""

    def dated(line: str) -> object:
        return find_deadline_mentions(line, issue_date="2022-03-01", plan_year=2022)

    def reported(line: str) -> object:
        return find_reporting(line, issue_date="2022-03-01", plan_year=2022)

    yield "clauses", lambda: [find_clauses(line) for line in lines]
    # Clauses are kept, and cost nothing the second time.
    lists = [
        line[a.start : a.end] for line in lines for c in find_clauses(line) for a in c.assignments
    ]
    yield "units", lambda: [read_units(text, place, elision=False) for text in lists]
    yield "directives", lambda: [find_directives(line) for line in lines]
    yield "deadlines", lambda: [dated(line) for line in lines]
    yield "reporting", lambda: [reported(line) for line in lines]
    yield "citations", lambda: [find_citations(line) for line in lines]


def stages(texts: list[str]) -> None:
    """Take each text through outline, tasks with units, and assembly."""
    for text in texts:
        data = text.encode()
        document = readers.read(data, name="notice.txt")
        found = outline(document)
        setting = setting_of(found)
        reading = read_tasks(found, setting)
        source = source_of(data, uri="notice.txt", document=document)
        build(document, found, reading, setting, source)


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time that ``work`` takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def report(rates: dict[str, float]) -> None:
    """Print one line a grammar, and their sum."""
    for name, rate in rates.items():
        print(f"{name:44} {rate:8.1f} MB/s")


def main() -> None:
    """Measure the files given, or made-up text."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    files = parser.parse_args().files
    if files:
        measure_files(files)
    else:
        measure_made_up()


def measure_files(files: list[Path]) -> None:
    """Take the paragraphs of each file once through each grammar; the first file is warm-up too."""
    place = find_jurisdiction(["青川县人民政府办公室"], year=2022)
    for _, work in grammars(paragraphs([notice(0), SAMPLE.read_text("utf-8"), OTHER]), place):
        work()  # vocabularies are loaded and patterns made once
    size = 0.0
    count = clauses = 0
    taken: dict[str, float] = {}
    for path in files:
        try:
            document = readers.read(path.read_bytes(), name=path.name)
        except ExtractorError:
            continue
        lines = [block.text for block in document.blocks if isinstance(block, Paragraph)]
        for name, work in grammars(lines, place):
            taken[name] = taken.get(name, 0.0) + seconds(work)
        size += sum(len(line.encode()) for line in lines) / 1e6
        count += 1
        clauses += sum(len(find_clauses(line)) for line in lines)
    taken[TOGETHER] = sum(taken[name] for name in TOGETHER.split(" + "))
    print(f"{size:.2f} MB of text of {count} files, {clauses} clauses, one core")
    report({name: size / spent for name, spent in taken.items()})


def measure_made_up() -> None:
    """Take made-up notices through the grammars and through all stages."""
    place = find_jurisdiction(["青川县人民政府办公室"], year=2022)
    stages([notice(0)])  # vocabularies are loaded once
    rates: dict[str, float] = {}
    for turn in range(ROUNDS):
        first = 1 + 2 * NOTICES * turn
        texts = [notice(seed) for seed in range(first, first + NOTICES)]
        size = sum(len(text.encode()) for text in texts) / 1e6
        taken = {name: seconds(work) for name, work in grammars(paragraphs(texts), place)}
        taken[TOGETHER] = sum(taken[name] for name in TOGETHER.split(" + "))
        others = [notice(seed) for seed in range(first + NOTICES, first + 2 * NOTICES)]
        taken["bytes to notice"] = seconds(partial(stages, others))
        for name, spent in taken.items():
            rates[name] = max(rates.get(name, 0.0), size / spent)
    print(f"{size:.2f} MB of text a round, {ROUNDS} rounds, one core")
    report(rates)


if __name__ == "__main__":
    main()
