"""Figures and complaints follow from the seed and agree with each other at any time."""

import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import islice, pairwise

import pytest

from scrapers.replica.listings import INVENTED, Listing, load
from scrapers.replica.world import World
from tests.replica.conftest import ANCHOR, DAY, NOW

REAL = {"美团（虚构合计）", "支付宝", "京东金融"}
ARTICLE = {"美团借钱": 151_000, "支付宝": 143_000, "京东金融": 100_800}


def named(world: World, title: str) -> Listing:
    return next(listing for listing in world.listings if listing.title == title)


def test_at_the_anchor_the_three_platforms_have_the_articles_figures(world: World) -> None:
    totals = {stream.name: world.total(stream, NOW) for stream in world.streams}
    assert {name: totals[name] // 100 * 100 for name in ARTICLE} == ARTICLE


def test_only_the_articles_names_are_real() -> None:
    for listing in load():
        assert listing.title in REAL or listing.title.endswith(INVENTED)
        for stream in listing.streams:
            assert stream.name in {*ARTICLE, listing.title} or stream.name.endswith(INVENTED)


def test_the_directory_is_as_large_as_told(world: World) -> None:
    totals = [world.listed(listing, NOW).total for listing in world.listings]
    assert sum(total >= 1_000 for total in totals) == 35
    assert sum(total < 1_000 for total in totals) == 12
    assert sum(listing.has_services for listing in world.listings) == 3


@pytest.mark.parametrize("seed", range(12))
def test_the_stand_in_never_invents_a_crossing_date_for_a_real_company(seed: int) -> None:
    for anchor in (ANCHOR, ANCHOR + timedelta(days=90 * seed, hours=seed)):
        lone = tuple(listing for listing in load() if listing.title == "京东金融")
        world = World(anchor=anchor, seed=seed, listings=lone)
        assert world.listed(lone[0], int(anchor.timestamp()) - 151 * DAY).total > 100_000


def test_the_same_seed_and_anchor_give_the_same_world_in_whatever_order_it_is_asked(world: World) -> None:
    again = World(anchor=ANCHOR)
    moments = [NOW + day * DAY for day in (9, -130, 0, -31, 40)]
    backwards = [[again.listed(listing, at) for listing in again.listings] for at in reversed(moments)][::-1]
    assert backwards == [[world.listed(listing, at) for listing in world.listings] for at in moments]
    assert list(islice(again.newest(NOW), 300)) == list(islice(world.newest(NOW), 300))


def test_another_seed_gives_another_world(world: World) -> None:
    other = World(anchor=ANCHOR, seed=2)
    assert list(islice(other.newest(NOW), 5)) != list(islice(world.newest(NOW), 5))


@pytest.mark.parametrize("at", [NOW, NOW - 77 * DAY + 12_345, NOW + 20 * DAY])
def test_totals_and_the_last_30_days_agree_with_the_complaints(world: World, at: int) -> None:
    arrived: Counter[int] = Counter()
    for post in world.newest(at):
        if post.second <= at - 30 * DAY:
            break
        arrived[post.stream] += 1
    for index, stream in enumerate(world.streams):
        tally = world.tally(stream, at)
        assert tally.last_30_days == arrived[index]
        assert tally.total - world.total(stream, at - 30 * DAY) == arrived[index]


def test_replies_and_completions_rise_and_never_pass_the_total(world: World) -> None:
    for stream in world.streams:
        tallies = [world.tally(stream, NOW + day * DAY // 3) for day in range(-60, 30)]
        assert all(0 <= tally.completed <= tally.replied <= tally.total for tally in tallies)
        assert all(a.replied <= b.replied and a.completed <= b.completed for a, b in pairwise(tallies))


def test_no_total_is_cut_off_at_nothing_within_the_demonstration(world: World) -> None:
    assert all(world.total(stream, NOW - 215 * DAY) > 0 for stream in world.streams)


def test_complaint_numbers_rise_with_the_time_of_posting_and_lead_back(world: World) -> None:
    posts = list(islice(world.newest(NOW + DAY), 6_000))[::-1]
    assert all(a.number < b.number and a.second <= b.second for a, b in pairwise(posts))
    assert all(re.fullmatch("1739[0-9]{7}", str(post.number)) for post in posts)
    for post in posts[::97]:
        complaint = world.complaint(post.number)
        assert complaint
        assert (complaint.second, complaint.stream) == (post.second, world.streams[post.stream])


def test_a_number_between_two_complaints_is_no_complaints(world: World) -> None:
    numbers = {post.number for post in islice(world.newest(NOW), 300)}
    free = next(number for number in range(max(numbers), min(numbers), -1) if number not in numbers)
    assert world.complaint(free) is None


def test_numbers_keep_eleven_digits_far_from_the_anchor(world: World) -> None:
    for day in (-250, 600):
        post = next(world.newest(NOW + day * DAY))
        assert str(post.number).startswith("1739")


@pytest.mark.parametrize("hour", range(0, 24, 3))
def test_a_platform_crosses_within_minutes_at_sixty_times_the_speed(hour: int) -> None:
    anchor = datetime(2026, 11, 23, hour, tzinfo=UTC)
    lone = tuple(listing for listing in load() if listing.title == "砚汀借钱（虚构）")
    world, now = World(anchor=anchor, listings=lone), int(anchor.timestamp())
    assert world.listed(lone[0], now).total == 99_970
    assert world.listed(lone[0], now + 10 * 60 * 60).total >= 100_000


def test_one_platform_crossed_some_forty_days_ago_and_two_come_near(world: World) -> None:
    crossed = named(world, "槐雨分期（虚构）")
    assert world.listed(crossed, NOW - 50 * DAY).total < 100_000 < world.listed(crossed, NOW - 30 * DAY).total
    near = [world.listed(listing, NOW).total for listing in world.listings]
    assert sum(90_000 <= total < 99_900 for total in near) == 2


def test_a_complaint_against_two_platforms_is_two_numbers_with_one_text(world: World) -> None:
    texts: dict[str, list[int]] = {}
    for post in islice(world.newest(NOW), 1_000):
        complaint = world.complaint(post.number)
        assert complaint
        texts.setdefault(complaint.text.body, []).append(post.number)
    twins = [numbers for numbers in texts.values() if len(numbers) > 1 and max(numbers) - min(numbers) < 5]
    assert len(twins) >= 5


def test_services_split_the_complaints_of_their_listing(world: World) -> None:
    listing = named(world, "美团（虚构合计）")
    assert world.listed(listing, NOW).total == sum(world.total(stream, NOW) for stream in listing.streams)
    posts = islice(world.newest(NOW), 500)
    seen = {world.streams[post.stream].name for post in posts if world.streams[post.stream] in listing.streams}
    assert seen == {stream.name for stream in listing.streams}


def test_what_becomes_of_a_complaint_follows_from_its_age(world: World) -> None:
    statuses: Counter[int] = Counter()
    for post in islice(world.newest(NOW), 0, 60_000, 40):
        complaint = world.complaint(post.number)
        assert complaint
        steps = complaint.so_far(NOW)
        assert [step.second for step in complaint.steps] == sorted(step.second for step in complaint.steps)
        assert complaint.status(NOW) == steps[-1].status
        statuses[steps[-1].status] += 1
    assert {1, 3, 4, 6, 7} <= set(statuses) <= {1, 3, 4, 6, 7, 8}
    assert statuses[8] < 0.03 * statuses.total()
