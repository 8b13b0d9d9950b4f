"""What must hold before a number is published. What does not hold goes to quarantine, with the reason in words.

The bounds: a total may fall by 0.5 % (the publisher does withdraw complaints; stored as a revision) and rise by
20 % + 500 for each day since the last reading. What was replied to and completed may fall by as much, or by 20, and
rise by 50 % + 2,000 a day: companies do answer in bulk. The last 30 days may rise as a total may, and fall by half
and 500 a day: days on which many complained leave the 30 at once. Two companies never state the same four counts.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from scrapers.errors import LayoutError
from scrapers.numbers import read_number
from scrapers.publishers.stated import StatedCount

LARGEST_FALL = 0.005
LARGEST_RISE, FREE_RISE = 0.20, 500
FREE_FALL_OF_PART = 20
LARGEST_RISE_OF_PART, FREE_RISE_OF_PART = 0.50, 2_000
LARGEST_FALL_OF_30_DAYS, FREE_FALL_OF_30_DAYS = 0.50, 500
# A figure of the last 30 days read as a total is some 35 times too small; press figures may be a little off.
LEAST_OF_REPORTED = 0.5
SECONDS_A_DAY = 86_400
# Below this, companies that never answer may state the same by chance.
LEAST_ALIKE = 10_000
DAMAGED = "\ufffd"  # what decoders put where bytes made no sense


@dataclass(frozen=True, slots=True)
class Figures:
    """A listing's four counts, each exact."""

    total: int
    replied: int
    completed: int
    last_30_days: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a number is not published: a short name, and a sentence with the figures."""

    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class Before:
    """The last good reading of the same listing; None: not known."""

    read_at: datetime
    total: int
    replied: int | None = None
    completed: int | None = None
    last_30_days: int | None = None


def read_figures(stated: StatedCount) -> Figures | Doubt:
    """Read what was stated as four exact counts, or say which of them is none, or that the title is none."""
    if not stated.title or DAMAGED in stated.title:
        return Doubt("unreadable_title", f"the title is {stated.title!r}: nobody can tell whose numbers these are")
    values = []
    for name in ("total", "replied", "completed", "last_30_days"):
        text = getattr(stated, name)
        try:
            figure = read_number(text)
        except LayoutError as error:
            return Doubt("unreadable", f"{name}: {error}")
        if not figure.is_exact:
            return Doubt("rounded", f"{name} is {text}: a rounded form, never published as an exact count")
        if not figure.is_plain:
            return Doubt("unusual_form", f"{name} is {text}: this publisher has only ever written plain digits")
        values.append(figure.low)
    return Figures(*values)


def _inside(figures: Figures) -> Iterator[Doubt]:
    """Doubts that the reading raises by itself."""
    for name in ("replied", "completed", "last_30_days"):
        part = getattr(figures, name)
        if part > figures.total:
            yield Doubt(f"{name}_above_total", f"{name} is {part:,}, above the total of {figures.total:,}")


def _since(figures: Figures, read_at: datetime, before: Before) -> Iterator[Doubt]:
    """Doubts against the last good reading."""
    days = max(1.0, (read_at - before.read_at).total_seconds() / SECONDS_A_DAY)
    was, now = before.total, figures.total
    since = f"from {was:,} on {before.read_at:%Y-%m-%d %H:%M} UTC to {now:,}"
    if read_at < before.read_at or (read_at == before.read_at and now != was):
        yield Doubt("older", f"read at {read_at:%Y-%m-%d %H:%M} UTC, before the reading we have: {since}")
    if now == 0 < was:
        yield Doubt("became_zero", f"the total went {since}")
    if now < was * (1 - LARGEST_FALL):
        yield Doubt("fell", f"the total fell by more than {LARGEST_FALL:.1%}, {since}")
    if now > was + (was * LARGEST_RISE + FREE_RISE) * days:
        yield Doubt("rose", f"the total rose by more than {LARGEST_RISE:.0%} + {FREE_RISE} a day, {since}")


def _bounds(name: str, was: int, days: float) -> tuple[float, float]:
    """From what to what one of the three other counts may have come in some days."""
    if name == "last_30_days":
        fall, rise = (
            was * LARGEST_FALL_OF_30_DAYS * days + FREE_FALL_OF_30_DAYS * days,
            was * LARGEST_RISE + FREE_RISE,
        )
    else:
        fall = max(was * LARGEST_FALL, FREE_FALL_OF_PART)
        rise = was * LARGEST_RISE_OF_PART + FREE_RISE_OF_PART
    return was - fall, was + rise * days


def _parts_since(figures: Figures, read_at: datetime, before: Before) -> Iterator[Doubt]:
    """Doubts about the three other counts against the last good reading."""
    days = max(1.0, (read_at - before.read_at).total_seconds() / SECONDS_A_DAY)
    for name in ("replied", "completed", "last_30_days"):
        was, now = getattr(before, name), getattr(figures, name)
        if was is None:
            continue
        low, high = _bounds(name, was, days)
        since = f"from {was:,} on {before.read_at:%Y-%m-%d %H:%M} UTC to {now:,}"
        if now < low:
            yield Doubt(f"{name}_fell", f"{name} fell further than is plausible, {since}")
        if now > high:
            yield Doubt(f"{name}_rose", f"{name} rose further than is plausible, {since}")


def alike(read: Mapping[str, Figures | Doubt]) -> dict[str, Doubt]:
    """Doubts about listings of different companies with the very same four counts: one was read as the other.

    Rows of one company may well state the same: each may count all of it.
    """
    stating = defaultdict(list)
    for listing, figures in read.items():
        if isinstance(figures, Figures) and figures.total >= LEAST_ALIKE:
            stating[figures].append(listing)
    return {
        listing: Doubt("same_numbers", f"{', '.join(listings)} all state {figures.total:,} and the same of the rest")
        for figures, listings in stating.items()
        if len({listing.split("/")[0] for listing in listings}) > 1
        for listing in listings
    }


def strange(listing: str, title: str, figures: Figures) -> Iterator[tuple[str, str]]:
    """Warnings: what is published although it is odd. No figures in the words, so that each is told once."""
    if figures.completed > figures.replied:
        yield "completed_above_replied", f"listing {listing} ({title}) has more complaints completed than replied to"


def doubt(figures: Figures, read_at: datetime, past: Sequence[Before], at_least: int | None) -> Doubt | None:
    """Return the first reason not to publish, or None.

    `past` is the last good reading, and one a day older: many small steps make a large one. A first reading is held
    against a cited lower bound.
    """
    found = list(_inside(figures))
    for before in past:
        found += _since(figures, read_at, before)
        found += _parts_since(figures, read_at, before)
    if not past and at_least and figures.total < at_least * LEAST_OF_REPORTED:
        found.append(Doubt("below_reported", f"the total is {figures.total:,}, at least {at_least:,} was reported"))
    return found[0] if found else None
