"""Silent loss: the characters of each file against those of the document a reader makes of it.

``python -m benchmarks.losses DIR...`` reads every file below the folders, each in a process of its
own, and prints by format how many were read, how many of them say ``characters-differ`` (the
account that every reader keeps), and which. Exits with 1 if one does.
"""

from __future__ import annotations

import os
import signal
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from extractor.errors import ExtractorError
from extractor.readers import read
from extractor.readers.sniff import sniff

SECONDS = 60


def main() -> int:
    """Read all files and print the table."""
    if len(sys.argv) < 2:
        print("usage: python -m benchmarks.losses DIR...", file=sys.stderr)
        return 2
    counts: Counter[tuple[str, str]] = Counter()
    differing = []
    for path in _files(sys.argv[1:]):
        form, ending = _apart(path)
        counts[form, ending.partition(":")[0]] += 1
        if ending.startswith("differs"):
            differing.append(f"{path}: {ending}")
    print("| format | files | read | refused | characters differ |")
    print("|---|---|---|---|---|")
    for form in sorted({form for form, _ in counts}):
        read_, refused, differ = (counts[form, one] for one in ("read", "refused", "differs"))
        print(f"| {form} | {read_ + refused + differ} | {read_ + differ} | {refused} | {differ} |")
    print("\n".join(differing))
    others = {key: count for key, count in counts.items() if key[1] == "died"}
    print("ended by their limits:", others or "none")
    return 1 if differing else 0


def _files(folders: list[str]) -> Iterator[Path]:
    for folder in folders:
        yield from sorted(path for path in Path(folder).rglob("*") if path.is_file())


def _apart(path: Path) -> tuple[str, str]:
    """Return format and ending of a file, read in a process of its own."""
    here, there = os.pipe()
    process = os.fork()
    if process == 0:
        signal.alarm(SECONDS)
        os.write(there, "\t".join(_looked_at(path.read_bytes())).encode("utf-8", "replace")[:4000])
        os._exit(0)
    os.close(there)
    with os.fdopen(here, "rb") as pipe:
        said = pipe.read().decode("utf-8", "replace").split("\t")
    os.waitpid(process, 0)
    return (said[0], said[1]) if len(said) == 2 else ("?", "died")


def _looked_at(data: bytes) -> tuple[str, str]:
    form = "other"
    try:
        form = sniff(data)
        document = read(data)
    except ExtractorError:
        return form, "refused"
    said = [one.message for one in document.diagnostics if one.code == "characters-differ"]
    return form, f"differs: {said[0]}" if said else "read"


if __name__ == "__main__":
    sys.exit(main())
