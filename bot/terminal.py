"""A message as a person sees it in the terminal: Block Kit drawn with rich.

Whatever a person can use gets a number, counted over the whole message; the playground uses it by that.
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
_NOTHING: Names = {}
_CHOSEN, _NOT_CHOSEN = "☑", "☐"
_RULE = 40  # characters of a divider
_INDENT = 4  # of printed words, and of what is to be pasted


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a message, and how far it and what wraps from it stands in."""

    text: Text
    indent: int = 0


def show(
    console: Console,
    blocks: Iterable[Block],
    *,
    buttons: bool = False,
    names: Names = _NOTHING,
    errors: Names = _NOTHING,
) -> None:
    """Print blocks; `buttons` shows what can be used, numbered (in a one-shot command nothing can).

    names and errors: as in `draw`. In a pipe nothing wraps, so that an address stays whole.
    """
    show_lines(console, draw(blocks, buttons=buttons, names=names, errors=errors))


def show_lines(console: Console, lines: Iterable[Line]) -> None:
    """Print lines; in a pipe nothing wraps."""
    for line in lines:
        if console.is_terminal:
            console.print(Padding(line.text, (0, 0, 0, line.indent)), highlight=False)
        else:
            console.print(Text(" " * line.indent) + line.text, highlight=False, soft_wrap=True)


def draw(
    blocks: Iterable[Block], *, buttons: bool = True, names: Names = _NOTHING, errors: Names = _NOTHING
) -> Iterator[Line]:
    """Every line of the message; a kind of block that is not known is shown by its name.

    names: of people and channels, by id; one that is not among them is shown by its id. errors: what is
    wrong with a field, by block id.
    """
    number = 0
    for block in blocks:
        used = pressable([block])
        if block["type"] == "rich_text":
            yield from _rich_text(block, names)
        elif block["type"] == "input":
            yield from _field(block, number + 1, errors.get(block.get("block_id", "")))
        else:
            yield from _BLOCKS.get(block["type"], _unknown)(block)
            if buttons and used:
                labels = [f"[{number + place}] {label(each)}" for place, each in enumerate(used, 1)]
                yield Line(Text("  ".join(labels), style="bold cyan"))
        number += len(used)


def pressable(blocks: Iterable[Block]) -> list[Element]:
    """What a person can use, in order: buttons, menus, fields. Number n on the screen is item n - 1 here."""
    found: list[Element] = []
    for block in blocks:
        inside = {
            "actions": block.get("elements", []),
            "section": [block.get("accessory")],
            "input": [block.get("element")],
        }
        elements = inside.get(block["type"], [])
        found += [each for each in elements if each and each["type"] != "image"]
    return found


def label(element: Element) -> str:
    """A button's words; of a menu what is chosen, else what stands there instead; of boxes all of them."""
    kind = element["type"]
    if kind == "button":
        return str(element["text"]["text"])
    if kind == "overflow":
        return "⋯ " + " / ".join(each["text"]["text"] for each in element["options"])
    if kind in ("checkboxes", "radio_buttons"):
        return "  ".join(_boxes(element))
    return "▾ " + (standing(element) or element.get("placeholder", {}).get("text", "…"))


def standing(element: Element) -> str:
    """What stands in a field or a menu; several options with commas between."""
    for name in ("initial_value", "initial_date", "initial_time"):
        if element.get(name):
            return str(element[name])
    one = [element["initial_option"]] if element.get("initial_option") else []
    return ", ".join(each["text"]["text"] for each in element.get("initial_options", one))


def _boxes(element: Element) -> Iterator[str]:
    chosen = [*element.get("initial_options", []), element.get("initial_option")]
    for each in element["options"]:
        yield f"{_CHOSEN if each in chosen else _NOT_CHOSEN} {each['text']['text']}"


def _field(block: Block, number: int, error: str | None) -> Iterator[Line]:
    element = block["element"]
    optional = " (optional)" if block.get("optional") else ""
    yield Line(
        Text.assemble((f"[{number}] ", "bold cyan"), (block["label"]["text"], "bold"), (optional, "dim"))
    )
    boxes = element["type"] in ("checkboxes", "radio_buttons")
    for line in _boxes(element) if boxes else standing(element).splitlines():
        yield Line(Text(line), _INDENT)
    if error:
        yield Line(Text(error, style="red"))
    if "hint" in block:
        yield Line(Text(block["hint"]["text"], style="dim"))


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
