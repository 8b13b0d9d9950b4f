"""Who has how many complaints, and who is past the line?"""

from dashboard import data
from dashboard.language import chosen
from dashboard.sections.bars import bars
from dashboard.sections.empty import cannot_read, no_counts, no_database
from dashboard.sections.headline import headline
from dashboard.sections.history import history
from dashboard.sections.lines.banner import banner
from dashboard.sections.live import announce, live
from dashboard.sections.numbers import numbers
from dashboard.sections.others import caveat, reported, unread, unwatched
from dashboard.sections.receipt import receipt
from dashboard.tables import Telling
from db.connection import DatabaseError


def _show(overview: data.Overview) -> None:
    words = chosen()
    telling = Telling(words, data.clock(), overview.is_demonstration)
    headline(overview, words)
    banner(overview, words)
    live(overview.sources, words)
    announce(overview.standings, words)
    bars(overview, telling)
    caveat(words)
    history(overview, words)
    numbers(overview, telling)
    receipt(overview.standings, words)
    unread(overview, words)
    unwatched(overview, words)
    reported(overview, words)


def page() -> None:
    """Show the comparison, or say why there is none yet."""
    words = chosen()
    try:
        overview = data.overview()
    except DatabaseError as error:
        cannot_read(error, words)
        live([], words)
        return
    if overview is None:
        no_database(words)
        live([], words)
    elif not overview.standings:
        no_counts(words)
        live(overview.sources, words)
        reported(overview, words)
    else:
        _show(overview)


page()
