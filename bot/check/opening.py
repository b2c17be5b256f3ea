"""Who a sentence begins with, as far as its first verb: the source of “…, it said”, or of a verb not
known."""

from __future__ import annotations

from typing import Final

from bot.check.credit import Credit, resolved
from bot.check.phrases import Scene, subject

_NO_SUBJECT: Final = frozenset(
    """
    in on at to from by for as with when while if once after before because among under since according of not
    so that what who where how why until during despite amid
    """.split()
)


def opening(scene: Scene) -> Credit | None:
    """The phrase that a sentence begins with, where it can be a source; it need not be one."""
    tokens = scene.tokens
    if not tokens or scene.quotes(tokens[0]) or tokens[0].low in _NO_SUBJECT:
        return None
    phrase = subject(scene, 0)
    return resolved(scene, phrase, strong=True) if phrase else None
