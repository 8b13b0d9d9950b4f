"""What went wrong, and what waits for a person?"""

from dashboard.maintained import Maintenance, maintenance
from dashboard.sections.doubts import disagreements, gaps, quarantined, unknown_issues, warnings
from dashboard.sections.live import live
from dashboard.sections.opened import opened
from dashboard.sections.upkeep import refreshes, sources, summary
from dashboard.text import Words


def _show(found: Maintenance, words: Words) -> None:
    """Show the sources, what waits, what was noticed, and what was done."""
    summary(found, words)
    live(found.sources, words)
    for section in (sources, quarantined, unknown_issues, disagreements, warnings, gaps, refreshes):
        section(found, words)


opened(maintenance, _show)
