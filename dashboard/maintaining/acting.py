"""What maintainers do on the pages. Each act asks again whether this session may, and says what came of it.

A refresh is a process of its own, the one that `tousu refresh` is: it outlives this server, and any door may end it.
"""

import logging
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import streamlit as st

from dashboard.figures import as_written
from dashboard.maintaining import maintainers
from dashboard.text import later
from db import decisions, notices, progress, settings
from db.connection import DatabaseError
from db.turns import next_turn

SAID = "act_said"
NOBODY = later("Nothing was done: you may not act here, or your session has ended.")
NOT_NOW = later("Nothing was done, because the database could not be written. Please try again.")
RUNNING = later("Nothing was begun: a refresh is under way already.")
SOON = later("Nothing was begun: the publisher is left alone for a while.")
BEGUN = later("The refresh has been begun.")
ENDING = later("The refresh ends as soon as what it is doing allows.")
NOTHING_RUNS = later("No refresh is under way any more.")
ACCEPTED = later("Published: {title}, {total}.")
REJECTED = later("Rejected: {title}, {total} stays out of the record.")
POSTED, LIFTED = later("Visitors read it now."), later("The notice is lifted.")
DONE = {BEGUN, ENDING, ACCEPTED, REJECTED, POSTED, LIFTED}
REFUSED = {
    "unknown": later("Nothing was done: this number does not wait any more, or there is no such platform."),
    "no_note": later("Nothing was done: a note is needed. It says for ever why this was decided."),
    "rounded": later("It is rounded, and a rounded form is never published as an exact count, whoever accepts it."),
    "not_plain": later("It is not written as plain whole numbers, so nobody can accept it as a count."),
    "impossible": later("A part is above the total, so one of the two is wrong: neither can be published."),
    "reading": later("Nothing was done: the counts are being read right now. Please decide once that is done."),
    "whose": later("Whose listing this is must be settled in the watchlist (TOUSU_PLATFORMS); then it is read anew."),
    "no_sentence": later("Nothing was done: a sentence is needed. Visitors read it beside the numbers."),
    "not_there": later("Nothing was done: no notice stands there."),
}
Said = tuple[str, dict[str, str]]


@dataclass
class Begun:
    """The refresh that this server began last, so that its end is noticed."""

    process: "subprocess.Popen[bytes] | None" = None
    changing: threading.Lock = field(default_factory=threading.Lock)

    def is_starting(self) -> bool:
        """Whether the process lives."""
        return self.process is not None and self.process.poll() is None

    def could_not_start(self) -> bool:
        """Whether it ended because a setting is wrong."""
        return self.process is not None and self.process.poll() == 2


LATEST = Begun()


def _said(act: Callable[[str], Said]) -> None:
    by = maintainers.who()
    if by is None:
        st.session_state[SAID] = (NOBODY, {})
        return
    try:
        st.session_state[SAID] = act(by)
    except (decisions.DecisionError, notices.NoticeError) as error:
        st.session_state[SAID] = (REFUSED[error.reason], {})
    except DatabaseError as error:
        logging.getLogger(__name__).error("an act failed: %s", error)
        st.session_state[SAID] = (NOT_NOW, {})


def refresh(sources: Sequence[str]) -> None:
    """Begin a refresh of these sources, none of them unknown; none: of all."""
    _said(lambda by: _refresh(sources, by))


def _refresh(sources: Sequence[str], by: str) -> Said:
    planned = settings.load()
    with LATEST.changing:
        if LATEST.is_starting() or progress.is_under_way(planned.database):
            return RUNNING, {}
        if next_turn(planned):
            return SOON, {}
        chosen = [f"--source={source}" for source in sources]
        command = [sys.executable, "-m", "scrapers", "refresh", f"--by={by}", *chosen]
        with planned.database.with_name(f"{planned.database.name}.refresh.log").open("wb") as log:
            LATEST.process = subprocess.Popen(  # noqa: S603 - ourselves
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )
    return BEGUN, {}


def cancel() -> None:
    """End the refresh under way, whoever began it."""
    _said(lambda by: (ENDING if progress.ask_to_cancel(settings.load().database, by) else NOTHING_RUNS, {}))


def decide(ticket: str, *, accepts: bool, note: str) -> None:
    """Accept or reject a number in quarantine."""

    def act(by: str) -> Said:
        decided = (decisions.accept if accepts else decisions.reject)(
            settings.load().database, ticket, by=by, note=note
        )
        return ACCEPTED if accepts else REJECTED, {"title": decided.title, "total": as_written(decided.total)}

    _said(act)


def tell(platform: str, sentence: str) -> None:
    """Put a sentence beside a platform's numbers."""

    def act(by: str) -> Said:
        notices.post(settings.load().database, platform, sentence, by=by)
        return POSTED, {}

    _said(act)


def lift(platform: str) -> None:
    """Take a sentence away again."""

    def act(by: str) -> Said:
        notices.lift(settings.load().database, platform, by=by)
        return LIFTED, {}

    _said(act)
