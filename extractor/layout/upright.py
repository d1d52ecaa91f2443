"""Ruling lines parted by direction, and pages turned so that their writing reads upright."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from extractor.layout.page import Floats, Page
from extractor.layout.strokes import THIN


def axes(rules: Floats, width: float, height: float) -> tuple[Floats, Floats]:
    """Return the rules as horizontals ``y, x0, x1`` and verticals ``x, top, bottom``."""
    if not len(rules):
        return np.zeros((0, 3)), np.zeros((0, 3))
    limits = np.array([width, height, width, height])
    rules = np.clip(rules, -THIN, limits + THIN)
    wide = rules[:, 2] - rules[:, 0]
    high = rules[:, 3] - rules[:, 1]
    level = (wide > high) & (high <= THIN)
    upright = (high > wide) & (wide <= THIN)
    middle_y = (rules[:, 1] + rules[:, 3]) / 2
    middle_x = (rules[:, 0] + rules[:, 2]) / 2
    return (
        np.column_stack((middle_y, rules[:, 0], rules[:, 2]))[level],
        np.column_stack((middle_x, rules[:, 1], rules[:, 3]))[upright],
    )


def upright(page: Page) -> Page:
    """Return the page turned so that most of its writing reads upright; see `Frame`."""
    if not len(page.glyphs) or all(look.turn in {0, None} for look in page.looks):
        return page
    turns = np.array([-1 if look.turn is None else look.turn for look in page.looks])
    values, counts = np.unique(turns[page.glyphs.looks], return_counts=True)
    turn = int(values[counts.argmax()])
    if turn in {0, -1}:
        return page
    boxes = _turned_boxes(page.glyphs.boxes, turn, page.width, page.height)
    glyphs = replace(page.glyphs, boxes=boxes, bases=_bases(boxes, page))
    sides = (page.height, page.width) if turn in {90, 270} else (page.width, page.height)
    level = np.column_stack(
        (
            page.horizontals[:, 1],
            page.horizontals[:, 0],
            page.horizontals[:, 2],
            page.horizontals[:, 0],
        )
    )
    upright = np.column_stack(
        (page.verticals[:, 0], page.verticals[:, 1], page.verticals[:, 0], page.verticals[:, 2])
    )
    rules = _turned_boxes(np.vstack((level, upright)), turn, page.width, page.height)
    horizontals, verticals = axes(rules, *sides)
    looks = tuple(
        replace(look, turn=None if look.turn is None else (look.turn - turn) % 360)
        for look in page.looks
    )
    return Page(
        number=page.number,
        width=sides[0],
        height=sides[1],
        glyphs=glyphs,
        looks=looks,
        horizontals=horizontals,
        verticals=verticals,
        fills=_turned_boxes(page.fills, turn, page.width, page.height),
        pictures=_turned_boxes(page.pictures, turn, page.width, page.height),
        turn=turn,
    )


def _bases(boxes: Floats, page: Page) -> Floats:
    """Return baselines of turned writing: descenders take about an eighth of an em."""
    sizes = np.array([look.size for look in page.looks])[page.glyphs.looks]
    bases: Floats = boxes[:, 3] - sizes / 8
    return bases


def _turned_boxes(boxes: Floats, turn: int, width: float, height: float) -> Floats:
    """Return boxes turned back by ``turn`` degrees clockwise: the inverse of `Page.shown`."""
    x0, top, x1, bottom = boxes.T
    if turn == 90:
        return np.column_stack((top, width - x1, bottom, width - x0))
    if turn == 180:
        return np.column_stack((width - x1, height - bottom, width - x0, height - top))
    return np.column_stack((height - bottom, x0, height - top, x1))
