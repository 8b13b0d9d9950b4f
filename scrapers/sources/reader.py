"""One source of one refresh, answer by answer: fetch, keep the evidence, parse."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, TypeVar

from db.records import Capture
from scrapers.errors import LayoutError
from scrapers.evidence import Evidence
from scrapers.fetch import Answer
from scrapers.publishers.stated import Publisher

Value = TypeVar("Value")
# Where answers come from: the network, or a page a person saved. Takes a target, raises `FetchError`.
Fetch = Callable[[str], Answer]


@dataclass(frozen=True, slots=True)
class Read(Generic[Value]):
    """What was read, and the capture it was read from."""

    value: Value
    capture: Capture


def unseen(_source: str, _answers: int, _rows: int) -> None:
    """Show no progress."""


@dataclass
class Reader:
    """Reads one source; `captures` is every answer so far, also the one that could not be parsed.

    `progress` is told the source, how many answers it gave so far, and how many rows they hold.
    """

    fetch: Fetch
    evidence: Evidence
    publisher: Publisher
    source: str
    refresh: str
    is_by_hand: bool = False
    progress: Callable[[str, int, int], None] = unseen
    captures: list[Capture] = field(default_factory=list)
    rows: int = 0

    def read(self, target: str, parse: Callable[[bytes], Value]) -> Read[Value]:
        """Fetch a target, keep the answer, and parse it; raise `ScrapeError` if a step fails."""
        answer = self.fetch(target)
        capture = self._keep(answer)
        self.captures.append(capture)
        try:
            value = parse(answer.body)
        except (ValueError, ArithmeticError, LookupError, TypeError) as error:
            raise LayoutError(f"{capture.url} could not be read: {type(error).__name__}: {error}") from error
        self.rows += len(getattr(value, "rows", [value]))
        self.progress(self.source, len(self.captures), self.rows)
        return Read(value, capture)

    def _keep(self, answer: Answer) -> Capture:
        kept = self.evidence.keep(answer, is_by_hand=self.is_by_hand)
        return Capture(
            capture=kept.capture,
            publisher=self.publisher.NAME,
            source=self.source,
            url=answer.url,
            http_status=answer.status,
            fetched_at=answer.fetched_at,
            file=kept.file,
            file_offset=kept.file_offset,
            file_length=kept.file_length,
            sha256=kept.sha256,
            parser_version=self.publisher.PARSER_VERSION,
            is_by_hand=self.is_by_hand,
            refresh=self.refresh,
        )

    def last_read_at(self, otherwise: datetime) -> datetime:
        """When the newest answer came, by the publisher's clock in a demonstration, by ours live."""
        return self.captures[-1].fetched_at if self.captures else otherwise
