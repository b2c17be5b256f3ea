"""Countries against the file's: one on file, or not, where the printed words have another.

“remain in Russia” for “remain in Ukraine”, “the Polish authorities” for “the Ukrainian authorities”, “Belarus
has neither confirmed …” for “Russia has …”: each is known by the word beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from bot.check import english
from bot.check.case import Case
from bot.check.namebook import SMALL, Mention
from bot.check.review import Problem
from bot.check.tokens import Token
from bot.check.unknown import Unknown, is_source, unknown_names
from bot.search.words import stem


def place_problems(case: Case, printed: frozenset[str]) -> Iterator[Problem]:
    """Countries and places that stand where the fact has another; `printed` are the names of the fact."""
    known = _neighbours(case, case.reading.words, case.reading.places)
    for mention in case.book.places(case.parsed.tokens):
        quoted = any(span.holds(mention.span.start) for span in case.parsed.quotations)
        if not quoted and not is_source(case, mention.span):
            yield from _misplaced(case, mention, known)
    for unknown in unknown_names(case):
        if unknown.country and not is_source(case, unknown.span):
            yield from _misplaced(case, _as_mention(unknown), known)
    yield from _begun_elsewhere(case, printed)


def _as_mention(unknown: Unknown) -> Mention:
    return Mention("", unknown.first, unknown.first + len(unknown.words), unknown.span)


def _misplaced(case: Case, place: Mention, known: Mapping[str, set[str]]) -> Iterator[Problem]:
    for word in _beside(case.parsed.tokens, place):
        roots = known.get(word, set())
        if roots and case.book.root(place.key) not in roots:
            yield case.wrong_name(place.span, min(roots))
            return


def _begun_elsewhere(case: Case, printed: frozenset[str]) -> Iterator[Problem]:
    """A country that the fact does not know, where the sentence says who did it: “Belarus has neither …”."""
    first = case.parsed.opening
    if first is None or is_source(case, first.span):
        return
    words = case.parsed.within(first.span)
    known = [key for key in first.keys if case.book.kind(key) == "place"]
    if all(token.text.isupper() for token in words):
        return  # a dateline
    country = bool(words) and all(token.low in english.COUNTRY_WORDS for token in words)
    roots = {case.book.country(key) for key in printed}
    if (known and not any(case.book.root(key) in roots for key in known)) or (
        first.kind == "unknown" and country
    ):
        own = case.content
        if own:
            yield case.wrong_name(first.span, own[0])


def _neighbours(case: Case, words: Sequence[Token], mentions: Sequence[Mention]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for mention in mentions:
        for word in _beside(words, mention):
            found.setdefault(word, set()).add(case.book.root(mention.key))
    return found


def _beside(words: Sequence[Token], mention: Mention) -> list[str]:
    """The verb or noun that a place goes with: “remain in”, “… authorities”, “… aid”."""
    found: list[str] = []
    before = mention.first - 1
    if before >= 1 and words[before].low == "and":
        found.append("&" + words[before - 1].low)  # “Russia and North Korea”
    if (
        before >= 1
        and words[before].low in ("in", "to", "with", "by", "within", "inside")
        and words[before - 1].low not in SMALL
    ):
        manner = "by" if words[before].low == "by" else "in"
        found.append(f"<{manner} {stem(words[before - 1].low)}")
    elif before >= 0 and words[before].low == "visit":
        found.append("<visit")
    after = words[mention.end].low if mention.end < len(words) else ""
    if after in _GOES_WITH:
        found.append(">" + ("soldier" if after in _SOLDIERS else stem(after)))
    return found


_SOLDIERS: Final = frozenset("soldier soldiers troops fighters servicemen".split())
_GOES_WITH: Final = _SOLDIERS | frozenset(
    "authorities officials forces aid assistance nationals law region military parliament custody".split()
)
