"""What maintainers tell visitors about wrong data: a sentence beside the numbers of a platform, or of all of them.

Every change is appended, with its author; what stands is the latest of each platform.
"""

from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa

from db.asking import ask
from db.connection import Connection, DatabaseError, NoDatabaseError, writing
from db.records import Notice
from db.store import append

ALL = "all"
LONGEST = 300
REFUSALS = {
    "no_sentence": "a sentence is needed: visitors read it beside the numbers",
    "unknown": "there is no such platform: `tousu status` shows them; `all` means every one",
    "not_there": "no notice stands there that could be lifted: `tousu notice list` shows those that do",
}


class NoticeError(DatabaseError):
    """A notice cannot be posted or lifted as asked. Nothing was changed. `reason` is one of `REFUSALS`."""

    def __init__(self, reason: str) -> None:
        """Keep the reason's short name beside its sentence."""
        super().__init__(REFUSALS[reason])
        self.reason = reason


def post(database: Path, platform: str, sentence: str, *, by: str) -> None:
    """Put a sentence beside a platform's numbers, or everybody's (`all`), in the place of one that stood there."""
    said = " ".join(sentence.split())[:LONGEST]
    if not said:
        raise NoticeError("no_sentence")
    _change(database, platform, "posted", said, by)


def lift(database: Path, platform: str, *, by: str) -> None:
    """Take the sentence away again. Raises `NoticeError` where none stands."""
    _change(database, platform, "lifted", "", by)


def standing_notices(connection: Connection) -> pa.Table:
    """The notices that stand now, the one about everything first: platform, sentence, changed_at, changed_by."""
    return ask(connection, "standing_notices")


def notice_changes(connection: Connection, most: int) -> pa.Table:
    """Who posted or lifted which notice, the latest first: platform, change, sentence, changed_at, changed_by."""
    return ask(connection, "notice_changes", most=most)


def _change(database: Path, platform: str, change: str, sentence: str, by: str) -> None:
    if not database.exists():
        raise NoDatabaseError(f"there is no database at {database} yet: there is nothing a notice could be about")
    with writing(database) as connection:
        known = {row[0] for row in connection.execute("select platform from platforms").fetchall()}
        if platform not in {ALL, *known}:
            raise NoticeError("unknown")
        standing = standing_notices(connection)["platform"].to_pylist()
        if change == "lifted" and platform not in standing:
            raise NoticeError("not_there")
        append(connection, [Notice(platform, change, sentence, datetime.now(UTC), by)])
