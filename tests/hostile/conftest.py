"""Pages are opened as those of the dashboard's other tests are."""

from tests.dashboard.conftest import databases, open_page

__all__ = ["databases", "open_page"]
