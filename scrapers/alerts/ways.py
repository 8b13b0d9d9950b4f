"""The ways a message can go, each with the settings it takes. Nothing here shows an address or a secret."""

import re
from typing import Annotated, ClassVar, Literal
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlsplit

import msgspec

from db.settings import is_loopback

Name = Annotated[str, msgspec.Meta(pattern=r"\A[a-z][a-z0-9_-]*\Z", max_length=40)]
Address = Annotated[str, msgspec.Meta(pattern=r"\A[!-~]+\Z", max_length=1_000)]
Secret = Annotated[str, msgspec.Meta(pattern=r"\A\S(.*\S)?\Z", min_length=4, max_length=500)]
Mailbox = Annotated[str, msgspec.Meta(pattern=r"\A[!-~]+@[!-~]+\Z", max_length=254)]
Mailboxes = Annotated[tuple[Mailbox, ...], msgspec.Meta(min_length=1, max_length=50)]
SHORTEST_SECRET, SHORTEST_SEGMENT = 4, 8


class Subscription(msgspec.Struct, forbid_unknown_fields=True, tag_field="kind", kw_only=True, frozen=True):
    """Who is told what, where and in which language; empty filters let everything through."""

    name: Name
    address: Address
    language: Literal["zh-Hans", "zh-Hant", "en"]
    audience: Literal["public", "maintainers"]
    events: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    thresholds: tuple[str, ...] = ()
    secret: Secret | None = None

    limit: ClassVar[int] = 16_000  # bytes of text in one message

    def __post_init__(self) -> None:
        """Refuse what the types allow and makes no sense all the same."""
        self.refuse_wrong(_parts(self.address))
        if self.audience == "maintainers" and (self.platforms or self.groups or self.thresholds):
            raise ValueError("`platforms`, `groups` and `thresholds` choose among public events only")

    def __repr__(self) -> str:
        """Name it, and nothing else of it."""
        return f"<{self.kind} {self.name}>"

    def refuse_wrong(self, parts: SplitResult) -> None:
        """Raise `ValueError` for an address that this way cannot use."""

    @property
    def kind(self) -> str:
        """The short name of this way."""
        return str(self.__struct_config__.tag)

    @property
    def shown(self) -> str:
        """The address without what opens a door."""
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.hostname}{f':{parts.port}' if parts.port else ''}/…"

    def confidential(self) -> set[str]:
        """Whatever must be in no log, error, table or output."""
        parts = urlsplit(self.address)
        segments = {segment for segment in parts.path.split("/") if len(segment) >= SHORTEST_SEGMENT}
        values = {value for _, value in parse_qsl(parts.query)}
        return {self.address, self.secret or "", parts.query, *segments, *values}

    def masked(self, text: str) -> str:
        """Take out of a text what it must not hold, however it was quoted, and make one short line of it."""
        pieces = {form for piece in self.confidential() for form in (piece, quote(piece, safe=""), unquote(piece))}
        for piece in sorted(pieces, key=len, reverse=True):
            text = text.replace(piece, "…") if len(piece) >= SHORTEST_SECRET else text
        return re.sub(r"[\x00-\x20\x7f]+", " ", text)[:300]


def _parts(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        raise ValueError("`address` is no address") from None
    return parts


class _Posted(Subscription, frozen=True, kw_only=True):
    """Goes by HTTP. `allow_private`: also to an address inside a private network."""

    allow_private: bool = False

    def refuse_wrong(self, parts: SplitResult) -> None:
        """Let it be https, but for this machine."""
        if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(self.address)):
            raise ValueError("`address` must begin with https:// unless it is on this machine")
        if not parts.hostname or "@" in parts.netloc:
            raise ValueError("`address` must name a host, and no user")


class WeCom(_Posted, frozen=True, kw_only=True, tag="wecom"):
    """A robot of 企业微信: its address holds its key."""

    limit: ClassVar[int] = 2_048


class DingTalk(_Posted, frozen=True, kw_only=True, tag="dingtalk"):
    """A robot of 钉钉; with `secret` it is signed, without the product's name is its keyword."""


class Feishu(_Posted, frozen=True, kw_only=True, tag="feishu"):
    """A robot of 飞书; with `secret` it is signed, without the product's name is its keyword."""


class Webhook(_Posted, frozen=True, kw_only=True, tag="webhook"):
    """Anyone's own receiver: JSON, signed with `secret`."""

    limit: ClassVar[int] = 1_000_000

    def refuse_wrong(self, parts: SplitResult) -> None:
        """Let nothing go out unsigned."""
        super().refuse_wrong(parts)
        if not self.secret:
            raise ValueError("`secret` or `secret_env` must be there: each message is signed with it")


class Email(Subscription, frozen=True, kw_only=True, tag="email"):
    """A mail server, `smtps://host` or `smtp://host` (with STARTTLS), and to whom; `secret` is the password."""

    sender: Mailbox
    recipients: Mailboxes
    username: Secret | None = None

    limit: ClassVar[int] = 200_000

    def refuse_wrong(self, parts: SplitResult) -> None:
        """Let a password come with its user, and both outside the address."""
        if parts.scheme not in {"smtp", "smtps"} or not parts.hostname or "@" in parts.netloc:
            raise ValueError("`address` must be as smtps://mail.example.org or smtp://mail.example.org:587")
        if bool(self.username) != bool(self.secret):
            raise ValueError("`username` and `secret` go together: both, or none")

    def confidential(self) -> set[str]:
        """The mailboxes are nobody's business either."""
        return super().confidential() | {self.sender, self.username or "", *self.recipients}


class Apprise(Subscription, frozen=True, kw_only=True, tag="apprise"):
    """Any service that Apprise knows; the address is Apprise's."""

    limit: ClassVar[int] = 2_000

    @property
    def shown(self) -> str:
        """The service alone: the rest of such an address is mostly keys."""
        return f"{urlsplit(self.address).scheme}://…"

    def confidential(self) -> set[str]:
        """Every part of the address."""
        return super().confidential() | set(re.split(r"[/@:?&=]+", self.address)[1:])


Way = WeCom | DingTalk | Feishu | Webhook | Email | Apprise
