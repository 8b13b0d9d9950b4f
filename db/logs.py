"""What is logged, in which form, and what never is.

Either lines for people or one JSON object a line (`TOUSU_LOG=json`); a record may carry the fields of `FIELDS`.
Secrets, keys in addresses and phone numbers are taken out of everything, traces included, before it is written.
"""

import json
import logging
import os
import re
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TextIO

from db.settings import DECLARED

FIELDS = (
    "refresh",
    "publisher",
    "source",
    "outcome",
    "error",
    "seconds",
    "requests",
    "counts",
    "complaints",
    "quarantined",
    "means",
    "remedy",
)
HIDDEN = "…"
SHORTEST = 4
_secrets: set[str] = set()
_KEYS = r"(?:access_?token|auth\w*|code|cookie|_streamlit\w*|key|pass\w*|pwd|secret\w*|session|sig\w*|ticket|token)"
_PATTERNS = (
    re.compile(r"(?i)(\b(?:bearer|basic)\s+)[\w.~+/=-]{6,}"),
    re.compile(r"(?i)(?<!\w)(" + _KEYS + r"[\"']?\s*[=:]\s*[\"']?)(?![=\s])(?!bearer|basic)[^\s&;#\"'})\],]+"),
    re.compile(r"(?i)(?<!\w)(\w+://)[^/\s@\"']+(?=@)"),  # a name and a password before the host
    re.compile(r"(?i)(https?://[^\s/\"']+/(?:[\w.-]+/)*?(?:hooks?|services|bot)/)[^\s\"')]+"),  # robots' addresses
    re.compile(r"()(?<![\d.])(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?![\d.])"),
)


def hide(secrets: Iterable[str]) -> None:
    """Take these out of everything that is logged from now on."""
    _secrets.update(secret for secret in secrets if len(secret) >= SHORTEST)


def hidden(text: str) -> str:
    """A text without what must not be told."""
    for secret in sorted(_secrets, key=len, reverse=True):
        text = text.replace(secret, HIDDEN)
    for pattern in _PATTERNS:
        text = pattern.sub(rf"\1{HIDDEN}", text)
    return text


def _at(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _fields(record: logging.LogRecord) -> dict[str, object]:
    return {name: getattr(record, name) for name in FIELDS if getattr(record, name, None) is not None}


def one_line(text: str) -> str:
    """A message cannot pretend to be two: what breaks lines, or drives a terminal, is shown and not done."""
    return "".join(one if one.isprintable() else json.dumps(one)[1:-1] for one in text)


class People(logging.Formatter):
    """A line for people: when, how grave, where, what, and the fields; then the trace, if there is one."""

    def format(self, record: logging.LogRecord) -> str:
        """Format a record."""
        more = " ".join(f"{name}={value}" for name, value in _fields(record).items())
        line = f"{_at(record)} {record.levelname} {record.name}: {record.getMessage()}{f' ({more})' if more else ''}"
        trace = f"\n{self.formatException(record.exc_info)}" if record.exc_info else ""
        return hidden(one_line(line) + trace)


class Machines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Format a record."""
        said: dict[str, object] = {"at": _at(record), "level": record.levelname.lower(), "logger": record.name}
        said |= {"message": record.getMessage()} | _fields(record)
        if record.exc_info:
            said["trace"] = self.formatException(record.exc_info)
        kept = {name: hidden(value) if isinstance(value, str) else value for name, value in said.items()}
        return one_line(json.dumps(kept, ensure_ascii=False, default=str))


def is_structured() -> bool:
    """Whether the log is for programs: then what would be said to people is logged."""
    return any(isinstance(handler.formatter, Machines) for handler in logging.getLogger().handlers)


def _ours(environment: Iterable[tuple[str, str]]) -> Iterable[str]:
    return (value for name, value in environment if name in DECLARED and DECLARED[name].is_secret)


def configure(form: str, stream: TextIO | None = None) -> None:
    """Log to the error output in a form, `text` or `json`; also what Streamlit and the server log."""
    hide(_ours(os.environ.items()))
    formatter = Machines() if form == "json" else People()
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.INFO if form == "json" else logging.WARNING)
    for logger in logging.Logger.manager.loggerDict.values():
        for one in logger.handlers if isinstance(logger, logging.Logger) else ():
            one.setFormatter(formatter)
