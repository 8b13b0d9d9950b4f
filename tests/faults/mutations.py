"""Every saved body, mutated: what is read off it is what it was, or it is refused; never another number.

JSON: a row or field dropped, doubled, moved, renamed or null, two values of a row swapped, the totals of two rows
swapped. HTML: a node dropped, doubled or moved, its mark renamed, the texts of two nodes of one kind swapped.
What nobody could notice is left out: counters we never read, two complaints' statuses in each other's place.
"""

import copy
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from bs4 import BeautifulSoup, Tag

from scrapers.batches import Known, counted
from scrapers.checks import Before
from scrapers.errors import BodyError, ScrapeError
from scrapers.evidence import Evidence
from scrapers.fetch import Answer
from scrapers.listings import Wanted, assign, moved
from scrapers.publishers import heimao
from scrapers.sources.complaints import read_feed
from scrapers.sources.counts import read_directory, read_services
from scrapers.sources.reader import Reader

EXAMPLES = Path(__file__).parents[1] / "examples" / "heimao"
ASKED = "17391181466"
NOW = datetime(2026, 11, 23, tzinfo=UTC)
END = b'{"result": {"status": {"code": 0, "msg": ""}, "data": {"lists": []}}}'
NEVER_READ = {"upvote_amount", "share_amount", "comment_amount", "evaluate_u", "field", "created_at"}
Facts = dict[str, tuple[Any, ...]]


@dataclass
class Read:
    """How many mutated bodies were read right, refused, or gave another number; `wrong` says which."""

    tried: int = 0
    right: int = 0
    refused: int = 0
    wrong: list[str] = field(default_factory=list)


def _rows(body: Any) -> list[dict[str, Any]]:
    data = body["result"]["data"]
    rows = data["lists"] if isinstance(data, dict) else data
    return rows if isinstance(rows, list) else []


def _inner(row: dict[str, Any]) -> dict[str, Any]:
    inner = row.get("main", row)
    return inner if isinstance(inner, dict) else row


def _bend_json(body: Any, chance: Random) -> str:
    rows = _rows(body)
    at = chance.randrange(len(rows))
    row = _inner(rows[at])
    one, other = chance.sample(sorted(set(row) - NEVER_READ), 2)
    way = chance.choice(["drop row", "double row", "move row", "drop", "rename", "null", "swap", "swap rows"])
    if way == "drop row":
        del rows[at]
    elif way == "double row":
        rows.insert(chance.randrange(len(rows) + 1), copy.deepcopy(rows[at]))
    elif way == "move row":
        rows.insert(chance.randrange(len(rows)), rows.pop(at))
    elif way in {"drop", "rename"}:
        row |= {f"{one}_{chance.randint(0, 9)}": row.pop(one)} if way == "rename" else (row.pop(one) and {}) or {}
    elif way == "null":
        row[one] = None
    elif way == "swap":
        row[one], row[other] = row[other], row[one]
    else:
        with_it, one = _inner(chance.choice(rows)), "valid_amt"
        if one in with_it:
            row[one], with_it[one] = with_it[one], row[one]
    return f"{way} {one}/{other} of row {at}"


def _bend_html(page: BeautifulSoup, chance: Random) -> str:
    nodes = page.find_all(True)
    node = chance.choice(nodes)
    way = chance.choice(["drop", "double", "move", "rename", "swap"])
    about = f"{way} {node.name}.{'.'.join(node.get('class', []))} {node.get_text()[:20]!r}"
    if way == "drop":
        node.decompose()
    elif way == "double":
        node.insert_after(BeautifulSoup(str(node), "html.parser"))
    elif way == "move":
        if others := [one for one in nodes if one is not node and node not in one.parents]:
            chance.choice(others).insert_after(node.extract())
    elif way == "rename":
        node.name = chance.choice(["div", "p", "section"])
        node.attrs.pop("class", None)
    else:
        _swap_texts(chance.choice([one for one in nodes if one.name == node.name]), node)
    return about


def _swap_texts(one: Tag, other: Tag) -> None:
    if one.string and other.string:
        texts = str(one.string), str(other.string)
        one.string, other.string = texts[1], texts[0]


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


def _page(body: bytes) -> Facts:
    one = heimao.parse_complaint(body, ASKED).complaint
    return {one.complaint: (one.listing, one.service, one.status, one.posted_at, one.amount_cny)}


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
        "complaint": _page,
    }


def _unmutated(kind: str, body: bytes) -> Facts:
    if kind == "complaint":
        return _page(body)
    if kind == "feed":
        rows = heimao.parse_feed(body).rows
        return {row.complaint: (row.listing, row.posted_at, row.amount_cny, row.status) for row in rows}
    rows = (heimao.parse_directory(body) if kind == "directory" else heimao.parse_services(body, "1003626")).rows
    numbers = {}
    for row in rows:
        listing = row.listing.split("/")[0] if kind == "directory" else row.listing
        numbers[listing] = (row.title, int(row.total), int(row.replied), int(row.completed), int(row.last_30_days))
    return numbers


def readable() -> Iterator[tuple[str, Path, Facts]]:
    """The saved bodies that are read as they are, each with its kind and facts."""
    for path in sorted(EXAMPLES.iterdir()):
        kind = path.name.split("-")[0]
        if path.name.endswith(".expected.json"):
            continue
        try:
            facts = _unmutated(kind, path.read_bytes())
        except (BodyError, ValueError):
            continue
        if facts:
            yield kind, path, facts


def _mutated(kind: str, body: bytes, chance: Random) -> tuple[str, bytes]:
    if kind == "complaint":
        page = BeautifulSoup(body.decode("utf-8"), "html.parser")
        return _bend_html(page, chance), str(page).encode()
    told = json.loads(body.decode("utf-8-sig"))
    about = _bend_json(told, chance)
    return about, json.dumps(told, ensure_ascii=False).encode()


def mutate(seeds: range, folder: Path) -> dict[str, Read]:
    """Mutate every readable body once with each seed, and read it as a refresh would."""
    found: dict[str, Read] = {}
    with Evidence(folder) as evidence:
        for kind, path, right in readable():
            read = _readers(evidence, right)[kind]
            shown = found[path.name] = Read()
            for seed in seeds:
                about, body = _mutated(kind, path.read_bytes(), Random(f"{path.name} {seed}"))
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
