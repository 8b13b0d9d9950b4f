"""A database as years of watching make it, filled in seconds: a million complaints and the counts of every hour.

Texts are the stand-in's, with the categories our rules give them, again and again; platforms, listings and totals are
the demonstration's in kind and number. What follows from them (days, crossings, events) is made by the product.
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa

from db import store
from db.asking import statement
from db.connection import Connection, writing
from db.records import Capture, Refreshed
from scrapers.classification import classifier, taxonomy
from scrapers.commands.demonstration import WATCHLIST
from scrapers.platforms import read_watchlist
from tests.benchmarks.classify import complaints as texts

COMPLAINTS, TEXTS = 1_000_000, 500
HOURS, UNWATCHED = 24 * 150, 300
URL = "http://127.0.0.1:8765"

LISTINGS = """
insert into listings
select 'heimao', 900000 + position, name_zh_hans, platform from platforms
union all select 'heimao', 800000 + number, '商家' || number, null from range({unwatched}) as numbers (number)
"""
# The first three are past the line as in the article; one more crosses a month ago, others are near or far below.
COUNTS = """
insert into counts by name
with ranked as (select listing, row_number() over (order by listing desc) as rank from listings),
paced as (
  select listing, case rank when 1 then 151234 when 2 then 143120 when 3 then 100311 when 4 then 100420
    else (98000 / (rank - 4) ** 0.7)::bigint end as now, (now / 40000)::bigint + 1 as pace from ranked
)
select 'heimao' as publisher, listing, $now - to_hours(ago::int) as read_at, now - pace * ago as total,
  total * 9 // 10 as replied, total * 6 // 10 as completed, pace * 720 as last_30_days, false as is_revision,
  'capture-history' as capture, 'history' as refresh
from paced cross join range({hours}) as hours (ago) where total > 0
"""
MANY = """
insert into complaints by name
with watched as (select list(listing order by listing) as listings from listings where platform is not null),
numbered as (select number, number % {texts} as text from range({complaints}) as numbers (number))
select 'heimao' as publisher, (17000000000 + number)::varchar as complaint,
  listings[1 + (len(listings) * pow(hash(number) / 18446744073709551616, 2))::int % len(listings)] as listing,
  null as service, texts.title, texts.issue, texts.claim, (100 * (1 + number % 300))::decimal(18, 2) as amount_cny,
  ['handling', 'replied', 'completed', 'closed'][1 + number % 4] as status,
  $now - to_seconds(40 * ({complaints} - number)) as posted_at, posted_at as first_seen_at,
  posted_at + interval 10 minutes as last_seen_at, 'capture-history' as capture, texts.excerpt,
  'https://tousu.sina.com.cn/complaint/view/' || complaint || '/' as url, null as page_capture
from numbered join texts using (text), watched
"""
CATEGORIES = """
insert into complaint_categories
select 'heimao', (17000000000 + number)::varchar, told.category, told.matched, 3
from range({complaints}) as numbers (number) join told on told.text = number % {texts}
"""


def _told() -> tuple[pa.Table, pa.Table]:
    """The stand-in's texts, and their categories with the words that made them so."""
    found = texts(TEXTS)
    matched = [
        {"text": number, "category": match.category, "matched": ",".join(match.words)}
        for number, matches in enumerate(classifier().classify(found))
        for match in matches
    ]
    rows = [{"text": number, **text._asdict()} for number, text in enumerate(found)]
    return pa.Table.from_pylist(rows), pa.Table.from_pylist(matched)


def _insert(opened: Connection, now: datetime, complaints: int, hours: int) -> None:
    sizes = {"complaints": complaints, "texts": TEXTS, "hours": hours, "unwatched": UNWATCHED}
    found, told = _told()
    opened.register("texts", found)
    opened.register("told", told)
    for insert in (LISTINGS, COUNTS, MANY, CATEGORIES):
        opened.execute(insert.format(**sizes), {"now": now} if "$now" in insert else {})
    store.append(opened, taxonomy())
    opened.execute(statement("insert_all_days"))


def _refreshed(source: str, now: datetime) -> Refreshed:
    return Refreshed("history", "heimao", source, now - timedelta(minutes=9), now, now, "ok", None, None, 9, 0, 0, 0)


def fill(database: Path, complaints: int = COMPLAINTS, hours: int = HOURS) -> None:
    """Fill a database whose last refresh ended now."""
    now, watchlist = datetime.now(UTC).replace(microsecond=0), read_watchlist(WATCHLIST)
    store.store_watchlist(database, watchlist.platforms, watchlist.reported)
    with writing(database) as opened:
        _insert(opened, now, complaints, hours)
    where = (f"{URL}/api/company/main_search", 200, now, "heimao-2026-03-02.warc.gz", 4_096, 2_048, "9f2b" * 16)
    capture = Capture("capture-history", "heimao", "directory", *where, 1, False, "history")
    origin = {"is_demonstration": True, "publisher_url": URL}
    store.store(database, store.Batch(_refreshed("feed", now), captures=[capture]), **origin)
    store.store(database, store.Batch(_refreshed("directory", now)), **origin)
    with writing(database) as opened:
        store.store_crossings(opened, "history", now)
