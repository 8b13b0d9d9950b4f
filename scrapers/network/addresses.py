"""Which addresses are the publisher's, and where each is asked for. Pure."""

from urllib.parse import SplitResult, urldefrag, urljoin, urlsplit, urlunsplit

from db.settings import is_loopback
from scrapers.errors import AnswerError, ChallengeError, ElsewhereError

LOGIN_HOSTS = ("login.sina", "passport.")


class Addresses:
    """The addresses of one publisher: those on its `base_url` and on its other `hosts`."""

    def __init__(self, base_url: str, hosts: frozenset[str]):
        """Let links name any of these hosts. A stand-in on this machine speaks for all of them."""
        self.base = urlsplit(base_url.rstrip("/"))
        self.is_stand_in = is_loopback(base_url)
        self._linked = hosts | {self.base.netloc}
        self._asked = frozenset({self.base.netloc}) if self.is_stand_in else self._linked

    def find(self, target: str) -> str:
        """Give the whole address of a path, an absolute or a protocol-relative link; `ElsewhereError` if not ours.

        A link to the real publisher found in a stand-in's answer leads back to the stand-in.
        """
        if target.startswith("/") and not target.startswith("//"):
            return self.base.geturl() + urldefrag(target).url
        parts = _split(target)
        if parts.scheme not in {"", "http", "https"} or parts.netloc not in self._linked:
            raise ElsewhereError(f"{target} is not an address of this publisher: it was not asked for")
        netloc = parts.netloc if parts.netloc in self._asked else self.base.netloc
        return urlunsplit((self.base.scheme, netloc, parts.path or "/", parts.query, ""))

    def follow(self, url: str, location: str | None) -> str:
        """Give the address that `url` redirects to; the error says why where we do not go there."""
        if not location:
            raise AnswerError(f"{url} sends us on without saying where to: nothing was read")
        target = _split(urljoin(url, location))
        if any(login in target.netloc for login in LOGIN_HOSTS):
            raise ChallengeError(f"{url} sends us to log in at {target.netloc}: we never do")
        if target.netloc not in self._asked or target.scheme != urlsplit(url).scheme:
            raise ElsewhereError(f"{url} sends us to {target.geturl()}: we do not go there")
        return urldefrag(target.geturl()).url


def _split(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
    except ValueError as error:
        raise ElsewhereError(f"{address!r} is no address ({error}): it was not asked for") from error
    return parts._replace(netloc=parts.netloc.lower())
