"""A message as a person sees it in the terminal: Block Kit drawn with rich.

Buttons get numbers, counted over the whole message; the playground presses them by number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.style import Style
from rich.text import Text

from bot.block_kit import Block

Element = Mapping[str, Any]
Names = Mapping[str, str]
_NO_NAMES: Names = {}
_RULE = 40  # characters of a divider
_INDENT = 4  # of printed words, and of what is to be pasted


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a message, and how far it and what wraps from it stands in."""

    text: Text
    indent: int = 0


def show(
    console: Console, blocks: Iterable[Block], *, buttons: bool = False, names: Names = _NO_NAMES
) -> None:
    """Print blocks; `buttons` shows the numbered buttons (nothing can be pressed in a one-shot command).

    In a pipe nothing wraps, so that an address stays whole.
    """
    show_lines(console, draw(blocks, buttons=buttons, names=names))


def show_lines(console: Console, lines: Iterable[Line]) -> None:
    """Print lines; in a pipe nothing wraps."""
    for line in lines:
        if console.is_terminal:
            console.print(Padding(line.text, (0, 0, 0, line.indent)), highlight=False)
        else:
            console.print(Text(" " * line.indent) + line.text, highlight=False, soft_wrap=True)


def draw(blocks: Iterable[Block], *, buttons: bool = True, names: Names = _NO_NAMES) -> Iterator[Line]:
    """Every line of the message; a kind of block that is not known is shown by its name.

    names: of people and channels, by id; one that is not among them is shown by its id.
    """
    number = 0
    for block in blocks:
        if block["type"] == "rich_text":
            yield from _rich_text(block, names)
        else:
            yield from _BLOCKS.get(block["type"], _unknown)(block)
        pressed = pressable([block])
        if buttons and pressed:
            labels = [f"[{number + place}] {each['text']['text']}" for place, each in enumerate(pressed, 1)]
            yield Line(Text("  ".join(labels), style="bold cyan"))
        number += len(pressed)


def pressable(blocks: Iterable[Block]) -> list[Element]:
    """The buttons of a message in order; number n on the screen is item n - 1 here."""
    found: list[Element] = []
    for block in blocks:
        elements = block.get("elements", []) if block["type"] == "actions" else [block.get("accessory", {})]
        found += [each for each in elements if each.get("type") == "button"]
    return found


def _header(block: Block) -> Iterator[Line]:
    yield Line(Text(block["text"]["text"], style="bold underline"))


def _section(block: Block) -> Iterator[Line]:
    texts = [block["text"]] if "text" in block else []
    for each in (*texts, *block.get("fields", [])):
        yield Line(Text(each["text"]))


def _context(block: Block) -> Iterator[Line]:
    yield Line(Text(" ".join(each.get("text", "") for each in block["elements"]), style="dim"))


def _divider(_: Block) -> Iterator[Line]:
    yield Line(Text("─" * _RULE, style="dim"))


def _nothing(_: Block) -> Iterator[Line]:
    yield from ()


def _unknown(block: Block) -> Iterator[Line]:
    yield Line(Text(f"({block['type']} block)", style="dim"))


def _rich_text(block: Block, names: Names) -> Iterator[Line]:
    for element in block["elements"]:
        match element["type"]:
            case "rich_text_list":
                yield from _list(element, names)
            case "rich_text_quote":
                yield Line(Text.assemble(_inline(element["elements"], names), style="green"), _INDENT)
            case "rich_text_preformatted":
                yield Line(_inline(element["elements"], names), _INDENT)
            case _:
                yield Line(_inline(element["elements"], names))


def _list(element: Element, names: Names) -> Iterator[Line]:
    ordered = element.get("style") == "ordered"
    for number, item in enumerate(element["elements"], 1):
        yield Line(Text(f"{number}. " if ordered else "• ") + _inline(item["elements"], names))


def _inline(elements: Iterable[Element], names: Names) -> Text:
    line = Text()
    for element in elements:
        match element["type"]:
            case "link":
                line.append_text(_link(element))
            case "user":
                line.append(f"@{names.get(element['user_id'], element['user_id'])}", "cyan")
            case "channel":
                line.append(f"#{names.get(element['channel_id'], element['channel_id'])}", "cyan")
            case _:
                line.append_text(_words(element))
    return line


def _words(element: Element) -> Text:
    style = element.get("style", {})
    return Text(element.get("text", ""), Style(bold=style.get("bold"), italic=style.get("italic")))


def _link(element: Element) -> Text:
    return linked(element["url"], element.get("text", element["url"]))


def linked(url: str, label: str) -> Text:
    """Label and address: not every terminal opens a link, and an address can be copied."""
    return Text.assemble((label, Style(underline=True, color="blue", link=url)), " ", (f"<{url}>", "dim"))


_BLOCKS: Mapping[str, Callable[[Block], Iterator[Line]]] = {
    "header": _header,
    "section": _section,
    "context": _context,
    "divider": _divider,
    "actions": _nothing,
}
