"""Complaint numbers: they rise with the time of posting, and each leads back to its complaint.

They begin with 1739 from 300 days before the anchor's to 699 after it, and keep rising beyond.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from scrapers.replica.arrivals import DAY, Arrivals

_FIRST = 17_393_000_000  # the first number of day 0
_A_DAY = 10_000
_SPARE = 100  # numbers left at the end of a day, for complaints of the same moment


class Post(NamedTuple):
    """One arrival: its complaint number, Unix second, stream, day from the anchor's, and its place in that day."""

    number: int
    second: int
    stream: int
    day: int
    nth: int


class Numbers:
    """All arrivals in the order of their numbers. Days count from the anchor's; `midnight` is day 0's Unix second."""

    def __init__(self, arrivals: Arrivals, midnight: int) -> None:
        """Number these arrivals."""
        self._arrivals, self._midnight = arrivals, midnight
        self.of_day = lru_cache(maxsize=64)(self._of_day)

    def _of_day(self, day: int) -> list[Post]:
        start = self._midnight + day * DAY
        streams = enumerate(self._arrivals.day(day).seconds)
        moments = sorted((second, stream, nth) for stream, row in streams for nth, second in enumerate(row))
        posts, last = [], -1
        for second, stream, nth in moments:
            last = max(last + 1, second * (_A_DAY - _SPARE) // DAY)
            posts.append(Post(_FIRST + day * _A_DAY + last, start + second, stream, day, nth))
        return posts

    def newest(self, second: int) -> Iterator[Post]:
        """Give what was posted up to and with a Unix second, newest first, without end."""
        day = (second - self._midnight) // DAY
        while True:
            posts = self.of_day(day)
            yield from reversed(posts[: bisect_right(posts, second, key=attrgetter("second"))])
            day -= 1

    def find(self, number: int) -> Post | None:
        """Find the arrival that has a complaint number, if there is one."""
        posts = self.of_day((number - _FIRST) // _A_DAY)
        place = bisect_left(posts, number, key=attrgetter("number"))
        return posts[place] if place < len(posts) and posts[place].number == number else None
