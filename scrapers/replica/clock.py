"""The stand-in's clock: it starts where it is told, runs at any speed and can be set."""

from datetime import UTC, datetime, timedelta
from threading import Lock
from time import monotonic


def moment(text: str) -> datetime:
    """Read an ISO-8601 moment with its offset as UTC; raise `ValueError` without one."""
    read = datetime.fromisoformat(text)
    if read.tzinfo is None:
        raise ValueError(f"{text} has no time zone: write it as 2026-01-31T08:00:00Z")
    return read.astimezone(UTC)


class Clock:
    """A clock that passes `speed` seconds a second. Speed 0 stands still."""

    def __init__(self, start: datetime, speed: float = 1.0) -> None:
        """Start at `start` (with a time zone) now."""
        self._lock = Lock()
        self._speed = 0.0
        self._start, self._since = start.astimezone(UTC), monotonic()
        self.set(speed=speed)

    def now(self) -> datetime:
        """Give the time on this clock, UTC."""
        with self._lock:
            return self._now()

    def _now(self) -> datetime:
        return self._start + timedelta(seconds=self._speed * (monotonic() - self._since))

    @property
    def speed(self) -> float:
        """Give the seconds that pass on this clock in a second."""
        return self._speed

    def set(self, now: datetime | None = None, speed: float | None = None) -> None:
        """Set the time, the speed, or both; raise `ValueError` for a clock that would run backwards."""
        if speed is not None and not 0 <= speed < float("inf"):
            raise ValueError(f"a clock cannot run at speed {speed}: 0 stands still, 60 is a minute a second")
        with self._lock:
            self._start, self._since = (now or self._now()).astimezone(UTC), monotonic()
            self._speed = self._speed if speed is None else float(speed)
