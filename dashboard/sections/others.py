"""What stands beside the comparison: figures others reported, listings nobody watches, platforms without a number."""

from typing import Any

from dashboard import shown
from dashboard.compared import Overview
from dashboard.figures import day, exact, moment, short
from dashboard.quoting import quoted
from dashboard.text import Words
from dashboard.vocabulary import cited


def _bounds(row: dict[str, Any], words: Words) -> str:
    if row["high"] is None:
        return words.say("at least {low}", low=exact(row["low"]))
    return words.say("{low} to {high}", low=exact(row["low"]), high=exact(row["high"]))


def _cited(row: dict[str, Any], words: Words) -> str:
    dated = day(row["reported_on"], words) if row["reported_on"] else words.say("undated")
    return words.say("{citation} ({date})", citation=cited(row["citation"], words), date=dated)


def _now(row: dict[str, Any], totals: dict[str, int], words: Words) -> list[str]:
    total = totals.get(row["platform"])
    return [] if total is None else [words.say("we read {total}", total=exact(total))]


def reported(overview: Overview, words: Words) -> None:
    """Show what others reported, as what it is: cited, and not a reading of ours."""
    if not overview.reported:
        return
    names: dict[str, str] = {one.platform: one.name(words) for one in overview.standings}
    names |= {row["platform"]: row[f"name_{words.locale.lower()}"] for row in overview.unread}
    totals = {one.platform: one.total for one in overview.standings}
    shown.heading(
        words.say("What others reported"),
        words.say("Cited as published, not read by us and not part of the comparison."),
    )
    shown.listed(
        (
            words.say("{name}: {bounds}", name=shown.strong(names[row["platform"]]), bounds=_bounds(row, words)),
            " · ".join([_cited(row, words), *_now(row, totals, words)]),
        )
        for row in overview.reported
    )


def unwatched(overview: Overview, words: Words) -> None:
    """Show listings past the line that are not on the watchlist."""
    if not overview.unwatched:
        return
    count = len(overview.unwatched)
    shown.heading(
        words.say_n(
            "{count} more listing is past the line, and nobody watches it",
            "{count} more listings are past the line, and nobody watches them",
            count,
            count=count,
        ),
        words.say("From the publisher's directory, under the publisher's titles; not all are lenders."),
    )
    shown.listed(
        (
            words.say("{name}: {bounds}", name=shown.strong(quoted(row["title"])), bounds=short(row["total"], words)),
            words.say(
                "{count} in the last 30 days, read {moment}",
                count=exact(row["last_30_days"]),
                moment=moment(row["read_at"], words),
            ),
        )
        for row in overview.unwatched
    )


def unread(overview: Overview, words: Words) -> None:
    """Name the watched platforms that have no number yet."""
    if overview.unread:
        names = words.say(", ").join(row[f"name_{words.locale.lower()}"] for row in overview.unread)
        shown.aside(words.say("Watched, but not found at the publisher so far: {names}.", names=names))


def caveat(words: Words) -> None:
    """Say what a count is not."""
    shown.aside(
        words.say(
            "A complaint is what a user alleges, not what was found to be true. A count is not a rate: a platform"
            " with more users draws more complaints. Only the publisher's own numbers are compared here."
        )
    )
