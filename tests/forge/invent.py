"""Invents notices: the same seed and layout give the same truth.

Layouts are those of task tables in use: T1 sections as rows; T2 short table with deadline; T3
merged category, lead, supporting, deadline, remarks; T4 several measures under one task; T5
leading official and two-row header; T6 roles named inside one unit column. P1 to P4 are running
text: lines of units below each item, a labelled clause at its end, a clause with verbs, and several
clauses in one paragraph.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from tests.forge.truth import Cell, Row, TrueTask, Truth

WORDS = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))
CHINESE = "一二三四五六七八九十"


def invent(seed: int, layout: str) -> Truth:
    """Return a notice of a layout."""
    return _Inventor(random.Random(f"{layout}/{seed}"), layout).notice()


class _Inventor:
    def __init__(self, rng: random.Random, layout: str) -> None:
        self.rng = rng
        self.layout = layout
        self.province, self.city, self.county, self.prefix, _ = rng.choice(WORDS["places"])
        self.year = rng.randint(2020, 2025)
        self.subject = rng.choice(WORDS["subjects"])

    def notice(self) -> Truth:
        full = f"{self.city}{self.county}" if self.prefix == "区" else self.county
        issuer = f"{full}人民政府办公室"
        month, day = self.rng.randint(1, 5), self.rng.randint(1, 28)
        attachment = f"{self.year}年{self.county}{self.subject}工作任务分解表"
        make = getattr(self, f"_{self.layout.lower()}")
        header, rows, tasks, widths = [], [], [], ()
        paragraphs: tuple[str, ...] = ()
        if self.layout.startswith("P"):
            tasks, paragraphs = make()
        else:
            header, rows, tasks, widths = make()
        return Truth(
            number=f"{self.county[0]}政办发〔{self.year}〕{self.rng.randint(1, 99)}号",
            issuer=issuer,
            title=f"{issuer}关于印发{attachment}的通知",
            addressees=("各乡镇人民政府", f"{self.prefix}政府各部门"),
            body=(
                (
                    f"为做好{self.year}年{self.subject}工作，经{self.prefix}政府同意，"
                    f"现将《{attachment}》印发给你们，请认真组织实施。"
                ),
            ),
            date=f"{self.year}-{month:02}-{day:02}",
            printed_date=f"{self.year}年{month}月{day}日",
            attachment=attachment,
            layout=self.layout,
            header=header,
            rows=rows,
            tasks=tasks,
            widths=widths,
            paragraphs=paragraphs,
        )

    # Words

    def task(self) -> str:
        return f"{self.rng.choice(WORDS['verbs'])}{self.rng.choice(WORDS['objects'])}。"

    def details(self, most: int = 5) -> str:
        count = self.rng.randint(1, most)
        return "，".join(self.rng.sample(WORDS["details"], count)) + "。"

    def units(self, low: int, high: int) -> tuple[str, ...]:
        names = self.rng.sample(WORDS["short"], self.rng.randint(low, high))
        return tuple(self.prefix + name for name in names)

    def responsible(self) -> tuple[str, ...]:
        if self.rng.random() < 0.4:
            count = self.rng.randint(1, 2)
            return tuple(
                c.format(p=self.prefix) for c in self.rng.sample(WORDS["collectives"], count)
            )
        return self.units(1, 5)

    def due(self) -> tuple[str, str | None]:
        text, day = self.rng.choice(WORDS["deadlines"])
        return text, f"{self.year}-{day}" if day else None

    def sections(self) -> list[tuple[str, ...]]:
        """Return the paths of sections, each to hold some tasks."""
        paths: list[tuple[str, ...]] = []
        tops = self.rng.sample(WORDS["headings"], self.rng.randint(2, 4))
        for top in tops:
            if self.rng.random() < 0.6:
                inner = self.rng.sample(WORDS["headings"], self.rng.randint(1, 3))
                paths += [(top, f"{self.rng.choice(WORDS['verbs'])}{sub}") for sub in inner]
            else:
                paths.append((top,))
        return paths

    # Layouts

    def _t1(self) -> tuple[list[Row], list[Row], list[TrueTask], tuple[float, ...]]:
        rows: list[Row] = []
        tasks: list[TrueTask] = []
        opened: tuple[str, ...] = ()
        tops = subs = 0
        for path in self.sections():
            if not opened or opened[0] != path[0]:
                tops, subs = tops + 1, 0
                rows.append([Cell(f"{CHINESE[tops - 1]}、{path[0]}", 1, 4), None, None, None])
            if len(path) > 1:
                subs += 1
                rows.append([Cell(f"（{CHINESE[subs - 1]}）{path[1]}", 1, 4), None, None, None])
            opened = path
            for _ in range(self.rng.randint(1, 4)):
                number = str(len(tasks) + 1)
                lead = self.units(1, 2) if self.rng.random() < 0.7 else ()
                responsible = self.responsible()
                task, requirement = self.task(), self.details()
                if self.rng.random() < 0.08:
                    requirement = ""
                rows.append(
                    [
                        Cell(f"{number}.{task}"),
                        Cell(requirement),
                        Cell("\n".join(lead)),
                        Cell("、".join(responsible)),
                    ]
                )
                tasks.append(TrueTask(number, task, requirement or None, path, lead, responsible))
        header: list[Row] = [[Cell(w) for w in ("工作任务", "工作要求", "牵头单位", "责任单位")]]
        return header, rows, tasks, self._widths((2, 3.4, 1.3, 1.6))

    def _t2(self) -> tuple[list[Row], list[Row], list[TrueTask], tuple[float, ...]]:
        rows: list[Row] = []
        tasks: list[TrueTask] = []
        for number in range(1, self.rng.randint(6, 25)):
            text, due = self.due()
            responsible = self.responsible()
            task = self.task() + self.details(3)
            rows.append([Cell(str(number)), Cell(task), Cell("、".join(responsible)), Cell(text)])
            tasks.append(
                TrueTask(str(number), task, None, (), (), responsible, deadline=text, due=due)
            )
        header: list[Row] = [[Cell(w) for w in ("序号", "重点任务", "责任单位", "完成时限")]]
        return header, rows, tasks, self._widths((0.5, 4, 2, 1.1))

    def _t3(self) -> tuple[list[Row], list[Row], list[TrueTask], tuple[float, ...]]:
        rows: list[Row] = []
        tasks: list[TrueTask] = []
        for heading in self.rng.sample(WORDS["headings"], self.rng.randint(2, 5)):
            count = self.rng.randint(1, 4)
            for order in range(count):
                number = str(len(tasks) + 1)
                text, due = self.due()
                lead, supporting = self.units(1, 1), self.units(0, 3)
                task = self.task() + self.details(3)
                rows.append(
                    [
                        Cell(number),
                        Cell(heading, rows=count) if order == 0 else None,
                        Cell(task),
                        Cell("、".join(lead)),
                        Cell("、".join(supporting)),
                        Cell(text),
                        Cell(""),
                    ]
                )
                tasks.append(
                    TrueTask(number, task, None, (heading,), lead, (), supporting, text, due)
                )
        words = ("序号", "类别", "工作任务", "牵头单位", "配合单位", "完成时限", "备注")
        header: list[Row] = [[Cell(w) for w in words]]
        return header, rows, tasks, self._widths((0.5, 0.9, 3, 1.1, 1.4, 0.9, 0.7))

    def _t4(self) -> tuple[list[Row], list[Row], list[TrueTask], tuple[float, ...]]:
        rows: list[Row] = []
        tasks: list[TrueTask] = []
        for number in range(1, self.rng.randint(4, 10)):
            task, count = self.task(), self.rng.randint(1, 4)
            for order in range(count):
                measure, responsible = self.details(4), self.units(1, 3)
                first = order == 0
                rows.append(
                    [
                        Cell(str(number), rows=count) if first else None,
                        Cell(task, rows=count) if first else None,
                        Cell(measure),
                        Cell("、".join(responsible)),
                    ]
                )
                tasks.append(TrueTask(str(number), task, measure, (), (), responsible))
        header: list[Row] = [[Cell(w) for w in ("序号", "重点任务", "具体措施", "责任单位")]]
        return header, rows, tasks, self._widths((0.5, 1.8, 3.4, 1.6))

    def _t5(self) -> tuple[list[Row], list[Row], list[TrueTask], tuple[float, ...]]:
        rows: list[Row] = []
        tasks: list[TrueTask] = []
        for number in range(1, self.rng.randint(5, 16)):
            leader = self.rng.choice(WORDS["leaders"])
            lead, supporting = self.units(1, 1), self.units(1, 4)
            task = self.task() + self.details(3)
            cells = [str(number), task, leader, "、".join(lead), "、".join(supporting)]
            rows.append([Cell(text) for text in cells])
            tasks.append(
                TrueTask(str(number), task, None, (), lead, (), supporting, people=(leader,))
            )
        header: list[Row] = [
            [
                Cell("序号", rows=2),
                Cell("工作任务", rows=2),
                Cell("责任领导", rows=2),
                Cell("责任单位", columns=2),
                None,
            ],
            [None, None, None, Cell("牵头"), Cell("配合")],
        ]
        return header, rows, tasks, self._widths((0.5, 3.4, 0.9, 1.1, 1.7))

    def _t6(self) -> tuple[list[Row], list[Row], list[TrueTask], tuple[float, ...]]:
        rows: list[Row] = []
        tasks: list[TrueTask] = []
        for number in range(1, self.rng.randint(5, 14)):
            lead, supporting = self.units(1, 2), self.units(1, 3)
            task, requirement = self.task(), self.details(4)
            assigned = f"牵头单位：{'、'.join(lead)}；配合单位：{'、'.join(supporting)}"
            rows.append([Cell(str(number)), Cell(task), Cell(requirement), Cell(assigned)])
            tasks.append(TrueTask(str(number), task, requirement, (), lead, (), supporting))
        header: list[Row] = [[Cell(w) for w in ("序号", "工作任务", "工作要求", "责任分工")]]
        return header, rows, tasks, self._widths((0.5, 1.8, 3, 2.2))

    # Running text

    def _items(self) -> list[tuple[str, str, str, str]]:
        """Return section, number, heading and details of each item of a text."""
        found = []
        for top in self.rng.sample(WORDS["headings"], self.rng.randint(2, 4)):
            for order in range(self.rng.randint(1, 4)):
                found.append((top, CHINESE[order], self.task(), self.details()))
        return found

    def _text(
        self, clause: Callable[[str, str, str, str], tuple[list[str], list[TrueTask]]]
    ) -> tuple[list[TrueTask], tuple[str, ...]]:
        paragraphs: list[str] = []
        tasks: list[TrueTask] = []
        tops: list[str] = []
        for top, number, heading, details in self._items():
            if top not in tops:
                tops.append(top)
                paragraphs.append(f"{CHINESE[len(tops) - 1]}、{top}")
            printed, made = clause(top, number, heading, details)
            paragraphs += printed
            tasks += made
        return tasks, tuple(paragraphs)

    def _p1(self) -> tuple[list[TrueTask], tuple[str, ...]]:
        def lines(top: str, number: str, heading: str, details: str):
            lead, responsible = self.units(1, 2), self.units(1, 4)
            printed = [
                f"（{number}）{heading}{details}",
                f"牵头单位：{'、'.join(lead)}",
                f"责任单位：{'、'.join(responsible)}",
            ]
            return printed, [TrueTask(number, heading, details, (top,), lead, responsible)]

        return self._text(lines)

    def _p2(self) -> tuple[list[TrueTask], tuple[str, ...]]:
        def labelled(top: str, number: str, heading: str, details: str):
            lead, responsible = self.units(1, 2), self.units(1, 4)
            clause = f"（牵头单位：{'、'.join(lead)}；责任单位：{'、'.join(responsible)}）"
            task = TrueTask(number, heading, details, (top,), lead, responsible)
            return [f"（{number}）{heading}{details}{clause}"], [task]

        return self._text(labelled)

    def _p3(self) -> tuple[list[TrueTask], tuple[str, ...]]:
        def verbal(top: str, number: str, heading: str, details: str):
            responsible = self.units(1, 4)
            lead = self.units(1, 2) if self.rng.random() < 0.6 else ()
            head = f"{'、'.join(lead)}牵头，" if lead else ""
            clause = f"（{head}{'、'.join(responsible)}按职责分工负责）"
            task = TrueTask(number, heading, details, (top,), lead, responsible)
            return [f"（{number}）{heading}{details}{clause}"], [task]

        return self._text(verbal)

    def _p4(self) -> tuple[list[TrueTask], tuple[str, ...]]:
        def several(top: str, number: str, heading: str, details: str):
            text, made = f"（{number}）{heading}", []
            for order in range(1, self.rng.randint(2, 4)):
                lead, supporting = self.units(1, 1), self.units(1, 2)
                sentence = self.details(2)
                text += f"{sentence}（{lead[0]}牵头，{'、'.join(supporting)}配合）"
                made.append(
                    TrueTask(f"{number}.{order}", heading, sentence, (top,), lead, (), supporting)
                )
            if len(made) == 1:
                made = [replace(made[0], number=number)]
            return [text], made

        return self._text(several)

    def _widths(self, base: tuple[float, ...]) -> tuple[float, ...]:
        """Return shares of the width, each varied a little."""
        varied = [share * self.rng.uniform(0.85, 1.2) for share in base]
        return tuple(share / sum(varied) for share in varied)


LAYOUTS: dict[str, Callable[[int], Truth]] = {
    name: (lambda seed, layout=name: invent(seed, layout))
    for name in ("T1", "T2", "T3", "T4", "T5", "T6", "P1", "P2", "P3", "P4")
}
