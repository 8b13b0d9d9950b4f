"""Categories for complaints as they come, and for all that are stored when the rules change."""

from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache

import pyarrow as pa

from db import queries, store
from db.connection import reading
from db.records import Category, Complaint, ComplaintCategory, IssueLabel
from db.settings import Settings
from scrapers.categories import Classifier, Match, load


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
    """The categories with their names and definitions, in the order of the rules."""
    return [
        Category(
            category=one.category,
            **{f"group_name_{language}": text for language, text in one.group_name.items()},
            **{f"name_{language}": text for language, text in one.name.items()},
            **{f"definition_{language}": text for language, text in one.definition.items()},
            position=position,
        )
        for position, one in enumerate(classifier().categories.values())
    ]


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


def _table(texts: pa.Table, found: Sequence[Sequence[Match]]) -> pa.Table:
    """The rows of `complaint_categories` for texts and what was found in each, built column by column."""
    places = [place for place, matches in enumerate(found) for _ in matches]
    matches = [match for one in found for match in one]
    rows = texts.select(["publisher", "complaint"]).take(pa.array(places, pa.int64()))
    rows = rows.append_column("category", pa.array([match.category for match in matches], pa.string()))
    rows = rows.append_column("matched", pa.array([_words(match) for match in matches], pa.string()))
    return rows.append_column("rules_version", pa.array([classifier().version] * len(matches), pa.int32()))


def reclassify(settings: Settings) -> Moved:
    """Classify everything that is stored with today's rules, in one transaction, and say what moved."""
    with reading(settings.database) as connection:
        texts = queries.complaint_texts(connection)
        before = queries.complaints_by_category(connection)
    columns = [texts[name].to_pylist() for name in ("title", "issue", "claim", "excerpt")]
    found = classifier().classify(list(zip(*columns, strict=True)))
    labels = _labels(zip(texts["publisher"].to_pylist(), texts["issue"].to_pylist(), strict=True))
    store.replace_categories(settings.database, taxonomy(), _table(texts, found), labels)
    with reading(settings.database) as connection:
        after = queries.complaints_by_category(connection)
    return Moved(texts.num_rows, classifier().version, before, after)
