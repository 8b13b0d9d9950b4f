"""Who may act: whoever knows the maintainers' secret or signs in under a known address; in a demonstration, whoever
sits at this machine. `who` is asked again by every act, not only by the page that offers it.

The session remembers a name, for half a day, and never the secret.
"""

import hmac
import ipaddress
import threading
import time
from dataclasses import dataclass, field
from enum import StrEnum
from importlib.util import find_spec
from urllib.parse import urlsplit

import streamlit as st

from dashboard import data
from dashboard.text import Words
from db import settings

ENTERED, TRIES = "maintainer", "maintainer_tries"
SESSION_SECONDS = 12 * 3600.0
HERE = "this machine"
FREE_TRIES, LONGEST_SECONDS, FORGET_SECONDS = 3, 60.0, 3600.0
LONGEST_NAME = 60
FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip", "via")


class Way(StrEnum):
    """How one becomes a maintainer here."""

    LOGIN = "login"
    SECRET = "secret"  # noqa: S105 - the name of a way
    HERE = "here"
    OFF = "off"


@dataclass
class Tries:
    """Tries of late, and until when no more are looked at: twice as long after each, a minute at most."""

    wrong: int = 0
    last: float = 0.0
    changing: threading.Lock = field(default_factory=threading.Lock)

    def wait(self, now: float) -> float:
        """For how many seconds more no try is looked at."""
        more = self.wrong - FREE_TRIES
        if more < 0 or now - self.last > FORGET_SECONDS:
            return 0.0
        return max(0.0, self.last + min(2.0**more, LONGEST_SECONDS) - now)

    def admit(self, now: float) -> bool:
        """Count a try as wrong before it is looked at, so that many at once are not all looked at; False: not now."""
        with self.changing:
            if self.wait(now):
                return False
            self.wrong = 1 if now - self.last > FORGET_SECONDS else self.wrong + 1
            self.last = now
            return True

    def forgive(self) -> None:
        """It was right after all."""
        with self.changing:
            self.wrong -= 1


EVERYONE = Tries()  # of this server, whoever tries


def ways() -> list[Way]:
    """The ways that are set up; `HERE` where nothing is and the numbers are a demonstration's, else `OFF`."""
    found = [Way.LOGIN] if _has_login() else []
    found += [Way.SECRET] if settings.load().maintainer_secret else []
    if not found:
        return [Way.HERE if data.is_demonstration() and _is_at_this_machine() else Way.OFF]
    return found


def _has_login() -> bool:
    is_set_up = st.secrets.load_if_toml_exists() and "auth" in st.secrets
    return bool(is_set_up and settings.load().maintainers and find_spec("authlib"))


def _is_at_this_machine() -> bool:
    """Whether the browser is on this machine: no proxy passed it on, and it asked for an address of this machine."""
    headers = {name.lower(): value for name, value in st.context.headers.items()}
    if st.context.ip_address is not None or any(name in headers for name in FORWARDED):
        return False
    host = urlsplit(f"//{headers.get('host', '')}").hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def who() -> str | None:
    """The maintainer who acts in this session; None: nobody may."""
    open_ways = ways()
    if Way.LOGIN in open_ways and (address := _signed_in()):
        return address
    if Way.SECRET in open_ways and (name := _entered()):
        return name
    return HERE if open_ways == [Way.HERE] else None


def called(by: str | None) -> str:
    """A maintainer's name as visitors read it: of an address, what stands before its @; – if none is kept."""
    return by.partition("@")[0] if by else "–"


def turned_away(words: Words) -> str | None:
    """Why whoever has signed in may not act, in a sentence; None where nobody has, or they may."""
    if Way.LOGIN not in ways() or not st.user.is_logged_in or _signed_in():
        return None
    address = str(st.user.get("email") or "–")
    if _has_expired():
        return words.say("Your sign-in has expired. Please sign in again.")
    if st.user.get("email_verified") is False:
        return words.say(
            "{address} is not verified by whoever you signed in with, so you may not act.", address=address
        )
    return words.say("{address} may look, but not act: it is not among the maintainers.", address=address)


def _has_expired() -> bool:
    ends = st.user.get("exp")
    return isinstance(ends, int | float) and time.time() > ends


def _entered() -> str | None:
    name, until = st.session_state.get(ENTERED, ("", 0.0))
    return str(name) if time.time() < until else None


def _signed_in() -> str | None:
    if not st.user.is_logged_in or st.user.get("email_verified") is False or _has_expired():
        return None
    address = str(st.user.get("email") or "").casefold()
    return address if address and address in settings.load().maintainers.split(",") else None


def wait() -> float:
    """For how many seconds more no secret is looked at, from this session or from anybody."""
    now = time.monotonic()
    return max(EVERYONE.wait(now), _own_tries().wait(now))


def enter(secret: str, name: str) -> bool:
    """Open this session for whoever knows the secret, under a name that goes into the log; False: it is wrong."""
    right, tries = settings.load().maintainer_secret, (_own_tries(), EVERYONE)
    if not right or not all(one.admit(time.monotonic()) for one in tries):
        return False
    if not hmac.compare_digest(secret.encode(), right.encode()):
        return False
    for one in tries:
        one.forgive()
    shown = "".join(one for one in " ".join(name.split()) if one.isprintable())
    st.session_state[ENTERED] = (shown[:LONGEST_NAME], time.time() + SESSION_SECONDS)
    return True


def leave() -> None:
    """Close this session to acts."""
    st.session_state.pop(ENTERED, None)


def _own_tries() -> Tries:
    tries: Tries = st.session_state.setdefault(TRIES, Tries())
    return tries
