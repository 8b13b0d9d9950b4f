"""The command line, `tousu`. Exit status: 0 all well, 1 something failed, 2 wrong usage or a wrong setting."""

import os
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import duckdb
import typer

from db import logs
from db.connection import DatabaseError
from db.settings import SettingError, load
from db.store import MixedOriginError
from scrapers import imports
from scrapers.alerts import outbox
from scrapers.alerts.subscriptions import read_subscriptions
from scrapers.commands import alerts, console, failures, notices, quarantine, status, telling, thresholds, watch
from scrapers.commands.console import AsJson
from scrapers.errors import OriginError, ScrapeError
from scrapers.platforms import read_watchlist
from scrapers.publishers import PUBLISHERS
from scrapers.refresh import refreshing
from scrapers.verify import verify as differences

app = typer.Typer(
    help="Keep the public record of complaints against consumer-finance platforms.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
importing = typer.Typer(help="Take what people saved or cited where the publisher says no.", no_args_is_help=True)
app.add_typer(importing, name="import")
app.add_typer(thresholds.commands, name="threshold")
app.add_typer(alerts.commands, name="alerts")
app.add_typer(quarantine.commands, name="quarantine")
app.add_typer(notices.commands, name="notice")


class Publisher(StrEnum):
    """Whose complaints can be read."""

    heimao = "heimao"


class Source(StrEnum):
    """What can be brought up to date, in the order in which it is."""

    directory = "directory"
    services = "services"
    feed = "feed"
    complaints = "complaints"


WhichPublisher = Annotated[Publisher, typer.Option(help="Whose complaints to read.")]


@app.command()
def refresh(
    publisher: WhichPublisher = Publisher.heimao,
    source: Annotated[list[Source] | None, typer.Option(help="Only this source; may be repeated.")] = None,
    by: Annotated[str | None, typer.Option(help="Who begins it; default: this machine's user.")] = None,
    as_json: AsJson = False,
) -> None:
    """Bring the numbers and complaints up to date, once."""
    settings = load()
    chosen = [one for one in Source if not source or one in source]
    watchlist, subscriptions = read_watchlist(settings.platforms), read_subscriptions(settings.alerts)
    logs.hide(secret for one in subscriptions for secret in one.confidential())
    results = []
    with (
        console.progressing() as seen,
        refreshing(settings, PUBLISHERS[publisher], watchlist, seen, console.who(by)) as one,
        one.cancelling.listening(),
    ):
        outbox.register(settings, subscriptions)
        for result in one.run(chosen):
            results.append(result)
            if not as_json:
                console.report(result)
    if as_json:
        console.say_json({"sources": [console.as_json(result) for result in results]})
    alerts.told(settings, subscriptions)
    raise typer.Exit(any(result.error or result.quarantined for result in results))


@app.command()
def cancel(by: Annotated[str | None, typer.Option(help="Who ends it; default: this machine's user.")] = None) -> None:
    """End the refresh under way, whoever began it; what it has stored stays."""
    from scrapers.commands import cancelling

    raise typer.Exit(cancelling.cancel(load(), console.who(by)))


@app.command("watch")
def keep_watching(
    every: Annotated[
        float | None,
        typer.Option(
            parser=watch.read_every,
            metavar="TIME",
            help="From one refresh to the next, as 30m; default: TOUSU_EVERY.",
        ),
    ] = None,
) -> None:
    """Keep refreshing until stopped: the feed often, the counts hourly."""
    raise typer.Exit(watch.watch(load(), every))


@app.command("status")
def show_status(
    follow: Annotated[
        bool, typer.Option("--follow", help="First follow the refresh under way to its end, a line a step.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Say how fresh each number is and when it is due, what failed, and what waits for a person."""
    settings = load()
    if follow:
        telling.follow(settings)
    found = status.status(settings)
    console.say_json(found) if as_json else telling.show(found)
    raise typer.Exit(bool(found["failing"]))


@app.command()
def verify(as_json: AsJson = False) -> None:
    """Read every stored number again from its receipt and report any difference."""
    settings = load()
    with console.progressing() as progress:
        found = list(differences(settings, lambda done, _: progress("evidence files", done, 0)))
    if as_json:
        console.say_json({"differences": [{"text": str(one), **asdict(one)} for one in found]})
    else:
        for one in found:
            console.say(str(one))
        console.say(f"{len(found)} differences between the database and its evidence")
    raise typer.Exit(bool(found))


@app.command()
def classify(
    stdin: Annotated[bool, typer.Option("--stdin", help="Read one text a line from standard input.")] = False,
    as_json: AsJson = False,
) -> None:
    """Classify all stored complaints again with today's rules, or texts from standard input."""
    from scrapers.commands import classifying

    if stdin:
        classifying.classify_lines(sys.stdin, as_json=as_json)
    else:
        classifying.classify_stored(load(), as_json=as_json)


@app.command()
def backup(
    to: Annotated[
        Path, typer.Argument(help="A folder, where it is named by its time, or a new file ending in .tar.")
    ],
    as_json: AsJson = False,
) -> None:
    """Copy the database and its receipts into one file; refreshes may go on meanwhile."""
    from scrapers.commands import backups

    backups.back_up(load(), to, as_json=as_json)


@app.command()
def restore(
    backup: Annotated[Path, typer.Argument(help="A file that `tousu backup` made.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Move the record that is there aside; it is kept beside the new one.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Put a backup back and verify it; what is there is not replaced unless you say so."""
    from scrapers.commands import backups

    raise typer.Exit(backups.put_back(load(), backup, may_replace=replace, as_json=as_json))


@importing.command("counts")
def import_counts(file: Annotated[Path, typer.Argument(help="A CSV file.", exists=True, dir_okay=False)]) -> None:
    """Take dated, cited counts: platform, reported_on, low, high, citation."""
    settings = load()
    new = imports.import_counts(settings, read_watchlist(settings.platforms), file)
    console.say(f"{new} reported counts are new, the others were known")


@importing.command("body")
def import_body(
    file: Annotated[Path, typer.Argument(help="The saved page or answer.", exists=True, dir_okay=False)],
    url: Annotated[str, typer.Option(help="The address it was saved from.")],
    publisher: WhichPublisher = Publisher.heimao,
    saved_at: Annotated[
        datetime | None, typer.Option(help="When it was saved, UTC; default: the file's own time.")
    ] = None,
) -> None:
    """Take a page or answer saved from a browser: same adapter, checks and evidence, marked as by hand."""
    settings = load()
    at = saved_at or datetime.fromtimestamp(file.stat().st_mtime, UTC)
    page = imports.Page(url, file.read_bytes(), at if at.tzinfo else at.replace(tzinfo=UTC))
    result = imports.import_body(settings, PUBLISHERS[publisher], read_watchlist(settings.platforms), page)
    console.report(result)
    raise typer.Exit(bool(result.error or result.quarantined))


@app.command()
def replica(
    speed: Annotated[float, typer.Option(help="How many times faster than ours its clock runs.")] = 1.0,
) -> None:
    """Serve the stand-in publisher on this machine, with invented complaints that keep arriving."""
    from scrapers.commands import demonstration

    demonstration.serve_replica(load(), speed)


@app.command()
def demonstrate(
    days: Annotated[int, typer.Option(help="Days of history to read first.", min=2, max=400)] = 150,
    speed: Annotated[float, typer.Option(help="How many times faster than ours the stand-in's clock runs.")] = 60,
) -> None:
    """Show everything with invented data: stand-in publisher, its history, refreshes, dashboard."""
    from scrapers.commands import demonstration

    raise typer.Exit(demonstration.demonstrate(load(), days, speed))


@app.command()
def serve(
    watches: Annotated[
        bool, typer.Option("--watch/--no-watch", help="Keep refreshing beside it, or only serve what is there.")
    ] = True,
) -> None:
    """Serve the dashboard and keep refreshing it from the publisher."""
    from scrapers.commands import serving

    raise typer.Exit(serving.serve(load(), watches=watches))


def main() -> None:
    """Run the command line; every error of ours ends in words, not in a traceback."""
    logs.configure(os.environ.get("TOUSU_LOG", "text"))
    try:
        app()
    except SettingError as error:
        console.complain(
            str(error), "Nothing was read and nothing was changed.", "Correct the setting and start again."
        )
        sys.exit(2)
    except MixedOriginError as error:
        console.complain_of(OriginError(str(error)))
        sys.exit(1)
    except (ScrapeError, DatabaseError) as error:
        console.complain_of(error)
        sys.exit(1)
    except (duckdb.Error, OSError) as error:
        console.complain(*failures.in_words(error))
        sys.exit(1)
