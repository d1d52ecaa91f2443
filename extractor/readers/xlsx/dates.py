"""Dates that a cell spells (``t="d"``, ISO 8601) as serial numbers."""

from __future__ import annotations

from datetime import datetime, timedelta

_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - the dates of a workbook have no zone
_EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001


def serial_of(text: str, *, since_1904: bool) -> float | None:
    """Return the serial number of a date, None where it is none.

    >>> serial_of("2021-07-16", since_1904=False)
    44393.0
    """
    try:
        moment = datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return None
    days: float = (moment - (_EPOCH_1904 if since_1904 else _EPOCH)) / timedelta(days=1)
    return days if since_1904 or days > 60 else days - 1
