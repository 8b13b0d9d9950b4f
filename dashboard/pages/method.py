"""What are these numbers, and what are they not?"""

import logging

from dashboard import shown
from dashboard.language import chosen
from dashboard.measured import Measured, measured
from dashboard.prose import SECTIONS
from dashboard.sections.live import live
from dashboard.sections.telling import telling
from db.connection import DatabaseError


def _read() -> Measured | None:
    try:
        return measured()
    except DatabaseError as error:
        logging.getLogger(__name__).error("the database cannot be read: %s", error)
        return None


def page() -> None:
    """Tell the method, with the numbers of now where there are any."""
    words, found = chosen(), _read()
    shown.headline(
        words.say("What these numbers are, and what they are not"),
        words.say(
            "They count what users allege at one public website: not who was wronged, and not how likely a user is to"
            " complain."
        ),
    )
    live(found.overview.sources if found else [], words)
    shown.contents((key, words.say(heading)) for key, (heading, *_) in SECTIONS.items())
    for key in SECTIONS:
        shown.anchor(key)
        telling(key, found, words)
    shown.aside(
        words.say(
            "The rules, the program and these sentences are open: whoever finds a mistake in them is as welcome."
        )
    )


page()
