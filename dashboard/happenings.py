"""What happened at a line, in words: for the log, the banner and the feed."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from dashboard.figures import exact, moment
from dashboard.lines import Line, interval
from dashboard.taxonomy import Names
from dashboard.text import Words, later

Row = Mapping[str, Any]

NEWS_DAYS = 30
CROSSINGS = frozenset({"first_crossing", "re_crossing"})
TITLES = {
    "initial_above": later("{name} was past {line} before we began watching"),
    "first_crossing": later("{name} reached {line}"),
    "re_crossing": later("{name} reached {line} again"),
    "milestone": later("{name} reached the milestone of {line}"),
    "correction_below": later("{name} fell back below {line}: the number was revised"),
}
ACCEPTED = later("A person accepted one of these numbers although a check had stopped it.")
KINDS = {
    "initial_above": later("from before"),
    "first_crossing": later("crossing"),
    "re_crossing": later("crossing again"),
    "milestone": later("milestone"),
    "correction_below": later("revision"),
}


def title(row: Row, names: Names, words: Words) -> str:
    """What happened, in one clause."""
    line = Line(**{name: row[name] for name in Line.__slots__})
    message = TITLES[row["kind"]]
    return words.say(message, name=names.platform(row["platform"], words), line=line.name(names, words))


def details(row: Row, words: Words) -> list[str]:
    """When, between which numbers, and what became of it: sentences."""
    if row["kind"] == "correction_below":
        said = [_fall(row, words), _crossing(row, words)]
    else:
        said = [_crossing(row, words)]
        said += [words.say("Revised since: {fall}", fall=_fall(row, words))] * row["is_revised"]
    return [*said, words.say(ACCEPTED)] if row["is_accepted"] else said


def _crossing(row: Row, words: Words) -> str:
    when = interval(row["after_at"], row["by_at"], words)
    by = exact(row["by_value"])
    if row["after_at"] is None:
        return words.say("Reached {when}: the first number we read was {by}.", when=when, by=by)
    after = exact(row["after_value"])
    return words.say("Reached {when} (Beijing time): {after}, then {by}.", when=when, after=after, by=by)


def _fall(row: Row, words: Words) -> str:
    if row["fell_at"] is None:
        return words.say("A later number was below the line.")
    at, value = moment(row["fell_at"], words), exact(row["fell_value"])
    return words.say("The publisher stated {value} on {at}.", value=value, at=at)


def latest_crossing(log: Sequence[Row], now: datetime) -> Row | None:
    """The latest crossing that we saw happen, if it is of the last 30 days by the publisher's clock, `now`."""
    since = now - timedelta(days=NEWS_DAYS)
    return next((row for row in log if row["kind"] in CROSSINGS and row["happened_at"] >= since), None)
