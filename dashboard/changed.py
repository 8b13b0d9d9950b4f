"""What changed of late: crossings, milestones, revisions and changes of pace, the latest first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dashboard.compared import Rows
from dashboard.figures import BEIJING
from dashboard.happenings import CROSSINGS, NEWS_DAYS, Row, details, title
from dashboard.taxonomy import Names
from dashboard.text import Words

MARKS = {"first_crossing": "▲", "re_crossing": "▲", "milestone": "◆", "correction_below": "▽"}
PACES = {"up": "↗", "down": "↘"}


@dataclass(frozen=True, slots=True)
class Change:
    """Something that changed: on which day, at which platform, in a clause and its details; `kind` is its class."""

    on: date
    mark: str
    kind: str
    platform: str
    title: str
    details: str


def _happened(row: Row, names: Names, words: Words) -> Change:
    kind = "crossing" if row["kind"] in CROSSINGS else str(row["kind"])
    on = row["happened_at"].astimezone(BEIJING).date()
    said = words.space.join(details(row, words))
    return Change(on, MARKS[row["kind"]], kind, row["platform"], title(row, names, words), said)


def _paced(row: Row, names: Names, words: Words) -> Change:
    name = names.platform(row["platform"], words)
    is_up = row["direction"] == "up"
    said = (
        words.say("{name} draws more complaints", name=name)
        if is_up
        else words.say("{name} draws fewer complaints", name=name)
    )
    before, after = (f"{row[f'rate_{side}']:,.0f}" for side in ("before", "after"))
    rates = words.say("from {before} to {after} a day", before=before, after=after)
    return Change(
        row["changed_on"], PACES[row["direction"]], f"pace_{row['direction']}", row["platform"], said, rates
    )


def changed(happenings: Rows, paces: Rows, names: Names, words: Words) -> list[Change]:
    """Everything that changed while we watched, the latest first; on one day crossings before changes of pace."""
    found = [_happened(row, names, words) for row in happenings if row["kind"] in MARKS]
    found += [_paced(row, names, words) for row in paces]
    return sorted(found, key=lambda one: (one.on, one.kind == "crossing"), reverse=True)


def of_late(changes: Iterable[Change], now: datetime) -> list[Change]:
    """Those of the last 30 days by the publisher's clock, `now`."""
    since = (now - timedelta(days=NEWS_DAYS)).astimezone(BEIJING).date()
    return [one for one in changes if one.on >= since]


def crossings_among(changes: Sequence[Change]) -> list[Change]:
    """Only the crossings."""
    return [one for one in changes if one.kind == "crossing"]
