"""Names of files as text, whatever bytes they are made of."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def readable(name: bytes) -> str:
    r"""Return a name as text: UTF-8, else GB 18030 as Chinese systems wrote it, else escaped.

    Short names in GBK may be UTF-8 by chance; then they make no word of any script.

    >>> readable("通知.pdf".encode("gb18030")), readable(b"a\xff")
    ('通知.pdf', 'a\\xff')
    """
    utf8, gb = _decoded(name, "utf-8"), _decoded(name, "gb18030")
    if utf8 is not None and not (_is_no_word(utf8) and _decoded(name, "gb2312") is not None):
        return _shown(utf8)
    return _shown(gb if gb is not None else name.decode("utf-8", "backslashreplace"))


def _decoded(name: bytes, encoding: str) -> str | None:
    try:
        return name.decode(encoding)
    except UnicodeDecodeError:
        return None


def _is_no_word(text: str) -> bool:
    """Whether the letters beyond ASCII are of two-byte UTF-8 alone, and of mixed scripts.

    So are the bytes of 通知 in GBK: a Latin mark and a Hebrew accent. é and привет are not.
    """
    letters = [letter for letter in text if letter > "\x7f"]
    if not letters or max(letters) > "\u07ff":
        return False
    for before, mark in pairwise("." + text):
        if unicodedata.category(mark)[0] == "M" and unicodedata.category(before)[0] not in "LM":
            return True
    scripts = {unicodedata.name(letter, "?").partition(" ")[0] for letter in letters}
    return len(scripts - {"COMBINING"}) > 1 or "?" in scripts


def _shown(text: str) -> str:
    return _CONTROL.sub(lambda match: f"\\x{ord(match[0]):02x}", text)


def unique(name: str, taken: set[str]) -> str:
    """Return ``name``, numbered if it is in ``taken`` already, and add it there.

    Two spellings of one name can stand in a folder, and one name twice in an archive.
    """
    chosen, number = name, 1
    while chosen in taken:
        number += 1
        chosen = f"{name}#{number}"
    taken.add(chosen)
    return chosen
