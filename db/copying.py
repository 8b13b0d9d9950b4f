"""A consistent copy of the database as one file, with whatever the write-ahead log holds folded in."""

import shutil
from pathlib import Path

import duckdb

from db.connection import reading


def copy_database(database: Path, copy: Path) -> None:
    """Copy the database while nobody can write to it; `DatabaseError` where it cannot be read."""
    logs = [file.with_name(f"{file.name}.wal") for file in (database, copy)]
    with reading(database):
        shutil.copyfile(database, copy)
        if logs[0].exists():
            shutil.copyfile(*logs)
    if logs[1].exists():
        duckdb.connect(str(copy)).close()
