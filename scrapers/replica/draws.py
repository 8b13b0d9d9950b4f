"""Random draws that depend on nothing but their name: the same words always give the same numbers."""

from hashlib import blake2b
from itertools import accumulate, takewhile
from random import Random


def draw(*words: object) -> Random:
    """Give the random numbers that belong to these words, in whatever order they are asked for."""
    digest = blake2b("|".join(map(str, words)).encode(), digest_size=8).digest()
    return Random(int.from_bytes(digest, "big"))  # noqa: S311 - nothing here is secret


def share(*words: object) -> float:
    """Give one number from 0 up to 1 that belongs to these words, quicker than `draw`."""
    digest = blake2b("|".join(map(str, words)).encode(), digest_size=6).digest()
    return int.from_bytes(digest, "big") / 2**48


def hexadecimal(*words: object) -> str:
    """Give 32 hexadecimal digits that belong to these words."""
    return blake2b("|".join(map(str, words)).encode(), digest_size=16).hexdigest()


def moments(random: Random, mean: float) -> list[float]:
    """Draw moments from 0 up to 1, ascending; their number is Poisson with this mean."""
    gaps = iter(lambda: random.expovariate(mean), None)
    return list(takewhile(lambda moment: moment < 1, accumulate(gaps)))
