"""Where a source's phrase begins and ends: read from its verb to the left, or from “by” to the right."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bot.check import english
from bot.check.namebook import Mention, NameBook
from bot.check.review import Span
from bot.check.tokens import Token

LONGEST: Final = 14
"""Words of a source's phrase that are looked at."""
FINITE: Final = frozenset(
    "has have had was were is are will would could may might did does do been be".split()
)
"""Verbs at which a phrase ends, and which no source's phrase has inside."""
CUT: Final = re.compile(r"[,;:()\[\]\"]| - |--|…|\.\.\.")
"""Marks at which a phrase ends."""
_VERBS: Final = frozenset("took made gave sent held got kept wants sees read drew set laid came went".split())
"""Verbs of no regular ending at which a subject ends."""
_LONGEST_SUBJECT: Final = 8
_HEARD: Final = frozenset("who which heard seen shown filmed recorded".split())
_STOPS: Final = frozenset("on during who has had was were is are after as would".split())
_BEHIND_ENDS: Final = (english.BOUNDARIES - {"for"}) | english.PRONOUNS | english.INVERTED | _STOPS | {"to"}
_RELATIVE: Final = frozenset("who which has had was were".split())
_OF_SOURCE: Final = frozenset("by of from".split())


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence with its names and quotations, as far as it is read when its sources are looked for."""

    text: str  # folded, from the sentence's start
    offset: int
    tokens: tuple[Token, ...]
    mentions: tuple[Mention, ...]
    quoted: tuple[Span, ...]
    book: NameBook

    def quotes(self, token: Token) -> bool:
        """Is the word inside a quotation, and so the speaker's own?"""
        return any(span.holds(token.start) for span in self.quoted)

    def names_a_quotation(self, token: Token) -> bool:
        """Is it the verb of the words that stand quoted: families call their sons “…”?"""
        return bool(self.quoted) and token.low in english.NAMING

    def speaks(self, mention: Mention) -> bool:
        """Is it a name of somebody, not of a place?"""
        return mention.key in self.book.names and self.book.names[mention.key].kind in ("person", "body")

    def between(self, first: int, second: int) -> str:
        """What stands between two words."""
        return self.text[self.tokens[first].end - self.offset : self.tokens[second].start - self.offset]


def before(scene: Scene, at: int) -> range:
    """The phrase before a verb, from its last boundary; what stands between commas is stepped over."""
    end = at
    while end and scene.tokens[end - 1].low in english.AUXILIARIES | _HEARD and not _is_cut(scene, end):
        end -= 1
    if scene.tokens[at].low.endswith("ing") and end:
        end = _first_verb(scene, _segment(scene, end), end)
    start = start_of(scene, end)
    if end and _is_cut(scene, end):
        return _before_apposition(scene, start, end)
    return range(start, end)


def _is_cut(scene: Scene, at: int) -> bool:
    """Does a comma, or another mark, stand before this word?"""
    return 0 < at < len(scene.tokens) and CUT.search(scene.between(at - 1, at)) is not None


def _before_apposition(scene: Scene, start: int, end: int) -> range:
    """“Koo, the ministry's spokesperson, …”, “Lee, speaking to reporters, …”, “the NIS, whose chief …, …”."""
    segment = _segment(scene, end)
    for mention in scene.mentions:
        if mention.end == segment and scene.book.kind(mention.key) == "person":
            return range(mention.first, segment)
    first = scene.tokens[segment].low
    if segment and (first in ("whose", "who", "which", "of") or first.endswith("ing")):
        return range(start_of(scene, segment), segment)
    wider = start_of(scene, start)
    named = [mention.first for mention in scene.mentions if wider <= mention.first < end]
    return range(wider, start) if named and all(place < start for place in named) else range(start, end)


def _first_verb(scene: Scene, start: int, end: int) -> int:
    """“… expressed a desire to stay, saying”: the source stands before the first of the verbs."""
    verbs = (n for n in range(start + 1, end) if scene.tokens[n].low in english.SPEECH)
    return next(verbs, end)


def _segment(scene: Scene, end: int) -> int:
    """Where what ends here begins behind its comma."""
    start = end - 1
    while start and not CUT.search(scene.between(start - 1, start)):
        start -= 1
    return start


def start_of(scene: Scene, end: int) -> int:
    """The place where the phrase that ends before `end` begins."""
    start = end
    while start and end - start < LONGEST:
        if start < end and CUT.search(scene.between(start - 1, start)):
            break
        if scene.tokens[start - 1].low in english.BOUNDARIES | FINITE | {"said", "says", "which"}:
            break
        start -= 1
    return start


def behind(scene: Scene, at: int) -> range:
    """The phrase behind “by”, “according to”, “said”, up to its next boundary."""
    end = at
    while end < len(scene.tokens) and end - at < LONGEST:
        token = scene.tokens[end]
        if end > at and CUT.search(scene.between(end - 1, end)):
            break
        if end > at and token.low in _BEHIND_ENDS:
            break
        end += 1
    return range(at, end)


def source_behind(scene: Scene, at: int) -> range:
    """Behind “according to”: a source, or its words: “an earlier claim by Seoul”, “the NIS's forecast”."""
    end = at
    while end < len(scene.tokens) and end - at < LONGEST:
        if end > at and CUT.search(scene.between(end - 1, end)):
            break
        if end > at and scene.tokens[end].low in english.BOUNDARIES | english.INVERTED | _RELATIVE:
            break
        end += 1
    for n in range(at, end - 1):
        if scene.tokens[n].low in english.SAYING_NOUNS and scene.tokens[n + 1].low in _OF_SOURCE:
            return range(n + 2, end)
    return range(at, end)


def subject(scene: Scene, start: int) -> range:
    """The phrase that begins here, up to its verb; empty where none ends in time."""
    last = min(len(scene.tokens), start + _LONGEST_SUBJECT + 1)
    end = next((at for at in range(start + 1, last) if _is_verb_or_cut(scene, at)), start)
    return range(start, end)


def _is_verb_or_cut(scene: Scene, at: int) -> bool:
    token = scene.tokens[at]
    if CUT.search(scene.between(at - 1, at)):
        return True
    verb = token.low in FINITE | english.SPEECH | _VERBS or (token.low.endswith("ed") and not token.capital)
    return verb and not token.tied
