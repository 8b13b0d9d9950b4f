"""Why complaints are in a category: the publisher's labels they carry, and the words that our rules found."""

from dashboard import shown
from dashboard.cells import Cell, Column, Share, table
from dashboard.drilldown.drilled import Drilled
from dashboard.drilldown.heat import per_cent
from dashboard.figures import exact, share
from dashboard.quoting import quoted
from dashboard.sections.downloads import File, downloads
from dashboard.text import Words

MOST_ROWS = 12


def _most_frequent(title: str, about: str, columns: list[Column], rows: list[list[Cell]], words: Words) -> None:
    """Show the most frequent rows under their heading; without any, only say so."""
    if len(rows) > MOST_ROWS:
        more = words.say("The {shown} most frequent of {all}.", shown=MOST_ROWS, all=exact(len(rows)))
        about = words.space.join([about, more])
    shown.heading(title, about)
    if rows:
        table(title, columns, rows[:MOST_ROWS])


def issues(found: Drilled, words: Words) -> None:
    """Show which of the publisher's own labels its complaints carry."""
    columns = [
        Column(words.say("Label")),
        Column(words.say("Stands for")),
        Column(words.say("Complaints"), is_number=True),
    ]
    made = found.issues.select(["issue", "category", "complaints"])
    rows: list[list[Cell]] = [
        [
            quoted(row["issue"]),
            found.names.category(row["category"], words) if row["category"] else words.say("not known to us"),
            exact(row["complaints"]),
        ]
        for row in made.to_pylist()
    ]
    title = words.say("No labels of the publisher's behind it")
    if rows:
        title = words.say("The publisher's label most often behind it: “{label}”", label=str(rows[0][0]))
    about = words.say("Labels that the complainants picked at the publisher, kept apart from our categories.")
    _most_frequent(title, about, columns, rows, words)
    downloads(File("issues", words.say("labels"), len(rows), lambda: made), found, words)


def matched(found: Drilled, words: Words) -> None:
    """Show which words put complaints into the category."""
    columns = [
        Column(words.say("Word")),
        Column(words.say("Complaints"), is_number=True),
        Column(words.say("Share"), is_number=True),
    ]
    rows: list[list[Cell]] = [
        [quoted(row["word"]), exact(row["complaints"]), Share(share(row["complaints"], found.count))]
        for row in found.words.to_pylist()
    ]
    title = words.say("No words made it so: nothing else fits")
    if rows:
        title = words.say("The word that most often made it so: “{word}”", word=str(rows[0][0]))
    about = words.say(
        "What our rules found in the texts: {count} complaints, {share} of those chosen.",
        count=exact(found.count),
        share=per_cent(found.count / found.taken["chosen"]) if found.taken["chosen"] else "–",
    )
    _most_frequent(title, about, columns, rows, words)
    downloads(File("words", words.say("words"), len(rows), lambda: found.words), found, words)
