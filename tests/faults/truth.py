"""What the stand-in's world knows, held against what was published: the oracle of every bad day."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from db.connection import Connection
from scrapers.publishers.heimao import STATUSES
from scrapers.replica.world import Tally, World

COUNTS = "select listing, read_at, total, last_30_days, replied, completed from counts"
COMPLAINTS = "select complaint, listing, posted_at, last_seen_at, status, amount_cny from complaints"
WAITING = "select listing, title, read_at, total, last_30_days, replied, completed from quarantine"
Bent = Callable[[Tally], Tally]
BentThen = dict[tuple[str, int], Bent]


def _second(moment: object) -> int:
    assert isinstance(moment, datetime)
    return int(moment.timestamp())


@dataclass(frozen=True)
class Truth:
    """The true figures of a world at any moment."""

    world: World

    def tally(self, listing: str, second: int) -> Tally | None:
        """What a listing or service has at a Unix second; None: there is no such thing."""
        for one in self.world.listings:
            if listing == one.couid:
                return self.world.listed(one, second)
            for stream in one.streams:
                if stream.key == listing and one.has_services:
                    return self.world.tally(stream, second)
        return None

    def title(self, listing: str) -> str | None:
        """What a listing or service is called."""
        titles = {one.couid: one.title for one in self.world.listings}
        titles |= {
            stream.key: stream.name for one in self.world.listings for stream in one.streams if "/" in stream.key
        }
        return titles.get(listing)

    def wrong_counts(self, connection: Connection, bent: BentThen) -> Iterator[str]:
        """Counts that are published and not what the world had, or by `bent` the publisher itself stated, then."""
        for listing, read_at, *figures in connection.execute(COUNTS).fetchall():
            right = self.tally(listing, _second(read_at))
            stated = bent.get((listing, _second(read_at)))
            if tuple(figures) != (stated(right) if stated and right else right):
                yield f"{listing} at {read_at}: {figures} where {right} is true"

    def wrong_complaints(self, connection: Connection) -> Iterator[str]:
        """Complaints that are published and are not what the world has under their number."""
        for number, listing, posted_at, seen_at, status, amount in connection.execute(COMPLAINTS).fetchall():
            right = self.world.complaint(int(number))
            if right is None:
                yield f"complaint {number} was never made"
                continue
            told = (right.listing.couid, STATUSES.get(right.status(_second(seen_at))), right.text.cost or None)
            said = (listing.split("/")[0], status, None if amount is None else amount)
            if told[:2] != said[:2] or (told[2] is None) != (said[2] is None) or not _equal(told[2], said[2]):
                yield f"complaint {number}: {said} where {told} is true"
            if abs(posted_at - datetime.fromtimestamp(right.second, UTC)) >= timedelta(minutes=1):
                yield f"complaint {number} was posted at {right.second}, not {posted_at}"

    def wrong(self, connection: Connection, bent: BentThen) -> list[str]:
        """Everything that is published and wrong."""
        return [*self.wrong_counts(connection, bent), *self.wrong_complaints(connection)]

    def healthy(self, connection: Connection) -> list[str]:
        """Numbers that wait in quarantine although they are right and bear their right title."""
        found = []
        for listing, title, read_at, *figures in connection.execute(WAITING).fetchall():
            right = self.tally(listing, _second(read_at))
            if right and title == self.title(listing) and [str(one) for one in right] == figures:
                found.append(f"{listing} ({title}) at {read_at}: {figures}")
        return found


def _equal(cost: str | None, amount: object) -> bool:
    return cost is None or float(cost) == float(amount)  # type: ignore[arg-type]
