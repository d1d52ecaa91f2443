"""Where inputs come from: sources as a person names them in, one input after another out.

The order is the same on every run: sources as named, folders by the bytes of their names, archives
by their own order. Ordinals follow it, and the output follows the ordinals.
"""

from __future__ import annotations

from extractor.batch.sources.found import Found, Input, Unmeant, Unreached
from extractor.batch.sources.walk import Walk

__all__ = ["Found", "Input", "Unmeant", "Unreached", "Walk"]
