"""What else an edition holds besides facts, and what differs in it, in words."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, Final

from bot.changes.words import Lines, plain
from bot.model import FactFile

_TOLD: Final = ("facts", "occasions")  # of a topic: by `compare`, and with the occasions of all topics


def surroundings(old: FactFile, new: FactFile) -> tuple[str, ...]:
    """What else differs, in words: names, sources, occasions, topics, and what is known not to be on file."""
    tables: tuple[tuple[str, str, Mapping[str, Any], Mapping[str, Any]], ...] = (
        ("name ", "names", old.names, new.names),
        ("source ", "sources", old.sources, new.sources),
        ("occasion ", "occasions", old.occasions, new.occasions),
        ("not on file, ", "not on file", _gaps(old), _gaps(new)),
    )
    lines = [line for one, all_, was, now in tables for line in _table(one, all_, was, now)]
    return (*lines, *_topics(old, new), *_moved(old, new))


def _gaps(file: FactFile) -> Mapping[str, Any]:
    return {gap.about: gap for gap in file.gaps}


def _table(one: str, all_: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Lines:
    for key, value in after.items():
        if key not in before:
            yield f"{one}{key}: added"
        elif before[key] != value:
            yield from (f"{one}{key}: {line}" for line in _record(before[key], value))
    yield from (f"{one}{key}: removed" for key in before if key not in after)
    yield from _order(all_, before, after)


def _record(before: Any, after: Any) -> Lines:  # noqa: ANN401 - a record of any kind
    for name in (each.name for each in dataclasses.fields(before)):
        was, now = getattr(before, name), getattr(after, name)
        if was != now and name not in _TOLD:
            yield from plain(name, was, now)


def _order(what: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Lines:
    """Said of what both have: one more in between has moved nothing."""
    if [key for key in before if key in after] != [key for key in after if key in before]:
        yield f"{what}: another order"


def _topics(old: FactFile, new: FactFile) -> Lines:
    """Topics are known by their files."""
    for file, topic in new.topics.items():
        if file not in old.topics:
            yield f"topic {topic.topic}: added"
            continue
        was = old.topics[file]
        yield from (f"topic {was.topic}: {line}" for line in _record(was, topic))
        yield from (f"topic {was.topic}: {line}" for line in _order("facts", was.facts, topic.facts))
    yield from (f"topic {each.topic}: removed" for file, each in old.topics.items() if file not in new.topics)


def _moved(old: FactFile, new: FactFile) -> Lines:
    """Facts, and occasions, that stand in another file: their cards name another topic."""
    for what in _TOLD:
        was, now = _files(old, what), _files(new, what)
        for key in now:
            if was.get(key, now[key]) != now[key]:
                yield f"{key}: from {was[key]} to {now[key]}"


def _files(file: FactFile, what: str) -> dict[str, str]:
    return {key: name for name, topic in file.topics.items() for key in getattr(topic, what)}
