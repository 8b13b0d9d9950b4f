"""Posting a message by HTTP: once, no redirects, no proxies, in limited time, never into a private network unasked.

The only part of the alerts that touches the network by HTTP. Its errors never name the address: that holds keys.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any

import requests
import urllib3

from db.settings import is_loopback
from scrapers.alerts.errors import DeliveryError
from scrapers.network.deadline import DeadlineAdapter, begin

CONNECT_SECONDS = 5.0
LARGEST_ANSWER = 100_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What the other side said: its HTTP status, and the beginning of its body."""

    status: int
    text: str


class _PrivateError(urllib3.exceptions.HTTPError):
    """The name leads into a private network."""


def _refuse_private(connected: Any) -> None:
    """Look at whom we are really connected to: what a name meant a moment ago may not be what it means now."""
    peer = ip_address(connected.getpeername()[0].split("%")[0])
    if not (getattr(peer, "ipv4_mapped", None) or peer).is_global:
        connected.close()
        raise _PrivateError


class _Outside:
    """A connection that ends before a byte is sent, if it leads to where not everyone could go."""

    def _new_conn(self) -> Any:
        connected = super()._new_conn()  # type: ignore[misc]
        _refuse_private(connected)
        return connected


class _OutsideAdapter(DeadlineAdapter):
    def init_poolmanager(self, *arguments: Any, **options: Any) -> None:
        super().init_poolmanager(*arguments, **options)
        pools: dict[str, Any] = self.poolmanager.pool_classes_by_scheme
        for scheme, pool in pools.items():
            checked = type("Checked", (_Outside, pool.ConnectionCls), {})
            pools[scheme] = type("Pool", (pool,), {"ConnectionCls": checked})


def post(
    url: str, body: bytes, headers: Mapping[str, str], *, allow_private: bool = False, seconds: float = 15
) -> Answer:
    """Post `body` and give the answer, whatever its status; `DeliveryError` if none came within so many seconds.

    A host inside a private network is refused unless allowed, or named as this machine.
    """
    is_inside = allow_private or is_loopback(url)
    begin(seconds)
    with requests.Session() as session:
        session.trust_env = False
        for scheme in ("http://", "https://"):
            session.mount(scheme, DeadlineAdapter() if is_inside else _OutsideAdapter())
        try:
            with session.post(
                url,
                data=body,
                headers=dict(headers),
                stream=True,
                allow_redirects=False,
                timeout=(min(CONNECT_SECONDS, seconds), seconds),
            ) as answer:
                text = answer.raw.read(LARGEST_ANSWER, decode_content=True)
                return Answer(answer.status_code, text.decode(errors="replace"))
        except (requests.exceptions.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            raise DeliveryError(_why(error)) from None


def _chain(error: BaseException | None) -> list[BaseException]:
    found = list[BaseException]()
    while error and error not in found:
        found.append(error)
        reason = getattr(error, "reason", None) or next(iter(error.args), None)
        error = error.__cause__ or error.__context__ or (reason if isinstance(reason, BaseException) else None)
    return found


def _why(error: Exception) -> str:
    chain = _chain(error)
    names = {type(one).__name__ for one in chain}
    if "_PrivateError" in names:
        return "the address leads into a private network: `allow_private = true` allows it for this subscription"
    if names & {"SSLError", "SSLCertVerificationError"}:
        return "the other side could not prove who it is"
    if names & {"ReadTimeout", "ReadTimeoutError", "ConnectTimeout", "TimeoutError"}:
        return "no whole answer came in time"
    return f"the other side could not be reached ({type(chain[-1]).__name__})"
