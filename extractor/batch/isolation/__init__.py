"""Children that read one file each and may die of it; nobody else does.

A station keeps a template process, a fresh interpreter with every reader loaded, which forks
children on demand. A child gets one job at a time over a socket of its own, under limits that the
kernel holds it to; the station watches time and memory, kills, and says what a child died of.
"""

from __future__ import annotations

from extractor.batch.isolation.station import Child, Station

__all__ = ["Child", "Station"]
