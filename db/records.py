"""What is kept, one record a table. The fields are the table's columns, in the table's order.

Times are UTC and end in `_at`; days are the publisher's (Asia/Shanghai) and end in `_on`.
Counts are numbers of complaints; amounts are yuan.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Platform:
    """A fintech brand we watch, as the watchlist names it."""

    platform: str
    name_zh_hans: str
    name_zh_hant: str
    name_en: str
    group_name: str
    kind: str
    users_millions: float | None = None
    users_as_of: date | None = None
    users_source: str | None = None
    position: int = 0


@dataclass(frozen=True, slots=True)
class Listing:
    """Where a platform appears at a publisher: `couid`, or `couid/sid`. `platform`: None where nobody watches it."""

    publisher: str
    listing: str
    title: str
    platform: str | None


@dataclass(frozen=True, slots=True)
class Count:
    """What a listing's publisher stated at one moment. Appended, never changed."""

    publisher: str
    listing: str
    read_at: datetime
    total: int
    replied: int
    completed: int
    last_30_days: int
    is_revision: bool
    capture: str
    refresh: str


@dataclass(frozen=True, slots=True)
class ReportedCount:
    """What somebody else reported: from `low` to `high` complaints (no `high`: at least `low`)."""

    platform: str
    reported_on: date | None
    low: int
    high: int | None
    citation: str


@dataclass(frozen=True, slots=True)
class Complaint:
    """One published complaint. Texts are redacted before they come here.

    `capture` is the answer its present values were read from; `page_capture` the complaint page that gave `service`
    and the timeline, if it was read.
    """

    publisher: str
    complaint: str
    listing: str
    service: str | None
    title: str
    issue: str
    claim: str
    amount_cny: Decimal | None
    status: str
    posted_at: datetime
    first_seen_at: datetime
    last_seen_at: datetime
    capture: str
    excerpt: str
    url: str
    page_capture: str | None = None


@dataclass(frozen=True, slots=True)
class ComplaintCategory:
    """A category of ours that a complaint belongs to, and the words that made it so, separated by commas."""

    publisher: str
    complaint: str
    category: str
    matched: str
    rules_version: int


@dataclass(frozen=True, slots=True)
class Category:
    """A category of our taxonomy: the part of its short name before the dot is its group.

    `quality_…`: how right it is, on so many texts nobody made the rules for; None: not measured for these rules.
    """

    category: str
    group_name_zh_hans: str
    group_name_zh_hant: str
    group_name_en: str
    name_zh_hans: str
    name_zh_hant: str
    name_en: str
    definition_zh_hans: str
    definition_zh_hant: str
    definition_en: str
    position: int
    quality_texts: int | None = None
    quality_precision: float | None = None
    quality_recall: float | None = None


@dataclass(frozen=True, slots=True)
class IssueLabel:
    """A label of the publisher's own, and the category of ours it stands for; None: unknown."""

    publisher: str
    issue: str
    category: str | None


@dataclass(frozen=True, slots=True)
class ComplaintStep:
    """One step of a complaint's timeline, oldest first from 1. The texts of steps are not kept."""

    publisher: str
    complaint: str
    step: int
    event: str
    happened_at: datetime
    capture: str


@dataclass(frozen=True, slots=True)
class Capture:
    """One stored response, the receipt: a WARC record of `file_length` bytes at `file_offset` of `file`."""

    capture: str
    publisher: str
    source: str
    url: str
    http_status: int
    fetched_at: datetime
    file: str
    file_offset: int
    file_length: int
    sha256: str
    parser_version: int
    is_by_hand: bool
    refresh: str


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A number that waits for a person, as the publisher wrote it, and why."""

    publisher: str
    listing: str
    title: str
    read_at: datetime
    total: str
    replied: str
    completed: str
    last_30_days: str
    reason: str
    detail: str
    capture: str
    refresh: str


@dataclass(frozen=True, slots=True)
class CoverageGap:
    """Complaints posted between `after_at` and `before_at` that we may have missed."""

    publisher: str
    source: str
    after_at: datetime
    before_at: datetime
    reason: str
    refresh: str


@dataclass(frozen=True, slots=True)
class Warned:
    """Something a maintainer should know that stopped nothing: `warning` is its short name."""

    publisher: str
    source: str
    warned_at: datetime
    warning: str
    detail: str
    refresh: str


@dataclass(frozen=True, slots=True)
class Refreshed:
    """How bringing one source up to date went. Times are this machine's; `read_at` is the publisher's clock.

    `outcome`: `ok`, `partly` or `failed`; `error` is the error's name, `detail` its sentence. `counts`, `complaints`
    and `quarantined` say how many rows this refresh stored: the ledger that `verify` holds the tables against.
    `is_by_hand`: nothing was fetched, a person brought a saved page. `rest_seconds`: how long the publisher, which
    refused, is to be left alone. `started_by`: who began the refresh, where that is known.
    """

    refresh: str
    publisher: str
    source: str
    started_at: datetime
    finished_at: datetime
    read_at: datetime
    outcome: str
    error: str | None
    detail: str | None
    requests: int
    counts: int
    complaints: int
    quarantined: int
    is_by_hand: bool = False
    rest_seconds: float | None = None
    started_by: str | None = None


@dataclass(frozen=True, slots=True)
class Threshold:
    """A line that a number can reach. `removed_at`: since when it is not shown any more.

    `measure`: `total`, `last_30_days` or `category`; `scope`: `all`, `group:<name>` or `platform:<short name>`.
    Without names, pages say what it measures.
    """

    threshold: str
    measure: str
    line: int
    scope: str
    since_at: datetime
    category: str | None = None
    name_zh_hans: str | None = None
    name_zh_hant: str | None = None
    name_en: str | None = None
    removed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ThresholdChange:
    """A line was `added` or `removed`, by whom."""

    threshold: str
    change: str
    changed_at: datetime
    changed_by: str
    measure: str
    category: str | None
    line: int
    scope: str


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """Someone has seen to an event, and why. `cleared_at`: since when it is over, or overtaken by a later one."""

    event: str
    acknowledged_at: datetime
    acknowledged_by: str
    reason: str
    is_public: bool = False
    cleared_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Forecast:
    """When a listing's total may reach a line: the days by which 10, 50 and 90 % of the simulated paths have.

    An empty day lies beyond 180 days from `read_at`. `reason`: why there is none, and `missing` days or readings.
    """

    threshold: str
    publisher: str
    listing: str
    made_at: datetime
    read_at: datetime
    total: int
    line: int
    low_on: date | None
    middle_on: date | None
    high_on: date | None
    share_within_180_days: float | None
    reason: str | None
    missing: int | None
    recipe_version: int


@dataclass(frozen=True, slots=True)
class PaceChange:
    """A day on which a listing's pace was found changed, by the rule `z` or `cusum`; rates in complaints a day."""

    publisher: str
    listing: str
    changed_on: date
    rule: str
    direction: str
    rate_before: float
    rate_after: float
    recipe_version: int


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about the number of a listing in a capture: `accepted` or `rejected`, and why."""

    publisher: str
    listing: str
    capture: str
    decision: str
    decided_at: datetime
    decided_by: str
    note: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence beside a platform's numbers (`all`: everybody's) was `posted` or `lifted`."""

    platform: str
    change: str
    sentence: str
    changed_at: datetime
    changed_by: str
