"""Hold rules against many complaints at once."""

from dataclasses import dataclass

import numpy as np

from scrapers.categories.hits import Flags
from scrapers.categories.reading import Reading
from scrapers.categories.rules import Rule, Term
from scrapers.categories.words import Numbers

_NEVER = 2**62  # a place after all others


@dataclass(frozen=True, slots=True)
class Chain:
    """Places where the terms of a rule follow each other: for each term the numbers of its hits, place by place."""

    hits: tuple[Numbers, ...]

    def only(self, chosen: Flags | Numbers) -> "Chain":
        """Keep the chosen places."""
        return Chain(tuple(hits[chosen] for hits in self.hits))


def match(rule: Rule, reading: Reading, among: Flags | None = None) -> Chain | None:
    """Find where the rule matches, if anywhere. `among`: by complaint, whether to look; None: in each."""
    sentences = reading.having(rule.terms, rule.anywhere)
    if among is not None:
        sentences = sentences & among[reading.complaint]
    if not sentences.any():
        return None
    first, *following = (reading.hits(term, sentences) for term in rule.terms)
    chain = Chain((first,))
    for hits, window in zip(following, rule.windows, strict=True):
        chain = _linked(reading, chain, hits, window)
        if not len(chain.hits[0]):
            return None
    for term in rule.without:
        chain = chain.only(~_near(reading, chain, term, rule.window))
    return chain if len(chain.hits[0]) else None


def _linked(reading: Reading, chain: Chain, following: Numbers, window: int) -> Chain:
    """Let each of the following hits be preceded by the nearest place of the chain, if it is near enough."""
    found, sentence = reading.found, reading.sentence
    ends = found.end[chain.hits[-1]]
    by_end = np.argsort(ends, kind="stable")
    ends = ends[by_end]
    at = found.at[following]
    place = np.searchsorted(ends, at, "right") - 1
    gap = at - ends[place]  # negative if there is no place before
    near = np.flatnonzero((gap >= 0) & (gap <= window))
    linked = Chain((*chain.only(by_end[place[near]]).hits, following[near]))
    return linked.only(sentence[linked.hits[-2]] == sentence[linked.hits[-1]])


def _near(reading: Reading, chain: Chain, term: Term, window: int) -> Flags:
    """Say of each place whether a hit of the term starts near it, in the same sentence."""
    found, sentence = reading.found, reading.sentence[chain.hits[0]]
    sentences = np.zeros(len(reading.closes), np.bool_)
    sentences[sentence] = True
    begin, end = found.at[chain.hits[0]] - window, found.end[chain.hits[-1]] + window
    starts = np.append(found.at[reading.hits(term, sentences)], _NEVER)
    place = np.searchsorted(starts, np.maximum(begin, reading.opens[sentence]), "left")
    is_near: Flags = starts[place] < np.minimum(end, reading.closes[sentence])
    return is_near
