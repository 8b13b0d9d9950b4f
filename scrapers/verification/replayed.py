"""What follows from the whole record: rows that lead to no receipt, complaints as told over time, what is derived."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from db import queries, replay
from db.connection import Connection, reading
from db.decisions import decisions_amiss
from scrapers.classification import classifier
from scrapers.verification.difference import Difference, Row, compare, place

TEXTS_AT_ONCE = 20_000


def unled(connection: Connection) -> Iterator[Difference]:
    """Rows that name what is not there, rows that are there twice, and refreshes whose account is another."""
    for row in replay.rows_without_receipt(connection).to_pylist():
        read = f"but there is no such {row['named_column']}"
        yield Difference(row["kind"], row["key"], row["named_column"], row["named"], read, "no receipt")
    for row in replay.rows_repeated(connection).to_pylist():
        yield Difference(row["kind"], row["key"], "the number of rows", str(row["times"]), "1 by rule", "no receipt")
    for row in decisions_amiss(connection).to_pylist():
        yield Difference("decisions", row["key"], "the number", row["decided"], row["said"], "the table decisions")
    for row in queries.ledger_differences(connection).to_pylist():
        said, there = str(row["rows_there"]), f"{row['rows_said']} by the refresh's own account"
        key = f"of refresh {row['refresh']}, {row['source']}"
        yield Difference(row["kind"], key, "the number of rows", said, there, "the table refreshes")


def _differences(
    held: replay.Held, pair: tuple[Row | None, Row | None], receipts: dict[str, Row], by: str
) -> Iterator[Difference]:
    stored, derived = pair
    row: Any = stored or derived
    key = " ".join(str(row[name]) for name in held.keys if row[name] is not None)
    told = (derived or {}).get("capture") or row.get("capture")
    receipt = place(receipts[told]) if told in receipts else "the database itself"
    if stored is None or derived is None:
        there = ("there", f"not there {by}") if stored else ("not there", f"there {by}")
        yield Difference(held.table, key, "the row", *there, receipt)
        return
    shared = {name: value for name, value in derived.items() if name in stored}
    yield from compare((held.table, key, receipt), stored, shared, by)


def tellings(copy: Path) -> Iterator[Difference]:
    """Complaints, statuses, timelines and titles that are not what the evidence tells, in both directions."""
    with reading(copy) as connection:
        receipts = {row["capture"]: row for row in replay.receipts(connection).to_pylist()}
        unread = {tuple(row.values()) for row in replay.unread_complaints(connection).to_pylist()}
        for held in replay.TELLINGS:
            for pair in replay.differing(connection, held):
                row: Any = pair[0] or pair[1]
                if (row["publisher"], row.get("complaint")) not in unread:
                    yield from _differences(held, pair, receipts, "in the evidence")


def ledger(copy: Path) -> Iterator[Difference]:
    """Refreshes that say they brought another number of complaints than their receipts show."""
    with reading(copy) as connection:
        for pair in replay.differing(connection, replay.ACCOUNT):
            yield from _differences(replay.ACCOUNT, pair, {}, "by the receipts of that refresh")


def derived(copy: Path) -> Iterator[Difference]:
    """Revisions, crossings and daily counts that do not follow from the counts and complaints."""
    with reading(copy) as connection:
        receipts = {row["capture"]: row for row in replay.receipts(connection).to_pylist()}
        for held in replay.DERIVED:
            for pair in replay.differing(connection, held):
                yield from _differences(held, pair, receipts, "worked out again")


def classified(copy: Path) -> Iterator[Difference]:
    """Categories that today's rules would not give, where the same version of the rules gave those stored."""
    with reading(copy) as connection:
        texts = replay.texts_classified(connection, classifier().version)
        rows = iter(texts.to_pylist())
    while told := list(islice(rows, TEXTS_AT_ONCE)):
        found = classifier().classify([(row["title"], row["issue"], row["claim"], row["excerpt"]) for row in told])
        replay.tell(
            copy,
            {
                "told_categories": [
                    {name: row[name] for name in ("publisher", "complaint")}
                    | {"category": match.category, "matched": ",".join(match.words)}
                    for row, matches in zip(told, found, strict=True)
                    for match in matches
                ]
            },
        )
    with reading(copy) as connection:
        for pair in replay.differing(connection, replay.CATEGORIES):
            by = f"by version {classifier().version} of the rules"
            yield from _differences(replay.CATEGORIES, pair, {}, by)
