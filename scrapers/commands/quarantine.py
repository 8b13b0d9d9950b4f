"""`tousu quarantine`: the numbers that wait for a person, their evidence, and deciding about them."""

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Annotated, Any

import typer

from db import queries
from db.connection import reading
from db.decisions import REFUSALS, DecisionError, accept, recent_decisions, reject, unacceptable
from db.settings import Settings, load
from scrapers.checks import Figures
from scrapers.commands import console
from scrapers.commands.console import AsJson
from scrapers.evidence import read_back
from scrapers.publishers import PUBLISHERS
from scrapers.publishers.stated import StatedCount, StatedPage
from scrapers.redact import redact
from scrapers.verification.receipts import row_of

commands = typer.Typer(help="Numbers that wait for a person: look, accept, reject.", no_args_is_help=True)

MOST = 1_000
Ticket = Annotated[str, typer.Argument(help="The number's ticket, as `tousu quarantine list` shows it.")]
Note = Annotated[str, typer.Option(help="Why; it is kept for ever.")]
By = Annotated[str | None, typer.Option(help="Who decides; default: this machine's user.")]


def waiting(settings: Settings) -> list[dict[str, Any]]:
    """The newest waiting number of each listing, and why it cannot be accepted, where it cannot."""
    with reading(settings.database) as connection:
        rows: list[dict[str, Any]] = queries.quarantined(connection, MOST).to_pylist()
    return [row | {"unacceptable": unacceptable(row)} for row in rows]


@commands.command("list")
def show(as_json: AsJson = False) -> None:
    """Show the numbers that wait, beside the last good ones, and what was decided of late."""
    settings = load()
    rows = waiting(settings)
    with reading(settings.database) as connection:
        decided = recent_decisions(connection, MOST).to_pylist()
    if as_json:
        console.say_json({"waiting": rows, "decisions": decided})
        return
    for row in rows:
        good = "nothing" if row["good_total"] is None else f"{row['good_total']:,}"
        console.say(f"{row['ticket']}  {row['title']}: {row['total']} waits, {good} was last good. {row['detail']}")
        _aside(row)
    console.say("1 number waits" if len(rows) == 1 else f"{len(rows)} numbers wait")
    for row in decided[:20]:
        about = f"{row['title']} {row['total']} {row['decision']} by {row['decided_by']}: {row['note']}"
        console.say(f"{row['decided_at']:%Y-%m-%d %H:%M} UTC: {about}")


def _aside(row: dict[str, Any]) -> None:
    """Say what the page says beside a number: which earlier readings wait with it, and why nobody can accept it."""
    if row["readings"] > 1:
        since = f"{row['waiting_since_at']:%Y-%m-%d %H:%M} UTC"
        console.say(
            f"  {row['readings']} readings in a row wait since {since}; a decision settles the earlier ones too"
        )
    if row["unacceptable"]:
        console.say(f"  it can only be rejected: {REFUSALS[row['unacceptable']]}")


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    """Every JSON object inside a value, the innermost first."""
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _objects(inner)
    if isinstance(value, dict):
        yield value


def _as_kept(body: bytes, row: StatedCount) -> str:
    """The publisher's own JSON of a row: the innermost object that holds its title and all its figures."""
    wanted = {row.title, *(getattr(row, name) for name in Figures.__slots__)}
    for found in _objects(json.loads(body.decode("utf-8-sig"))):
        if wanted <= {str(value) for value in found.values()}:
            return redact(json.dumps(found, ensure_ascii=False))
    return ""


def evidence(settings: Settings, row: dict[str, Any]) -> dict[str, Any]:
    """Read the kept bytes of a waiting number again: what its row says, and whether they are what was kept.

    Raises `EvidenceError` where they are not there any more.
    """
    kept = read_back(settings.evidence, row["file"], row["file_offset"], row["file_length"])
    parsed = PUBLISHERS[row["publisher"]].parse(kept.url, kept.body)
    rows = [] if isinstance(parsed, StatedPage) else [one for one in parsed.rows if isinstance(one, StatedCount)]
    stated = row_of({"source": row["source"]}, row["listing"], rows)
    return {
        "title": stated.title if stated else None,
        **{name: getattr(stated, name, None) for name in Figures.__slots__},
        "as_kept": _as_kept(kept.body, stated) if stated else None,
        "is_as_kept": sha256(kept.body).hexdigest() == row["sha256"],
    }


@commands.command("show")
def look(ticket: Ticket, as_json: AsJson = False) -> None:
    """Read a waiting number again from the bytes that were kept, beside the last good one."""
    settings = load()
    row = next((one for one in waiting(settings) if one["ticket"] == ticket), None)
    if row is None:
        raise DecisionError("unknown")
    found = evidence(settings, row)
    if as_json:
        console.say_json({"waiting": row, "evidence": found})
        return
    console.say(f"{row['title']} ({row['listing']}), read at {row['read_at']:%Y-%m-%d %H:%M:%S} UTC: {row['detail']}")
    for name in Figures.__slots__:
        console.say(
            f"  {name}: {row[name]} waits, {row['good_' + name]} was last good, the kept bytes say {found[name]}"
        )
    _aside(row)
    console.say(f"  read from {row['url']}, last good at {row['good_at'] or 'no time'}")
    console.say(f"  kept in {row['file']} from byte {row['file_offset']:,}, SHA-256 {row['sha256']}")
    console.say("  the bytes are those that were kept" if found["is_as_kept"] else "  THE BYTES ARE OTHERS NOW")
    console.say(f"  {found['as_kept']}")


@commands.command("accept")
def take(ticket: Ticket, note: Note, by: By = None) -> None:
    """Publish a waiting number, on its own receipt, marked as accepted by a person."""
    done = accept(load().database, ticket, by=console.who(by), note=note)
    more = f"; {done.others} earlier readings of it do not wait any more" if done.others else ""
    console.say(f"{done.title}: {done.total} is published, marked as accepted by a person{more}.")


@commands.command("reject")
def refuse(ticket: Ticket, note: Note, by: By = None) -> None:
    """Keep a waiting number out for ever; the last good one stays."""
    done = reject(load().database, ticket, by=console.who(by), note=note)
    more = f", as do {done.others} earlier readings that waited" if done.others else ""
    console.say(f"{done.title}: {done.total} stays out of the record{more}.")
