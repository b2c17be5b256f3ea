"""Whether two questions to the fact desk ask the same.

Strict on purpose: whoever asked one of a group is told the answer to all of it. The same words in other
forms, misspelt, or with another beginning are the same; one more word, another number or name, or who did it
and whom it was done to the other way round, are not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from rapidfuzz.distance import OSA

from bot.search import words as search_words
from bot.search.words import Word

_NOT: Final = re.compile(r"n['’]t\b", re.IGNORECASE)
# They may be left out without the question becoming another. Not among them are words that turn it: to, from,
# by, against, before, not, no, more, who, when, where, why.
_EMPTY: Final = frozenset(
    """a an the of in on at for and is are was were be been being am do does did done has have had having
    there this that these those it its any some we us our you your i im me my can could would should will
    shall may might please tell know knows find out about say hi hello hey thanks thank so well what whats
    which really true actually ever exactly currently now yet still if whether anyone anybody
    anything""".split()
)
_SHORT: Final = 5  # letters from which a word may be misspelt by one slip
_LONG: Final = 9  # letters from which it may be by two
_LONGEST: Final = 1_000  # characters of a question that is compared word by word
_ROTATED: Final = 3  # words from which the end may stand first: “killed in Kursk, how many”


def nearest(text: str, others: Sequence[str]) -> int | None:
    """Where among the others stands the one that asks the same: the most alike, then the first of these."""
    words = _words(text)
    slips = ((_slips(words, _words(other)), place) for place, other in enumerate(others))
    return min(((found, place) for found, place in slips if found is not None), default=(0, None))[1]


def _words(text: str) -> tuple[Word, ...]:
    """The words that count, in order; all of them where none does. A very long text is one word."""
    if len(text) > _LONGEST:
        whole = search_words.folded(text)
        return (Word(whole, whole),)
    words = search_words.words(_NOT.sub(" not", text))
    return tuple(word for word in words if word.surface not in _EMPTY) or words


def _slips(words: tuple[Word, ...], others: tuple[Word, ...]) -> int | None:
    """How many slips of the keys are between two questions; None where they ask something else."""
    if not words or not others:
        return None
    if "".join(word.surface for word in words) == "".join(word.surface for word in others):
        return 0  # ceasefire, cease-fire, cease fire
    if len(words) != len(others):
        return None
    turns = len(words) if len(words) >= _ROTATED else 1
    turned = (_in_order(words[turn:] + words[:turn], others) for turn in range(turns))
    return min((slips for slips in turned if slips is not None), default=None)


def _in_order(words: tuple[Word, ...], others: tuple[Word, ...]) -> int | None:
    total = 0
    for word, other in zip(words, others, strict=True):
        slips = _between(word, other)
        if slips is None:
            return None
        total += slips
    return total


def _between(word: Word, other: Word) -> int | None:
    """Slips between two words, 0 for forms of one word; None for two words. Numbers and initials agree."""
    if word.term == other.term:
        return 0
    one, two = word.surface, other.surface
    if one[0] != two[0] or any(char.isdigit() for char in word.term + other.term):
        return None
    length = min(len(one), len(two))
    if length > search_words.LONGEST_WORD:
        return None
    allowed = 0 if length < _SHORT else 1 if length < _LONG else 2
    slips = OSA.distance(one, two, score_cutoff=allowed)
    return slips if slips <= allowed else None
