"""What exactly can I take away, and how do I cite it?"""

from urllib.parse import urlencode

import streamlit as st

from dashboard import shown
from dashboard.drilldown.asked import choose
from dashboard.drilldown.choice import Choice
from dashboard.drilldown.drilled import Options
from dashboard.drilldown.drilling import drilled, options
from dashboard.figures import moment
from dashboard.requested import pairs
from dashboard.sections.empty import no_counts
from dashboard.sections.filters import filters, nothing
from dashboard.sections.lines.subscribing import base
from dashboard.sections.live import live
from dashboard.sections.opened import opened
from dashboard.sections.taking import citation, columns, otherwise
from dashboard.sections.taking.choosing import KEY, asked, choosing
from dashboard.sections.taking.seeing import SEEN, Basis, seeing
from dashboard.taking import takeaways
from dashboard.taking.takeaways import Takeaway, concerned
from dashboard.text import Words
from db import settings


def _headline(basis: Basis, words: Words) -> None:
    until = basis.state.counts_until
    lede = words.say("Nothing has been read so far.")
    if until:
        lede = words.say(
            "Filter it, see it, and take exactly what you see; read up to {moment} (Beijing time).",
            moment=moment(until, words),
        )
    shown.headline(words.say("Take the record, and cite it"), lede)


def _address(takeaway: Takeaway, choice: Choice, site: str, words: Words) -> str:
    chosen = [("lang", words.code), (KEY, takeaway.name), *pairs(concerned(takeaway, choice))]
    return f"{site}/data?{urlencode(chosen)}"


def _show(there: Options, words: Words) -> None:
    choice, in_vain = choose(there)
    takeaway, not_there = asked()
    found, state = drilled(choice, None), takeaways.state()
    page = takeaways.page(takeaway.name, concerned(takeaway, choice), 0, SEEN)
    if found is None or state is None or page is None or not there.names.platforms:
        no_counts(words)
        live(there.sources, words)
        return
    basis = Basis(state, takeaway)
    site = settings.load().public_url or base(st.context.url)
    _headline(basis, words)
    live(there.sources, words)
    choosing(takeaway, choice, words)
    filters(found, there, [*in_vain, *not_there], words, one_platform=False)
    if basis.is_of_complaints and found.choice.active and not found.taken["chosen"]:
        nothing(found, words, one_platform=False)
    else:
        seeing(takeaway, concerned(takeaway, choice), page, basis, words)
    columns.of_table(takeaway, words)
    citation.citation(takeaway, concerned(takeaway, choice), basis, _address(takeaway, choice, site, words), words)
    otherwise.programs(takeaway, choice, site, words)
    otherwise.database(words)
    columns.of_database(words)


opened(options, _show)
