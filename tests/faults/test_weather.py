"""Some simulated hours of the schedule; `make faults` has a whole day."""

from datetime import timedelta

from tests.faults.rig import Rig
from tests.faults.weather import faults_of, simulate


def test_hours_of_misbehaviour_end_with_right_numbers_and_honest_gaps(rig: Rig) -> None:
    """FAULTS 58, 82: real HTTP and real refreshes, at the moments at which `tousu watch` would make them."""
    began = rig.replica.clock.now()
    day = simulate(rig, hours=4, seed=4)
    assert faults_of(day, began) == []
    assert day.refreshes >= 4
    assert day.spells.total() >= 2
    assert min(day.ages) >= timedelta(0)
