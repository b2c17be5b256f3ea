"""Keeps Python's memory management from holding up the event loop while an edition is swapped.

Two things do at 10,000 facts, both measured (`tests/benchmarks/reloading.py`): the cyclic collector, which
looks at every object of an edition at once, and freeing an edition, a million objects in one go. Neither lets
another thread run meanwhile, so a thread of its own helps against neither.
"""

from __future__ import annotations

import gc
import time
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import Final

_AT_ONCE: Final = 2_000  # objects between two breaths: about a millisecond's work
_BREATH: Final = 0.001  # seconds in which whoever waits gets to run
_CONTAINERS: Final = (tuple, list, dict, set, frozenset, MappingProxyType)


@contextmanager
def uncollected() -> Iterator[None]:
    """No cyclic collection meanwhile; what was made is left out of later ones, which find nothing in it.

    An edition has no cycles: it is freed by its reference counts when it is let go.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        if was_on:
            gc.enable()


def let_go(holder: list[object]) -> None:
    """Free what the list holds, alone, a few objects at a time; to be run in a thread.

    Each object is held here until its turn comes, those that contain others first, so that nothing is freed
    with all that it contains. What else holds a part of it keeps that part alive.
    """
    held: deque[object] = deque()
    seen: set[int] = set()
    waiting = deque(holder)
    holder.clear()
    while waiting:
        held.append(waiting.popleft())
        for inner in gc.get_referents(held[-1]):
            if _is_ours(inner) and id(inner) not in seen:
                seen.add(id(inner))
                waiting.append(inner)
        if len(held) % _AT_ONCE == 0:
            time.sleep(_BREATH)
    inner = None
    while held:
        for _ in range(min(_AT_ONCE, len(held))):
            held.popleft()
        time.sleep(_BREATH)


def _is_ours(value: object) -> bool:
    """Is it a container of an edition: plain data, or a record of this program? Not a class, not a module."""
    kind = type(value)
    return issubclass(kind, (*_CONTAINERS, Mapping)) or kind.__module__.partition(".")[0] == "bot"
