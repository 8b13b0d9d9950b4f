"""`tousu cancel`: end the refresh under way, whichever door began it."""

import time

from db.progress import ask_to_cancel, is_under_way
from db.settings import Settings
from scrapers.commands import console

PATIENCE_SECONDS = 30.0


def cancel(settings: Settings, by: str) -> int:
    """Ask the refresh under way to end, wait for that, and return the exit status."""
    doing = ask_to_cancel(settings.database, by)
    if doing is None:
        console.say("No refresh is under way.")
        return 0
    patience = time.monotonic() + PATIENCE_SECONDS
    while is_under_way(settings.database):
        if time.monotonic() > patience:
            means = "It goes on until what it is doing now is done; then it ends. What it has stored stays."
            console.complain("the refresh has not ended yet", means, "`tousu status` shows when it has.")
            return 1
        time.sleep(0.05)
    console.say(f"The refresh is cancelled while at {doing.source}; `tousu status` says what it had stored by then.")
    return 0
