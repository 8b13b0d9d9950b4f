"""A chart ready to be shown: on a page, or as a picture of its own that says where it is from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import pyarrow as pa

from dashboard.charts.bar_charts import Spec
from dashboard.text import Words

Asked = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Drawing:
    """A chart: what it says, what it draws, what its marks mean, and which view of which page it is.

    `about` says how to read it; `read_until` is the publisher's moment; `asked` are the choices, as in the URL;
    `whom` says what the finding is about where its page says so elsewhere; `doubted` are `noticed.doubts`, which a
    page says above everything.
    """

    name: str
    title: str
    about: str
    spec: Spec
    datasets: Mapping[str, pa.Table]
    page: str
    is_demonstration: bool
    read_until: datetime | None
    asked: Asked = ()
    key: tuple[tuple[str, str], ...] = ()
    alt: str = ""
    whom: str = ""
    doubted: tuple[str, ...] = ()

    def shown(self) -> dict[str, Any]:
        """What `st.vega_lite_chart` shows."""
        return {**self.spec, "datasets": self.datasets}

    def finding(self, words: Words) -> str:
        """What it says, by itself."""
        return words.say("{name}: {finding}", name=self.whom, finding=self.title) if self.whom else self.title

    def view(self, words: Words) -> str:
        """The address of the view it stands in, below that of the site."""
        return f"{self.page}?{urlencode([('lang', words.code), *self.asked])}"

    def picture(self, kind: str, theme: str, words: Words) -> str:
        """The address of its picture (`svg` or `png`), below that of the site."""
        return f"chart/{self.name}.{kind}?{urlencode([('lang', words.code), ('theme', theme), *self.asked])}"
