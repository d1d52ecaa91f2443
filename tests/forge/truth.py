"""What a forged notice truly says, and its table as a grid of cells."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Cell:
    """A cell of the drawn table; paragraphs are parts of its text set on lines of their own."""

    text: str = ""
    rows: int = 1
    columns: int = 1
    bold: bool = False

    @property
    def paragraphs(self) -> list[str]:
        return self.text.split("\n")


Row = list[Cell | None]
"""One row; None where a cell from the left or from above covers the place."""


@dataclass(frozen=True)
class TrueTask:
    """The fields that a reader would write down."""

    number: str | None
    task: str
    requirement: str | None
    section: tuple[str, ...]
    lead: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    supporting: tuple[str, ...] = ()
    deadline: str | None = None
    due: str | None = None
    people: tuple[str, ...] = ()


@dataclass(frozen=True)
class Truth:
    """A notice: its head, its tasks, and the table they stand in."""

    number: str
    issuer: str
    title: str
    addressees: tuple[str, ...]
    body: tuple[str, ...]
    date: str
    printed_date: str
    attachment: str
    layout: str
    header: list[Row] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    tasks: list[TrueTask] = field(default_factory=list)
    widths: tuple[float, ...] = ()
    paragraphs: tuple[str, ...] = ()
    """The printed document's text, where tasks stand in clauses and not in a table."""
