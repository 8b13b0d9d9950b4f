"""Charts: a language in, a Vega-Lite specification out. They touch neither Streamlit nor the database."""
