"""A database as the first version of Tousu Watch wrote it, made from one of today."""

from pathlib import Path

import duckdb

from db.connection import MIGRATIONS

FIRST = 1
KEPT = {"counts", "complaints", "complaint_steps", "complaint_categories", "refreshes", "captures", "quarantine"}
KEPT |= {"coverage_gaps", "platforms", "listings", "reported_counts"}


def write(today: Path, older: Path, version: int = FIRST) -> None:
    """Copy into a new file at `version` every row of the tables and columns that version knew."""
    with duckdb.connect(str(older)) as connection:
        for number, file in enumerate(MIGRATIONS[:version], 1):
            connection.execute(file.read_text(encoding="utf-8"))
            connection.execute("insert into schema_versions values ($number, now())", {"number": number})
        connection.execute(f"attach '{today}' as today (read_only)")
        for table, columns in _shared(connection):
            connection.execute(f"delete from main.{table}")
            connection.execute(f"insert into main.{table} by name select {columns} from today.{table}")


def _shared(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    """The tables that both have, each with the columns that both have; what says the version stays."""
    question = """
    select old.table_name, string_agg(old.column_name, ', ')
    from duckdb_columns() old join duckdb_columns() new using (table_name, column_name)
    where old.database_name = current_database() and new.database_name = 'today'
      and old.table_name <> 'schema_versions'
    group by old.table_name
    """
    return connection.execute(question).fetchall()


def _contents(file: Path, columns: list[tuple[str, str]]) -> list[tuple[object, ...]]:
    with duckdb.connect(str(file), read_only=True) as connection:
        summed = "count(*), coalesce(bit_xor(hash({0})), 0)"
        return [
            connection.execute(f"select {summed.format(names)} from {table}").fetchone() or ()
            for table, names in columns
        ]


def same(older: Path | None, newer: Path) -> bool:
    """Whether the newer file has every row of the older one, column by column; opening it migrates nothing."""
    assert older is not None
    with duckdb.connect() as connection:
        connection.execute(f"attach '{older}' as older (read_only); attach '{newer}' as today (read_only); use older")
        columns = sorted((table, names) for table, names in _shared(connection) if table in KEPT)
    return _contents(older, columns) == _contents(newer, columns)
