"""What is killed, and what must hold afterwards: a kind of trial a class, each with a record of its own."""

import shutil
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import ClassVar

import duckdb

from db import queries
from db.connection import DatabaseError, reading, writing
from scrapers.replica.server import Replica
from scrapers.verify import verify
from tests.faults.rig import Rig
from tests.kills.older import same, write
from tests.kills.outcome import Outcome
from tests.kills.victim import End, kill

# Rows of a refresh that has no row of its own: a half-stored one.
HALF_STORED = """
select (select count(*) from counts anti join refreshes using (refresh))
  + (select count(*) from captures anti join refreshes using (refresh, source))
"""


@dataclass
class Kind(ABC):
    """One kind of trial over a record in a folder, read from a stand-in whose clock runs."""

    NAME: ClassVar[str] = ""
    rig: Rig
    longest: float = 0.0
    outcome: Outcome = field(init=False)

    def __post_init__(self) -> None:
        """Begin with nothing tried."""
        self.outcome = Outcome(self.NAME)

    @property
    def replica(self) -> Replica:
        """The stand-in."""
        return self.rig.replica

    @abstractmethod
    def prepare(self) -> None:
        """Make the record as it is before each trial."""

    @abstractmethod
    def command(self) -> tuple[str, ...]:
        """What is run and killed."""

    @abstractmethod
    def judge(self, end: End) -> None:
        """Look at what is left, and count."""

    def finish(self) -> None:
        """Hold the whole record against its evidence, once, at the end."""
        self.outcome.notes += [str(one) for one in verify(self.rig.settings, lambda *_: None)][:5]

    def begun(self) -> Callable[[], bool]:
        """Say when the work begins; most begin at once."""
        return lambda: True

    def run(self, after: float | None) -> End:
        """Run it once, killed after some seconds."""
        self.prepare()
        return kill(self.rig.environment, self.command(), after, self.begun())

    def trial(self, chance: Random) -> None:
        """Kill it at a random moment of its work, and judge."""
        if not self.longest:
            self.longest = self.run(None).seconds
        self.outcome.trials += 1
        end = self.run(chance.uniform(0, self.longest))
        self.outcome.killed += end.is_killed
        try:
            self.judge(end)
        except (DatabaseError, duckdb.Error, OSError) as error:
            self.outcome.unopenable += 1
            self.outcome.notes.append(repr(error))


class Refreshing(Kind):
    """A refresh of all sources. It acknowledges a source by saying how it went."""

    NAME = "refresh"
    stored: int = 0

    def prepare(self) -> None:
        """Let what went before stay: the record grows."""
        self.stored = self._stored()

    def _stored(self) -> int:
        return int(str(self.rig.rows("select count(*) from refreshes where outcome = 'ok'")[0][0]))

    def command(self) -> tuple[str, ...]:
        """Refresh everything."""
        return ("refresh",)

    def begun(self) -> Callable[[], bool]:
        """Its work begins with its first request."""
        asked = self.replica.requests[-1:]
        return lambda: self.replica.requests[-1:] != asked

    def judge(self, end: End) -> None:
        """Every source that was said to be stored is there, and nothing is there in part."""
        said = [line for line in end.said if "requests" in line]
        self.outcome.acknowledged += len(said)
        self.outcome.lost += max(0, len(said) - (self._stored() - self.stored))
        with reading(self.rig.settings.database) as opened:
            (half,) = opened.execute(HALF_STORED).fetchone() or (0,)
            self.outcome.torn += int(half) + queries.ledger_differences(opened).num_rows


class Classifying(Kind):
    """Classifying everything again, where someone had taken categories away."""

    NAME = "classify"
    whole: tuple[object, ...] = ()
    SEEN = """
    select (select count(*) from complaint_categories), (select sum(complaints) from complaint_days),
      (select count(*) from issue_labels), (select count(*) from categories)
    """

    def prepare(self) -> None:
        """Take the categories of some complaints away."""
        if not self.whole:
            self.rig("classify")
            self.whole = self.rig.rows(self.SEEN)[0]
        with writing(self.rig.settings.database) as opened:
            opened.execute("delete from complaint_categories where complaint like '%3'; delete from complaint_days")
        self.less = self.rig.rows(self.SEEN)[0]

    def command(self) -> tuple[str, ...]:
        """Classify all that is stored."""
        return ("classify",)

    def judge(self, end: End) -> None:
        """Either all categories are back with their days, or none; and if it was said, they are."""
        seen = self.rig.rows(self.SEEN)[0]
        is_said = bool(end.said)
        self.outcome.acknowledged += is_said
        self.outcome.lost += is_said and seen != self.whole
        self.outcome.torn += seen not in {self.whole, self.less}

    def finish(self) -> None:
        """Put back what the last trial may have taken away, and verify."""
        self.rig("classify")
        super().finish()


class Migrating(Kind):
    """Bringing an older file up to date: the first look at it does."""

    NAME = "migrate"
    older: Path | None = None

    def prepare(self) -> None:
        """Put the older file where the record is, alone."""
        database = self.rig.settings.database
        if self.older is None:
            self.older = database.with_name("older")
            write(database, self.older)
        for left in database.parent.glob(f"{database.name}*"):
            left.unlink()
        shutil.copyfile(self.older, database)

    def command(self) -> tuple[str, ...]:
        """Ask how things stand."""
        return ("status",)

    def judge(self, end: End) -> None:
        """The file is of the older version or of ours, whole; looking again finishes what was begun."""
        self.outcome.acknowledged += bool(end.said)
        self.outcome.lost += not same(self.older, self.rig.settings.database)
        copies = self.rig.settings.database.parent.glob("*.before-version-*")
        whole = [copy for copy in copies if copy.suffix != ".part"]  # which no one takes for a copy
        self.outcome.torn += sum(not same(self.older, copy) for copy in whole)

    def finish(self) -> None:
        """An older file has no evidence beside it."""
