"""Ask a copy of the Python advisory database about the locked versions, without a network.

``python scripts/known_holes.py DATABASE [requirements-dev.lock]``: DATABASE is a checkout of
https://github.com/pypa/advisory-database, the list that pip-audit asks too; a folder ``vulns`` of
one file an advisory, in the OSV schema. Prints each locked version that an advisory names, and of
what day the newest advisory is; exits with 1 if there is one.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version


def main() -> int:
    """Compare the lock with the database."""
    if len(sys.argv) not in {2, 3}:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    database = Path(sys.argv[1]) / "vulns"
    lock = Path(sys.argv[2] if len(sys.argv) > 2 else "requirements-dev.lock")
    locked = dict(_locked(lock.read_text("utf-8")))
    advisories = list(_advisories(database, locked))
    holes = [
        f"{name}=={locked[name]}: {advisory['id']} {' '.join(advisory.get('aliases', ()))}"
        for name, advisory in advisories
        if "withdrawn" not in advisory and _names(advisory, name, locked[name])
    ]
    sys.stdout.write("".join(f"{hole}\n" for hole in holes))
    sys.stdout.write(
        f"{len(locked)} packages, {len(advisories)} advisories on them: {len(holes)} apply; "
        f"the newest advisory of all is of {_newest(database)}\n"
    )
    return 1 if holes else 0


def _newest(database: Path) -> str:
    """Return the day of the newest advisory: what was found later, the copy cannot know."""
    lines = (
        line
        for path in database.glob("*/*.yaml")
        for line in path.read_text("utf-8").splitlines()
        if line.startswith("published:")
    )
    return max((line.partition(":")[2].strip(" '\"")[:10] for line in lines), default="unknown")


def _locked(text: str) -> Iterator[tuple[str, Version]]:
    for line in text.splitlines():
        name, pinned, version = line.partition("==")
        if pinned and not line.startswith("#"):
            yield canonicalize_name(name), Version(version.partition(";")[0].strip())


def _advisories(database: Path, locked: dict[str, Version]) -> Iterator[tuple[str, dict[str, Any]]]:
    for folder in sorted(database.iterdir()):
        if canonicalize_name(folder.name) in locked:
            for path in sorted(folder.glob("*.yaml")):
                yield canonicalize_name(folder.name), yaml.safe_load(path.read_text("utf-8"))


def _names(advisory: dict[str, Any], name: str, version: Version) -> bool:
    """Whether an advisory says that a version of a package is affected."""
    for affected in advisory.get("affected", ()):
        if canonicalize_name(affected["package"]["name"]) != name:
            continue
        listed = [one for text in affected.get("versions", ()) if (one := _version(text))]
        if version in listed or any(_within(one, version) for one in affected.get("ranges", ())):
            return True
    return False


def _within(limits: dict[str, Any], version: Version) -> bool:
    """Whether a version lies between where a hole came and where it went."""
    if limits.get("type") != "ECOSYSTEM":
        return False
    inside = False
    for event in limits.get("events", ()):
        for what, text in event.items():
            at = Version("0") if text == "0" else _version(text)
            if at is None:
                continue
            if what == "introduced" and version >= at:
                inside = True
            elif (what == "fixed" and version >= at) or (what == "last_affected" and version > at):
                inside = False
    return inside


def _version(text: str) -> Version | None:
    try:
        return Version(text)
    except InvalidVersion:
        return None


if __name__ == "__main__":
    sys.exit(main())
