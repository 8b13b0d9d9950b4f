"""The rules of the categories, one text at a time, plainly and slowly: what the fast way must agree with."""

import re
from collections.abc import Iterator

from scrapers.categories.folding import BREAKS, fold
from scrapers.categories.rules import FIELDS, OTHER, Rule, Rules, Term

Span = tuple[int, int]


class PlainText:
    """One folded text, and where terms of rules stand in it."""

    def __init__(self, rules: Rules, text: str) -> None:
        self._rules = rules
        self.text = "".join(map(fold, text))
        self.sentences = [match.span() for match in re.finditer(f"[^{re.escape(BREAKS)}]+", self.text)]
        self._negated_at, self._closed_at = self._negation()

    def _spans(self, words: tuple[str, ...]) -> Iterator[Span]:
        for word in set(words):
            at = self.text.find(word)
            while at >= 0:
                yield at, at + len(word)
                at = self.text.find(word, at + 1)

    def _outside(self, words: tuple[str, ...], unless: tuple[str, ...]) -> set[Span]:
        phrases = list(self._spans(unless))
        return {
            (at, end)
            for at, end in self._spans(words)
            if not any(begin <= at and end <= close for begin, close in phrases)
        }

    def _negation(self) -> tuple[set[int], set[int]]:
        words = self._rules.negation
        between, joins = list(self._spans(words["between"])), list(self._spans(words["joins"]))
        reached = {end for _, end in self._outside(words["before"], words["unless"])}
        reached = self._reach_on(reached, between)
        for _ in range(3):
            negated = [(at, end) for at, end in self._all_words() if at in reached]
            reached |= {min(at + inside, end - 1) for at, end in negated for inside in (1, 2, 3)}
            closed = {end for _, end in negated}
            reached |= {end for at, end in joins if at in closed}
            reached = self._reach_on(reached, between)
        return reached, {at for at, _ in self._spans(words["after"])}

    @staticmethod
    def _reach_on(reached: set[int], between: list[Span]) -> set[int]:
        for _ in range(5):
            reached = reached | {end for at, end in between if at in reached}
        return reached

    def _all_words(self) -> Iterator[Span]:
        rules = self._rules
        for words in (*rules.words.values(), *rules.unless.values(), *rules.negation.values()):
            yield from self._spans(words)
        for rule in rules.rules:
            for term in (*rule.terms, *rule.anywhere, *rule.without):
                yield from self._spans(term.words)

    def hits(self, term: Term) -> set[Span]:
        found = set(self._spans(term.words))
        for name in term.lists:
            found |= self._outside(self._rules.words[name], self._rules.unless.get(name, ()))
        negated = {(at, end) for at, end in found if at in self._negated_at or end in self._closed_at}
        return {"": found - negated, "!": negated, "~": found}[term.mode]

    def chains(self, rule: Rule) -> set[Span]:
        """Give where the rule's terms follow each other, from the first's start to the last's end."""
        found = self.hits(rule.terms[0])
        paths = {(at, end) for at, end in found}
        for term, window in zip(rule.terms[1:], rule.windows, strict=True):
            hits = self.hits(term)
            paths = {
                (begin, end)
                for begin, before in paths
                for at, end in hits
                if 0 <= at - before <= window and self._sentence(before - 1) == self._sentence(at)
            }
        return paths

    def _sentence(self, at: int) -> Span:
        return next(span for span in self.sentences if span[0] <= at < span[1])

    def is_near(self, chain: Span, term: Term, window: int) -> bool:
        opens, closes = self._sentence(chain[0])
        begin, end = max(opens, chain[0] - window), min(closes, chain[1] + window)
        return any(begin <= at < end for at, _ in self.hits(term))


def plain_categories(rules: Rules, complaint: tuple[str, str, str, str]) -> set[str]:
    """Give the categories of one complaint."""
    return _found(rules, complaint) or {OTHER}


def _found(rules: Rules, complaint: tuple[str, str, str, str]) -> set[str]:
    found = set()
    for where, fields in rules.file.fields.items():
        texts = [PlainText(rules, complaint[FIELDS.index(field)]) for field in fields]
        chosen = [rule for rule in rules.rules if rule.where == where]
        found |= {rule.category for rule in chosen if _matches(rule, texts)}
    return found


def _matches(rule: Rule, texts: list[PlainText]) -> bool:
    return all(any(text.hits(term) for text in texts) for term in rule.anywhere) and any(
        not any(text.is_near(chain, term, rule.window) for term in rule.without)
        for text in texts
        for chain in text.chains(rule)
    )
