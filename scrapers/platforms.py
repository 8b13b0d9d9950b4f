"""The watchlist: which platforms we watch, where each is listed, and what others reported before we began."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

import msgspec

from db.records import Platform, ReportedCount
from db.settings import SettingError
from scrapers.entries import read_entries
from scrapers.publishers import PUBLISHERS

PACKAGED = Path(__file__).with_name("platforms.toml")

Kind = Literal["cash_loan", "instalment", "wallet", "consumer_finance_company", "bank", "platform_finance"]
ShortName = Annotated[str, msgspec.Meta(pattern=r"\A[a-z][a-z0-9]*(_[a-z0-9]+)*\Z", max_length=40)]
Text = Annotated[str, msgspec.Meta(pattern=r"\A\S(.*\S)?\Z", max_length=500)]
Couid = Annotated[str, msgspec.Meta(pattern=r"\A[1-9][0-9]{0,19}\Z")]
Complaints = Annotated[int, msgspec.Meta(ge=0, lt=10**12)]
Millions = Annotated[float, msgspec.Meta(gt=0, le=10_000)]

EXAMPLE = f"""\
[[platform]]
platform = "my_loans"            # short name, stable for ever: a-z, 0-9 and underscores
name_zh_hans = "我的借钱"
name_zh_hant = "我的借錢"
name_en = "My Loans"
group_name = "我的集团"
kind = "cash_loan"               # one of: {", ".join(get_args(Kind))}
users_millions = 12.5            # all three of users_…, or none
users_as_of = 2026-06-30
users_source = "Annual report, page 12: users of the whole app"
# may be left out; in it, reported_on and high may be
reported = [{{ reported_on = 2025-10-11, low = 115000, high = 129999, citation = "Where it was reported" }}]
[[platform.listings]]
publisher = "heimao"
title = "我的集团"               # the publisher's own title, exactly
couid = "1000000"                # may be left out
service = "我的借钱"             # may be left out"""


class _Strict(msgspec.Struct, forbid_unknown_fields=True):
    """An unknown key is an error."""


class _Reported(_Strict):
    low: Complaints
    citation: Text
    high: Complaints | None = None
    reported_on: date | None = None

    def __post_init__(self) -> None:
        if self.high is not None and self.high < self.low:
            raise ValueError(f"`high` ({self.high}) is below `low` ({self.low})")


class _Listing(_Strict):
    publisher: ShortName
    title: Text
    couid: Couid | None = None
    service: Text | None = None

    def __post_init__(self) -> None:
        if self.publisher not in PUBLISHERS:
            raise ValueError(f"`{self.publisher}` is no publisher we read; those are: {', '.join(PUBLISHERS)}")


class _Entry(_Strict):
    platform: ShortName
    name_zh_hans: Text
    name_zh_hant: Text
    name_en: Text
    group_name: Text
    kind: Kind
    listings: Annotated[list[_Listing], msgspec.Meta(min_length=1)]
    users_millions: Millions | None = None
    users_as_of: date | None = None
    users_source: Text | None = None
    reported: list[_Reported] = []

    def __post_init__(self) -> None:
        stated = (self.users_millions, self.users_as_of, self.users_source)
        if None in stated and any(part is not None for part in stated):
            raise ValueError("`users_millions`, `users_as_of` and `users_source` go together: all three, or none")


@dataclass(frozen=True, slots=True)
class Watched:
    """A listing to watch for a platform, or one `service` of it; without `couid` it is found by its exact `title`."""

    platform: str
    publisher: str
    title: str
    couid: str | None
    service: str | None


@dataclass(frozen=True, slots=True)
class Watchlist:
    """What is watched, in the order of the file: the first platform has position 1."""

    platforms: tuple[Platform, ...]
    watched: tuple[Watched, ...]
    reported: tuple[ReportedCount, ...]


def read_watchlist(path: Path | None = None) -> Watchlist:
    """Read the watchlist at `path` (none: the one that comes with us); raise `SettingError` if any of it is wrong."""
    file = path or PACKAGED
    try:
        entries = _entries(file)
        _agree(entries)
    except (OSError, ValueError) as error:
        raise SettingError(
            f"The watchlist {file} cannot be used, and nothing was read: {error}.\nAn entry that is right:\n{EXAMPLE}"
        ) from None
    return _watchlist(entries)


def _entries(file: Path) -> list[_Entry]:
    return [_entry(number, one) for number, one in enumerate(read_entries(file, "platform"), 1)]


def _entry(number: int, raw: Any) -> _Entry:
    name = raw.get("platform", "no short name") if isinstance(raw, dict) else raw
    try:
        return msgspec.convert(raw, _Entry)
    except msgspec.ValidationError as error:
        raise ValueError(f"entry {number} ({name}): {error}") from None


def _agree(entries: list[_Entry]) -> None:
    listings = [(entry, listing) for entry in entries for listing in entry.listings]
    for field in ("platform", "name_zh_hans", "name_zh_hant", "name_en"):
        _once(field, (getattr(entry, field) for entry in entries))
    _once("listing", ((one.publisher, one.title, one.service) for _, one in listings))
    couids = {(one.publisher, one.title, one.couid) for _, one in listings}
    _once("title, with more than one `couid` (or with and without one),", (found[:2] for found in couids))
    _once("couid, with more than one title,", ((found[0], found[2]) for found in couids if found[2]))


def _once(what: str, values: Iterable[Any]) -> None:
    for value, times in Counter(values).items():
        if times > 1:
            shown = " / ".join(filter(None, value)) if isinstance(value, tuple) else value
            raise ValueError(f"the {what} {shown!r} occurs {times} times, and must occur once")


def _watchlist(entries: list[_Entry]) -> Watchlist:
    return Watchlist(
        tuple(_platform(position, entry) for position, entry in enumerate(entries, 1)),
        tuple(
            Watched(entry.platform, one.publisher, one.title, one.couid, one.service)
            for entry in entries
            for one in entry.listings
        ),
        tuple(
            ReportedCount(entry.platform, one.reported_on, one.low, one.high, one.citation)
            for entry in entries
            for one in entry.reported
        ),
    )


def _platform(position: int, entry: _Entry) -> Platform:
    kept = {name: getattr(entry, name) for name in _Entry.__struct_fields__ if name not in {"listings", "reported"}}
    return Platform(**kept, position=position)
