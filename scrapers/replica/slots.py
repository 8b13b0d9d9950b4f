"""What fills the slots of a text: amounts, days, people, and personal data that belongs to nobody.

Made-up personal data looks right and cannot be anyone's: mobile numbers begin with the unassigned 154000, identity
numbers with the unassigned district 990101 and a birth before 1905, cards with the unassigned 62999900, e-mail
addresses end in a reserved domain.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from math import log
from random import Random

from scrapers.replica.words import told

_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_SPOKEN = str.maketrans("0123456789", "零一二三四五六七八九")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def _digits(random: Random, count: int) -> str:
    return "".join(random.choices("0123456789", k=count))


def _mobile(random: Random) -> str:
    number = "154000" + _digits(random, 5)
    parted = (number[:3], number[3:7], number[7:])
    ways = (number, number, " ".join(parted), "-".join(parted), "+86 " + number, ".".join(parted))
    return random.choice((*ways, number.translate(_FULL_WIDTH), number.translate(_SPOKEN)))


def _id_number(random: Random) -> str:
    body = f"990101190{random.randint(0, 4)}{random.randint(1, 12):02}{random.randint(1, 28):02}{_digits(random, 3)}"
    check = "10X98765432"[sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True)) % 11]
    number = body + check
    ways = (number, number, number.lower(), " ".join((number[:6], number[6:14], number[14:])))
    return random.choice((*ways, number.translate(_FULL_WIDTH)))


def _bank_card(random: Random) -> str:
    body = "62999900" + _digits(random, 10)
    doubled = [int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(body))]
    number = body + str(-sum(value // 10 + value % 10 for value in doubled) % 10)
    return random.choice((number, " ".join(number[place : place + 4] for place in range(0, 19, 4))))


def _name(random: Random) -> str:
    common = told("common")["common"]
    return str(random.choice(common["surnames"]) + random.choice(common["given"]))


def _wechat(random: Random) -> str:
    return random.choice(("wxid_shili", "demo_user", "lizi-", "yangben_")) + _digits(random, 4)


def _email(random: Random) -> str:
    at = random.choice(("@", "@", "@", "＠", " @ ", "(at)"))
    return f"shili{_digits(random, 3)}{at}{random.choice(('example.com', 'example.org', 'example.net'))}"


def _fee(random: Random) -> str:
    yuan = random.choice((19.9, 29.9, 39, 59.9, 88, 99, 128, 168, 199, 298, 299, 398, 468, 599, 699, 1280))
    return f"{yuan:g}{random.choice(('元', '元', '块', '块钱'))}"


def _amount(yuan: int) -> tuple[str, ...]:
    plain = (f"{yuan}元", f"{yuan}元", f"{yuan}", f"{yuan:,}元", f"{yuan:,}.00元", f"¥{yuan}", f"人民币{yuan}元")
    return (*plain, f"{yuan / 10_000:g}万元", f"{yuan / 10_000:g}万") if yuan >= 10_000 else plain


def _date(random: Random, posted: int, days: tuple[int, int]) -> str:
    then = datetime.fromtimestamp(posted, UTC) - timedelta(days=random.randint(*days))
    year, month, day = then.year, then.month, then.day
    ways = (f"{year}年{month}月{day}日", f"{year}年{month}月", f"{year}.{month}.{day}", f"{year}-{month:02}-{day:02}")
    return random.choice((*ways, f"{year}年{month}月{day}号", f"{month}月{day}日", f"{year % 100}年{month}月份"))


_DRAWN: dict[str, Callable[[Random], str]] = {
    "mobile": _mobile,
    "id_number": _id_number,
    "bank_card": _bank_card,
    "name": _name,
    "wechat": _wechat,
    "email": _email,
    "fee": _fee,
    "digits": lambda random: _digits(random, 6),
}


_DAYS_AGO = {"date": (2, 40), "since": (60, 420)}
_THE_SAME = {"fee", "relative", "friend", "periods"}


class Slots(dict[str, str]):
    """The slots of one text, drawn as they are asked for; people, platform and amounts are the same throughout it."""

    def __init__(self, random: Random, platform: str, posted: int, typical_yuan: int = 7000) -> None:
        """Fill the slots of a text about `platform`, posted at a Unix second, over a typical amount."""
        self._random, self._posted = random, posted
        self._yuan = max(round(random.lognormvariate(log(typical_yuan), 1.0), -2), 100)
        super().__init__(platform=platform, amount=random.choice(_amount(int(self._yuan))))

    def __missing__(self, name: str) -> str:
        """Draw what fills a slot for the first time."""
        drawn = self._draw(name)
        if name in _THE_SAME:
            self[name] = drawn
        return drawn

    def _draw(self, name: str) -> str:
        if name in _DAYS_AGO:
            return _date(self._random, self._posted, _DAYS_AGO[name])
        if name in _DRAWN:
            return _DRAWN[name](self._random)
        return str(self._random.choice(told("common")["slots"][name]))

    def cost(self) -> str:
        """Draw the claimed amount as the form takes it, in yuan; empty where people leave it out."""
        way = self._random.random()
        if way < 0.2:
            return ""
        return f"{self._yuan:.0f}" if way < 0.7 else f"{self._yuan * self._random.uniform(0.05, 1):.2f}"
