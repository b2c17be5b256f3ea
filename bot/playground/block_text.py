"""Checks that blocks and elements share: properties, lengths, text and option objects.

A problem reads as Slack writes it: what is wrong, and where as a JSON pointer. The limits are those
of Slack's Block Kit reference. Lengths are counted in code points; Slack doesn't say what it counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.playground.workspace import Json

Problems = Iterator[str]

TEXT_KEYS = {"plain_text": {"type", "text", "emoji"}, "mrkdwn": {"type", "text", "verbatim"}}
BOTH = ("plain_text", "mrkdwn")
PLAIN = ("plain_text",)


@dataclass(frozen=True, slots=True)
class Shape:
    """The properties that an object must and may have, `type` aside."""

    required: frozenset[str]
    allowed: frozenset[str]


def shape(required: str = "", optional: str = "") -> Shape:
    """The names as words in a string."""
    must = frozenset(required.split())
    return Shape(must, must | frozenset(optional.split()) | {"type"})


def said(what: str, at: str) -> str:
    """A problem and its place."""
    return f"{what} [json-pointer:{at}]"


def kind_of(value: Json) -> str:
    """The `type` of an object, as text whatever it is: it is looked up in tables."""
    return str(value.get("type"))


def properties(value: Json, wanted: Shape, at: str) -> Problems:
    """What is missing, and what doesn't belong there."""
    for name in sorted(wanted.required - value.keys()):
        yield said(f"missing required field: {name}", at)
    for name in sorted(value.keys() - wanted.allowed):
        yield said(f"invalid additional property: {name}", at)


def string(value: object, limit: int, at: str, least: int = 1) -> Problems:
    """A string of at least `least` and at most `limit` characters."""
    if not isinstance(value, str):
        yield said("must be a string", at)
    elif len(value) < least:
        yield said(f"must be more than {least - 1} characters", at)
    elif len(value) > limit:
        yield said(f"must be less than {limit + 1} characters", at)


def items(value: object, limit: int, at: str, least: int = 1) -> Problems:
    """An array of at least `least` and at most `limit` items."""
    if not isinstance(value, list):
        yield said("must be an array", at)
    elif len(value) < least:
        yield said(f"no fewer than {least} items required", at)
    elif len(value) > limit:
        yield said(f"no more than {limit} items allowed", at)


def each(value: object, at: str) -> Iterator[tuple[Json, str]]:
    """The objects of a list, each with its pointer; what is no object is left to `items` and `objects`."""
    for number, item in enumerate(value if isinstance(value, list) else ()):
        if isinstance(item, dict):
            yield item, f"{at}/{number}"


def objects(value: object, at: str) -> Problems:
    """Items that are no objects."""
    for number, item in enumerate(value if isinstance(value, list) else ()):
        if not isinstance(item, dict):
            yield said("must be an object", f"{at}/{number}")


def text_object(value: object, limit: int, at: str, kinds: tuple[str, ...] = BOTH) -> Problems:
    """A text object of one of these kinds; a text must not be empty."""
    if not isinstance(value, dict):
        yield said("must be a text object", at)
    elif value.get("type") not in kinds:
        yield said(f"must be one of: {', '.join(kinds)}", f"{at}/type")
    else:
        for name in sorted(value.keys() - TEXT_KEYS[value["type"]]):
            yield said(f"invalid additional property: {name}", at)
        yield from string(value.get("text"), limit, f"{at}/text")


def web_address(value: object, limit: int, at: str) -> Problems:
    """An address that can be followed, of at most `limit` characters."""
    yield from string(value, limit, at)
    if isinstance(value, str) and value and not value.startswith(("http://", "https://", "mailto:")):
        yield said("invalid url", at)


def unique(values: list[Any], name: str, at: str) -> Problems:
    """Values that stand there twice; those that are no strings are left out."""
    seen: set[str] = set()
    for value in values:
        if isinstance(value, str) and value in seen:
            yield said(f"`{name}` {value} already exists", at)
        elif isinstance(value, str):
            seen.add(value)


OPTION = shape("text value", "description url")


def options(value: object, limit: int, at: str, kinds: tuple[str, ...] = PLAIN, least: int = 1) -> Problems:
    """Options of a menu or a list of boxes; texts of these kinds."""
    yield from items(value, limit, at, least)
    yield from objects(value, at)
    for option, here in each(value, at):
        yield from properties(option, OPTION, here)
        if "text" in option:
            yield from text_object(option["text"], 75, f"{here}/text", kinds)
        if "value" in option:
            yield from string(option["value"], 150, f"{here}/value")
        if "description" in option:
            yield from text_object(option["description"], 75, f"{here}/description", kinds)
        if "url" in option:
            yield from web_address(option["url"], 3000, f"{here}/url")
