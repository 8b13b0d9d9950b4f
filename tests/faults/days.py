"""The bad days of a stand-in, drawn anew from each seed: where an answer is cut, which page, which number."""

from collections.abc import Iterator
from random import Random

from tests.faults.badday import BadDay
from tests.faults.said import mistaken, numbered, unlikely, worded
from tests.faults.sent import broken, cut, packed, refused, robots

KINDS = (cut, packed, broken, refused, robots, worded, mistaken, numbered, unlikely)


def days(chance: Random) -> Iterator[BadDay]:
    """All of them once, with what chance decides."""
    for kind in KINDS:
        yield from kind(chance)
