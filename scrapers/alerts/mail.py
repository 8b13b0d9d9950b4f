"""E-mail: plain text over an encrypted connection, without showing the recipients to each other."""

import hashlib
import smtplib
import ssl
from email.message import EmailMessage
from email.utils import format_datetime, localtime, make_msgid
from urllib.parse import urlsplit

from db.settings import is_loopback
from scrapers.alerts.errors import DeliveryError
from scrapers.alerts.messages import Message
from scrapers.alerts.ways import Email

SECONDS = 15.0
DOMAIN = "tousu-watch.invalid"


def send_mail(way: Email, message: Message) -> str:
    """Hand a message to the mail server; give whom it refused, or raise `DeliveryError` if that was everyone."""
    try:
        with _connected(way) as server:
            if way.username and way.secret:
                server.login(way.username, way.secret)
            refused = server.send_message(written(way, message), way.sender, way.recipients)
    except smtplib.SMTPResponseException as error:
        raise DeliveryError(f"the mail server refused: {error.smtp_code} {_text(error.smtp_error)}") from None
    except smtplib.SMTPRecipientsRefused as error:
        codes = ", ".join(sorted({f"{code}" for code, _ in error.recipients.values()}))
        raise DeliveryError(f"the mail server refused every recipient: {codes}") from None
    except (smtplib.SMTPException, OSError) as error:
        raise DeliveryError(f"the mail server could not be used ({type(error).__name__})") from None
    return f"handed over for {len(way.recipients) - len(refused)} of {len(way.recipients)} recipients"


def _connected(way: Email) -> smtplib.SMTP:
    """Connect encrypted; on this machine also without."""
    parts, trust = urlsplit(way.address), ssl.create_default_context()
    host = parts.hostname or ""
    if parts.scheme == "smtps":
        return smtplib.SMTP_SSL(host, parts.port or 465, timeout=SECONDS, context=trust)
    server = smtplib.SMTP(host, parts.port or 587, timeout=SECONDS)
    try:
        server.ehlo()
        if server.has_extn("starttls") or not is_loopback(way.address):
            server.starttls(context=trust)
    except BaseException:
        server.close()
        raise
    return server


def written(way: Email, message: Message) -> EmailMessage:
    """Write the mail. Its id follows from the events, so that a copy sent again can be known as one."""
    mail = EmailMessage()
    mail["Subject"] = message.subject
    mail["From"] = mail["To"] = way.sender
    mail["Date"] = format_datetime(localtime())
    mail["Message-ID"] = message_id(way.name, message.events)
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(message.text, charset="utf-8")
    mail["Content-Language"] = message.words.code  # only now: setting the content takes headers about it away
    return mail


def message_id(channel: str, events: tuple[str, ...]) -> str:
    """The same for the same events on the same channel; a test has one of its own each time."""
    if not events:
        return make_msgid(domain=DOMAIN)
    digest = hashlib.sha256("\n".join([channel, *sorted(events)]).encode()).hexdigest()
    return f"<{digest[:40]}@{DOMAIN}>"


def _text(said: bytes | str) -> str:
    return said.decode(errors="replace") if isinstance(said, bytes) else said
