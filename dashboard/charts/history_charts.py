"""Charts of totals over time: a language in, a Vega-Lite specification out, as `bar_charts` does."""

from functools import cache

import altair as alt

from dashboard.charts.bar_charts import DAY_FORMATS, Spec, laid, rule, the_line
from dashboard.charts.theme import (
    IN_TWO_LINES,
    IS_LONG,
    IS_NARROW,
    LABEL_SIZE,
    SMALL_LABEL_SIZE,
    axis,
    colour,
    name_limit,
    text,
    tone,
)
from dashboard.text import Words

SERIES_HEIGHT = 340
IS_CHOSEN = "datum.tone === 'accent'"

COUNT_LABELS = {
    "zh-Hans": "datum.value >= 10000 ? format(datum.value / 10000, '.2~f') + '万' : format(datum.value, ',')",
    "zh-Hant": "datum.value >= 10000 ? format(datum.value / 10000, '.2~f') + '萬' : format(datum.value, ',')",
    "en": "format(datum.value, ',')",
}
MOMENT_FORMATS = {"zh-Hans": "%Y年%-m月%-d日 %H:%M", "zh-Hant": "%Y年%-m月%-d日 %H:%M", "en": "%-d %b %Y, %H:%M"}


GROWTH_LABELS = "format(datum.value, '.0f')"


def _under() -> alt.Parameter:
    """The series under the pointer, or last touched."""
    return alt.selection_point(name="under", fields=["name"], on="pointerover", nearest=True, clear="pointerout")


def _days(words: Words, labels: str) -> alt.Chart:
    day = axis(labelColor=tone("quiet"), format=DAY_FORMATS[words.code], tickCount=5)
    value = axis(labelColor=tone("quiet"), labelExpr=labels, tickCount=5)
    days: alt.Chart = alt.Chart(alt.NamedData("days")).encode(
        alt.X("read_at:T", title=None, axis=day),
        alt.Y("value:Q", title=None, scale=alt.Scale(zero=False, nice=False), axis=value),
        alt.Detail("name:N"),
    )
    return days


def _series(words: Words, labels: str) -> list[alt.Chart]:
    days, under = _days(words, labels), _under()
    tooltip = [
        alt.Tooltip("name:N", title=words.say("Platform")),
        alt.Tooltip("total:Q", title=words.say("Total"), format=","),
        alt.Tooltip("growth:Q", title=words.say("Since the start, in %"), format="+.1f"),
        alt.Tooltip("read_at:T", title=words.say("Read"), format=MOMENT_FORMATS[words.code]),
    ]
    widths = [{"param": "under", "empty": False, "value": 3}, {"test": IS_CHOSEN, "value": 3}]
    return [
        days.mark_line(strokeJoin="round").encode(colour("tone"), alt.StrokeWidthValue(1.6, condition=widths)),
        days.mark_circle(size=90, opacity=0).encode(colour("tone"), tooltip=tooltip).add_params(under),
    ]


def _crossings(words: Words) -> alt.Chart:
    titles = {"name": words.say("Platform"), "interval": words.say("Reached the line")}
    marks = alt.Chart(alt.NamedData("crossings")).mark_point(
        shape="triangle-up", size=130, filled=True, opacity=1, color=tone("past")
    )
    found: alt.Chart = marks.encode(
        alt.X("at:T"),
        alt.Y("value:Q"),
        tooltip=[alt.Tooltip(f"{field}:N", title=title) for field, title in titles.items()],
    )
    return found


def _paces(words: Words) -> alt.Chart:
    titles = {"name": words.say("Platform"), "before": words.say("Pace before"), "after": words.say("Pace after")}
    marks = alt.Chart(alt.NamedData("paces")).mark_point(
        shape="diamond", size=54, filled=True, opacity=1, fill=tone("paper"), stroke=tone("quiet"), strokeWidth=1.3
    )
    found: alt.Chart = marks.encode(
        alt.X("at:T"),
        alt.Y("value:Q"),
        tooltip=[alt.Tooltip(f"{field}:N", title=title) for field, title in titles.items()],
    )
    return found


def _names() -> list[alt.Chart]:
    """Each series' name at its end, the chosen one's in its colour; on a phone a long one takes two lines."""
    ends = alt.Chart(alt.NamedData("ends")).encode(alt.X("read_at:T"), alt.Y("placed:Q"))
    named = ends.transform_calculate(label="datum.name", placed=f"{IS_NARROW} ? datum.on_phones : datum.value")
    chosen, others = (named.transform_filter(test) for test in (IS_CHOSEN, f"!({IS_CHOSEN})"))
    look = {
        "align": "left",
        "dx": 7,
        "dy": alt.ExprRef(f"{IS_LONG} ? {-SMALL_LABEL_SIZE / 2} : 0"),
        "text": alt.ExprRef(IN_TWO_LINES),
        "fontSize": alt.ExprRef(f"{IS_LONG} ? {SMALL_LABEL_SIZE} : {LABEL_SIZE}"),
        "lineHeight": SMALL_LABEL_SIZE,
        "limit": name_limit(),
    }
    return [*text(others, color=tone("quiet"), **look), *text(chosen, color=tone("accent"), fontWeight=700, **look)]


@cache
def totals_over_time(words: Words, *, growing: bool = False) -> Spec:
    """Totals day by day, with the line, or, `growing`, each as a multiple of its first, which is 100.

    Each series is named at its end; the chosen one stands out, and whichever is under the pointer. Draws `days`:
    name, read_at (Beijing time, without a zone), value, total, growth, tone (accent: chosen); `ends`: name, read_at,
    value and on_phones (moved apart where names would meet), tone; `crossings`: name, at, value, interval; `paces`,
    where a pace changed: name, at, value, before, after; `line`, empty where values are not totals.
    """
    on_line = the_line().encode(alt.Y("line:Q"), alt.Text("label:N"), x=alt.value(0))
    layers = [
        *_series(words, GROWTH_LABELS if growing else COUNT_LABELS[words.code]),
        rule(alt.Y("line:Q")),
        *text(on_line, baseline="bottom", align="left", dx=4, dy=-4, fontWeight=700),
        _paces(words),
        _crossings(words),
        *_names(),
    ]
    return laid(layers, SERIES_HEIGHT, top=8)
