"""Derive extractor/vocabulary/traditional.tsv from OpenCC's character table.

Usage: python scripts/derive_traditional.py TSCharacters.txt > extractor/vocabulary/traditional.tsv

The table is a part of OpenCC (Apache License 2.0), also shipped by opencc-python-reimplemented.
Characters that are in use in simplified texts too (乾, 著, 瞭) are left out: folding them would
make words of simplified notices unknown.
"""

from __future__ import annotations

import sys
from pathlib import Path

HEADER = """\
# Traditional characters (繁体字) and the simplified ones they are read as.
# Derived from OpenCC's TSCharacters.txt (Apache License 2.0) by scripts/derive_traditional.py.
traditional\tsimplified
"""
ALSO = {"於": "于", "徵": "征"}
"""Simplified texts have these in names and terms of music alone."""


def main() -> None:
    """Print the pairs, ordered by code point."""
    pairs = list(ALSO.items())
    for line in Path(sys.argv[1]).read_text("utf-8").splitlines():
        source, _, targets = line.partition("\t")
        chosen = targets.split()
        if len(source) == 1 and chosen and source not in chosen and len(chosen[0]) == 1:
            pairs.append((source, chosen[0]))
    sys.stdout.write(HEADER + "".join(f"{one}\t{other}\n" for one, other in sorted(pairs)))


if __name__ == "__main__":
    main()
