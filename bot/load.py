"""From files to a FactFile: the verbatim bytes, read strictly, all problems collected.

An edition is the bytes of every file together, named by their hash. `read_files` is the only
function here that touches a disk; `parse` takes bytes and returns values.
"""

from __future__ import annotations

import hashlib
import re
import types
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from bot import shape, strict_yaml
from bot.errors import ConfigurationError, Problem
from bot.model import FactFile, Gap, Gaps, Name, Names, Place, Source, Topic

Files = Mapping[str, bytes]
FileReading = tuple[Any, shape.Reading]  # what a file holds, and what was noted while it was read
NAMES: Final = "facts/names.yaml"
GAPS: Final = "facts/not-on-file.yaml"  # may be missing
_FACTS, _SEEDS = "facts/", "seeds/"
# A file that a problem speaks of besides its own; other words that look like a path are the editor's.
_FILE: Final = re.compile(r"(?:^|(?<= at ))(?:facts|seeds)/[^:]+?\.yaml(?=:| has )")
_SUFFIXES: Final = (".yaml", ".yml")  # in any case; only “.yaml” is read

_KINDS: Final[Mapping[Any, set[str]]] = {
    Names: {"names"},
    Topic: {"facts", "occasions"},
    Source: {"sources"},
    Gaps: {"not_on_file"},
}
_WANTED: Final[Mapping[Any, str]] = {
    Names: NAMES,
    Topic: f"{_FACTS}TOPIC.yaml",
    Source: f"{_SEEDS}SOURCE-ID.yaml",
}


@dataclass(frozen=True, slots=True)
class Loaded:
    """A fact file as far as it could be read, where each value stands, and what is wrong so far.

    `places` maps a path to its place: `("facts", ID, "statements", 1, …)`, `("occasions", ID)`,
    `("names", KEY)`, `("sources", ID, …)`, `("not_on_file", 1, "asked_as", 2)`, `("topics", FILE)`. Numbers
    count from 1. `unread` holds the kinds (facts, occasions, names, sources, not_on_file) of which a file
    could not be read at all, or none is there that must be.
    """

    fact_file: FactFile
    places: Mapping[shape.Path, Place]
    problems: tuple[Problem, ...]
    unread: frozenset[str] = frozenset()

    def has(self, kind: str, key: str) -> bool:
        """Is this id on file? One whose value is wrong is; of a file that can't be read none is denied."""
        return (kind, key) in self.places or kind in self.unread


def read_files(facts_dir: Path, seeds_dir: Path) -> dict[str, bytes]:
    """Read every YAML file of both folders, as `facts/NAME` and `seeds/NAME`.

    One with another suffix of YAML (`.yml`) is among them, so that `parse` can say that it is misnamed.
    Raises ConfigurationError where a folder is missing or can't be read.
    """
    return {**_folder(facts_dir, _FACTS, "FACTS_DIR"), **_folder(seeds_dir, _SEEDS, "SEEDS_DIR")}


def _folder(folder: Path, name: str, setting: str) -> dict[str, bytes]:
    if not folder.is_dir():
        raise ConfigurationError(
            f"There is no folder {folder}; set {setting} to the one that holds the {name} files."
        )
    try:
        return {
            name + path.name: path.read_bytes()
            for path in sorted(folder.iterdir())
            if path.name.lower().endswith(_SUFFIXES) and path.is_file()
        }
    except OSError as error:
        raise ConfigurationError(
            f"{folder} can't be read ({error.strerror}); check its permissions."
        ) from error


def edition(files: Files) -> str:
    """Name the files by their content: hex sha256 over names, lengths and bytes, in order of names."""
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(f"{name}\n{len(files[name])}\n".encode())
        digest.update(files[name])
    return digest.hexdigest()


def parse(files: Files, read: Callable[[bytes, str, Any], FileReading] | None = None) -> Loaded:
    """Read all files into one FactFile; every problem is collected, none is raised.

    read: what reads one file, `read_file` where none is given.
    """
    problems: list[Problem] = []
    places: dict[shape.Path, Place] = {}
    topics: dict[str, Topic] = {}
    sources: dict[str, Source] = {}
    names: Mapping[str, Name] = {}
    gaps: tuple[Gap, ...] = ()
    unread: set[str] = set()
    problems += _misnamed(files)
    for file in sorted(files):
        kind = _kind(file)
        if not file.endswith(".yaml"):
            unread |= _KINDS[kind]
            continue
        value, reading = (read or read_file)(files[file], file, kind)
        problems += reading.problems
        stem = _stem(file)
        for path, line in reading.lines.items():
            placed = ("sources", stem, *path) if kind is Source else path or ("topics", file)
            _place(placed, Place(file, line), places, problems)
        match value:
            case Names():
                names = value.names
            case Gaps():
                gaps = value.not_on_file
            case Topic():
                topics[file] = value
            case Source():
                sources[stem] = value
            case _:
                unread |= _KINDS[kind]
    for kind in _WANTED.keys() - {_kind(file) for file in files}:
        problems.append(
            Problem(_WANTED[kind], 0, "", "there is no such file", "write it as facts/README.md shows")
        )
        unread |= _KINDS[kind]
    fact_file = FactFile(
        edition=edition(files),
        topics=types.MappingProxyType(topics),
        names=names,
        sources=types.MappingProxyType(sources),
        gaps=gaps,
        places=types.MappingProxyType({path: place for path, place in places.items() if _is_kept(path)}),
    )
    return Loaded(fact_file, types.MappingProxyType(places), tuple(sorted(problems)), frozenset(unread))


def _is_kept(path: shape.Path) -> bool:
    """Is it a place that the draft check points to: a name, or a fact's part that is shown, not searched?"""
    return path[0] in ("facts", "names") and "asked_as" not in path


def read_file(data: bytes, file: str, kind: Any) -> FileReading:
    """Read one file as a class of the model; the value is None where it can't be."""
    reading = shape.Reading(file)
    node, problems = strict_yaml.read(data, file)
    reading.problems += problems
    return (None if node is None else reading.value(node, kind, ())), reading


def _place(path: shape.Path, place: Place, places: dict[shape.Path, Place], problems: list[Problem]) -> None:
    """Keep where a value stands; a fact or an occasion that another file has already is a problem."""
    is_entry = len(path) == 2 and path[0] in ("facts", "occasions")  # noqa: PLR2004 - (kind, id)
    if is_entry and path in places:
        other = places[path]
        kind = "fact" if path[0] == "facts" else "occasion"
        problems.append(
            Problem(
                place.file,
                place.line,
                str(path[1]),
                f"this {kind} is declared twice: it stands at {other.file}:{other.line} too",
                "give one of them another id",
            )
        )
    places.setdefault(path, place)


def _kind(file: str) -> Any:
    """The class that the file's content is made into."""
    if file.startswith(_SEEDS):
        return Source
    return {_stem(NAMES): Names, _stem(GAPS): Gaps}.get(_stem(file), Topic)


def _stem(file: str) -> str:
    return file.rpartition("/")[2].rpartition(".")[0]


def _misnamed(files: Files) -> Iterator[Problem]:
    for file in files:
        folder, stem = file.partition("/")[0], _stem(file)
        if not file.endswith(".yaml"):
            yield Problem(file, 0, "", "this file is not read", f"rename it to {stem}.yaml")
        if folder == "seeds" and not shape.ID.fullmatch(stem):
            yield Problem(
                file,
                0,
                "",
                f"its name is the source's id, and “{stem}” is no id",
                "rename it: small letters a–z, digits and single hyphens",
            )


def located(problems: Iterable[Problem], facts_dir: Path, seeds_dir: Path) -> tuple[Problem, ...]:
    """The same problems with the paths of the folders that were read, for a person to open."""
    folders = {_FACTS: facts_dir, _SEEDS: seeds_dir}

    def path(name: str) -> str:
        return str(folders[name[: name.index("/") + 1]] / name.partition("/")[2])

    return tuple(
        replace(
            each,
            file=path(each.file),
            id=path(each.id) if each.id == each.file else each.id,  # a topic has no other name than its file
            what=_FILE.sub(lambda found: path(found[0]), each.what),
        )
        for each in problems
    )
