"""The stand-in's world: listings, their figures at any time, and every complaint, all following from a seed.

At the anchor the three real names have the figures of the press article; everything else is invented.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple

from scrapers.replica.arrivals import DAY, Arrivals
from scrapers.replica.draws import hexadecimal
from scrapers.replica.life import COMPLETION_HOURS, HOUR, REPLY_HOURS, Step, steps
from scrapers.replica.listings import Listing, Stream, load
from scrapers.replica.numbers import Numbers, Post
from scrapers.replica.texts import Text, compose

_SHANGHAI = 8 * HOUR


class Tally(NamedTuple):
    """What a listing or service states at a moment: numbers of complaints."""

    total: int
    last_30_days: int
    replied: int
    completed: int


@dataclass(frozen=True)
class Complaint:
    """One complaint with all that will become of it. `truth` holds its category codes and is never served."""

    number: int
    second: int
    listing: Listing
    stream: Stream
    text: Text
    steps: tuple[Step, ...]
    sld: str

    @property
    def truth(self) -> tuple[str, ...]:
        """Give the codes of the categories the text was written for."""
        return self.text.truth

    def so_far(self, second: int) -> list[Step]:
        """Give the steps up to and with a Unix second, oldest first."""
        return [step for step in self.steps if step.second <= second]

    def status(self, second: int) -> int:
        """Give the publisher's status code at a Unix second, not before it was posted."""
        return self.so_far(second)[-1].status


class World:
    """Everything the stand-in knows. Any time can be asked for, in any order; times are Unix seconds.

    Totals, the last 30 days and the complaints agree exactly, except where a total would fall below 0 long
    before the anchor.
    """

    def __init__(self, *, anchor: datetime, seed: int = 1, listings: tuple[Listing, ...] | None = None) -> None:
        """Let every total have its figure at `anchor` (with a time zone)."""
        self.seed, self.anchor = seed, anchor.astimezone(UTC)
        self.listings = listings or load()
        self.streams = tuple(stream for listing in self.listings for stream in listing.streams)
        self._owners = tuple(listing for listing in self.listings for _ in listing.streams)
        self._index = {stream.key: index for index, stream in enumerate(self.streams)}
        anchored = int(self.anchor.timestamp())
        day = (anchored + _SHANGHAI) // DAY
        self._midnight = day * DAY - _SHANGHAI
        self._arrivals = Arrivals(seed, self.streams, weekday=(day + 3) % 7)  # 1970-01-01 was a Thursday
        self._numbers = Numbers(self._arrivals, self._midnight)
        self._at_anchor = [self._since_day_0(index, anchored) for index in range(len(self.streams))]
        self.complaint = lru_cache(maxsize=4096)(self._complaint)

    def _since_day_0(self, stream: int, second: int) -> int:
        return self._arrivals.since_day_0(stream, *divmod(second - self._midnight, DAY))

    def total(self, stream: Stream, second: int) -> int:
        """Count all complaints of a stream up to and with a Unix second."""
        index = self._index[stream.key]
        return max(0, stream.figure + self._since_day_0(index, second) - self._at_anchor[index])

    def tally(self, stream: Stream, second: int) -> Tally:
        """Count a stream's complaints at a Unix second: all, those of 30 days, those replied to and completed."""
        total = self.total(stream, second)
        return Tally(
            total,
            total - self.total(stream, second - 30 * DAY),
            int(stream.replied * self.total(stream, second - REPLY_HOURS * HOUR)),
            int(stream.completed * self.total(stream, second - COMPLETION_HOURS * HOUR)),
        )

    def listed(self, listing: Listing, second: int) -> Tally:
        """Count a listing's complaints at a Unix second: the sums over its services."""
        tallies = [self.tally(stream, second) for stream in listing.streams]
        return Tally(*map(sum, zip(*tallies, strict=True)))

    def newest(self, second: int) -> Iterator[Post]:
        """Give what was posted up to and with a Unix second, newest first, without end."""
        return self._numbers.newest(second)

    def _complaint(self, number: int) -> Complaint | None:
        """Find the complaint that has this number, whether it was posted already or not."""
        post = self._numbers.find(number)
        if post is None:
            return None
        stream = self.streams[post.stream]
        return Complaint(
            number=number,
            second=post.second,
            listing=self._owners[post.stream],
            stream=stream,
            text=self._text(post),
            steps=tuple(steps(self.seed, number, stream, post.second)),
            sld=hexadecimal(self.seed, "sld", number),
        )

    def _text(self, post: Post) -> Text:
        stream, nth = self._arrivals.day(post.day).echoes.get((post.stream, post.nth), (post.stream, post.nth))
        told = self.streams[stream]
        return compose(told, post.second, self.seed, told.key, post.day, nth)
