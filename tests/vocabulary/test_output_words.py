"""Every code of the contract has its Chinese, and no other has."""

from typing import get_args

import pytest

from extractor.model import notice
from extractor.model.diagnostic import Severity
from extractor.vocabulary import load


@pytest.mark.parametrize(
    ("table", "codes"),
    [
        ("severity", Severity),
        ("assignment_source", notice.AssignmentSource),
        ("unit_kind", notice.UnitKind),
        ("unit_level", notice.Level),
        ("unit_basis", notice.Basis),
        ("deadline_kind", notice.DeadlineKind),
    ],
)
def test_codes_of_the_contract_have_words(table, codes):
    words = load("output_words")[table]
    assert set(words) == set(get_args(codes))
    assert len(set(words.values())) == len(words)
