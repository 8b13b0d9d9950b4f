"""Does anything need me, and what do I do?"""

from dashboard.maintaining.maintained import Maintenance, maintenance
from dashboard.sections.doubts import absent, disagreements, gaps, unknown_issues, warnings
from dashboard.sections.live import live
from dashboard.sections.opened import opened
from dashboard.sections.upkeep.deciding import deciding
from dashboard.sections.upkeep.health import health
from dashboard.sections.upkeep.needs import needs, summary
from dashboard.sections.upkeep.rounds import rounds, used
from dashboard.sections.upkeep.running import running
from dashboard.sections.upkeep.telling import telling
from dashboard.text import Words


def _show(found: Maintenance, words: Words) -> None:
    """Show what needs a person first, then what is done about it, then how everything goes."""
    summary(found, words)
    live(found.sources, words)
    needs(found, words)
    may = running(found, words)
    health(found, words)
    deciding(found, words, may=may)
    telling(found, words, may=may)
    for section in (unknown_issues, disagreements, warnings, gaps, absent, rounds, used):
        section(found, words)


opened(maintenance, _show)
