"""Asking the database a question: the statement of a file in `db/sql/`, with bound parameters."""

from functools import cache
from importlib.resources import files
from typing import Any

import pyarrow as pa

from db.connection import Connection


@cache
def statement(name: str) -> str:
    """Return the SQL of `db/sql/<name>.sql`."""
    return files("db").joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")


def ask(connection: Connection, name: str, **parameters: Any) -> pa.Table:
    """Ask the question of a name; the answer has the columns that its statement names."""
    return connection.execute(statement(name), parameters).to_arrow_table()
