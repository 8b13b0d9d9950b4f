"""What the page of method says, paragraph by paragraph: prose, translated as every other message is."""

from dashboard.quoting import quoted
from dashboard.text import later

# Said in their own language within a page in another.
OF_OTHERS = ("Whose Voice Do We Hear in the Marketplace?", "代理投诉", "集体投诉")

SECTIONS: dict[str, tuple[str, ...]] = {
    "counted": (
        later("What is counted, and what is not"),
        later(
            "Each number is what the publisher, a public complaint website, itself states about a platform: "
            "complaints in all, replied to, completed, and those of the last 30 days. We read it, keep the "
            "very answer it was read from, and never change it afterwards."
        ),
        later(
            "Not counted is what was said anywhere else: to the platform itself, to the hotlines 12378 and "
            "12315, to a court, or to nobody. Nor what the publisher shows only to those who log in, or has "
            "taken down. So a small number may mean few complaints, or few complaints made there."
        ),
        later(
            "A complaint is what a user alleges. Nobody has found it to be true, and publishing it does not "
            "make it so. We say “complaints”, never “violations”."
        ),
    ),
    "rate": (
        later("A count is not a rate"),
        later(
            "A platform with more users draws more complaints even if each of its users fares better. To say "
            "how likely a complaint is, one must divide by the number of users, and that number must be of "
            "the same brand and the same time."
        ),
        later(
            "We give a rate only where a number of users is cited with its source and its day, and that day "
            "is within twelve months of the complaints. Elsewhere we write “no usable denominator”, and never "
            "a guess. A brand inside a larger app has no number of users of its own: a wrong denominator is "
            "worse than none."
        ),
    ),
    "who": (
        later("Who complains, and who does not"),
        later(
            "Whoever complains in public has chosen to: they know the website, have time and words, and hope "
            "it helps. Research on complaints elsewhere (D. Raval, Whose Voice Do We Hear in the "
            "Marketplace?, U.S. Federal Trade Commission, 2018) found that known victims of fraud complained "
            "far less in some neighbourhoods than in others. We know of no such study of this website; it is "
            "online, so older people are probably heard less."
        ),
        later(
            "Therefore: compare platforms of like kind, within this one source, and over time. Do not add up "
            "sources, and do not read a rank as a verdict."
        ),
    ),
    "mass": (
        later("Mass, agent and collective complaints"),
        later(
            "Reports, most of them from the industry, say that agents coach borrowers to complain with "
            "templates for a fee (代理投诉). Others answer that people use templates because they help. Both may "
            "be so at once. We call no complaint fake and leave none out: what we show is how many there are, "
            "about what, and since when, so that a sudden wave can be seen."
        ),
        later(
            "Collective complaints (集体投诉) are objects of their own at the publisher. Whether its totals "
            "include them is not known; so we neither add nor subtract anything."
        ),
    ),
    "answered": (
        later("Replied is not resolved"),
        later(
            "A complaint counts as replied at the platform's first answer, whatever it says: that share "
            "measures staff, not solutions. Completed is confirmed by the consumer, or set automatically "
            "after some time without an objection. Both are the publisher's words, not ours."
        ),
    ),
    "categories": (
        later("How complaints get their categories, and how often that is right"),
        later(
            "Categories are ours. Published rules and learned word weights read the title, the labels and the "
            "excerpt of a complaint, and put it into none, one or several of our categories; the words that "
            "decided stand beside it. The same text always gets the same categories, and when the rules "
            "change, everything is classified again and the version says so."
        ),
        later(
            "They err. Measured on texts that were written by others and never used to make the rules, "
            "precision says how many of those found are right, recall how many of those there are were found. "
            "The texts are invented: on real ones the figures may differ."
        ),
    ),
    "lines": (
        later("Lines, crossings and expected days"),
        later(
            "A total reaches a line when it is at it or beyond. That happened between two readings, so we "
            "print the interval and keep both receipts; a day is never made up. What was past a line when we "
            "first looked crossed before we began. If the publisher takes complaints back, the crossing stays "
            "and is marked as revised; the next one counts only after a fall below 98% of the line."
        ),
        later(
            "Expected days are simulated from the last 56 days of readings and are given as an interval that "
            "should hold in 8 of 10 cases. They extend the pace of complaints, not anybody's behaviour. None "
            "is given below 56 days of readings, within 14 days of a change of pace, or beyond 180 days; and "
            "each is held against what came."
        ),
    ),
    "gaps": (
        later("What we read, and what is missing"),
        later(
            "Complaints themselves are read from the publisher's newest ones and, for watched platforms, from "
            "their own pages. Visitors are shown only so many of the newest: when more arrive between two "
            "refreshes, some are missed, and the stretch is recorded as a gap. Shares by category rest on the "
            "complaints that were read, never on the totals, and every view says on how many."
        ),
        later(
            "Of the {total} complaints that the publisher states for watched platforms, {read} were read so "
            "far, posted {first} to {last}; {gaps} gaps are known."
        ),
    ),
    "receipts": (
        later("How to check a number"),
        later(
            "Every number and every complaint names its receipt: the file, the byte and the SHA-256 of the "
            "kept answer. The files are WARC, the format of web archives, and open with anyone's tools. "
            "Whoever has them reads everything again with one command, which reports any difference."
        ),
    ),
    "correct": (
        later("How a platform has an error corrected"),
        later(
            "Write to whoever runs this site. Say which number or complaint is wrong (its address here is "
            "enough), what it should be, and how that can be seen at the publisher. A number that the "
            "publisher states differently is read again at once and compared with its receipt."
        ),
        later(
            "What was read wrongly is corrected, and the correction is shown: the old reading stays in the "
            "record, and the new one beside it. What the publisher itself states wrongly only the publisher "
            "can correct; we follow at the next refresh, and a total that falls is marked as revised."
        ),
        later("No correction, removal or place on these pages can be bought."),
    ),
    "law": (
        later("Law and restraint"),
        later(
            "Only what anyone is shown without logging in is read, one request at a time, at least a second "
            "apart, with our name on it, and never against robots.txt. No captcha is solved and no limit is "
            "worked around: a refusal ends the refresh and is told."
        ),
        later(
            "Names, phone numbers, identity and card numbers and the like are redacted from texts before they "
            "are stored. Complaints name companies, not people; if you find a person's data that slipped "
            "through, please tell whoever runs this site."
        ),
    ),
}


def marked(paragraph: str) -> str:
    """A paragraph with the words of others in it marked as such."""
    for words in OF_OTHERS:
        paragraph = paragraph.replace(words, quoted(words))
    return paragraph
