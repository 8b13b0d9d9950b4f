"""What the trials of one kind showed."""

from dataclasses import dataclass, field


@dataclass
class Outcome:
    """`acknowledged`: what was said to be stored. `lost`: of that, what was not there. `notes`: what was wrong."""

    kind: str
    trials: int = 0
    killed: int = 0
    acknowledged: int = 0
    lost: int = 0
    torn: int = 0
    unopenable: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """Whether nothing was lost, torn or unopenable."""
        return not (self.lost or self.torn or self.unopenable or self.notes)

    def __str__(self) -> str:
        """One line of the table."""
        figures = (self.trials, self.killed, self.acknowledged, self.lost, self.torn, self.unopenable)
        return f"{self.kind:12}" + "".join(f"{figure:>14,}" for figure in figures)


HEAD = f"{'':12}" + "".join(
    f"{name:>14}" for name in ("trials", "killed", "acknowledged", "lost", "torn", "unopenable")
)
