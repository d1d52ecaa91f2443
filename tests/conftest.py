"""Settings of all tests.

On the build server hypothesis draws the same examples every time, so that a change is judged by
what it changes; elsewhere it goes on looking for new ones. Every extraction is watched.
"""

from __future__ import annotations

import os

from hypothesis import settings

from tests import guard

settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("look", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "look")
guard.watch()
