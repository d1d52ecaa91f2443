"""An archive as archives are: forged notices in all formats, some damaged, copied, locked, packed.

``python -m tests.batch.corpus DIR --count 10000`` writes one; the same count and seed give the same
bytes. Returns what is to be said of each input, so that nobody need believe the manifest.
"""

from __future__ import annotations

import argparse
import io
import json
import multiprocessing as mp
import random
import re
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from tests import odd_files
from tests.batch.archive_files import PACKERS, crawl, tarred, zipped, zipped_with_password
from tests.forge.__main__ import forged as forge
from tests.forge.invent import LAYOUTS, invent

DAMAGED, COPIED, LOCKED = 0.03, 0.02, 0.005
"""Parts of an archive that are damaged, have a copy, or have a lock file beside them."""

PACKED = 0.06
"""Part that lies in archives."""

FORMS = (
    *("txt", "md", "html", "site", "docx", "docx-numbered", "xlsx", "doc", "xls"),
    *("pdf", "pdf-horizontal", "pdf-none", "ofd"),
)
_SUFFIXES = {"site": "html"}
_TIME = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_SHARED_STEM = 40
"""Every so many notices have one stem in all formats."""


class Made(NamedTuple):
    """An input and what is to become of it: ``ok``, ``any`` (damaged), ``copy``, ``skipped``."""

    uri: str
    fate: str


def forged(number: int) -> tuple[str, bytes]:
    """Return a notice like no other of another number, and its suffix."""
    layouts = sorted(LAYOUTS)
    form = FORMS[number % len(FORMS)]
    truth = invent(7_000_000 + number, layouts[number // len(FORMS) % len(layouts)])
    data = forge(truth, form, number)[0]
    suffix = _SUFFIXES.get(form, form.partition("-")[0])
    return suffix, _timeless(data) if suffix in {"docx", "xlsx"} else data


def _timeless(data: bytes) -> bytes:
    """Return an Office file without the time it was made at."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _TIME.sub(b"2024-01-01T00:00:00Z", content)
            target.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _cut(part: float) -> Callable[[bytes, random.Random], bytes]:
    return lambda data, _: data[: int(len(data) * part)]


def _flipped(data: bytes, drawn: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(max(len(data) // 200, 1)):
        changed[drawn.randrange(len(data))] ^= 1 << drawn.randrange(8)
    return bytes(changed)


def _hole(data: bytes, drawn: random.Random) -> bytes:
    at = drawn.randrange(len(data))
    return data[:at] + bytes(min(4096, len(data) - at)) + data[at + 4096 :]


DAMAGE: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _cut(0.5),
    _cut(0.05),
    _cut(0.95),
    _flipped,
    _hole,
    lambda data, _: b"",
    lambda data, drawn: drawn.randbytes(len(data)),
    lambda data, _: bytes(len(data)),
    lambda data, drawn: bytes([drawn.randrange(256)]) + data,
    lambda data, _: data[len(data) // 2 :],
    lambda data, drawn: odd_files.pdf_with_password() + b"%%%d" % drawn.randrange(1 << 30),
    lambda data, drawn: odd_files.pdf_of_pictures() + b"%%%d" % drawn.randrange(1 << 30),
    lambda data, drawn: odd_files.docx(b"<w:document><w:body>%d" % drawn.randrange(1 << 30)),
    lambda data, drawn: b"<html>" + b"<div>" * 6000 + b"%d" % drawn.randrange(1 << 30),
    lambda data, drawn: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + drawn.randbytes(2000),
)
"""Fifteen ways in which files are damaged."""


def write(folder: Path, count: int, *, seed: int = 1, processes: int = 1) -> list[Made]:
    """Write an archive of ``count`` inputs into ``folder`` and return what they are."""
    drawn = random.Random(seed)
    extra = int(count * (COPIED + LOCKED))
    numbers = range(count - extra)
    with mp.get_context("fork").Pool(processes) as pool:
        notices = pool.imap(forged, numbers, chunksize=20)
        made = list(_placed(folder, notices, drawn))
    made += _copies(folder, made, int(count * COPIED), drawn)
    made += _locks(folder, made, extra - int(count * COPIED))
    return made


def _placed(
    folder: Path, notices: Iterator[tuple[str, bytes]], drawn: random.Random
) -> Iterator[Made]:
    packed: list[tuple[str, bytes]] = []
    archives = 0
    for number, (suffix, data) in enumerate(notices):
        fate = "ok"
        if drawn.random() < DAMAGED:
            data = DAMAGE[drawn.randrange(len(DAMAGE))](data, drawn)  # noqa: PLW2901
            fate = "any"
        stem = number // _SHARED_STEM * _SHARED_STEM if number % _SHARED_STEM < 5 else number
        name = f"{stem:06}号-{number % 3}.{suffix}" if stem == number else f"{stem:06}号.{suffix}"
        if (folder / place_of(number) / name).exists():
            name = f"{number:06}.{suffix}"
        if drawn.random() < PACKED:
            packed.append((name, data))
            if len(packed) == 30:
                archives += 1
                yield from _pack(folder, archives, packed)
                packed = []
            continue
        path = folder / place_of(number) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        yield Made(str(path.relative_to(folder)), fate)
    if packed:
        yield from _pack(folder, archives + 1, packed)


def place_of(number: int) -> str:
    """Return the folder of a notice: at most 500 in one."""
    return f"{2000 + number // 2000}/{number // 500 % 4 + 1}季度"


def _pack(folder: Path, number: int, members: list[tuple[str, bytes]]) -> Iterator[Made]:
    """Write an archive, in turn of each kind; what is in it may be damaged."""
    inner = dict(members[:5])
    outer = {f"附件/{name}": data for name, data in members[5:]}
    kind = ("zip", "tar.gz", "tar.xz", "warc.gz", "tar.zst", "zip")[number % 6]
    uri = f"包/{number:04}.{kind}"
    if kind == "zip":
        data = zipped({**outer, "内.zip": zipped(inner)})
        names = [*outer, *(f"内.zip!/{name}" for name in inner), "内.zip"]
    elif kind == "warc.gz":
        pages = [
            (f"http://www.example.gov.cn/{n}", "200 application/octet-stream", page)
            for n, (_, page) in enumerate(members)
        ]
        data = crawl([*pages, ("http://www.example.gov.cn/style.css", "200 text/css", b"p{}")])
        names = [f"202403010800{n:02}/http://www.example.gov.cn/{n}" for n in range(len(members))]
        yield Made(
            f"{uri}!/202403010800{len(members):02}/http://www.example.gov.cn/style.css", "skipped"
        )
    else:
        data = PACKERS[{"gz": "gz", "xz": "xz", "zst": "zst"}[kind[4:]]](tarred({**outer, **inner}))
        names = [*outer, *inner]
    path = folder / uri
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    yield Made(uri, "ok")
    yield from (Made(f"{uri}!/{name}", "any") for name in names)
    if number == 1:
        locked = path.with_name("加密.zip")
        locked.write_bytes(zipped_with_password("秘.docx"))
        yield Made("包/加密.zip", "ok")
        yield Made("包/加密.zip!/秘.docx", "failed")


def _copies(folder: Path, made: list[Made], count: int, drawn: random.Random) -> list[Made]:
    plain_files = [one.uri for one in made if "!/" not in one.uri and one.fate == "ok"]
    documents = [uri for uri in plain_files if not uri.startswith("包/")]
    copies = []
    for number, uri in enumerate(sorted(drawn.sample(documents, count))):
        path = folder / "副本" / f"{number:05}-{Path(uri).name}"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes((folder / uri).read_bytes())
        copies.append(Made(str(path.relative_to(folder)), "copy"))
    return copies


def _locks(folder: Path, made: list[Made], count: int) -> list[Made]:
    documents = [one.uri for one in made if one.uri.endswith(".docx") and "!/" not in one.uri]
    locks = []
    for uri in documents[:count]:
        path = (folder / uri).with_name("~$" + Path(uri).name[2:])
        path.write_bytes(b"\x05user" + bytes(157))
        locks.append(Made(str(path.relative_to(folder)), "skipped"))
    return locks


def main() -> int:
    """Write an archive and, beside it, the list of what it holds."""
    parser = argparse.ArgumentParser(prog="python -m tests.batch.corpus", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    args = parser.parse_args()
    made = write(args.folder, args.count, seed=args.seed, processes=args.processes)
    listed = args.folder.with_name(args.folder.name + ".json")
    listed.write_text(json.dumps(dict(made), ensure_ascii=False, indent=0), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
