"""Units that stand for many: 各乡（镇、街道）, 区政府各部门, 有关单位. 泛指单位"""

from __future__ import annotations

import regex

from extractor.model.notice import Level
from extractor.units.grammar import words
from extractor.units.names import is_local
from extractor.vocabulary import load

_EACH = "各"
_CONCERNED = ("有关", "相关")
"""Of one length."""
_BRACKETS = regex.compile(r"[(\[〔【][^()\[\]〔〕【】]*+[)\]〕】]?+")
_JOINTS = "、及和与"
_OUTER = regex.compile(r"、(?![^()〔〕]{0,40}[)〕])")
"""The mark between names, and not in their brackets."""
_AND = regex.compile(r"[和及与]")
_INNER = regex.compile(r"[、,/;和及]")
_BELOW: dict[str, Level] = {
    "设区市": "prefecture",
    "设区的市": "prefecture",
    "省辖市": "prefecture",
    "地级": "prefecture",
    "自治州": "prefecture",
    "自治县": "county",
    "地市": "prefecture",
    "州": "prefecture",
    "盟": "prefecture",
    "乡": "township",
    "镇": "township",
    "街道": "township",
    "县": "county",
    "区": "county",
    "旗": "county",
    "行政村": "village",
    "村": "village",
    "社区": "village",
}
_RANKS = {"省": 0, "自治区": 0, "直辖市": 0, "市": 1, "州": 1, "盟": 1, "地区": 1, "设区市": 1}
"""Places above the county; all others rank below them."""

_LEVELS = frozenset(
    {*_RANKS, "县", "区", "旗", "县级市", "自治县", "计划单列市", "街道", "乡", "镇"}
)
"""Places that make no name of their own, so that none stands alone: 各县、市、区."""

_SHORTEST_TAIL = 2

_WITH_TAIL = ("办事处", "街道办")


def without_brackets(name: str) -> str:
    """Return ``name`` (folded) without its brackets and what stands in them."""
    return _BRACKETS.sub("", name)


def is_collective(base: str) -> bool:
    """Whether ``base``, folded and without brackets, stands for several bodies."""
    if is_local(base):
        return False
    if _EACH in base[:12] or base.startswith(words("collectives", "openers")):
        return True
    if _levels_of_tail(base)[0]:
        return True
    return base.endswith(words("collectives", "nouns"))


def find_level(base: str, own: Level | None) -> Level | None:
    """Return the level of the bodies that ``base`` stands for, None when it does not tell.

    各市 are prefectures to a province and counties to anybody else; ``own`` is the issuer's level.
    """
    place = base.find(_EACH)
    if place < 0:
        return None
    rest = base[place + 1 :]
    for word, level in _BELOW.items():
        if rest.startswith(word):
            return level
    if rest.startswith("市"):
        return "prefecture" if own in {"national", "province"} else "county"
    if rest.startswith("省"):
        return "province"
    return None


def find_members(name: str) -> tuple[str, ...]:
    """Return what the brackets of ``name`` (folded) spell out, empty when they do not.

    >>> find_members("各乡(镇、街道)")
    ('各乡', '各镇', '各街道')
    >>> find_members("各市、县(区)人民政府")
    ('各市人民政府', '各县人民政府', '各区人民政府')
    >>> find_members("各乡镇(街道)人民政府(办事处)")
    ('各乡镇人民政府', '各街道办事处')
    >>> find_members("市、区民政部门")
    ('市民政部门', '区民政部门')
    """
    place = name.find(_EACH)
    levels, tail = _levels_of_tail(name)
    if levels:
        return tuple(level + tail for level in levels)
    if place < 0 or ("(" not in name and "〔" not in name and "、" not in name):
        return ()
    opening, rest = name[: place + 1], name[place + 1 :]
    places, spread, end = _read_places(rest)
    if not places:
        return ()
    tail, alternatives = _read_tail(rest[end:])
    if spread and alternatives and alternatives[0] in words("collectives", "parallel"):
        return (
            *(opening + one + tail for one in places[:-1]),
            opening + places[-1] + alternatives[0],
        )
    if spread:
        proper = words("collectives", "proper")
        found = [("" if one in proper else opening) + one + tail for one in places]
    elif alternatives:
        found = [opening + "".join(places) + tail]
    else:
        return ()
    found.extend(opening + one for one in alternatives)
    return tuple(dict.fromkeys(found))


def read_each(name: str) -> tuple[list[str], str, list[str]] | None:
    """Return the place words behind 各, the body they share, and bodies that brackets add.

    None where ``name`` (folded) does not begin so, or says something else of its places.
    """
    if not name.startswith(_EACH):
        return None
    places, _, end = _read_places(name[1:])
    if not places:
        return None
    tail, others = _read_tail(name[1 + end :])
    return places, tail, others


def _levels_of_tail(name: str) -> tuple[list[str], str]:
    """Return the levels that share the body behind the last of them, and the body.

    市、区卫生健康部门 names two; 市 alone names none. Nothing where the name is not of this form.
    """
    if name.partition("、")[0] not in _LEVELS:
        return [], ""
    *levels, last = _OUTER.split(name)
    if not levels or not all(level in _LEVELS for level in levels):
        return [], ""
    places, _, end = _read_places(last)
    tail = last[end:]
    if not places or not _LEVELS.issuperset(places) or len(tail) < _SHORTEST_TAIL:
        return [], ""
    return list(dict.fromkeys([*levels, *places])), tail


def _read_places(rest: str) -> tuple[list[str], bool, int]:
    """Return the place words at the start of ``rest``, whether a mark spreads them, their end."""
    places: list[str] = []
    spread = False
    position = 0
    while position < len(rest):
        if places and rest[position] in _JOINTS and _place_at(rest, position + 1):
            spread, position = True, position + 1
            continue
        bracket = _BRACKETS.match(rest, position)
        if bracket:
            items = _items(bracket.group())
            if not items or not all(item in words("collectives", "places") for item in items):
                break
            places.extend(items)
            spread, position = True, bracket.end()
            continue
        word = _place_at(rest, position)
        if not word or (position and is_local(without_brackets(rest[position:]))):
            break  # 市场监管局 begins with no place
        places.append(word)
        position += len(word)
    return places, spread, position


def _place_at(text: str, position: int) -> str:
    for word in words("collectives", "places"):
        if text.startswith(word, position):
            return word
    return ""


def _items(bracket: str) -> list[str]:
    return [item for item in _INNER.split(bracket.strip("()[]〔〕【】")) if item]


def _read_tail(text: str) -> tuple[str, list[str]]:
    """Return what all places share, and the bodies that brackets behind it add (管委会)."""
    alternatives: list[str] = []
    for bracket in _BRACKETS.finditer(text):
        items = _items(bracket.group())
        if items and all(_is_body(item) for item in items):
            alternatives.extend(items)
    return without_brackets(text), alternatives


def _is_body(item: str) -> bool:
    """Whether ``item`` is what places have: 管委会, 街道办事处, 乡政府."""
    places, _, end = _read_places(item)
    ends = (*words("collectives", "tails"), *words("collectives", "parallel"))
    return item[end:] in ends if item[end:] else bool(places)


def shares_tail(first: str, second: str) -> bool:
    """Whether 、 between ``first`` and ``second`` joins places of one collective.

    各市、县（区）人民政府, 有关区、市政府 and 各省、自治区、直辖市通信管理局 are one;
    各乡镇、县教育局 are two.
    The offices of 市政府各委、办、局 are one too, and so are 中央、省属驻宁有关单位, 市、区民政部门
    and 各省、自治区工业和信息化、教育主管部门.
    """
    opening = _opening(first)
    ranks = words("collectives", "ranks")
    if (
        all(one in ranks for one in _AND.split(first)[-1].split("、"))
        and second.startswith(ranks)
        and is_collective(second)
    ):
        return True
    if not opening and _levels_of_tail(f"{first}、{second}")[0]:
        return True
    if "、" in first[:opening]:
        return False
    if opening and second in words("collectives", "organs"):
        return all(one in words("collectives", "organs") for one in first[opening:].split("、"))
    places, _, end = _read_places(first[opening:]) if opening else ([], False, 0)
    if places and _names_fields(first[opening + end :], second):
        return True
    if not places or end != len(first) - opening or places[-1].endswith(_WITH_TAIL):
        return False
    more, _, end = _read_places(second)
    tail = without_brackets(second[end:])
    if not more or (not tail and more[0] not in _LEVELS):
        return False
    if not tail or tail in words("collectives", "tails"):
        return True
    if not (is_local(tail) or tail.endswith(words("collectives", "departments"))):
        return False
    order = [_RANKS.get(one, 2) for one in (*places, *more)]
    return order[0] <= _RANKS["市"] and (max(order) > order[0] or order[0] == 0)


def _names_fields(fields: str, last: str) -> bool:
    """Whether what follows the places are fields that share a body: 工信、教育｜主管部门."""
    parts = without_brackets(fields).split("、")
    ends = words("collectives", "departments")
    if not all(parts) or not last.endswith(ends) or last.startswith(_EACH):
        return False
    return not any(is_local(part) or is_collective(part) for part in parts)


def _opening(name: str) -> int:
    """Return where the places of a collective begin: behind 各, 有关, 各有关; 0 for none."""
    each = name.find(_EACH) + 1
    if each and name.startswith(_CONCERNED, each):
        each += len(_CONCERNED[0])
    return each or (len(_CONCERNED[0]) if name.startswith(_CONCERNED) else 0)


def is_places(name: str) -> bool:
    """Whether ``name`` stands for places and nothing more: 各乡（镇、街道）."""
    if not name.startswith(_EACH):
        return False
    places, _, end = _read_places(name[1:])
    return bool(places) and end == len(name) - 1


def has_tail(name: str) -> bool:
    """Whether the collective ``name`` says which bodies of its places it means: 各市财政局."""
    opening = name.find(_EACH) + 1
    places, _, end = _read_places(name[opening:]) if opening else ([], False, 0)
    return bool(places) and bool(without_brackets(name[opening + end :]))


def inherits_each(base: str, level: Level | None = None) -> bool:
    """Whether ``base`` behind a collective is one too: 各乡（镇）人民政府、街道办事处.

    A city or county has one 高新区 of its own; in a notice of a province, ``level``, it stands
    for those of all cities.
    """
    zones = load("units")["zone_words"]
    single = level in {"prefecture", "county"} and base.removesuffix("管委会")
    if single and single in zones["single"]:
        return False
    for organ in ("", *zones["organs"]):
        rest = base.removesuffix(organ)
        if rest in words("collectives", "places") or rest in zones["words"] or not rest:
            return True
    if base in words("collectives", "parallel"):
        return True
    places, _, end = _read_places(base)
    return bool(places) and base[end:] in words("collectives", "tails")
