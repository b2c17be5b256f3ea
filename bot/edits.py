"""Edits of the fact file as values, and as the JSON in which a proposal keeps one.

An edit says what is wanted and of which version; `rewriting` makes the files' new bytes from it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias, TypeGuard

from bot.errors import RefusedError

# A value as the YAML would hold it; days and numbers as the text that the editor typed.
Plain: TypeAlias = "str | int | bool | list[Plain] | dict[str, Plain] | None"


@dataclass(frozen=True, slots=True)
class SetFields:
    """Give fields of a fact new values; None takes a key out.

    version: `changes.digest` of the fact as the editor saw it.
    """

    fact: str
    version: str
    fields: Mapping[str, Plain]


@dataclass(frozen=True, slots=True)
class AddFact:
    """Put a new fact at the end of a topic. file: the topic's file as `facts/NAME.yaml`."""

    file: str
    id: str
    fields: Mapping[str, Plain]


@dataclass(frozen=True, slots=True)
class AddSource:
    """Record a new source document, in a file of its own."""

    id: str
    fields: Mapping[str, Plain]


@dataclass(frozen=True, slots=True)
class Undo:
    """Restore what a revision of the ledger changed."""

    revision: int


Edit: TypeAlias = "SetFields | AddFact | AddSource | Undo"

_UNREADABLE: Final = "This edit was kept by another version of Factdesk, and can't be read. Make it anew."


def to_json(edit: Edit) -> str:
    """The edit as one line of ASCII, which any database and any Slack field takes."""
    return json.dumps(_kept(edit), separators=(",", ":"))


def _kept(edit: Edit) -> dict[str, Any]:
    match edit:
        case SetFields(fact, version, fields):
            return {"set": fact, "version": version, "fields": dict(fields)}
        case AddFact(file, key, fields):
            return {"add": key, "file": file, "fields": dict(fields)}
        case AddSource(key, fields):
            return {"source": key, "fields": dict(fields)}
        case Undo(revision):
            return {"undo": revision}


def from_json(text: str) -> Edit:
    """The edit that `to_json` was given. Raises RefusedError for any other text."""
    try:
        return _edit(json.loads(text))
    except (ValueError, RecursionError):
        raise RefusedError(_UNREADABLE) from None


def _edit(kept: object) -> Edit:
    match kept:
        case {"set": str(fact), "version": str(version), "fields": fields, **rest} if not rest:
            return SetFields(fact, version, _fields(fields))
        case {"add": str(key), "file": str(file), "fields": fields, **rest} if not rest:
            return AddFact(file, key, _fields(fields))
        case {"source": str(key), "fields": fields, **rest} if not rest:
            return AddSource(key, _fields(fields))
        case {"undo": int(revision), **rest} if not rest and not isinstance(revision, bool):
            return Undo(revision)
    raise RefusedError(_UNREADABLE)


def _fields(value: object) -> Mapping[str, Plain]:
    if not isinstance(value, dict) or not all(_is_plain(each) for each in value.values()):
        raise RefusedError(_UNREADABLE)
    return value


def _is_plain(value: object) -> TypeGuard[Plain]:
    if isinstance(value, list):
        return all(_is_plain(each) for each in value)
    if isinstance(value, dict):
        return all(isinstance(key, str) and _is_plain(each) for key, each in value.items())
    return value is None or isinstance(value, str | int)
