"""What went wrong, and what waits for a person?"""

from dashboard import data
from dashboard.language import chosen
from dashboard.sections.doubts import disagreements, gaps, quarantined, warnings
from dashboard.sections.empty import cannot_read, no_database
from dashboard.sections.live import live
from dashboard.sections.upkeep import refreshes, sources, summary
from db.connection import DatabaseError


def page() -> None:
    """Show the sources, what waits, what was noticed, and what was done."""
    words = chosen()
    try:
        maintenance = data.maintenance()
    except DatabaseError as error:
        cannot_read(error, words)
        live([], words)
        return
    if maintenance is None:
        no_database(words)
        live([], words)
        return
    summary(maintenance, words)
    live(maintenance.sources, words)
    for section in (sources, quarantined, disagreements, warnings, gaps, refreshes):
        section(maintenance, words)


page()
