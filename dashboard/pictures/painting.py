"""Charts drawn without a browser: the same specifications, in the colours of `.streamlit/config.toml`.

The renderer is given every row it draws and may load nothing from anywhere.
"""

import tomllib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa

from dashboard.charts.bar_charts import Spec
from dashboard.charts.theme import LABEL_SIZE, TONES
from dashboard.text import Words

CONFIGURATION = Path(__file__).parents[2] / ".streamlit" / "config.toml"
THEMES = ("light", "dark")
CHART_WIDTH = 1040  # twelve platforms have their names in lines above a heat map
NOBODY = "http://127.0.0.1:9/"  # the one address a chart may load from, at which nobody answers
# Glyphs of one's own script first; each system has one of these, and `make browser` installs Noto's.
FONTS = {
    "zh-Hans": "'Noto Sans CJK SC','PingFang SC','Microsoft YaHei','WenQuanYi Micro Hei',sans-serif",
    "zh-Hant": "'Noto Sans CJK TC','PingFang TC','Microsoft JhengHei','WenQuanYi Micro Hei',sans-serif",
    "en": "'Noto Sans','Noto Sans CJK SC','DejaVu Sans','PingFang SC',sans-serif",
}


@dataclass(frozen=True)
class Colours:
    """The colours of a theme: by tone, from few to many, from far below the average to far above it."""

    tones: dict[str, str]
    sequential: list[str]
    diverging: list[str]
    wash: str
    hair: str


@cache
def colours(theme: str) -> Colours:
    """The colours of `light` or `dark`."""
    found = tomllib.loads(CONFIGURATION.read_text(encoding="utf-8"))["theme"][theme]
    return Colours(
        tones=dict(zip(TONES, found["chartCategoricalColors"], strict=True)),
        sequential=found["chartSequentialColors"],
        diverging=found["chartDivergingColors"],
        wash=found["secondaryBackgroundColor"],
        hair=found["borderColor"],
    )


def _configuration(theme: str, words: Words) -> dict[str, Any]:
    """What Streamlit adds to a chart in a page, as far as ours rely on it."""
    found = colours(theme)
    axis = {"gridColor": found.hair, "domainColor": found.hair, "tickColor": found.hair, "labelFontSize": LABEL_SIZE}
    ranges = {
        "category": list(found.tones.values()),
        "heatmap": found.sequential,
        "ordinal": found.sequential,
        "ramp": found.sequential,
        "diverging": found.diverging,
    }
    ink = {"labelColor": found.tones["quiet"], "titleColor": found.tones["quiet"]}
    return {
        "background": "transparent",
        "font": FONTS[words.code],
        "view": {"stroke": None},
        "axis": axis | ink,
        "range": ranges,
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _rows(table: pa.Table) -> list[dict[str, Any]]:
    return [{name: _plain(value) for name, value in row.items()} for row in table.to_pylist()]


def chart_svg(spec: Spec, datasets: dict[str, pa.Table], theme: str, words: Words) -> str:
    """Draw a chart as SVG, `CHART_WIDTH` wide and with whatever its axes need beside that."""
    import vl_convert  # starts a renderer of its own: only whoever wants a picture waits for it

    fixed = {**spec, "width": CHART_WIDTH, "autosize": {"type": "fit", "contains": "padding"}}
    fixed |= {"datasets": {name: _rows(table) for name, table in datasets.items()}}
    configuration = _configuration(theme, words)
    return str(vl_convert.vegalite_to_svg(fixed, config=configuration, allowed_base_urls=[NOBODY]))


def png(svg: str, scale: float) -> bytes:
    """Turn a picture into PNG."""
    import vl_convert

    return bytes(vl_convert.svg_to_png(svg, scale=scale))
