"""What the tool has to say about a notice, as values."""

from __future__ import annotations

from typing import Literal

import msgspec

from extractor.model.anchor import Anchor

Severity = Literal["error", "warning", "info"]


class Diagnostic(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One remark: a stable code, how grave it is, what it is about, and where."""

    code: str
    severity: Severity
    message: str
    anchor: Anchor | None = None
