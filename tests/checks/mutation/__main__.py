"""Tries the rules on mutants of many seeds: ``python -m tests.checks.mutation 1000:1010``."""

from __future__ import annotations

import sys
from collections import Counter

from extractor.checks import builtin_rules, check_source
from tests.checks.mutation.notices import SHAPES, invent
from tests.checks.mutation.trying import trials
from tests.checks.mutation.writing import WRITERS


def main(seeds: range) -> None:
    """Print how many clean notices had findings, and how many faults were found."""
    noisy = clean = 0
    tried: Counter[str] = Counter()
    passed: Counter[str] = Counter()
    formats: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for seed in seeds:
        for shape in SHAPES:
            for suffix, write in WRITERS.items():
                clean += 1
                noisy += bool(check_source(write(invent(seed, shape)), name=f"notice{suffix}"))
        for trial in trials(seed):
            tried[trial.code] += 1
            formats[trial.suffix] += 1
            if trial.passed:
                passed[trial.code] += 1
                found[trial.suffix] += 1
    print(f"clean notices: {clean}, with findings: {noisy}")
    total = tried.total()
    print(f"faults: {total}, found at their place and alone: {passed.total()}", end=" ")
    print(f"({passed.total() / total:.4f}); rules: {len(tried)} of {len(builtin_rules())}")
    for suffix in WRITERS:
        print(f"  {suffix}: {found[suffix]} of {formats[suffix]}")
    for code in sorted(tried):
        if passed[code] < tried[code]:
            print(f"  {code}: {passed[code]} of {tried[code]}")


if __name__ == "__main__":
    first, _, last = (sys.argv[1] if len(sys.argv) > 1 else "0:3").partition(":")
    main(range(int(first), int(last or int(first) + 1)))
