"""A fact's values as text, lists and mappings: what is wanted, and what stands in the file, alike.

A tree is a string, a list of trees, or a dict of trees by key: what strict YAML knows. The model's type
hints, here called kinds, say what each of them is meant to be.
"""

from __future__ import annotations

import dataclasses
import functools
import types
import unicodedata
from collections.abc import Mapping
from typing import Any, TypeAlias, Union, get_args, get_origin, get_type_hints

from bot import strict_yaml
from bot.edits import Plain

Tree: TypeAlias = "str | list[Tree] | dict[str, Tree]"
Kind: TypeAlias = (
    Any  # a type hint of the model: a class, a union with None, tuple[…], Mapping[…], Literal[…]
)


def wanted(value: Plain) -> Tree:
    """What an edit wants, as the file would hold it: text in NFC, and no key where nothing is wanted."""
    match value:
        case bool():
            return "true" if value else "false"
        case list():
            return [wanted(each) for each in value]
        case dict():
            return {key: wanted(each) for key, each in value.items() if each is not None}
        case None:
            return ""
        case _:
            return unicodedata.normalize("NFC", str(value))


def read(node: strict_yaml.Node) -> Tree:
    """What stands in the file."""
    match node:
        case strict_yaml.Scalar():
            return node.text
        case strict_yaml.Sequence():
            return [read(each) for each in node.items]
        case strict_yaml.Mapping():
            return {key.text: read(each) for key, each in node.entries}


def is_same(one: Tree, other: Tree) -> bool:
    """Do two trees say the same? The order of keys says nothing, and `who: nis` is a list of one."""
    match one, other:
        case dict(), dict():
            return one.keys() == other.keys() and all(is_same(one[key], other[key]) for key in one)
        case list(), list():
            return len(one) == len(other) and all(map(is_same, one, other))
        case [str(alone)], str():
            return alone == other
        case str(), [str(alone)]:
            return alone == one
        case _:
            return one == other


@functools.cache
def fields(kind: Kind) -> Mapping[str, Kind]:
    """The fields of a class of the model with their kinds, in its order."""
    return {name: _bare(hint) for name, hint in get_type_hints(kind).items()}


def required(kind: Kind) -> Mapping[str, str]:
    """The fields that must be there, with their meaning."""
    return {
        each.name: str(each.metadata.get("doc", ""))
        for each in dataclasses.fields(kind)
        if each.default is dataclasses.MISSING and each.default_factory is dataclasses.MISSING
    }


def item(kind: Kind) -> Kind:
    """The kind of a list's items, or of a table's values."""
    origin: object = get_origin(kind)
    return _bare(get_args(kind)[0 if origin is tuple else 1])


def _bare(kind: Kind) -> Kind:
    """A kind without its None: what is None is not written."""
    origin: object = get_origin(kind)
    if origin in (Union, types.UnionType):
        return next(each for each in get_args(kind) if each is not type(None))
    return kind
