"""What words are about: stems, and the groups of words that mean the same."""

from __future__ import annotations

from collections.abc import Iterable

from bot.check.english import COUNTRY_WORDS
from bot.check.namebook import SMALL
from bot.search.english import CONTENT, kind
from bot.search.groups import Groups, spans
from bot.search.words import stem


def keys(words: Iterable[str], groups: Groups, *, own: bool = False) -> frozenset[str]:
    """Stems of the words that carry meaning, and the groups of synonyms that they belong to.

    `own`: only the fact file's groups, not those of everyday English.
    """
    found = [word for word in words if telling(word)]
    stems = [(stem(word),) for word in found]
    return frozenset(term for (term,) in stems) | {
        group.key
        for _, _, group in spans(stems, groups)
        if not group.name and (group.key.startswith("=") or not own)
    }


def telling(word: str) -> bool:
    """Does the word say what the matter is? Countries stand in every statement, numbers are checked
    elsewhere."""
    small = word in SMALL or word in COUNTRY_WORDS or word in ("north", "south")
    return not small and kind(word) == CONTENT and not word[:1].isdigit()
