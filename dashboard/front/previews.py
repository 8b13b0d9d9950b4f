"""What a link to a page says of it where it is shared: title, sentences, picture, and the address that is its own.

The findings are those of the page, from the numbers of now. What is asked for in vain is left out, as on the page.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from dashboard import data, lined, shown
from dashboard.drawings import Asked
from dashboard.drilldown import drilling
from dashboard.drilldown.choice import Choice
from dashboard.drilldown.drilled import MOST_FREQUENT, Options
from dashboard.maintaining import noticed
from dashboard.menu import FIRST, PAGES
from dashboard.requested import AskedError, Query, choice, one, pairs
from dashboard.sections.headline import lead
from dashboard.sections.leads import of_categories, of_platform
from dashboard.sections.lines import past, picking, timeline
from dashboard.text import Words, later
from dashboard.vocabulary import DEMONSTRATION
from db.connection import DatabaseError
from db.thresholds import THE_LINE

ANYWHERE = "totals"  # the picture of pages that have none of their own
DESCRIPTIONS = {
    "data": later("Filter the record, see it, take exactly that as CSV or Parquet, and cite it; or ask the API."),
    "method": later("What is counted and what is not, how categories and lines work, and how an error is corrected."),
    "maintenance": later("Which sources were read, what failed, and which numbers wait for a person."),
}


@dataclass(frozen=True)
class Preview:
    """A title, sentences below it, the picture that goes with it, and the choices that make the view.

    `seen` are headline and lede as the page has them, `notes` what stands above: each a text and its kind.
    """

    title: str
    about: str
    picture: str | None = None
    asked: Asked = ()
    seen: tuple[str, str] | None = None
    notes: tuple[tuple[str, str], ...] = ()

    def view(self, page: str, code: str) -> str:
        """The address of the view in a language, below that of the site."""
        return f"{'' if page == FIRST else page}?{urlencode([('lang', code), *self.asked])}"

    def image(self, words: Words) -> str | None:
        """The address of its picture, below that of the site."""
        asked = () if self.picture == ANYWHERE else self.asked
        return f"chart/{self.picture}.png?{urlencode([('lang', words.code), *asked])}" if self.picture else None


def _choice(query: Query, there: Options, platform: str | None = None) -> Choice:
    try:
        return choice(query, there, platform)
    except AskedError:
        return Choice(platforms=(platform,)) if platform else Choice()


def _one(query: Query, name: str, there: list[str], default: str) -> str:
    try:
        return one(query, name, there, default)
    except AskedError:
        return default


def _overview(_query: Query, words: Words) -> Preview | None:
    overview = data.overview()
    return Preview(*lead(overview, words), ANYWHERE) if overview and overview.standings else None


def _categories(query: Query, words: Words) -> Preview | None:
    if (there := drilling.options()) is None:
        return None
    category = _one(query, "category", [MOST_FREQUENT, *there.names.categories], MOST_FREQUENT)
    chosen = _choice(query, there)
    found = drilling.drilled(chosen, category)
    if found is None or not found.shown_cells:
        return None
    asked = pairs(chosen) + (() if category == MOST_FREQUENT else (("category", category),))
    return Preview(*of_categories(found, words), "heat", asked)


def _platform(query: Query, words: Words) -> Preview | None:
    there = drilling.options()
    if there is None or not (platforms := list(there.names.platforms)):
        return None
    platform = _one(query, "platform", platforms, platforms[0])
    found = drilling.one_platform(_choice(query, there, platform), platform)
    if found is None:
        return None
    asked = (("platform", platform), *pairs(found.drilled.choice, but=["platforms"]))
    return Preview(*of_platform(found, words), "over_time" if found.drilled.weeks else None, asked)


def _thresholds(query: Query, words: Words) -> Preview | None:
    found = lined.all_lines()
    if found is None or not found.overview.standings:
        return None
    line = _one(query, picking.KEY, [line.threshold for line in found.lines], THE_LINE)
    if (chosen := lined.chosen_line(line)) is None:
        return None
    asked = () if line == THE_LINE else ((picking.KEY, line),)
    return Preview(*past.lead(chosen, found, words), "expected" if timeline.dated(chosen) else None, asked)


READ: dict[str, Callable[[Query, Words], Preview | None]] = {
    "overview": _overview,
    "categories": _categories,
    "platform": _platform,
    "thresholds": _thresholds,
}


def _plain(page: str, words: Words) -> Preview:
    tagline = words.say("The public record of users' complaints")
    about = words.say(DESCRIPTIONS[page]) if page in DESCRIPTIONS else tagline
    return Preview(words.say(PAGES[page]), about)


def preview(page: str, query: Query, words: Words) -> Preview:
    """What a link to a page says; without numbers, what the page is."""
    try:
        found = READ[page](query, words) if page in READ else None
        is_demonstration, doubted = data.is_demonstration(), noticed.doubts(words) if found else []
    except DatabaseError as error:
        logging.getLogger(__name__).error("the database cannot be read: %s", error)
        found, is_demonstration, doubted = None, False, []
    seen = (found.title, found.about) if found else None
    notes = [(words.say(DEMONSTRATION), "demonstration")] * is_demonstration + [
        (doubt, "failed") for doubt in doubted
    ]
    found = found or _plain(page, words)
    title, about = shown.unmarked(found.title), words.space.join([*doubted, shown.unmarked(found.about)])
    if is_demonstration:
        title = words.say("[{mark}] {title}", mark=words.say("demonstration data"), title=title)
    picture = found.picture or (ANYWHERE if data.current_version() else None)
    return Preview(title, about, picture, found.asked, seen, tuple(notes))
