"""Old → new, in words: of a value, of a long text, of a list."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any, Final

from bot.text import cut, joined

_LONG: Final = 160  # characters up to which a text is shown whole
_AROUND: Final = 5  # words of what is the same, shown on either side of what differs
_LISTED: Final = 6  # phrases that a line repeats
_NONE: Final = "none"

Lines = Iterator[str]


def clear(text: str) -> str:
    """The text on one line, with an escape for each character that can't be seen, or that looks like a space.

    A non-breaking space for a space is a change of a passage like any other.
    """
    return "".join(each if each.isprintable() else f"\\u{ord(each):04x}" for each in text)


def plain(name: str, before: Any, after: Any) -> Lines:  # noqa: ANN401 - a value of any field
    """A field without words of its own."""
    if isinstance(before, tuple) and isinstance(after, tuple):
        return listed(name, [shown(each) for each in before], [shown(each) for each in after])
    return iter((f"{name}: {arrow(shown(before), shown(after))}",))


def shown(value: Any) -> str:  # noqa: ANN401 - the same
    """A value of any field as a text: a record as its fields, what is left out as “none”."""
    match value:
        case None | ():
            return _NONE
        case bool():
            return "true" if value else "false"
        case tuple():
            return joined(tuple(shown(each) for each in value))
        case _ if dataclasses.is_dataclass(value):
            named = ((each.name, getattr(value, each.name)) for each in dataclasses.fields(value))
            return ", ".join(f"{name} {shown(each)}" for name, each in named if each not in (None, ()))
    return str(value)


def listed(name: str, before: Sequence[str], after: Sequence[str]) -> Lines:
    """A list: what came and what went, by number and by name; or that its order alone is another."""
    added, gone = new_in(after, before), new_in(before, after)
    if not (added or gone):
        yield f"{name}: another order"
        return
    said = [
        f"{len(each)} {what}: {joined(tuple(f'“{cut(clear(one), _LONG)}”' for one in each[:_LISTED]))}"
        + (" and more" if len(each) > _LISTED else "")
        for what, each in (("added", added), ("removed", gone))
        if each
    ]
    yield f"{name}: {'; '.join(said)}"


def new_in(these: Sequence[str], others: Sequence[str]) -> list[str]:
    """What stands more often in `these` than in `others`, in order, each as often as that."""
    left, found = list(others), []
    for each in these:
        if each in left:
            left.remove(each)
        else:
            found.append(each)
    return found


def arrow(before: str, after: str) -> str:
    """Old → new; of long texts each part that differs, whole, with a few words of what is around it."""
    if max(len(before), len(after)) > _LONG:
        before, after = _differing(before, after)
    is_prose = " " in before + after
    return " → ".join(_marked(each, is_prose=is_prose) for each in (before, after))


def _marked(text: str, *, is_prose: bool) -> str:
    """The text in quotation marks, where either of the two has several words."""
    if text in ("", _NONE):
        return _NONE
    return f"“{clear(text)}”" if is_prose else clear(text)


def _differing(before: str, after: str) -> tuple[str, str]:
    """Both without what is the same in both and far from what is not."""
    old, new = before.split(" "), after.split(" ")
    groups = list(SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(_AROUND))
    if not groups:
        return before, after
    return (
        _parts(old, [(group[0][1], group[-1][2]) for group in groups]),
        _parts(new, [(group[0][3], group[-1][4]) for group in groups]),
    )


def _parts(text: list[str], spans: list[tuple[int, int]]) -> str:
    cut_before, cut_after = spans[0][0] > 0, spans[-1][1] < len(text)
    said = " … ".join(" ".join(text[start:end]) for start, end in spans)
    return f"{'… ' if cut_before else ''}{said}{' …' if cut_after else ''}"
