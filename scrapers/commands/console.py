"""What the command line says: rich on a terminal, plain lines when piped, one JSON object for machines."""

import getpass
import json
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from db import logs
from db.decisions import DecisionError
from db.notices import NoticeError
from db.records import Refreshed
from scrapers import errors

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for machines.")]

LOG = logging.getLogger("tousu")
OUT = Console(highlight=False, soft_wrap=True)
ERR = Console(stderr=True, highlight=False, soft_wrap=True)


def say(text: str) -> None:
    """Print a line for people; what a publisher's text would do to a terminal is shown and not done."""
    OUT.print(logs.one_line(text), markup=False)


def follow(text: str) -> None:
    """Print a line about what goes on beside what was asked for: on the error output, whatever is piped."""
    ERR.print(logs.one_line(text), markup=False)


def say_json(value: object) -> None:
    """Print one JSON object for machines; times and amounts as text."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, default=str) + "\n")


def who(by: str | None) -> str:
    """Who makes a change that is logged: as they say, or this machine's user."""
    return by or f"{getpass.getuser()} (command line)"


def announce(text: str) -> None:
    """Say what happens in a process that runs for long: a line for people, or a record of the log."""
    if logs.is_structured():
        LOG.info(text)
    else:
        say(text)


def complain(what: str, means: str, remedy: str, head: str = "Failed") -> None:
    """Say on the error output what happened, what it means for the numbers, and what to do."""
    if logs.is_structured():
        LOG.error("%s", what, extra={"means": means, "remedy": remedy})
    else:
        said = logs.hidden(logs.one_line(what))
        ERR.print(f"{head}: {said}\n  What it means: {means}\n  What to do: {remedy}", markup=False)


def complain_of(error: Exception) -> None:
    """Say what an error of ours was, with its meaning and remedy."""
    if isinstance(error, errors.ScrapeError):
        complain(str(error), error.means, error.remedy)
    else:
        is_refusal = isinstance(error, DecisionError | NoticeError)
        remedy = "Correct what was asked for, and try again." if is_refusal else "See README.md, Settings."
        complain(str(error), "Nothing was changed. The last good numbers stay.", remedy)


def _error_named(name: str | None) -> type[errors.ScrapeError]:
    found: Any = getattr(errors, name or "", errors.ScrapeError)
    return found if isinstance(found, type) else errors.ScrapeError


def told_of(error: str | None, outcome: str) -> tuple[str, str]:
    """What an error of this name means for the numbers, and what to do."""
    named = _error_named(error)
    partly = "Only a part failed: what could be read was stored. The rest keeps what it had."
    return (partly if outcome == "partly" else named.means), named.remedy


def _log(refreshed: Refreshed) -> None:
    said = asdict(refreshed) | {"seconds": _seconds(refreshed)}
    if refreshed.error:
        said |= dict(zip(("means", "remedy"), told_of(refreshed.error, refreshed.outcome), strict=True))
    level = logging.ERROR if refreshed.error else logging.INFO
    LOG.log(level, "%s", refreshed.detail or "stored", extra={name: said.get(name) for name in logs.FIELDS})


def _seconds(refreshed: Refreshed) -> float:
    """How long it took: never below 0, should the clock have been set back meanwhile."""
    return round(max(0.0, (refreshed.finished_at - refreshed.started_at).total_seconds()), 3)


def report(refreshed: Refreshed) -> None:
    """Say in a line or three how bringing one source up to date went."""
    if logs.is_structured():
        _log(refreshed)
        return
    cost = f"{refreshed.requests} requests, {_seconds(refreshed):.1f} s"
    if refreshed.error:
        head = "Cancelled" if refreshed.error == errors.CancelledError.__name__ else "Failed"
        means, remedy = told_of(refreshed.error, refreshed.outcome)
        complain(f"{refreshed.source}: {refreshed.detail} ({cost})", means, remedy, head)
        if refreshed.outcome == "failed":
            return
    parts = [f"{refreshed.counts} counts", f"{refreshed.complaints} complaints"]
    waiting = f", {refreshed.quarantined} in quarantine" if refreshed.quarantined else ""
    brought = " and ".join(part for part in parts if not part.startswith("0 ")) or "nothing new"
    say(f"{refreshed.source}: {brought}{waiting} ({cost})")


@contextmanager
def progressing() -> Iterator[Callable[[str, int, int], None]]:
    """Show on a terminal how many answers and rows each source gave so far; stay silent elsewhere."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=ERR, transient=True, disable=not ERR.is_terminal) as shown:
        task = shown.add_task("", total=None)
        yield lambda source, answers, rows: shown.update(
            task, description=f"{source}: {answers} answers" + f", {rows} rows" * bool(rows)
        )


def as_json(refreshed: Refreshed) -> dict[str, Any]:
    """One source's result for machines, with what an error means and what to do."""
    if not refreshed.error:
        return asdict(refreshed)
    means, remedy = told_of(refreshed.error, refreshed.outcome)
    return asdict(refreshed) | {"means": means, "remedy": remedy}
