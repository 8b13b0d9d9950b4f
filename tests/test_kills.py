"""A few of the trials of `make kills`, in every run."""

from pathlib import Path

from tests.kills import kill


def test_a_killed_refresh_leaves_the_database_as_before_or_after(tmp_path: Path) -> None:
    """FAULTS 65 and 83: nothing acknowledged is lost, nothing half is stored, the locks are free again."""
    outcome = kill(8, seed=7, folder=tmp_path)
    assert outcome.is_clean, outcome
    assert outcome.killed >= 3
    assert outcome.acknowledged > 0
