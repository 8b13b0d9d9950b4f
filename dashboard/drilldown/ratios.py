"""A platform in a category: its share, how that compares with all watched platforms together, and how sure that is.

The interval is that of a ratio of two proportions, the platform's against the other platforms', on the log scale
with half a complaint added to each number (Walter 1975), turned into a ratio to all: if the platform's share is t
times the others' and it draws the part w of all complaints, it is t / (w t + 1 - w) times the share of all. It says
how far chance alone could have brought the numbers, were complaints independent, which they are only roughly.
"""

from dataclasses import asdict, dataclass
from functools import lru_cache
from math import exp, log, sqrt
from typing import Any

LEAST_COMPLAINTS = 30
Z_95 = 1.959964


@dataclass(frozen=True, slots=True)
class Ratio:
    """A platform's share as a multiple of the share of all watched platforms, with its 95% interval."""

    value: float
    low: float
    high: float

    @property
    def side(self) -> int:
        """1: surely above the average; -1: surely below; 0: not to be told from it."""
        return (self.low > 1) - (self.high < 1)


def _log_interval(part: int, whole: int, other_part: int, other_whole: int) -> tuple[float, float]:
    """The 95% interval of (part / whole) / (other_part / other_whole)."""
    a, n, b, m = (number + 0.5 for number in (part, whole, other_part, other_whole))
    centre = log(a / n) - log(b / m)
    reach = Z_95 * sqrt(1 / a - 1 / n + 1 / b - 1 / m)
    return exp(centre - reach), exp(centre + reach)


@lru_cache(maxsize=16_384)
def ratio(part: int, whole: int, all_part: int, all_whole: int) -> Ratio | None:
    """Compare part / whole, a platform's, with all_part / all_whole, of all platforms and this one among them.

    None where either this platform or the others together have fewer than 30 complaints, or nobody has any.
    """
    others, other_part = all_whole - whole, all_part - part
    if min(whole, others) < LEAST_COMPLAINTS or not all_part:
        return None
    weight = whole / all_whole
    low, high = (t / (weight * t + 1 - weight) for t in _log_interval(part, whole, other_part, others))
    value = (part / whole) / (all_part / all_whole)
    return Ratio(value, low if part else 0.0, high if other_part else 1 / weight)


@dataclass(frozen=True, slots=True)
class Cell:
    """A platform in a category: complaints, of how many of the platform's and of all platforms'."""

    platform: str
    category: str
    complaints: int
    platform_complaints: int
    category_complaints: int
    all_complaints: int

    @property
    def is_said(self) -> bool:
        """Whether there are enough complaints to speak of a share."""
        return self.platform_complaints >= LEAST_COMPLAINTS

    @property
    def share(self) -> float:
        """The part of the platform's complaints that are in the category."""
        return self.complaints / self.platform_complaints

    @property
    def average(self) -> float:
        """The same for all watched platforms together."""
        return self.category_complaints / self.all_complaints

    @property
    def ratio(self) -> Ratio | None:
        """The share as a multiple of the average; None where there are too few complaints."""
        return ratio(self.complaints, self.platform_complaints, self.category_complaints, self.all_complaints)

    def row(self) -> dict[str, Any]:
        """Its numbers, for a file: shares and ratios only where there are enough complaints."""
        ratio = self.ratio
        return {
            **asdict(self),
            "share": self.share if self.is_said else None,
            "average": self.average,
            "ratio": ratio.value if ratio else None,
            "ratio_low": ratio.low if ratio else None,
            "ratio_high": ratio.high if ratio else None,
        }
