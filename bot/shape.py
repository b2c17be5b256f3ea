"""From YAML nodes to the model's values, by the dataclasses' own type hints.

Nothing is guessed: an unknown key, a missing one, a list where text belongs, a date that is none
are problems with file and line. All of them are collected; a value with a problem is left out and
what holds it is left out with it.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import re
import types
from collections.abc import Mapping as MappingType
from decimal import Decimal
from typing import Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from rapidfuzz import fuzz, process

from bot import strict_yaml
from bot.errors import Problem
from bot.text import joined

Path = tuple[str | int, ...]

ID: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MAX_ID: Final = 60
MAX_TEXT: Final = 1_000  # characters of one text: what a card can show, and an address that Slack takes
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,6})?")
_SMALL = re.compile(r"[0-9]{1,4}")
_LIKE = 70  # rapidfuzz ratio from which a key is offered as “did you mean”


class _Left:
    """Stands for a value that could not be made; its problem is already noted."""


_LEFT: Final = _Left()


@dataclasses.dataclass(slots=True)
class Reading:
    """What is noted while one file is read: problems, and the line where each value stands."""

    file: str
    problems: list[Problem] = dataclasses.field(default_factory=list)
    lines: dict[Path, int] = dataclasses.field(default_factory=dict)
    required: set[Path] = dataclasses.field(default_factory=set)

    def wrong(self, path: Path, line: int, what: str, write: str) -> _Left:
        """Note a problem; the id is the fact, name or occasion that the path goes through."""
        named = str(path[1]) if len(path) > 1 and isinstance(path[1], str) else ""
        self.problems.append(Problem(self.file, line, named, what, write))
        return _LEFT

    def value(self, node: strict_yaml.Node, kind: Any, path: Path) -> Any:
        """The node as a value of `kind`, or `_LEFT` with a problem noted."""
        self.lines[path] = node.line
        if dataclasses.is_dataclass(kind) and isinstance(kind, type):
            return self._record(node, kind, path)
        origin, inner = get_origin(kind), get_args(kind)
        if origin in (Union, types.UnionType):
            return self.value(node, next(each for each in inner if each is not type(None)), path)
        if origin is tuple:
            return self._list(node, inner[0], path)
        if origin is MappingType:
            return self._table(node, inner[1], path)
        return self._scalar(node, kind, path)

    def _record(self, node: strict_yaml.Node, kind: Any, path: Path) -> Any:
        if not isinstance(node, strict_yaml.Mapping):
            return self.wrong(path, node.line, f"{_place(path)} must have keys", f"write {_keys(kind)}")
        hints = _hints(kind)
        required = [each for each in dataclasses.fields(kind) if is_required(each)]
        self.required.update((*path, each.name) for each in required)
        values: dict[str, Any] = {}
        for key, child in node.entries:
            if key.text in hints:
                values[key.text] = self.value(child, hints[key.text], (*path, key.text))
            else:
                self.wrong(
                    path,
                    key.line,
                    f"unknown key “{_shown(key.text)}” in {_place(path)}",
                    _instead(key.text, hints),
                )
        for each in required:
            if each.name not in values:
                doc = str(each.metadata.get("doc", ""))
                values[each.name] = self.wrong(
                    path, node.line, f"{_place(path)} has no “{each.name}”", f"write {each.name}: {doc}"
                )
        return _LEFT if any(value is _LEFT for value in values.values()) else kind(**values)

    def _list(self, node: strict_yaml.Node, kind: Any, path: Path) -> Any:
        if isinstance(node, strict_yaml.Scalar) and kind is str and node.text:
            value = self._scalar(node, kind, path)
            return value if value is _LEFT else (value,)
        if not isinstance(node, strict_yaml.Sequence):
            return self.wrong(
                path, node.line, f"{_place(path)} must be a list", "write one “- …” line an entry"
            )
        if not node.items:
            return self._empty(path, node.line, "write an entry")
        values = [self.value(item, kind, (*path, number)) for number, item in enumerate(node.items, 1)]
        return _LEFT if any(value is _LEFT for value in values) else tuple(values)

    def _table(self, node: strict_yaml.Node, kind: Any, path: Path) -> Any:
        if not isinstance(node, strict_yaml.Mapping):
            return self.wrong(
                path, node.line, f"{_place(path)} must have ids as keys", "write “some-id:” and its keys"
            )
        values: dict[str, Any] = {}
        for key, child in node.entries:
            if not ID.fullmatch(key.text) or len(key.text) > MAX_ID:
                self.wrong(
                    (*path, _shown(key.text)),
                    key.line,
                    "this is no id",
                    f"write small letters a–z, digits and single hyphens, at most {MAX_ID} characters",
                )
                continue
            values[key.text] = self.value(child, kind, (*path, key.text))
            self.lines[(*path, key.text)] = key.line
        # What is whole is kept, so that the checks that follow can speak of it too.
        return types.MappingProxyType({key: value for key, value in values.items() if value is not _LEFT})

    def _empty(self, path: Path, line: int, write: str) -> _Left:
        other = "" if path in self.required else ", or leave the key out"
        return self.wrong(path, line, f"{_place(path)} is empty", f"{write}{other}")

    def _scalar(self, node: strict_yaml.Node, kind: Any, path: Path) -> Any:
        if not isinstance(node, strict_yaml.Scalar):
            return self.wrong(
                path, node.line, f"{_place(path)} must be text", "write it after the colon, in quotes"
            )
        if not node.text.strip():
            return self._empty(path, node.line, "write it" if kind is str else _wanted(kind))
        text = node.text.strip() if node.plain else node.text
        if len(text) > MAX_TEXT:
            return self.wrong(
                path, node.line, f"{_place(path)} is too long", f"shorten it to {MAX_TEXT:,} characters"
            )
        made = _converted(text, kind)
        if isinstance(made, _Left):
            return self.wrong(path, node.line, f"{_place(path)} is “{_shown(text)}”", _wanted(kind))
        return made


@functools.cache
def _hints(kind: Any) -> dict[str, Any]:
    """The fields of a class and their kinds; to find them each time took a third of all reading."""
    return get_type_hints(kind)


def is_required(field: dataclasses.Field[Any]) -> bool:
    """Must this field of a record be written? It has no default."""
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def _converted(text: str, kind: Any) -> Any:
    if kind is str:
        return text
    if get_origin(kind) is Literal:
        return text if text in get_args(kind) else _LEFT
    if kind is bool:
        return {"true": True, "false": False}.get(text, _LEFT)
    if kind is dt.date:
        return _date(text)
    if kind is Decimal:
        return Decimal(text) if _NUMBER.fullmatch(text) else _LEFT
    return int(text) if _SMALL.fullmatch(text) else _LEFT


def _date(text: str) -> Any:
    if not _DATE.fullmatch(text):
        return _LEFT
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return _LEFT


def _wanted(kind: Any) -> str:
    if get_origin(kind) is Literal:
        return f"write {joined(tuple(str(each) for each in get_args(kind)), 'or')}"
    return {
        bool: "write true or false",
        dt.date: "write a day that exists, as 2025-01-13",
        Decimal: "write digits without commas: 2700",
        int: "write a whole number",
    }[kind]


def _keys(kind: type[Any]) -> str:
    return joined(tuple(f"{each.name}:" for each in dataclasses.fields(kind)))


def _instead(key: str, known: dict[str, Any]) -> str:
    near = process.extractOne(key[:MAX_ID], tuple(known), scorer=fuzz.ratio, score_cutoff=_LIKE)
    return f"did you mean “{near[0]}”?" if near else f"write one of {joined(tuple(known), 'or')}"


def _place(path: Path) -> str:
    """The path in words: “statement 2, passage 1, exact”."""
    under_an_id = len(path) > 1 and isinstance(path[1], str)
    words = [] if under_an_id or not path else [str(path[0])]
    rest = path[2:] if under_an_id else path[1:]
    for step in rest:
        if isinstance(step, int) and words:
            words[-1] = f"{words[-1]} {step}"
        else:
            words.append(str(step))
    return ", ".join(words) or "this entry"


def _shown(text: str) -> str:
    return text if len(text) <= MAX_ID else text[:MAX_ID] + "…"
