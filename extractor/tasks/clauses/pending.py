"""What a scan of a clause has read and not yet given a role."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Pending:
    """Units read since the last verb: the subject, and the parties 会同 has opened."""

    main: tuple[int, int] | None = None
    others: tuple[int, int] | None = None
    opener: tuple[int, int] | None = None

    @property
    def waiting(self) -> bool:
        """Whether units are waiting for their verb."""
        return self.main is not None or self.others is not None

    def take(self, low: int, high: int) -> None:
        """Add a range to the subject, or to the party that 会同 has opened."""
        if self.opener is not None:
            self.others = (self.others[0] if self.others else low, high)
        else:
            self.main = (self.main[0] if self.main else low, high)

    def begin(self, low: int) -> int:
        """Return where the subject begins that goes on at ``low``."""
        return self.main[0] if self.main is not None and self.opener is None else low

    def clear(self) -> None:
        """Forget what was read: it has its role."""
        self.main = self.others = self.opener = None
