"""Who a sentence credits: “the NIS said”, “according to Lee”, “Seoul's claim”, “announced by Peskov”.

A credit is a phrase that stands where a source stands. Whether it is the right one is another matter (see
`speaker`); here it is only found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from bot.check import english
from bot.check.credit import Credit, resolved
from bot.check.phrases import CUT, Scene, before, behind, source_behind, start_of, subject
from bot.check.review import Span
from bot.check.tokens import Token
from bot.search.english import NUMBER_WORDS

_BE: Final = frozenset("was were been being is are be".split())
_DETERMINERS: Final = frozenset("the a an its his her their this that no any to".split())
_PATTERN: Final = re.compile(
    r"\b(?:according to|citing|cited by|per|(?:came|comes) from"
    r"|in the (?:view|words|opinion|account|eyes|telling|estimation) of)\s+",
    re.IGNORECASE,
)

_Phrase = tuple[range, bool]


def find_credits(scene: Scene) -> tuple[Credit, ...]:
    """Every credit of a sentence, in order, each place once."""
    phrases = [*_by_verbs(scene), *_by_patterns(scene), *_by_nouns(scene), *_by_participle(scene)]
    found: dict[Span, Credit] = {}
    for phrase, strong in phrases:
        credit = resolved(scene, phrase, strong=strong)
        if credit and not (credit.span in found and found[credit.span].strong):
            found[credit.span] = credit
    return tuple(sorted(found.values(), key=lambda each: each.span.start))


def _by_verbs(scene: Scene) -> Iterator[_Phrase]:
    for at, token in enumerate(scene.tokens):
        if token.low not in english.SPEECH | english.PASSIVE or _is_no_saying(scene, at):
            continue
        strong = token.low in english.STRONG or _is_idiom(scene.tokens, at) or scene.names_a_quotation(token)
        if scene.names_a_quotation(token) and not _names_somebody(scene, _subject(scene, at)):
            continue
        if _is_passive(scene.tokens, at):
            yield from _agent(scene, at)
            if token.low == "quoted":
                yield before(scene, at), strong
            continue
        if token.low == "quoted" and (end := _find(scene.tokens, at, "as")):
            yield range(at + 1, end), True
        yield from _agent(scene, at)
        if at and _is_noun(scene, at):
            continue
        if token.low in english.SPEECH and (strong or token.low not in ("put", "puts")):
            yield _subject(scene, at), strong


def _is_no_saying(scene: Scene, at: int) -> bool:
    """A quotation's own verb; “added to the losses”, “called out”, “will not say”."""
    tokens = scene.tokens
    after = tokens[at + 1].low if at + 1 < len(tokens) else ""
    before = [token.low for token in tokens[max(0, at - 3) : at] if not scene.quotes(token)]
    otherwise = after in _OTHERWISE.get(tokens[at].low[:4], ())
    denied = "not" in before and tokens[at].low in ("say", "said", "tell", "told", "claim", "claimed")
    return scene.quotes(tokens[at]) or otherwise or denied


_OTHERWISE: Final = {
    "adde": ("to",),
    "addi": ("to",),
    "adds": ("to",),
    "call": ("out", "on", "for", "up", "off"),
}
"""Verbs of saying, by their first letters, that mean something else with one of these words behind."""


def _is_noun(scene: Scene, at: int) -> bool:
    """“the claim”, “Seoul's report”: no verb, though it looks like one."""
    before = scene.tokens[at - 1]
    return (before.low in _DETERMINERS or before.possessive) and not CUT.search(scene.between(at - 1, at))


def _names_somebody(scene: Scene, phrase: range) -> bool:
    """Is the subject on file? “Families call them …” credits; “the plan would call for …” does not."""
    words = scene.tokens[phrase.start : phrase.stop]
    return bool(scene.book.mentions(words)) or bool(scene.book.called(words))


def _is_idiom(tokens: Sequence[Token], at: int) -> bool:
    """“as the NIS put it”, “put the toll at more than 3,000”, “pointed out”: not “put the wishes first”."""
    after = tokens[at + 1 : at + 16]
    if tokens[at].low == "pointed":
        return [token.low for token in after[:1]] == ["out"]
    if tokens[at].low not in ("put", "puts"):
        return False
    place = next((n for n, token in enumerate(after) if token.low == "at"), None)
    a_number = place is not None and any(_is_number(token) for token in after[place + 1 : place + 5])
    return a_number or [token.low for token in after[:1]] == ["it"]


def _is_number(token: Token) -> bool:
    return token.number or token.low in NUMBER_WORDS


def _is_passive(tokens: Sequence[Token], at: int) -> bool:
    """Were they told, was it said: the subject is no source."""
    low = tokens[at].low
    if low.endswith("ing") or low in ("says", "claims", "added"):
        return False
    if low in ("identified", "described", "cited", "named") and [
        token.low for token in tokens[at + 1 : at + 2]
    ] == ["as"]:
        return True
    if low == "told" and [token.low for token in tokens[at + 1 : at + 2]] == ["to"]:
        return True
    before = at - 1
    while before >= 0 and tokens[before].low in ("not", "also", "later", "first", "previously", "earlier"):
        before -= 1
    return before >= 0 and tokens[before].low in _BE


def _agent(scene: Scene, at: int) -> Iterator[_Phrase]:
    """Announced by Peskov; put by Seoul at; seen by the agency as."""
    if scene.tokens[at].low not in english.PASSIVE:
        return
    reach = 2 if scene.tokens[at].low == "put" else 4  # “put out by” is no credit
    for by in range(at + 1, min(at + reach, len(scene.tokens))):
        if scene.tokens[by].low == "by":
            phrase = behind(scene, by + 1)
            ordered = phrase and phrase.stop < len(scene.tokens) and scene.tokens[phrase.stop].low == "to"
            if phrase and not ordered:
                yield phrase, scene.tokens[at].low in english.STRONG | {"put", "given"}
            return


def _find(tokens: Sequence[Token], at: int, word: str) -> int | None:
    return next((n for n in range(at + 2, min(at + 8, len(tokens))) if tokens[n].low == word), None)


def _subject(scene: Scene, at: int) -> range:
    """The source of a verb: before it, or behind it where nothing stands right before (“…,” said Lee)."""
    fresh = at == 0 or scene.tokens[at - 1].low == "so" or CUT.search(scene.between(at - 1, at)) is not None
    left = before(scene, at)
    if not fresh:
        return left
    if scene.tokens[at].low == "pointed" and at + 1 < len(scene.tokens) and scene.tokens[at + 1].low == "out":
        at += 1
    if at + 1 == len(scene.tokens) or scene.between(at, at + 1).strip():
        return left
    after = scene.tokens[at + 1]
    named = any(mention.first == at + 1 for mention in scene.mentions)
    begins = named or after.capital or after.low in {"the", "a", "an", "one", "two"} | english.PEOPLE_NOUNS
    if begins and after.low not in english.PRONOUNS and scene.tokens[at].low in english.INVERTED | {"out"}:
        return behind(scene, at + 1)
    return left


def _by_patterns(scene: Scene) -> Iterator[_Phrase]:
    for found in _PATTERN.finditer(scene.text):
        end = scene.offset + found.end()
        at = next((n for n, token in enumerate(scene.tokens) if token.start >= end), None)
        if at is not None:
            yield source_behind(scene, at), True
    if scene.tokens and scene.tokens[0].low in ("to", "for"):
        phrase = behind(scene, 1)
        after = phrase[-1] + 1 if phrase else 0
        named = any(each.first >= 1 and each.end <= after and scene.speaks(each) for each in scene.mentions)
        if named and after < len(scene.tokens) and "," in scene.between(after - 1, after):
            yield phrase, True


def _by_participle(scene: Scene) -> Iterator[_Phrase]:
    """“Announcing that Kyiv had taken two men, Zelenskyy released …”: whose participle it is follows."""
    if (
        not scene.tokens
        or scene.tokens[0].low not in english.STRONG
        or not scene.tokens[0].low.endswith("ing")
    ):
        return
    for at in range(2, len(scene.tokens)):
        if "," in scene.between(at - 1, at) and not scene.quotes(scene.tokens[at]):
            yield subject(scene, at), True
            return


def _by_nouns(scene: Scene) -> Iterator[_Phrase]:
    """Seoul's claim; the NIS analysis; a claim by Seoul; by their own account."""
    for at, token in enumerate(scene.tokens):
        if not scene.quotes(token) and token.low in english.SAYING_NOUNS:
            phrase = _before_noun(scene, at) or _behind_noun(scene, at)
            if phrase:
                yield phrase, scene.tokens[at - 1].possessive is False or token.low not in _OCCASIONS


def _before_noun(scene: Scene, at: int) -> range | None:
    """“Seoul's claim”, “the agency's latest estimate”, “their own account”, “the NIS analysis”."""
    before = [n for n in (at - 1, at - 2) if n >= 0]
    owner = next((n for n in before if scene.tokens[n].possessive), None)
    if owner is not None and scene.tokens[owner].low not in english.WEEKDAYS:
        return _owner(scene, owner)
    if at > 1 and scene.tokens[at - 1].low == "own" and scene.tokens[at - 2].low in ("their", "his", "her"):
        return range(at - 2, at - 1)
    if scene.tokens[at].low not in _OWN_NOUNS:
        return None
    mention = next((each for each in scene.mentions if each.end == at), None)
    if mention:
        return range(mention.first, mention.end)
    return range(at - 1, at) if at > 1 and scene.tokens[at - 1].capital else None


def _behind_noun(scene: Scene, at: int) -> range | None:
    """“a claim by Seoul”, “in the opinion of the agency”, “a claim of the agency's”."""
    if _next_is(scene, at, "by"):
        return behind(scene, at + 2)
    if not _next_is(scene, at, "of"):
        return None
    if scene.tokens[at].low in ("view", "opinion"):
        return behind(scene, at + 2)
    return _owner_behind(scene, at + 2)


def _next_is(scene: Scene, at: int, word: str) -> bool:
    """Does this word follow, with no comma between, and another behind it?"""
    follows = at + 2 < len(scene.tokens) and scene.tokens[at + 1].low == word
    return follows and not scene.between(at, at + 1).strip()


def _owner_behind(scene: Scene, at: int) -> range | None:
    """“a claim of Seoul's”, “a claim of the agency's”: a name with a possessive that owns nothing more."""
    for mention in scene.mentions:
        last = scene.tokens[mention.end - 1]
        ends = mention.end == len(scene.tokens) or CUT.search(scene.between(mention.end - 1, mention.end))
        if mention.first in (at, at + 1) and last.possessive and ends:
            return range(mention.first, mention.end)
    return None


_OCCASIONS: Final = frozenset("statement remarks briefing description report reports findings".split())
"""Nouns that name an occasion of speaking as often as what was said there."""
_OWN_NOUNS: Final = frozenset(
    "analysis forecast assessment estimate estimates prediction account report".split()
)
"""Nouns that a source's name stands before without a possessive: the NIS analysis."""


def _owner(scene: Scene, at: int) -> range:
    """Whose it is: a name, or else the phrase from the last preposition."""
    for mention in scene.mentions:
        if mention.end == at + 1:
            return range(mention.first, mention.end)
    start = start_of(scene, at + 1)
    last = [
        n for n in range(start, at) if scene.tokens[n].low in ("in", "of", "by", "to", "from", "with", "on")
    ]
    return range(last[-1] + 1 if last else start, at + 1)
