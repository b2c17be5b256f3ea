"""The limits of a rich_text block, as a block of its own or in a table's cell."""

from __future__ import annotations

from bot.playground.block_text import (
    Problems,
    each,
    items,
    kind_of,
    objects,
    properties,
    said,
    shape,
    string,
    web_address,
)
from bot.playground.workspace import Json

PARTS = {
    "rich_text_section": shape("elements"),
    "rich_text_list": shape("elements style", "indent offset border"),
    "rich_text_quote": shape("elements", "border"),
    "rich_text_preformatted": shape("elements", "border language"),
}
LEAVES = {
    "text": shape("text", "style"),
    "link": shape("url", "text style unsafe"),
    "user": shape("user_id", "style"),
    "usergroup": shape("usergroup_id", "style"),
    "channel": shape("channel_id", "style"),
    "emoji": shape("name", "unicode style"),
    "broadcast": shape("range", "style"),
    "date": shape("timestamp format", "url fallback style"),
    "color": shape("value", "style"),
}
IN_TEXT = frozenset(LEAVES)
IN_PREFORMATTED = frozenset({"text", "link"})
STYLES = frozenset(
    {"bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink"}
)
MOST = 10_000  # Slack documents no limit on the parts; this one only keeps the walk bounded


def rich_text(block: Json, at: str) -> Problems:
    """Everything for which Slack would refuse this rich_text object."""
    parts = block.get("elements")
    yield from items(parts, MOST, f"{at}/elements", least=0)
    yield from objects(parts, f"{at}/elements")
    for part, here in each(parts, f"{at}/elements"):
        yield from _part(part, frozenset(PARTS), here)


def _part(part: Json, allowed: frozenset[str], at: str) -> Problems:
    kind = kind_of(part)
    if kind not in allowed:
        yield said(f"unsupported type: {kind}", f"{at}/type")
        return
    yield from properties(part, PARTS[kind], at)
    inside = part.get("elements")
    yield from items(inside, MOST, f"{at}/elements", least=0)
    yield from objects(inside, f"{at}/elements")
    if part.get("border", 0) not in (0, 1):
        yield said("must be 0 or 1", f"{at}/border")
    if kind == "rich_text_list":
        yield from _list_of(part, at)
        return
    for leaf, here in each(inside, f"{at}/elements"):
        yield from _leaf(leaf, IN_PREFORMATTED if kind == "rich_text_preformatted" else IN_TEXT, here)


def _list_of(part: Json, at: str) -> Problems:
    if part.get("style") not in ("bullet", "ordered"):
        yield said("must be one of: bullet, ordered", f"{at}/style")
    if not _whole(part.get("indent", 0), 8):
        yield said("must be a number from 0 to 8", f"{at}/indent")
    for section, here in each(part.get("elements"), f"{at}/elements"):
        yield from _part(section, frozenset({"rich_text_section"}), here)


def _leaf(leaf: Json, allowed: frozenset[str], at: str) -> Problems:
    kind = kind_of(leaf)
    if kind not in LEAVES or kind not in allowed:
        yield said(f"unsupported type: {kind}", f"{at}/type")
        return
    yield from properties(leaf, LEAVES[kind], at)
    # A run of text has no limit of its own: the sum over all blocks bounds it.
    if kind == "text" and "text" in leaf:
        yield from string(leaf["text"], 40_000, f"{at}/text")
    if kind == "link" and "url" in leaf:
        yield from web_address(leaf["url"], 3000, f"{at}/url")
    style = leaf.get("style", {})
    if not isinstance(style, dict) or style.keys() - STYLES:
        yield said("invalid style", f"{at}/style")


def _whole(value: object, most: int) -> bool:
    return isinstance(value, int) and 0 <= value <= most
