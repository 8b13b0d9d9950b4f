"""The trials of every kind, side by side, against one stand-in."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from scrapers.replica.clock import Clock
from scrapers.replica.server import Replica
from scrapers.replica.world import World
from tests.faults.rig import Rig
from tests.kills.alerting import Alerting
from tests.kills.backing import IS_THERE, Backing
from tests.kills.outcome import Outcome
from tests.kills.trials import Classifying, Kind, Migrating, Refreshing
from tests.scrapers.alerts.receivers import receiving

ANCHOR = datetime(2026, 11, 23, tzinfo=UTC)
SMALL = {"TOUSU_FLOOR": "200000", "TOUSU_FEED_PAGES": "3", "TOUSU_COMPLAINT_PAGES": "4"}
KINDS: dict[str, type[Kind]] = {one.NAME: one for one in (Refreshing, Classifying, Migrating, Alerting)}
KINDS |= {Backing.NAME: Backing} if IS_THERE else {}


def _kind(name: str, folder: Path, replica: Replica) -> Kind:
    rig = Rig(folder / name / "record", replica, **SMALL)
    rig.folder.mkdir(parents=True)
    if name != Alerting.NAME:
        ended = rig("refresh")
        assert ended.status == 0, ended
    return KINDS[name](rig)


def never() -> bool:
    """Go on to the end."""
    return False


def kill(trials: Mapping[str, int], seed: int, folder: Path, is_over: Callable[[], bool] = never) -> list[Outcome]:
    """Run so many trials of each kind, two kinds at a time; fewer where it `is_over` before."""

    def run(kind: Kind) -> Outcome:
        chance = Random(f"{kind.NAME} {seed}")
        for _ in range(trials[kind.NAME]):
            if is_over():
                break
            kind.trial(chance)
        if kind.outcome.trials:
            kind.finish()
        return kind.outcome

    with (
        Replica(world=World(anchor=ANCHOR), clock=Clock(ANCHOR, speed=60)) as replica,
        receiving() as receiver,
        ThreadPoolExecutor(2) as pool,
    ):
        Alerting.receiver = receiver
        # One after the other: the command line runs in this process, with the settings of one record at a time.
        kinds = [_kind(name, folder, replica) for name in KINDS if trials.get(name)]
        return [*pool.map(run, kinds)]
