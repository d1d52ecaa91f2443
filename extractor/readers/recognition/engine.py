"""The engine that finds and reads lines in a picture: RapidOCR with the models it comes with.

PP-OCR's models run in ONNX Runtime on one thread, so that the same picture gives the same text on
the same machine however many processes there are.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from extractor.errors import MissingExtra

Pixels = npt.NDArray[np.uint8]
"""``(height, width, 3)``: blue, green, red."""

MISSING = "pip install 'notice-extractor[ocr]'"
LONGEST_SIDE = 1280
"""Pixels of the longer side in which lines are looked for; they are read at full size."""


@dataclass(frozen=True, slots=True)
class Written:
    """A line as it was recognised."""

    text: str
    """With spaces, for which there are no boxes."""
    score: float
    """How sure the engine is, from 0 to 1."""
    box: tuple[float, float, float, float]
    """Left, top, right, bottom in pixels."""
    places: tuple[tuple[str, float, float], ...]
    """Each character but spaces, with its left and right side in pixels."""


def is_installed() -> bool:
    """Whether the extra is there."""
    return all(find_spec(name) for name in ("rapidocr", "onnxruntime", "cv2"))


def read_lines(pixels: Pixels) -> list[Written]:
    """Return the lines of writing in a picture, from top to bottom.

    Raises:
        MissingExtra: The models are not there.
    """
    result = _engine()(pixels, return_word_box=True, return_single_char_box=True)
    if result.boxes is None or result.word_results is None:
        return []
    found = []
    rows = zip(result.txts, result.scores, result.boxes, result.word_results, strict=True)
    for text, score, quad, words in rows:
        corners = np.asarray(quad, dtype=np.float64)
        left, right = corners[:, 0].min(), corners[:, 0].max()
        # a long line a little askew is higher as a box than it is as a line
        height = np.hypot(*(corners[3] - corners[0])) / 2 + np.hypot(*(corners[2] - corners[1])) / 2
        middle = corners[:, 1].mean()
        top, bottom = middle - height / 2, middle + height / 2
        places = tuple(_sides(word) for word in words if word[0].strip())
        if text.strip() and places:
            box = (float(left), float(top), float(right), float(bottom))
            found.append(Written(text, float(score), box, places))
    return sorted(found, key=lambda line: (line.box[1], line.box[0]))


# What the engine gives has no types.
def _sides(word: Any) -> tuple[str, float, float]:
    across = np.asarray(word[2], dtype=np.float64)[:, 0]
    return str(word[0]), float(across.min()), float(across.max())


@lru_cache(maxsize=1)
def _engine() -> Any:
    import cv2  # noqa: PLC0415 - an extra, and slow to import
    import rapidocr  # noqa: PLC0415

    cv2.setNumThreads(1)
    logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)
    models = Path(rapidocr.__file__).parent / "models"
    return rapidocr.RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.text_score": 0.0,
            "Global.use_cls": False,
            "Global.max_side_len": 10_000,
            "Det.model_path": _model(models, "*det*.onnx"),
            "Det.limit_type": "max",
            "Det.limit_side_len": LONGEST_SIDE,
            "Rec.model_path": _model(models, "*rec*.onnx"),
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def _model(folder: Path, pattern: str) -> str:
    """Return a model that is there already, so that none is ever downloaded."""
    found = sorted(folder.glob(pattern))
    if not found:
        raise MissingExtra(f"the models of rapidocr are missing: {MISSING} --force-reinstall")
    return str(found[0])
