"""Who signs in comes back to the page they left, and nowhere else, whatever the browser says they left."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.front.coming_back import page_left

LEFT = {
    "https://watch.example/maintenance?lang=en": "maintenance?lang=en",
    "https://watch.example/": "",
    "https://watch.example/overview?view=growth": "?view=growth",
    "https://watch.example/below/thresholds?line=50000&lang=zh-Hant": "thresholds?line=50000&lang=zh-Hant",
    "https://watch.example/platform?platform=%E6%9D%A5": "platform?platform=%E6%9D%A5",
    "https://evil.example/steal": "",
    "//evil.example//evil.example": "",
    "javascript:alert(1)": "",
    "//[": "",
    "": "",
}


@pytest.mark.parametrize("address", LEFT)
def test_only_pages_of_ours_are_come_back_to(address: str) -> None:
    assert page_left(address) == LEFT[address]


@given(st.text() | st.from_regex(r"(https?:)?//[a-z.]+/[\x00-\xff]*\?[\x00-\xff]*", fullmatch=True))
def test_no_address_leads_off_this_site_or_breaks_a_header(address: str) -> None:
    """FAULTS 77."""
    left = page_left(address)
    assert left.isascii()
    assert left.isprintable()
    assert left.partition("?")[0] in {"", "categories", "platform", "thresholds", "data", "method", "maintenance"}
