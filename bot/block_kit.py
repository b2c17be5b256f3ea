"""Slack's Block Kit as plain values: the smallest parts, and a message that fits Slack's limits.

Words stand in `rich_text` and `plain_text`, where nothing is parsed; no mrkdwn object is ever made.
The top-level `text` (notifications, screen readers) is mrkdwn, and therefore cut and escaped. Limits
are from Slack's Block Kit reference, but for the one over all blocks, which was measured.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.text import cut, fit

Block = Mapping[str, Any]

MAX_BLOCKS: Final = 50
MAX_TEXT: Final = 3_900  # of the top-level text: Slack advises 4,000
MAX_ALL: Final = 12_000  # over all blocks: undocumented, measured at about 13,200
MAX_PLAIN: Final = 2_000
MAX_BUTTON: Final = 75
MAX_VALUE: Final = 2_000  # of what a button carries


@dataclass(frozen=True, slots=True)
class Message:
    """What goes to Slack: the text for notifications, and the blocks."""

    text: str
    blocks: tuple[Block, ...]


def message(
    text: str,
    blocks: Iterable[Block],
    tail: Iterable[Block] = (),
    overflow: str = "There is more than fits here.",
) -> Message:
    """Blocks and tail within Slack's limits; where blocks had to go, `overflow` says that there is more."""
    return Message(fit(text, MAX_TEXT), fitting(blocks, tail, overflow))


def fitting(
    blocks: Iterable[Block],
    tail: Iterable[Block],
    overflow: str,
    most: int = MAX_BLOCKS,
    characters: int = MAX_ALL,
) -> tuple[Block, ...]:
    """As many blocks as the limits let stand before the tail; `overflow` ends them where some don't fit.

    most: blocks in all; characters: over all of them.
    """
    last = tuple(tail)
    room = characters - sum(length(block) for block in last) - len(overflow)
    kept: list[Block] = []
    for block in blocks:
        room -= length(block)
        if room < 0 or len(kept) + len(last) + 1 >= most:
            kept.append(context(overflow))
            break
        kept.append(block)
    return (*kept, *last)


def length(value: object) -> int:
    """Characters of all texts in a block, as Slack counts them towards a message's limit."""
    if isinstance(value, Mapping):
        return sum(
            len(inner) if key in ("text", "url") and isinstance(inner, str) else length(inner)
            for key, inner in value.items()
        )
    return sum(length(inner) for inner in value) if isinstance(value, list | tuple) else 0


def text(words: str, *, bold: bool = False, italic: bool = False) -> dict[str, Any]:
    """Literal text: nothing in it is parsed."""
    style = {name: True for name, on in (("bold", bold), ("italic", italic)) if on}
    return {"type": "text", "text": words, **({"style": style} if style else {})}


def link(url: str, words: str) -> dict[str, Any]:
    """A link with its label."""
    return {"type": "link", "url": url, "text": words}


def user(user: str) -> dict[str, Any]:
    """A mention of a person, by id."""
    return {"type": "user", "user_id": user}


def section(*elements: Mapping[str, Any]) -> dict[str, Any]:
    """A line of rich text."""
    return {"type": "rich_text_section", "elements": list(elements)}


def preformatted(words: str) -> dict[str, Any]:
    """Text to be copied as it stands."""
    return {"type": "rich_text_preformatted", "elements": [text(words)]}


def rich(*elements: Mapping[str, Any]) -> dict[str, Any]:
    """A rich_text block."""
    return {"type": "rich_text", "elements": list(elements)}


def line(words: str, *, bold: bool = False) -> dict[str, Any]:
    """A block of one line of literal text."""
    return rich(section(text(words, bold=bold)))


def bullets(rows: list[str]) -> dict[str, Any]:
    """A bulleted list."""
    items = [section(text(row)) for row in rows]
    return rich({"type": "rich_text_list", "style": "bullet", "elements": items})


def labelled(label: str, words: str) -> dict[str, Any]:
    """A line that begins with a bold label."""
    return rich(section(text(f"{label}: ", bold=True), text(words)))


def heading(words: str) -> dict[str, Any]:
    """A header; Slack takes 150 characters."""
    return {"type": "header", "text": plain(cut(words, 150))}


def plain(words: str) -> dict[str, Any]:
    """A plain_text object, in which `:smile:` stays as typed."""
    return {"type": "plain_text", "text": words, "emoji": False}


def context(words: str) -> dict[str, Any]:
    """A line in small print."""
    return {"type": "context", "elements": [plain(cut(words, MAX_PLAIN))]}


def button(label: str, action: str, value: str, style: str | None = None) -> dict[str, Any]:
    """A button; `value` is all that comes back from a press."""
    button = {"type": "button", "text": plain(cut(label, MAX_BUTTON)), "action_id": action, "value": value}
    return {**button, "style": style} if style else button
