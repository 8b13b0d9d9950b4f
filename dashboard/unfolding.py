"""Parts of a page that are made and sent only once a visitor unfolds them: the page before them is drawn sooner."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator


def unfolded(label: str, key: str, *, expanded: bool = False) -> DeltaGenerator | None:
    """Show what a part is called; return where it goes if it is unfolded, at first as `expanded` says, else None."""
    part = st.expander(label, expanded, key=key, on_change="rerun")
    return part if part.open else None
