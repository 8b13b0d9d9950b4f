"""On how much a view rests: no share without its base, no period without its gaps."""

from dashboard import shown
from dashboard.drilldown.drilled import Drilled
from dashboard.drilldown.heat import per_cent
from dashboard.figures import between, day, exact
from dashboard.text import Words


def _of_stated(found: Drilled, words: Words) -> str:
    row = found.coverage.row
    read = {
        "read": exact(row["complaints"]),
        "first": day(row["first_on"], words),
        "last": day(row["last_on"], words),
    }
    if not (stated := row["stated_total"]):
        return words.say(
            "Based on {read} complaints read, posted {first} to {last}; the publisher's total is not known.", **read
        )
    share = row["complaints"] / stated
    written = words.say("less than 0.1%") if share < 0.001 else per_cent(share)
    return words.say(
        "Based on {read} of {total} complaints stated ({share}), posted {first} to {last}.",
        total=exact(stated),
        share=written,
        **read,
    )


def rests_on(found: Drilled, words: Words) -> str:
    """On how many complaints a view rests, of how many, posted when."""
    said = [_of_stated(found, words)]
    if found.taken["chosen"] < found.coverage.row["complaints"]:
        said.append(words.say("The filters leave {chosen} of them.", chosen=exact(found.taken["chosen"])))
    return words.space.join(said)


def _gaps(found: Drilled, words: Words) -> str:
    gaps = found.coverage.gaps
    if not gaps:
        return words.say("No gap is known in between.")
    latest = between(gaps[0]["after_at"], gaps[0]["before_at"], words)
    return words.say_n(
        "{count} gap in between, in which complaints may be missing: {latest}.",
        "{count} gaps in between, in which complaints may be missing; the latest {latest}.",
        len(gaps),
        count=exact(len(gaps)),
        latest=latest,
    )


def coverage(found: Drilled, words: Words) -> None:
    """Say on how much the page rests; unfolded, where it has gaps and how far categories can be relied on."""
    shown.folded(
        rests_on(found, words),
        [
            words.say("Stated by the publisher for these platforms, all together; the complaints read are a part."),
            _gaps(found, words),
            words.say(
                "Categories are ours, read from the complaints' words by published rules and word weights that are"
                " still being improved and sometimes err; a complaint may be in several."
            ),
        ],
    )
