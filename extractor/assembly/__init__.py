"""`Outline` and tasks in, `Notice` out: ids, anchors, and the account of every character."""

from extractor.assembly.build import build, source_of
from extractor.assembly.setting import setting_of

__all__ = ["build", "setting_of", "source_of"]
