"""Draws aside what hides a page until its scripts run: ``<body style="visibility: hidden">``.

Scripts are not run here; who saves the source of such a page still saves its text.
"""

from __future__ import annotations

from extractor.readers.html.style import is_hidden
from extractor.readers.html.tree import Node

_LEAST = 200
"""Characters of a text that a page may hide from readers without scripts."""
_TIMES = 3
"""How many times the text that is shown, so that a hidden second copy stays hidden."""
_LAYERS = 5


def draw_aside(body: Node) -> bool:
    """Show the elements that hide nearly all text of a page; return whether any did."""
    drawn = is_hidden(body.attributes)
    if drawn:
        _bare(body)
    for _ in range(_LAYERS):
        hidden = max((one for one in body.walk() if one.hidden), key=_text, default=None)
        if hidden is None or _text(hidden) < max(_LEAST, _TIMES * _text(body)):
            return drawn
        _show(hidden)
        drawn = True
    return drawn


def _text(node: Node) -> int:
    return node.size - node.links


def _show(hidden: Node) -> None:
    """Show an element and all around it, and count its text there."""
    size = links = 0
    for node in (hidden, *hidden.ancestors()):
        node.size += size
        node.links += links
        if node.hidden:
            _bare(node)
            node.hidden = False
            size, links = node.size, node.links


def _bare(node: Node) -> None:
    node.attributes = {
        name: value for name, value in node.attributes.items() if name not in {"style", "hidden"}
    }
