"""Commented skeletons of a fact, a source and a name, made from the model's own fields.

What must be written stands there with nothing behind its colon, so that lint says what is still missing; what
may be written stands in a comment with its meaning, to be taken out of it.
"""

from __future__ import annotations

import dataclasses
import re
import textwrap
from collections.abc import Iterator
from typing import Any, Final, Literal, get_args, get_origin, get_type_hints

from bot import schema
from bot.errors import RefusedError
from bot.model import Fact, Name, Source
from bot.shape import is_required
from bot.text import joined

Kind = Literal["fact", "source", "name"]
Table = Literal["facts", "names"]
_WIDTH: Final = 100
_STEP: Final = "  "
_END: Final = "..."
_LAST: Final = re.compile(r"\n\.\.\.[ \t]*\n*\Z")


def skeleton(kind: Kind, key: str, digest: str = "") -> str:
    """The text of a skeleton: of a fact or a name, indented as it stands below its file's `facts:` or
    `names:`; of a source the whole file. `digest` is the sha256 of the source's document, if it is known."""
    match kind:
        case "fact":
            return "\n".join([f"{_STEP}{key}:", *_record(Fact, _STEP * 2), ""])
        case "name":
            return "\n".join([f"{_STEP}{key}:", *_record(Name, _STEP * 2), ""])
        case "source":
            lines = [schema.schema_line("source"), *_record(Source, ""), _END, ""]
            return "\n".join(f"sha256: {digest}" if digest and line == "sha256:" else line for line in lines)


def appended(text: str, table: Table, entry: str, file: str) -> str:
    """The file with an entry behind the last of its `table`, before the line `...`; all else as it was.

    file: its name, for the message. Raises RefusedError where the table is not what the file ends with: the
    entry would come to stand in something else.
    """
    end = _LAST.search(text)
    body = text[: end.start() + 1] if end else ""
    tops = [line for line in body.removeprefix("\ufeff").splitlines() if line and line[0] not in " #"]
    if end is None or not tops or not re.fullmatch(rf"{table}:\s*(#.*)?", tops[-1]):
        raise RefusedError(
            f"{file} does not end with the entries of “{table}:” and a line “...”; print the skeleton, and "
            f"paste it below “{table}:” by hand."
        )
    below = body[body.rindex(tops[-1]) + len(tops[-1]) :]
    first = re.search(r"^( +)[^ #\n]", below, re.MULTILINE)
    further = " " * (len(first[1]) - len(_STEP)) if first else ""  # some files indent by more
    gap = "" if body.endswith("\n\n") else "\n"
    return f"{body}{gap}{textwrap.indent(entry, further)}{text[end.start() + 1 :]}"


def _record(kind: type[Any], indent: str) -> Iterator[str]:
    fields = dataclasses.fields(kind)
    hints = get_type_hints(kind)
    for field in sorted(fields, key=lambda each: not is_required(each)):
        hint = hints[field.name]
        if not is_required(field):
            yield from _optional(field, hint, f"{indent}# ")
            continue
        yield from _wrapped(_meaning(field, hint), f"{indent}# ")
        inner = _item(hint)
        yield f"{indent}{field.name}:"
        if dataclasses.is_dataclass(inner) and isinstance(inner, type):
            yield from _as_item(_record(inner, f"{indent}{_STEP * 2}"), indent)
        elif get_origin(hint) is tuple:
            yield f"{indent}{_STEP}-"


def _optional(field: dataclasses.Field[Any], hint: Any, margin: str) -> Iterator[str]:  # noqa: ANN401 - a hint
    """In comments: the key, its meaning, and below it those of the record that it holds."""
    inner = _item(hint)
    if not (dataclasses.is_dataclass(inner) and isinstance(inner, type)):
        yield from _wrapped(f"{field.name}: {_meaning(field, hint)}", margin)
        return
    needed = ", ".join(f"{each.name}: …" for each in dataclasses.fields(inner) if is_required(each))
    form = f"a line “- {{{needed}}}” each" if get_origin(hint) is tuple else f"{{{needed}}}"
    yield from _wrapped(f"{field.name}: {_meaning(field, hint)} Write {form}; its keys:", margin)
    hints = get_type_hints(inner)
    for each in dataclasses.fields(inner):
        yield from _optional(each, hints[each.name], f"{margin}{_STEP * 2}")


def _meaning(field: dataclasses.Field[Any], hint: Any) -> str:  # noqa: ANN401 - a type hint
    """What the field means, with the words that it takes, where the meaning does not name them."""
    doc, inner = str(field.metadata["doc"]), _item(hint)
    values = tuple(map(str, get_args(inner))) if get_origin(inner) is Literal else ()
    return doc if all(each in doc for each in values) else f"{doc} Write {joined(values, 'or')}."


def _as_item(lines: Iterator[str], indent: str) -> Iterator[str]:
    """The lines of a record as the first item of a list: a dash before its first key."""
    has_dash = False
    for line in lines:
        if has_dash or line.strip().startswith("#"):
            yield line
        else:
            has_dash = True
            yield f"{indent}{_STEP}- {line.strip()}"


def _wrapped(words: str, margin: str) -> Iterator[str]:
    width = _WIDTH - len(margin)
    lines = textwrap.wrap(words, width, break_long_words=False, break_on_hyphens=False)
    return (f"{margin}{line}" for line in lines)


def _item(hint: Any) -> Any:  # noqa: ANN401 - a type hint
    """What a field holds: of a list its items', of an optional value the value's own type."""
    hint = schema.without_none(hint)
    return get_args(hint)[0] if get_origin(hint) is tuple else hint
