"""A citation to copy, in three forms, with the file's hash for whoever wants it."""

import hashlib

import streamlit as st

from dashboard import data, shown
from dashboard.drilldown.choice import Choice
from dashboard.sections.downloads import provenance
from dashboard.sections.taking.seeing import Basis
from dashboard.taking import citing, takeaways
from dashboard.taking.citing import Cited
from dashboard.taking.export import to_csv, with_provenance
from dashboard.taking.takeaways import Takeaway
from dashboard.text import Words

HASHED = "hashed"


@st.cache_data(max_entries=64, show_spinner=False)
def _sha256(_version: object, said: str, _takeaway: Takeaway, _choice: Choice, _basis: Basis, _words: Words) -> str:  # noqa: ARG001
    made = with_provenance(
        takeaways.everything(_takeaway.name, _choice).table, provenance(_basis, _words), _words, _takeaway.called
    )
    return hashlib.sha256(to_csv(made)).hexdigest()


def citation(takeaway: Takeaway, choice: Choice, basis: Basis, url: str, words: Words) -> None:
    """Show how to cite the table as it is filtered, up to the moment it was read."""
    shown.heading(
        words.say("Cite it"),
        words.say("The address opens the same view with its filters. Numbers grow, so the moment belongs to it."),
    )
    wants = st.toggle(words.say("With the SHA-256 of the CSV file"), key=HASHED, persist_state="session")
    sha256 = None
    if wants:
        asked = repr((data.current_version(), takeaway.name, choice, words.code))
        sha256 = _sha256(None, asked, takeaway, choice, basis, words)
    about = (url, basis.state, basis.read_until, data.clock().now, sha256, basis.is_of_complaints)
    cited = Cited(words.say(takeaway.title), *about)
    st.code(citing.in_words(cited, words), language=None, wrap_lines=True)
    forms = {"BibTeX": (citing.bibtex, "latex"), "CSL-JSON": (citing.csl_json, "json")}
    for name, tab in zip(forms, st.tabs(list(forms)), strict=True):
        form, language = forms[name]
        with tab:
            st.code(form(cited, words), language=language, wrap_lines=True)
