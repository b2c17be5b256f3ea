"""A set of entries and queries in files, as retrieval sets are commonly given.

`docs.jsonl` has `{"id", "fields": {name: text or [aliases]}}` a line. Without it, a `removed.json` (a list
of ids) means the documents of the set of the same name without `_oos` beside it, those ids left out. A
file of queries has `{"id", "text", "relevant": [ids]}` a line, where `[]` says that nothing is on file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.search import Document

QUERIES = "queries.dev*.jsonl"


class BadSetError(Exception):
    """A set that cannot be read; the message is one line that says what to do."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question and the ids of the entries that answer it, none where nothing is on file."""

    text: str
    relevant: tuple[str, ...]


def documents(folder: Path) -> Iterator[Document]:
    """Every document of a set, read line by line."""
    path, removed = document_file(folder)
    for where, line in _lines(path):
        match line:
            case {"id": str(key), "fields": dict(fields)}:
                if key not in removed:
                    yield Document(key, {str(name): _rows(where, value) for name, value in fields.items()})
            case _:
                raise BadSetError(f'{where}: write {{"id": text, "fields": {{name: text or [texts]}}}}')


def document_file(folder: Path) -> tuple[Path, frozenset[str]]:
    """Where the documents of a set are, and the ids among them that it leaves out."""
    own, removed = folder / "docs.jsonl", folder / "removed.json"
    if own.is_file():
        return own, frozenset()
    if not removed.is_file():
        raise BadSetError(f"{folder}: no docs.jsonl here; name a folder that has one (or a removed.json)")
    whole = folder.resolve().parent / folder.resolve().name.removesuffix("_oos") / "docs.jsonl"
    if not whole.is_file():
        raise BadSetError(f"{folder}: removed.json needs the whole set at {whole}; put it there")
    try:
        ids = json.loads(removed.read_text(encoding="utf-8"))
    except ValueError as error:
        raise BadSetError(f"{removed}: write a list of ids as JSON ({error})") from error
    if not isinstance(ids, list):
        raise BadSetError(f"{removed}: write a list of ids as JSON")
    return whole, frozenset(map(str, ids))


def query_files(folder: Path) -> tuple[Path, ...]:
    """The development queries of a set, in order of name length, so that the plain ones come first."""
    return tuple(sorted(folder.glob(QUERIES), key=lambda path: (len(path.name), path.name)))


def queries(path: Path) -> tuple[Query, ...]:
    """Every query of a file, in order."""
    found = []
    for where, line in _lines(path):
        match line:
            case {"text": str(text), "relevant": list(relevant)}:
                found.append(Query(text, tuple(map(str, relevant))))
            case _:
                raise BadSetError(f'{where}: write {{"id": text, "text": text, "relevant": [ids]}}')
    if not found:
        raise BadSetError(f"{path}: no query in it; write one a line or leave the file out")
    return tuple(found)


def _rows(where: str, value: object) -> str | tuple[str, ...]:
    match value:
        case str():
            return value
        case list() if all(isinstance(row, str) for row in value):
            return tuple(value)
        case _:
            raise BadSetError(f"{where}: a field is a text or a list of texts; write one of them")


def _lines(path: Path) -> Iterator[tuple[str, object]]:
    """Where each line is, and its JSON; empty lines are passed over."""
    try:
        with path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                where = f"{path}:{number}"
                if line.strip():
                    yield where, _parsed(where, line)
    except (OSError, UnicodeDecodeError) as error:
        raise BadSetError(f"{path}: cannot be read ({error}); name a file of JSON lines in UTF-8") from error


def _parsed(where: str, line: str) -> object:
    try:
        parsed: object = json.loads(line)
    except ValueError as error:
        raise BadSetError(f"{where}: not JSON ({error}); write one JSON object a line") from error
    return parsed
