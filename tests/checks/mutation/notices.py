"""Clean notices: invented from a seed, in three shapes, with nothing that any rule speaks of.

``annex`` announces a table of tasks as its attachment, ``printed`` prints it (印发), and ``prose``
assigns its tasks in numbered paragraphs.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from tests.forge.invent import WORDS

SHAPES = ("annex", "printed", "prose")
CHINESE = "一二三四五六七八九十"
CODES = ("政办", "政办发", "政办规")
OPENNESS = ("（此件主动公开）", "（此件公开发布）", "（此件依申请公开）")


@dataclass(frozen=True)
class Notice:
    """A notice in its parts; a part of several paragraphs has a blank line between them."""

    shape: str
    year: int
    prefix: str
    place: str
    """As bodies of the place begin their names: 江门市新会区."""
    city: str
    subject: str
    above: str = ""
    mark: str = ""
    number: str = ""
    title: str = ""
    addressees: str = ""
    opening: str = ""
    body: tuple[str, ...] = ()
    note_of_attachments: tuple[str, ...] = ()
    signature: str = ""
    date: str = ""
    openness: str = ""
    attachment: str = ""
    attachment_title: str = ""
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    """Cells of each row; a row of one cell is the heading of a section."""
    after: tuple[str, ...] = ()
    copied: str = ""
    printed: str = ""
    tags: tuple[tuple[str, str], ...] = field(default=())
    """The meta tags of the page, where it is one."""

    @property
    def issuer(self) -> str:
        return f"{self.place}人民政府办公室"

    @property
    def plan(self) -> str:
        return f"{self.year}年{self.place}{self.subject}重点任务分解表"

    def paragraphs_before(self) -> list[tuple[str, str]]:
        """Return the paragraphs above the table, each with what it is."""
        parts = [
            ("above", self.above),
            ("mark", self.mark),
            ("number", self.number),
            ("title", self.title),
            ("addressees", self.addressees),
            ("text", self.opening),
            *(("text", text) for text in self.body),
            *(("text", text) for text in self.note_of_attachments),
            ("signature", self.signature),
            ("signature", self.date),
            ("text", self.openness),
            ("attachment", self.attachment),
            ("title", self.attachment_title),
        ]
        return [(kind, line) for kind, text in parts for line in text.split("\n\n") if line]

    def paragraphs_after(self) -> list[tuple[str, str]]:
        """Return those below the table."""
        parts = (*self.after, self.copied, self.printed)
        return [("text", line) for text in parts for line in text.split("\n\n") if line]

    def but(self, **changes: object) -> Notice:
        """Return the notice with some parts changed."""
        return replace(self, **changes)  # type: ignore[arg-type]

    def titled(self, title: str) -> Notice:
        """Return the notice under another title, which its page states too."""
        return self.but(title=title, tags=(("ArticleTitle", title), *self.tags[1:]))

    def with_cell(self, row: int, column: int, text: str) -> Notice:
        """Return the notice with one cell of its table changed."""
        rows = [list(cells) for cells in self.rows]
        rows[row][column] = text
        return self.but(rows=tuple(tuple(cells) for cells in rows))

    def column(self, name: str) -> int:
        """Return the position of a column."""
        return self.header.index(name)

    @property
    def tasks(self) -> list[int]:
        """The positions of the rows that are tasks."""
        return [at for at, cells in enumerate(self.rows) if len(cells) > 1]


def invent(seed: int, shape: str) -> Notice:
    """Return a clean notice."""
    return _Inventor(random.Random(f"clean/{shape}/{seed}"), shape).notice()


class _Inventor:
    def __init__(self, rng: random.Random, shape: str) -> None:
        self.rng, self.shape = rng, shape
        _, city, county, self.prefix, _ = rng.choice(WORDS["places"])
        self.city = city
        self.place = f"{city}{county}" if self.prefix == "区" else county
        self.year = rng.randint(2021, 2025)
        self.subject = rng.choice(WORDS["subjects"])
        self.objects = rng.sample(WORDS["objects"], len(WORDS["objects"]))

    def notice(self) -> Notice:
        rng = self.rng
        day = date(self.year, rng.randint(1, 5), rng.randint(1, 28))
        blank = Notice(self.shape, self.year, self.prefix, self.place, self.city, self.subject)
        code = f"{self.place[0] if self.prefix == '县' else self.place[-2]}{rng.choice(CODES)}"
        notice = blank.but(
            mark=f"{blank.issuer}文件" if rng.random() < 0.5 else blank.issuer,
            number=f"{code}〔{self.year}〕{rng.randint(1, 99)}号",
            title=f"{blank.issuer}关于做好{self.year}年{self.subject}重点工作的通知",
            addressees=self._addressees(),
            opening=self._opening(blank),
            body=self._body(blank, day),
            signature=blank.issuer,
            date=f"{day.year}年{day.month}月{day.day}日",
            openness=rng.choice(OPENNESS),
            copied=self._copied(),
            printed=self._imprint(blank, day),
            tags=(
                ("ArticleTitle", f"关于做好{self.year}年{self.subject}重点工作的通知"),
                ("PubDate", f"{day + timedelta(days=3)} 09:30"),
                ("ContentSource", blank.issuer),
            ),
        )
        return self._with_tasks(notice)

    def _addressees(self) -> str:
        towns = self.rng.choice(["各乡（镇）人民政府、街道办事处", "各乡镇人民政府、街道办事处"])
        offices = self.rng.choice([f"{self.prefix}人民政府各部门", f"{self.prefix}直各单位"])
        return f"{towns}，{offices}："

    def _opening(self, notice: Notice) -> str:
        above = f"{self.city}人民政府办公室关于印发{self.year}年{self.subject}工作要点的通知"
        number = f"{self.city[0]}政办发〔{self.year}〕{self.rng.randint(1, 60)}号"
        approved = self.rng.choice([f"经{self.prefix}政府同意，", ""])
        return (
            f"为贯彻落实《{above}》（{number}）要求，做好{self.year}年{self.subject}工作，"
            f"{approved}现就有关事项通知如下："
        )

    def _body(self, notice: Notice, day: date) -> tuple[str, ...]:
        rng = self.rng
        headings = rng.sample(WORDS["headings"], rng.randint(2, 3))
        found: list[str] = []
        for order, heading in enumerate(headings):
            found.append(f"{CHINESE[order]}、{heading}")
            if rng.random() < 0.5:
                details = rng.sample(WORDS["details"], 2)
                found += [f"（{CHINESE[at]}）{text}。" for at, text in enumerate(details)]
            else:
                found.append(f"各责任单位要{'，'.join(rng.sample(WORDS['details'], 3))}。")
        due = date(day.year, rng.randint(10, 12), rng.randint(1, 28))
        found.append(f"{CHINESE[len(headings)]}、做好信息报送")
        found.append(
            f"请各责任单位于{due.year}年{due.month}月{due.day}日前将工作总结报送"
            f"{self.prefix}政府办公室。"
        )
        return tuple(found)

    def _copied(self) -> str:
        if self.rng.random() < 0.4:
            return ""
        party = f"{self.prefix}委办公室"
        return f"抄送：{party}，{self.prefix}人大常委会办公室，{self.prefix}政协办公室。"

    def _imprint(self, notice: Notice, day: date) -> str:
        later = day + timedelta(days=self.rng.randint(0, 2))
        return f"{notice.issuer}　{later.year}年{later.month}月{later.day}日印发"

    # Tasks

    def _with_tasks(self, notice: Notice) -> Notice:
        if self.shape == "prose":
            return notice.but(body=self._assigned(notice))
        header, rows = self._table()
        notice = notice.but(header=header, rows=rows, attachment_title=notice.plan)
        if self.shape == "annex":
            return notice.but(note_of_attachments=(f"附件：{notice.plan}",), attachment="附件")
        opening = (
            f"为做好{self.year}年{self.subject}工作，经{self.prefix}政府同意，"
            f"现将《{notice.plan}》印发给你们，请认真组织实施。"
        )
        return notice.but(
            title=f"{notice.issuer}关于印发{notice.plan}的通知",
            opening=opening,
            body=(),
            tags=(("ArticleTitle", f"关于印发{notice.plan}的通知"), *notice.tags[1:]),
        )

    def _task(self) -> str:
        return f"{self.rng.choice(WORDS['verbs'])}{self.objects.pop()}，{self._detail()}。"

    def _detail(self) -> str:
        return self.rng.choice(
            [
                "逐项明确责任人员和完成标准",
                "发现问题及时整改销号",
                "动态更新公开目录",
                "健全长效机制",
            ]
        )

    def _units(self, count: int) -> list[str]:
        names = self.rng.sample(WORDS["short"][:25], count)
        return [self.prefix + name for name in names]

    def _due(self) -> str:
        month = self.rng.randint(6, 12)
        return self.rng.choice(
            [f"{self.year}年{month}月底前", f"{self.year}年{month}月15日前", "每季度末", "长期坚持"]
        )

    def _table(self) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
        rng = self.rng
        header = ("序号", "工作任务", "牵头单位", "责任单位", "完成时限")
        rows: list[tuple[str, ...]] = []
        number = 0
        sections = rng.sample(WORDS["headings"], 2) if rng.random() < 0.5 else []
        for order in range(max(1, len(sections))):
            if sections:
                rows.append((f"{CHINESE[order]}、{sections[order]}",))
            for _ in range(rng.randint(3, 4)):
                number += 1
                units = self._units(rng.randint(2, 4))
                others = units[1:]
                if number == 2 or rng.random() < 0.2:
                    others = [*others, "各乡镇"]
                rows.append((str(number), self._task(), units[0], "、".join(others), self._due()))
        return header, tuple(rows)

    def _assigned(self, notice: Notice) -> tuple[str, ...]:
        rng = self.rng
        found: list[str] = []
        for order, heading in enumerate(rng.sample(WORDS["headings"], 3)):
            found.append(f"{CHINESE[order]}、{heading}")
            for at in range(rng.randint(2, 3)):
                units = self._units(rng.randint(2, 4))
                clause = f"（牵头单位：{units[0]}；责任单位：{'、'.join(units[1:])}）"
                found.append(f"（{CHINESE[at]}）{self._task()}{clause}")
        return tuple(found)
