"""Ruling lines to grids."""

from __future__ import annotations

import numpy as np
import pytest

from extractor.layout.lattice import Grid, Slotted, find_grids, merge_collinear


def lines(*rows: tuple[float, float, float]) -> np.ndarray:
    return np.array(rows, dtype=np.float64).reshape(-1, 3)


def spans(grid: Grid) -> list[tuple[int, int, int, int]]:
    return [(cell.row, cell.column, cell.row_span, cell.column_span) for cell in grid.cells]


LEVEL = lines((10, 0, 100), (30, 0, 100), (50, 0, 100))
UPRIGHT = lines((0, 10, 50), (40, 10, 50), (100, 10, 50))


def test_two_by_two_cells() -> None:
    (grid,) = find_grids(LEVEL, UPRIGHT)
    assert grid.box == (0, 10, 100, 50)
    assert spans(grid) == [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]
    assert grid.cell_box(grid.cells[3]) == (40, 30, 100, 50)


def test_a_missing_piece_of_a_vertical_merges_two_columns() -> None:
    (grid,) = find_grids(LEVEL, lines((0, 10, 50), (40, 30, 50), (100, 10, 50)))
    assert spans(grid) == [(0, 0, 1, 2), (1, 0, 1, 1), (1, 1, 1, 1)]


def test_a_missing_piece_of_a_horizontal_merges_two_rows() -> None:
    (grid,) = find_grids(lines((10, 0, 100), (30, 40, 100), (50, 0, 100)), UPRIGHT)
    assert spans(grid) == [(0, 0, 2, 1), (0, 1, 1, 1), (1, 1, 1, 1)]


def test_a_merge_both_ways() -> None:
    level = lines((0, 0, 90), (20, 60, 90), (40, 0, 90), (60, 0, 90))
    upright = lines((0, 0, 60), (30, 40, 60), (60, 0, 60), (90, 0, 60))
    (grid,) = find_grids(level, upright)
    assert spans(grid)[0] == (0, 0, 2, 2)
    assert len(grid.cells) == 6


def test_doubled_and_piecewise_lines_are_one() -> None:
    pieces = lines(
        (10, 0, 40), (10.4, 41, 100), (11.6, 0, 100), (30, 0, 100), (50, 0, 55), (50, 55, 100)
    )
    (grid,) = find_grids(pieces, UPRIGHT)
    assert len(grid.ys) == 3
    assert len(grid.cells) == 4


def test_a_table_open_at_both_sides_gets_its_outer_columns() -> None:
    (grid,) = find_grids(LEVEL, lines((40, 10, 50), (70, 10, 50)))
    assert grid.xs.tolist() == [0, 40, 70, 100]
    assert len(grid.cells) == 6


def test_a_table_cut_by_the_page_without_a_rule_gets_its_last_row() -> None:
    upright = lines((0, 10, 75), (40, 10, 75), (100, 10, 75))
    (grid,) = find_grids(LEVEL, upright)
    assert grid.ys.tolist() == [10, 30, 50, 75]


def test_lines_that_miss_each_other_by_a_point_still_meet() -> None:
    (grid,) = find_grids(np.add(LEVEL, [0, 1, -1]), UPRIGHT)
    assert len(grid.cells) == 4


def test_two_tables_on_a_page_are_two_grids_from_the_top() -> None:
    lower = np.add(LEVEL, [200, 0, 0])
    grids = find_grids(
        np.vstack((lower, LEVEL)), np.vstack((np.add(UPRIGHT, [0, 200, 200]), UPRIGHT))
    )
    assert [grid.box[1] for grid in grids] == [10, 210]


@pytest.mark.parametrize(
    ("level", "upright"),
    [
        (lines(), lines()),
        (lines((10, 0, 100)), UPRIGHT),
        (LEVEL, lines()),
        (LEVEL, lines((300, 0, 50))),
        (lines((10, 0, 100), (60, 0, 100)), lines((50, 20, 50))),
    ],
    ids=["nothing", "one rule", "no verticals", "apart", "not touching"],
)
def test_lines_that_enclose_nothing_are_no_grid(level: np.ndarray, upright: np.ndarray) -> None:
    assert find_grids(level, upright) == []


def test_stubs_inside_a_merged_cell_make_no_column() -> None:
    (grid,) = find_grids(LEVEL, np.vstack((UPRIGHT, lines((70, 10, 14)))))
    assert grid.xs.tolist() == [0, 40, 100]


def test_points_are_found_in_their_cells() -> None:
    (grid,) = find_grids(LEVEL, lines((0, 10, 50), (40, 30, 50), (100, 10, 50)))
    found = grid.locate(np.array([20.0, 80, 80, 150]), np.array([20.0, 20, 40, 20]))
    assert found.tolist() == [0, 0, 2, -1]


def test_merging_keeps_lines_apart_that_are() -> None:
    merged = merge_collinear(lines((10, 0, 20), (10, 30, 40), (10, 22, 25), (18, 0, 40)))
    assert merged.tolist() == [[10, 0, 25], [10, 30, 40], [18, 0, 40]]


def test_a_stair_gets_no_cell_where_nothing_is_drawn() -> None:
    level = lines((0, 0, 50), (20, 0, 100), (40, 0, 100))
    upright = lines((0, 0, 40), (50, 0, 40), (100, 20, 40))
    (grid,) = find_grids(level, upright)
    assert Slotted(0, 1, 1, 1) not in grid.cells
    assert len(grid.cells) == 3
