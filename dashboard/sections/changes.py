"""What changed, as a list by days: the advocate's first question."""

from collections.abc import Sequence

import streamlit as st

from dashboard import shown
from dashboard.changed import Change, changed, crossings_among, of_late
from dashboard.compared import Overview
from dashboard.figures import brief_day, exact
from dashboard.happenings import NEWS_DAYS
from dashboard.shown import markup
from dashboard.text import Words
from dashboard.ways import to_platform

MOST_ROWS = 6


def _item(one: Change, words: Words) -> str:
    way = markup(to_platform(one.platform, words))
    return (
        f'<li class="tw-{markup(one.kind)}" data-mark="{one.mark}">'
        f'<time datetime="{one.on}">{markup(brief_day(one.on, words))}</time>'
        f'<a href="{way}" target="_self">{markup(one.title)}</a><small>{markup(one.details)}</small></li>'
    )


def _list(changes: Sequence[Change], words: Words) -> str:
    return f'<ul class="tw-changed">{"".join(_item(one, words) for one in changes)}</ul>'


def listed(changes: Sequence[Change], words: Words) -> None:
    """Show changes one below the other, each under its day; the later ones folded away."""
    first, rest = changes[:MOST_ROWS], changes[MOST_ROWS:]
    st.html(_list(first, words))
    if rest:
        said = words.say_n("{count} more change", "{count} more changes", len(rest), count=exact(len(rest)))
        st.html(f'<details class="tw-more"><summary>{markup(said)}</summary>{_list(rest, words)}</details>')


def _finding(late: Sequence[Change], words: Words) -> str:
    if crossings := crossings_among(late):
        return crossings[0].title
    if late:
        return words.say("Nobody crossed the line in the last {days} days", days=NEWS_DAYS)
    return words.say("Nothing changed in the last {days} days", days=NEWS_DAYS)


def changes(overview: Overview, words: Words) -> None:
    """Show what changed in the last 30 days, crossings first of all."""
    now = max(standing.read_at for standing in overview.standings)
    late = of_late(changed(overview.happenings, overview.paces, overview.names, words), now)
    first = crossings_among(late)
    shown.heading(_finding(late, words), words.say("What changed: crossings, milestones, revisions, pace"))
    if late:
        listed([*first, *(one for one in late if one not in first)], words)
