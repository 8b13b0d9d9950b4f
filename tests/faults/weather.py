"""A simulated day of the schedule against a stand-in that misbehaves: real HTTP, real refreshes, time that is moved.

The schedule is `tousu watch` itself. Where it would sleep, this machine's clock is moved; where it would start a
process, the same command runs in this one. It believes the publisher to be the real one, so that it rests after
refusals.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import takewhile
from random import Random
from unittest.mock import patch

import time_machine

from db import turns
from db.connection import reading
from scrapers.commands import watch
from scrapers.verify import verify
from tests.faults.rig import DIRECTORY, FEED, PAGES, ROBOTS, SERVICES, Rig
from tests.faults.truth import Truth

SPELL = timedelta(minutes=30)
EVERY, COUNTS_EVERY = 900.0, 3600.0
FRESH = timedelta(seconds=3 * COUNTS_EVERY)
# What each half hour may bring: where, what, and its options.
WEATHER = (
    (FEED, "status", {"code": 500}),
    (DIRECTORY, "status", {"code": 503, "retry_after": 4000}),
    (DIRECTORY, "status", {"code": 456}),
    (FEED, "captcha_page", {}),
    (FEED, "truncated_gzip", {}),
    (DIRECTORY, "truncated_close", {}),
    (SERVICES, "empty_lists", {}),
    (ROBOTS, "status", {"code": 500}),
    (DIRECTORY, "renamed_field", {}),
    (DIRECTORY, "number_as", {"value": "15.1万", "listing": "9900101"}),
    (DIRECTORY, "zero", {"listing": "9900102"}),
    (DIRECTORY, "fall", {"listing": "9900102", "factor": 10}),
    (SERVICES, "same_numbers", {}),
    (FEED, "shift", {"by": 2}),
    (FEED, "reset", {}),
    (PAGES, "rename_label", {}),
    (FEED, "slow_body", {"interval": 0.5}),
    ("/api/", "wrong_charset", {}),
    ("/", "redirect", {"to": "https://passport.weibo.com/"}),
)


@dataclass
class Day:
    """A rig, the true time, how far off this machine's clock is, and what was seen of ages and rests."""

    rig: Rig
    chance: Random
    ends: datetime
    now: datetime
    traveller: time_machine.Traveller | None = None
    off: timedelta = timedelta(0)
    refreshes: int = 0
    hurried: int = 0
    spells: Counter[str] = field(default_factory=Counter)
    ages: list[timedelta] = field(default_factory=list)
    resting_until: datetime | None = None

    def move(self, by: timedelta) -> None:
        """Let time pass, on every clock."""
        self.now += max(by, timedelta(seconds=1))
        assert self.traveller is not None
        self.traveller.move_to(self.now + self.off)
        self.rig.replica.clock.set(self.now)

    def brew(self) -> None:
        """Let the half hour bring what it brings: mostly nothing, and in the end surely nothing."""
        self.rig.replica.heal()
        chance = Random(f"{self.chance} {(self.now - datetime(2026, 1, 1, tzinfo=UTC)) // SPELL}")
        if chance.random() < 0.45 or self.ends - self.now < timedelta(hours=1):
            return
        path, fault, options = chance.choice(WEATHER)
        self.spells[fault] += 1
        self.rig.replica.fault(path, fault, times=1 if fault.startswith("slow") else None, **options)

    def look(self) -> None:
        """Note how old each watched number is, by the publisher's own clock."""
        question = """
        select max(read_at) from counts join listings using (publisher, listing)
        where platform is not null group by listing
        """
        if self.rig.settings.database.exists():
            self.ages += [self.now - read_at for (read_at,) in self.rig.rows(question)]


class Simulated(watch.Stopping):
    """The watching's process control, with time that is moved and refreshes in this process."""

    day: Day

    def refresh(self, sources: Sequence[str]) -> int:
        """Refresh at once."""
        self.day.brew()
        self.day.hurried += bool(self.day.resting_until and datetime.now(UTC) < self.day.resting_until)
        ended = self.day.rig.refresh(*sources)
        self.day.refreshes += 1
        self.day.resting_until = turns.resting_until(live(self.day.rig))
        self.day.move(timedelta(seconds=1))
        return ended.status

    def sleep_until(self, moment: datetime, longest: float) -> None:
        """Let that time pass; once a day this machine sleeps for hours, and twice its clock is put wrong."""
        wanted = min(moment - datetime.now(UTC), timedelta(seconds=longest))
        day = self.day
        day.move(wanted + (timedelta(hours=3) if day.chance.random() < 0.02 else timedelta(0)))
        if day.chance.random() < 0.03:
            day.off = timedelta(0) if day.off else timedelta(hours=day.chance.choice([-2, 2, 26]))
            day.move(timedelta(seconds=1))
        day.look()
        self.is_told = day.now >= day.ends


def live(rig: Rig) -> watch.Settings:
    """The settings of the schedule, which takes the publisher for the real one."""
    real = {"publisher_url": "https://tousu.sina.com.cn", "contact": "you@example.org"}
    return replace(rig.settings, every=EVERY, counts_every=COUNTS_EVERY, **real)


def simulate(rig: Rig, hours: float, seed: int) -> Day:
    """Let the schedule run for so many hours, and give what was seen."""
    began = rig.replica.clock.now()
    rig.environment |= {"TOUSU_TIMEOUT": "5", "TOUSU_COMPLAINT_PAGES": "40"}
    day = Day(rig, Random(seed), began + timedelta(hours=hours), began)
    simulated = type("Simulated", (Simulated,), {"day": day})
    with time_machine.travel(began, tick=True) as day.traveller, patch.object(watch, "Stopping", simulated):
        watch.watch(live(rig), None)
        rig.replica.heal()
        day.off = timedelta(0)
        day.move(timedelta(minutes=20))
        assert rig.refresh().status == 0, "the last refresh, on a good day, did not go well"
    return day


def unaccounted(rig: Rig, since: datetime) -> Iterator[int]:
    """Complaints that the publisher had and that are neither stored nor in a recorded gap."""
    there = {int(str(number)) for (number,) in rig.rows("select complaint from complaints")}
    gaps = rig.rows("select after_at, before_at from coverage_gaps")
    first, now = int(since.timestamp()), int(rig.replica.clock.now().timestamp())
    for post in takewhile(lambda post: post.second >= first, rig.replica.world.newest(now)):
        moment = datetime.fromtimestamp(post.second, UTC)
        if post.number not in there and not any(after <= moment <= before for after, before in gaps):  # type: ignore[operator]
            yield post.number


def faults_of(day: Day, since: datetime) -> list[str]:
    """What is wrong after a day: nothing should be."""
    truth = Truth(day.rig.replica.world)
    with reading(day.rig.settings.database) as opened:
        found = truth.wrong(opened, day.rig.bent) + truth.healthy(opened)
    found += [f"complaint {number} is neither stored nor in a gap" for number in unaccounted(day.rig, since)]
    found += [str(one) for one in verify(day.rig.settings, lambda *_: None)]
    return found + [f"{day.hurried} refreshes while the publisher was to be left alone"] * bool(day.hurried)
