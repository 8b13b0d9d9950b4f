"""From what waits on a channel to the messages it becomes: grouped, in its language, none longer than it may be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scrapers.alerts.catalogue import Words, number, words
from scrapers.alerts.telling import Facts, Row, details, facts_of, headline, link
from scrapers.alerts.ways import Subscription

MOST = 20  # events told in full at once; of the others it is said how many they are
CUT = "…"


@dataclass(frozen=True)
class Told:
    """One thing that happened, in words, and the rows it is about: several where it passed several lines at once."""

    rows: tuple[Row, ...]
    text: str
    link: str

    @property
    def facts(self) -> Facts:
        """The numbers of the first of its events."""
        return facts_of(self.rows[0])


@dataclass(frozen=True)
class Message:
    """What goes out at once. `alerts`: the rows of the outbox that have arrived when it has."""

    words: Words
    subject: str
    text: str
    told: tuple[Told, ...] = ()
    alerts: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    is_demonstration: bool = False
    is_test: bool = False


@dataclass(frozen=True)
class Dashboard:
    """Where links lead to, and whether what is there is a demonstration."""

    url: str
    is_demonstration: bool


def messages(subscription: Subscription, rows: Sequence[Row], dashboard: Dashboard) -> Iterator[Message]:
    """Group what waits on a channel, the gravest first, into as few messages as its limit lets."""
    language = words(subscription.language)
    things = list(_things(rows, language, dashboard.url))
    told, others = things[:MOST], things[MOST:]
    frame = _Frame(language, len(rows), dashboard, subscription.audience == "public")
    batches = list(_fitting(told, subscription.limit - frame.size))
    for at, batch in enumerate(batches):
        yield frame.message(batch, others if at == len(batches) - 1 else ())


def trial(subscription: Subscription, dashboard: Dashboard) -> Message:
    """A message that says of itself that it is a test."""
    language = words(subscription.language)
    lines = [language.say("title", count=0), language.say("test", channel=subscription.name)]
    lines += [language.say("demonstration")] * dashboard.is_demonstration
    return Message(language, lines[0], "\n".join(lines), is_demonstration=dashboard.is_demonstration, is_test=True)


def _things(rows: Sequence[Row], language: Words, url: str) -> Iterator[Told]:
    """Tell each event; milestones that one listing passed together are one thing, told by the highest."""
    runs: dict[object, list[Row]] = {}
    for row in rows:
        is_milestone = row["kind"] == "milestone"
        runs.setdefault((row["publisher"], row["listing"]) if is_milestone else row["alert"], []).append(row)
    for run in runs.values():
        highest, *others = sorted(run, key=lambda row: -(facts_of(row).get("line") or 0))
        yield _told(highest, others, language, url)


def _told(row: Row, others: Sequence[Row], language: Words, url: str) -> Told:
    sentences = details(row, language)
    if others:
        lines = ", ".join(number(facts_of(one)["line"], "") for one in others)
        sentences.append(language.say("also_passed", lines=lines))
    said = language.say("between_sentences").join(sentences)
    where = link(row, language, url)
    keys = [language.say("event", event=one["event"]) for one in (row, *others)]
    return Told((row, *others), "\n".join([headline(row, language), *([said] if said else []), where, *keys]), where)


def _size(text: str) -> int:
    return len(text.encode())


def _fitting(told: Sequence[Told], room: int) -> Iterator[list[Told]]:
    """Cut into batches whose texts have room together; one that has none alone is shortened, and shows it."""
    batch, left = list[Told](), room
    for one in told:
        size = _size(one.text) + 2
        if batch and size > left:
            yield batch
            batch, left = [], room
        batch.append(one if size <= room else Told(one.rows, _cut(one.text, room - 2), one.link))
        left -= size
    if batch:
        yield batch


def _cut(text: str, room: int) -> str:
    return text.encode()[: room - _size(CUT)].decode(errors="ignore") + CUT


@dataclass(frozen=True)
class _Frame:
    """What stands around the events of every message on a channel."""

    language: Words
    count: int
    dashboard: Dashboard
    is_public: bool

    @property
    def size(self) -> int:
        """How many bytes are taken, at most."""
        return _size("\n\n".join([*self._above(), self._more(10**6), *self._below()])) + 4

    def _above(self) -> list[str]:
        marked = [self.language.say("demonstration")] if self.dashboard.is_demonstration else []
        return ["\n".join([self.language.say("title", count=self.count), *marked])]

    def _below(self) -> list[str]:
        return [self.language.say("caveat")] if self.is_public else []

    def _more(self, count: int) -> str:
        return self.language.say("more", count=count, link=f"{self.dashboard.url}/?lang={self.language.code}")

    def message(self, batch: Sequence[Told], others: Sequence[Told]) -> Message:
        """Put a batch into words; of the others say how many they are."""
        rows = [row for one in (*batch, *others) for row in one.rows]
        rest = sum(len(one.rows) for one in others)
        parts = [*self._above(), *(one.text for one in batch), *([self._more(rest)] if rest else []), *self._below()]
        subject = f"{self.language.say('product')} · {batch[0].text.splitlines()[0]}"
        return Message(
            self.language,
            subject,
            "\n\n".join(parts),
            told=(*batch, *others),
            alerts=tuple(row["alert"] for row in rows),
            events=tuple(row["event"] for row in rows),
            is_demonstration=self.dashboard.is_demonstration,
        )
