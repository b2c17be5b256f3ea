"""What a revision changed, taken out of the files again: a merge of three states by lines."""

from __future__ import annotations

from merge3 import Merge3

from bot import load
from bot.errors import ChangedError


def without(current: load.Files, after: load.Files, before: load.Files) -> dict[str, bytes | None]:
    """The new content of each file in which the way from before to after is to be undone; None: it goes.

    Raises ChangedError where the same lines have been changed since.
    """
    names = sorted({*after, *before})
    wanted = {
        name: _merged(name, current, after, before) for name in names if after.get(name) != before.get(name)
    }
    return {name: data for name, data in wanted.items() if data != current.get(name)}


def _merged(name: str, current: load.Files, after: load.Files, before: load.Files) -> bytes | None:
    now, base, goal = current.get(name), after.get(name), before.get(name)
    if now == base:
        return goal
    if now is None or base is None or goal is None:
        if now == goal:
            return now
        raise ChangedError(_since(name))
    merge = Merge3(_lines(base), _lines(now), _lines(goal))
    lines: list[bytes] = []
    for kind, *found in merge.merge_groups():
        if kind == "conflict":
            raise ChangedError(_since(name))
        lines += found[0]
    return b"".join(lines)


def _lines(data: bytes) -> list[bytes]:
    return data.splitlines(keepends=True)


def _since(name: str) -> str:
    return (
        f"The same lines of {name} have been changed again since. Undo the later change first, or edit the "
        "fact as it stands now."
    )
