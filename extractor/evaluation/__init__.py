"""Notices and what people read in them (gold labels) in, accuracy field by field out. 准确率"""

from extractor.evaluation.comparing import Discrepancy, Outcome, compare
from extractor.evaluation.gold import GoldNotice, Half, find_gold, half_of, load_gold
from extractor.evaluation.running import Evaluation, Failure, evaluate
from extractor.evaluation.scores import FIELDS, Tally, add

__all__ = [
    "FIELDS",
    "Discrepancy",
    "Evaluation",
    "Failure",
    "GoldNotice",
    "Half",
    "Outcome",
    "Tally",
    "add",
    "compare",
    "evaluate",
    "find_gold",
    "half_of",
    "load_gold",
]
