"""The schema for people and editors, made from the dataclasses of `model`.

`json_schema` serves completion in text editors; `field_table` is the table of `facts/README.md`.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import re
import types
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from bot import model
from bot.shape import ID, is_required

Kind = Literal["topic", "names", "not-on-file", "source"]
FOLDER: Final = ".schema"  # beside the files that it describes; the loader reads no folder
FACT_KINDS: Final[tuple[Kind, ...]] = ("topic", "names", "not-on-file")  # of facts/; seeds/ has source
_KINDS: Final[Mapping[Kind, type[Any]]] = {
    "topic": model.Topic,
    "names": model.Names,
    "not-on-file": model.Gaps,
    "source": model.Source,
}
_TOPS: Final = (model.Topic, model.Names, model.Gaps, model.Source)
_RECORDS: Final = (
    model.Topic,
    model.Occasion,
    model.Fact,
    model.Statement,
    model.Hop,
    model.Passage,
    model.Hedge,
    model.Figure,
    model.Difference,
    model.Side,
    model.Verification,
    model.Name,
    model.Gap,
    model.Source,
)
_PLAIN: Final[Mapping[Any, dict[str, Any]]] = {
    # Words of digits alone are taken without quotation marks, and a text editor sees a number there.
    str: {"type": ["string", "number"], "minLength": 1},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    Decimal: {"type": "number"},
    dt.date: {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
}


def json_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a file of facts/ or seeds/; each record under `$defs`."""
    definitions = {each.__name__: _record(each) for each in (*_RECORDS, model.Names, model.Gaps)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A file of a Factdesk fact file",
        "anyOf": [{"$ref": f"#/$defs/{each.__name__}"} for each in _TOPS],
        "$defs": definitions,
    }


def kind_schema(kind: Kind) -> dict[str, Any]:
    """JSON Schema of one kind of file: an editor then completes that kind's keys and no others."""
    whole = json_schema()
    top, definitions = _KINDS[kind].__name__, whole["$defs"]
    needed = _needed(definitions, top)
    return {
        "$schema": whole["$schema"],
        "title": f"{whole['title']}: {top}",
        "$ref": f"#/$defs/{top}",
        "$defs": {name: each for name, each in definitions.items() if name in needed},
    }


def _needed(definitions: Mapping[str, Any], top: str) -> set[str]:
    """The record `top` and all that it points to."""
    found, left = set[str](), [top]
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            left += re.findall(r"#/\$defs/(\w+)", json.dumps(definitions[name]))
    return found


def schema_line(kind: Kind) -> str:
    """The first line of a YAML file of this kind: where its schema stands, for a YAML language server."""
    return f"# yaml-language-server: $schema={FOLDER}/{kind}.json"


def _record(kind: type[Any]) -> dict[str, Any]:
    hints = get_type_hints(kind)
    fields = dataclasses.fields(kind)
    return {
        "type": "object",
        "description": (kind.__doc__ or "").partition("\n")[0],
        "additionalProperties": False,
        "required": [each.name for each in fields if is_required(each)],
        "properties": {
            each.name: {"description": each.metadata["doc"], **_kind(hints[each.name])} for each in fields
        },
    }


def without_none(kind: Any) -> Any:
    """The kind itself, without “or None”: leaving the key out is how YAML says None."""
    if get_origin(kind) in (Union, types.UnionType):
        return next(each for each in get_args(kind) if each is not type(None))
    return kind


def _kind(kind: Any) -> dict[str, Any]:
    kind = without_none(kind)
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Literal:
        return {"enum": list(inner)}
    if origin is tuple:
        items = {"type": "array", "minItems": 1, "items": _kind(inner[0])}
        return {"anyOf": [items, {"type": ["string", "number"]}]} if inner[0] is str else items
    if origin is Mapping:
        return {
            "type": "object",
            "propertyNames": {"pattern": f"^{ID.pattern}$"},
            "additionalProperties": _kind(inner[1]),
        }
    if dataclasses.is_dataclass(kind):
        return {"$ref": f"#/$defs/{getattr(kind, '__name__', '')}"}
    return dict(_PLAIN[kind])


def field_table() -> str:
    """Every field of every record as Markdown tables."""
    return "\n\n".join(_table(each) for each in _RECORDS)


def _table(kind: type[Any]) -> str:
    hints = get_type_hints(kind)
    rows = [
        f"| `{each.name}` | {needed} | {_words(hints[each.name])} | {each.metadata['doc']} |"
        for each in dataclasses.fields(kind)
        for needed in ["yes" if is_required(each) else ""]
    ]
    meaning = (kind.__doc__ or "").partition("\n")[0]
    head = ["| key | needed | form | meaning |", "| --- | --- | --- | --- |"]
    return "\n".join([f"### {kind.__name__}", "", meaning, "", *head, *rows])


def _words(kind: Any) -> str:
    kind = without_none(kind)
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Literal:
        return ", ".join(f"`{each}`" for each in inner)
    if origin is tuple:
        return f"list of {_words(inner[0])}"
    if origin is Mapping:
        return f"id: {_words(inner[1])}"
    if dataclasses.is_dataclass(kind):
        return getattr(kind, "__name__", "")
    return {str: "text", bool: "true, false", int: "whole number", Decimal: "digits", dt.date: "2025-01-13"}[
        kind
    ]
