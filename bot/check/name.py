"""Names against the file's: misspelt, or those of another person, body or place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from rapidfuzz import fuzz

from bot.check import english
from bot.check.case import Case
from bot.check.place import place_problems
from bot.check.review import Problem
from bot.check.titles import wrong_titles
from bot.check.tokens import tokens
from bot.check.unknown import Unknown, is_source, unknown_names

_ALIKE, _ALIKE_ELSEWHERE, _ALIKE_ALONE = 74, 85, 80
"""rapidfuzz ratio from which an unknown name is a slip of one on file: with the same first word, without, and
for one word alone (Cho Tae-yul and Cho Tae-yong have 74; Lee Jae-myung and Lee Seong-kweun 45)."""
_SHORTEST: Final = 5
"""Letters of a single word that can be told from others."""
_KINDS: Final = english.BODY_NOUNS | {
    "conventions",
    "convention",
    "corps",
    "assembly",
    "treaty",
    "protocol",
    "protocols",
}
_TO_PLACES: Final = frozenset("in at to near from outside around visit toward towards".split())
_OF_PLACES: Final = frozenset("region oblast province city district area".split())


def name_problems(case: Case, others: Sequence[Case]) -> Iterator[Problem]:
    """Names that are misspelt, or wrong for this fact, and titles that are not the person's.

    A name that the sentence's other facts have is theirs.
    """
    printed = _printed(case).union(*(_printed(other) for other in others))
    for mention in case.parsed.mentions:
        if not mention.right:
            yield case.wrong_name(mention.span, mention.key, "The house writes {}.")
    for unknown in unknown_names(case):
        key = _slip(case, unknown, printed) or _other(case, unknown, printed)
        if key:
            yield case.wrong_name(unknown.span, key)
    if not others:
        yield from place_problems(case, printed)
    yield from _instead(case, printed)
    yield from wrong_titles(case)


def _printed(case: Case) -> frozenset[str]:
    """Keys of the names that the fact's claim and passages hold, and those of its chains."""
    return frozenset(mention.key for mention in case.reading.mentions) | {
        who
        for statement in case.fact.statements
        for hop in statement.chain
        for who in (*hop.who, hop.to)
        if who
    }


def _slip(case: Case, unknown: Unknown, printed: frozenset[str]) -> str | None:
    """The name of this fact that an unknown one is a slip of."""
    mine = "".join(token.low for token in unknown.words)
    for key in sorted(printed & case.file.names.keys()):
        name = case.file.names[key]
        theirs = [token.low for token in tokens(name.name)]
        alike = fuzz.ratio(mine, "".join(theirs))
        least = _ALIKE if theirs[0] == unknown.words[0].low and len(unknown.words) > 1 else _ALIKE_ELSEWHERE
        if alike >= least and len(mine) >= _SHORTEST:
            return key
        if (
            name.kind == "person"
            and len(unknown.words) > 1
            and unknown.words[-1].low == (name.short or "").lower()
        ):
            return key  # the same surname under another first name
        if name.kind == "body" and _shares_most(unknown, theirs):
            return key
        alone = len(unknown.words) == 1 and len(mine) >= _SHORTEST and mine != (name.short or "").lower()
        if alone and fuzz.ratio(mine, (name.short or "").lower()) >= _ALIKE_ALONE:
            return key
    return None


def _shares_most(unknown: Unknown, theirs: Sequence[str]) -> bool:
    """The same first and last word, and another between: the National Security Service."""
    mine = [token.low for token in unknown.words]
    return len(mine) > 2 and len(mine) == len(theirs) and mine[0] == theirs[0] and mine[-1] == theirs[-1]  # noqa: PLR2004 - first, another, last


def _other(case: Case, unknown: Unknown, printed: frozenset[str]) -> str | None:
    """The name that the sentence lacks where an unknown one stands: of a body, a place, or a person."""
    if is_source(case, unknown.span):
        return None
    lacking = [key for key in case.content if not _is_named(case, key)]
    kind = _kind(case, unknown)
    same = [
        key
        for key in printed & case.file.names.keys()
        if _shares_an_end(case, key, unknown) and not _is_named(case, key)
    ]
    if kind == "body":
        bodies = [key for key in lacking if case.file.names[key].kind == "body"]
        return next(iter(sorted(same) + bodies), None)
    return next((key for key in lacking if case.file.names[key].kind == kind), None)


def _kind(case: Case, unknown: Unknown) -> str:
    if unknown.words[-1].low in _KINDS:
        return "body"
    parsed = case.parsed
    before = parsed.tokens[unknown.first - 1].low if unknown.first else ""
    end = unknown.first + len(unknown.words)
    after = parsed.tokens[end].low if end < len(parsed.tokens) else ""
    of_a_country = any(token.low.rstrip("s") in english.COUNTRY_WORDS for token in unknown.words)
    if of_a_country or before in _TO_PLACES or after in _OF_PLACES:
        return "place"
    return "person"


def _shares_an_end(case: Case, key: str, unknown: Unknown) -> bool:
    """The same last word, or the same first one: a Communist Party, the Geneva Protocols."""
    theirs = tokens(case.file.names[key].name)
    first = len(unknown.words) > 1 and unknown.words[0].low == theirs[0].low
    return unknown.words[-1].low == theirs[-1].low or first


def _is_named(case: Case, key: str) -> bool:
    """Does the sentence name it, or what it is part of, or a part of it?"""
    return any(case.book.root(mention.key) == case.book.root(key) for mention in case.parsed.mentions)


def _instead(case: Case, printed: frozenset[str]) -> Iterator[Problem]:
    """A person or body on file, but not of this fact, where the fact's own is not named."""
    for mention in case.parsed.mentions:
        name = case.file.names.get(mention.key)
        if name is None or name.kind not in ("person", "body") or mention.key in printed:
            continue
        following = case.parsed.tokens[mention.end : mention.end + 1]
        if any(token.low in english.PEOPLE_NOUNS for token in following):
            continue  # “South Korea's intelligence chief” is a person
        if is_source(case, mention.span) or not mention.right or _is_related(case, mention.key, printed):
            continue
        own = [key for key in case.content if case.file.names[key].kind == name.kind]
        if own and not any(_is_named(case, key) for key in own):
            yield case.wrong_name(mention.span, own[0])


def _is_related(case: Case, key: str, printed: frozenset[str]) -> bool:
    """Is it a part of what the fact names, or the other way round: the Kremlin and its spokesman?"""
    others = (
        other for other in printed if other in case.file.names and case.file.names[other].kind != "place"
    )
    return any(key in case.book.above(other) or other in case.book.above(key) for other in others)
