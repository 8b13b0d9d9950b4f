"""Charts that tell by colour: a language in, a Vega-Lite specification out, as `category_charts` does."""

from functools import cache
from typing import Any

import altair as alt

from dashboard.charts.bar_charts import Spec, laid
from dashboard.charts.category_charts import tooltip
from dashboard.charts.theme import LABEL_SIZE, TONE_SCALE, axis, named_rows, tone
from dashboard.text import Words

CELL_HEIGHT = 28
HEADER_HEIGHTS = {"zh-Hans": 140, "zh-Hant": 140, "en": 250}
LINE_HEIGHT = 13
UPRIGHT_HEIGHT = 4 * LINE_HEIGHT + 4
WEEK_HEIGHT = 24
STEPS = list(range(10))
NARROWEST_LABEL = 34  # pixels, for a number in a cell
WIDEST_LINES = {"zh-Hans": 50, "zh-Hant": 50, "en": 66}  # pixels, of a name in lines above its column
# One word a line; Chinese names have no spaces, and are parted after four signs and before a bracket. Lines are drawn
# downwards, so shorter names get blank ones above, to stand on their columns.
HAN = r"regexp('([\u4e00-\u9fff]{4})(?=[\u4e00-\u9fff])', 'g')"
WORDS = rf"replace(replace(replace(datum.label, {HAN}, '$1 '), regexp(' ?（'), ' （'), regexp(' ', 'g'), '\n')"
BLANK = r"['\u00a0\n\u00a0\n\u00a0\n', '\u00a0\n\u00a0\n', '\u00a0\n', '']"
LINES = rf"split({BLANK}[min(length(split({WORDS}, '\n')), 4) - 1] + {WORDS}, '\n')"


def _across(**labels: Any) -> alt.X:
    frame = {"orient": "top", "domain": False, "ticks": False, "labelColor": tone("ink")}
    return alt.X("column:O", sort=None, title=None, axis=axis(**frame, **labels))


def _named_columns(words: Words) -> alt.X:
    """Columns named at the top: in lines where they are wide enough, else on end."""
    room = HEADER_HEIGHTS[words.code]
    is_upright = f"bandwidth('x') >= {WIDEST_LINES[words.code]}"
    extent = alt.ExprRef(f"{is_upright} ? {UPRIGHT_HEIGHT} : {room}")
    return _across(
        labelExpr=f"{is_upright} ? {LINES} : datum.label",
        labelAngle=alt.ExprRef(f"{is_upright} ? 0 : -90"),
        labelAlign=alt.ExprRef(f"{is_upright} ? 'center' : 'left'"),
        labelBaseline=alt.ExprRef(f"{is_upright} ? 'top' : 'middle'"),
        labelPadding=alt.ExprRef(f"{is_upright} ? {4 * LINE_HEIGHT} : 8"),
        labelFontSize=alt.ExprRef(f"{is_upright} ? 11 : 13"),
        labelLimit=room,
        labelLineHeight=LINE_HEIGHT,
        labelOverlap=False,
        minExtent=extent,
        maxExtent=extent,
    )


def _steps(diverging: bool) -> alt.Fill:
    """One of ten steps of colour; nothing where a cell has none, which keeps the order of rows and columns."""
    scale = alt.Scale(domain=STEPS, range="diverging" if diverging else "heatmap")
    none = {"test": "datum.step === null", "value": "transparent"}
    return alt.Fill("step:O", scale=scale, legend=None, condition=none)


def _heat_tooltip(words: Words) -> list[alt.Tooltip]:
    return tooltip(
        {
            "row": words.say("Category"),
            "column": words.say("Platform"),
            "exact": words.say("Complaints"),
            "share": words.say("Share"),
            "ratio": words.say("Times the average, with its 95% interval"),
        }
    )


def _cell_texts(cells: alt.Chart) -> alt.Chart:
    """Numbers in the cells, where a cell is wide enough for one."""
    shown = alt.ExprRef(f"bandwidth('x') < {NARROWEST_LABEL} ? 0 : 1")
    texts: alt.Chart = cells.mark_text(fontSize=LABEL_SIZE, opacity=shown).encode(
        alt.Text("label:N"), alt.Color("ink:N", scale=TONE_SCALE, legend=None)
    )
    return texts


@cache
def heat(words: Words, rows: int, *, diverging: bool) -> Spec:
    """Platforms by categories; a click names its cell in the selection `pick`.

    Draws `cells`: row, column, category, platform, step (0 to 9, null: no colour), is_said, label, ink, and for the
    tooltip exact, share, ratio; `picked`: row, the chosen category's.
    """
    down = named_rows("row", scale=alt.Scale(paddingInner=0.06))
    cells = alt.Chart(alt.NamedData("cells")).encode(_named_columns(words), down)
    pick = alt.selection_point(name="pick", fields=["category", "platform"], clear="dblclick")
    everything = cells.mark_rect(fillOpacity=0.001, cursor="pointer").encode(
        alt.FillValue("gray"), tooltip=_heat_tooltip(words)
    )
    picked = alt.Chart(alt.NamedData("picked")).mark_rect(fillOpacity=0, strokeWidth=2, stroke=tone("accent"))
    layers = [
        cells.mark_rect(cornerRadius=2, stroke=tone("paper"), strokeWidth=1).encode(_steps(diverging)),
        cells.mark_rect(fillOpacity=0.14, fill=tone("quiet")).transform_filter("!datum.is_said"),
        _cell_texts(cells),
        picked.encode(down, x=alt.value(0), x2=alt.value(alt.ExprRef("width"))),
        everything.add_params(pick),
    ]
    return laid(layers, CELL_HEIGHT * rows + HEADER_HEIGHTS[words.code], top=6)


@cache
def weeks_by_category(words: Words, rows: int) -> Spec:
    """Categories by weeks, the darker the more complaints.

    Draws `cells`: row, column (the week's first day in words), at, step, label, ink, and for the tooltip week, exact,
    of, share.
    """
    titles = {
        "row": words.say("Category"),
        "week": words.say("Week"),
        "exact": words.say("Complaints"),
        "share": words.say("Share"),
    }
    cells = alt.Chart(alt.NamedData("cells")).encode(
        _across(labelAngle=0, labelOverlap=True),
        named_rows("row", scale=alt.Scale(paddingInner=0.06)),
        tooltip=tooltip(titles),
    )
    rects = cells.mark_rect(cornerRadius=2, stroke=tone("paper"), strokeWidth=1).encode(_steps(diverging=False))
    return laid([rects, _cell_texts(cells)], CELL_HEIGHT * rows + WEEK_HEIGHT, top=6)
