"""A source's phrase, resolved to the names that it can mean: by its names, or by what it is called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from bot.check import english
from bot.check.namebook import OUTLET, SMALL, Mention
from bot.check.phrases import FINITE, Scene
from bot.check.review import Span
from bot.check.tokens import Token, covering
from bot.search.english import CONTENT, is_common, kind

Kind = Literal["known", "unknown", "unnamed", "pronoun", "thing"]
_ATTRIBUTE_THINGS: Final = frozenset(("interrogation", "telegram"))
"""What stands before a thing's own noun: interrogation footage."""
_LEADING: Final = frozenset(
    """
    that and it was as by for in only according to citing what which whom of any none neither some many
    nothing
    """.split()
)
_ADJECTIVES: Final = frozenset("north south korean koreans ukrainians russians".split())
_BEFORE_ARTICLES: Final = frozenset(
    "of for from at in to and by with on or who briefed attended citing".split()
)
_BESIDE: Final = frozenset("went goes itself himself herself themselves too alone also then now".split())
_BEHIND: Final = frozenset("at on in of to with for from who which whose".split())


@dataclass(frozen=True, slots=True)
class Credit:
    """A source's phrase: where it stands, and the keys of the names that it can mean.

    known: names or outlets on file. unknown: somebody who is not on file. unnamed: nobody in particular
    (“officials”). pronoun: somebody named before. thing: footage, a report, notes. `strong`: it can't be a
    part
    of what is claimed. `every`: all of `keys` are named, not one of them.
    """

    span: Span
    words: str
    kind: Kind
    keys: frozenset[str]
    strong: bool
    every: bool = False


def resolved(scene: Scene, phrase: range, *, strong: bool) -> Credit | None:
    """The phrase as a credit; None where it is no source's."""
    tokens = _bare(scene.tokens[phrase.start : phrase.stop])
    if not tokens:
        return None
    span = covering(tokens)
    inside = [each for each in scene.mentions if span.start <= each.span.start and each.span.end <= span.end]
    people = [each for each in inside if scene.book.kind(each.key) == "person"]
    if people and not _owns(scene, people[-1], tokens):
        return replace(_named(scene, people, strong=strong), every=True)
    outlets = [each for each in inside if each.key.startswith(OUTLET)]
    if outlets:
        return _named(scene, outlets, strong=strong)
    return _described(scene, tokens, inside, strong=strong)


def _bare(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Without what stands around a source: “as … has”, “according to …”, “one of the …”."""
    while tokens and tokens[-1].low in english.AUXILIARIES | {"that", "and"}:
        tokens = tokens[:-1]
    while len(tokens) > 1 and tokens[0].low in _LEADING:
        tokens = tokens[1:]
    tokens = tokens[_begins_anew(tokens) :]
    for at in range(len(tokens) - 2):
        if tokens[at].low in english.SAYING_NOUNS and tokens[at + 1].low in ("by", "of", "from"):
            return tokens[at + 2 :]  # “earlier claims by Seoul”
    if len(tokens) > 1 and tokens[-1].low in english.SAYING_NOUNS:
        owner = next(
            (at for at in range(len(tokens) - 1, max(0, len(tokens) - 4), -1) if tokens[at - 1].possessive), 0
        )
        tokens = tokens[:owner] if owner else tokens  # “the agency's prediction”
    some_of = len(tokens) > 2 and tokens[0].low in SMALL and tokens[1].low == "of"  # noqa: PLR2004 - “one of the men”
    return tokens[2:] if some_of else tokens


def _named(scene: Scene, mentions: Sequence[Mention], *, strong: bool) -> Credit:
    keys = frozenset(each.key for each in mentions)
    return _credit(scene, mentions[0].span.start, mentions[-1].span.end, "known", keys, strong=strong)


def _owns(scene: Scene, person: Mention, tokens: Sequence[Token]) -> bool:
    """Is the person only the owner of the source: Trump's transition team?"""
    last = scene.tokens[person.end - 1]
    his_own_words = tokens[-1].low in english.SAYING_NOUNS | english.THINGS
    return last.possessive and tokens[-1].end > last.end and not his_own_words


def _described(
    scene: Scene, tokens: tuple[Token, ...], inside: list[Mention], *, strong: bool
) -> Credit | None:
    """A phrase without a person's name: a body, a role, a common noun; on file or not."""
    start, end = tokens[0].start, tokens[-1].end
    content = [token for token in tokens if token.low not in SMALL]
    if (nobody := _nobody(tokens, content)) and (strong or nobody != "thing"):
        return _credit(scene, start, end, nobody, frozenset(), strong=strong)
    called = scene.book.called(tokens)
    covered = {token.low for each in inside for token in scene.tokens[each.first : each.end]}
    exact = [
        each for each in inside if {token.low for token in content} <= covered or _leads(scene, each, tokens)
    ]
    keys = called | {each.key for each in (_heads(tokens, exact) if exact else ())}
    if keys:
        return _credit(scene, start, end, "known", keys, strong=strong)
    return _not_on_file(scene, tokens, inside, strong=strong) if content else None


def _nobody(tokens: Sequence[Token], content: Sequence[Token]) -> Kind | None:
    """A pronoun, a thing, or a word that names nobody: “officials”."""
    if len(tokens) == 1 and tokens[0].low in english.PRONOUNS | {"their", "his", "her"}:
        return "pronoun"
    if len(content) == 1 and content[0].low in english.UNNAMED:
        return "unnamed"
    return "thing" if _is_thing(content) else None


def _is_thing(content: Sequence[Token]) -> bool:
    """Footage of the interrogation, notes on the dead: what says something, and is nobody."""
    first = [token.low for token in content[:2]]
    somebody = any(word in english.PEOPLE_NOUNS | english.BODY_NOUNS for word in first)
    return bool(first) and first[0] in english.THINGS | _ATTRIBUTE_THINGS and not somebody


def _heads(tokens: Sequence[Token], mentions: list[Mention]) -> list[Mention]:
    """Of several names the phrase's own: all that “and” joins, the one before “in”, else the last."""
    if any(token.low == "and" for token in tokens):
        return mentions
    place = next((token.start for token in tokens[1:] if token.low in _BEHIND), None)
    first = [each for each in mentions if place is not None and each.span.end <= place]
    return (first or mentions)[-1:]


def _leads(scene: Scene, mention: Mention, tokens: Sequence[Token]) -> bool:
    """Is the name the phrase's head: “Seoul at more than 10,000”, “the NIS on Monday”?"""
    before = [token for token in tokens if token.end <= mention.span.start and token.low not in SMALL]
    after = next((token for token in tokens if token.start >= mention.span.end), None)
    owner = scene.tokens[mention.end - 1].possessive
    if before or owner or after is None:
        return False
    return after.low in _BEHIND | _BESIDE


def _not_on_file(
    scene: Scene, tokens: tuple[Token, ...], inside: list[Mention], *, strong: bool
) -> Credit | None:
    start, end = tokens[0].start, tokens[-1].end
    content = [token for token in tokens if token.low not in SMALL]
    last = [each for each in inside if each.span.end == end]
    if last and _is_member(tokens, last[0]):
        return _credit(scene, start, end, "known", frozenset({last[0].key}), strong=strong)
    nouns = english.PEOPLE_NOUNS | english.BODY_NOUNS
    head = next((token for token in content if token.low in nouns), None)
    names = [token for token in tokens[1:] if token.capital and token.low not in english.WEEKDAYS]
    names = names or [token for token in tokens[:1] if token.capital and len(content) == len(tokens)]
    junk = any(token.low in FINITE for token in tokens) or content[-1].low in english.THINGS
    proper = [] if inside else [token for token in names if _is_proper(scene, token)]
    plain = head is None and not names
    # Behind a weak verb only somebody with a name of their own, or a body, is taken for a source.
    if junk or plain or not (strong or proper or (head and head.low in english.BODY_NOUNS)):
        return None
    return _credit(scene, start, end, "unknown", frozenset(), strong=strong)


def _is_proper(scene: Scene, token: Token) -> bool:
    """Is it a name by its capital: no nationality, and no word that merely begins the sentence?"""
    country = token.low in english.COUNTRY_WORDS | _ADJECTIVES
    first = token is scene.tokens[0] and (is_common(token.low) or kind(token.low) < CONTENT)
    return not (country or first or scene.quotes(token))


def _is_member(tokens: tuple[Token, ...], mention: Mention) -> bool:
    """Somebody of a body on file: an official at the Unification Ministry."""
    before = [token for token in tokens if token.end <= mention.span.start]
    content = [token.low for token in before if token.low not in SMALL]
    nouns = english.PEOPLE_NOUNS | english.BODY_NOUNS | english.COUNTRY_WORDS
    described = not any(token.capital for token in before[1:]) and nouns.isdisjoint(content)
    return described or (len(content) <= 1 and all(word in english.PEOPLE_NOUNS for word in content))


def _begins_anew(tokens: Sequence[Token]) -> int:
    """Where a phrase of its own begins with an article: “in a session on Tuesday the National Assembly”."""
    starts = (
        at
        for at in range(len(tokens) - 1, 0, -1)
        if tokens[at].low in ("the", "a", "an") and tokens[at - 1].low not in _BEFORE_ARTICLES
    )
    return next(starts, 0)


def _credit(scene: Scene, start: int, end: int, kind: Kind, keys: frozenset[str], *, strong: bool) -> Credit:
    words = scene.text[start - scene.offset : end - scene.offset]
    return Credit(Span(start, end), words, kind, keys, strong)
