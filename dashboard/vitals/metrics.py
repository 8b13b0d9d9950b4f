"""`/metrics`: the figures of the record and of this server, as Prometheus reads them. No names, paths or secrets."""

from collections.abc import Iterator

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric, SummaryMetricFamily
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import Response

from dashboard import data
from dashboard.gate.refusals import NO_STORE, words_of
from dashboard.vitals.counted import REGISTRY
from dashboard.vitals.health import why
from dashboard.vitals.looking import LOOKING, Vitals
from dashboard.vitals.readiness import age_seconds, reasons
from db.connection import DatabaseError
from db.freshness import Clock


def _gauge(name: str, about: str, value: float) -> Metric:
    return GaugeMetricFamily(f"tousu_{name}", about, value=value)


def _labelled(name: str, about: str, label: str, values: dict[str, float]) -> Metric:
    family = GaugeMetricFamily(f"tousu_{name}", about, labels=[label])
    for key, value in values.items():
        family.add_metric([key], value)
    return family


def _sources(vitals: Vitals, clock: Clock) -> Iterator[Metric]:
    ages = {one.source: age for one in vitals.sources if (age := age_seconds(one, clock)) is not None}
    yield _labelled("source_age_seconds", "Age of the last good reading of a source.", "source", ages)
    limits = {one.source: clock.limit(one.source).total_seconds() for one in vitals.sources}
    yield _labelled("source_age_limit_seconds", "Age from which a source is stale.", "source", limits)
    failures = {one.source: float(one.failures) for one in vitals.sources}
    yield _labelled("source_failures_in_a_row", "Failures since the last good reading.", "source", failures)


def _refreshes(vitals: Vitals) -> Iterator[Metric]:
    ended = CounterMetricFamily(
        "tousu_refreshes", "Refreshes of a source, by how they ended.", labels=["source", "outcome", "error"]
    )
    took = SummaryMetricFamily("tousu_refresh_seconds", "How long refreshes of a source took.", labels=["source"])
    asked = CounterMetricFamily("tousu_refresh_requests", "Requests to publishers.", labels=["source"])
    totals: dict[str, list[float]] = {}
    for row in vitals.refreshes:
        ended.add_metric([row["source"], row["outcome"], row["error"]], row["refreshes"])
        total = totals.setdefault(row["source"], [0, 0.0, 0])
        for at, name in enumerate(("refreshes", "seconds", "requests")):
            total[at] += row[name]
    for source, (refreshes, seconds, requests) in totals.items():
        took.add_metric([source], refreshes, seconds)  # type: ignore[arg-type]
        asked.add_metric([source], requests)
    yield from (ended, took, asked)


def _record(vitals: Vitals, clock: Clock) -> Iterator[Metric]:
    yield _gauge("schema_version", "Version of the database's tables.", vitals.version)
    yield _gauge("quarantined_numbers", "Numbers that wait for a person.", vitals.quarantined)
    yield _gauge("waiting_alerts", "Alerts that wait to be delivered.", vitals.waiting_alerts)
    yield _labelled("rows", "Rows of a table.", "table", {name: float(rows) for name, rows in vitals.rows.items()})
    sizes = {name: float(size) for name, size in vitals.storage.items()}
    yield _labelled("storage_bytes", "Bytes on the disk.", "part", sizes)
    yield _gauge("refreshing", "1 while a refresh is under way.", bool(vitals.is_refreshing))
    yield _gauge("watched", "1 while a schedule keeps refreshing; 0: none is known.", bool(vitals.is_watched))
    rest = (vitals.resting_until - clock.now).total_seconds() if vitals.resting_until else 0.0
    yield _gauge("resting_seconds", "For how long the publisher, which refused, is left alone.", max(0.0, rest))
    yield _gauge("ready", "1 while the numbers can be relied on: see /readyz.", not any(reasons(vitals, clock)))


class _Read(Collector):
    """The figures of the record as they were just read."""

    def __init__(self, vitals: Vitals | None, clock: Clock) -> None:
        self.vitals, self.clock = vitals, clock

    def collect(self) -> Iterator[Metric]:
        yield _gauge("database_readable", "1 while the database can be read.", self.vitals is not None)
        if self.vitals:
            yield from _sources(self.vitals, self.clock)
            yield from _refreshes(self.vitals)
            yield from _record(self.vitals, self.clock)


async def metrics(request: Request) -> Response:
    """Every figure; those of the record are missing while the database cannot be read, and that is a figure, too."""
    try:
        vitals = await LOOKING.look()
    except DatabaseError as error:
        why(error, words_of(request.scope))
        vitals = None
    registry = CollectorRegistry()
    registry.register(_Read(vitals, data.clock()))
    body = generate_latest(registry) + generate_latest(REGISTRY)
    return Response(body, 200, NO_STORE, CONTENT_TYPE_LATEST)
