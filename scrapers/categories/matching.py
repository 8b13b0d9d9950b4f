"""Hold rules against many complaints at once."""

from dataclasses import dataclass

import numpy as np

from scrapers.categories.hits import Flags
from scrapers.categories.reading import Reading
from scrapers.categories.rules import Rule
from scrapers.categories.words import Numbers

_FEW = 3  # so many times fewer hits: then it pays to look only near them


@dataclass(frozen=True, slots=True)
class Chain:
    """Places where the terms of a rule follow each other: for each term the numbers of its hits, place by place."""

    hits: tuple[Numbers, ...]

    def only(self, chosen: "Flags | Numbers") -> "Chain":
        """Keep the chosen places."""
        return Chain(tuple(hits[chosen] for hits in self.hits))


def match(rule: Rule, reading: Reading) -> Chain | None:
    """Find where the rule matches, if anywhere."""
    having = reading.having((*rule.terms, *rule.anywhere))
    first, *following = (reading.hits(term, having) for term in rule.terms)
    chain = Chain((first,))
    for hits, window in zip(following, rule.windows, strict=True):
        if not len(chain.hits[0]):
            return None
        chain = _linked(reading, chain, hits, window)
    for term in rule.without:
        chain = chain.only(~_near(reading, chain, reading.hits(term), rule.window))
    return chain if len(chain.hits[0]) else None


def _linked(reading: Reading, chain: Chain, following: Numbers, window: int) -> Chain:
    """Let each of the following hits be preceded by the nearest place of the chain, if it is near enough."""
    table, sentence = reading.table, reading.texts.sentence
    by_end = np.argsort(table.end[chain.hits[-1]], kind="stable")
    ends = table.end[chain.hits[-1][by_end]]
    if len(ends) * _FEW < len(following):
        following = following[_within(table.at[following], ends, window)]
    at = table.at[following]
    place = np.searchsorted(ends, at, "right") - 1
    near = np.flatnonzero(place >= 0)
    end = ends[place[near]]
    near = near[(at[near] - end <= window) & (sentence[end - 1] == sentence[at[near]])]
    return Chain((*chain.only(by_end[place[near]]).hits, following[near]))


def _within(starts: Numbers, ends: Numbers, window: int) -> Numbers:
    """Give the places of the starts that come at most `window` signs after one of the ends; both are sorted."""
    first = np.searchsorted(starts, ends, "left")
    last = np.searchsorted(starts, ends + window, "right")
    first[1:] = np.maximum(first[1:], last[:-1])
    counts = last - first
    places: Numbers = np.arange(counts.sum()) + np.repeat(first - (np.cumsum(counts) - counts), counts)
    return places


def _near(reading: Reading, chain: Chain, hits: Numbers, window: int) -> Flags:
    """Say of each place whether one of the hits starts near it, in the same sentence."""
    if not len(hits):
        return np.zeros(len(chain.hits[0]), np.bool_)
    table, sentence = reading.table, reading.texts.sentence
    begin, end = table.at[chain.hits[0]], table.end[chain.hits[-1]]
    opens, closes = (np.searchsorted(sentence, sentence[begin], side) for side in ("left", "right"))
    starts = table.at[hits]
    place = np.searchsorted(starts, np.maximum(opens, begin - window), "left")
    return (place < len(hits)) & (starts.take(place, mode="clip") < np.minimum(closes, end + window))
