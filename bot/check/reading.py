"""What the check needs of a fact, read once an edition: words, names, quotations, days, what figures
count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.check.days import Day, days
from bot.check.english import COUNTRY_WORDS, HEDGES, QUALIFIERS, SAYING_NOUNS, SPEECH
from bot.check.keys import keys
from bot.check.namebook import Mention, NameBook
from bot.check.tokens import Token, lows, tokens
from bot.model import Fact, Figure, Statement
from bot.search.english import NUMBER_WORDS
from bot.search.groups import Groups

_NEAR: Final = 6
"""Words around a printed number among which what it counts is looked for."""
_NO_CUE: Final = (
    COUNTRY_WORDS
    | SPEECH
    | SAYING_NOUNS
    | HEDGES
    | {word for words in QUALIFIERS for word in words.split()}
    | {"north", "south"}
)


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed quotation: its statement, its number there from 1, its words to compare, and as printed."""

    statement: Statement
    number: int
    words: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class StatementReading:
    """A statement's passages: the words to compare, what they are about, the names, days and times in
    them."""

    words: tuple[tuple[str, ...], ...]
    keys: frozenset[str]
    mentions: frozenset[str]
    stems: frozenset[str]
    days: tuple[Day, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A fact.

    `words` are those of claim and passages, `mentions` and `places` the names in them, `claimed` the names in
    the claim, `about` the keys of all that is said and asked of it; `cues` has, for each thing that its
    figures count, the keys of the words for it.
    """

    words: tuple[Token, ...]
    mentions: tuple[Mention, ...]
    places: tuple[Mention, ...]
    claimed: tuple[Mention, ...]
    statements: tuple[StatementReading, ...]
    about: frozenset[str]
    quotes: tuple[Printed, ...]
    cues: Mapping[str, frozenset[str]]


def read(fact: Fact, book: NameBook, groups: Groups) -> Reading:
    """Read a fact."""
    passages = [passage.exact for statement in fact.statements for passage in statement.passages]
    words = tokens(" . ".join((fact.claim, *passages)))
    return Reading(
        words=words,
        mentions=book.mentions(words),
        places=book.places(words),
        claimed=book.mentions(tokens(fact.claim)),
        about=keys(lows(" ".join((fact.claim, *passages, *fact.asked_as))), groups),
        statements=tuple(_statement(statement, book, groups) for statement in fact.statements),
        quotes=tuple(
            Printed(statement, number, canonical(quote, book), quote)
            for statement in fact.statements
            for number, quote in enumerate(statement.quotes, 1)
        ),
        cues=_cues(fact.figures, groups),
    )


def canonical(text: str, book: NameBook) -> tuple[str, ...]:
    """Words to compare: small letters, and names in the house's spelling."""
    return book.house_spelling(lows(text))


def _statement(statement: Statement, book: NameBook, groups: Groups) -> StatementReading:
    found = tuple(token for passage in statement.passages for token in tokens(passage.exact))
    return StatementReading(
        words=tuple(canonical(passage.exact, book) for passage in statement.passages),
        keys=keys((token.low for token in found), groups),
        mentions=frozenset(mention.key for mention in book.mentions(found)),
        stems=book.stems(found),
        days=days(found),
    )


def _cues(figures: Sequence[Figure], groups: Groups) -> dict[str, frozenset[str]]:
    """For each thing counted, the keys of the words that tell it from the others: what is counted, in the
    file's words and in the printed ones, less the units where several things are counted in them.
    """
    named = {figure.of: keys(lows(figure.of), groups, own=True) for figure in figures}
    units = frozenset[str]().union(*(keys(lows(figure.unit), groups, own=True) for figure in figures))
    found: dict[str, frozenset[str]] = {}
    for of, own in named.items():
        printed = frozenset[str]().union(
            *(keys(_nouns(figure), groups, own=True) for figure in figures if figure.of == of)
        )
        others = frozenset[str]().union(*(words for other, words in named.items() if other != of))
        found[of] = own | (printed - others - (units if len(named) > 1 else frozenset()))
    return found


def _nouns(figure: Figure) -> list[str]:
    """The printed words that may say what is counted: no qualifier, no nationality."""
    words = lows(figure.as_printed)
    number = next((at for at, word in enumerate(words) if word[:1].isdigit() or word in NUMBER_WORDS), 0)
    near = words[max(0, number - _NEAR) : number + _NEAR + 1]
    return [word for word in near if word not in _NO_CUE]
