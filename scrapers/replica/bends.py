"""Faults in what is said: they bend the question, the rows or the data of an answer."""

from collections.abc import Callable, Iterator
from typing import Any

from scrapers.replica.faults import Fault, Met
from scrapers.replica.request import pager

Row = dict[str, Any]
_COUNTS = ("valid_amt", "valid30d", "replied_amt", "completed_amt", "complaint_amount")


def bend_query(met: Met, query: dict[str, str]) -> dict[str, str]:
    """Bend what is asked: every page the first, or the other way round."""
    if any(met.named("repeat_page")):
        query = {**query, "page": "1"}
    return {**query, "sort_ord": "1"} if any(met.named("ascending")) else query


def _is(row: Row, listing: str) -> bool:
    couid, _, sid = listing.partition("/")
    names = {row.get(field) for field in ("title", "name", "uid", "sid")} - {"", None}
    return listing in names or (sid != "" and sid == row.get("sid") and couid == row.get("uid", couid))


def _lessen(row: Row, total: int) -> Row:
    at_most = {name: min(row[name], total) for name in _COUNTS if name in row}
    return {**row, **at_most, **{name: total for name in ("valid_amt", "complaint_amount") if name in row}}


def _bend_row(fault: Fault, row: Row) -> Row:
    if fault.name == "retitle":
        return {**row, "title" if "title" in row else "name": fault.options["title"]}
    total = row.get("valid_amt", row.get("complaint_amount", 0))
    return _lessen(row, int(total * fault.options["factor"]))


def bend_rows(met: Met, rows: list[Row]) -> list[Row]:
    """Bend the figures and titles of listings, before they are sorted."""
    for fault in met.named("fall", "retitle"):
        rows = [_bend_row(fault, row) if _is(row, fault.options["listing"]) else row for row in rows]
    return rows


def _fields(rows: list[Row], listing: str | None) -> Iterator[Row]:
    for row in rows:
        if listing is None or _is(row, listing):
            yield row.get("main", row)


def _missing(fault: Fault, rows: list[Row]) -> None:
    for row in _fields(rows, fault.options["listing"]):
        row.pop(fault.options["field"], None)


def _renamed(fault: Fault, rows: list[Row]) -> None:
    for row in _fields(rows, fault.options["listing"]):
        row[fault.options["to"]] = row.pop(fault.options["field"], None)


def _number_as(fault: Fault, rows: list[Row]) -> None:
    first = rows if fault.options["listing"] else rows[:1]
    for row in _fields(first, fault.options["listing"]):
        row[fault.options["field"]] = fault.options["value"]


def _zero(fault: Fault, rows: list[Row]) -> None:
    # Its place in the order stays: a listing that really fell to nothing is a `fall` by the factor 0.
    for row in _fields(rows, fault.options["listing"]):
        row.update({name: type(row[name])(0) for name in _COUNTS if name in row})


def _extra_field(fault: Fault, rows: list[Row]) -> None:
    for row in _fields(rows, None):
        row[fault.options["field"]] = fault.options["value"]


def _swap_fields(fault: Fault, rows: list[Row]) -> None:
    one, other = fault.options["field"], fault.options["other"]
    for row in _fields(rows, fault.options["listing"]):
        row[one], row[other] = row[other], row[one]


def _duplicate_row(_: Fault, rows: list[Row]) -> None:
    rows.insert(1, rows[0])


def _same_numbers(fault: Fault, rows: list[Row]) -> None:
    for row in rows[1 : fault.options["rows"]]:
        row.update({name: rows[0][name] for name in _COUNTS if name in rows[0]})


_FIELDS: dict[str, Callable[[Fault, list[Row]], None]] = {
    "missing_field": _missing,
    "renamed_field": _renamed,
    "number_as": _number_as,
    "zero": _zero,
    "extra_field": _extra_field,
    "swap_fields": _swap_fields,
    "duplicate_row": _duplicate_row,
    "same_numbers": _same_numbers,
}


def _endless(page: int, floor: int) -> list[Row]:
    places = range(page * 10 - 9, page * 10 + 1)
    amounts = {place: floor + 10_000_000 // place for place in places}
    counts = ("valid_amt", "valid30d", "replied_amt", "completed_amt")
    return [
        {"title": f"无尽第{place}（虚构）", "uid": f"{99_500_000 + place}", "sid": "", "url": "", "eval_points": 1}
        | dict(zip(counts, (amount, amount // 100, amount // 2, amount // 4), strict=True))
        for place, amount in amounts.items()
    ]


def bend_data(met: Met, data: Any, page: int) -> Any:
    """Bend the data of an answer: `data` is a list of rows, or has them under `lists`."""
    for fault in met.named("endless"):
        if isinstance(data, dict) and not any("main" in row for row in data["lists"]):
            data = {"lists": _endless(page, fault.options["floor"]), "pager": pager(page, 10_000_000)}
    rows = data["lists"] if isinstance(data, dict) else data
    for fault in met.named(*_FIELDS):
        _FIELDS[fault.name](fault, rows)
    for fault in met.named("empty_lists", "null_lists"):
        none: Any = [] if fault.name == "empty_lists" else None
        data = {**data, "lists": none} if isinstance(data, dict) else none
    for fault in met.named("nested"):
        data = {fault.options["under"]: data}
    return data
