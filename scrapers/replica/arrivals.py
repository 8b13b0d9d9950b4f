"""When complaints arrive: drawn for each stream and day, at seconds that never change."""

from array import array
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate
from math import exp, pi, sin
from random import Random
from threading import Lock
from typing import NamedTuple

from scrapers.replica.draws import draw, moments, share
from scrapers.replica.listings import Stream

DAY = 86_400
_WEEKDAYS = (1.1, 1.08, 1.05, 1.04, 1.02, 0.87, 0.84)  # Monday first
_HOURS = (8, 6, 5, 5, 5, 6, 7, 10, 13, 15, 16, 15, 13, 13, 14, 14, 14, 13, 12, 12, 12, 12, 11, 9)
_DAY_SO_FAR = tuple(passed / sum(_HOURS) for passed in accumulate(_HOURS, initial=0))
_DISPERSION = 3.0  # the variance of a day's arrivals is about this many times their mean


Echoes = dict[tuple[int, int], tuple[int, int]]


class Day(NamedTuple):
    """The seconds of a day at which complaints arrive, a stream each; `echoes` name the complaint they repeat."""

    seconds: tuple["array[int]", ...]
    echoes: Echoes


def mean(seed: int, stream: Stream, day: int, weekday: int) -> float:
    """Give the mean arrivals of a stream on a day, counted from the anchor's."""
    phase = share(seed, "phase", stream.key) * 2 * pi
    drift = stream.drift * (sin(2 * pi * day / 97 + phase) - sin(phase))
    step = next((factor for since, factor in reversed(stream.steps) if day >= since), 1.0)
    return stream.per_day * step * exp(drift) * _WEEKDAYS[weekday]


def _second(moment: float) -> int:
    hour = bisect_right(_DAY_SO_FAR, moment) - 1
    within = (moment - _DAY_SO_FAR[hour]) / (_DAY_SO_FAR[hour + 1] - _DAY_SO_FAR[hour])
    return min(int((hour + within) * 3600), DAY - 1)


def _own(random: Random, expected: float) -> list[int]:
    level = random.gammavariate(expected / (_DISPERSION - 1), _DISPERSION - 1)
    return [_second(moment) for moment in moments(random, level)] if level > 0 else []


class Arrivals:
    """All arrivals of all streams. Days count from the anchor's; any day can be asked for, in any order."""

    def __init__(self, seed: int, streams: tuple[Stream, ...], weekday: int) -> None:
        """Begin with nothing drawn. `weekday` is that of day 0, Monday being 0."""
        self._seed, self._streams, self._weekday = seed, streams, weekday
        self._index = {stream.key: index for index, stream in enumerate(streams)}
        self._before, self._lock = {0: (0,) * len(streams)}, Lock()
        self.day = lru_cache(maxsize=None)(self._day)

    def _day(self, day: int) -> Day:
        weekday = (self._weekday + day) % 7
        seconds = [
            _own(draw(self._seed, stream.key, day), mean(self._seed, stream, day, weekday))
            for stream in self._streams
        ]
        echoes: Echoes = {}
        for index, stream in enumerate(self._streams):
            if stream.echoed:
                echoes |= self._echo(seconds, index, stream, day)
        return Day(tuple(array("i", row) for row in seconds), echoes)

    def _echo(self, seconds: list[list[int]], index: int, stream: Stream, day: int) -> Echoes:
        other = self._index[stream.echoed]
        repeated = [
            (second, nth)
            for nth, second in enumerate(seconds[other])
            if share(self._seed, "echo", stream.key, day, nth) < stream.echo_share
        ]
        both = sorted([(second, -1) for second in seconds[index]] + repeated)
        seconds[index] = [second for second, _ in both]
        return {(index, here): (other, nth) for here, (_, nth) in enumerate(both) if nth >= 0}

    def before(self, day: int) -> tuple[int, ...]:
        """Count the arrivals of each stream from the start of day 0 to the start of `day` (negative before it)."""
        if day not in self._before:
            with self._lock:
                self._reach(day)
        return self._before[day]

    def _reach(self, day: int) -> None:
        nearest = min(self._before, key=lambda known: abs(known - day))
        while nearest < day:
            known = zip(self._before[nearest], self.day(nearest).seconds, strict=True)
            self._before[nearest + 1] = tuple(count + len(seconds) for count, seconds in known)
            nearest += 1
        while nearest > day:
            known = zip(self._before[nearest], self.day(nearest - 1).seconds, strict=True)
            self._before[nearest - 1] = tuple(count - len(seconds) for count, seconds in known)
            nearest -= 1

    def since_day_0(self, stream: int, day: int, second: int) -> int:
        """Count a stream's arrivals from the start of day 0 up to and with this second of this day."""
        return self.before(day)[stream] + bisect_right(self.day(day).seconds[stream], second)
