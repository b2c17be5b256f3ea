"""Text to words: normalising, numbers, stems. What a question and a fact have in common starts here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

import snowballstemmer

from bot.search.english import CHAT, MULTIPLIERS, NUMBER_WORDS
from bot.text import normalise

LONGEST_WORD = 60
"""Letters of a word that are looked at; the longest word of an English dictionary has 45."""

_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ`´′＇", "'"))
_TOKEN = re.compile(
    r"(?P<number>\d++(?:[.,]\d++)*+)(?P<suffix>k|m|mn|bn|b|st|nd|rd|th)?(?![^\W_])"
    r"|(?P<word>[^\W_]+(?:'[^\W_]+)*)"
)
_SUFFIXES = {"k": 1_000, "m": 1_000_000, "mn": 1_000_000, "bn": 1_000_000_000, "b": 1_000_000_000}
_BRITISH = (
    (re.compile(r"(?<=\w{3})is(?=(?:e|ed|es|er|ers|ing|ation|ations)$)"), "iz"),
    (re.compile(r"(?<=\w{2})our(?=(?:s|ed|ing|er|ers|able|al|ite|ites|less|ful)?$)"), "or"),
    (re.compile(r"(?<=\w{3})mme(?=s?$)"), "m"),
    (re.compile(r"(?<=\w{3})ence(?=s?$)"), "ense"),
)
_LONGEST_NUMBER = 12
"""Words that may spell one number."""
_LONGEST_PLAIN = 20
"""Characters of digits that may be multiplied: 2 thousand."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word: as typed (normalised), its term, and whether a hyphen ties it to the word before.

    The term is what is compared: a stem, or `#` and the digits of a number (`#2700`).
    """

    surface: str
    term: str
    tied: bool = False


def folded(text: str) -> str:
    """`text.normalise` with one apostrophe; plain ASCII, which is nearly everything, takes the short way."""
    if text.isascii() and text.isprintable():
        return text.casefold().replace("`", "'")
    return normalise(text.translate(_APOSTROPHES))


@lru_cache(maxsize=1)
def _stemmer() -> snowballstemmer.stemmer:  # the package is untyped
    return snowballstemmer.stemmer("english")


@lru_cache(maxsize=50_000)
def stem(surface: str) -> str:
    """The Snowball (Porter 2) stem of a normalised word, British endings written the American way."""
    for pattern, ending in _BRITISH:
        surface = pattern.sub(ending, surface)
    return str(_stemmer().stemWord(surface))


def words(text: str) -> tuple[Word, ...]:
    """The words of a text in order; written-out numbers become one word."""
    return tuple(_joined_numbers(tuple(_scanned(folded(text)))))


def _scanned(text: str) -> Iterator[Word]:
    end = -1
    for match in _TOKEN.finditer(text):
        tied = match.start() == end + 1 and text[end] in "-‐‑–" if end >= 0 else False
        end = match.end()
        if match["number"]:
            number = _number_term(match["number"][:LONGEST_WORD], match["suffix"])
            yield Word(match[0][:LONGEST_WORD], number, tied)
        else:
            yield from _word(match["word"][:LONGEST_WORD], tied=tied)


def _word(raw: str, *, tied: bool) -> Iterator[Word]:
    surface = raw.removesuffix("'s").replace("'", "") or raw.replace("'", "")
    for n, part in enumerate(CHAT.get(surface, surface).split()):
        yield Word(part, stem(part), tied and n == 0)


def _number_term(digits: str, suffix: str | None) -> str:
    plain = re.sub(r"[.,](?=\d{3}(?:\D|$))", "", digits)
    if plain.count(".") + plain.count(",") > 1:
        return "#" + digits
    value = Decimal(plain.replace(",", ".")) * _SUFFIXES.get(suffix or "", 1)
    return number_term(value)


def number_term(value: Decimal) -> str:
    """The term of a number: `#2700` for 2,700, 2.7k and two thousand seven hundred alike."""
    text = format(value, "f")
    return "#" + (text.rstrip("0").rstrip(".") if "." in text else text)


def _joined_numbers(found: tuple[Word, ...]) -> Iterator[Word]:
    at = 0
    while at < len(found):
        begins = found[at].surface in NUMBER_WORDS or found[at].term.startswith("#")
        length, value = spelt_number(found, at) if begins else (0, Decimal(0))
        if length:
            surface = " ".join(word.surface for word in found[at : at + length])
            yield Word(surface, number_term(value), found[at].tied)
            at += length
        else:
            yield found[at]
            at += 1


def spelt_number(found: tuple[Word, ...], start: int) -> tuple[int, Decimal]:
    """How many words from `start` spell one number, and the number; (0, 0) where none does."""
    total, part, at, spelt = Decimal(0), Decimal(0), start, False
    while at < min(len(found), start + _LONGEST_NUMBER):
        word = found[at]
        if word.surface in NUMBER_WORDS:
            part += NUMBER_WORDS[word.surface]
            spelt = True
        elif word.surface in MULTIPLIERS and at > start:
            multiplier = MULTIPLIERS[word.surface]
            part *= multiplier
            spelt = True
            if multiplier >= MULTIPLIERS["thousand"]:
                total, part = total + part, Decimal(0)
        elif not part and word.term.startswith("#") and _plain(word.term) and _multiplied(found, at):
            part = Decimal(word.term[1:])
        elif word.surface == "and" and at > start and _continues(found, at):
            pass
        else:
            break
        at += 1
    single_one = at == start + 1 and found[start].surface == "one"
    return (at - start, total + part) if spelt and not single_one else (0, Decimal(0))


def _plain(term: str) -> bool:
    return len(term) < _LONGEST_PLAIN and term[1:].isascii() and term[1:].replace(".", "", 1).isdigit()


def _multiplied(found: tuple[Word, ...], at: int) -> bool:
    return at + 1 < len(found) and found[at + 1].surface in MULTIPLIERS


def _continues(found: tuple[Word, ...], at: int) -> bool:
    """Whether "and" goes on with the number: "three hundred and five", not "two and three"."""
    return (
        found[at - 1].surface in MULTIPLIERS and at + 1 < len(found) and found[at + 1].surface in NUMBER_WORDS
    )


def terms(found: Iterable[Word]) -> tuple[str, ...]:
    """The terms of words, in order."""
    return tuple(word.term for word in found)
