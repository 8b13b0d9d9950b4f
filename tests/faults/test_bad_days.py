"""Each bad day once, on one record that has to survive them all; `make faults` has many of each."""

from pathlib import Path
from random import Random

import pytest

from scrapers.verify import verify
from tests.faults.badday import BadDay, live
from tests.faults.days import days
from tests.faults.rig import Rig
from tests.faults.special import TRIALS, Trial
from tests.faults.special import live as live_specially

ONCE = {(day.case, day.fault, day.source, day.error): day for day in days(Random(7))}


@pytest.mark.parametrize("day", ONCE.values(), ids=str)
def test_a_bad_day_ends_as_it_must_and_the_last_good_numbers_stay(rig: Rig, day: BadDay) -> None:
    """FAULTS 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25.

    FAULTS 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 44, 45, 46, 47, 48, 49, 50, 51, 52.
    FAULTS 55, 56, 58, 59, 60, 63, 81.
    """
    shown = live(day, rig)
    assert shown.is_clean, shown


@pytest.mark.parametrize(("cases", "trial"), TRIALS, ids=[trial.__name__ for _, trial in TRIALS])
def test_a_bad_day_of_this_machine_ends_as_it_must(
    rig: Rig, tmp_path: Path, cases: tuple[int, ...], trial: Trial
) -> None:
    """FAULTS 11, 12, 57, 60, 61, 66, 67, 70, 71, 72, 81, 83."""
    shown = live_specially(trial, rig, Random(f"{cases} 1"), tmp_path)
    assert shown.is_clean, shown


def test_after_all_of_them_every_number_is_read_again_from_its_receipt(rig: Rig) -> None:
    """FAULTS 62, 63: the record that lived through them is what its evidence tells."""
    assert [str(one) for one in verify(rig.settings, lambda *_: None)] == []
