"""Files that programs leave beside documents (锁文件、系统文件): passed over, and said so."""

from __future__ import annotations

import re
from collections.abc import Collection

_LITTER: tuple[tuple[re.Pattern[str], str], ...] = (
    # Word, Excel and WPS keep `~$name.docx` beside a file that is open.
    (re.compile(r"~\$"), "lock-file"),
    # LibreOffice: `.~lock.name.docx#`.
    (re.compile(r"\.~lock\."), "lock-file"),
    # Word's working copies: `~WRL0001.tmp`.
    (re.compile(r"~WR[ADLS][0-9]{4}\.tmp$", re.IGNORECASE), "lock-file"),
    (re.compile(r"\.DS_Store$|\._"), "system-file"),
    (re.compile(r"(?:thumbs\.db|ehthumbs\.db|desktop\.ini)$", re.IGNORECASE), "system-file"),
)
_FOLDERS = {
    "__MACOSX": "system-file",
    "$RECYCLE.BIN": "system-file",
    "System Volume Information": "system-file",
    ".Spotlight-V100": "system-file",
    ".Trashes": "system-file",
    ".fseventsd": "system-file",
    "lost+found": "system-file",
    "@eaDir": "system-file",
    ".git": "system-file",
    ".svn": "system-file",
}
_RESULTS = frozenset({b"manifest.sqlite", b"notices", b".lock"})


def litter(name: str, folders: tuple[str, ...] = ()) -> str | None:
    """Return why a file called ``name`` in ``folders`` is passed over, or None.

    >>> litter("~$通知.docx"), litter("通知.docx"), litter("a.pdf", ("__MACOSX",))
    ('lock-file', None, 'system-file')
    """
    for folder in folders:
        if folder in _FOLDERS:
            return _FOLDERS[folder]
    for pattern, reason in _LITTER:
        if pattern.match(name):
            return reason
    return None


def is_results(names: Collection[bytes]) -> bool:
    """Whether a folder that holds ``names`` is the output of an earlier run."""
    return _RESULTS.issubset(names)


def is_litter_folder(name: str) -> bool:
    """Whether nothing in a folder called ``name`` is meant to be read."""
    return name in _FOLDERS
