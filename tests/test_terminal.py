"""A message in the terminal: every kind of block, whole addresses, nothing read as markup."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
from rich.console import Console

from bot import answer, render, terminal
from bot.model import FactFile

TODAY = dt.date(2031, 5, 12)
Block = dict[str, Any]


def text(words: str, **style: bool) -> Block:
    return {"type": "text", "text": words, "style": style}


def rich(*parts: Block) -> Block:
    return {"type": "rich_text", "elements": list(parts)}


def part(kind: str, *elements: Block, **more: str) -> Block:
    return {"type": f"rich_text_{kind}", "elements": list(elements), **more}


def button(label: str) -> Block:
    return {"type": "button", "text": {"type": "plain_text", "text": label}, "action_id": label, "value": "1"}


def plain(words: str) -> Block:
    return {"type": "plain_text", "text": words}


def lines(*blocks: Block, buttons: bool = True) -> list[str]:
    names = {"U2": "kim", "C2": "desk"}
    drawn = terminal.draw(blocks, buttons=buttons, names=names)
    return [" " * line.indent + line.text.plain for line in drawn]


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ({"type": "header", "text": plain("Facts")}, ["Facts"]),
        ({"type": "section", "text": plain("One")}, ["One"]),
        (
            {"type": "section", "text": plain("One"), "fields": [plain("two"), plain("three")]},
            ["One", "two", "three"],
        ),
        ({"type": "context", "elements": [plain("small"), plain("print")]}, ["small print"]),
        ({"type": "divider"}, ["─" * 40]),
        ({"type": "actions", "elements": []}, []),
        ({"type": "video"}, ["(video block)"]),
        (rich(part("section", text("bold", bold=True), text(" and not"))), ["bold and not"]),
        (rich(part("quote", text("Words"))), ["    Words"]),
        (rich(part("preformatted", text("Paste"))), ["    Paste"]),
        (
            rich(part("section", {"type": "link", "url": "https://a.example", "text": "A"})),
            ["A <https://a.example>"],
        ),
        (
            rich(part("section", {"type": "link", "url": "https://a.example"})),
            ["https://a.example <https://a.example>"],
        ),
        (rich(part("section", {"type": "user", "user_id": "U1"})), ["@U1"]),
        (rich(part("section", {"type": "channel", "channel_id": "C1"})), ["#C1"]),
        (rich(part("section", {"type": "user", "user_id": "U2"})), ["@kim"]),
        (rich(part("quote", {"type": "channel", "channel_id": "C2"})), ["    #desk"]),
        (
            rich(part("list", part("section", text("a")), part("section", text("b")), style="bullet")),
            ["• a", "• b"],
        ),
        (
            rich(part("list", part("section", text("a")), part("section", text("b")), style="ordered")),
            ["1. a", "2. b"],
        ),
        (rich(part("section", text("one")), part("section", text("two"))), ["one", "two"]),
    ],
)
def test_a_block_is_drawn_in_lines(block: Block, expected: list[str]) -> None:
    assert lines(block) == expected


def test_no_blocks_are_no_lines() -> None:
    assert lines() == []


def test_buttons_are_numbered_over_the_whole_message() -> None:
    blocks = (
        {"type": "section", "text": plain("One"), "accessory": button("Pick")},
        {"type": "section", "text": plain("Two"), "accessory": {"type": "image", "alt_text": "x"}},
        {"type": "actions", "elements": [button("Share"), button("More")]},
    )
    assert lines(*blocks) == ["One", "[1] Pick", "Two", "[2] Share  [3] More"]
    assert lines(*blocks, buttons=False) == ["One", "Two"]
    assert [each["action_id"] for each in terminal.pressable(blocks)] == ["Pick", "Share", "More"]


RED, GREEN = ({"text": plain(word), "value": word} for word in ("red", "green"))


@pytest.mark.parametrize(
    ("element", "expected"),
    [
        (button("Go"), "Go"),
        ({"type": "overflow", "options": [RED, GREEN]}, "⋯ red / green"),
        ({"type": "static_select", "options": [RED]}, "▾ …"),
        ({"type": "static_select", "options": [RED], "placeholder": plain("Colour")}, "▾ Colour"),
        ({"type": "external_select", "initial_option": RED, "placeholder": plain("Colour")}, "▾ red"),
        ({"type": "multi_external_select", "initial_options": [RED, GREEN]}, "▾ red, green"),
        ({"type": "datepicker", "initial_date": "2025-01-13"}, "▾ 2025-01-13"),
        ({"type": "checkboxes", "options": [RED, GREEN], "initial_options": [GREEN]}, "☐ red  ☑ green"),
        ({"type": "radio_buttons", "options": [RED, GREEN], "initial_option": RED}, "☑ red  ☐ green"),
    ],
)
def test_what_can_be_used_is_labelled_by_what_stands_in_it(element: Block, expected: str) -> None:
    assert lines({"type": "actions", "elements": [element, button("Next")]}) == [f"[1] {expected}  [2] Next"]


def test_a_field_is_drawn_with_its_number_its_value_its_error_and_its_hint() -> None:
    element = {"type": "plain_text_input", "initial_value": "One\ntwo"}
    field = {"type": "input", "block_id": "claim", "label": plain("Claim"), "element": element}
    empty = {"type": "input", "label": plain("Note"), "element": element | {"initial_value": ""}}
    boxes = {"type": "checkboxes", "options": [RED, GREEN], "initial_options": [RED]}
    drawn = terminal.draw(
        [
            {"type": "actions", "elements": [button("Go")]},
            field | {"hint": plain("As printed.")},
            empty | {"optional": True},
            empty | {"element": boxes},
        ],
        errors={"claim": "Too short."},
    )
    assert [" " * line.indent + line.text.plain for line in drawn] == [
        "[1] Go",
        "[2] Claim",
        "    One",
        "    two",
        "Too short.",
        "As printed.",
        "[3] Note (optional)",
        "[4] Note",
        "    ☑ red",
        "    ☐ green",
    ]


def shown(*blocks: Block, width: int = 40, is_terminal: bool = False) -> str:
    out = io.StringIO()
    console = Console(
        file=out, width=width, force_terminal=is_terminal, color_system=None, legacy_windows=False
    )
    terminal.show(console, blocks)
    return out.getvalue()


@pytest.mark.parametrize(
    "words",
    [
        "[bold]x[/bold]",
        "[link=http://evil.example]x[/link]",
        "[/]",
        "[red",
        ":smile:",
        "{}",
        "\\[x]",
        "[1] Share",
    ],
)
def test_nothing_in_a_message_is_read_as_markup(words: str) -> None:
    every = (
        rich(part("section", text(words))),
        {"type": "context", "elements": [plain(words)]},
        {"type": "section", "text": plain(words)},
        {"type": "header", "text": plain(words)},
    )
    assert shown(*every).splitlines() == [words] * 4


def test_in_a_pipe_no_line_is_wrapped_so_that_an_address_stays_whole() -> None:
    url = "https://a.example/" + "long/" * 40
    block = rich(part("section", {"type": "link", "url": url, "text": "Here"}))
    assert shown(block) == f"Here <{url}>\n"
    assert len(shown(block, is_terminal=True).splitlines()) > 1


def test_no_buttons_are_shown_where_nothing_can_be_pressed() -> None:
    assert shown({"type": "actions", "elements": [button("Share")]}) == ""


def test_a_card_and_the_rest_of_it_are_drawn_whole(small: FactFile) -> None:
    made = answer.answer("tower-cracks", small, TODAY)
    for message in (render.card(made, "why"), render.more(made)):
        drawn = "\n".join(lines(*map(dict, message.blocks)))
        assert made.claim in drawn
        assert all(words in drawn for source in made.sources for words in source.printed)
        assert all(each.link in drawn for source in made.sources for each in source.statements)
        assert "block)" not in drawn
    assert "[1] Share here  [2] More  [3] Report a problem" in lines(*map(dict, render.card(made).blocks))


def test_every_message_about_the_shipped_file_is_drawn(shipped: FactFile) -> None:
    for key in shipped.facts:
        made = answer.answer(key, shipped, TODAY)
        assert made.paste in "\n".join(lines(*map(dict, render.card(made).blocks)))
    for message in (render.facts(shipped, None, "/facts"), render.sources(shipped), render.usage("/facts")):
        assert not any("block)" in line for line in lines(*map(dict, message.blocks)))
