"""`tousu threshold`: the lines that numbers can reach, who is past them, and adding or removing one."""

from datetime import UTC, datetime
from typing import Annotated, Any

import typer
from rich.table import Table

from db import queries, thresholds
from db.connection import reading
from db.records import Threshold
from db.settings import Settings, load
from scrapers.commands import console
from scrapers.commands.console import AsJson

commands = typer.Typer(help="Lines that numbers can reach; the one at 100,000 is always there.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="Its short name, as in total_50k; it means the same line for ever.")]
By = Annotated[str | None, typer.Option(help="Who makes this change; default: this machine's user.")]


def listed(settings: Settings) -> list[dict[str, Any]]:
    """Every line there ever was, the one at 100,000 first, with how many listings crossed it."""
    with reading(settings.database) as connection:
        rows: list[dict[str, Any]] = queries.thresholds(connection).to_pylist()
    return rows


@commands.command("list")
def show(as_json: AsJson = False) -> None:
    """Show every line there ever was, and how many listings crossed it."""
    found = listed(load())
    if as_json:
        console.say_json({"thresholds": found})
        return
    table = Table("threshold", "measure", "line", "for", "crossed by", "since", "removed")
    for row in found:
        removed = f"{row['removed_at']:%Y-%m-%d}" if row["removed_at"] else ""
        about = (row["threshold"], row["category"] or row["measure"], f"{row['line']:,}", row["scope"])
        table.add_row(*about, str(row["listings"]), f"{row['since_at']:%Y-%m-%d}", removed)
    console.OUT.print(table)


@commands.command("add")
def add(
    threshold: Name,
    line: Annotated[int, typer.Argument(help="How many complaints.")],
    about: Annotated[str, typer.Option(help="total, last_30_days, or a category, as collection.threats.")] = "total",
    scope: Annotated[str, typer.Option(help="all, group:… or platform:…")] = "all",
    names: Annotated[tuple[str, str, str] | None, typer.Option(help="Simplified, Traditional, English.")] = None,
    by: By = None,
) -> None:
    """Add a line, or bring back a removed one; who crossed it in the past is found at once."""
    settings = load()
    measure, category = (about, None) if about in thresholds.MEASURES else ("category", about)
    wanted = Threshold(threshold, measure, line, scope, datetime.now(UTC), category, *(names or ()))
    thresholds.add_threshold(settings.database, wanted, by=console.who(by))
    crossed = next(row["listings"] for row in listed(settings) if row["threshold"] == threshold)
    console.say(f"{threshold} is there: {crossed} listings have crossed {line:,}")


@commands.command("remove")
def remove(threshold: Name, by: By = None) -> None:
    """Take a line off the pages; its crossings stay in the database."""
    thresholds.remove_threshold(load().database, threshold, by=console.who(by))
    console.say(f"{threshold} is removed; its crossings stay in the database")
