"""Which listing is whose: by pin, by exact title, or refused."""

from scrapers.listings import Wanted, assign, moved
from scrapers.publishers.stated import StatedCount


def rows(*titles: str) -> dict[str, StatedCount]:
    return {str(n): StatedCount(str(n), title, "1", "1", "1", "1") for n, title in enumerate(titles, 1)}


def test_an_unpinned_platform_is_found_by_its_exact_title() -> None:
    assigned = assign([Wanted("a", "甲", None)], rows("甲金融", "甲", "乙"))
    assert assigned.platforms == {"2": "a"}
    assert not assigned.doubts
    assert not assigned.missing


def test_a_pinned_platform_stays_with_its_listing_even_if_another_bears_its_title() -> None:
    assigned = assign([Wanted("a", "甲", "1")], rows("甲", "甲"))
    assert assigned.platforms == {"1": "a"}
    assert not assigned.doubts


def test_a_title_that_no_longer_matches_is_refused_not_guessed() -> None:
    """FAULTS 41: the wrong company is worse than no number."""
    assigned = assign([Wanted("a", "甲", "1")], rows("乙", "甲"))
    assert assigned.doubts["1"].reason == "title_changed"
    assert "乙" in assigned.doubts["1"].detail
    assert "2" not in assigned.platforms


def test_two_listings_of_one_title_are_refused_both() -> None:
    assigned = assign([Wanted("a", "甲", None)], rows("甲", "甲"))
    assert {doubt.reason for doubt in assigned.doubts.values()} == {"ambiguous_title"}
    assert set(assigned.doubts) == {"1", "2"}
    assert not assigned.platforms


def test_a_platform_that_is_nowhere_is_reported_missing() -> None:
    assigned = assign([Wanted("a", "甲", None), Wanted("b", "乙", "9")], rows("丙"))
    assert [line.split(":")[0] for line in assigned.missing] == ["a", "b"]


def test_a_pin_to_a_company_finds_the_row_under_it_that_bears_the_title() -> None:
    under = {key: StatedCount(key, title, "1", "1", "1", "1") for key, title in (("7/1", "甲"), ("7/2", "乙"))}
    assert assign([Wanted("b", "乙", "7")], under).platforms == {"7/2": "b"}
    assert assign([Wanted("c", "丙", "7")], under).missing


def test_a_listing_that_two_platforms_claim_is_refused() -> None:
    assigned = assign([Wanted("a", "甲", "1"), Wanted("b", "甲", None)], rows("甲"))
    assert assigned.doubts["1"].reason == "claimed_twice"
    assert "a and by b" in assigned.doubts["1"].detail


def test_a_new_listing_of_a_platform_is_shown_and_the_old_one_followed() -> None:
    assigned = assign([Wanted("a", "甲", "1")], rows("甲", "乙", "甲"))
    assert assigned.platforms == {"1": "a"}
    assert assigned.new == ["a: listing 1 is followed, and 3 is titled 甲 too"]
    gone = assign([Wanted("a", "甲", "9")], rows("甲"))
    assert gone.missing
    assert gone.new == ["a: listing 9 is followed, and 1 is titled 甲 too"]
    of_others = {key: StatedCount(key, "甲", "1", "1", "1", "1") for key in ("7/1", "8/1")}
    assert assign([Wanted("a", "甲", "7/1", company="7")], of_others).new == []


def test_a_title_that_appears_at_another_listing_while_its_own_is_gone_waits() -> None:
    """FAULTS 41."""
    stated = {
        key: StatedCount(key, title, "1", "1", "1", "1") for key, title in (("8", "甲"), ("2", "乙"), ("9", "丙"))
    }
    assert {key: one.reason for key, one in moved(stated, {"1": "甲", "2": "乙"}).items()} == {"8": "title_moved"}
    assert moved(stated | {"1": stated["8"]}, {"1": "甲", "2": "乙"}) == {}
