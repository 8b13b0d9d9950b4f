"""Everything that can go wrong between a publisher and the database, and what it means for the numbers.

ScrapeError                 nothing of this source was published; its last good numbers stay, and grow stale
├── FetchError              no whole answer came
│   ├── RobotsError         the publisher's robots.txt keeps us out, or could not be read
│   ├── RefusedError        the publisher refused (403, 429, 456, 503 …): rest, never work around it
│   ├── UnreachableError    no connection, or it broke
│   ├── TooSlowError        a time limit passed
│   ├── TooLargeError       more bytes than any page of this publisher should have
│   ├── TruncatedError      the answer stopped before its end
│   ├── ElsewhereError      a redirect off the publisher's hosts
│   └── AnswerError         an answer of a kind we do not expect (a strange status, no content, unknown encoding)
├── BodyError               an answer came that does not say what we read it for
│   ├── ChallengeError      a login, captcha or challenge page
│   ├── CodeError           the publisher answered with an error code
│   ├── LayoutError         labels, fields or types are not as they were
│   ├── EmptyError          no rows where there must be rows
│   ├── GoneError           the publisher says that there is no such page
│   └── OrderError          pages repeat, or do not come in the order asked for
├── OriginError             demonstration data and live data would meet in one database
├── BusyError               another refresh is running
├── TooSoonError            the publisher was asked a moment ago, or refused: it is left alone for a while
├── CancelledError          a person ended the refresh
├── FileError               a file that a person brought is not what it should be
└── EvidenceError           the receipt could not be kept, or read back
"""

from typing import ClassVar


class ScrapeError(Exception):
    """Nothing of this source was published; the last good numbers stay, marked stale."""

    means: ClassVar[str] = "Nothing of this source was published. The last good numbers stay, and are marked stale."
    remedy: ClassVar[str] = "Run `tousu status` to see the age of each number, then try `tousu refresh` again."


class FetchError(ScrapeError):
    """No whole answer came."""


class RobotsError(FetchError):
    """The publisher's robots.txt keeps us out, or could not be read (RFC 9309: then we stay out too)."""

    remedy = "Respect it: do not read this publisher now. `tousu import` takes figures and pages a person saved."


class RefusedError(FetchError):
    """The publisher refused. `rest_seconds` is how long to leave it alone."""

    remedy = "Leave the publisher alone for half an hour or longer. A longer TOUSU_PAUSE may help."

    def __init__(self, message: str, rest_seconds: float = 1800.0):
        """Keep how long the publisher wants to be left alone, in seconds."""
        super().__init__(message)
        self.rest_seconds = rest_seconds


class UnreachableError(FetchError):
    """There was no connection, or it broke."""

    remedy = "Check the network and TOUSU_PUBLISHER_URL, then run `tousu refresh` again."


class TooSlowError(FetchError):
    """A time limit passed before the whole answer was here."""

    remedy = "Try again later. If the publisher is always this slow, raise TOUSU_TIMEOUT."


class TooLargeError(FetchError):
    """The answer has more bytes than any page of this publisher should have."""

    remedy = "Open the address in a browser. If such a page is now usual, raise the limit in scrapers/fetch.py."


class TruncatedError(FetchError):
    """The answer stopped before its end."""


class ElsewhereError(FetchError):
    """The publisher sent us to a host that is not its own."""

    remedy = "Open the address in a browser. If the publisher has moved, the adapter's HOSTS must say so."


class AnswerError(FetchError):
    """The answer is of a kind we do not expect: a strange status, no content, an unknown encoding."""


class BodyError(ScrapeError):
    """An answer came that does not say what we read it for."""

    remedy = "Look at the kept answer (`tousu status` names it). If the publisher changed, so must its adapter."


class ChallengeError(BodyError):
    """A login, captcha or challenge page came where data was due."""

    remedy = "Leave the publisher alone for half an hour. We never log in and never solve a challenge."


class CodeError(BodyError):
    """The publisher answered with an error code of its own."""

    def __init__(self, code: int, message: str):
        """Keep the publisher's code beside its words."""
        super().__init__(f"the publisher answered with code {code}: {message}")
        self.code = code


class LayoutError(BodyError):
    """Labels, fields or types are not as they were."""


class EmptyError(BodyError):
    """There are no rows where there must be rows."""


class GoneError(BodyError):
    """The publisher says that there is no such page. Only this one complaint cannot be read."""

    means = "This one complaint keeps what the feed said of it. Nothing else is touched."
    remedy = "Nothing: it was withdrawn, or its link is incomplete. It is asked for again in a week."


class OrderError(BodyError):
    """Pages repeat, or do not come in the order asked for."""


class OriginError(ScrapeError):
    """Demonstration data and live data would meet in one database."""

    remedy = "Set TOUSU_DATABASE and TOUSU_EVIDENCE to other paths: each origin has a database of its own."


class BusyError(ScrapeError):
    """Another refresh is running on this database."""

    means = "Nothing was read by this refresh. The one that is running goes on."
    remedy = "Wait for it to finish; `tousu status` shows when it has."


class TooSoonError(ScrapeError):
    """The publisher was asked a moment ago, or refused: no door may ask it again yet."""

    means = "Nothing was read by this refresh. What was read before stays."
    remedy = "Wait until then; `tousu watch` does so by itself. It is the same for the page and the command line."


class CancelledError(ScrapeError):
    """A person ended the refresh."""

    means = "Nothing of the source under way was stored. What was stored before it stays."
    remedy = "Nothing, if that was meant. `tousu refresh` reads everything anew."


class FileError(ScrapeError):
    """A file that a person brought is not what it should be."""

    means = "Nothing of this file was stored."
    remedy = "Correct the file and import it again: what was stored before is not stored twice."


class EvidenceError(ScrapeError):
    """The receipt could not be kept, or not be read back."""

    remedy = "Check that TOUSU_EVIDENCE can be written and the disk has room, then refresh again."
