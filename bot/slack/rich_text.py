"""The words of a message that a person wrote: Slack sends them as rich text, in which nothing is markup.

In the message's `text` bold words stand between asterisks and a quotation behind `&gt;`, as if typed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Part = Mapping[str, Any]


def words(blocks: object) -> str:
    """What stands in a message's rich text, a line a paragraph; empty where there is none.

    Names of people and channels, and emoji, are ids here and no words: they are left out.
    """
    rich = [block for block in _parts(blocks) if block.get("type") == "rich_text"]
    return "\n".join(line for block in rich for part in _inside(block) for line in _lines(part)).strip()


def _lines(part: Part) -> Iterator[str]:
    """A paragraph, a quotation, what is set as code; or a list, line by line."""
    if part.get("type") == "rich_text_list":
        for item in _inside(part):
            yield from _lines(item)
    else:
        yield "".join(_text(leaf) for leaf in _inside(part))


def _text(leaf: Part) -> str:
    shown = {"text": ("text",), "link": ("text", "url"), "date": ("fallback",)}.get(str(leaf.get("type")), ())
    found = (leaf.get(name) for name in shown)
    return next((each for each in found if isinstance(each, str) and each), "")


def _inside(part: Part) -> Iterator[Part]:
    return _parts(part.get("elements"))


def _parts(value: object) -> Iterator[Part]:
    return (each for each in (value if isinstance(value, list) else ()) if isinstance(each, dict))
