"""``python -m tests.hostile.soak --count 20000 --seed 1``: how damaged files end, by form.

Files run in processes that are forked for 50 at a time; a file that ends its process or runs over
its limits is named, as is one that raises what is not a fault of the tool's own.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import time
from collections import Counter
from pathlib import Path

from tests.hostile.child import plainly, run
from tests.hostile.mutate import mutant, seeds

GROUP = 50


def main() -> int:
    """Run the files and return 1 if one of them ended badly."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1_000)
    parser.add_argument("--first", type=int, default=0, help="go on at this file")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="folder for the files that ended badly")
    args = parser.parse_args()
    seeds()
    endings: Counter[tuple[str, str]] = Counter()
    bad = slowest = 0.0
    start = time.monotonic()
    end = args.first + args.count
    for first in range(args.first, end, GROUP):
        numbers = range(first, min(first + GROUP, end))
        for number, (form, ending, seconds) in zip(numbers, group(numbers, args.seed), strict=True):
            endings[form, ending] += 1
            slowest = max(slowest, seconds)
            if not ending.replace("-", "").isalpha() or seconds > 10:
                bad += 1
                print(f"{number}\t{form}\t{ending}\t{seconds:.1f}", flush=True)
                if args.keep:
                    args.keep.mkdir(parents=True, exist_ok=True)
                    (args.keep / f"{args.seed}-{number}.{form}").write_bytes(
                        mutant(number, args.seed)[1]
                    )
    for (form, ending), count in sorted(endings.items()):
        print(f"{form}\t{ending}\t{count}")
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(
        f"{args.count} files, {bad:.0f} bad, slowest {slowest:.1f} s; {time.monotonic() - start:.0f} s, "
        f"of the processor {spent.ru_utime + spent.ru_stime:.0f} s"
    )
    return 1 if bad else 0


def group(numbers: range, seed: int) -> list[tuple[str, str, float]]:
    """Return form, ending and seconds of each; one by one if together they kill their process."""
    here, there = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(here)
        import signal  # noqa: PLC0415

        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_PROF, 120)  # of the processor: a busy machine lengthens none
        lines = []
        for number in numbers:
            form, data = mutant(number, seed)
            start = time.process_time()
            lines.append(f"{form}|{plainly(data)}|{time.process_time() - start}")
        with os.fdopen(there, "w") as pipe:
            pipe.write("\n".join(lines))
        os._exit(0)
    os.close(there)
    with os.fdopen(here) as pipe:
        said = pipe.read().split("\n")
    os.waitpid(process, 0)
    if len(said) == len(numbers):
        parts = [line.split("|") for line in said]
        return [(form, ending, float(seconds)) for form, ending, seconds in parts]
    found = []
    for number in numbers:
        form, data = mutant(number, seed)
        outcome = run(data, seconds=120)
        found.append((form, outcome.ending, outcome.seconds))
    return found


if __name__ == "__main__":
    sys.exit(main())
