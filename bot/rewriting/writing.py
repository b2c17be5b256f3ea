"""Values as YAML text in the house's style: what a person would have written.

Text that another reader of YAML would take for something else (NO, 010, 22:30, 2025-01-13) stands in double
quotes, and so does prose. A line is never folded: a value stands on one line, however long.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from decimal import Decimal
from typing import Final

import yaml

from bot.model import Figure, Hedge, Hop, Side, Verification
from bot.rewriting.trees import Kind, Tree, fields, item

STEP: Final = 2  # columns by which a level is indented
_ON_ONE_LINE: Final = (Figure, Hop, Hedge, Side, Verification)  # as facts/README.md shows them: {…}
_LISTS_ON_ONE_LINE: Final = frozenset({"related", "who"})
_PROSE: Final = frozenset(
    "claim caution exact prefix suffix quotes as_printed says note headline withdrawn_because".split()
)
_AS_TYPED: Final = (bool, int, dt.date, Decimal)  # their text is checked to be one: it needs no quotes
_PLAIN: Final = re.compile(r"[^\W_](?:.*\S)?")
_NOT_PLAIN: Final = re.compile(r":(?:\s|$)|\s#|[\n]")
_FLOW: Final = re.compile(r"[,\[\]{}]|:$")
# What YAML 1.2 reads as a number and PyYAML, which knows 1.1, as text: 0o17, 1e5; and 1.1's y and n.
_LIKE_A_NUMBER: Final = re.compile(r"[0-9][0-9a-fox_.:+-]*|[yn]", re.IGNORECASE)
_ESCAPES: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n"}


def double_quoted(text: str) -> str:
    """The text in double quotes; what can't be told from a space, or seen at all, as its escape."""
    return '"' + "".join(_ESCAPES.get(char) or _escaped(char) for char in text) + '"'


def _escaped(char: str) -> str:
    if char == " " or unicodedata.category(char)[0] not in "ZC":
        return char
    return f"\\u{ord(char):04x}" if ord(char) <= 0xFFFF else f"\\U{ord(char):08x}"  # noqa: PLR2004 - four digits


def scalar(
    text: str, kind: Kind = str, *, name: str = "", style: str | None = None, flow: bool = False
) -> str:
    """A text as a scalar.

    name: the field's. style: the quotes that the value had so far (`"`, `'`, "" for none); None where it is
    new. flow: does it stand inside {…} or […]?
    """
    if style == "'" and text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    is_bare = style == "" or (style is None and (kind is not str or name not in _PROSE))
    return text if is_bare and _is_safe(text, kind, flow=flow) else double_quoted(text)


def _is_safe(text: str, kind: Kind, *, flow: bool) -> bool:
    """Is it read as this text without quotes, by any reader?"""
    if kind in _AS_TYPED:
        return True
    if not text.isprintable() or not _PLAIN.fullmatch(text) or _NOT_PLAIN.search(text):
        return False
    if (flow and _FLOW.search(text)) or _LIKE_A_NUMBER.fullmatch(text):
        return False
    types = yaml.SafeLoader.yaml_implicit_resolvers.get(text[0], [])
    return not any(pattern.match(text) for _, pattern in types)


def literal(tree: Tree) -> str:
    """A value for reading back only: all of it in double quotes, on one line."""
    match tree:
        case str():
            return double_quoted(tree)
        case list():
            return f"[{', '.join(map(literal, tree))}]"
        case dict():
            return f"{{{', '.join(f'{double_quoted(key)}: {literal(each)}' for key, each in tree.items())}}}"


def inline(tree: Tree, kind: Kind, name: str) -> str:
    """A value on one line, as it stands inside {…} or […]."""
    match tree:
        case str():
            return scalar(tree, kind, name=name, flow=True)
        case list():
            if name == "who" and len(tree) == 1:
                return inline(tree[0], item(kind), name)
            return f"[{', '.join(inline(each, item(kind), name) for each in tree)}]"
        case dict():
            kinds = fields(kind)
            parts = (f"{key}: {inline(tree[key], kinds[key], key)}" for key in kinds if key in tree)
            return f"{{{', '.join(parts)}}}"


def entry(key: str, tree: Tree, kind: Kind, column: int) -> list[str]:
    """The lines of `key: value`, indented to a column."""
    head = f"{' ' * column}{key}:"
    match tree:
        case str():
            return [f"{head} {scalar(tree, kind, name=key)}"]
        case list() if key not in _LISTS_ON_ONE_LINE:
            lines = (line for each in tree for line in list_item(each, item(kind), column + STEP, key))
            return [head, *lines]
        case dict() if kind not in _ON_ONE_LINE:
            return [head, *block(tree, kind, column + STEP)]
        case _:
            return [f"{head} {inline(tree, kind, key)}"]


def list_item(tree: Tree, kind: Kind, column: int, name: str, *, flow: bool = False) -> list[str]:
    """The lines of `- value`. flow: do its neighbours stand on one line each, inside {…}?"""
    dash = f"{' ' * column}- "
    match tree:
        case str():
            return [dash + scalar(tree, kind, name=name)]
        case dict() if not flow and kind not in _ON_ONE_LINE:
            first, *rest = block(tree, kind, column + STEP)
            return [dash + first[column + STEP :], *rest]
        case _:
            return [dash + inline(tree, kind, name)]


def block(tree: dict[str, Tree], kind: Kind, column: int) -> list[str]:
    """The lines of a mapping's entries, in the model's order."""
    kinds = fields(kind)
    return [line for key in kinds if key in tree for line in entry(key, tree[key], kinds[key], column)]
