"""Links from an output to the source of a record: to the web, or to a file near the output."""

from __future__ import annotations

import os
import re

_MAX = 650
"""Characters of a link: percent-encoded these are fewer than the 2,079 that Excel opens."""
_WEB = re.compile(r"https?://[^\s\x00-\x20\"<>]+\Z", re.IGNORECASE)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")


def web_link(uri: str) -> str | None:
    """Return ``uri`` when it is an address of the web, else None.

    >>> web_link("https://www.gov.cn/a.html"), web_link("javascript:alert(1)")
    ('https://www.gov.cn/a.html', None)
    """
    return uri if len(uri) <= _MAX and _WEB.match(uri) else None


def file_link(uri: str, folder: str) -> str | None:
    r"""Return the path that leads from ``folder`` to the file ``uri``, or None when it is no file.

    A source inside an archive, a stream, a share of another machine (which a click would sign in
    to) and anything with a scheme are no files.

    >>> file_link("in/通知.pdf", "out"), file_link("in/通知.pdf", "")
    ('../in/通知.pdf', 'in/通知.pdf')
    >>> file_link("/in/a.pdf", "/out"), file_link("ftp:a", "")
    ('../in/a.pdf', None)
    >>> file_link(r"\\host\share\a.pdf", ""), file_link("-", ""), file_link("a.zip!/b.doc", "")
    (None, None, None)
    """
    unsafe = uri in {"", "-"} or uri.startswith(("//", "\\\\", "<")) or "!/" in uri
    if unsafe or len(uri) > _MAX or _SCHEME.match(uri) or not uri.isprintable():
        return None
    try:
        return os.path.relpath(uri, folder or ".").replace(os.sep, "/")
    except ValueError:
        return None  # on another drive
