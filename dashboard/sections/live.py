"""What keeps an open page up to date: it looks for news every few seconds and says how fresh the numbers are."""

import streamlit as st

from dashboard import data, shown
from dashboard.figures import age, moment
from dashboard.lines import resting
from dashboard.plain import plain
from dashboard.standings import Place, Standing, at
from dashboard.text import Words
from dashboard.vocabulary import SOURCES, named, what_happened
from db.freshness import Clock, Source, State, of_source, worst

LOOK_EVERY_SECONDS = 4


def _chip(source: Source, words: Words, clock: Clock) -> tuple[str, str]:
    state = of_source(source, clock)
    told = {
        "source": named(SOURCES, source.source, words),
        "age": age(clock.now - source.good_at, words) if source.good_at else words.say("never"),
    }
    if state is State.FAILED:
        return state, words.say("{source}: {state}, last good {age}", state=words.say("failed"), **told)
    said = words.say("fresh") if state is State.FRESH else words.say("stale")
    return state, words.say("{source}: {state}, {age}", state=said, **told)


def verdict(source: Source, words: Words, clock: Clock) -> str:
    """How far the counts can be relied on, in sentences."""
    state = of_source(source, clock)
    if state is State.FAILED:
        said = [words.say("The last refresh failed."), what_happened(source.error, words)]
        if source.good_at:
            said.append(words.say("The last good numbers stay, from {moment}.", moment=moment(source.good_at, words)))
        return words.space.join(said)
    if state is State.STALE and source.good_at:
        since = moment(source.good_at, words)
        return words.say("These numbers are stale: nothing new has come since {moment}.", moment=since)
    return words.say("These numbers are fresh.")


def _freshness(sources: list[Source], words: Words) -> None:
    """One quiet line while all is well, each source folded away; else a sentence that stands out, and each."""
    clock = data.clock()
    order = list(SOURCES)
    known = sorted(sources, key=lambda source: order.index(source.source) if source.source in order else len(order))
    chips = [_chip(source, words, clock) for source in known]
    source = worst(sources, clock)
    if source and (state := of_source(source, clock)) is not State.FRESH:
        shown.note(verdict(source, words, clock), state)
        shown.states(chips)
    elif source and source.good_at:
        updated = words.say("Updated {age}", age=age(clock.now - source.good_at, words))
        bad = next((state for state, _ in chips if state != State.FRESH), State.FRESH)
        shown.folded_states(bad, updated, chips)
    else:
        shown.states(chips)


@st.fragment(run_every=LOOK_EVERY_SECONDS, key="live")
def live(sources: list[Source], words: Words) -> None:
    """Show how fresh each source is; run the page again when something was stored or a source grew stale."""
    states = [of_source(source, data.clock()) for source in sources]
    drawn = st.session_state.setdefault("states", states)
    if states != drawn or data.current_version() != st.session_state["version"]:
        st.rerun()
    if sources:
        _freshness(sources, words)


def announce(standings: list[Standing], words: Words) -> None:
    """Raise a toast for every platform that crossed since the page was opened."""
    past = {standing.listing: standing for standing in at(standings, Place.PAST)}
    seen = st.session_state.setdefault("past", set(past))
    for listing in past.keys() - seen:
        name = plain(past[listing].name(words))
        said = words.say("{name} has just crossed the line.", name=name)
        st.toast(resting(said, words, is_accepted=past[listing].accepted_at is not None), duration="long")
    st.session_state["past"] = seen | set(past)
