"""A process that is kept alive: when it dies it is started again, each time after a longer rest."""

import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass

from scrapers.commands import console

FIRST_REST, LONGEST_REST = 5.0, 300.0
STEADY_SECONDS = 600.0  # whatever lived for so long rests no longer than the first time
MEANS = "Nothing refreshes the numbers meanwhile: they grow stale, and /readyz and the page of maintenance say so."
REMEDY = "Its last lines above say why it ended. Correct that; it is started again by itself."

Process = subprocess.Popen[bytes]


@dataclass
class Kept:
    """A process and its deaths. One that ends with exit status 0 was told to, and is not started again."""

    start: Callable[[], Process]
    end: Callable[[Process], None]
    deaths: int = 0
    rests_until: float | None = None

    def __post_init__(self) -> None:
        """Start it."""
        self._start(time.monotonic())

    def attend(self, now: float) -> None:
        """Look whether it lives; say once that it died, and start it again when it has rested. Seconds, monotonic."""
        if self.rests_until is not None:
            if now >= self.rests_until:
                self._start(now)
        elif self.process.poll():
            self._died(now)

    def stop(self) -> None:
        """End it for good."""
        self.end(self.process)

    def _start(self, now: float) -> None:
        self.process, self.began, self.rests_until = self.start(), now, None

    def _died(self, now: float) -> None:
        self.deaths = 1 if now - self.began >= STEADY_SECONDS else self.deaths + 1
        rest = min(FIRST_REST * 2 ** (self.deaths - 1), LONGEST_REST)
        self.rests_until = now + rest
        what = f"the watching ended with exit status {self.process.returncode}; the dashboard goes on"
        console.complain(f"{what}, and it is started again in {rest:.0f} s", MEANS, REMEDY)
