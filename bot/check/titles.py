"""Titles against the file's: the office, party or body that a draft gives a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from bot.check import english
from bot.check.case import Case
from bot.check.namebook import SMALL, Mention
from bot.check.review import Problem, Span
from bot.check.tokens import Token, covering, lows
from bot.search.words import stem

_RANKS: Final = frozenset(
    """
    spokesman spokesperson spokeswoman minister president leader lawmaker legislator politician mp senator
    congressman representative secretary chief head director adviser advisor ambassador envoy general
    commander
    speaker marshal governor mayor chairman chairwoman premier spymaster diplomat official officer
    """.split()
)
"""Offices that a person holds."""
_TITLE_WORDS: Final = _RANKS | english.PEOPLE_NOUNS | english.BODY_NOUNS | english.COUNTRY_WORDS | {
    "foreign", "defense", "defence", "national", "security", "deputy", "vice", "former", "then", "prime",
    "acting",
    "special", "opposition", "ruling", "presidential", "state", "north", "south", "unification", "kremlin",
    "korean",
    "press", "assistant", "interior", "finance",
}  # fmt: skip
_DEPUTY: Final = frozenset(stem(word) for word in ("deputy", "vice", "acting"))
_ENDS: Final = frozenset(
    "and but who said told is was were are has had at on in signal signals signalled as".split()
)
_BEGINS: Final = _RANKS | {"the", "a", "an", "south", "north", "then", "deputy", "acting", "former"}
_LONGEST: Final = 9


def wrong_titles(case: Case) -> Iterator[Problem]:
    """Titles before and behind a person's name that are not theirs; one problem a person."""
    if any(token.low == "respectively" for token in case.parsed.tokens):
        return  # which title is whose only the order tells
    for mention in case.parsed.mentions:
        if mention.key not in case.file.names or case.file.names[mention.key].kind != "person":
            continue
        if any(span.holds(mention.span.start) for span in case.parsed.quotations):
            continue
        for title in (_before(case, mention), *_behind(case, mention)):
            if title and _is_wrong(case, mention.key, title):
                yield _problem(case, mention, covering(title))
                break


def _is_wrong(case: Case, key: str, title: Sequence[Token]) -> bool:
    words = [stem(token.low) for token in title if token.low not in SMALL and not token.number]
    ranked = any(token.low in _TITLE_WORDS for token in title)
    whose = next((at for at, token in enumerate(title) if at and token.low in ("of", "for")), len(title))
    offices = [stem(token.low) for token in title[:whose] if token.low in _RANKS]
    another = bool(offices) and offices[-1] not in case.book.heads[key]
    foreign = another or not set(words) <= case.book.vocabulary[key]
    return ranked and (foreign or _is_promoted(case, key, set(words)))


def _is_promoted(case: Case, key: str, words: set[str]) -> bool:
    """Is a deputy given the chief's title?"""
    name = case.file.names[key]
    offices = [{stem(word) for word in lows(each)} for each in (name.title, *name.posts) if each]
    return words not in offices and any(office - words == {word} for office in offices for word in _DEPUTY)


def _before(case: Case, mention: Mention) -> tuple[Token, ...]:
    """Unification Minister Cho Tae-yong; the Democratic Party's Lee."""
    words = case.parsed.tokens
    start = mention.first
    while start and mention.first - start < _LONGEST and _is_of_title(case, words, start - 1):
        start -= 1
    title = words[start : mention.first]
    return () if title and title[-1].low == "of" else tuple(title)


def _is_of_title(case: Case, words: Sequence[Token], at: int) -> bool:
    token = words[at]
    if case.parsed.between(at, at + 1).strip(".'’s-") not in ("", " "):
        return False
    if token.low in _TITLE_WORDS or token.low == "of":
        return True
    begins = at == 0 and not words[at + 1].capital  # any sentence begins with a capital letter
    name = token.capital and not begins and token.low not in english.WEEKDAYS and token.low not in SMALL
    people = (each for each in case.parsed.mentions if _is_person(case, each))
    return name and not any(each.first <= at < each.end for each in people)


def _is_person(case: Case, mention: Mention) -> bool:
    return mention.key in case.file.names and case.file.names[mention.key].kind == "person"


def _behind(case: Case, mention: Mention) -> Iterator[tuple[Token, ...]]:
    """Lee of the Democratic Party; Wong as secretary of state; Koo, the ministry's spokesperson; (PPP)."""
    words = case.parsed.tokens
    if mention.end >= len(words):
        return
    gap = case.parsed.between(mention.end - 1, mention.end)
    next_word = words[mention.end].low
    if next_word == "of" and not gap.strip():
        yield _phrase(case, mention.end + 1)
    elif "(" in gap or (gap.strip() == "," and next_word in _BEGINS):
        phrase = _phrase(case, mention.end)
        yield phrase if "(" in gap else _to_rank(phrase)
    office = _office(case, mention)
    if office:
        yield office


def _office(case: Case, mention: Mention) -> tuple[Token, ...]:
    """What stands behind “as”, where no other person comes between."""
    words = case.parsed.tokens
    for at in range(mention.end, min(mention.end + _LONGEST, len(words))):
        if any(_is_person(case, each) and each.first == at for each in case.parsed.mentions):
            return ()
        if words[at].low == "as":
            return _to_rank(_phrase(case, at + 1))
        if words[at].low in _ENDS:
            return ()
    return ()


def _to_rank(phrase: tuple[Token, ...]) -> tuple[Token, ...]:
    """A phrase as far as its office, and whose office it is: “secretary of state”; empty where it has
    none."""
    last = max((at for at, token in enumerate(phrase) if token.low in _RANKS), default=-1)
    whose = phrase[last + 1 : last + 3] if last >= 0 else ()
    if whose and (
        whose[0].low == "of" or (whose[0].low == "for" and (whose[-1].low == "the" or whose[-1].capital))
    ):
        return phrase
    return phrase[: last + 1]


def _phrase(case: Case, at: int) -> tuple[Token, ...]:
    """From a word to the next comma, bracket or verb."""
    words = case.parsed.tokens
    end = at
    while end < len(words) and end - at < _LONGEST and words[end].low not in _ENDS:
        gap = case.parsed.between(end - 1, end) if end else ""
        token = words[end]
        goes_on = token.capital or token.low in _TITLE_WORDS | SMALL
        if end > at and (any(mark in gap for mark in ',;:()"”“') or not goes_on):
            break
        end += 1
    return tuple(words[at:end])


def _problem(case: Case, mention: Mention, span: Span) -> Problem:
    name = case.file.names[mention.key]
    known = [each for each in (name.title, *name.posts, name.affiliation) if each]
    statement = case.statements[0]
    of_a_party = any(token.low == "party" for token in case.parsed.within(span))
    right = name.affiliation if of_a_party and name.affiliation else (known or [name.name])[0]
    message = f"The file has “{right}” for {name.name}, not “{case.parsed.words(span)}”."
    return case.problem("name", span, message, right, statement, *case.place_of(statement))
