"""A tiny real Bolt app with a home, a form of every kind of field, and menus whose options it gives."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import pytest
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.server import SlackStandIn
from tests.playground.apps import Ack, Reply, client_of, over_http, over_socket

Over = Callable[[SlackStandIn], AbstractAsyncContextManager[list[Reply]]]


def plain(words: str) -> Reply:
    return {"type": "plain_text", "text": words}


def option(value: str) -> Reply:
    return {"text": plain(value.capitalize()), "value": value}


def button(action: str, value: str = "1") -> Reply:
    return {"type": "button", "action_id": action, "text": plain(action.capitalize()), "value": value}


def menu(kind: str, action: str, **more: object) -> Reply:
    return {"type": kind, "action_id": action, **more}


def field(name: str, element: Reply, **more: object) -> Reply:
    """An input block whose block_id is the name, and whose element's action_id is `in`."""
    label = plain(name.capitalize())
    return {
        "type": "input",
        "block_id": name,
        "label": label,
        "element": element | {"action_id": "in"},
        **more,
    }


COLOURS = [option("red"), option("green"), option("blue")]
FIELDS: list[Reply] = [
    field("claim", {"type": "plain_text_input", "multiline": True}),
    field("note", {"type": "plain_text_input"}, optional=True),
    field("status", {"type": "static_select", "options": COLOURS, "initial_option": COLOURS[0]}),
    field("grouped", {"type": "static_select", "option_groups": [{"label": plain("G"), "options": COLOURS}]},
          optional=True),
    field("source", {"type": "external_select", "min_query_length": 1}),
    field("speakers", {"type": "multi_external_select", "min_query_length": 1, "max_selected_items": 2},
          optional=True),
    field("tags", {"type": "multi_static_select", "options": COLOURS}, optional=True),
    field("day", {"type": "datepicker", "initial_date": "2025-01-13"}),
    field("boxes", {"type": "checkboxes", "options": COLOURS, "initial_options": COLOURS[:1]}, optional=True),
    field("one", {"type": "radio_buttons", "options": COLOURS}, optional=True),
]  # fmt: skip
ACTIONS: Reply = {
    "type": "actions",
    "block_id": "row",
    "elements": [
        button("grow"),
        button("push"),
        menu("static_select", "pick", options=COLOURS),
        menu("datepicker", "on"),
        menu("checkboxes", "ticked", options=COLOURS),
        menu("radio_buttons", "wave", options=COLOURS),
        menu("overflow", "more", options=COLOURS),
        menu("external_select", "fact"),
    ],
}
MULTIPLE: dict[str, Reply] = {
    "multi_static_select": {"options": COLOURS},
    "multi_external_select": {"min_query_length": 0},
}
SECTIONS: list[Reply] = [
    {
        "type": "section",
        "block_id": f"section {number}",
        "text": plain("A section"),
        "accessory": menu(kind, kind, **more),
    }
    for number, (kind, more) in enumerate(MULTIPLE.items())
]
SEARCH = field(
    "search",
    {"type": "plain_text_input", "dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]}},
    dispatch_action=True,
    optional=True,
)
EVERYTHING: list[Reply] = [*FIELDS, SEARCH, ACTIONS, *SECTIONS]


def form(blocks: list[Reply], **more: object) -> Reply:
    return {"type": "modal", "callback_id": "edit", "title": plain("Edit"), "submit": plain("Save"),
            "blocks": blocks, **more}  # fmt: skip


def home_of(blocks: list[Reply], **more: object) -> Reply:
    return {"type": "home", "blocks": blocks, **more}


SURE: Reply = {"confirm": plain("Yes"), "deny": plain("No")}
SUGGESTED: dict[str, Reply] = {
    "too many": {"options": [option(f"n{number}") for number in range(101)]},
    "a long text": {"options": [{"text": plain("x" * 76), "value": "v"}]},
    "a long value": {"options": [{"text": plain("x"), "value": "v" * 151}]},
    "markup": {"options": [{"text": {"type": "mrkdwn", "text": "*x*"}, "value": "v"}]},
    "too many groups": {"option_groups": [{"label": plain("x"), "options": []}] * 101},
    "none": {"options": []},
    "groups": {"option_groups": [{"label": plain("x"), "options": [option("a")]}, {"label": plain("y"),
               "options": [option("b")]}]},
    "a hundred": {"options": [option(f"n{number}") for number in range(100)]},
}  # fmt: skip
"""What the app suggests for what is typed; for anything else, what begins with it."""
KNOWN = [option(name) for name in ("yonhap", "yna", "reuters", "interfax")]


def desk_app(slack: SlackStandIn) -> tuple[AsyncApp, list[Reply]]:
    """What it heard is in the list."""
    app = AsyncApp(client=client_of(slack), signing_secret=slack.signing_secret)
    heard: list[Reply] = []

    @app.use
    async def listen(body: Reply, next_: Callable[[], Awaitable[Any]]) -> None:
        heard.append(body)
        await next_()

    app.event("app_home_opened")(came_home)
    app.command("/facts")(edits)
    for name in ("pick", "on", "ticked", "wave", "more", "fact", "multi_static_select", "quiet", "in",
                 "multi_external_select"):  # fmt: skip
        app.action(name)(acked)
    app.action("edit")(edits)
    app.action("push")(pushes)
    app.action("grow")(grows)
    for name in ("in", "fact", "multi_external_select"):
        app.options(name)(suggests)
    app.view("edit")(saved)
    return app, heard


async def came_home(event: Reply, client: AsyncWebClient) -> None:
    if event["tab"] == "home":
        seen = len(event["view"]["blocks"]) if "view" in event else 0
        rows = [{"type": "header", "block_id": f"h{at}", "text": plain("A row")} for at in range(seen)]
        row = {"type": "actions", "block_id": "row", "elements": [button("edit"), button("grow")]}
        await client.views_publish(user_id=event["user"], view=home_of([row, *rows]))


async def acked(ack: Ack) -> None:
    await ack()


async def edits(ack: Ack, body: Reply, client: AsyncWebClient) -> None:
    await ack()
    if body.get("text") == "tell":
        pick = menu("static_select", "pick", options=COLOURS)
        sure = {"title": plain("Sure?"), "text": plain("It is far."), **SURE}
        row = {"type": "actions", "elements": [button("edit"), pick, button("quiet") | {"confirm": sure}]}
        told = await client.chat_postMessage(channel="C0FACTDESK", text="Please decide", blocks=[row])
        await client.chat_postMessage(channel="C0FACTDESK", text="More of it", thread_ts=told["ts"])
        await client.chat_postMessage(channel=body["user_id"], text="The desk knows")
        return
    await client.views_open(trigger_id=body["trigger_id"], view=form(EVERYTHING))


async def pushes(ack: Ack, body: Reply, client: AsyncWebClient) -> None:
    await ack()
    await client.views_push(trigger_id=body["trigger_id"], view=form(FIELDS[:1]))


async def grows(ack: Ack, body: Reply, client: AsyncWebClient) -> None:
    await ack()
    if body["view"]["type"] == "home":
        await client.views_publish(
            user_id=body["user"]["id"], hash=body["view"]["hash"], view=home_of([SEARCH, ACTIONS])
        )
        return
    grown = [*EVERYTHING, field("another", {"type": "plain_text_input"}, optional=True)]
    await client.views_update(view_id=body["view"]["id"], hash=body["view"]["hash"], view=form(grown))


async def suggests(ack: Ack, body: Reply) -> None:
    typed = body["value"].lower()
    found = [each for each in KNOWN if each["value"].startswith(typed)]
    await ack(**SUGGESTED.get(typed, {"options": found}))


async def saved(ack: Ack) -> None:
    await ack(response_action="clear")


@asynccontextmanager
async def _by_socket(slack: SlackStandIn) -> Any:  # noqa: ANN401 - an iterator, as contextlib wants it
    async with over_socket(slack, desk_app) as heard:
        yield heard


@asynccontextmanager
async def _by_http(slack: SlackStandIn) -> Any:  # noqa: ANN401 - as above
    async with over_http(slack, desk_app) as heard:
        yield heard


by_socket: Over = _by_socket
both_ways = pytest.mark.parametrize("over", [_by_socket, _by_http], ids=["socket", "HTTP"])
