"""``python -m tests.fuzz TARGET [SECONDS]``: fuzz a reader, guided by the code it reaches.

Needs ``pip install atheris`` (libFuzzer for Python; Linux and macOS). What ends badly is kept under
``build/fuzz/TARGET/``; mended, it goes to ``tests/fuzz/found/``, which every run of the tests
tries again.
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path("build/fuzz")
READERS = ("doc", "docx", "html", "markdown", "ofd", "pdf", "text", "wordml", "xls", "xlsx")


def main() -> int:
    """Fuzz until the time is over or something ends badly."""
    try:
        import atheris  # noqa: PLC0415 - not installed by default
    except ModuleNotFoundError:
        return _refuse("tests.fuzz: pip install atheris")
    with atheris.instrument_imports(include=["extractor"]):
        for form in READERS:  # counted as they are imported
            __import__(f"extractor.readers.{form}")
        from tests.fuzz.targets import TARGETS, examples, words  # noqa: PLC0415 - likewise
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        return _refuse(f"usage: python -m tests.fuzz {{{','.join(TARGETS)}}} [SECONDS]")
    name, seconds = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "3600"
    corpus, found = HERE / name / "corpus", HERE / name
    corpus.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(examples(name)):
        (corpus / f"seed-{number:04}").write_bytes(data)
    listed = found / "words"
    listed.write_text("".join(f'"{quoted}"\n' for quoted in map(_quoted, words(name))), "ascii")
    limits = [
        f"-dict={listed}",
        "-timeout=300",
        "-rss_limit_mb=2048",
        "-max_len=100000",
        f"-max_total_time={seconds}",
    ]
    atheris.Setup(
        [sys.argv[0], str(corpus), *limits, f"-artifact_prefix={found}/", "-print_final_stats=1"],
        TARGETS[name],
    )
    atheris.Fuzz()
    return 0


def _quoted(word: str) -> str:
    """Return a word as libFuzzer reads it: all but plain letters and digits in hexadecimal."""
    return "".join(
        chr(byte) if chr(byte).isalnum() and byte < 128 else f"\\x{byte:02x}"
        for byte in word.encode()
    )


def _refuse(why: str) -> int:
    sys.stderr.write(f"{why}\n")
    return 2


if __name__ == "__main__":
    sys.exit(main())
