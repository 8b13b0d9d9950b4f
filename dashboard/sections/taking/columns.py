"""What every column means: of the chosen table, and of every table in the database itself."""

from dataclasses import fields

from dashboard.cells import Cell, Column, Two, table
from dashboard.taking.dictionary import meaning
from dashboard.taking.export import header
from dashboard.taking.takeaways import Takeaway
from dashboard.text import Words
from dashboard.unfolding import unfolded
from db.store import TABLES


def of_table(takeaway: Takeaway, words: Words) -> None:
    """What the columns of a table are called in its files, in the database and the API, and what they mean."""
    title = words.say("What the columns mean")
    columns = [
        Column(words.say("In the file")),
        Column(words.say("In the database and the API")),
        Column(words.say("Meaning"), is_long=True),
    ]
    rows: list[list[Cell]] = [
        [header(name, takeaway.called, words), name, meaning(name, words)] for name in takeaway.columns
    ]
    if part := unfolded(title, "columns"):
        with part:
            table(title, columns, rows)


def of_database(words: Words) -> None:
    """The tables of the database that are promised to stay, with their columns."""
    title = words.say("Every table and column of the database")
    columns = [Column(words.say("Column, and its table")), Column(words.say("Meaning"), is_long=True)]
    rows: list[list[Cell]] = [
        [Two(column.name, name), meaning(column.name, words)]
        for record, name in TABLES.items()
        for column in fields(record)
    ]
    if part := unfolded(title, "every_column"):
        with part:
            table(title, columns, rows)
