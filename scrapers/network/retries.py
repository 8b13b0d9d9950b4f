"""Which failures are asked again, how often and how much later: backing off, and never sooner than we were told."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from requests.exceptions import SSLError
from tenacity import RetryCallState, Retrying, retry_if_exception, retry_if_result, stop_after_attempt
from tenacity.wait import wait_exponential_jitter

from scrapers.errors import RefusedError, TruncatedError, UnreachableError
from scrapers.network.transport import Reply

TRIES = 3
REST_SECONDS = 1800.0
DAY_SECONDS = 86_400.0


def retrying(first_wait: float, longest_wait: float) -> Retrying:
    """Ask up to three times. The last try's reply is given, whatever its status, or its error raised."""
    backoff = wait_exponential_jitter(multiplier=first_wait, max=longest_wait, jitter=first_wait)

    def wait(state: RetryCallState) -> float:
        assert state.outcome is not None
        asked = None if state.outcome.failed else retry_after(state.outcome.result())
        return max(backoff(state), asked or 0.0)

    return Retrying(
        stop=stop_after_attempt(TRIES),
        wait=wait,
        retry=retry_if_exception(_may_pass) | retry_if_result(is_passing),
        retry_error_callback=lambda state: state.outcome.result() if state.outcome else None,
    )


def _may_pass(error: BaseException) -> bool:
    # A certificate that is wrong now will be wrong in a second: asking again only looks like an attack.
    return isinstance(error, UnreachableError | TruncatedError) and not isinstance(error.__cause__, SSLError)


def is_passing(reply: Reply) -> bool:
    """Say whether this status may be another one in a moment."""
    return reply.status == 429 or 500 <= reply.status < 600


def stop_if_told_to_rest(reply: Reply, longest_wait: float) -> None:
    """Raise `RefusedError` where the publisher wants a longer wait than a refresh can sit through."""
    asked = retry_after(reply) or 0.0
    if is_passing(reply) and asked > longest_wait:
        message = f"{reply.url} answered with status {reply.status} and wants {asked:,.0f} s of rest"
        raise RefusedError(message, rest_seconds=min(asked, DAY_SECONDS))


def rest_seconds(reply: Reply) -> float:
    """Give how long to leave a publisher alone that refused: half an hour, or longer if it says so."""
    return min(max(REST_SECONDS, retry_after(reply) or 0.0), DAY_SECONDS)


def retry_after(reply: Reply) -> float | None:
    """Read Retry-After, as seconds or as a date on the server's own clock; nothing where it makes no sense."""
    text = (reply.header("retry-after") or "").strip()
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        now = reply.header("date")
        then = parsedate_to_datetime(now) if now else datetime.now(UTC)
        seconds = (parsedate_to_datetime(text) - then).total_seconds()
    except (ValueError, TypeError):
        return None
    return seconds if seconds > 0 else None
