"""A string of unit names in, units with canonical names out. 单位"""

from extractor.units.found import FoundUnit, UnitList
from extractor.units.jurisdictions import UNKNOWN, Jurisdiction, find_jurisdiction
from extractor.units.reading import read_units

__all__ = [
    "UNKNOWN",
    "FoundUnit",
    "Jurisdiction",
    "UnitList",
    "find_jurisdiction",
    "read_units",
]
