"""What a user may set about the rules, apart from which of them run."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta


class Thresholds(
    msgspec.Struct, frozen=True, kw_only=True, rename="kebab", forbid_unknown_fields=True
):
    """Numbers that rules compare with; each can be set under ``[check.thresholds]``."""

    max_leads: Annotated[
        int, Meta(ge=1, description="Most lead units of one task. 一项任务牵头单位的最多个数")
    ] = 3
    long_title: Annotated[
        int, Meta(ge=10, description="Longest title, in characters. 标题最多字数")
    ] = 50
    near_duplicate: Annotated[
        float,
        Meta(ge=0.5, le=1, description="Likeness from which two tasks are alike. 任务雷同的相似度"),
    ] = 0.9
    short_task: Annotated[
        int, Meta(ge=1, description="Fewest characters of a task. 任务最少字数")
    ] = 4
