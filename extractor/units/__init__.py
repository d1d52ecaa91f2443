"""A string of unit names in, units with canonical names out. 单位"""

from extractor.units.divisions import is_place
from extractor.units.elision import Survey, survey_lists, uses_elision
from extractor.units.found import FoundUnit, UnitList
from extractor.units.inference import infer_jurisdiction
from extractor.units.jurisdictions import UNKNOWN, Jurisdiction, find_jurisdiction
from extractor.units.reading import read_units
from extractor.units.registry import Registry, load_registry, near_miss, read_registry

__all__ = [
    "UNKNOWN",
    "FoundUnit",
    "Jurisdiction",
    "Registry",
    "Survey",
    "UnitList",
    "find_jurisdiction",
    "infer_jurisdiction",
    "is_place",
    "load_registry",
    "near_miss",
    "read_registry",
    "read_units",
    "survey_lists",
    "uses_elision",
]
