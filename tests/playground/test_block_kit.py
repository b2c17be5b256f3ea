"""Block Kit's limits, each at its edge."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.playground.block_kit import Surface, interactive_elements, problems, text_length

Block = dict[str, Any]


def plain(text: str) -> Block:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Block:
    return {"type": "mrkdwn", "text": text}


def section(**fields: object) -> Block:
    return {"type": "section", **fields}


def button(**fields: object) -> Block:
    return {"type": "button", "text": plain("Go"), **fields}


def actions(*elements: Block) -> Block:
    return {"type": "actions", "elements": list(elements)}


def option(text: str = "one", value: str = "1", **fields: object) -> Block:
    return {"text": plain(text), "value": value, **fields}


def select(**fields: object) -> Block:
    return {"type": "static_select", "placeholder": plain("Pick"), **fields}


def rich(*parts: Block) -> Block:
    return {"type": "rich_text", "elements": list(parts)}


def rich_section(*leaves: Block) -> Block:
    return {"type": "rich_text_section", "elements": list(leaves)}


def table(rows: int, columns: int) -> Block:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * columns] * rows}


def text_input(**fields: object) -> Block:
    return {"type": "input", "label": plain("Why"), "element": {"type": "plain_text_input", **fields}}


def markdown(length: int) -> Block:
    return {"type": "markdown", "text": "x" * length}


AT_THE_LIMIT: dict[str, list[Block]] = {
    "no blocks": [],
    "50 blocks": [{"type": "divider"}] * 50,
    "section text of 3000": [section(text=mrkdwn("x" * 3000))],
    "verbatim on mrkdwn": [section(text={**mrkdwn("x"), "verbatim": True})],
    "10 fields of 2000": [section(fields=[mrkdwn("x" * 2000)] * 10)],
    "header of 150": [{"type": "header", "text": plain("x" * 150)}],
    "10 context elements": [{"type": "context", "elements": [mrkdwn("x")] * 10}],
    "25 buttons": [actions(*[button(action_id=f"a{n}") for n in range(25)])],
    "button text of 75": [actions(button(text=plain("x" * 75)))],
    "button value of 2000": [actions(button(value="x" * 2000))],
    "button url of 3000": [actions(button(url="https://" + "x" * 2992))],
    "action_id of 255": [actions(button(action_id="x" * 255))],
    "block_id of 255": [{"type": "divider", "block_id": "x" * 255}],
    "one action_id in two blocks": [actions(button(action_id="a")), actions(button(action_id="a"))],
    "overflow of 1": [section(text=mrkdwn("x"), accessory={"type": "overflow", "options": [option()]})],
    "overflow of 5": [actions({"type": "overflow", "options": [option()] * 5})],
    "select of 100": [actions(select(options=[option()] * 100))],
    "option text of 75": [actions(select(options=[option("x" * 75)]))],
    "option value of 150": [actions(select(options=[option(value="x" * 150)]))],
    "placeholder of 150": [actions(select(placeholder=plain("x" * 150), options=[option()]))],
    "radio buttons of 10": [actions({"type": "radio_buttons", "options": [option()] * 10})],
    "table of 100 by 20": [table(100, 20)],
    "markdown of 12000": [markdown(12_000)],
    "input of 3000": [text_input(max_length=3000)],
    "rich text": [
        rich(
            rich_section({"type": "text", "text": "x", "style": {"bold": True}}),
            {"type": "rich_text_list", "style": "bullet", "elements": [rich_section()], "indent": 8},
            {"type": "rich_text_quote", "elements": [{"type": "link", "url": "https://x.org", "text": "x"}]},
            {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "x"}]},
        )
    ],
    "image": [{"type": "image", "image_url": "https://x.org/i.png", "alt_text": "x" * 2000}],
}
PAST_THE_LIMIT: dict[str, tuple[list[Any], str]] = {
    "51 blocks": ([{"type": "divider"}] * 51, "no more than 50 items allowed [json-pointer:/blocks]"),
    "no object": (["divider"], "must be an object [json-pointer:/blocks/0]"),
    "unknown block": ([{"type": "marquee"}], "unsupported type: marquee [json-pointer:/blocks/0/type]"),
    "type of no text": ([{"type": ["section"]}], "unsupported type: ['section']"),
    "section text of 3001": ([section(text=mrkdwn("x" * 3001))], "must be less than 3001 characters"),
    "empty text": ([section(text=mrkdwn(""))], "must be more than 0 characters"),
    "section of nothing": ([section()], "must provide either text or fields"),
    "text that is a string": ([section(text="x")], "must be a text object [json-pointer:/blocks/0/text]"),
    "emoji on mrkdwn": ([section(text={**mrkdwn("x"), "emoji": True})], "additional property: emoji"),
    "verbatim on plain_text": ([section(text={**plain("x"), "verbatim": True})], "property: verbatim"),
    "unknown property": ([section(text=mrkdwn("x"), colour="red")], "invalid additional property: colour"),
    "11 fields": ([section(fields=[mrkdwn("x")] * 11)], "no more than 10 items"),
    "field of 2001": ([section(fields=[mrkdwn("x" * 2001)])], "[json-pointer:/blocks/0/fields/0/text]"),
    "header of 151": ([{"type": "header", "text": plain("x" * 151)}], "must be less than 151"),
    "header of mrkdwn": ([{"type": "header", "text": mrkdwn("x")}], "must be one of: plain_text"),
    "header without text": ([{"type": "header"}], "missing required field: text"),
    "11 context elements": ([{"type": "context", "elements": [mrkdwn("x")] * 11}], "no more than 10"),
    "a button in context": ([{"type": "context", "elements": [button()]}], "plain_text, mrkdwn"),
    "26 buttons": ([actions(*[button(action_id=f"a{n}") for n in range(26)])], "no more than 25"),
    "no buttons": ([actions()], "no fewer than 1 items required"),
    "button text of 76": ([actions(button(text=plain("x" * 76)))], "must be less than 76"),
    "button of mrkdwn": ([actions(button(text=mrkdwn("x")))], "must be one of: plain_text"),
    "button value of 2001": ([actions(button(value="x" * 2001))], "must be less than 2001"),
    "button url of 3001": ([actions(button(url="https://" + "x" * 2993))], "must be less than 3001"),
    "button url of javascript": ([actions(button(url="javascript:x"))], "invalid url"),
    "button style": ([actions(button(style="loud"))], "must be one of: primary, danger"),
    "action_id of 256": ([actions(button(action_id="x" * 256))], "must be less than 256"),
    "action_id twice": ([actions(button(action_id="a"), button(action_id="a"))], "`action_id` a already"),
    "block_id of 256": ([{"type": "divider", "block_id": "x" * 256}], "must be less than 256"),
    "block_id twice": ([{"type": "divider", "block_id": "b"}] * 2, "`block_id` b already exists"),
    "overflow of none": ([actions({"type": "overflow", "options": []})], "no fewer than 1"),
    "overflow of 6": ([actions({"type": "overflow", "options": [option()] * 6})], "no more than 5"),
    "select of 101": ([actions(select(options=[option()] * 101))], "no more than 100"),
    "select of nothing": ([actions(select())], "must provide either options or option_groups"),
    "option text of 76": ([actions(select(options=[option("x" * 76)]))], "/options/0/text/text]"),
    "option value of 151": ([actions(select(options=[option(value="x" * 151)]))], "must be less than 151"),
    "option without value": ([actions(select(options=[{"text": plain("x")}]))], "required field: value"),
    "description of 76": ([actions(select(options=[option(description=plain("x" * 76))]))], "less than 76"),
    "placeholder of 151": ([actions(select(placeholder=plain("x" * 151), options=[option()]))], "than 151"),
    "radio buttons of 11": ([actions({"type": "radio_buttons", "options": [option()] * 11})], "more than 10"),
    "checkboxes of 11": ([actions({"type": "checkboxes", "options": [option()] * 11})], "no more than 10"),
    "table of 101 rows": ([table(101, 1)], "no more than 100 items"),
    "table of 21 columns": ([table(1, 21)], "no more than 20 items"),
    "two tables": ([table(1, 1), table(1, 1)], "only_one_table_allowed"),
    "markdown of 12001": ([markdown(12_001)], "must be less than 12001"),
    "markdown of 12001 in two": ([markdown(6_000), markdown(6_001)], "together"),
    "input of 3001": ([text_input(max_length=3001)], "must be a number from 1 to 3000"),
    "input without label": ([{"type": "input", "element": {"type": "plain_text_input"}}], "field: label"),
    "text input among buttons": (
        [actions({"type": "plain_text_input"})],
        "unsupported type: plain_text_input",
    ),
    "empty rich text": ([rich(rich_section({"type": "text", "text": ""}))], "more than 0 characters"),
    "rich list style": (
        [rich({"type": "rich_text_list", "style": "star", "elements": []})],
        "bullet, ordered",
    ),
    "rich list indent": (
        [rich({"type": "rich_text_list", "style": "bullet", "elements": [], "indent": 9})],
        "must be a number from 0 to 8",
    ),
    "mention in preformatted": (
        [rich({"type": "rich_text_preformatted", "elements": [{"type": "user", "user_id": "U1"}]})],
        "unsupported type: user",
    ),
    "link to javascript": ([rich(rich_section({"type": "link", "url": "javascript:x"}))], "invalid url"),
    "image without alt text": ([{"type": "image", "image_url": "https://x.org/i"}], "field: alt_text"),
    "image of nothing": ([{"type": "image", "alt_text": "x"}], "either image_url or slack_file"),
    "confirm of 301": (
        [actions(button(confirm={n: plain("x" * 301) for n in ("title", "text", "confirm", "deny")}))],
        "must be less than 301",
    ),
}


@pytest.mark.parametrize("blocks", AT_THE_LIMIT.values(), ids=AT_THE_LIMIT)
def test_blocks_at_the_limit_are_taken(blocks: list[Block]) -> None:
    assert problems(blocks) == ()


@pytest.mark.parametrize(("blocks", "words"), PAST_THE_LIMIT.values(), ids=PAST_THE_LIMIT)
def test_blocks_past_the_limit_are_refused_with_their_place(blocks: list[Any], words: str) -> None:
    found = problems(blocks)
    assert found
    assert any(words in problem for problem in found), found


@pytest.mark.parametrize(
    ("surface", "count", "taken"),
    [("message", 51, False), ("modal", 100, True), ("modal", 101, False), ("home", 100, True)],
)
def test_each_surface_has_its_own_number_of_blocks(surface: Surface, count: int, *, taken: bool) -> None:
    assert (problems([{"type": "divider"}] * count, surface) == ()) is taken


@pytest.mark.parametrize("block", [markdown(1), table(1, 1)], ids=lambda block: block["type"])
def test_some_blocks_stand_in_messages_only(block: Block) -> None:
    assert problems([block]) == ()
    assert problems([block], "modal")


def test_the_limits_are_those_of_another_registry() -> None:
    limits = pytest.importorskip("slackblocks._limits")
    edges: list[tuple[int, Callable[[int], Block]]] = [
        (limits.SECTION_TEXT_MAX_LENGTH, lambda n: section(text=mrkdwn("x" * n))),
        (limits.SECTION_FIELDS_MAX_ITEMS, lambda n: section(fields=[mrkdwn("x")] * n)),
        (limits.SECTION_FIELDS_ITEM_MAX_LENGTH, lambda n: section(fields=[mrkdwn("x" * n)])),
        (limits.HEADER_TEXT_MAX_LENGTH, lambda n: {"type": "header", "text": plain("x" * n)}),
        (limits.CONTEXT_ELEMENTS_MAX_ITEMS, lambda n: {"type": "context", "elements": [mrkdwn("x")] * n}),
        (limits.ACTIONS_ELEMENTS_MAX_ITEMS, lambda n: actions(*[button()] * n)),
        (limits.BUTTON_TEXT_MAX_LENGTH, lambda n: actions(button(text=plain("x" * n)))),
        (limits.BUTTON_VALUE_MAX_LENGTH, lambda n: actions(button(value="x" * n))),
        (limits.BUTTON_URL_MAX_LENGTH, lambda n: actions(button(url="https://x.org".ljust(n, "x")))),
        (limits.ACTION_ID_MAX_LENGTH, lambda n: actions(button(action_id="x" * n))),
        (limits.BLOCK_ID_MAX_LENGTH, lambda n: {"type": "divider", "block_id": "x" * n}),
        (
            limits.OVERFLOW_OPTIONS_MAX_ITEMS,
            lambda n: actions({"type": "overflow", "options": [option()] * n}),
        ),
        (limits.SELECT_OPTIONS_MAX_ITEMS, lambda n: actions(select(options=[option()] * n))),
        (limits.OPTION_TEXT_MAX_LENGTH, lambda n: actions(select(options=[option("x" * n)]))),
        (limits.OPTION_VALUE_MAX_LENGTH, lambda n: actions(select(options=[option(value="x" * n)]))),
        (limits.TABLE_ROWS_MAX_ITEMS, lambda n: table(n, 1)),
        (limits.TABLE_COLUMNS_MAX_ITEMS, lambda n: table(1, n)),
        (limits.MARKDOWN_TEXT_MAX_LENGTH, markdown),
        (limits.IMAGE_ALT_TEXT_MAX_LENGTH, lambda n: {**AT_THE_LIMIT["image"][0], "alt_text": "x" * n}),
        (limits.PLAIN_TEXT_INPUT_MAX_LENGTH_MAX, lambda n: text_input(max_length=n)),
    ]
    for limit, made in edges:
        assert problems([made(limit)]) == (), made(1)
        assert problems([made(limit + 1)]), made(1)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.sampled_from(["section", "button"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "text", "elements", "fields", "accessory", "options", "rows", "style"]),
            inner,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(JSON)
def test_any_json_is_judged_and_nothing_but_a_list_of_objects_is_taken(value: object) -> None:
    taken = problems(value) == ()
    assert not taken or (isinstance(value, list) and all(isinstance(block, dict) for block in value))


def test_the_characters_of_all_texts_are_counted_wherever_they_stand() -> None:
    blocks = [
        section(text=mrkdwn("xx"), fields=[plain("xxx")]),
        actions(button(text=plain("x"))),
        table(2, 2),
    ]
    assert text_length(blocks) == 2 + 3 + 1 + 4


def test_elements_are_found_in_the_order_of_the_screen() -> None:
    image = {"type": "image", "image_url": "https://x.org/i.png", "alt_text": "x"}
    blocks = [
        section(text=mrkdwn("x"), accessory=button(action_id="first")),
        section(text=mrkdwn("x"), accessory=image),
        actions(button(action_id="second"), button(action_id="third")),
    ]
    assert [element["action_id"] for _, element in interactive_elements(blocks)] == [
        "first",
        "second",
        "third",
    ]
