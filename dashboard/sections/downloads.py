"""Every table as a file: exactly the rows that the screen counts."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

import pyarrow as pa
import streamlit as st

from dashboard.drilldown.drilled import Coverage
from dashboard.figures import BEIJING, exact
from dashboard.maintaining.noticed import sentences
from dashboard.taking.export import to_csv, to_parquet, with_provenance
from dashboard.text import Words
from dashboard.vocabulary import source_said

KINDS: dict[str, tuple[str, Callable[[pa.Table], bytes]]] = {
    "csv": ("text/csv", to_csv),
    "parquet": ("application/vnd.apache.parquet", to_parquet),
}


class Basis(Protocol):
    """What a file says of where it is from: whether it is a demonstration's, and up to when was read."""

    @property
    def is_demonstration(self) -> bool:
        """Whether the numbers are a stand-in's."""

    @property
    def coverage(self) -> Coverage:
        """On what it rests."""


def provenance(found: Basis, words: Words) -> Mapping[str, Any]:
    """Where the rows are from: live or a demonstration's, whose, and up to when they were read."""
    until: datetime | None = found.coverage.row["last_at"]
    return {
        "origin": words.say("demonstration data") if found.is_demonstration else words.say("live data"),
        "origin_source": source_said(words, is_demonstration=found.is_demonstration),
        "read_until": until.astimezone(BEIJING).isoformat(sep=" ", timespec="minutes") if until else "",
        **({"notice": " ".join(said)} if (said := sentences(words)) else {}),
    }


def file_name(title: str, found: Basis, kind: str, words: Words) -> str:
    """A name that says what is in the file, and that it is a demonstration's."""
    parts = [words.say("Tousu Watch"), title]
    parts += [words.say("demonstration data")] if found.is_demonstration else []
    parts.append(str(found.coverage.row["last_on"] or ""))
    return re.sub(r"[\s/\\:*?\"<>|]+", "-", "-".join(filter(None, parts))) + f".{kind}"


@dataclass(frozen=True, slots=True)
class File:
    """A table to take away: its key among the page's, its title, how many rows it has, and how to make it."""

    key: str
    title: str
    rows: int
    make: Callable[[], pa.Table]
    called: Mapping[str, str] = field(default_factory=dict)


def downloads(file: File, found: Basis, words: Words) -> None:
    """Offer a table as CSV and as Parquet; it is made when somebody asks for it. One without rows is not offered."""
    if not file.rows:
        return

    def made(kind: str) -> Callable[[], bytes]:
        return lambda: KINDS[kind][1](with_provenance(file.make(), provenance(found, words), words, file.called))

    with st.container(horizontal=True, gap="small", key=f"downloads_{file.key}"):
        for kind, (mime, _) in KINDS.items():
            label = {
                "csv": words.say_n("{count} row as CSV", "{count} rows as CSV", file.rows, count=exact(file.rows)),
                "parquet": words.say_n(
                    "{count} row as Parquet", "{count} rows as Parquet", file.rows, count=exact(file.rows)
                ),
            }[kind]
            st.download_button(
                f"↓ {label}",
                made(kind),
                file_name(file.title, found, kind, words),
                mime,
                key=f"{file.key}_{kind}",
                help=file.title,
                on_click="ignore",
                type="tertiary",
            )
