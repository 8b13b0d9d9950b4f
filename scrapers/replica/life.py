"""What becomes of a complaint: its steps, drawn once, and the status after each."""

from typing import NamedTuple

from scrapers.replica.draws import draw
from scrapers.replica.listings import Stream

PASSED, WAITING, HANDLED, REPLIED, COMPLETED, CLOSED = 1, 3, 4, 6, 7, 8
WORDS = {
    PASSED: "通过审核",
    WAITING: "待分配",
    HANDLED: "处理中",
    REPLIED: "已回复",
    COMPLETED: "已完成",
    CLOSED: "已关闭",
}
HOUR = 3600
REPLY_HOURS, COMPLETION_HOURS = 36, 216  # on average, after the complaint was posted


class Step(NamedTuple):
    """One step: its Unix second, who took it (`user`, `site`, `company`), the event, its kind of text, the status."""

    second: int
    actor: str
    event: str
    text: str
    status: int


def steps(seed: int, number: int, stream: Stream, posted: int) -> list[Step]:
    """Draw all the steps a complaint will ever have, oldest first."""
    random = draw(seed, "life", number)
    chance = random.random()
    reviewed = posted + int(random.uniform(0.1, 1.5) * HOUR)
    assigned = reviewed + int(random.uniform(0.3, 5) * HOUR)
    replied = max(assigned + HOUR // 2, posted + int(random.triangular(3, 84, 21) * HOUR))
    completed = replied + int(random.uniform(1.5, 14) * 24 * HOUR)
    told = [
        Step(posted, "user", "发起投诉", "complaint", PASSED),
        Step(reviewed, "site", "审核通过", "reviewed", WAITING),
        Step(assigned, "site", "分配商家", "assigned", HANDLED),
    ]
    if chance < stream.replied:
        told.append(Step(replied, "company", "回复", "replied", REPLIED))
    elif random.random() < 0.1:
        return [*told, Step(posted + 15 * 24 * HOUR, "site", "投诉关闭", "closed", CLOSED)]
    if random.random() < 0.18:
        told.append(Step(told[-1].second + 7 * HOUR, "user", "补充投诉", "supplemented", told[-1].status))
    if chance < stream.completed:
        told += _ending(completed, random.random() < 0.45)
    return told


def _ending(second: int, confirmed: bool) -> list[Step]:
    asked = Step(second - 30 * HOUR, "company", "申请完成", "finished", REPLIED)
    if not confirmed:
        return [asked, Step(second, "site", "自动完成", "completed", COMPLETED)]
    return [
        asked,
        Step(second, "user", "确认完成", "confirmed", COMPLETED),
        Step(second + HOUR // 4, "user", "评价", "stars", COMPLETED),
    ]
