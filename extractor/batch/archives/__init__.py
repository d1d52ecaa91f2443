"""Archives opened as streams: an open file in, messages about what is in it out.

Nothing is ever written by a name found in an archive, and no size that one claims is believed: what
comes out is counted, and ends where a limit is reached. What was had until then stays.
"""

from __future__ import annotations

from extractor.batch.archives.peek import form_of
from extractor.batch.archives.unpack import Sent, unpack

__all__ = ["Sent", "form_of", "unpack"]
