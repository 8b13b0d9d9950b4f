"""Every setting of ours, declared once: its name, its default, how it is read, and an example that is right."""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from functools import lru_cache
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

PUBLISHER_URL = "https://tousu.sina.com.cn"
LIVE_PAUSE_SECONDS = 3.0
LEAST_SECRET = 12
UNITS = {"d": 86_400, "h": 3_600, "m": 60, "s": 1}
_LENGTH = re.compile("".join(rf"(?:(?P<{unit}>[0-9]{{1,6}}(?:\.[0-9]+)?){unit})?" for unit in UNITS))


class SettingError(ValueError):
    """A setting is wrong. Nothing was read and nothing was changed."""


def is_loopback(url: str) -> bool:
    """Say whether an address is on this machine: only a stand-in for the publisher can be there."""
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("it must be the base address of a website")
    if parts.scheme == "http" and not is_loopback(text):
        raise ValueError("it must begin with https:// unless it is on this machine")
    return text.rstrip("/")


def _contact(text: str) -> str:
    is_address = "@" in text.strip("@") or text.startswith(("https://", "http://"))
    if text and not (is_address and text.isascii() and text.isprintable() and " " not in text):
        raise ValueError("it must be an e-mail address or a web address at which the maintainer can be reached")
    return text


def _secret(text: str) -> str:
    if text and len(text) < LEAST_SECRET:
        raise ValueError(f"it must have at least {LEAST_SECRET} characters")
    return text


def _addresses(text: str) -> str:
    found = [one.strip().casefold() for one in text.split(",") if one.strip()]
    if any("@" not in one.strip("@") for one in found):
        raise ValueError("it must be e-mail addresses, with commas between them")
    return ",".join(found)


def _path(text: str) -> Path:
    if not text or text.startswith("ducklake:"):
        raise ValueError("it must be a path on this machine (a DuckLake is not supported yet)")
    return Path(text).expanduser()


def _optional_path(text: str) -> Path | None:
    if text and not Path(text).expanduser().is_file():
        raise ValueError("there is no such file")
    return Path(text).expanduser() if text else None


def _optional_address(text: str) -> str:
    return _address(text) if text else ""


def _within(low: float, high: float, kind: type[int] | type[float]) -> Callable[[str], Any]:
    def read(text: str) -> float:
        try:
            number = kind(text)
        except ValueError:
            raise ValueError("it must be a number") from None
        if not low <= number <= high:
            raise ValueError(f"it must be from {low:g} to {high:g}")
        return number

    return read


def seconds(text: str) -> float:
    """Read a length of time: `45s`, `30m`, `1h`, `1h30m`, `1d`, or plain seconds; `ValueError` if it is none."""
    found = _LENGTH.fullmatch(text.strip().lower())
    if found and any(found.groups()):
        return sum(float(number) * UNITS[unit] for unit, number in found.groupdict().items() if number)
    try:
        number = float(text)
    except ValueError:
        raise ValueError("it must be a length of time, as 45s, 30m, 1h or plain seconds") from None
    if not number >= 0:
        raise ValueError("it must not be below 0")
    return number


def _length(low: float, high: float) -> Callable[[str], float]:
    def read(text: str) -> float:
        if not low <= (length := seconds(text)) <= high:
            raise ValueError(f"it must be from {low:g} to {high:g} seconds")
        return length

    return read


def _one_of(*choices: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in choices:
            raise ValueError(f"it must be one of {', '.join(choices)}")
        return text

    return read


def _pause(text: str) -> float | None:
    return float(_within(0, 3600, float)(text)) if text else None


@dataclass(frozen=True)
class Setting:
    """One setting: how it is read from text, its default, an example, and what it is for."""

    read: Callable[[str], Any]
    default: str
    example: str
    meaning: str
    is_secret: bool = False


DECLARED: dict[str, Setting] = {
    "TOUSU_DATABASE": Setting(
        _path, "data/tousu.duckdb", "data/tousu.duckdb", "the DuckDB file that keeps the record"
    ),
    "TOUSU_EVIDENCE": Setting(_path, "data/evidence", "data/evidence", "the folder of WARC files, the receipts"),
    "TOUSU_PUBLISHER_URL": Setting(
        _address, PUBLISHER_URL, PUBLISHER_URL, "base address of 黑猫投诉, or of a stand-in on this machine"
    ),
    "TOUSU_PLATFORMS": Setting(
        _optional_path, "", "my-platforms.toml", "the watchlist; empty: the one that comes with Tousu Watch"
    ),
    "TOUSU_CONTACT": Setting(
        _contact,
        "",
        "you@example.org",
        "how the publisher, and whoever finds an error, can reach you; live use needs it",
    ),
    "TOUSU_PORT": Setting(_within(1, 65535, int), "8501", "8501", "port of the dashboard"),
    "TOUSU_REPLICA_PORT": Setting(_within(0, 65535, int), "8765", "8765", "port of the stand-in publisher"),
    "TOUSU_PAUSE": Setting(
        _pause, "", "3", "seconds between requests; empty: 3, and 0 on this machine; live at least 1"
    ),
    "TOUSU_TIMEOUT": Setting(_within(1, 600, float), "60", "60", "seconds one answer may take in all"),
    "TOUSU_FLOOR": Setting(
        _within(0, 10_000_000, int), "1000", "1000", "the directory is read until totals fall below this"
    ),
    "TOUSU_FEED_PAGES": Setting(
        _within(1, 50, int), "50", "50", "pages of the feed one refresh reads at most; visitors are shown 50"
    ),
    "TOUSU_COMPLAINT_PAGES": Setting(
        _within(0, 5000, int), "200", "200", "complaint pages read in a day at most; 0: none"
    ),
    "TOUSU_EVERY": Setting(
        _length(5, 86_400), "15m", "30m", "time from one refresh of the feed by `tousu watch` to the next"
    ),
    "TOUSU_COUNTS_EVERY": Setting(
        _length(5, 86_400), "1h", "1h", "time from one refresh of the counts by `tousu watch` to the next"
    ),
    "TOUSU_APART": Setting(
        _length(60, 86_400),
        "5m",
        "5m",
        "time from the end of one refresh to the next at least, whoever begins it; none on this machine",
    ),
    "TOUSU_ALERTS": Setting(
        _optional_path, "", "my-alerts.toml", "the file of subscriptions, see Alerts; empty: nobody is told anything"
    ),
    "TOUSU_PUBLIC_URL": Setting(
        _optional_address,
        "",
        "https://example.org",
        "where visitors find the dashboard, for links; empty: on this machine",
    ),
    "TOUSU_REQUESTS_PER_MINUTE": Setting(
        _within(0, 100_000, int),
        "300",
        "300",
        "what one visitor's address may ask the dashboard for in a minute; 0: no limits",
    ),
    "TOUSU_LOG": Setting(
        _one_of("text", "json"), "text", "json", "how the log is written: text for people, json for programs"
    ),
    "TOUSU_FAILING_AFTER": Setting(
        _within(0, 604_800, float), "1800", "1800", "seconds a source must have failed before maintainers are told"
    ),
    "TOUSU_FAILING_RUNS": Setting(
        _within(1, 100, int), "2", "2", "refreshes in a row that must have failed before maintainers are told"
    ),
    "TOUSU_MAINTAINER_SECRET": Setting(
        _secret,
        "",
        "a-long-phrase-of-your-own",
        "what maintainers say to act on the pages; empty: nobody acts there, except in a demonstration",
        is_secret=True,
    ),
    "TOUSU_MAINTAINERS": Setting(
        _addresses, "", "you@example.org", "who may act after signing in, if Streamlit's `[auth]` is set up"
    ),
}


@dataclass(frozen=True)
class Settings:
    """The settings of this process. Each field is the `TOUSU_…` of its name."""

    database: Path
    evidence: Path
    publisher_url: str
    platforms: Path | None
    contact: str
    port: int
    replica_port: int
    pause: float
    timeout: float
    floor: int
    feed_pages: int
    complaint_pages: int
    every: float
    counts_every: float
    apart: float
    alerts: Path | None
    public_url: str
    requests_per_minute: int
    log: str
    failing_after: float
    failing_runs: int
    maintainer_secret: str = field(repr=False)
    maintainers: str

    @property
    def is_demonstration(self) -> bool:
        """Whether the publisher is a stand-in on this machine."""
        return is_loopback(self.publisher_url)


def _read(name: str, environment: Mapping[str, str]) -> Any:
    setting = DECLARED[name]
    text = environment.get(name, "").strip() or setting.default
    try:
        return setting.read(text)
    except ValueError as error:
        shown = "…" if setting.is_secret else text
        raise SettingError(
            f"{name}={shown} cannot be used: {error}. It is {setting.meaning}. "
            f"An example that is right: {name}={setting.example}"
        ) from None


def _pause_for(settings: dict[str, Any]) -> float:
    local, pause = is_loopback(settings["publisher_url"]), settings["pause"]
    if pause is None:
        return 0.0 if local else LIVE_PAUSE_SECONDS
    if not local and pause < 1:
        raise SettingError(
            f"TOUSU_PAUSE={pause:g} cannot be used: below 1 s the real publisher would be hurried. "
            f"An example that is right: TOUSU_PAUSE=3"
        )
    return float(pause)


def load(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read every `TOUSU_…` setting; raise `SettingError` at the first that is wrong or unknown."""
    return _load(frozenset(environment.items()))


@lru_cache(maxsize=8)
def _load(variables: frozenset[tuple[str, str]]) -> Settings:
    """What the variables say: remembered, because every run of a page asks several times."""
    environment = dict(variables)
    for name in environment.keys() - DECLARED.keys():
        for meant in get_close_matches(name, DECLARED, n=1, cutoff=0.85):
            raise SettingError(f"{name} is not a setting. Did you mean {meant}={DECLARED[meant].example}?")
    settings = {f.name: _read(f"TOUSU_{f.name.upper()}", environment) for f in fields(Settings)}
    return Settings(**{**settings, "pause": _pause_for(settings)})
