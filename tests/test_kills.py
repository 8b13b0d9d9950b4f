"""A few of the trials of `make kills`, in every run."""

from pathlib import Path

from tests.kills.killing import KINDS, kill


def test_whatever_is_killed_leaves_its_record_as_before_or_after(tmp_path: Path) -> None:
    """FAULTS 65, 73, 83: nothing acknowledged is lost, nothing half is stored, the locks are free again."""
    outcomes = kill(dict.fromkeys(KINDS, 3), seed=7, folder=tmp_path)
    assert all(one.is_clean for one in outcomes), outcomes
    assert sum(one.killed for one in outcomes) >= len(KINDS)
