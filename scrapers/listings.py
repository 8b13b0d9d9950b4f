"""Which listing is which watched platform. A title that does not match is refused, never guessed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from scrapers.checks import Doubt
from scrapers.publishers.stated import StatedCount


@dataclass(frozen=True, slots=True)
class Wanted:
    """A platform, the exact title and company its listing must have, and the listing it is pinned to."""

    platform: str
    title: str
    pinned: str | None
    company: str | None = None


@dataclass
class Assigned:
    """Which listing is whose, which must not be published as whose it was, and whom no listing was found for.

    `new`: listings beside the one that is followed which bear the same title.
    """

    platforms: dict[str, str] = field(default_factory=dict)
    doubts: dict[str, Doubt] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    new: list[str] = field(default_factory=list)


def _claim(listing: str, platform: str, assigned: Assigned) -> None:
    other = assigned.platforms.setdefault(listing, platform)
    if other != platform:
        detail = f"listing {listing} is claimed by {other} and by {platform}"
        assigned.doubts[listing] = Doubt("claimed_twice", detail)


def _by_pin(wanted: Wanted, row: StatedCount, assigned: Assigned) -> None:
    _claim(row.listing, wanted.platform, assigned)
    if row.title != wanted.title:
        detail = f"listing {row.listing} should be titled {wanted.title}; the publisher now calls it {row.title}"
        assigned.doubts[row.listing] = Doubt("title_changed", detail)


def _named(wanted: Wanted, rows: Iterable[StatedCount]) -> list[str]:
    of_company = (row for row in rows if wanted.company in {None, row.listing.split("/")[0]})
    return [row.listing for row in of_company if row.title == wanted.title]


def _by_title(wanted: Wanted, rows: Iterable[StatedCount], assigned: Assigned) -> None:
    named = _named(wanted, rows)
    if len(named) == 1:
        _claim(named[0], wanted.platform, assigned)
    elif not named:
        assigned.missing.append(f"{wanted.platform}: no listing is titled {wanted.title}")
    for listing in named if len(named) > 1 else ():
        detail = f"{len(named)} listings are titled {wanted.title}: {', '.join(named)}"
        assigned.doubts[listing] = Doubt("ambiguous_title", detail)


def _pinned(wanted: Wanted, rows: Mapping[str, StatedCount]) -> StatedCount | None:
    """The row a platform is pinned to. A bare `couid` also means the one row under it that bears the title."""
    named = [row for row in rows.values() if row.listing.split("/")[0] == wanted.pinned and row.title == wanted.title]
    return rows.get(wanted.pinned or "") or (named[0] if len(named) == 1 else None)


def moved(rows: Mapping[str, StatedCount], titles: Mapping[str, str]) -> dict[str, Doubt]:
    """Doubts about listings never seen before that bear the title of a known one which is not there this time."""
    gone = {title: listing for listing, title in titles.items() if listing not in rows}
    doubts = {}
    for listing, row in rows.items():
        if listing not in titles and row.title in gone:
            detail = f"{listing} bears the title of {gone[row.title]}, which is not there: {row.title}"
            doubts[listing] = Doubt("title_moved", detail)
    return doubts


def _beside(wanted: Wanted, rows: Mapping[str, StatedCount], assigned: Assigned) -> Iterator[str]:
    """Say which other listings bear a pinned platform's title: the pinned one is followed all the same."""
    for listing in _named(wanted, rows.values()):
        if listing != wanted.pinned and listing not in assigned.platforms:
            followed = f"{wanted.platform}: listing {wanted.pinned} is followed"
            yield f"{followed}, and {listing} is titled {wanted.title} too"


def assign(wanted: Iterable[Wanted], rows: Mapping[str, StatedCount]) -> Assigned:
    """Find each wanted platform among rows: by its pinned listing, or by exact title where it has none yet."""
    assigned = Assigned()
    for one in wanted:
        if one.pinned is None:
            _by_title(one, rows.values(), assigned)
        elif row := _pinned(one, rows):
            _by_pin(one, row, assigned)
        else:
            assigned.missing.append(f"{one.platform}: listing {one.pinned} ({one.title}) is not there this time")
        if one.pinned is not None:
            assigned.new += _beside(one, rows, assigned)
    return assigned
