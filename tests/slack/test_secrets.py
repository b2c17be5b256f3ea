"""Canaries: no token, bearer address, ticket or question stands in a log, a message, a repr or a page."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import aiohttp
import pytest

from bot import config, logs, render
from bot.errors import SlackUnavailableError
from bot.playground.http_delivery import signed_headers
from bot.playground.server import SlackStandIn
from bot.slack import api, reply, requests
from bot.slack.desk import Desk, Edition
from tests.slack.bots import FACT_DESK, Bot, Mode, answering, desk_of, posted

QUESTION = "canaryquestion about the casualties"
DRAFT = "Canarydraft: More than 3,000 North Korean soldiers were killed, the NIS said."
WORDS = ("canaryquestion", "Canaryquestion", "Canarydraft", "canarydraft", "3,000")
NOISY = ("slack_sdk", "slack_bolt", "aiohttp", "asyncio", "bot")


@pytest.fixture(params=["text", "json"])
def output(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    """Everything that is logged, at DEBUG, as the bot writes it; the tree is as before afterwards."""
    root = logging.getLogger()
    handlers_, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in NOISY}
    stream = io.StringIO()
    logs.set_up("DEBUG", request.param, stream)
    try:
        yield stream
    finally:
        root.handlers = handlers_
        root.setLevel(level)
        for name, value in levels.items():
            logging.getLogger(name).setLevel(value)


@asynccontextmanager
async def session(slack: SlackStandIn, on_file: Edition, mode: Mode) -> AsyncIterator[Bot]:
    """A bot that logs to the tree, as it does when it is run."""
    desk = desk_of(slack, on_file)
    desk.client.timeout = 1  # what hangs here hangs several times
    async with answering(slack, desk, mode, log=logging.getLogger("bot")) as bot:
        yield bot


def secrets_of(slack: SlackStandIn) -> dict[str, str]:
    """Every secret that came by, as the stand-in handed it out."""
    found = {
        "bot token": slack.bot_token,
        "app token": slack.app_token,
        "signing secret": slack.signing_secret,
    }
    for number, call in enumerate(call for call in slack.requests if "url" in call.answer):
        if call.name == "apps.connections.open":
            found[f"ticket {number}"] = call.answer["url"].partition("ticket=")[2].partition("&")[0]
    for number, frame in enumerate(slack.sent):
        payload = frame.body.get("payload", frame.body) if frame.to_app else {}
        for name in ("response_url", "trigger_id", "token"):
            if payload.get(name):
                found[f"{name} {number}"] = payload[name].rpartition("/")[2]
    return found


def all_text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


async def check_drafts_everywhere(bot: Bot) -> None:
    """A draft on every surface that takes one, and what goes wrong with it."""
    slack = bot.slack
    await bot.asks(f"check {DRAFT}")
    await bot.asks(f"check {DRAFT * 200}")
    await slack.mention("reporter", "newsroom", f"check {DRAFT}")
    await slack.direct_message("reporter", f"check {DRAFT}")
    written = await slack.write("editor", "newsroom", DRAFT)
    await slack.message_shortcut("reporter", written, "check_message")
    await slack.next_view("reporter")
    await slack.shortcut("reporter", "check_draft")
    await slack.submit("reporter", await slack.next_view("reporter"), {"draft": DRAFT})
    for fault in (slack.faults.fail, slack.faults.hang, slack.faults.reset):
        fault("views.open", times=2)
        before = len(posted(slack, "response_url"))
        await slack.message_shortcut("reporter", written, "check_message")
        await slack.requested("response_url", before + 1)
        slack.faults.clear()
    body = {"view": {"callback_id": "check_draft", "type": "modal", "state": DRAFT}, "user": DRAFT}
    await bot.hears({"type": "view_submission", "team": {"id": "T1"}, **body})


async def live_through_everything(bot: Bot) -> None:
    """Questions, drafts and presses that go well, and every way in which they don't."""
    slack = bot.slack
    await check_drafts_everywhere(bot)
    posts = len(posted(slack, "chat.postMessage")), len(posted(slack, "chat.postEphemeral"))
    card = await bot.asks("casualties")
    await bot.asks(QUESTION)
    await bot.asks(f"{QUESTION} " * 20)
    await slack.mention("reporter", "newsroom", QUESTION)
    await slack.direct_message("reporter", QUESTION)
    await slack.requested("chat.postMessage", posts[0] + 1)
    for name in ("conversations.info", "chat.postMessage"):
        for fault in (slack.faults.fail, slack.faults.hang, slack.faults.reset):
            fault(name, times=2)
            done = len(posted(slack, "response_url"))
            await slack.press("reporter", card, "report" if name == "chat.postMessage" else "share")
            await slack.requested("response_url", done + 1)
            slack.faults.clear()
    slack.faults.fail("response_url", 500)
    await slack.press("reporter", card, "more")
    await slack.requested("chat.postEphemeral", posts[1] + 2)
    slack.faults.refuse("*", "fatal_error", times=3)
    await slack.mention("reporter", "newsroom", QUESTION)
    await bot.door.finish(5)
    slack.faults.clear()
    await slack.command("reporter", "newsroom", "/raises", QUESTION)
    await bot.hears({"command": "/nobody-hears", "text": QUESTION, "team_id": "T1", "user_id": "U1"})


def listen_for_trouble(bot: Bot) -> None:
    """A command whose handler raises with everything in it that it knows."""

    @bot.app.command("/raises")
    async def raises(ack: Callable[..., Any], body: dict[str, Any]) -> None:
        async def handle(_: Desk, request: requests.Request) -> reply.Reply:
            cause = KeyError(request.response_url)
            raise ValueError(request.text, request.response_url, bot.slack.bot_token) from cause

        await bot.door.command(handle, requests.from_command(body), ack)


@pytest.mark.parametrize(("output", "mode"), [("text", "socket"), ("json", "http")], indirect=["output"])
async def test_nothing_secret_stands_in_a_log_or_a_message(
    slack: SlackStandIn, on_file: Edition, output: io.StringIO, mode: Mode
) -> None:
    async with session(slack, on_file, mode) as bot:
        listen_for_trouble(bot)
        await live_through_everything(bot)
        if bot.socket is not None:
            await slack.kill_sockets()
            await slack.wait_connected(within=15, opened=2)
    text = output.getvalue()
    assert "outcome=error kind=ValueError" in text
    found = secrets_of(slack)
    assert len(found) > (20 if mode == "socket" else 15)
    assert [name for name, secret in found.items() if secret in text] == []
    assert [word for word in WORDS if word in text] == []
    sent = all_text(posted(slack)) + all_text([frame.body for frame in slack.sent if not frame.to_app])
    bearers = {name: secret for name, secret in found.items() if not name.startswith("trigger")}
    assert [name for name, secret in bearers.items() if secret in sent] == []


async def test_a_question_is_repeated_to_the_person_who_asked_and_to_nobody_else(
    slack: SlackStandIn, on_file: Edition, output: io.StringIO
) -> None:
    async with session(slack, on_file, "socket") as bot:
        await bot.asks(QUESTION)
        await slack.mention("reporter", "newsroom", QUESTION)
        await slack.requested("chat.postEphemeral")
        await bot.slack.press("reporter", await bot.asks("casualties"), "report")
        await slack.requested("chat.postMessage")
    for channel in ("newsroom", "fact-desk"):
        seen = [message for message in slack.visible("editor", channel) if message.user == "U0FACTDESK"]
        assert "canaryquestion" not in all_text([message.blocks for message in seen])
    assert "outcome=" in output.getvalue()


@pytest.mark.parametrize(
    "body",
    [
        {"type": "shortcut", "callback_id": "nobody", "user": {"id": "U1"}, "team": {"id": "T1"}},
        {"type": "view_submission", "user": {"id": "U1"}, "team": {"id": "T1"}, "view": {"callback_id": "x"}},
        {"type": "block_suggestion", "action_id": "x", "user": {"id": "U1"}, "team": {"id": "T1"}},
        {"command": "/nobody-hears", "team_id": "T1", "user_id": "U1"},
        {"type": "view_submission", "user": "U1"},
    ],
    ids=lambda body: body.get("type", "command"),
)
async def test_what_nobody_hears_is_logged_without_its_content(
    slack: SlackStandIn, on_file: Edition, output: io.StringIO, body: dict[str, Any]
) -> None:
    canaries = {
        "text": QUESTION,
        "value": QUESTION,
        "token": "canary-verification",
        "trigger_id": "canary-trigger",
        "response_url": "https://hooks.slack.com/actions/canary-hook",
    }
    packed = json.dumps(body | canaries).encode()
    async with session(slack, on_file, "http"), aiohttp.ClientSession() as client:
        headers = signed_headers(slack.signing_secret, packed, "application/json", slack.clock.now())
        async with client.post(address_of(slack), data=packed, headers=headers) as answer:
            assert answer.status < 500
            assert "canary" not in await answer.text()
    assert "canary" not in output.getvalue()


def address_of(slack: SlackStandIn) -> str:
    """Where the bot was told to be found."""
    return slack._address()._url


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/nowhere", "/slack/events"])
async def test_no_page_holds_anything(slack: SlackStandIn, on_file: Edition, path: str) -> None:
    async with session(slack, on_file, "http") as bot, aiohttp.ClientSession() as client:
        await bot.asks(QUESTION)
        async with client.get(address_of(slack).replace("/slack/events", path)) as answer:
            text = await answer.text() + str(answer.headers)
    assert [name for name, secret in secrets_of(slack).items() if secret in text] == []
    assert "canary" not in text


def test_no_repr_shows_a_secret() -> None:
    settings = config.read(
        {
            "SLACK_BOT_TOKEN": "xoxb-canary",
            "SLACK_APP_TOKEN": "xapp-canary",
            "SLACK_SIGNING_SECRET": "canary-signing",
        }
    )
    request = requests.from_command(
        {"text": QUESTION, "response_url": "https://canary", "trigger_id": "canary"}
    )
    client = api.web_client(settings.bot_token, settings.api_url)
    error = SlackUnavailableError(f"x: {api.code(ValueError('canary'))}")
    for value in (settings, request, client, error, settings.bot_token, replace(request, text="canary")):
        for shown in (repr(value), str(value), f"{value}"):
            assert "canary" not in shown


async def test_no_error_of_a_call_shows_a_secret() -> None:
    client = api.web_client(config.Secret("xoxb-canary"), "http://127.0.0.1:9/api/")
    message = render.notice(QUESTION)
    with pytest.raises(SlackUnavailableError) as posted_:
        await api.post(client, FACT_DESK, message)
    with pytest.raises(SlackUnavailableError) as responded:
        await api.respond("http://127.0.0.1:9/canary-hook", "http://127.0.0.1:9/api/", message)
    for caught in (posted_, responded):
        assert "canary" not in repr(caught.value)


@pytest.mark.parametrize(
    "secret",
    [
        "xoxb-123-456-abc",
        "xoxp-123-456-abc",
        "xoxe.xoxp-1-abc",
        "xapp-1-A0-123-abc",
        "wss://wss-primary.slack.com/link/?ticket=abc&app_id=def",
        "ws://127.0.0.1:1234/link/?ticket=abc",
        "https://hooks.slack.com/commands/T1/2/abc",
        "https://hooks.slack.com/actions/T1/2/abc",
        "http://127.0.0.1:4000/commands/T1/2/abc",
        "https://hooks.slack-gov.com/actions/T1/2/abc",
        "ticket=abc",
        "token=abc",
        "client_secret=abc",
    ],
)
@pytest.mark.parametrize("as_json", [False, True])
def test_a_log_blanks_what_looks_like_a_secret(secret: str, *, as_json: bool) -> None:
    formatter = logs.Discreet(as_json=as_json)
    record = logging.LogRecord("bot", logging.INFO, "x.py", 1, "sent to %s.", (secret,), None)
    text = formatter.format(record)
    assert "(secret)" in text
    assert "abc" not in text


@pytest.mark.parametrize("as_json", [False, True])
def test_a_log_leaves_an_exception_s_text_out_also_where_another_handler_has_written_it(
    *, as_json: bool
) -> None:
    with pytest.raises(ValueError, match="canary") as caught:
        int("canary")
    info = (caught.type, caught.value, caught.tb)
    record = logging.LogRecord("bot", logging.ERROR, "x.py", 1, "failed", (), info)
    logging.Formatter().format(record)
    text = logs.Discreet(as_json=as_json).format(record)
    assert "ValueError" in text
    assert "test_secrets.py" in text
    assert "canary" not in text
