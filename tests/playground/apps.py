"""A tiny real Bolt app, and the two ways to let it meet the stand-in."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.server import SlackStandIn

Reply = dict[str, Any]
Ack = Callable[..., Awaitable[None]]
Make = Callable[[SlackStandIn], tuple[AsyncApp, list[Reply]]]
CARD: list[Reply] = [
    {"type": "section", "text": {"type": "mrkdwn", "text": "a card", "verbatim": True}},
    {
        "type": "actions",
        "elements": [
            {
                "type": "button",
                "action_id": "more",
                "text": {"type": "plain_text", "text": "More"},
                "value": "v1",
            },
            {"type": "button", "action_id": "slow", "text": {"type": "plain_text", "text": "Slow"}},
            {"type": "button", "action_id": "quiet", "text": {"type": "plain_text", "text": "Quiet"}},
        ],
    },
]


PLAIN = {"type": "plain_text", "text": "A word"}
FIELD: Reply = {
    "type": "input",
    "block_id": "draft",
    "label": PLAIN,
    "element": {"type": "plain_text_input", "action_id": "text", "multiline": True, "max_length": 20},
}
FORM: Reply = {
    "type": "modal",
    "callback_id": "form",
    "title": {"type": "plain_text", "text": "A form"},
    "submit": PLAIN,
    "blocks": [FIELD],
}
RESULT: Reply = {
    "type": "modal",
    "title": {"type": "plain_text", "text": "A result"},
    "blocks": [{"type": "section", "text": PLAIN}],
}
ANSWERS: dict[str, Reply] = {
    "update": {"response_action": "update", "view": RESULT},
    "push": {"response_action": "push", "view": RESULT},
    "clear": {"response_action": "clear"},
    "errors": {"response_action": "errors", "errors": {"draft": "Not like this."}},
    "errors elsewhere": {"response_action": "errors", "errors": {"nowhere": "Not like this."}},
    "broken": {"response_action": "update", "view": RESULT | {"title": PLAIN | {"text": "x" * 25}}},
    "unknown": {"response_action": "dance"},
    "words": {"text": "words in the ack of a form"},
}
"""What the tiny app answers a form with, by what is typed into it."""


def client_of(slack: SlackStandIn) -> AsyncWebClient:
    return AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)


def tiny_app(slack: SlackStandIn) -> tuple[AsyncApp, list[Reply]]:
    """One slash command, two buttons, two events, two shortcuts, a form; what it heard is in the list."""
    app = AsyncApp(client=client_of(slack), signing_secret=slack.signing_secret)
    heard: list[Reply] = []

    @app.use
    async def listen(body: Reply, next_: Callable[[], Awaitable[Any]]) -> None:
        heard.append(body)
        await next_()

    app.command("/facts")(facts)
    app.action("more")(more)
    app.action("menu")(quiet)
    app.action("quiet")(quiet)
    app.action("slow")(slow)
    app.global_shortcut("check_draft")(opens)
    app.message_shortcut("check_message")(opens)
    app.view("form")(submitted)
    app.view_closed("form")(quiet)
    app.event("app_mention")(mentioned)
    app.event("message")(written)
    return app, heard


async def facts(ack: Ack, body: Reply) -> None:
    answers: dict[str, Reply] = {
        "bare": {},
        "plain": {"text": "plain words"},
        "loud": {"text": "an answer to loud", "response_type": "in_channel"},
        "broken": {
            "text": "broken",
            "blocks": [{"type": "header", "text": {"type": "mrkdwn", "text": "*no*"}}],
        },
    }
    if body["text"] == "silence":
        await asyncio.sleep(30)
    await ack(**answers.get(body["text"], {"text": f"an answer to {body['text']}", "blocks": CARD}))


async def more(ack: Ack, respond: Callable[..., Awaitable[Any]]) -> None:
    await ack("words in the ack of a button")
    await respond(text="more about it", replace_original=False)


async def quiet(ack: Ack) -> None:
    await ack()


async def slow(ack: Ack) -> None:
    await asyncio.sleep(30)
    await ack()


async def opens(ack: Ack, body: Reply, client: AsyncWebClient) -> None:
    await ack("words in the ack of a shortcut")
    await client.views_open(trigger_id=body["trigger_id"], view=FORM)


async def submitted(ack: Ack, view: Reply) -> None:
    typed = view["state"]["values"]["draft"]["text"]["value"]
    if typed == "silence":
        await asyncio.sleep(30)
    await ack(ANSWERS.get(typed, {}))


async def mentioned(event: Reply, client: AsyncWebClient) -> None:
    await client.chat_postEphemeral(channel=event["channel"], user=event["user"], text="you called")


async def written(event: Reply, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel=event["channel"], text=f"you said {event['text']}")


@asynccontextmanager
async def over_socket(slack: SlackStandIn, make: Make = tiny_app) -> AsyncIterator[list[Reply]]:
    """The app connected by Bolt's own aiohttp handler."""
    app, heard = make(slack)
    handler = AsyncSocketModeHandler(app, slack.app_token, ping_interval=0.2)
    await handler.connect_async()  # type: ignore[no-untyped-call]  # Bolt gives it no types
    await slack.wait_connected()
    try:
        yield heard
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]  # as above


@asynccontextmanager
async def over_http(
    slack: SlackStandIn, make: Make = tiny_app, signing_secret: str | None = None
) -> AsyncIterator[list[Reply]]:
    """The app behind a small web server made of Bolt's own adapter."""
    app, heard = make(slack)

    async def events(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

    async with serving(events) as url:
        slack.deliver_to(url, signing_secret)
        yield heard


@asynccontextmanager
async def serving(handler: Callable[[web.Request], Awaitable[web.StreamResponse]]) -> AsyncIterator[str]:
    """Any handler at an address of its own."""
    server = web.Application()
    server.router.add_post("/slack/events", handler)
    runner = web.AppRunner(server, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    finally:
        await runner.cleanup()
