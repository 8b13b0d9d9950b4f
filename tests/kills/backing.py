"""Backing up, killed: the record is untouched, and whatever bears a backup's name can be restored whole."""

import shutil
from importlib.util import find_spec
from pathlib import Path

from tests.faults.rig import Rig
from tests.kills.trials import Kind
from tests.kills.victim import End

IS_THERE = find_spec("scrapers.backups") is not None  # `tousu backup`
SEEN = "select (select count(*) from counts), (select count(*) from complaints), (select count(*) from captures)"


class Backing(Kind):
    """Making a backup. It acknowledges it by saying where it is."""

    NAME = "backup"

    @property
    def folder(self) -> Path:
        """Where backups go."""
        return self.rig.folder.parent / "backups"

    def prepare(self) -> None:
        """Begin with no backup."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        self.seen = self.rig.rows(SEEN)

    def command(self) -> tuple[str, ...]:
        """Back up."""
        return ("backup", str(self.folder))

    def judge(self, end: End) -> None:
        """The record is as it was; a backup that was acknowledged is there; one that is there can be restored."""
        made = [*self.folder.glob("*.tar")]
        self.outcome.acknowledged += bool(end.said)
        self.outcome.lost += bool(end.said) and not made
        self.outcome.torn += self.rig.rows(SEEN) != self.seen
        for one in made:
            self._restore(one)

    def _restore(self, made: Path) -> None:
        place = self.rig.folder.parent / "restored"
        shutil.rmtree(place, ignore_errors=True)
        put = Rig(place, self.replica)
        ended = put("restore", str(made))
        if ended.status or put.rows(SEEN) != self.seen:
            self.outcome.torn += 1
            self.outcome.notes.append(f"{made.name}: {ended.complained or 'other rows than the record'}")
