"""Every kind of field and element: what is put in, what the app is told of it, what is kept of it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground import elements
from bot.playground.elements import Given
from bot.playground.server import SlackStandIn
from bot.playground.views import View
from tests.playground.apps import client_of
from tests.playground.desk_app import (
    ACTIONS,
    COLOURS,
    EVERYTHING,
    FIELDS,
    Over,
    both_ways,
    button,
    by_socket,
    field,
    form,
    option,
    plain,
)

Json = dict[str, Any]
RED, GREEN, BLUE = COLOURS
FILLED: dict[str, Given] = {"claim": "One\ntwo", "source": "reuters"}
"""What has to be filled in."""


async def opened(slack: SlackStandIn, blocks: list[Json]) -> View:
    await client_of(slack).views_open(trigger_id=slack._state.views.trigger("U0EDITOR"), view=form(blocks))
    view = slack.view("editor")
    assert view is not None
    return view


@both_ways
async def test_a_command_opens_a_form_and_every_field_is_among_its_values(
    slack: SlackStandIn, over: Over
) -> None:
    async with over(slack) as heard:
        await slack.command("editor", "newsroom", "/facts", "edit")
        view = await slack.next_view("editor")
        values: dict[str, Given] = {
            **FILLED,
            "status": "green",
            "grouped": "blue",
            "speakers": ["yonhap", "Interfax"],
            "tags": ["red", "blue"],
            "day": "2025-01-14",
            "boxes": ["green", "blue"],
            "one": "blue",
        }
        outcome = await slack.submit("editor", view, values)
    assert (outcome.error, outcome.view) == (None, None)
    told = {key: each["in"] for key, each in heard[-1]["view"]["state"]["values"].items() if "in" in each}
    assert told == {
        "claim": {"type": "plain_text_input", "value": "One\ntwo"},
        "note": {"type": "plain_text_input", "value": None},
        "status": {"type": "static_select", "selected_option": GREEN},
        "grouped": {"type": "static_select", "selected_option": BLUE},
        "source": {"type": "external_select", "selected_option": option("reuters")},
        "speakers": {
            "type": "multi_external_select",
            "selected_options": [option("yonhap"), option("interfax")],
        },
        "tags": {"type": "multi_static_select", "selected_options": [RED, BLUE]},
        "day": {"type": "datepicker", "selected_date": "2025-01-14"},
        "boxes": {"type": "checkboxes", "selected_options": [GREEN, BLUE]},
        "one": {"type": "radio_buttons", "selected_option": BLUE},
        "search": {"type": "plain_text_input", "value": None},
    }


async def test_what_is_not_filled_in_stands_as_it_stood_or_is_nothing(slack: SlackStandIn) -> None:
    async with by_socket(slack) as heard:
        await slack.submit("editor", await opened(slack, EVERYTHING), FILLED)
    values = heard[-1]["view"]["state"]["values"]
    assert values["status"]["in"]["selected_option"] == RED
    assert values["day"]["in"]["selected_date"] == "2025-01-13"
    assert values["boxes"]["in"]["selected_options"] == [RED]
    assert values["grouped"]["in"]["selected_option"] is None
    assert values["speakers"]["in"]["selected_options"] == []
    assert values["row"] == {
        "pick": {"type": "static_select", "selected_option": None},
        "on": {"type": "datepicker", "selected_date": None},
        "ticked": {"type": "checkboxes", "selected_options": []},
        "wave": {"type": "radio_buttons", "selected_option": None},
        "fact": {"type": "external_select", "selected_option": None},
    }


ACTS: list[tuple[str, Given, Json]] = [
    ("grow", None, {"value": "1", "text": plain("Grow")}),
    ("pick", "green", {"selected_option": GREEN}),
    ("pick", None, {"selected_option": None}),
    ("on", "2025-01-14", {"selected_date": "2025-01-14"}),
    ("ticked", ["red", "blue"], {"selected_options": [RED, BLUE]}),
    ("ticked", [], {"selected_options": []}),
    ("wave", "blue", {"selected_option": BLUE}),
    ("more", "red", {"selected_option": RED}),
    ("fact", "reuters", {"selected_option": option("reuters")}),
    ("multi_static_select", ["red"], {"selected_options": [RED]}),
    ("multi_external_select", "yna", {"selected_options": [option("yna")]}),
    ("search", "pay", {"value": "pay"}),
]


@both_ways
@pytest.mark.parametrize(("which", "choice", "told"), ACTS)
async def test_an_element_of_a_modal_tells_the_app_what_was_done(
    slack: SlackStandIn, over: Over, which: str, choice: Given, told: Json
) -> None:
    async with over(slack) as heard:
        view = await opened(slack, EVERYTHING)
        outcome = await slack.act("editor", view, which, choice)
        if which == "grow":
            await slack.next_view("editor")
    body = heard[-1]
    (action,) = body["actions"]
    assert outcome.delivered
    assert (body["type"], body["container"]) == ("block_actions", {"type": "view", "view_id": view.id})
    assert told.items() <= action.items()
    assert body["trigger_id"]
    assert "response_url" not in body
    state = body["view"]["state"]["values"][action["block_id"]].get(action["action_id"])
    assert (state is None) is (which in ("grow", "more"))
    assert state is None or told.items() <= state.items()


async def test_a_modal_that_is_updated_keeps_what_was_put_in(slack: SlackStandIn) -> None:
    async with by_socket(slack):
        view = await opened(slack, EVERYTHING)
        await slack.fill("editor", view, {**FILLED, "tags": ["blue"], "boxes": [], "day": None})
        await slack.act("editor", view, "pick", "green")
        await slack.act("editor", view, "grow")
        grown = await slack.next_view("editor")
    assert len(grown.blocks) == len(EVERYTHING) + 1
    kept = {block: words(grown, block) for block in ("claim", "source", "tags", "boxes", "day", "status")}
    assert kept == {
        "claim": "One\ntwo",
        "source": "Reuters",
        "tags": "Blue",
        "boxes": "",
        "day": "",
        "status": "Red",
    }
    assert grown.text("pick") == "Green"


def words(view: View, block: str) -> str:
    return elements.words(view.typed[block]["in"])


async def test_an_action_in_a_modal_pushes_another_and_the_one_below_takes_no_acts(
    slack: SlackStandIn,
) -> None:
    async with by_socket(slack):
        below = await opened(slack, EVERYTHING)
        await slack.fill("editor", below, {"claim": "kept"})
        await slack.act("editor", below, "push")
        top = await slack.next_view("editor")
        assert (top.previous, len(top.blocks)) == (below.id, 1)
        with pytest.raises(ValueError, match="editor does not see “Edit” now"):
            await slack.act("editor", below, "push")
        back = (await slack.close("editor", top)).view
    assert back is not None
    assert (back.id, words(back, "claim")) == (below.id, "kept")


NOT_SENT: list[tuple[dict[str, Given], str]] = [
    ({"claim": ""}, "“Claim” has to be filled in"),
    ({"source": None}, "“Source” has to be filled in"),
    ({"status": None}, "“Status” has to be filled in"),
    ({"day": ""}, "“Day” has to be filled in"),
    ({"day": "the 14th"}, "“Day” takes a day as 2025-01-31"),
    ({"day": "2025-02-30"}, "“Day” takes a day"),
    ({"status": "pink"}, "no option 'pink' among"),
    ({"status": ["red", "blue"]}, "“Status” takes one value"),
    ({"tags": ["pink"]}, "no option 'pink' among"),
    ({"one": "pink"}, "no option 'pink' among"),
    ({"speakers": ["yonhap", "yna", "reuters"]}, "“Speakers” takes at most 2"),
    ({"source": "tass"}, "no option 'tass' in “Source”"),
    ({"source": "y"}, "no option 'y' in “Source” among"),
    ({"colour": "red"}, "no field"),
]


@pytest.mark.parametrize(("values", "said"), NOT_SENT)
async def test_a_form_that_is_not_filled_in_rightly_is_not_sent(
    slack: SlackStandIn, values: dict[str, Given], said: str
) -> None:
    async with by_socket(slack) as heard:
        view = await opened(slack, FIELDS)
        with pytest.raises(ValueError, match=said):
            await slack.submit("editor", view, {**FILLED, **values})
    assert {body["type"] for body in heard} <= {"block_suggestion"}


NO_ACT: list[tuple[str | int, Given, str]] = [
    ("claim", "x", "hears of “Claim” only once the form is submitted"),
    ("nothing", None, "no element 'nothing' among"),
    (99, None, "no element 99 among"),
    ("pick", "pink", "no option 'pink' among"),
    ("more", "pink", "no option 'pink' among"),
    ("on", "soon", "takes a day"),
    ("search", "two\nlines", "takes one line"),
]


@pytest.mark.parametrize(("which", "choice", "said"), NO_ACT)
async def test_what_the_client_does_not_offer_can_not_be_done(
    slack: SlackStandIn, which: str | int, choice: Given, said: str
) -> None:
    view = await opened(slack, EVERYTHING)
    with pytest.raises(ValueError, match=said):
        await slack.act("editor", view, which, choice)
    assert slack.sent == []


async def test_what_nobody_can_fill_in_here_is_said(slack: SlackStandIn) -> None:
    view = await opened(slack, [field("at", {"type": "timepicker"}, optional=True)])
    with pytest.raises(ValueError, match="nobody can fill in a timepicker"):
        await slack.fill("editor", view, {"at": "12:00"})


async def test_no_field_is_filled_in_where_another_is_wrong(slack: SlackStandIn) -> None:
    view = await opened(slack, FIELDS)
    with pytest.raises(ValueError, match="takes a day"):
        await slack.fill("editor", view, {"claim": "x", "day": "x"})
    seen = slack.view("editor")
    assert seen is not None
    assert words(seen, "claim") == ""


# ── In a message


async def test_what_is_put_into_a_message_is_told_with_every_press_and_is_each_person_s_own(
    slack: SlackStandIn,
) -> None:
    blocks = [ACTIONS]
    posted = await client_of(slack).chat_postMessage(channel="C0FACTDESK", text="x", blocks=blocks)
    (message,) = slack.visible("editor", "fact-desk")
    async with by_socket(slack) as heard:
        await slack.act("editor", message, "pick", "green")
        await slack.press("editor", message, "wave", "red")
        await slack.press("chief", message, "wave", "blue")
    states = [body["state"]["values"]["row"] for body in heard]
    picked = [state["pick"]["selected_option"] for state in states]
    assert picked == [GREEN, GREEN, None]
    assert [body["container"]["message_ts"] for body in heard] == [posted["ts"]] * 3
    assert "/actions/" in heard[0]["response_url"]
    assert "view" not in heard[0]


async def test_a_button_of_a_message_opens_a_form(slack: SlackStandIn) -> None:
    blocks = [{"type": "actions", "elements": [button("edit")]}]
    await client_of(slack).chat_postMessage(channel="C0FACTDESK", text="x", blocks=blocks)
    (message,) = slack.visible("chief", "fact-desk")
    async with by_socket(slack):
        await slack.press("chief", message, "edit")
        assert (await slack.next_view("chief")).title == "Edit"


# ── On the screen


def test_blocks_are_shown_with_what_stands_in_them() -> None:
    typed = elements.standing([*FIELDS, ACTIONS])
    pick = elements.chosen_part([ACTIONS], "pick")
    typed = elements.with_value(typed, pick, elements.put(pick, "blue", elements.offered(pick)))
    boxes = elements.chosen_part(FIELDS, "boxes")
    typed = elements.with_value(typed, boxes, elements.put(boxes, [], {}))
    shown = elements.filled([*FIELDS, ACTIONS], typed)
    assert shown[-1]["elements"][2]["initial_option"] == BLUE
    assert shown[2] == FIELDS[2]
    assert "initial_options" not in shown[8]["element"]


values = st.lists(st.sampled_from(["red", "green", "blue"]), unique=True)
one_value = st.none() | st.sampled_from(["red", "green", "blue"])


@given(
    st.fixed_dictionaries(
        {
            "claim": st.text(max_size=20),
            "status": one_value,
            "tags": values,
            "boxes": values,
            "one": one_value,
            "day": st.none() | st.dates().map(str),
        }
    )
)
def test_what_is_shown_as_filled_in_is_what_would_stand_there_first(put: dict[str, Given]) -> None:
    typed = elements.standing(FIELDS)
    for name, value in put.items():
        part = elements.chosen_part(FIELDS, name)
        typed = elements.with_value(typed, part, elements.put(part, value, elements.offered(part)))
    assert elements.standing(elements.filled(FIELDS, typed)) == typed
