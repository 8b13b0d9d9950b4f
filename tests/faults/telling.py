"""What a bad day of this machine showed, told as the stand-in's days are."""

from tests.faults.badday import Held, Shown, held, judge
from tests.faults.rig import Rig


def told(rig: Rig, before: Held, *wrong: str | bool) -> Shown:
    """Judge what is stored; each text is something that was not as it must be."""
    shown = judge(rig, before, held(rig))
    shown.mishandled += [one for one in wrong if isinstance(one, str)]
    return shown


def unless(holds: object, otherwise: str) -> str | bool:
    """True where it holds, else what to say."""
    return True if holds else otherwise


def same(rig: Rig, before: Held) -> str | bool:
    """Whether nothing new was published."""
    after = held(rig)
    return unless(all(before[name] == after[name] for name in ("counts", "complaints")), "something was published")
