"""Numbers in a draft: value, qualifier, and where they stand. In digits, in words, as a range."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from bot.check import english
from bot.check.review import Span
from bot.check.tokens import Token
from bot.search.english import MULTIPLIERS
from bot.search.words import Word, spelt_number
from bot.search.words import words as search_words

_LONGEST_DIGITS: Final = 15
_LONGEST_QUALIFIER: Final = max(len(words.split()) for words in english.QUALIFIERS)
_DOZEN: Final = 12
_SETS: Final = {"trio": 3, "quartet": 4}
_NOT_COUNTING: Final = frozenset("no any each the this that".split())
_PEOPLE: Final = frozenset("soldier prisoner captive man lawmaker legislator fighter".split())
_VAGUE: Final = {
    "dozens": (24, 120), "scores": (40, 200), "hundreds": (200, 1_999), "thousands": (2_000, 19_999),
    "tens of thousands": (20_000, 199_999),
}  # fmt: skip
"""What a number without figures can fairly stand for."""
_OTHER_UNITS: Final = frozenset(
    """
    percent per cent years year months month weeks week days day hours hour minutes km kilometers kilometres
    miles metres meters tons tonnes dollars euros won rubles roubles pounds degrees
    """.split()
)
"""Units that no figure of a person counts: a number of these is another matter."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number: least and greatest value (the same but for a range), the qualifier's direction, or None.

    `span` holds qualifier and number; `first` and `end` are the places of the number's words.
    """

    low: Decimal
    high: Decimal
    qualifier: str | None
    span: Span
    first: int
    end: int
    vague: bool = False


def numbers(tokens: Sequence[Token], dates: Sequence[Span]) -> tuple[Number, ...]:
    """Every number of a sentence that is part of no date, in order."""
    words = tuple(_word(token) for token in tokens)
    found: list[Number] = []
    at = 0
    while at < len(tokens):
        inside = any(span.holds(tokens[at].start) for span in dates)
        number = None if inside else _number(tokens, words, at)
        if number:
            found.append(number)
        at = number.end if number else at + 1
    return tuple(found)


def _word(token: Token) -> Word:
    """The word as the search reads it: the digits of a number as its term."""
    ordinal = token.low.endswith(("st", "nd", "rd", "th"))
    read = search_words(token.low) if token.number and not ordinal else ()
    return read[0] if len(read) == 1 else Word(token.low, token.low)


def _number(tokens: Sequence[Token], words: tuple[Word, ...], at: int) -> Number | None:
    value = _value(words, at)
    if value is None:
        return _vague(tokens, at)
    low, end = value
    high, end = _range(tokens, words, low, end)
    if _is_of_another_unit(tokens, words, at, end):
        return None
    start, kind = _qualifier(tokens, at, end)
    span = Span(tokens[start].start, tokens[end - 1].end)
    return Number(min(low, high), max(low, high), kind, span, at, end)


def _is_of_another_unit(tokens: Sequence[Token], words: tuple[Word, ...], at: int, end: int) -> bool:
    """Six months; 20 and 26 years old; aged 20 and 26."""
    if any(token.low == "aged" for token in tokens[max(0, at - 3) : at]):
        return True
    if end + 1 < len(tokens) and tokens[end].low == "and" and (second := _value(words, end + 1)):
        end = second[1]
    return end < len(tokens) and tokens[end].low in _OTHER_UNITS


def _range(tokens: Sequence[Token], words: tuple[Word, ...], low: Decimal, end: int) -> tuple[Decimal, int]:
    """2,000 to 3,000; between two and three hundred; 2,000-3,000: its upper end, and the place behind it."""
    if end < len(tokens) and tokens[end].tied and tokens[end].number:
        return _value(words, end) or (low, end)
    if end + 1 >= len(tokens) or tokens[end].low not in ("to", "and", "or"):
        return low, end
    between = tokens[end].low == "to" or any(
        token.low == "between" for token in tokens[max(0, end - 3) : end]
    )
    upper = _value(words, end + 1) if between else None
    return upper if upper and upper[0] > low else (low, end)


_Value = tuple[Decimal, int] | None


def _value(words: tuple[Word, ...], at: int) -> _Value:
    """The value of the number that begins here, and the place behind it."""
    surfaces = [word.surface for word in words[at : at + 3]]
    if surfaces == ["half", "a", "dozen"]:
        return Decimal(6), at + 3
    if surfaces[0] in ("a", "an"):
        return _of_one(words, at)
    if surfaces[0] in _SETS:
        return Decimal(_SETS[surfaces[0]]), at + 1
    return _multiplied(words, _plain(words, at))


def _of_one(words: tuple[Word, ...], at: int) -> _Value:
    """A dozen, a hundred, a thousand; “a” before anything else is no number."""
    after = words[at + 1].surface if at + 1 < len(words) else ""
    if after == "dozen" or after in _SETS:
        return Decimal(_SETS.get(after, _DOZEN)), at + 2
    if after not in MULTIPLIERS:
        return None
    return _plain((*words[:at], Word("one", "one"), *words[at + 1 :]), at)


def _plain(words: tuple[Word, ...], at: int) -> _Value:
    """In words or in digits; “one” only where it counts somebody."""
    length, value = spelt_number(words, at)
    if length:
        return value, at + length
    if words[at].surface == "one":
        return (Decimal(1), at + 1) if _counts(words, at) else None
    digits = words[at].term.removeprefix("#")
    whole = digits != words[at].term and digits.isascii() and digits.replace(".", "", 1).isdigit()
    return (Decimal(digits), at + 1) if whole and len(digits) <= _LONGEST_DIGITS else None


def _multiplied(words: tuple[Word, ...], value: _Value) -> _Value:
    """Two and a half thousand; two dozen."""
    if value is None:
        return None
    number, end = value
    surfaces = [word.surface for word in words[end : end + 4]]
    if surfaces[:3] == ["and", "a", "half"]:
        times = MULTIPLIERS.get(surfaces[3], 1) if len(surfaces) > 3 else 1  # noqa: PLR2004 - the word behind it
        return (number + Decimal("0.5")) * times, end + 3 + (times > 1)
    return (number * _DOZEN, end + 1) if surfaces[:1] == ["dozen"] else (number, end)


def _counts(words: Sequence[Word], at: int) -> bool:
    """“one North Korean soldier” counts; “one of them”, “no one”, “one incident” name."""
    before = words[at - 1].surface if at else ""
    after = {word.surface for word in words[at + 1 : at + 5]}
    return before not in _NOT_COUNTING and "each" not in after and not after.isdisjoint(_PEOPLE)


def _vague(tokens: Sequence[Token], at: int) -> Number | None:
    if tokens[at].low == "tens" and [token.low for token in tokens[at + 1 : at + 3]] == ["of", "thousands"]:
        word, end = "tens of thousands", at + 3
    elif tokens[at].low in _VAGUE:
        word, end = tokens[at].low, at + 1
    else:
        return None
    low, high = _VAGUE[word]
    span = Span(tokens[at].start, tokens[end - 1].end)
    return Number(Decimal(low), Decimal(high), None, span, at, end, vague=True)


def _qualifier(tokens: Sequence[Token], at: int, end: int) -> tuple[int, str | None]:
    """Where qualifier and number begin, and the qualifier's direction."""
    for length in range(min(_LONGEST_QUALIFIER, at), 0, -1):
        words = " ".join(token.low for token in tokens[at - length : at])
        if words in english.QUALIFIERS:
            return at - length, english.QUALIFIERS[words]
    after = [token.low for token in tokens[end : end + 2]]
    if after in (["or", "more"], ["and", "more"]) or after[:1] == ["plus"]:
        return at, english.LEAST
    if after in (["or", "fewer"], ["or", "less"]):
        return at, english.MOST
    if after == ["or", "so"]:
        return at, english.ABOUT
    return at, None


def direction(qualifier: str | None) -> str | None:
    """Over, under, about, …: the direction of a qualifier as printed; None for none or an unknown one."""
    return english.QUALIFIERS.get((qualifier or "").lower())
