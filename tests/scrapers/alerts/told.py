"""Events of every kind, as the outbox gives them to be told."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from scrapers.alerts.kinds import KINDS

NOW = datetime(2026, 3, 2, 4, 30, tzinfo=UTC)
AT = {"after_at": "2026-03-01 15:59:00+00", "by_at": "2026-03-02 04:30:00+00"}
CROSSED = {"line": 100_000, "after_value": 99_640, "by_value": 100_210, "number": 1, **AT}
SINCE = {"source": "directory", "since_at": "2026-03-02 02:00:00+00"}
OVER = {**SINCE, "ended_at": "2026-03-02 04:00:00+00"}
PACE = {"changed_on": "2026-03-01", "rate_before": 100.4, "rate_after": 161.7}
FACTS: dict[str, dict[str, Any]] = {
    **dict.fromkeys(("first_crossing", "re_crossing", "milestone", "correction_below"), CROSSED),
    "approaching": {
        **{"line": 100_000, "value": 91_000, "read_at": AT["by_at"]},
        **{"low_on": "2026-05-01", "middle_on": "2026-06-01", "high_on": None},
    },
    "pace_high": PACE,
    "pace_normal": PACE,
    "source_failing": {**SINCE, "runs": 3, "error": "RefusedError", "detail": "status 429"},
    "source_restored": OVER,
    "source_stale": SINCE,
    "source_fresh": OVER,
    "number_quarantined": {"title": "甲", "total": "380000", "good_total": None, "reason": "rose", "detail": "by 10"},
    "number_released": {**OVER, "title": "甲", "total": "1000"},
    "number_rejected": {**OVER, "title": "甲", "total": "1000", "note": "a glitch"},
    "reminder": {**SINCE, "of": "source_stale", "days": 1},
}
NAMES = {"name_zh_hans": "云帆贷", "name_zh_hant": "雲帆貸", "name_en": "Cloud Loans"}
EMPTY = {"name_zh_hans": None, "name_zh_hant": None, "name_en": None}


def row(kind: str, **changes: Any) -> dict[str, Any]:
    """One waiting alert of a kind."""
    audience = next(name for name, kinds in KINDS.items() if kind in kinds)
    event = changes.pop("event", f"{kind}:heimao:1")
    facts = {**FACTS[kind], **changes.pop("facts", {})}
    made = {
        **{"alert": f"{event}>hook", "event": event, "channel": "hook", "attempts": 0, "next_try_at": None},
        **{"kind": kind, "audience": audience, "threshold": "total_100k", "publisher": "heimao", "listing": "1"},
        **{"happened_at": NOW, "noticed_at": NOW, "facts": json.dumps(facts), "measure": "total"},
        **{"fell_at": NOW + timedelta(days=1), "fell_value": 99_800, "title": "云帆贷", "platform": "cloudloans"},
        **{"category_zh_hans": None, "category_zh_hant": None, "category_en": None, **NAMES},
    }
    return made | changes
