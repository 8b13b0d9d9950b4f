"""Categories for complaints as they come, and for all that are stored when the rules change."""

import os
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from mmap import ACCESS_READ, mmap
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

import pyarrow as pa

from db import queries, store
from db.connection import reading
from db.records import Category, Complaint, ComplaintCategory, IssueLabel
from db.settings import Settings
from scrapers.categories import AT_ONCE, Classifier, Match, load
from scrapers.categories import Category as Described

QUALITY = Path(__file__).parent / "categories" / "quality.tsv"
_ROWS = pa.schema(
    [
        ("publisher", pa.string()),
        ("complaint", pa.string()),
        ("category", pa.string()),
        ("matched", pa.string()),
        ("rules_version", pa.int32()),
    ]
)


@cache
def prepare() -> Future[Classifier]:
    """Begin to make our rules ready, which takes a second: while the publisher is waited for it costs no time."""
    beside = ThreadPoolExecutor(max_workers=1, thread_name_prefix="rules")
    loading = beside.submit(load)
    beside.shutdown(wait=False)
    return loading


def classifier() -> Classifier:
    """Our rules, made ready once."""
    return prepare().result()


def taxonomy() -> list[Category]:
    """The categories with their names, definitions and measured quality, in the order of the rules."""
    measured = quality(classifier().version)
    return [_category(one, position, measured) for position, one in enumerate(classifier().categories.values())]


def _category(one: Described, position: int, measured: dict[str, dict[str, Any]]) -> Category:
    named: dict[str, Any] = {
        f"{what}_{language}": text
        for what in ("group_name", "name", "definition")
        for language, text in getattr(one, what).items()
    }
    return Category(category=one.category, position=position, **named, **measured.get(one.category, {}))


def quality(rules_version: int) -> dict[str, dict[str, Any]]:
    """What `make quality` measured of each category, as fields of its record; nothing where of other rules."""
    first, _, *rows = QUALITY.read_text(encoding="utf-8").splitlines()
    if first != f"rules_version\t{rules_version}":
        return {}
    told = (row.split("\t") for row in rows)
    return {
        name: {"quality_texts": int(texts), "quality_precision": float(precision), "quality_recall": float(recall)}
        for name, texts, precision, recall in told
    }


def _words(match: Match) -> str:
    return ",".join(match.words)


def categorised(complaints: Sequence[Complaint]) -> list[ComplaintCategory]:
    """The categories of complaints, by their redacted texts: one record for each of a complaint's categories."""
    if not complaints:
        return []
    told = [(one.title, one.issue, one.claim, one.excerpt) for one in complaints]
    found = zip(complaints, classifier().classify(told), strict=True)
    return [
        ComplaintCategory(one.publisher, one.complaint, match.category, _words(match), classifier().version)
        for one, matches in found
        for match in matches
    ]


def labelled(complaints: Sequence[Complaint]) -> list[IssueLabel]:
    """The publisher's own labels on complaints, each once, with the category it stands for if we know it."""
    return _labels((one.publisher, one.issue) for one in complaints)


def _labels(told: Iterable[tuple[str, str]]) -> list[IssueLabel]:
    labels = {(publisher, label) for publisher, issue in told for label in issue.split(",") if label}
    return [IssueLabel(*label, classifier().category_of_issue(label[1])) for label in sorted(labels)]


@dataclass(frozen=True, slots=True)
class Moved:
    """What classifying everything again changed: complaints by category, before and after."""

    complaints: int
    rules_version: int
    before: dict[str, int]
    after: dict[str, int]


def _rows(texts: pa.RecordBatch) -> pa.RecordBatch:
    """The rows of `complaint_categories` for some complaints."""
    found = classifier().classify_columns(texts)
    whose = texts.select(["publisher", "complaint"]).take(found["place"])
    version = pa.repeat(pa.scalar(classifier().version, pa.int32()), found.num_rows)
    return pa.record_batch([*whose.columns, found["category"], found["matched"], version], schema=_ROWS)


def _on_disk(schema: pa.Schema, batches: Iterable[pa.RecordBatch], folder: Path) -> pa.Table:
    """Write batches into a file without a name, and give them as a table that is read from there as it is needed."""
    with TemporaryFile(dir=folder) as file:
        with pa.ipc.new_stream(file, schema) as stream:
            for batch in batches:
                stream.write(batch)
        file.flush()
        return pa.ipc.open_stream(pa.py_buffer(mmap(file.fileno(), 0, access=ACCESS_READ))).read_all()


def reclassify(settings: Settings) -> Moved:
    """Classify everything that is stored with today's rules, store it in one transaction, and say what moved."""
    folder = settings.database.parent
    with reading(settings.database) as connection:
        before = queries.complaints_by_category(connection)
        told = queries.complaint_texts(connection, AT_ONCE)
        texts = _on_disk(told.schema, told, folder)
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        found = _on_disk(_ROWS, threads.map(_rows, texts.to_batches()), folder)
    issues = texts.group_by(["publisher", "issue"]).aggregate([])
    labels = _labels(zip(issues["publisher"].to_pylist(), issues["issue"].to_pylist(), strict=True))
    store.replace_categories(settings.database, taxonomy(), found, labels)
    with reading(settings.database) as connection:
        after = queries.complaints_by_category(connection)
    return Moved(texts.num_rows, classifier().version, before, after)
