"""What stands on a page that AppTest has run."""

import json
from html import unescape
from re import sub
from typing import Any

import pyarrow as pa
from streamlit.testing.v1 import AppTest


def html_of(app: AppTest) -> str:
    """The HTML of ours on a page, but for the style sheet."""
    return "\n".join(
        one.proto.body for one in app.get("html") if not one.proto.body.startswith(("<style", "<script"))
    )


def text_of(app: AppTest) -> str:
    """Every word on a page."""
    unmarked = sub(r'<span lang="[^"]+">(.*?)</span>', r"\1", html_of(app))
    shown = [unescape(sub(r"<[^>]+>", " ", unmarked))]
    shown += [str(one.value) for kind in (app.markdown, app.code, app.caption) for one in kind]
    shown += [one.label for kind in (app.selectbox, app.multiselect) for one in kind]
    return "\n".join(shown).replace("\xa0", " ")  # no line ends there


def rows_of(app: AppTest) -> list[list[str]]:
    """The cells of the first table, row by row."""
    body = html_of(app).split("<tbody>")[1].split("</tbody>")[0]
    rows = [row.split("</t")[:-1] for row in body.split("<tr>")[1:]]
    return [[unescape(sub(r"<[^>]+>|^[hdr]>", "", cell)) for cell in row] for row in rows]


def charts_of(app: AppTest) -> list[dict[str, Any]]:
    """Each chart's specification, with its tables as rows under `tables` and its text alternative under `alt`."""
    return [_chart(one.proto) for one in app.get("vega_lite_chart")]


def _chart(proto: Any) -> dict[str, Any]:
    tables = {one.name: pa.ipc.open_stream(one.data.data).read_all().to_pylist() for one in proto.datasets}
    return {**json.loads(proto.spec), "tables": tables, "alt": proto.alt}
