"""Show the first tasks of a notice: ``python docs/examples/show_tasks.py FILE [HOW_MANY]``."""

import sys
from collections.abc import Iterable

from extractor import Task, Unit, extract


def names(units: Iterable[Unit]) -> str:
    return "、".join(unit.text for unit in units) or "-"


def show(task: Task) -> None:
    print(f"\n{task.id}  ({' > '.join(task.section_path)})")
    print(f"  任务 task          {task.task}")
    print(f"  牵头 lead          {names(task.lead_units)}")
    print(f"  责任 responsible   {names(task.responsible_units)}")


def main(file: str, how_many: str = "3") -> None:
    notice = extract(file)
    print(notice.title)
    print(f"{notice.issue_date}  {len(notice.sections)} sections, {len(notice.tasks)} tasks")
    for task in notice.tasks[: int(how_many)]:
        show(task)
    coverage = notice.coverage
    left = sum(len(piece.text) for piece in coverage.unplaced)
    print(
        f"\ncharacters: {coverage.characters} read, {coverage.placed} placed, "
        f"{coverage.furniture} furniture, {left} unplaced"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
