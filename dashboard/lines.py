"""Lines that numbers can reach: what they are called, who is past one and since when, who is next, and rates."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dashboard.figures import between, exact, moment, short
from dashboard.standings import APPROACHING, Standing
from dashboard.taxonomy import Names
from dashboard.text import Words
from db.lines import OWN

USABLE_DAYS = 366  # so far, at most, may the moment of a number of users lie from that of the complaints


@dataclass(frozen=True, slots=True)
class Line:
    """A line: `line` complaints by a `measure` (total, last_30_days, category) within a `scope`."""

    threshold: str
    measure: str
    line: int
    scope: str
    category: str | None = None
    name_zh_hans: str | None = None
    name_zh_hant: str | None = None
    name_en: str | None = None

    @property
    def is_own(self) -> bool:
        """Whether a visitor only tries it."""
        return self.threshold == OWN

    def name(self, names: Names, words: Words) -> str:
        """What it is called; without names of its own, what it measures."""
        given = getattr(self, f"name_{words.locale.lower()}")
        return str(given) if given else self._described(names, words)

    def _described(self, names: Names, words: Words) -> str:
        count = lies_at(self.line, words)
        if self.measure == "last_30_days":
            said = words.say("{count} complaints in 30 days", count=count)
        elif self.measure == "category":
            category = names.category(self.category or "", words)
            said = words.say("{count} complaints read about {category}", count=count, category=category)
        else:
            said = words.say("{count} complaints", count=count)
        if self.scope == "all":
            return said
        return words.say("{line} ({scope})", line=said, scope=scope_name(self.scope, names, words))


def lies_at(line: int, words: Words) -> str:
    """Where a line lies, as people write it; with every digit where that would not be the whole number."""
    return exact(line) if line % 1000 else short(line, words)


def scope_name(scope: str, names: Names, words: Words) -> str:
    """For whom a line is, in words."""
    kind, _, code = scope.partition(":")
    if kind == "all":
        return words.say("all platforms")
    return names.platform(code, words) if kind == "platform" else code


@dataclass(frozen=True, slots=True)
class Side:
    """A reading beside a crossing, with the place of its receipt."""

    at: datetime
    value: int
    url: str | None
    file: str | None
    file_offset: int | None
    sha256: str | None


@dataclass(frozen=True, slots=True)
class Reached:
    """A platform reached the line: after one reading (None: before we began watching), by another."""

    platform: str
    publisher: str
    listing: str
    number: int
    is_revised: bool
    after: Side | None
    by: Side
    estimated_at: datetime | None
    is_accepted: bool = False

    def when(self, words: Words) -> str:
        """The interval in which it happened; never a date for what was before we watched."""
        when = interval(self.after.at if self.after else None, self.by.at, words)
        return resting(when, words, is_accepted=self.is_accepted)


def interval(after_at: datetime | None, by_at: datetime, words: Words) -> str:
    """Between which readings something happened, or that it was before the first."""
    if after_at is None:
        return words.say("before we began watching ({since})", since=moment(by_at, words))
    return between(after_at, by_at, words)


def resting(when: str, words: Words, *, is_accepted: bool) -> str:
    """When something happened, marked where it rests on a number that a person accepted."""
    return words.say("{when} (rests on a number that a person accepted)", when=when) if is_accepted else when


class Unsaid(StrEnum):
    """Why no day can be given for a crossing."""

    OWN = "own"
    NONE_YET = "none_yet"
    BEYOND = "beyond"
    TOO_FEW_DAYS = "too_few_days"
    PACE_CHANGED = "pace_changed"
    NOT_RISING = "not_rising"


@dataclass(frozen=True, slots=True)
class Ahead:
    """A listing against the line, and the days by which 10, 50 and 90% of simulated paths have reached it."""

    platform: str
    publisher: str
    listing: str
    read_at: datetime
    line: int
    value: int
    forecast_at: datetime | None = None
    low_on: date | None = None
    middle_on: date | None = None
    high_on: date | None = None
    share_within_180_days: float | None = None
    reason: str | None = None
    missing: int | None = None

    @property
    def is_past(self) -> bool:
        """Whether the latest number is at the line or beyond."""
        return self.value >= self.line

    @property
    def is_next(self) -> bool:
        """Whether it is within a tenth of the line, or expected to reach it within 180 days."""
        return not self.is_past and (self.value >= APPROACHING * self.line or self.middle_on is not None)

    @property
    def unsaid(self) -> Unsaid | None:
        """Why there is no expected day; None where there is one."""
        if self.middle_on is not None:
            return None
        if self.forecast_at is None:
            return Unsaid.NONE_YET
        known = {Unsaid.TOO_FEW_DAYS, Unsaid.PACE_CHANGED, Unsaid.NOT_RISING}
        return next((reason for reason in known if reason == self.reason), Unsaid.BEYOND)

    def why_not(self, words: Words, *, is_own: bool = False) -> str:
        """Why there is no expected day, in words."""
        missing = self.missing or 0
        match Unsaid.OWN if is_own else self.unsaid:
            case Unsaid.OWN:
                return words.say("days are only estimated for lines of the record")
            case Unsaid.TOO_FEW_DAYS:
                return words.say_n(
                    "{days} more day of readings is needed for an estimate",
                    "{days} more days of readings are needed for an estimate",
                    missing,
                    days=exact(missing),
                )
            case Unsaid.PACE_CHANGED:
                return words.say_n(
                    "its pace has just changed; an estimate is possible in {days} day",
                    "its pace has just changed; an estimate is possible in {days} days",
                    missing,
                    days=exact(missing),
                )
            case Unsaid.NOT_RISING:
                return words.say("it is not rising")
            case Unsaid.BEYOND:
                return words.say("more than half a year away at the present pace")
        return words.say("no estimate has been made yet")


def ranked(ahead: list[Ahead]) -> list[Ahead]:
    """Who is next: those with an expected day by that day, then the nearest to the line."""
    chosen = [one for one in ahead if one.is_next]
    return sorted(chosen, key=lambda one: (one.middle_on or date.max, one.line - one.value))


@dataclass(frozen=True, slots=True)
class Users:
    """How many users a platform had, in millions, as somebody stated."""

    platform: str
    users_millions: float
    users_as_of: date | None
    users_source: str | None

    def is_usable(self, read_at: datetime) -> bool:
        """Whether it is cited, and of a time within 12 months of the complaints."""
        if self.users_as_of is None or not self.users_source:
            return False
        return abs((read_at.date() - self.users_as_of).days) <= USABLE_DAYS

    def rate(self, standing: Standing) -> float | None:
        """Complaints per million users; None where the number of users cannot be used."""
        return standing.total / self.users_millions if self.is_usable(standing.read_at) else None


@dataclass(frozen=True, slots=True)
class Scores:
    """How forecasts did: how many crossings came, how many inside the 80% interval, and days off on average."""

    scored: int
    inside: int
    error_days: float | None
    overdue: int
