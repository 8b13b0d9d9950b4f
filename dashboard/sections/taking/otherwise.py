"""The same rows for programs, and the whole database with questions to ask it."""

from urllib.parse import urlencode

import streamlit as st

from dashboard import shown
from dashboard.drilldown.choice import Choice
from dashboard.http_api.asking import MOST_ROWS, ROOT
from dashboard.requested import pairs
from dashboard.shown import markup
from dashboard.taking.copying import FILE, LARGEST, size
from dashboard.taking.takeaways import Takeaway, concerned
from dashboard.text import Words

QUESTIONS = (
    """select name_zh_hans, max_by(total, read_at) as total, max(read_at) as read_at
from counts join listings using (publisher, listing) join platforms using (platform)
group by all order by total desc;""",
    """select category, count(*) as complaints
from complaint_categories join complaints using (publisher, complaint) join listings using (publisher, listing)
where platform = 'alipay' group by all order by complaints desc;""",
    """select counts.total, captures.file, captures.file_offset, captures.sha256
from counts join captures using (capture) where total >= 100000 order by read_at limit 5;""",
)


def programs(takeaway: Takeaway, choice: Choice, site: str, words: Words) -> None:
    """Show the address of the same rows in the API."""
    shown.heading(
        words.say("Ask for it with a program"),
        words.say(
            "The same rows and filters as JSON or CSV, {most} at a time, with an ETag that stays until something is"
            " stored. What there is describes itself.",
            most=MOST_ROWS,
        ),
    )
    asked = urlencode([*pairs(concerned(takeaway, choice)), ("lang", words.code)])
    st.code(f"curl -s '{site}{ROOT}/{takeaway.name}?{asked}'", language="bash", wrap_lines=True)
    links = " · ".join(
        f'<a href=".{markup(address)}" target="_blank">{markup(said)}</a>'
        for address, said in (
            (f"{ROOT}?lang={words.code}", words.say("All tables of the API")),
            (f"{ROOT}/openapi.json?lang={words.code}", words.say("OpenAPI document")),
        )
    )
    st.html(f'<p class="tw-about tw-footer">{links}</p>')


def database(words: Words) -> None:
    """Offer the whole database, and questions that can be asked of it."""
    shown.heading(
        words.say("Take the whole database"),
        words.say(
            "One DuckDB file, a consistent copy of this moment. Any DuckDB client opens it. For example, ask it:"
        ),
    )
    for question in QUESTIONS:
        st.code(question, language="sql", wrap_lines=True)
    found = size()
    if found is None or found > LARGEST:
        shown.note(words.say("It is too large to be given out here: ask whoever runs this site for a copy."))
        return
    said = words.say("The database, at most {size} MB", size=f"{found / 1_000_000:,.1f}")
    st.html(f'<p class="tw-about tw-footer"><a href="./data/{FILE}" target="_blank">↓ {markup(said)}</a></p>')
