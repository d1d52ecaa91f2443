"""Bytes to text: the byte order mark, strict UTF-8, the declared label, then the evidence.

Labels follow the WHATWG Encoding Standard (section 4.2): ``gb2312`` means GB18030 and
``iso-8859-1`` means windows-1252, as in browsers. A label is believed only when the bytes decode
by it to text that looks Chinese or Latin, for archives mislabel their pages both ways.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from functools import cache, lru_cache

import regex

from extractor.model.diagnostic import Diagnostic

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)

_LABELS = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "gb_2312": "gb18030",
    "gb_2312-80": "gb18030",
    "chinese": "gb18030",
    "csgb2312": "gb18030",
    "iso-ir-58": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "cn-big5": "big5hkscs",
    "csbig5": "big5hkscs",
    "x-x-big5": "big5hkscs",
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "unicode-1-1-utf-8": "utf-8",
    "utf-16": "utf-16-le",
    "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "windows-1252": "cp1252",
}

_SAMPLE = 20_000
"""Characters that are looked at to judge a decoding."""

_SENSIBLE = 0.55
"""The least score of running Chinese; wrong decodings of it stay below 0.3."""

_COMMON = frozenset(
    "的一是在和有人国中工作政府办公公开关于各部门加强信息实施及与为对发展区市县省的不以上等年月日号第通知要求"
    "單位負責責任單個國開關於發實會對與為門務資訊業經濟組織機構管理",
)
_PUNCTUATION = frozenset("，。、；：？！（）〔〕【】《》〈〉“”‘’—…·「」『』　％〇○●■★①②③④⑤⑥⑦⑧⑨⑩")
_NON_ASCII = regex.compile(r"[^\x00-\x7f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the Python codec it was decoded with, and how many characters were beyond reading."""

    text: str
    encoding: str
    replaced: int = 0

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Return what is to be said about the decoding."""
        if self.replaced:
            return (
                Diagnostic(
                    code="charset.replaced",
                    severity="warning",
                    message=f"{self.replaced} damaged byte sequences could not be decoded as "
                    f"{self.encoding}; they stand as U+FFFD. Look for a better copy.",
                ),
            )
        lost = self.text.count("\ufffd")
        if lost:
            return (
                Diagnostic(
                    code="charset.lost",
                    severity="warning",
                    message=f"the file itself holds {lost} replacement characters (U+FFFD): "
                    "text was lost before it was saved. Look for a better copy.",
                ),
            )
        return ()


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Return the text of ``data`` without its byte order mark.

    Args:
        data: The bytes of a text or HTML file.
        declared: The label the file or its transport states, if any.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _lossy(data[len(mark) :], name)
    strict = _strict(data, "utf-8")
    if strict is not None and "\0" not in strict:
        return Decoded(strict, "utf-8")
    wide = _wide(data) if strict is None or data.count(0) * 4 >= len(data) else None
    if wide is not None:
        return wide
    if strict is not None:  # a stray NUL; where every second byte is one, it was wide text
        return Decoded(strict, "utf-8")
    codec = _LABELS.get(declared.strip().lower()) if declared else None
    names = ["gb18030", "big5hkscs", "cp1252"]
    if codec in names:
        names.remove(codec)
        names.insert(0, codec)
    best: tuple[float, Decoded] | None = None
    for name in names:
        text = _strict(data, name)
        if text is None:
            continue
        score = _score(text)
        if name == codec and score >= _SENSIBLE:
            return Decoded(text, name)
        if best is None or score > best[0]:
            best = (score, Decoded(text, name))
    if best is not None and best[0] >= _SENSIBLE:
        return best[1]
    damaged = _damaged(data, codec)
    if best is None or _score(damaged.text) > best[0]:
        return damaged
    return best[1]


def _wide(data: bytes) -> Decoded | None:
    """Return UTF-16 or UTF-32 text that has no byte order mark: ASCII in it shows as NULs."""
    nulls = data.count(0)
    if nulls == 0 or nulls * 100 < len(data):
        return None
    candidates = []
    for name in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"):
        width = 4 if "32" in name else 2
        text = _strict(data[: len(data) // width * width], name)
        if text is not None and text.count("\0") * 50 <= len(text):
            letters = sum(_is_text(character) for character in text[:_SAMPLE])
            candidates.append((letters / max(1, len(text[:_SAMPLE])), name, text))
    if not candidates:
        return None
    share, name, text = max(candidates)
    return Decoded(text, name) if share >= 0.8 else None


def _is_text(character: str) -> bool:
    code = ord(character)
    return (
        0x20 <= code < 0x7F
        or character in "\t\r\n\f"
        or character in _PUNCTUATION
        or 0x4E00 <= code < 0xA000
        or 0xFF00 <= code < 0xFFF0
    )


def _damaged(data: bytes, codec: str | None) -> Decoded:
    """Return the least bad reading of bytes that no encoding accepts."""
    names = ["utf-8", "gb18030", "big5hkscs"]
    if codec in names:
        names.remove(codec)
        names.insert(0, codec)
    readings = [_lossy(data, name) for name in names]
    return max(readings, key=lambda reading: _score(reading.text))


def _strict(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        return None


def _lossy(data: bytes, name: str) -> Decoded:
    text = _strict(data, name)
    if text is not None:
        return Decoded(text, name)
    text = data.decode(name, "replace")
    own = "\ufffd".encode(name) if name.startswith("utf") else None
    before = data.count(own) if own else 0
    return Decoded(text, name, max(1, text.count("\ufffd") - before))


def _score(text: str) -> float:
    """Return how much ``text`` looks like Chinese or plain Latin: 1 is right, 0 junk."""
    letters = _NON_ASCII.findall(text[: _SAMPLE * 4])[:_SAMPLE]
    if not letters:
        return 1.0
    return sum(map(_weight, letters)) / len(letters)


@lru_cache(maxsize=8192)
def _weight(character: str) -> float:
    if character in _COMMON:
        return 1.5
    if character in _PUNCTUATION or character in _frequent() or character.isspace():
        return 1.0
    code = ord(character)
    if 0xFF01 <= code <= 0xFF5E:
        return 0.8
    if 0x4E00 <= code <= 0x9FFF or 0x2000 <= code < 0x2E80:
        return 0.2
    return -1.5


@cache
def _frequent() -> frozenset[str]:
    """The first level of GB 2312 (3,755 characters) and of Big5 (5,401)."""
    simplified = {
        bytes((lead, trail)).decode("gb2312", "ignore")
        for lead in range(0xB0, 0xD8)
        for trail in range(0xA1, 0xFF)
    }
    traditional = {
        bytes((lead, trail)).decode("big5", "ignore")
        for lead in range(0xA4, 0xC7)
        for trail in (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    }
    return frozenset(character for character in simplified | traditional if len(character) == 1)
