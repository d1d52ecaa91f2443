"""The place a notice speaks for: which 省, 市, 区 its unit names mean. 发文机关所在行政区"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from extractor.model.notice import Level


class Jurisdiction(msgspec.Struct, frozen=True, kw_only=True):
    """The division whose government or office issued the notice.

    ``name`` is the form that names of its bodies begin with (三明市沙县区), ``full`` the form
    from the province down. ``ancestors`` are the codes above it, the province first. A body
    outside GB/T 2260 (平潭综合实验区) has a name and no code; an unknown place has neither.
    """

    code: str | None = None
    name: str = ""
    full: str = ""
    level: Level | None = None
    ancestors: tuple[str, ...] = ()


UNKNOWN = Jurisdiction()


def find_jurisdiction(names: Sequence[str], *, year: int | None) -> Jurisdiction:
    """Return the place that the first telling one of ``names`` belongs to.

    ``names`` are issuers, letterhead and title in order of evidence; ``year`` is that of
    issue, so that 沙县 and 沙县区 get the code they had then; None means the latest.
    """
    del names, year
    return UNKNOWN
