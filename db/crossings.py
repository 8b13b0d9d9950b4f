"""What follows from stored numbers for every line: crossings, told again from the beginning, and the news in them."""

from datetime import datetime

from db.asking import statement
from db.connection import Connection
from db.queries import replayed_crossings


def store_crossings(connection: Connection, refresh: str, read_at: datetime) -> None:
    """Put the crossings that all stored numbers give in the place of those there were, and note what is news in them.

    Replaying costs little, and makes crossings independent of the order in which numbers came. `refresh` is the one
    that just stored its numbers, read at `read_at` by the publisher's clock.
    """
    connection.register("incoming", replayed_crossings(connection))
    for table, other, which in (("crossings", "line", "not null"), ("milestones", "threshold", "null")):
        connection.execute(f"delete from {table}")  # noqa: S608 - names of our own
        connection.execute(
            f"insert into {table} by name select * exclude ({other}) from incoming where threshold is {which}"  # noqa: S608
        )
    connection.execute(statement("insert_crossing_events"), {"refresh": refresh, "read_at": read_at})
