"""What the small world of `filled` lacks for its lines: forecasts, changes of pace, users, and a line more."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from dashboard.figures import BEIJING
from db.connection import writing
from db.records import Threshold
from db.thresholds import add_threshold
from tests.dashboard.filled import PUBLISHER, WORLD, fill

LISTINGS = {row.platform: row.listing for row in WORLD}
# Of each platform: days to 10, 50 and 90 % of the paths, or why there is no forecast and what is missing.
AHEAD: dict[str, tuple[int | None, int | None, int | None] | tuple[str, int]] = {
    "chenxi": (30, 45, 62),
    "qinghe": (120, 171, None),
    "xingqiao": ("too_few_days", 16),
}


def _insert(database: Path, table: str, **row: Any) -> None:
    columns, values = ", ".join(row), ", ".join(f"${name}" for name in row)
    with writing(database) as connection:
        connection.execute(f"insert into {table} ({columns}) values ({values})", row)


def forecast(database: Path, platform: str, read_at: datetime, days: Any, threshold: str = "total_100k") -> None:
    """Store a forecast: `days` from then to 10, 50 and 90 %, or a reason and what is missing."""
    on = (read_at.astimezone(BEIJING)).date()
    told: dict[str, Any] = dict(zip(("reason", "missing"), days, strict=True)) if len(days) == 2 else {}
    if len(days) == 3:
        named = zip(("low_on", "middle_on", "high_on"), days, strict=True)
        told = {name: None if after is None else on + timedelta(days=after) for name, after in named}
    about = {"threshold": threshold, "publisher": PUBLISHER, "listing": LISTINGS[platform]}
    _insert(database, "forecasts", **about, made_at=read_at, read_at=read_at, recipe_version=1, **told)


def state_users(database: Path, platform: str, millions: float, as_of: datetime | None, source: str | None) -> None:
    """Cite a platform's number of users."""
    with writing(database) as connection:
        connection.execute(
            "update platforms set users_millions = ?, users_as_of = ?, users_source = ? where platform = ?",
            [millions, as_of and as_of.date(), source, platform],
        )


def change_pace(database: Path, platform: str, at: datetime, before: float, after: float) -> None:
    """Note that a platform's pace changed on a day."""
    about = {"publisher": PUBLISHER, "listing": LISTINGS[platform], "changed_on": at.astimezone(BEIJING).date()}
    rates = {"rate_before": before, "rate_after": after, "recipe_version": 1}
    _insert(database, "pace_changes", **about, rule="z", direction="up", **rates)


def foretell(database: Path, now: datetime) -> None:
    """Add to a filled database what a refresh and maintainers add for its lines."""
    for platform, days in AHEAD.items():
        forecast(database, platform, now, days)
    for before, days in (
        (20, (10, 13, 15)),
        (19, (3, 5, 8)),
    ):  # the first holds the crossing 7 days ago, the other not
        forecast(database, "yunfan_loans", now - timedelta(days=before), days)
    state_users(database, "alipay", 700.0, now - timedelta(days=90), "A filing <b>of 2026</b>")
    state_users(database, "meituan_loans", 50.0, now - timedelta(days=900), "A filing of long ago")
    change_pace(database, "alipay", now - timedelta(days=12), 60.0, 81.5)
    names = {"name_zh_hans": "五万条投诉", "name_zh_hant": "五萬條投訴", "name_en": "Fifty thousand"}
    add_threshold(database, Threshold("total_50k", "total", 50_000, "all", datetime.now(UTC), **names), by="Ada")


def fill_and_foretell(database: Path, now: datetime, **how: Any) -> None:
    """Fill a database, and add what belongs to its lines."""
    fill(database, now, **how)
    foretell(database, now + timedelta(days=20 if how.get("demonstration") else 0))
