"""The means to choose what the bars compare, of which kind of platform, and to find one by its name."""

from collections.abc import Callable

import streamlit as st

from dashboard.compared import Overview
from dashboard.comparing import MOST_BARS, Compared, Measure, compared, kind_name
from dashboard.drawings import Asked
from dashboard.figures import exact
from dashboard.text import Words, later
from dashboard.urlstate import publish, seed
from dashboard.ways import PLATFORM_PAGE, about

MEASURE, KIND, HOW_MANY, FIND = "measure", "kind", "show", "find"
MEASURES = {
    Measure.TOTAL: later("Total"),
    Measure.RECENT: later("30 days"),
    Measure.GROWTH: later("Growth"),
}
TOP, EVERYONE = "top", "all"


def _switch(label: str, codes: list[str], said: Callable[[str], str], key: str) -> None:
    st.segmented_control(
        label,
        codes,
        format_func=said,
        key=key,
        required=True,
        label_visibility="collapsed",
        persist_state="session",
    )
    publish(key)


def _kinds(overview: Overview, words: Words) -> None:
    st.multiselect(
        words.say("Kinds of platform"),
        kinds_of(overview),
        format_func=lambda kind: kind_name(kind, words),
        key=KIND,
        placeholder=words.say("All kinds"),
        select_all=False,
        label_visibility="collapsed",
        persist_state="session",
        width=130,
    )
    publish(KIND)


def _find(overview: Overview, words: Words) -> None:
    """Let a visitor type a platform's name, in any language, and go to its page."""
    by_code = {standing.platform: standing for standing in overview.standings}

    def said(code: str) -> str:
        one = by_code[code]
        names = dict.fromkeys([one.name(words), one.name_zh_hans, one.name_en])
        return " · ".join(names)

    found = st.selectbox(
        words.say("Find a platform"),
        list(by_code),
        index=None,
        format_func=said,
        key=FIND,
        placeholder=words.say("Find a platform"),
        label_visibility="collapsed",
        width=156 if words.space == "" else 172,
    )
    if found:
        st.switch_page(PLATFORM_PAGE, query_params=about(found, words))


def _how_many(of: int, words: Words) -> None:
    said = {TOP: words.say("Top {count}", count=MOST_BARS), EVERYONE: words.say("All {count}", count=exact(of))}
    _switch(words.say("How many bars"), list(said), said.__getitem__, HOW_MANY)


def kinds_of(overview: Overview) -> list[str]:
    """The kinds of platform there are."""
    return sorted({standing.kind for standing in overview.standings if standing.kind})


def asked(found: Compared) -> Asked:
    """What was chosen, as it stands in an address; what is not said there is not chosen."""
    measure = [(MEASURE, str(found.measure))] if found.measure is not Measure.TOTAL else []
    everyone = [(HOW_MANY, EVERYONE)] if found.everyone else []
    return (*measure, *((KIND, kind) for kind in found.kinds), *everyone)


def _chosen(overview: Overview) -> Compared:
    seed(KIND, kinds_of(overview), [], many=True)
    codes = [str(measure) for measure in MEASURES]
    seed(MEASURE, codes, codes[:1])
    seed(HOW_MANY, [TOP, EVERYONE], [TOP])
    state = st.session_state
    return compared(overview.standings, Measure(state[MEASURE]), state[KIND], everyone=state[HOW_MANY] == EVERYONE)


def measuring(overview: Overview, words: Words) -> Compared:
    """Show what can be chosen; return what is to be drawn."""
    found = _chosen(overview)
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="bars_choices"):
        codes = [str(measure) for measure in MEASURES]
        _switch(words.say("What the bars say"), codes, lambda code: words.say(MEASURES[Measure(code)]), MEASURE)
        if found.of > MOST_BARS:
            _how_many(found.of, words)
        _kinds(overview, words)
        _find(overview, words)
    return found
