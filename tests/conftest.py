"""What many tests share: the small invented fact file, the shipped one, and the documents where they are.

The small file (`tests/data/small`) speaks of invented events in an invented town, uses every key of the
schema, and has its invented documents beside it, so that whatever needs full texts can always run.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import settings

from bot import load, validate
from bot.model import Fact, FactFile, Hop, Name, NameKind, Passage, Source, Statement, Topic

ROOT: Final = Path(__file__).parent.parent
SMALL: Final = ROOT / "tests" / "data" / "small"
# Where a newsroom keeps the full texts, which are not committed; else where they lie beside the repository.
TEXTS: Final = (ROOT / "seeds" / "texts", ROOT.parent / "shared" / "seeds")
NO_TEXTS: Final = "neither seeds/texts nor ../shared/seeds holds the full text of every source on file"

# How long an example takes says nothing on a machine that runs several tests at once.
settings.register_profile("factdesk", deadline=None)
settings.load_profile("factdesk")


@pytest.fixture(scope="session")
def small_files() -> dict[str, bytes]:
    """The small file's verbatim bytes, as `load.parse` takes them."""
    return load.read_files(SMALL / "facts", SMALL / "seeds")


@pytest.fixture(scope="session")
def small_loaded(small_files: dict[str, bytes]) -> load.Loaded:
    return load.parse(small_files)


@pytest.fixture(scope="session")
def small(small_loaded: load.Loaded) -> FactFile:
    return validate.checked(small_loaded)


@pytest.fixture(scope="session")
def small_documents() -> dict[str, bytes]:
    return {path.stem: path.read_bytes() for path in sorted((SMALL / "documents").glob("*.txt"))}


@pytest.fixture(scope="session")
def shipped_loaded() -> load.Loaded:
    return load.parse(load.read_files(ROOT / "facts", ROOT / "seeds"))


@pytest.fixture(scope="session")
def shipped(shipped_loaded: load.Loaded) -> FactFile:
    return validate.checked(shipped_loaded)


@pytest.fixture(scope="session")
def shared_documents() -> dict[str, bytes]:
    """The full texts of the shipped file's sources; they are not committed."""
    folder = folder_of_texts()
    if folder is None:
        pytest.skip(NO_TEXTS)
    return {path.stem: path.read_bytes() for path in sorted(folder.glob("*.txt"))}


def folder_of_texts(folders: Sequence[Path] = TEXTS, records: Path = ROOT / "seeds") -> Path | None:
    """The first of the folders that holds the text of every source record."""
    wanted = [f"{path.stem}.txt" for path in records.glob("*.yaml")]
    whole = (folder for folder in folders if all((folder / name).is_file() for name in wanted))
    return next(whole, None)


def statements(file: FactFile) -> Iterator[tuple[str, int, Statement]]:
    """Every statement with its fact's id and its number, counted from 1."""
    for key, fact in file.facts.items():
        for number, statement in enumerate(fact.statements, 1):
            yield key, number, statement


def changed(file: FactFile, key: str, **fields: Any) -> FactFile:  # noqa: ANN401 - values of any field
    """The file with some fields of one fact replaced; nothing is validated."""
    topics = {
        name: dataclasses.replace(
            topic,
            facts={
                each: dataclasses.replace(fact, **fields) if each == key else fact
                for each, fact in topic.facts.items()
            },
        )
        for name, topic in file.topics.items()
    }
    return dataclasses.replace(file, topics=topics)


def person(name: str, **fields: Any) -> Name:  # noqa: ANN401 - values of any field
    kind: NameKind = "person"
    return Name(kind=kind, name=name, **fields)


def spoken(*chain: Hop, exact: str = "It is so.", source: str = "paper", **fields: Any) -> Statement:  # noqa: ANN401 - values of any field
    """A statement of one passage; without a chain it is the outlet's own."""
    voice = fields.pop("voice", "speaker" if chain else "outlet")
    return Statement(voice=voice, source=source, passages=(Passage(exact),), chain=chain, **fields)


def file_of(
    facts: Mapping[str, Fact],
    names: Mapping[str, Name],
    sources: Mapping[str, Source],
    **topic: Any,  # noqa: ANN401 - values of any field
) -> FactFile:
    """A fact file made of values, in one topic; nothing is validated."""
    topics = {"facts/made.yaml": Topic(topic="Made", facts=facts, **topic)}
    return FactFile(edition="0" * 64, topics=topics, names=names, sources=sources)
