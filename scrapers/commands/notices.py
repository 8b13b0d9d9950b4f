"""`tousu notice`: a sentence that visitors read beside the numbers while something is wrong with the data."""

from typing import Annotated

import typer

from db import notices
from db.connection import reading
from db.settings import load
from scrapers.commands import console
from scrapers.commands.console import AsJson

commands = typer.Typer(help="Tell visitors that something is wrong with the data.", no_args_is_help=True)

MOST = 50
Whose = Annotated[str, typer.Argument(help="A platform's short name, or all.")]
By = Annotated[str | None, typer.Option(help="Who makes this change; default: this machine's user.")]


@commands.command("list")
def show(as_json: AsJson = False) -> None:
    """Show the notices that stand, and every change so far."""
    with reading(load().database) as connection:
        standing = notices.standing_notices(connection).to_pylist()
        changes = notices.notice_changes(connection, MOST).to_pylist()
    if as_json:
        console.say_json({"notices": standing, "changes": changes})
        return
    for row in standing:
        console.say(f"{row['platform']}: {row['sentence']} (since {row['changed_at']:%Y-%m-%d %H:%M} UTC)")
    console.say("1 notice stands" if len(standing) == 1 else f"{len(standing)} notices stand")
    for row in changes:
        console.say(
            f"{row['changed_at']:%Y-%m-%d %H:%M} UTC: {row['platform']} {row['change']} by {row['changed_by']}"
            + f": {row['sentence']}" * bool(row["sentence"])
        )


@commands.command("post")
def post(
    platform: Whose, text: Annotated[str, typer.Option(help="What visitors read, in a sentence.")], by: By = None
) -> None:
    """Put a sentence beside the numbers of a platform, or of all; it is there at once."""
    notices.post(load().database, platform, text, by=console.who(by))
    console.say(
        f"Visitors read it now beside the numbers of {platform}; `tousu notice lift {platform}` takes it away."
    )


@commands.command("lift")
def lift(platform: Whose, by: By = None) -> None:
    """Take the sentence away again; the log keeps it."""
    notices.lift(load().database, platform, by=console.who(by))
    console.say(f"The notice beside the numbers of {platform} is lifted.")
