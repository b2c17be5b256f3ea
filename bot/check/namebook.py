"""Names on file as the check reads them: how each is spelt, what it may be called, what it is part of.

A draft names a source in three ways: by a spelling (“Peskov”), by a common noun (“the Kremlin spokesman”), or
by what it is part of and speaks for (“Moscow”). All three come from names.yaml; outlets come from seeds/.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from rapidfuzz import fuzz

from bot.check.english import BODY_NOUNS, COUNTRY_WORDS, PEOPLE_NOUNS, TITLES
from bot.check.review import Span
from bot.check.tokens import Token, lows, tokens
from bot.model import FactFile, Name
from bot.search.english import CONTENT, NUMBER_WORDS, is_common, kind
from bot.search.words import stem

OUTLET: Final = "outlet "
"""Before an outlet's name, in the key of what is a source itself."""
SMALL: Final = (
    frozenset(
        """
    a an the this that these those his her its their our own of for from at in on to by with who and or both
    mr mrs ms miss dr sir one two several some former then same another other senior local now both its
    country nation single
    monday tuesday wednesday thursday friday saturday sunday
    """.split()
    )
    | NUMBER_WORDS.keys()
)
"""Words of a phrase that identify nobody."""
_LONGEST_NAME: Final = 6
"""Words of a name whose spellings are compared inside a quotation."""
_BEFORE_NAMES: Final = TITLES | PEOPLE_NOUNS | BODY_NOUNS | COUNTRY_WORDS
"""What may stand before a surname with a capital letter without being a first name."""
_OWNER: Final = 2
"""Words of a country's name."""
_OF: Final = frozenset("of for at from".split())
"""Prepositions that say whose somebody is."""
_ALIKE: Final = 85
"""rapidfuzz ratio of two ways to write one name; below it they are different words for one thing."""
_PREPOSITIONS: Final = frozenset(
    "of for from at in on with who whom whose to by briefed attending citing seen shown heard filmed".split()
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a sentence: its key, the places of its first word and of the one after its last, its span.

    `right` is false for a spelling that is on file as wrong, or as not the house's.
    """

    key: str
    first: int
    end: int
    span: Span
    right: bool = True


@dataclass(frozen=True, slots=True)
class _Spelling:
    words: tuple[str, ...]
    owners: frozenset[int]  # which of the words have a possessive ending
    key: str
    right: bool
    capital: bool  # written with a capital letter: the same words in small letters are others
    bare: bool  # a person's surname, or one capitalised word: another name may begin or end with it


@dataclass(frozen=True, slots=True)
class NameBook:
    """Every name, compiled. `vocabulary` has the words that a phrase for it may be made of."""

    names: Mapping[str, Name]
    outlets: frozenset[str]
    by_first: Mapping[str, tuple[_Spelling, ...]]
    vocabulary: Mapping[str, frozenset[str]]
    heads: Mapping[str, frozenset[str]]
    variants: Mapping[tuple[str, ...], tuple[str, ...]]

    @classmethod
    def build(cls, file: FactFile) -> NameBook:
        """Read names and outlets of a fact file."""
        by_first: dict[str, list[_Spelling]] = {}
        outlets = {source.outlet for source in file.sources.values()}
        for spelling in (*_spellings(file.names), *_outlet_spellings(outlets)):
            by_first.setdefault(spelling.words[0], []).append(spelling)
        order = {
            first: tuple(sorted(found, key=lambda each: -len(each.words)))
            for first, found in by_first.items()
        }
        words = {key: _vocabulary(key, file.names) for key in file.names}
        heads = {key: _heads(name) for key, name in file.names.items()}
        return cls(file.names, frozenset(outlets), order, words, heads, dict(_variants(file.names)))

    def mentions(self, tokens: Sequence[Token]) -> tuple[Mention, ...]:
        """The names in a sentence, in order; the longest spelling at each place."""
        found: list[Mention] = []
        at = 0
        while at < len(tokens):
            mention = self._mention(tokens, at)
            if mention:
                found.append(mention)
            at = mention.end if mention else at + 1
        return tuple(found)

    def places(self, tokens: Sequence[Token]) -> tuple[Mention, ...]:
        """The places in a sentence, those inside other names too: “Ukrainian authorities”."""
        found = (self._mention(tokens, at, "place") for at in range(len(tokens)))
        return tuple(mention for mention in found if mention)

    def _mention(self, tokens: Sequence[Token], at: int, kind: str = "") -> Mention | None:
        for spelling in self.by_first.get(tokens[at].low, ()):
            if kind and (spelling.key not in self.names or self.names[spelling.key].kind != kind):
                continue
            end = at + len(spelling.words)
            here = tokens[at:end]
            if tuple(token.low for token in here) != spelling.words or not _in_one(here):
                continue
            if any(token.possessive and n not in spelling.owners for n, token in enumerate(here[:-1])):
                continue  # “People's Power Party”
            if spelling.bare and not (_alone(tokens, end) and self._begins(tokens, at, spelling)):
                continue
            if self.kind(spelling.key) == "body" and not self._owned_rightly(tokens, at, spelling.key):
                continue  # another country's
            if spelling.capital and not any(token.capital for token in here):
                continue
            return Mention(spelling.key, at, end, Span(here[0].start, here[-1].end), spelling.right)
        return None

    def _owned_rightly(self, tokens: Sequence[Token], at: int, key: str) -> bool:
        """Is the country that stands right before a body's name its own: no “North Korea's spy agency”?"""
        start = at
        while start and at - start < _OWNER and _stands_before(tokens[start - 1], tokens[start]):
            start -= 1
        owner = [token.low for token in tokens[start:at]]
        countries = [word for word in owner if word in COUNTRY_WORDS or word in ("north", "south")]
        return all(stem(word) in self.vocabulary[key] for word in countries)

    def _begins(self, tokens: Sequence[Token], at: int, spelling: _Spelling) -> bool:
        """No other first name stands before a surname: “Ronald Trump” is nobody on file."""
        if self.kind(spelling.key) != "person" or at == 0 or not spelling.right:
            return True
        before = tokens[at - 1]
        gap = len(". ") if len(before.low) == 1 else 1
        apart = tokens[at].start - before.end != gap or before.possessive or before.tied
        own = stem(before.low) in self.vocabulary[spelling.key] or before.low in _BEFORE_NAMES
        first = at == 1 and (is_common(before.low) or kind(before.low) < CONTENT)
        return apart or own or first or not before.capital

    def called(self, phrase: Sequence[Token]) -> frozenset[str]:
        """Keys of what a phrase without a name may mean: “the Kremlin spokesman”, “a South Korean
        lawmaker”."""
        head_phrase = _head_phrase(phrase)
        last = (token.low for token in reversed(head_phrase) if token.low not in SMALL)
        head = stem(next(last, ""))
        found = frozenset[str]()
        for part in (phrase, head_phrase):
            # Whose somebody is counts as well: “the spokesperson for South Korea's Foreign Ministry”.
            belongs = phrase[len(head_phrase) : len(head_phrase) + 1]
            tail = phrase[len(head_phrase) :] if any(token.low in _OF for token in belongs) else ()
            said = (*part, *(token for token in tail if token.capital))
            words = {stem(token.low) for token in said if token.low not in SMALL}
            found |= frozenset(
                key
                for key, vocabulary in self.vocabulary.items()
                if head in self.heads[key] and words <= vocabulary
            )
        return found

    def house_spelling(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """The same words with every accepted spelling of a name as the house writes it."""
        found: list[str] = []
        at = 0
        while at < len(words):
            for size in range(min(_LONGEST_NAME, len(words) - at), 0, -1):
                if (house := self.variants.get(words[at : at + size])) is not None:
                    found += house
                    at += size
                    break
            else:
                found.append(words[at])
                at += 1
        return tuple(found)

    def describes(self, words: Iterable[str], keys: Iterable[str]) -> bool:
        """Are these words a title, or another name, of one of these?"""
        stems = {stem(word) for word in words if word not in SMALL}
        return bool(stems) and any(stems <= self.vocabulary[key] for key in keys if key in self.vocabulary)

    def kind(self, key: str) -> str:
        """person, body, place or role; empty for an outlet."""
        return self.names[key].kind if key in self.names else ""

    def stems(self, tokens: Sequence[Token]) -> frozenset[str]:
        """The stems of words, as `heads` has them."""
        return frozenset(stem(token.low) for token in tokens)

    def above(self, key: str) -> tuple[str, ...]:
        """What it is part of and speaks for, nearest first."""
        return tuple(_above(key, self.names))

    def country(self, key: str) -> str:
        """The outermost of what it is part of: its country; itself where it is part of nothing."""
        return (key, *self.above(key))[-1]

    def root(self, key: str) -> str:
        """A place's country; any other name is its own."""
        return self.country(key) if self.kind(key) == "place" else key

    def below(self, key: str) -> frozenset[str]:
        """What is part of it."""
        return frozenset(other for other in self.names if key in self.above(other))


def _above(key: str, names: Mapping[str, Name]) -> Iterator[str]:
    seen = {key}
    while (name := names.get(key)) and name.part_of and name.part_of not in seen:
        key = name.part_of
        seen.add(key)
        yield key


def _spellings(names: Mapping[str, Name]) -> Iterator[_Spelling]:
    for key, name in names.items():
        bare = name.kind == "person"
        titled = [f"{title} {name.name}" for title in (name.title, *name.posts) if title]
        surname = set(lows(name.short or "")) if bare else set()
        people = [f"{way}s" for way in name.adjectives if way.endswith("n")]
        for way in (name.name, *titled, *name.accepted, *name.adjectives, *people):
            short = bool(surname) and set(lows(way)) <= surname | TITLES
            yield from _compiled(key, [way], right=True, bare=short)
        if name.short:
            yield from _compiled(key, [name.short], right=True, bare=bare)
        if name.kind == "body":
            called = [noun for noun in name.called if " " in noun]
            yield from _compiled(key, [*_owned(key, names), *called], right=True, bare=False)
        yield from _compiled(key, [*name.misspelt, *name.romanised], right=False, bare=False)


def _owned(key: str, names: Mapping[str, Name]) -> Iterator[str]:
    """A body by its country and a common noun: South Korean intelligence, Seoul's spies."""
    places = [names[other] for other in _above(key, names) if other in names and names[other].kind == "place"]
    owners = [f"{way}'s" for place in places for way in (place.name, *place.accepted)]
    owners += [way for place in places for way in place.adjectives]
    yield from (f"{owner} {noun}" for owner in owners for noun in names[key].called)


def _compiled(key: str, ways: Iterable[str], *, right: bool, bare: bool) -> Iterator[_Spelling]:
    for way in ways:
        found = tokens(way)
        found = found[1:] if found[:1] and found[0].low in ("the", "a", "an") else found
        if found:
            words = tuple(token.low for token in found)
            owners = frozenset(n for n, token in enumerate(found) if token.possessive)
            capital = any(char.isupper() for char in way)
            yield _Spelling(words, owners, key, right, capital, bare or len(words) == 1)


def _outlet_spellings(outlets: Iterable[str]) -> Iterator[_Spelling]:
    """The whole name, and its last two words and more: the JoongAng Daily."""
    for outlet in outlets:
        words = lows(outlet)
        for start in range(max(1, len(words) - 1)):
            yield _Spelling(words[start:], frozenset(), OUTLET + outlet, right=True, capital=True, bare=False)


def _variants(names: Mapping[str, Name]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Accepted spellings that differ from the house's in letters, not in words: Zelensky, Koo Byoungsam."""
    for name in names.values():
        house = lows(name.name)
        for other in name.accepted:
            for mine, theirs in ((house, lows(other)), (lows(name.short or ""), lows(other))):
                if (
                    mine
                    and theirs
                    and mine != theirs
                    and fuzz.ratio("".join(mine), "".join(theirs)) >= _ALIKE
                ):
                    yield theirs, mine


def _stands_before(owner: Token, owned: Token) -> bool:
    """Is it a name right before: South Korea's, Seoul's, Russian?"""
    return owner.capital and owned.start - owner.end <= len("'s ")


def _is_short(token: Token) -> bool:
    """Is it an abbreviation, or an initial: Rep., U.S., J.?"""
    return token.low in TITLES | {"u.s"} or len(token.low) == 1


def _in_one(words: Sequence[Token]) -> bool:
    """Do the words stand side by side, with no comma between?"""
    return all(
        after.start - before.end == 1
        or (before.possessive and after.start - before.end <= len("'s "))
        or (_is_short(before) and after.start - before.end == len(". "))
        for before, after in pairwise(words)
    )


def _alone(tokens: Sequence[Token], end: int) -> bool:
    """One word that is a name by itself: no other name begins or ends with it here."""
    after = tokens[end] if end < len(tokens) else None
    joined = (
        after is not None
        and after.start - tokens[end - 1].end == 1
        and (after.capital or after.tied)
        and not after.number
    )
    shouted = after is not None and after.text.isupper() and tokens[end - 1].text.isupper()
    return shouted or not (
        joined and not tokens[end - 1].possessive and not tokens[end - 1].text.endswith(".")
    )


def _vocabulary(key: str, names: Mapping[str, Name]) -> frozenset[str]:
    name = names[key]
    ways = [name.name, name.short or "", name.title or "", name.affiliation or ""]
    ways += [*name.accepted, *name.posts, *name.called, *name.adjectives]
    above = list(_above(key, names))
    for other in above:
        parent = names[other]
        ways += [parent.name, parent.short or "", *parent.accepted, *parent.adjectives]
        # A country's capital stands for it: Seoul's agency, South Korea's.
        ways += [place.name for place in names.values() if place.part_of == other and place.kind == "place"]
    return frozenset(stem(word) for way in ways for word in lows(way))


def _heads(name: Name) -> frozenset[str]:
    """The nouns that a phrase for it may end in."""
    own = [name.name, name.short or ""] if name.kind in ("body", "role") else []
    return frozenset(
        stem(_head_phrase(found)[-1].low)
        for way in (*name.called, *name.posts, *own)
        if (found := tokens(way))
    )


def _head_phrase(phrase: Sequence[Token]) -> tuple[Token, ...]:
    """Up to the first preposition: “an official” of “an official at the ministry”."""
    for at, token in enumerate(phrase):
        if at and token.low in _PREPOSITIONS:
            return tuple(phrase[:at])
    return tuple(phrase)
