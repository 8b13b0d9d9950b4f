"""How the bars compare platforms: by which measure, of which kind, and how many of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from dashboard.standings import Standing
from dashboard.text import Words, later

MOST_BARS = 12
GROWTH_DAYS = 30
KINDS = {
    "bank": later("Banks"),
    "cash_loan": later("Cash loans"),
    "consumer_finance_company": later("Consumer finance companies"),
    "instalment": later("Instalments"),
    "platform_finance": later("Finance arms of platforms"),
    "wallet": later("Wallets"),
}


class Measure(StrEnum):
    """What a bar's length says."""

    TOTAL = "total"
    RECENT = "recent"
    GROWTH = "growth"


def growth(standing: Standing) -> float | None:
    """By how many per cent a total grew in 30 days; None where no reading is that old."""
    if (change := standing.changes.get(GROWTH_DAYS)) is None or standing.total == change:
        return None
    return 100 * change / (standing.total - change)


def value(standing: Standing, measure: Measure) -> float | None:
    """A standing by a measure; None where it cannot be told."""
    match measure:
        case Measure.RECENT:
            return standing.last_30_days
        case Measure.GROWTH:
            return growth(standing)
    return standing.total


@dataclass(frozen=True, slots=True)
class Compared:
    """Those that are drawn, the largest first, of how many that could be; and what was asked for."""

    measure: Measure
    kinds: tuple[str, ...]
    everyone: bool
    drawn: list[Standing]
    of: int


def compared(standings: Sequence[Standing], measure: Measure, kinds: Sequence[str], *, everyone: bool) -> Compared:
    """Choose and order standings; of no kind in particular means of any."""
    told = [one for one in standings if value(one, measure) is not None and (not kinds or one.kind in kinds)]
    told.sort(key=lambda one: -(value(one, measure) or 0))
    return Compared(measure, tuple(kinds), everyone, told if everyone else told[:MOST_BARS], len(told))


def kind_name(kind: str, words: Words) -> str:
    """A kind of platform in words; one we have no words for as it is."""
    return words.say(KINDS[kind]) if kind in KINDS else kind
