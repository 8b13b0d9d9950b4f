"""What can be made to go wrong on purpose: told by the path it meets, its name, how often, and its options."""

from collections.abc import Iterator
from dataclasses import dataclass
from threading import Lock
from typing import Any
from urllib.parse import parse_qs, urlsplit

# The name of each fault with its options and what they are when left out. What a fault does stands where it is done:
# in `bends.py` and `relabels.py` (what is said) or in `wire.py` (how it is sent).
KNOWN: dict[str, dict[str, Any]] = {
    # how it is sent
    "status": {"code": 503, "retry_after": None},
    "redirect": {"to": "/", "code": 302},
    "login_page": {},
    "captcha_page": {},
    "body": {"body": "", "type": "text/html; charset=utf-8", "code": 200},
    "slow_headers": {"seconds": 10.0, "interval": 0.1},
    "slow_body": {"interval": 0.1, "chunk": 1},
    "header": {"name": "ETag", "value": '"the same"'},
    "truncated_length": {"at": 0.5},
    "truncated_gzip": {"at": 0.5, "honest_length": True},
    "truncated_chunked": {"at": 0.5},
    "truncated_close": {"at": 0.5},
    "short_length": {"at": 0.5},
    "bad_gzip": {},
    "plain_as_gzip": {},
    "reset": {},
    "empty_reply": {},
    "garbage": {},
    "bomb": {"megabytes": 64, "encoding": "gzip"},
    "huge_body": {"megabytes": 50},
    "wrong_charset": {"encoding": "gb18030", "declared": "utf-8", "meta": None},
    # what is said
    "code": {"code": 10005, "msg": "请登录后查看"},
    "disallow": {"rule": "/"},
    "empty_lists": {},
    "null_lists": {},
    "repeat_page": {},
    "shift": {"by": 1},
    "ascending": {},
    "endless": {"floor": 1000},
    "missing_field": {"field": "valid_amt", "listing": None},
    "renamed_field": {"field": "valid_amt", "to": "total_amt", "listing": None},
    "extra_field": {"field": "badge", "value": "新"},
    "swap_fields": {"field": "valid_amt", "other": "replied_amt", "listing": None},
    "nested": {"under": "list"},
    "duplicate_row": {},
    "same_numbers": {"rows": None},
    "number_as": {"field": "valid_amt", "value": "15.1万", "listing": None},
    "fall": {"listing": "", "factor": 0.5},
    "zero": {"listing": ""},
    "retitle": {"listing": "", "title": "改名之后（虚构）"},
    "drop_label": {"label": "投诉进度"},
    "rename_label": {"label": "投诉进度", "to": "处理进展"},
    "swap_labels": {"label": "投诉问题", "other": "投诉要求"},
    "extra_label": {"label": "投诉编码", "value": "17300000000"},
    "duplicate_list": {},
    "nested_list": {},
}


@dataclass(eq=False)
class Fault:
    """One fault. `times` counts down to 0, or is without end; `page` limits it to one page of a list."""

    path: str
    name: str
    times: int | None
    page: int | None
    options: dict[str, Any]

    def meets(self, target: str) -> bool:
        """Whether a request for this target meets the fault."""
        asked = parse_qs(urlsplit(target).query).get("page", ["1"])[0]
        return self.times != 0 and target.startswith(self.path) and (self.page is None or str(self.page) == asked)


class Met(tuple[Fault, ...]):
    """The faults one request meets, in the order they were told."""

    __slots__ = ()

    def named(self, *names: str) -> Iterator[Fault]:
        """Give those of these names."""
        return (fault for fault in self if fault.name in names)


class Faults:
    """The faults in force."""

    def __init__(self) -> None:
        """Begin with none."""
        self._faults: list[Fault] = []
        self._lock = Lock()

    def add(self, path: str, fault: str, times: int | None = None, page: int | None = None, **options: Any) -> None:
        """Let requests whose target begins with `path` meet a fault; raise `ValueError` for an unknown one."""
        if fault not in KNOWN:
            raise ValueError(f"there is no fault {fault!r}; there are {', '.join(sorted(KNOWN))}")
        if unknown := options.keys() - KNOWN[fault].keys():
            raise ValueError(f"{fault} has no option {sorted(unknown)[0]!r}; it has {sorted(KNOWN[fault])}")
        with self._lock:
            self._faults.append(Fault(path, fault, times, page, {**KNOWN[fault], **options}))

    def clear(self) -> None:
        """Let nothing go wrong any more."""
        with self._lock:
            self._faults.clear()

    def take(self, target: str) -> Met:
        """Give the faults this request meets, and count them down."""
        with self._lock:
            met = Met(fault for fault in self._faults if fault.meets(target))
            for fault in met:
                fault.times = fault.times and fault.times - 1
        return met
