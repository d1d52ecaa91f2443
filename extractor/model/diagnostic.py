"""What the tool has to say about a notice, as values."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from extractor.model.anchor import Anchor

Severity = Literal["error", "warning", "info"]


class Diagnostic(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One remark: a stable code, how grave it is, what it is about, and where. 诊断"""

    code: Annotated[str, Meta(min_length=1, description="Stable code of the remark. 代码")]
    severity: Annotated[Severity, Meta(description="How grave it is. 严重程度")]
    message: Annotated[str, Meta(min_length=1, description="What it is about. 说明")]
    anchor: Annotated[Anchor | None, Meta(description="Where, or absent. 位置")] = None
