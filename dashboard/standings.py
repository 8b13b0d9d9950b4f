"""Where each watched platform stands: its numbers, its place against the line, and how far they can be relied on."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from dashboard.text import Words
from db.freshness import Clock, is_stale

APPROACHING = 0.9


class Place(StrEnum):
    """Against the line: reached, less than a tenth below, or further below. Also the tone it is drawn in."""

    PAST = "past"
    APPROACHING = "approaching"
    BELOW = "below"


@dataclass(frozen=True, slots=True)
class Receipt:
    """The kept answer a number was read from."""

    source: str
    url: str
    fetched_at: datetime
    file: str
    file_offset: int
    file_length: int
    sha256: str
    parser_version: int
    is_by_hand: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """A listing of a watched platform with its latest count, under the publisher's `title`.

    `finished_at` is this machine's clock, `read_at` the publisher's. `changes` are of the last 1, 7 and 30 days,
    those in `since` from a reading older than that; `weekly` are complaints a day in the weeks before, 0 the last.
    """

    platform: str
    name_zh_hans: str
    name_zh_hant: str
    name_en: str
    publisher: str
    listing: str
    title: str
    read_at: datetime
    total: int
    replied: int
    completed: int
    last_30_days: int
    is_revision: bool
    finished_at: datetime | None
    is_held: bool
    line: int
    receipt: Receipt | None
    changes: dict[int, int]
    since: dict[int, datetime] = field(default_factory=dict)
    weekly: dict[int, float] = field(default_factory=dict)
    kind: str = ""
    accepted_at: datetime | None = None
    accepted_note: str | None = None
    has_notice: bool = False

    def name(self, words: Words) -> str:
        """The platform's name in a language."""
        return str(getattr(self, f"name_{words.locale.lower()}"))

    @property
    def place(self) -> Place:
        """Against the line, which is reached at >=."""
        if self.total >= self.line:
            return Place.PAST
        return Place.APPROACHING if self.total >= self.line * APPROACHING else Place.BELOW

    def is_stale(self, clock: Clock) -> bool:
        """Whether the number is older than it should be."""
        return is_stale(self.finished_at, clock, self.receipt.source if self.receipt else "")


@dataclass(frozen=True, slots=True)
class Crossing:
    """A platform's total reached the line after `after_at` (None: before we began watching) and by `by_at`.

    `is_accepted`: it rests on a number that a person accepted although a check had stopped it.
    """

    platform: str
    publisher: str
    listing: str
    after_at: datetime | None
    by_at: datetime
    estimated_at: datetime | None
    is_revised: bool
    is_accepted: bool = False


def at(standings: Sequence[Standing], place: Place) -> list[Standing]:
    """Those at a place, in their order."""
    return [standing for standing in standings if standing.place is place]


def riser(standings: Sequence[Standing]) -> tuple[Standing, int] | None:
    """Who rose most, over the longest of 30, 7 and 1 days for which a change is known: who, and how many days."""
    for over in (30, 7, 1):
        if known := [standing for standing in standings if over in standing.changes]:
            return max(known, key=lambda standing: standing.changes[over]), over
    return None
