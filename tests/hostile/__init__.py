"""Texts that would do something where they are taken for more than text, and a record of them, read from a stand-in.

They go the whole way: the publisher's answers, the adapter, the database. `EVIL` is where they would lead.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

from db.settings import Settings, load
from scrapers.commands.demonstration import WATCHLIST
from scrapers.platforms import read_watchlist
from scrapers.publishers import PUBLISHERS
from scrapers.refresh import refreshing
from scrapers.replica import feed
from scrapers.replica.clock import Clock
from scrapers.replica.server import Replica
from scrapers.replica.world import World

EVIL = "evil.example"
ANCHOR = datetime(2026, 11, 23, 4, tzinfo=UTC)
SHOP, TELECOM = "9900201", "9900203"

TEXTS = {
    "script": "&lt;script&gt;alert('x')&lt;/script&gt;<script>alert(1)</script>",
    "unclosed tag": f"<img src=//{EVIL}/t.png onerror=alert(1) ",
    "picture as entities": f"&#60;img src='//{EVIL}/a.png' onerror='alert(2)'&#62;",
    "out of an attribute": f"\"'><svg/onload=alert(3)><a href='//{EVIL}/b'>",
    "Markdown picture": f"![x](https://{EVIL}/c.png)",
    "Markdown link": f"[官方认证](https://{EVIL}/d) [y](javascript:alert(4))",
    "bare address": f"https://{EVIL}/e www.{EVIL} a@{EVIL}",
    "directives": ":material/verified: :red[官方认证] :streamlit: :green-badge[已核实]",
    "formula of LaTeX": f"$$\\href{{https://{EVIL}/f}}{{x}}$$ $\\includegraphics{{https://{EVIL}/g.png}}$",
    "expression of Vega": f"'+image('https://{EVIL}/h.png')+' {{datum.image}} {{\"signal\": \"alert(5)\"}}",
    "template": "{{7*7}} ${7*7} %(x)s {0.__class__} {name}",
    "spreadsheet": f'=HYPERLINK("https://{EVIL}/i","x")',
    "spreadsheet by a plus": "+cmd|' /C calc'!A0",
    "spreadsheet by a minus": "-2+3+cmd|' /C calc'!A0",
    "spreadsheet by an at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "spreadsheet, full width": "＝1+1",
    "spreadsheet behind what is not seen": "\u200b\ufeff=1+1",
    "XML": "]]>&xxe;<!DOCTYPE x [<!ENTITY xxe SYSTEM 'file:///etc/passwd'>]>",
    "path": "../../../etc/passwd\u202egnp.exe",
    "terminal": "a\u2028b\u202ec",
    "bold of ours": "\ue000bold\ue001",
}
PAYLOADS = tuple(TEXTS.values())


def _hostile(main: Any) -> Any:
    def told(*asked: Any) -> dict[str, Any]:
        row: dict[str, Any] = main(*asked)
        at = int(row["sn"])
        return row | {
            "title": PAYLOADS[at % len(PAYLOADS)],
            "issue": PAYLOADS[(at + 1) % len(PAYLOADS)],
            "appeal": PAYLOADS[(at + 2) % len(PAYLOADS)],
            "summary": " ".join(PAYLOADS),
        }

    return told


@contextmanager
def reading_evil(folder: Path) -> Iterator[Settings]:
    """Have a stand-in say hostile things, and read them into a record in a folder."""
    with (
        patch.object(feed, "_main", _hostile(feed._main)),
        Replica(world=World(anchor=ANCHOR), clock=Clock(ANCHOR - timedelta(days=1), speed=0)) as replica,
    ):
        named = {"DATABASE": str(folder / "tousu.duckdb"), "EVIDENCE": str(folder / "evidence")}
        named |= {"PUBLISHER_URL": replica.url, "PLATFORMS": str(WATCHLIST), "FEED_PAGES": "5"}
        settings = load({f"TOUSU_{name}": value for name, value in named.items()} | {"TOUSU_COMPLAINT_PAGES": "0"})
        for listing, case in ((SHOP, "picture as entities"), (TELECOM, "Markdown picture")):
            replica.fault("/api/company/main_search", "retitle", listing=listing, title=TEXTS[case])
        with refreshing(settings, PUBLISHERS["heimao"], read_watchlist(settings.platforms)) as one:
            assert all(result.outcome == "ok" for result in one.run(("directory", "services", "feed")))
        replica.fault("/api/company/main_search", "number_as", field="valid_amt", value="15.1万", listing=TELECOM)
        replica.clock.set(ANCHOR)
        with refreshing(settings, PUBLISHERS["heimao"], read_watchlist(settings.platforms)) as one:
            list(one.run(("directory", "feed")))
        yield settings
