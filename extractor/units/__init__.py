"""A string of unit names in, units with canonical names out. 单位"""

from extractor.units.elision import Survey, survey_lists, uses_elision
from extractor.units.found import FoundUnit, UnitList
from extractor.units.jurisdictions import UNKNOWN, Jurisdiction, find_jurisdiction
from extractor.units.reading import read_units

__all__ = [
    "UNKNOWN",
    "FoundUnit",
    "Jurisdiction",
    "Survey",
    "UnitList",
    "find_jurisdiction",
    "read_units",
    "survey_lists",
    "uses_elision",
]
