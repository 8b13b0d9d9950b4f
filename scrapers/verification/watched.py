"""Whose each listing is by the watchlist, held against whose it is in the database."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from db import queries
from db.connection import reading
from db.settings import Settings
from scrapers.platforms import Watched, read_watchlist
from scrapers.publishers import PUBLISHERS
from scrapers.verification.difference import Difference


def _meant(one: Watched, titles: Mapping[str, str]) -> list[str]:
    """The listings that bear a watched title, by the watchlist: more than one where nobody can tell."""
    companies = [
        key for key, title in titles.items() if title == one.title and one.couid in {None, key.split("/")[0]}
    ]
    companies = [key for key in companies if "/" not in key] or companies
    if not one.service:
        return companies
    couids = {one.couid} if one.couid else {key.split("/")[0] for key in companies}
    return [
        key for key, title in titles.items() if title == one.service and "/" in key and key.split("/")[0] in couids
    ]


def _of_publisher(
    watched: list[Watched], titles: Mapping[str, str], stored: Mapping[str, str]
) -> Iterator[Difference]:
    meant = {one: _meant(one, titles) for one in watched}
    about = (watched[0].publisher if watched else "", "platform", "the watchlist")
    for one, listings in meant.items():
        if len(listings) == 1 and stored.get(listings[0]) != one.platform:
            said = (str(stored.get(listings[0])), f"{one.platform} by the watchlist")
            yield Difference("listings", f"{about[0]} {listings[0]}", about[1], *said, about[2])
    for listing, platform in stored.items():
        if not any(listing in listings for one, listings in meant.items() if one.platform == platform):
            key = f"{about[0]} {listing}, titled {titles.get(listing)}"
            yield Difference("listings", key, about[1], platform, "not its listing by the watchlist", about[2])


def platforms(settings: Settings, copy: Path) -> Iterator[Difference]:
    """Listings that belong to another platform by the watchlist.

    Nothing where the database was filled with a watchlist of other platforms than the one that is set.
    """
    watchlist = read_watchlist(settings.platforms)
    with reading(copy) as connection:
        there = set(queries.comparison(connection)["platform"].to_pylist())
        if there != {one.platform for one in watchlist.platforms}:
            return
        for publisher in PUBLISHERS:
            titles = {
                row["listing"]: row["title"] for row in queries.latest_counts(connection, publisher).to_pylist()
            }
            pinned = queries.watched_listings(connection, publisher).to_pylist()
            watched = [one for one in watchlist.watched if one.publisher == publisher]
            yield from _of_publisher(watched, titles, {row["listing"]: row["platform"] for row in pinned})
