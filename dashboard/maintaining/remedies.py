"""What maintainers do about what went wrong, by the name of the error, and what it means for the numbers."""

from dashboard.text import Words, later

MEANS = later("Nothing of this source was published. The last good numbers stay, and are marked stale.")
MEANS_OF = {
    "GoneError": later("One complaint keeps what the newest complaints said of it. Nothing else is touched."),
    "BusyError": later("Nothing was read by this refresh. The one that was running went on."),
    "TooSoonError": later("Nothing was read by this refresh. What was read before stays."),
    "CancelledError": later("Nothing of the source under way was stored. What was stored before it stays."),
    "FileError": later("Nothing of the file was stored."),
}
PARTLY = later("Only a part failed: what could be read was stored. The rest keeps what it had.")
WAIT = later(
    "Leave the publisher alone: the next refresh waits by itself. If it goes on for days, ask the publisher."
)
LOOK = later(
    "Open the address in a browser. If the publisher changed its pages, its adapter must be changed too: report it."
)
AGAIN = later("Refresh again. If it goes on, check this machine's network.")
REMEDIES = {
    "RobotsError": later("Respect it: do not read this publisher now. People can save pages and bring them by hand."),
    "RefusedError": WAIT,
    "ChallengeError": WAIT,
    "UnreachableError": later("Check this machine's network and TOUSU_PUBLISHER_URL, then refresh again."),
    "TooSlowError": later("Try again later. If the publisher is always this slow, raise TOUSU_TIMEOUT."),
    "TooLargeError": LOOK,
    "TruncatedError": AGAIN,
    "ElsewhereError": LOOK,
    "AnswerError": AGAIN,
    "CodeError": LOOK,
    "LayoutError": LOOK,
    "EmptyError": LOOK,
    "GoneError": later("Nothing: it was withdrawn. It is asked for again in a week."),
    "OrderError": LOOK,
    "OriginError": later("Give demonstration and live data different TOUSU_DATABASE and TOUSU_EVIDENCE."),
    "BusyError": later("Wait for the refresh under way to end."),
    "TooSoonError": later("Wait until the time it names."),
    "CancelledError": later("Nothing, if that was meant. A new refresh reads everything anew."),
    "FileError": later("Correct the file and import it again: nothing is stored twice."),
    "EvidenceError": later("Check that TOUSU_EVIDENCE can be written and the disk has room, then refresh again."),
}


def means(error: str | None, outcome: str, words: Words) -> str:
    """What an error means for the numbers."""
    meaning = PARTLY if outcome == "partly" else MEANS_OF.get(error or "", MEANS)
    return words.say(meaning)


def remedy(error: str | None, words: Words) -> str:
    """What to do about it."""
    return words.say(REMEDIES.get(error or "", AGAIN))
