"""Which charts there are as pictures, and how each is drawn for what an address asks: as its page draws it."""

from collections.abc import Callable, Collection

from dashboard import data, lined
from dashboard.compared import Overview
from dashboard.comparing import Measure, compared
from dashboard.drawings import Drawing
from dashboard.drilldown import drilling
from dashboard.drilldown.drilled import MOST_FREQUENT, Drilled
from dashboard.drilldown.heat import View
from dashboard.requested import AskedError, Query, choice, one
from dashboard.sections import bars, behind, heatmap, history, measuring, over_time
from dashboard.sections.lines import picking, timeline
from dashboard.standings import Standing
from dashboard.tables import Telling
from dashboard.text import Words
from db.thresholds import THE_LINE

Draw = Callable[[Query, Words], Drawing | None]


def _overview() -> Overview | None:
    found = data.overview()
    return found if found and found.standings else None


def _known(query: Query, name: str, there: Collection[str]) -> list[str]:
    """Every value of a parameter once; `AskedError` for one that is not there."""
    asked = list(dict.fromkeys(query.get(name) or ()))
    for code in asked:
        if code not in there:
            raise AskedError(name, code)
    return asked


def _totals(query: Query, words: Words) -> Drawing | None:
    if (overview := _overview()) is None:
        return None
    measure = Measure(one(query, measuring.MEASURE, list(Measure), Measure.TOTAL))
    kinds = _known(query, measuring.KIND, measuring.kinds_of(overview))
    how_many = one(query, measuring.HOW_MANY, [measuring.TOP, measuring.EVERYONE], measuring.TOP)
    found = compared(overview.standings, measure, kinds, everyone=how_many == measuring.EVERYONE)
    if not found.drawn:
        return None
    return bars.drawing(overview, found, Telling(words, data.clock(), overview.is_demonstration))


def _history(query: Query, words: Words) -> Drawing | None:
    if (overview := _overview()) is None:
        return None
    by_code: dict[str, Standing] = {one.platform: one for one in overview.standings}
    asked = _known(query, history.KEY, by_code) or history.default(overview.standings)
    codes = asked[: history.MOST_LINES]
    focus = one(query, history.FOCUS, codes, codes[0])
    growing = one(query, history.SCALE, list(history.SCALES), history.TOTALS) == history.GROWTH
    drawn = history.Drawn([by_code[code] for code in codes], focus, growing)
    return history.drawing(overview, drawn, words)


def _found(query: Query, default: str | None = MOST_FREQUENT, platform: str | None = None) -> Drilled | None:
    if (there := drilling.options()) is None:
        return None
    chosen = choice(query, there, platform)
    codes = [MOST_FREQUENT, *there.names.categories]
    found = drilling.drilled(chosen, one(query, heatmap.CATEGORY, codes, default))
    return found if found and found.weeks and found.shown_cells else None


def _heat(query: Query, words: Words) -> Drawing | None:
    if (found := _found(query)) is None:
        return None
    view = one(query, heatmap.KEY, list(View), heatmap.default_view(found))
    return heatmap.drawing(found, View(view), words)


def _trend(query: Query, words: Words) -> Drawing | None:
    found = _found(query)
    return behind.trend_drawing(found, words) if found and found.count else None


def _who(query: Query, words: Words) -> Drawing | None:
    found = _found(query)
    return behind.who_drawing(found, words) if found and found.count else None


def _over_time(query: Query, words: Words) -> Drawing | None:
    if (there := drilling.options()) is None:
        return None
    platforms = list(there.names.platforms)
    platform = one(query, "platform", platforms, next(iter(platforms), ""))
    found = _found(query, None, platform)
    return over_time.drawing(found, words) if found else None


def _expected(query: Query, words: Words) -> Drawing | None:
    if (found := lined.all_lines()) is None or not found.overview.standings:
        return None
    line = one(query, picking.KEY, [line.threshold for line in found.lines], THE_LINE)
    chosen = lined.chosen_line(line)
    return timeline.drawing_of(chosen, found, words) if chosen else None


PICTURES: dict[str, Draw] = {
    "totals": _totals,
    "history": _history,
    "heat": _heat,
    "trend": _trend,
    "who": _who,
    "over_time": _over_time,
    "expected": _expected,
}
