"""What changed between two editions, fact by fact, in values and in words.

    compare(old, new) ─▶ FactChange …      what an editor reads in the history, in `diff`, in an approval
    surroundings(old, new) ─▶ lines        all else: names, sources, occasions, gaps, topics

The words name the figure, the statement and its outlet, and of a long text every part that differs: a second
editor approves what they say. A field that has no words of its own gets the plain “field: old → new”, so that
none can be forgotten.
"""

from bot.changes.comparing import FactChange, compare, digest
from bot.changes.surrounding import surroundings

__all__ = ["FactChange", "compare", "digest", "surroundings"]
