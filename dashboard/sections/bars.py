"""The comparison as bars, with the line through them."""

import streamlit as st

from dashboard import shown, tables
from dashboard.charts import bar_charts
from dashboard.compared import Overview
from dashboard.comparing import Compared, Measure
from dashboard.drawings import Drawing
from dashboard.figures import exact, short
from dashboard.sections import measuring
from dashboard.sections.headline import about, read_until
from dashboard.sections.saving import saving
from dashboard.standings import Place, at
from dashboard.tables import Telling
from dashboard.text import Words
from dashboard.ways import PLATFORM_PAGE
from dashboard.ways import about as about_platform


def _near(overview: Overview, words: Words) -> str:
    """Who is about to cross, or how far the next one is."""
    near = at(overview.standings, Place.APPROACHING)
    if near:
        names = words.say(", ").join(standing.name(words) for standing in near[:3])
        return words.say_n(
            "{names} is within 10% of the line", "{names} are within 10% of the line", len(near), names=names
        )
    below = at(overview.standings, Place.BELOW)
    if not below:
        return words.say("Every platform we watch is past the line")
    first = below[0]
    return words.say(
        "{name} is next below the line, with {total}", name=first.name(words), total=short(first.total, words)
    )


def finding(overview: Overview, compared: Compared, words: Words) -> str:
    """What the bars say next to the headline."""
    if compared.measure is Measure.TOTAL or not compared.drawn:
        return _near(overview, words)
    first = compared.drawn[0]
    label = tables.label(first, compared.measure, words)
    if compared.measure is Measure.RECENT:
        return words.say("{name} drew the most in the last 30 days: {count}", name=first.name(words), count=label)
    return words.say("{name} grew most in 30 days: {growth}", name=first.name(words), growth=label)


def takeaway(overview: Overview, compared: Compared, words: Words) -> str:
    """The chart in a sentence, for those who cannot see it."""
    measure = compared.measure
    first = words.say(", ").join(
        f"{one.name(words)} {tables.label(one, measure, words)}" for one in compared.drawn[:3]
    )
    if measure is not Measure.TOTAL:
        return words.say(
            "Bars: {finding}. The largest: {first}.", finding=finding(overview, compared, words), first=first
        )
    return words.say(
        "Bars of total complaints. {past} of {all} platforms have reached {line}. The largest: {first}.",
        past=len(at(overview.standings, Place.PAST)),
        all=len(overview.standings),
        line=exact(overview.line),
        first=first,
    )


def drawing(overview: Overview, compared: Compared, telling: Telling) -> Drawing:
    """Draw platforms by a measure: totals against the line."""
    words, measure = telling.words, compared.measure
    line = tables.line(overview.line, words)
    return Drawing(
        name="totals",
        title=finding(overview, compared, words),
        about=about(overview, words),
        spec=bar_charts.totals_against_line(words, len(compared.drawn)),
        datasets={
            "totals": tables.totals(compared.drawn, telling, measure),
            "line": line if measure is Measure.TOTAL else line.slice(0, 0),
        },
        page="",
        is_demonstration=overview.is_demonstration,
        read_until=read_until(overview),
        asked=measuring.asked(compared),
        key=tuple(_key(compared, telling)),
        alt=takeaway(overview, compared, words),
    )


def bars(overview: Overview, telling: Telling) -> None:
    """Show platforms against the line, by what a visitor chose."""
    words = telling.words
    title = st.container()
    compared = measuring.measuring(overview, words)
    if not compared.drawn:
        with title:
            shown.heading(finding(overview, compared, words), about(overview, words))
        shown.note(words.say("No platform of this kind can be compared so. Choose another kind or measure above."))
        return
    drawn = drawing(overview, compared, telling)
    with title:
        shown.heading(drawn.title, drawn.about)
    shown.key(drawn.key)
    state = st.vega_lite_chart(drawn.shown(), key="bars", on_select="rerun", alt=drawn.alt)
    saving(drawn, words)
    if picked := state["selection"]["pick"]:
        st.switch_page(PLATFORM_PAGE, query_params=about_platform(picked[0]["platform"], words))


def _key(compared: Compared, telling: Telling) -> list[tuple[str, str]]:
    """What the marks mean, as far as they occur."""
    words = telling.words
    meanings = {
        Place.PAST: words.say("▲ past the line"),
        Place.APPROACHING: words.say("△ within 10% of it"),
        Place.BELOW: words.say("more than 10% below it"),
    }
    entries = [(str(place), meaning) for place, meaning in meanings.items() if at(compared.drawn, place)]
    if any(standing.is_stale(telling.clock) for standing in compared.drawn):
        entries.append(("hollow", words.say("hollow: a stale number")))
    return entries
