"""How fast the dashboard is on a database of a million complaints, beside the first page as usually written."""

from pathlib import Path

USUAL_PAGE = Path(__file__).with_name("usual.py")
