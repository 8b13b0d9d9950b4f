"""Who is past the line, since when, and who is next?"""

from dashboard import lined
from dashboard.lined import Lines
from dashboard.sections.empty import no_counts, no_database
from dashboard.sections.lines.ahead import ahead
from dashboard.sections.lines.editing import editing
from dashboard.sections.lines.log import changes, log
from dashboard.sections.lines.past import headline, reached
from dashboard.sections.lines.picking import asked, picking
from dashboard.sections.lines.rates import rates
from dashboard.sections.lines.subscribing import subscribing
from dashboard.sections.lines.timeline import timeline
from dashboard.sections.live import live
from dashboard.sections.opened import opened
from dashboard.text import Words


def _show(found: Lines, words: Words) -> None:
    if not found.overview.standings:
        no_counts(words)
        live(found.overview.sources, words)
        return
    threshold, own, in_vain = asked(found)
    chosen = lined.chosen_line(threshold, own)
    if chosen is None:
        no_database(words)
        return
    headline(chosen, found, words)
    live(found.overview.sources, words)
    picking(found, in_vain, words)
    timeline(chosen, found, words)
    reached(chosen, found, words)
    ahead(chosen, found, words)
    rates(found, words)
    log(found, words)
    subscribing(found.names, words)
    changes(found, words)
    editing(found, words)


opened(lined.all_lines, _show)
