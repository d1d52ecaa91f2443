"""Settings from ``extractor.toml`` or ``[tool.extractor]`` of ``pyproject.toml``.

The check's own stand in the table ``check`` of either; paths in it are those of the file's folder.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

import msgspec
import regex
from msgspec import Meta

from extractor.checks.options import Thresholds
from extractor.checks.rule import Profile
from extractor.errors import BadConfig
from extractor.model.diagnostic import Severity

LONGEST_FILE = 1024 * 1024
_PATH = regex.compile(r"(?P<what>.*) - at (?:`key` in )?`\$(?P<key>.*)`", regex.DOTALL)
_FIELD = regex.compile(r"Object contains unknown field `(?P<field>[^`]*)`")

_CHOICES: dict[object, tuple[str, ...]] = {
    ".profile": get_args(Profile),
    ".fail-on": get_args(Severity),
    Severity: get_args(Severity),
}

Selectors = tuple[Annotated[str, Meta(min_length=1)], ...]


class Config(msgspec.Struct, frozen=True, kw_only=True, rename="kebab", forbid_unknown_fields=True):
    """What the table ``check`` may hold; the command line goes before it."""

    profile: Profile = "new"
    select: Selectors | None = None
    extend_select: Selectors = ()
    ignore: Selectors = ()
    exclude: tuple[str, ...] = ()
    """Patterns of files that are passed over in folders."""
    per_file_ignores: dict[str, Selectors] = {}
    severity: dict[str, Severity] = {}
    thresholds: Thresholds = Thresholds()
    fail_on: Severity = "warning"
    registry: str | None = None
    against: tuple[str, ...] = ()
    baseline: str | None = None
    rules: tuple[str, ...] = ()
    """Files of rules that the user declares."""
    plugins: Literal["all", "none"] | tuple[str, ...] = "all"
    """Names of the installed plugins whose rules run."""

    def below(self, folder: Path) -> Config:
        """Return the settings with paths taken from ``folder``."""
        return msgspec.structs.replace(
            self,
            registry=_joined(folder, self.registry),
            baseline=_joined(folder, self.baseline),
            against=tuple(str(folder / path) for path in self.against),
            rules=tuple(str(folder / path) for path in self.rules),
        )


def find_config(start: Path) -> Path | None:
    """Return the nearest file of settings in ``start`` or above it; None where there is none.

    In one folder ``extractor.toml`` goes before ``pyproject.toml``, which counts only when it has
    a table ``tool.extractor``.
    """
    folder = start.absolute()
    for place in (folder, *folder.parents):
        own = place / "extractor.toml"
        if own.is_file():
            return own
        project = place / "pyproject.toml"
        if project.is_file() and _tables(project, _parsed(project)) is not None:
            return project
    return None


def load_config(path: Path) -> Config:
    """Return the settings of the check in a file.

    Raises:
        BadConfig: It can't be read; the message has the file and the key.
    """
    tables = _tables(path, _parsed(path)) or {}
    for key in tables:
        if key in Config.__struct_encode_fields__:
            raise BadConfig(f"{path}: {key}: belongs in the table check")
    table = tables.get("check", {})
    prefix = "tool.extractor.check" if path.name == "pyproject.toml" else "check"
    if not isinstance(table, dict):
        raise BadConfig(f"{path}: {prefix}: expected a table")
    for name, kind in (("severity", Severity), ("per-file-ignores", Selectors)):
        entries = table.get(name, {})
        for key, value in entries.items() if isinstance(entries, dict) else ():
            converted(
                value, kind, path, f"{prefix}.{name}.{key}"
            )  # msgspec would not say which key
    config: Config = converted(table, Config, path, prefix)
    return config.below(path.parent)


def converted(value: Any, kind: Any, path: Path, prefix: str = "") -> Any:
    """Return ``value``, which stands in the file ``path`` under the key ``prefix``, as a ``kind``.

    Raises:
        BadConfig: In one line: the file, the key, and what is wrong with it.
    """
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as fault:
        match = _PATH.fullmatch(str(fault))
        what, key = (match["what"], match["key"]) if match else (str(fault), "")
        unknown = _FIELD.match(what)
        if unknown:
            key, what = f"{key}.{unknown['field']}", "there is no such key"
        if what.startswith("Invalid enum value"):
            what = f"expected one of {', '.join(_CHOICES.get(key or kind, ()))}"
        where = f"{prefix}{key}".lstrip(".")
        place = f"{path}: {where}" if where else str(path)
        raise BadConfig(f"{place}: {what[:1].lower()}{what[1:]}") from None


def _parsed(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > LONGEST_FILE:
            raise BadConfig(f"{path}: is larger than 1 MB; settings never are")
        return tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise BadConfig(f"{path}: {error.strerror or error}; name a TOML file") from error
    except UnicodeDecodeError as error:
        raise BadConfig(f"{path}: byte {error.start} is not UTF-8; save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise BadConfig(f"{path}: is no TOML: {error}") from error


def _tables(path: Path, data: dict[str, Any]) -> dict[str, Any] | None:
    """Return the tables of this package in a file of settings; None where it has none."""
    if path.name != "pyproject.toml":
        return data
    found = data.get("tool", {}).get("extractor") if isinstance(data.get("tool"), dict) else None
    return found if isinstance(found, dict) else None


def _joined(folder: Path, path: str | None) -> str | None:
    return None if path is None else str(folder / path)
