"""Clean notices give no finding; one fault put in gives that finding, at its place, and no other.

`python -m tests.checks.mutation SEEDS` tries more, and prints the share by rule.
"""

from __future__ import annotations

from collections import Counter

import pytest

from extractor.api import extract
from extractor.checks import builtin_rules, check_source
from tests.checks.mutation.mutant import CHANGES
from tests.checks.mutation.notices import SHAPES, invent
from tests.checks.mutation.trying import trials
from tests.checks.mutation.writing import WRITERS


@pytest.mark.parametrize("suffix", WRITERS)
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("seed", range(300, 305))
def test_a_clean_notice_has_no_findings(seed: int, shape: str, suffix: str) -> None:
    data = WRITERS[suffix](invent(seed, shape))
    assert check_source(data, name=f"notice{suffix}") == ()


@pytest.mark.parametrize("suffix", WRITERS)
def test_the_tasks_of_a_clean_notice_are_all_read(suffix: str) -> None:
    for seed in range(310, 313):
        for shape in ("annex", "printed"):
            notice = invent(seed, shape)
            read = extract(WRITERS[suffix](notice), name=f"notice{suffix}")
            assert [task.task for task in read.tasks] == [notice.rows[at][1] for at in notice.tasks]


def test_every_rule_has_a_fault_of_its_own() -> None:
    assert {code for code, _ in CHANGES} == {rule.code for rule in builtin_rules()}


@pytest.mark.timeout(600)  # every fault in every shape and format
def test_each_fault_is_found_at_its_place_and_nothing_else() -> None:
    tried: Counter[str] = Counter()
    failed = []
    for trial in trials(320):
        tried[trial.code] += 1
        if not trial.passed:
            found = [finding.code for finding in trial.findings]
            failed.append((trial.code, trial.shape, trial.suffix, trial.mutant.spot, found))
    assert len(failed) <= 0.01 * tried.total(), failed
    assert len(tried) == len(builtin_rules())
