"""One platform's record: its total and the line, how much was answered and how fast, its services."""

from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any

import pyarrow as pa

from dashboard import data, shown
from dashboard.cells import Cell, Column, Share, Two, table
from dashboard.changed import changed
from dashboard.compared import Overview
from dashboard.drilldown.drilled import OnePlatform
from dashboard.figures import between, exact, moment, share, short
from dashboard.lines import resting
from dashboard.quoting import quoted
from dashboard.sections import history
from dashboard.sections.changes import listed
from dashboard.sections.downloads import File, downloads
from dashboard.sections.headline import about
from dashboard.standings import Standing
from dashboard.tables import against_line
from dashboard.text import Words
from db.freshness import of_number


def standings_of(one: OnePlatform) -> list[Standing]:
    """The latest count of each of the platform's listings, the largest first; none where none was read."""
    return [found for found in one.overview.standings if found.platform == one.platform]


def of_listing(finding: str, one: OnePlatform, standing: Standing, words: Words) -> str:
    """A finding, after the name of its listing where the platform has several."""
    if len(standings_of(one)) == 1:
        return finding
    return words.say(
        "{title} ({listing}): {finding}", title=quoted(standing.title), listing=standing.listing, finding=finding
    )


def crossed(overview: Overview, standing: Standing, words: Words) -> str:
    """When it crossed the line, or how far off it is."""
    line = short(standing.line, words)
    crossing = next((one for one in overview.crossings if one.listing == standing.listing), None)
    if crossing is None:
        return words.say("{line} line: {distance}.", line=line, distance=against_line(standing, words))
    if crossing.after_at is None:
        return words.say("It was past {line} before we began watching.", line=line)
    when = resting(between(crossing.after_at, crossing.by_at, words), words, is_accepted=crossing.is_accepted)
    return words.say("It crossed {line} {when}.", line=line, when=when)


def record(one: OnePlatform, standing: Standing, words: Words) -> None:
    """Show how its total grew, with the line and when it was crossed."""
    shown.heading(of_listing(history.grown(standing, words), one, standing, words), about(one.overview, words))
    drawn = history.Drawn([standing], standing.platform)
    history.draw(one.overview, drawn, words, f"history_{standing.listing.replace('/', '_')}")


def happened(one: OnePlatform, words: Words) -> None:
    """Show its crossings, milestones, revisions and changes of pace, the latest first."""
    overview = one.overview
    found = [
        change
        for change in changed(overview.happenings, overview.paces, overview.names, words)
        if change.platform == one.platform
    ]
    if not found:
        shown.heading(words.say("Nothing has happened at a line so far"))
        return
    count = len(found)
    title = words.say_n(
        "{count} change since we began watching", "{count} changes since we began watching", count, count=count
    )
    shown.heading(title, words.say("What changed: crossings, milestones, revisions, pace"))
    listed(found, words)


def at_the_median(part: str, standings: Sequence[Standing], words: Words) -> str:
    """Which share of its complaints the median platform replied to or completed."""
    shares = [found for peer in standings if (found := share(getattr(peer, part), peer.total)) is not None]
    return words.say("{share} at the median platform", share=f"{median(shares):.1f}%" if shares else "–")


def _against_peers(part: str, standing: Standing, standings: Sequence[Standing], words: Words) -> str:
    middle = at_the_median(part, standings, words)
    base = words.say("{part} of {whole}", part=exact(getattr(standing, part)), whole=exact(standing.total))
    return f"{base} · {middle}"


def _first_reply(one: OnePlatform, words: Words) -> Two:
    found = one.replies
    if found["median_days"] is None:
        return Two(
            "–", words.say("no page with a reply was read ({pages} pages read)", pages=exact(found["pages_read"]))
        )
    days = words.say("{days} days", days=f"{found['median_days']:.1f}")
    rest = words.say(
        "median of {replied} with a reply, among {pages} complaint pages read; those still waiting are not in it",
        replied=exact(found["replied"]),
        pages=exact(found["pages_read"]),
    )
    return Two(days, rest)


def answered(one: OnePlatform, standing: Standing, words: Words) -> None:
    """Show which shares were replied to and completed, beside the other platforms, and how long replies take."""
    standings = one.overview.standings
    shares = {part: share(getattr(standing, part), standing.total) for part in ("replied", "completed")}
    title = words.say("{share} of all complaints have a reply", share=f"{shares['replied'] or 0:.1f}%")
    shown.heading(
        of_listing(title, one, standing, words),
        words.say("A first reply counts as replied; completed is confirmed by the consumer, or set automatically."),
    )
    columns = [
        Column(words.say("What")),
        Column(words.say("How much"), is_number=True),
        Column(words.say("Of what"), is_long=True),
    ]
    named = {"replied": words.say("Replied"), "completed": words.say("Completed")}
    rows: list[list[Cell]] = [
        [named[part], Share(shares[part]), _against_peers(part, standing, standings, words)] for part in named
    ]
    reply = _first_reply(one, words)
    rows.append([words.say("Time to the first reply"), reply.main, str(reply.below)])
    table(title, columns, rows)


def _state(row: Mapping[str, Any]) -> str | None:
    """Whether a service's total is fresh or stale; None where the publisher states none."""
    return None if row["total"] is None else of_number(row["finished_at"], data.clock(), "services").value


def services(one: OnePlatform, words: Words) -> None:
    """Show the services of its company at the publisher, and which of them the complaints we read name."""
    if not one.services:
        return
    columns = [
        Column(words.say("Service")),
        Column(words.say("Total"), is_number=True),
        Column(words.say("Last 30 days"), is_number=True),
        Column(words.say("Named in complaints read"), is_number=True),
        Column(words.say("Read"), is_extra=True),
    ]
    rows: list[list[Cell]] = [
        [
            words.say("{name} (this platform)", name=quoted(row["service"]))
            if row["is_own"]
            else quoted(row["service"]),
            "" if row["total"] is None else exact(row["total"]),
            "" if row["last_30_days"] is None else exact(row["last_30_days"]),
            exact(row["complaints"]),
            moment(row["read_at"], words) if row["read_at"] else "",
        ]
        for row in one.services
    ]
    title = words.say("Services of the same company at the publisher")
    if (largest := one.services[0])["total"] is not None:
        title = words.say(
            "Of its company's services, {name} has most complaints: {total}",
            name=quoted(largest["service"]),
            total=short(largest["total"], words),
        )
    shown.heading(
        title, words.say("Totals as the publisher states them; services are named only on complaint pages.")
    )
    table(title, columns, rows)
    names = ["service", "listing", "total", "last_30_days", "state", "complaints", "read_at"]
    made = pa.Table.from_pylist([row | {"state": _state(row)} for row in one.services]).select(names)
    downloads(File("services", words.say("services"), made.num_rows, lambda: made), one.drilled, words)
