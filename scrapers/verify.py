"""Hold the database against its evidence in both directions, and against what follows from it; say what differs."""

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from db import queries, replay
from db.connection import reading
from db.settings import Settings
from scrapers.verification import receipts, replayed, watched
from scrapers.verification.difference import Difference

__all__ = ["Difference", "verify"]


def verify(settings: Settings, progress: Callable[[int, int], None]) -> Iterator[Difference]:
    """Yield every difference between the database and its evidence; `progress` is told files done, of how many.

    It works on a copy of the database, so that refreshes can go on: the copy needs as much room as the database, in
    the system's folder for temporary files.
    """
    with TemporaryDirectory(prefix="tousu-verify-") as folder:
        copy = Path(folder) / "copy.duckdb"
        replay.copy(settings.database, copy)
        with reading(copy) as connection:
            names = queries.evidence_files(connection)
            yield from replayed.unled(connection)
        for done, name in enumerate(names, 1):
            yield from _file(settings, copy, name)
            progress(done, len(names))
        replay.derive_again(copy)
        for part in (replayed.tellings, replayed.ledger, replayed.derived, replayed.classified):
            yield from part(copy)
        yield from watched.platforms(settings, copy)


def _file(settings: Settings, copy: Path, name: str) -> Iterator[Difference]:
    file, told = receipts.File.load(copy, name), receipts.Told()
    for capture in file.captures:
        yield from receipts.differences(capture, file, settings.evidence, told)
    replay.tell(copy, vars(told))
