"""One bad day: what the stand-in is told to do, how the refresh must end, and what must hold whatever happens."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from random import Random
from typing import Any

from db.connection import reading
from tests.faults.rig import PATHS, ROBOTS, Ended, Rig
from tests.faults.truth import Bent, Truth

KEPT = {
    "counts": "select publisher, listing, read_at, total, replied, completed, last_30_days, capture from counts",
    "complaints": "select publisher, complaint, posted_at from complaints",
    "complaint_steps": "select publisher, complaint, step, event, happened_at from complaint_steps",
    "crossings": "select threshold, publisher, listing, after_at, by_at from crossings",
    "captures": "select capture, sha256 from captures",
    "refreshes": "select refresh, source, outcome, error from refreshes",
    "quarantine": "select listing, read_at, reason from quarantine",
    "coverage_gaps": "select source, after_at, before_at from coverage_gaps",
}
PUBLISHED = ("counts", "complaints", "complaint_steps", "crossings", "coverage_gaps")
Held = dict[str, set[tuple[Any, ...]]]


@dataclass(frozen=True, kw_only=True)
class BadDay:
    """What goes wrong in which source, and how it must end.

    `error`: the source fails with it. `reason`: exactly `waiting` numbers wait with it, the others are published.
    Neither: all is well all the same. `tries`: how often the answer that failed was asked for. `bent`: figures that
    the publisher itself states otherwise. `is_partly`: some of the source can be read. `seconds` an answer may take.
    An option that is a length of time is told as the date that lies so far ahead on the day itself.
    """

    case: int
    fault: str
    options: dict[str, Any] = field(default_factory=dict)
    source: str = "directory"
    path: str | None = None
    page: int | None = None
    times: int | None = None
    error: str | None = None
    reason: str | None = None
    waiting: int = 1
    tries: int | None = None
    bent: dict[str, Bent] = field(default_factory=dict)
    is_partly: bool = False
    seconds: float = 30.0
    warning: str | None = None

    def __str__(self) -> str:
        """Name it for people: its case, fault, options and where."""
        told = ", ".join(f"{name}={str(value)[:40]}" for name, value in self.options.items())
        where = self.path or self.source
        return f"{self.case} {self.fault}({told}) in {where}" + (f", page {self.page}" if self.page else "")


def any_list(chance: Random) -> dict[str, object]:
    """One of the sources that come as lists; of the directory, one of its pages."""
    source = chance.choice(["directory", "services", "feed"])
    return {"source": source, "page": chance.choice([1, 2, 3]) if source == "directory" else None}


@dataclass
class Shown:
    """What a bad day showed: rows lost, wrong numbers published, healthy ones quarantined, what else was wrong."""

    lost: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    healthy: list[str] = field(default_factory=list)
    mishandled: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """Whether it ended as it must."""
        return not (self.lost or self.wrong or self.healthy or self.mishandled)


def held(rig: Rig) -> Held:
    """The rows that no bad day may take away."""
    return {table: set(rig.rows(question)) for table, question in KEPT.items()}


def judge(rig: Rig, before: Held, after: Held) -> Shown:
    """Hold what is published against what was there before, and against the stand-in's own world."""
    truth = Truth(rig.replica.world)
    lost = [f"{table}: {row}" for table, rows in before.items() for row in rows - after[table]]
    with reading(rig.settings.database) as opened:
        return Shown(lost=lost, wrong=truth.wrong(opened, rig.bent), healthy=truth.healthy(opened))


def _failed(day: BadDay, ended: Ended, new: Held) -> Iterator[str]:
    if ended.status != 1:
        yield f"it ended with status {ended.status}"
    outcome = "partly" if day.is_partly else "failed"
    runs = {(source, how, error) for _, source, how, error in new["refreshes"]}
    if (day.source, outcome, day.error) not in runs:
        yield f"the record of the refresh says {runs}, not {(outcome, day.error)}"
    stored = {table: len(new[table]) for table in PUBLISHED if new[table]}
    if stored and not day.is_partly:
        yield f"something was published: {stored}"
    if day.error and "What to do:" not in ended.complained:
        yield "it was not said what to do"


def _waits(day: BadDay, ended: Ended, new: Held) -> Iterator[str]:
    if ended.status != 1:
        yield f"it ended with status {ended.status}"
    reasons = sorted(reason for *_, reason in new["quarantine"])
    if reasons != [day.reason] * day.waiting:
        yield f"what waits, waits because of {reasons}"
    if {listing for listing, *_ in new["quarantine"]} & {row[1] for row in new["counts"]}:
        yield "what waits was published too"
    if not new["counts"]:
        yield "the healthy numbers were not published"


def _went_well(ended: Ended, new: Held) -> Iterator[str]:
    if ended.status:
        yield f"it ended with status {ended.status}: {ended.complained}"
    if new["quarantine"] or {how for *_, how, _ in new["refreshes"]} != {"ok"}:
        yield f"{len(new['quarantine'])} numbers wait, refreshes: {new['refreshes']}"
    if not (new["counts"] or new["complaints"] or new["complaint_steps"]):
        yield "nothing new was published"


def _asked(day: BadDay, rig: Rig) -> Iterator[str]:
    path = day.path or PATHS[day.source]
    page = f"page={day.page}" if day.page else ""
    asked = [one.path for one in rig.asked if one.path.startswith(path) and one.path.endswith(page)]
    # A connection that the stand-in closed just then costs a try of which it hears nothing.
    if day.tries is not None and not max(1, day.tries - 1) <= len(asked) <= day.tries:
        yield f"it was asked for {len(asked)} times, not {day.tries}"
    if path == ROBOTS and day.error and len(asked) != len(rig.asked):
        yield "pages were asked for although robots.txt kept us out"


def _told(option: object) -> object:
    """An option as the stand-in is told it."""
    return format_datetime(datetime.now(UTC) + option, usegmt=True) if isinstance(option, timedelta) else option


def live(day: BadDay, rig: Rig, minutes: float = 20) -> Shown:
    """Live through it: refresh the source on the bad day, judge, and let the stand-in be well again."""
    before = held(rig)
    options = {name: _told(option) for name, option in day.options.items()}
    rig.replica.fault(day.path or PATHS[day.source], day.fault, times=day.times, page=day.page, **options)
    ((read,),) = rig.rows("select count(*) from captures where source = 'complaints'")
    limits = {"TOUSU_TIMEOUT": str(day.seconds), "TOUSU_COMPLAINT_PAGES": str(int(read) + 5)}
    ended = rig.refresh(day.source, minutes=minutes, **limits)
    rig.replica.heal()
    after = held(rig)
    second = int(rig.replica.clock.now().timestamp())
    rig.bent |= {(listing, second): bent for listing, bent in day.bent.items()}
    shown = judge(rig, before, after)
    new = {table: after[table] - before[table] for table in after}
    how = _failed(day, ended, new) if day.error else _waits(day, ended, new) if day.reason else _went_well(ended, new)
    shown.mishandled += [f"{day}: {one}" for one in (*how, *_asked(day, rig))]
    warned = {name for (name,) in rig.rows("select warning from warnings")}
    if day.warning and day.warning not in warned:
        shown.mishandled.append(f"{day}: nobody was warned of {day.warning}")
    return shown
