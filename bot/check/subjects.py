"""Which facts a sentence speaks of: the search's index, asked without the sources; clause by clause, too.

A source's name is taken out before the index is asked: whoever is credited, the claim is the same, and a
wrong source must not lead to another fact. With its sources the sentence is asked as well, as some facts are
about who spoke. A quotation that stands on file word by word names its fact in any case.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from bot.check.credit import Credit
from bot.check.keys import keys, telling
from bot.check.namebook import NameBook
from bot.check.parsed import Parsed
from bot.check.reading import Reading, canonical
from bot.check.tokens import folded, lows
from bot.model import Fact, FactFile
from bot.search import Index

SURE_WITHOUT, SURE_WITH, SURE_PART = 0.6, 0.86, 0.85
"""The search's confidence from which a sentence speaks of a fact: asked without its sources, with them, and
for one clause of several. Fitted on tests/data/drafts.jsonl; between 0.5 and 0.7 the first changes
nothing."""
_CLAUSE: Final = re.compile(
    r"([,;:]?\s+and\s|[,;:]\s|\s-\s|\b(?:but|while|whereas|although|though)\b)", re.IGNORECASE
)
_CONDITION: Final = re.compile(r"^\W*(?:if|unless|should|until)\b|\bonce\b", re.IGNORECASE)
"""A condition states nothing; nor does what “and” joins to it."""
_SAYING: Final = frozenset("said says reported reports claimed added told noted wrote citing".split())
_SAID_FIRST: Final = re.compile(r"^\s*(?:(?:has|had|have|also|previously|later)\s+)*(\w+)")
_SAID_LAST: Final = re.compile(r"(\w+)\s*$")
_APPOSITION: Final = re.compile(r"\s*[,(]\s*([^,;:()\"“”]+)")
_SHORTEST: Final = 3
"""Words that say what the matter is, of a clause that is asked about by itself."""
_MANY, _LEAST_KNOWN, _LEAST_KNOWN_OF_AN_ACT = 5, 0.3, 0.34
"""Of so many words that say what the matter is, beside names, a fact has at least this share."""
_NO_APPOSITION: Final = 7
"""Words from which on a clause is more than a name's description."""
_MOST_CLAUSES: Final = 8


@dataclass(frozen=True, slots=True)
class Quotes:
    """Every printed quotation as one line of words to compare, with its fact's id."""

    lines: tuple[tuple[str, str], ...]
    book: NameBook

    @classmethod
    def build(cls, file: FactFile, book: NameBook) -> Quotes:
        """Read the quotations of a fact file."""
        found = (
            (key, _line(canonical(quote, book)))
            for key, fact in file.facts.items()
            for statement in fact.statements
            for quote in statement.quotes
        )
        return cls(tuple(found), book)

    def facts(self, parsed: Parsed) -> list[tuple[str, ...]]:
        """For each of a sentence's longer quotations, ids of the facts that have it word by word."""
        lines = [canonical(parsed.words(span), self.book) for span in parsed.quotations]
        longer = [_line(words) for words in lines if len(words) >= _SHORTEST]
        found = (tuple(dict.fromkeys(key for key, line in self.lines if mine in line)) for mine in longer)
        return [keys for keys in found if keys]


def _line(words: tuple[str, ...]) -> str:
    return f" {' '.join(words)} "


@dataclass(frozen=True, slots=True)
class Finder:
    """What facts are found with. `facts` are those on file, `reading` reads one of them."""

    index: Index
    facts: Mapping[str, Fact]
    quotes: Quotes
    reading: Callable[[str], Reading]

    def subjects(self, parsed: Parsed) -> tuple[str, ...]:
        """Ids of the facts that a sentence speaks of, the likeliest first; empty where nothing is on file."""
        found = self._by_words(parsed)
        lacking = [keys[0] for keys in self.quotes.facts(parsed) if set(keys).isdisjoint(found)]
        if lacking:
            said = (key for key in found if not _is_of_an_act(self.facts[key]))
            found = tuple(dict.fromkeys((*lacking, *said)))
        return tuple(key for key in found if self._says_enough(parsed, key))

    def _by_words(self, parsed: Parsed) -> tuple[str, ...]:
        bare = _without_sources(parsed, self.quotes.book)
        first = (
            self._fact(bare, SURE_WITHOUT)
            or self._fact(parsed.text, SURE_WITH)
            or self._fact(_without_numbers(parsed, bare), SURE_WITHOUT)
        )
        parts = (
            self._fact(clause, SURE_PART) or self._fact(_without_numbers(parsed, clause), SURE_PART)
            for clause in _clauses(bare)
        )
        more = [part for part in parts if part is not None and not _is_of_an_act(self.facts[part])]
        return tuple(dict.fromkeys([first, *more] if first else more))

    def _fact(self, text: str, least: float) -> str | None:
        """The fact that comes first for these words, where that is sure enough."""
        found = self.index.best(text)
        return found[0] if found and found[1] >= least else None

    def _says_enough(self, parsed: Parsed, key: str) -> bool:
        """Has the fact enough of what the sentence says, beside names? They alone make no matter the same.

        A sentence with a quotation is let through: its words are held against the printed ones anyway.
        """
        words = _matter(parsed)
        about, groups = self.reading(key).about, self.index.groups
        known = sum(not keys([word], groups).isdisjoint(about) for word in words)
        if parsed.quotations or not words:
            return True
        if _is_of_an_act(self.facts[key]):
            return known >= len(words) * _LEAST_KNOWN_OF_AN_ACT
        return known >= (len(words) * _LEAST_KNOWN if len(words) >= _MANY else min(1, len(words) - 1))


def _matter(parsed: Parsed) -> list[str]:
    """The words that say what the matter is, beside names, days and sources."""
    names = [mention.span for mention in parsed.mentions] + [each.span for each in parsed.days]
    names += [credit.span for credit in parsed.credits if credit.strong]
    return [
        token.low
        for token in parsed.tokens
        if telling(token.low) and not any(span.holds(token.start) for span in names)
    ]


def _is_of_an_act(fact: Fact) -> bool:
    """Is the fact that somebody spoke? A clause that names a source is no statement about the source."""
    return any(statement.act for statement in fact.statements)


def _without_sources(parsed: Parsed, book: NameBook) -> str:
    text = parsed.text
    for credit in reversed(parsed.credits):
        if credit.strong:
            start, end = credit.span.start - parsed.span.start, credit.span.end - parsed.span.start
            before, after = text[:start], _without_title(text[end:], credit, book)
            text = f"{_SAID_LAST.sub(_without_saying, before)} {_SAID_FIRST.sub(_without_saying, after)}"
    return text


def _without_saying(verb: re.Match[str]) -> str:
    """A source's verb says no more of the matter than the source; any other word stays."""
    return " " if verb[1].lower() in _SAYING else verb[0]


def _without_title(after: str, credit: Credit, book: NameBook) -> str:
    """What follows a source, less its title: “…, the Unification Ministry's spokesperson”."""
    found = _APPOSITION.match(after)
    titled = found and book.describes(lows(found[1]), credit.keys)
    return after[found.end() :] if found and titled else after


def _says_enough(clause: str) -> bool:
    """Three words that say what the matter is; two, in a clause too long to be a mere apposition; or one,
    beside a number.
    """
    words = lows(clause)
    if any(word.isdigit() and len(word) > 1 for word in words):
        return any(map(telling, words))
    return sum(map(telling, words)) >= (_SHORTEST if len(words) < _NO_APPOSITION else _SHORTEST - 1)


def _without_numbers(parsed: Parsed, text: str) -> str:
    """A wrong number must not hide what it is a number of."""
    for number in parsed.numbers:
        text = text.replace(parsed.words(number.span), " ")
    return text


def _clauses(text: str) -> Iterator[str]:
    """The clauses that state something, where there are several."""
    parts = _CLAUSE.split(folded(text))
    found: list[str] = []
    conditional = False
    for clause, joint in zip(parts[::2], ["", *parts[1::2]], strict=True):
        conditional = _CONDITION.search(clause) is not None or (conditional and "and" in joint.lower())
        if not conditional and _says_enough(clause):
            found.append(clause.strip())
    if len(found) > 1:
        yield from found[:_MOST_CLAUSES]
