"""Bad days that no answer of the stand-in makes, each with the numbers of its cases."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

from tests.faults.badday import Shown
from tests.faults.machine import (
    endless,
    publisher_set_back,
    readers_between,
    second_refresh,
    stale_lock,
    twice,
    wrong_clock,
)
from tests.faults.rig import Rig
from tests.faults.spoiled import damaged_file, first_sight, no_name, nobody_there, torn_log

Trial = Callable[[Rig, Random, Path], Shown]
TRIALS: tuple[tuple[tuple[int, ...], Trial], ...] = (
    ((11,), no_name),
    ((12,), nobody_there),
    ((57,), first_sight),
    ((60,), endless),
    ((61,), twice),
    ((66,), torn_log),
    ((67,), damaged_file),
    ((70,), second_refresh),
    ((71, 72), readers_between),
    ((81,), wrong_clock),
    ((81,), publisher_set_back),
    ((83,), stale_lock),
)


def live(trial: Trial, rig: Rig, chance: Random, folder: Path) -> Shown:
    """Live through one, in a folder of its own that is gone afterwards."""
    place = folder / f"trial-{os.urandom(4).hex()}"
    try:
        return trial(rig, chance, place)
    finally:
        rig.replica.heal()
        shutil.rmtree(place, ignore_errors=True)
