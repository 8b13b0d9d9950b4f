"""How fast the dashboard is, on a database of a million complaints, beside a page as usually written."""
