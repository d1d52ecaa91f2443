"""Run every hostile file and print how each ends: name, ending, seconds, megabytes.

``python -m tests.hostile [WORD]`` runs those whose format or name holds WORD.
"""

from __future__ import annotations

import sys

from tests.hostile import cases
from tests.hostile.child import run

if __name__ == "__main__":
    word = sys.argv[1] if len(sys.argv) > 1 else ""
    for name, make in cases().items():
        if word in name:
            outcome = run(make())
            print(
                f"{name}\t{outcome.ending}\t{outcome.seconds:.2f}\t{outcome.megabytes:.0f}",
                flush=True,
            )
