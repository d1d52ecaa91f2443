"""How long the regular expressions of the tool take on text made to harm them.

``python -m benchmarks.patterns [LENGTH]`` runs every compiled pattern of the package on the texts
of `tests.test_patterns` that harm, each LENGTH characters long (300,000 by default), and what takes
noticeable time on twice as much; prints the slowest and the largest growth. Exits with 1 if one
takes more than two seconds, or grows more than 2.6 times.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from typing import Any

from tests.test_patterns import BOUNDED, HARM, PATTERNS

NOTICEABLE = 0.05
MOST_SECONDS, MOST_GROWTH = 2.0, 2.6


def main() -> int:
    """Run all patterns and print what came of it."""
    length = int(sys.argv[1]) if len(sys.argv) > 1 else 300_000
    found: list[tuple[float, float, str]] = []
    for name, (pattern, methods) in sorted(PATTERNS.items()):
        if name in BOUNDED:
            continue
        for unit in HARM:
            once = _seconds(pattern, methods, unit, length)
            growth = 0.0
            if once > NOTICEABLE:
                growth = min(_growths(pattern, methods, unit, length))
            found.append((once, growth, f"{name} on {unit!r}"))
    slowest = sorted(found, reverse=True)[:5]
    steepest = sorted(found, key=lambda one: -one[1])[:5]
    print(f"{len(PATTERNS)} patterns, {len(HARM)} texts of {length:,} characters")
    for once, _, what in slowest:
        print(f"{once:.2f} s: {what}")
    for _, growth, what in steepest:
        print(f"{growth:.2f} times on twice the length: {what}")
    return 1 if slowest[0][0] > MOST_SECONDS or steepest[0][1] > MOST_GROWTH else 0


def _growths(pattern: Any, methods: set[str], unit: str, length: int) -> Iterator[float]:
    """Yield how many times longer twice the text takes; again where it is much, up to thrice."""
    for _ in range(3):
        once = _seconds(pattern, methods, unit, length)
        growth = _seconds(pattern, methods, unit, 2 * length) / once
        yield growth
        if growth <= MOST_GROWTH:
            break


def _seconds(pattern: Any, methods: set[str], unit: str, length: int) -> float:
    """Return the processor time of the slowest method on a text of that length."""
    text = (unit * (length // len(unit) + 1))[:length] + "\x01"
    given = text.encode() if isinstance(pattern.pattern, bytes) else text
    most = 0.0
    for method in methods:
        start = time.process_time()
        arguments = (given[:0], given) if method.startswith("sub") else (given,)
        result = getattr(pattern, method)(*arguments)
        if method == "finditer":
            for _ in result:
                pass
        most = max(most, time.process_time() - start)
    return most


if __name__ == "__main__":
    sys.exit(main())
