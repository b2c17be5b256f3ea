"""Block Kit's limits: would Slack take these blocks?

Source: Slack's Block Kit reference, and runs against Slack for what it leaves out. An `action_id` must
be unique in its block, a `block_id` in its message: that is the rule as documented.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Literal

from bot.playground.block_elements import IN_ACTIONS, IN_INPUT, IN_SECTION, element, image
from bot.playground.block_rich_text import rich_text
from bot.playground.block_text import (
    BOTH,
    PLAIN,
    Problems,
    each,
    items,
    kind_of,
    objects,
    properties,
    said,
    shape,
    string,
    text_object,
    unique,
)
from bot.playground.workspace import Json

Surface = Literal["message", "modal", "home"]

BLOCKS = {
    "actions": shape("elements", "block_id"),
    "context": shape("elements", "block_id"),
    "divider": shape("", "block_id"),
    "header": shape("text", "block_id level"),
    "image": shape("alt_text", "block_id image_url slack_file title"),
    "input": shape("label element", "block_id dispatch_action hint optional"),
    "markdown": shape("text", "block_id"),
    "rich_text": shape("elements", "block_id"),
    "section": shape("", "block_id text fields accessory expand"),
    "table": shape("rows", "block_id column_settings"),
}
ONLY_IN_MESSAGES = frozenset({"markdown", "table"})
MOST_BLOCKS = {"message": 50, "modal": 100, "home": 100}
MARKDOWN_LIMIT = 12_000


def problems(blocks: object, surface: Surface = "message") -> tuple[str, ...]:
    """Everything for which Slack would refuse these blocks, in order; empty if it takes them."""
    return tuple(_problems(blocks, surface))


def text_length(value: object) -> int:
    """The characters of all texts in these blocks."""
    return sum(len(text) for text in _texts(value))


def interactive_elements(blocks: object) -> Iterator[tuple[Json, Json]]:
    """Every (block, element) that a person can use, in the order of the screen."""
    for block, _ in each(blocks, ""):
        inside = [*_list(block.get("elements")), block.get("accessory"), block.get("element")]
        for item in inside if block.get("type") in ("actions", "section", "input") else ():
            if isinstance(item, dict) and item.get("type") != "image":
                yield block, item


def _problems(blocks: object, surface: Surface) -> Problems:
    yield from items(blocks, MOST_BLOCKS[surface], "/blocks", least=0)
    yield from objects(blocks, "/blocks")
    for block, at in each(blocks, "/blocks"):
        yield from _block(block, surface, at)
    everything = [block for block, _ in each(blocks, "")]
    yield from unique([block.get("block_id") for block in everything], "block_id", "/blocks")
    if sum(block.get("type") == "table" for block in everything) > 1:
        yield said("only_one_table_allowed", "/blocks")
    markdown = [block["text"] for block in everything if block.get("type") == "markdown" and "text" in block]
    if sum(len(text) for text in markdown if isinstance(text, str)) > MARKDOWN_LIMIT:
        yield said(f"markdown blocks must be less than {MARKDOWN_LIMIT + 1} characters together", "/blocks")


def _block(block: Json, surface: Surface, at: str) -> Problems:
    kind = kind_of(block)
    if kind not in BLOCKS or (kind in ONLY_IN_MESSAGES and surface != "message"):
        yield said(f"unsupported type: {kind}", f"{at}/type")
        return
    yield from properties(block, BLOCKS[kind], at)
    if "block_id" in block:
        yield from string(block["block_id"], 255, f"{at}/block_id")
    if check := CHECKS.get(kind):
        yield from check(block, at)
    ids = [item.get("action_id") for _, item in interactive_elements([block])]
    yield from unique(ids, "action_id", at)


def _section(block: Json, at: str) -> Problems:
    if "text" not in block and "fields" not in block:
        yield said("must provide either text or fields", at)
    if "text" in block:
        yield from text_object(block["text"], 3000, f"{at}/text")
    if "fields" in block:
        yield from items(block["fields"], 10, f"{at}/fields")
        for number, field in enumerate(_list(block["fields"])):
            yield from text_object(field, 2000, f"{at}/fields/{number}")
    if "accessory" in block:
        yield from element(block["accessory"], IN_SECTION, f"{at}/accessory")


def _header(block: Json, at: str) -> Problems:
    if "text" in block:
        yield from text_object(block["text"], 150, f"{at}/text", PLAIN)


def _actions(block: Json, at: str) -> Problems:
    yield from items(block.get("elements"), 25, f"{at}/elements")
    for number, item in enumerate(_list(block.get("elements"))):
        yield from element(item, IN_ACTIONS, f"{at}/elements/{number}")


def _context(block: Json, at: str) -> Problems:
    yield from items(block.get("elements"), 10, f"{at}/elements")
    for number, item in enumerate(_list(block.get("elements"))):
        here = f"{at}/elements/{number}"
        if isinstance(item, dict) and item.get("type") == "image":
            yield from element(item, frozenset({"image"}), here)
        else:
            yield from text_object(item, 3000, here, BOTH)


def _image(block: Json, at: str) -> Problems:
    yield from image(block, at)
    if "title" in block:
        yield from text_object(block["title"], 2000, f"{at}/title", PLAIN)


def _input(block: Json, at: str) -> Problems:
    for name in ("label", "hint"):
        if name in block:
            yield from text_object(block[name], 2000, f"{at}/{name}", PLAIN)
    if "element" in block:
        yield from element(block["element"], IN_INPUT, f"{at}/element")


def _markdown(block: Json, at: str) -> Problems:
    if "text" in block:
        yield from string(block["text"], MARKDOWN_LIMIT, f"{at}/text")


def _table(block: Json, at: str) -> Problems:
    yield from items(block.get("rows"), 100, f"{at}/rows")
    for number, row in enumerate(_list(block.get("rows"))):
        here = f"{at}/rows/{number}"
        yield from items(row, 20, here)
        yield from objects(row, here)
        for cell, place in each(row, here):
            yield from _cell(cell, place)
    if "column_settings" in block:
        yield from items(block["column_settings"], 20, f"{at}/column_settings", least=0)


def _cell(cell: Json, at: str) -> Problems:
    if cell.get("type") == "rich_text":
        yield from rich_text(cell, at)
    elif cell.get("type") == "raw_text":
        yield from string(cell.get("text"), 3000, f"{at}/text")
    else:
        yield said(f"unsupported type: {cell.get('type')}", f"{at}/type")


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "text" and isinstance(inner, str):
                yield inner
            else:
                yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


CHECKS: dict[str, Callable[[Json, str], Problems]] = {
    "actions": _actions,
    "context": _context,
    "header": _header,
    "image": _image,
    "input": _input,
    "markdown": _markdown,
    "rich_text": rich_text,
    "section": _section,
    "table": _table,
}
