"""The short names the database keeps (errors, reasons, warnings, sources, publishers), in words for visitors."""

import re
from collections.abc import Iterable

from dashboard.quoting import quoted
from dashboard.text import Words, later

DEMONSTRATION = later(
    "Demonstration: numbers of a stand-in on this machine, not real complaints. Platforms marked"
    " (invented) do not exist; the clock runs fast."
)

# What others reported, as the watchlist cites it; a citation of anybody else's watchlist stays as it is.
CITED = (
    later("Press article on complaints against consumer-finance platforms (its date was not passed on)"),
    later("Monthly active users of the whole app, Ant Group's prospectus of 2020, as reposted"),
)

PUBLISHERS = {"heimao": later("Heimao Tousu (黑猫投诉)")}
LISTING_PAGES = {"heimao": "https://tousu.sina.com.cn/company/view/?couid={couid}"}

SOURCES = {
    "directory": later("Directory"),
    "services": later("Services"),
    "feed": later("Newest complaints"),
    "complaints": later("Complaint pages"),
}

# How far a complaint has come at the publisher.
STATUSES = {
    "reviewed": later("reviewed"),
    "unassigned": later("to be assigned"),
    "handling": later("being handled"),
    "replied": later("replied"),
    "completed": later("completed"),
    "closed": later("closed"),
}

# What happened, by the name of the error that a refresh recorded.
ERRORS = {
    "RobotsError": later("The publisher's robots.txt keeps us out, or could not be read, and we respect that."),
    "RefusedError": later("The publisher refused to answer. We leave it alone for a while."),
    "UnreachableError": later("The publisher could not be reached, or the connection broke."),
    "TooSlowError": later("The publisher took too long to answer."),
    "TooLargeError": later("The answer was far larger than such an answer should be, so we stopped reading it."),
    "TruncatedError": later("The answer stopped before its end, so nothing was taken from it."),
    "ElsewhereError": later("The publisher sent us to a website that is not its own, and we did not follow."),
    "AnswerError": later("The publisher's answer was of a kind we do not expect."),
    "ChallengeError": later("A login or a captcha came instead of the data. We never log in and never solve one."),
    "CodeError": later("The publisher answered with an error of its own."),
    "LayoutError": later("The publisher changed how it presents its data, so we no longer trust how we read it."),
    "EmptyError": later("The publisher's answer was empty where there must be data."),
    "GoneError": later("The publisher says that what we asked for does not exist any more."),
    "OrderError": later("The publisher's list repeated itself or was out of order, so it cannot be complete."),
    "FileError": later("A file that was given to import cannot be used."),
    "OriginError": later("Demonstration data and live data would have met in one database, so nothing was read."),
    "BusyError": later("Another refresh was already running."),
    "TooSoonError": later("The publisher was asked a moment ago, so it is left alone for a while."),
    "CancelledError": later("A person ended the refresh."),
    "EvidenceError": later("The receipt could not be kept, and without a receipt no number is stored."),
}
UNKNOWN_ERROR = later("Something went wrong that has no name here yet: {name}.")

# Why a number waits for a person instead of being published.
REASONS = {
    "unreadable": later("It is not a number we can read with certainty."),
    "unreadable_title": later("Its title is empty or damaged, so we cannot tell whose numbers these are."),
    "same_numbers": later("Another company states the very same numbers, so one was read as the other."),
    "rounded": later("It is rounded, and a rounded form is never published as an exact count."),
    "unusual_form": later("It is written in a form this publisher has never used before."),
    "replied_above_total": later("More complaints were replied to than there are."),
    "completed_above_total": later("More complaints were completed than there are."),
    "last_30_days_above_total": later("The last 30 days have more complaints than there are in all."),
    "older": later("It was read before the number we already have."),
    "became_zero": later("The total became zero."),
    "fell": later("The total fell by more than the publisher usually withdraws."),
    "rose": later("The total rose by more than is plausible in that time."),
    "replied_fell": later("Fewer complaints were replied to than before."),
    "replied_rose": later("Far more complaints were replied to than is plausible in that time."),
    "completed_fell": later("Fewer complaints were completed than before."),
    "completed_rose": later("Far more complaints were completed than is plausible in that time."),
    "last_30_days_fell": later("The last 30 days fell by more than is plausible in that time."),
    "last_30_days_rose": later("The last 30 days rose by more than is plausible in that time."),
    "claimed_twice": later("Two watched platforms claim this listing, so we cannot tell whose it is."),
    "below_reported": later("It is below what was reported about this platform before."),
    "title_changed": later("The listing has another title now, so it may be another company."),
    "title_moved": later(
        "It bears the title of a listing that is not there this time, so it may be another company."
    ),
    "ambiguous_title": later("Several listings have this title, so we cannot tell which one is meant."),
}

WARNINGS = {
    "listing_missing": later("A watched platform was not found in the directory."),
    "listing_unseen": later("A listing of the last reading was not in this one."),
    "completed_above_replied": later("A listing has more complaints completed than replied to."),
    "page_unreadable": later("A complaint page could not be read; the others were."),
    "listing_new": later("A watched platform's title appeared at another listing too."),
    "page_gone": later("A complaint has no page at the publisher any more."),
    "status_unknown": later("A complaint has a status we have no meaning for."),
}

GAPS = {
    "own_limit": later("More complaints arrived than one refresh may read here (TOUSU_FEED_PAGES)."),
    "visitors_limit": later("More complaints arrived than the publisher shows to visitors who do not log in."),
}


COMPLAINT_PAGE = re.compile(r"(?:https?:)?//tousu\.sina\.com\.cn/complaint/view/(\d{11})/?(\?sld=[0-9a-f]{32})?")


def cited(citation: str, words: Words) -> str:
    """A citation in the visitor's language where it is one of ours, else as it was written."""
    return words.say(citation) if citation in CITED else quoted(citation)


def named(names: dict[str, str], name: str, words: Words) -> str:
    """A short name in words; one we have no words for as it is."""
    return words.say(names[name]) if name in names else name


def what_happened(error: str | None, words: Words) -> str:
    """What went wrong with a refresh, in a sentence."""
    if error in ERRORS:
        return words.say(ERRORS[error])
    return words.say(UNKNOWN_ERROR, name=error or "?")


def listing_page(publisher: str, listing: str) -> str | None:
    """The publisher's own page of a listing (`couid` or `couid/sid`), for people to look at."""
    couid, _, sid = listing.partition("/")
    if publisher not in LISTING_PAGES or not couid.isdigit():
        return None
    return LISTING_PAGES[publisher].format(couid=couid) + (f"&sid={sid}" if sid.isdigit() else "")


def complaint_page(publisher: str, complaint: str, url: str) -> str | None:
    """The publisher's own page of a complaint; None where the address that was read is not one of those."""
    found = COMPLAINT_PAGE.fullmatch(url)
    if publisher != "heimao" or not found or found[1] != complaint:
        return None
    return f"https://tousu.sina.com.cn/complaint/view/{complaint}/{found[2] or ''}"


def source_said(words: Words, *, is_demonstration: bool, codes: Iterable[str] = PUBLISHERS) -> str:
    """Whose numbers these are: the publishers', or a stand-in's for them."""
    publishers = words.say(", ").join(sorted({named(PUBLISHERS, code, words) for code in codes}))
    return words.say("a stand-in for {publisher}", publisher=publishers) if is_demonstration else publishers
