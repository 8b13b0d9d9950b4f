"""The server: the pages, the HTTP routes, and what starts and stops with them. Run with `streamlit run`."""

from pathlib import Path

import streamlit as st

from dashboard import routes, server

app = st.App(
    Path(__file__).resolve().parent / "dashboard" / "pages" / "main.py",
    on_script_error=server.on_script_error,
    lifespan=server.lifespan,
    routes=routes.ROUTES,
    middleware=server.MIDDLEWARE,
)
