"""Every saved body, mutated: what is read off it is what it was, or it is refused; never another number."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from scrapers.batches import Known, counted, paged
from scrapers.checks import Before
from scrapers.errors import BodyError, ScrapeError
from scrapers.evidence import Evidence
from scrapers.fetch import Answer
from scrapers.listings import Wanted, assign, moved
from scrapers.publishers import heimao
from scrapers.sources.complaints import read_feed
from scrapers.sources.counts import read_directory, read_services
from scrapers.sources.reader import Reader
from tests.faults.bending import bent

EXAMPLES = Path(__file__).parents[1] / "examples" / "heimao"
ASKED = "17391181466"
SERVICES = {("7000000001", "美团借钱"): "7000000001/1"}
NOW = datetime(2026, 11, 23, tzinfo=UTC)
END = b'{"result": {"status": {"code": 0, "msg": ""}, "data": {"lists": []}}}'
Facts = dict[str, tuple[Any, ...]]


@dataclass
class Read:
    """How many mutated bodies were read right, refused, or gave another number; `wrong` says which."""

    tried: int = 0
    right: int = 0
    refused: int = 0
    wrong: list[str] = field(default_factory=list)


class _Bodies:
    """A publisher of one body, for the real readers."""

    def __init__(self, evidence: Evidence):
        self.evidence, self.body = evidence, b""

    def reader(self, source: str, body: bytes) -> Reader:
        bodies = iter([body])

        def fetch(target: str) -> Answer:
            told = next(bodies, END)
            return Answer(heimao.URL + target, 200, "OK", (), (), told, told, NOW, is_demonstration=True)

        return Reader(fetch, self.evidence, heimao, source, "a refresh")


def _counts(reader: Reader, right: Facts) -> Facts:
    """What would be published of a directory or of services, where the day before was as it should be."""
    titles = {listing: str(facts[0]) for listing, facts in right.items()}
    if reader.source == "directory":
        rows = read_directory(reader, 0, titles, titles)
    else:
        rows = read_services(reader, ["1003626"])
    wanted = [Wanted(f"p{listing}", title, listing) for listing, title in titles.items()]
    before = {listing: Before(NOW - timedelta(hours=1), *facts[1:]) for listing, facts in right.items()}
    assigned = assign(wanted, stated := {key: read.value for key, read in rows.items()})
    assigned.doubts = moved(stated, titles) | assigned.doubts
    brought = counted(rows, assigned, Known(before, {}, {}))
    named = {one.listing: one.title for one in brought.listings}
    return {
        one.listing: (named[one.listing], one.total, one.replied, one.completed, one.last_30_days)
        for one in brought.counts
    }


def _fed(reader: Reader, _: Facts) -> Facts:
    read = read_feed(reader, frozenset(), 1).complaints
    return {
        key: (one.value.listing, one.value.posted_at, one.value.amount_cny, one.value.status)
        for key, one in read.items()
    }


def _page(reader: Reader, _: Facts) -> Facts:
    """Whose a complaint would be, and what is read of it; a service that is none we know names no listing."""
    page = reader.read(f"/complaint/view/{ASKED}/", partial(heimao.parse_complaint, asked=ASKED))
    one = paged([page], SERVICES, heimao).complaints[0]
    couid, _, sid = one.listing.partition("/")
    return {one.complaint: (couid, sid or None, one.status, one.posted_at, one.amount_cny)}


def _is_right(found: Facts, right: Facts) -> bool:
    """Every fact that was read is as it was; what may be absent on a page may have been dropped."""
    return all(
        key in right and all(is_ == was or (is_ is None) for is_, was in zip(facts, right[key], strict=True))
        for key, facts in found.items()
    )


def _readers(evidence: Evidence, right: Facts) -> dict[str, Callable[[bytes], Facts]]:
    bodies = _Bodies(evidence)
    return {
        "directory": lambda body: _counts(bodies.reader("directory", body), right),
        "services": lambda body: _counts(bodies.reader("services", body), right),
        "feed": lambda body: _fed(bodies.reader("feed", body), right),
        "complaint": lambda body: _page(bodies.reader("complaints", body), right),
    }


def _unmutated(kind: str, body: bytes, evidence: Evidence) -> Facts:
    if kind == "complaint":
        return _page(_Bodies(evidence).reader("complaints", body), {})
    if kind == "feed":
        rows = heimao.parse_feed(body).rows
        return {row.complaint: (row.listing, row.posted_at, row.amount_cny, row.status) for row in rows}
    rows = (heimao.parse_directory(body) if kind == "directory" else heimao.parse_services(body, "1003626")).rows
    numbers = {}
    for row in rows:
        listing = row.listing.split("/")[0] if kind == "directory" else row.listing
        numbers[listing] = (row.title, int(row.total), int(row.replied), int(row.completed), int(row.last_30_days))
    return numbers


def readable(evidence: Evidence) -> Iterator[tuple[str, Path, Facts]]:
    """The saved bodies that are read as they are, each with its kind and facts."""
    for path in sorted(EXAMPLES.iterdir()):
        kind = path.name.split("-")[0]
        if path.name.endswith(".expected.json"):
            continue
        try:
            facts = _unmutated(kind, path.read_bytes(), evidence)
        except (BodyError, ValueError):
            continue
        if facts:
            yield kind, path, facts


def mutate(seeds: range, folder: Path) -> dict[str, Read]:
    """Mutate every readable body once with each seed, and read it as a refresh would."""
    found: dict[str, Read] = {}
    with Evidence(folder) as evidence:
        for kind, path, right in readable(evidence):
            read = _readers(evidence, right)[kind]
            shown = found[path.name] = Read()
            for seed in seeds:
                about, body = bent(kind, path.read_bytes(), Random(f"{path.name} {seed}"))
                shown.tried += 1
                try:
                    facts = read(body)
                except ScrapeError:
                    shown.refused += 1
                    continue
                if _is_right(facts, right):
                    shown.right += 1
                else:
                    shown.wrong.append(f"{path.name}, seed {seed}, {about}: {facts}")
    return found
