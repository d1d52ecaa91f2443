"""A paragraph's text in, its responsibility clauses (责任分工) out, with ranges of that text.

The language part of tasks in running text: no documents, no unit names resolved.
"""

from extractor.tasks.clauses.cells import read_cell
from extractor.tasks.clauses.finding import find_clauses, find_duty
from extractor.tasks.clauses.names import is_unit_list
from extractor.tasks.clauses.scopes import ItemAssignment, apply_scopes
from extractor.tasks.clauses.tree import Item
from extractor.tasks.clauses.values import Assignment, Clause, Persons, Range

__all__ = [
    "Assignment",
    "Clause",
    "Item",
    "ItemAssignment",
    "Persons",
    "Range",
    "apply_scopes",
    "find_clauses",
    "find_duty",
    "is_unit_list",
    "read_cell",
]
