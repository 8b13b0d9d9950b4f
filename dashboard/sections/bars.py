"""The comparison as bars, with the line through them."""

import streamlit as st

from dashboard import charts, shown, tables
from dashboard.data import Overview
from dashboard.drawings import Drawing
from dashboard.figures import exact, short
from dashboard.sections.headline import about, read_until
from dashboard.sections.saving import saving
from dashboard.standings import Place, at
from dashboard.tables import Telling
from dashboard.text import Words
from dashboard.ways import PLATFORM_PAGE
from dashboard.ways import about as about_platform


def finding(overview: Overview, words: Words) -> str:
    """What the bars say next to the headline: who is about to cross, or how far the next one is."""
    near = at(overview.standings, Place.APPROACHING)
    if near:
        names = words.say(", ").join(standing.name(words) for standing in near[:3])
        return words.say_n(
            "{names} is within 10 % of the line", "{names} are within 10 % of the line", len(near), names=names
        )
    below = at(overview.standings, Place.BELOW)
    if not below:
        return words.say("Every platform we watch is past the line")
    first = below[0]
    return words.say(
        "{name} is next below the line, with {total}", name=first.name(words), total=short(first.total, words)
    )


def takeaway(overview: Overview, words: Words) -> str:
    """The chart in a sentence, for those who cannot see it."""
    first = words.say(", ").join(f"{one.name(words)} {exact(one.total)}" for one in overview.standings[:3])
    return words.say(
        "Bars of total complaints. {past} of {all} platforms have reached {line}. The largest: {first}.",
        past=len(at(overview.standings, Place.PAST)),
        all=len(overview.standings),
        line=exact(overview.line),
        first=first,
    )


def drawing(overview: Overview, telling: Telling) -> Drawing:
    """Draw every platform's total against the line."""
    words = telling.words
    return Drawing(
        name="totals",
        title=finding(overview, words),
        about=about(overview, words),
        spec=charts.totals_against_line(words, len(overview.standings)),
        datasets={"totals": tables.totals(overview.standings, telling), "line": tables.line(overview.line, words)},
        page="",
        is_demonstration=overview.is_demonstration,
        read_until=read_until(overview),
        key=tuple(_key(overview, telling)),
        alt=takeaway(overview, words),
    )


def bars(overview: Overview, telling: Telling) -> None:
    """Show every platform's total against the line."""
    words, drawn = telling.words, drawing(overview, telling)
    shown.heading(drawn.title, drawn.about)
    shown.key(drawn.key)
    state = st.vega_lite_chart(drawn.shown(), key="bars", on_select="rerun", alt=drawn.alt)
    saving(drawn, words)
    if picked := state["selection"]["pick"]:
        st.switch_page(PLATFORM_PAGE, query_params=about_platform(picked[0]["platform"], words))


def _key(overview: Overview, telling: Telling) -> list[tuple[str, str]]:
    """What the marks mean, as far as they occur."""
    words = telling.words
    meanings = {
        Place.PAST: words.say("▲ past the line"),
        Place.APPROACHING: words.say("△ within 10 % of it"),
        Place.BELOW: words.say("further below"),
    }
    entries = [(str(place), meaning) for place, meaning in meanings.items() if at(overview.standings, place)]
    if any(standing.is_stale(telling.clock) for standing in overview.standings):
        entries.append(("hollow", words.say("hollow: a stale number")))
    return entries
