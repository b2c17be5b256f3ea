"""The real bot against a stand-in Slack, reached either way; and how its messages read."""

from __future__ import annotations

import datetime as dt
import json
import logging
import re
from collections.abc import AsyncIterator, Collection, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, Literal
from urllib.parse import urlsplit

from aiohttp import web
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.config import Secret
from bot.model import FactFile
from bot.playground.messages import Message
from bot.playground.server import SlackStandIn
from bot.playground.view_rules import checked_view
from bot.playground.views import View
from bot.slack import api, app
from bot.slack.desk import Desk, Edition
from bot.slack.door import Door
from bot.slack.gate import Gate
from bot.slack.http_server import Readiness, build_web_app
from bot.slack.socket_mode import Patience, SocketMode

Mode = Literal["socket", "http"]
Json = dict[str, Any]

ROOT: Final = Path(__file__).parents[2]
TODAY: Final = dt.date(2025, 1, 14)
COMMAND: Final = "/facts"
FACT_DESK: Final = "C0FACTDESK"
NEWSROOM: Final = "C0NEWSROOM"
QUICK: Final = Patience(first=0.2, longest=0.4, steady=0.1)
_PARAGRAPHS: Final = ("rich_text_section", "rich_text_quote", "rich_text_preformatted")
# What a window may carry unseen: ids, versions, and a passage of a published document.
_CARRIED: Final = frozenset({"fact", "version", "suggestion", "marks", "statement", "group", "question"})
_BAD_CONTENT: Final = (
    "invalid_blocks",
    "invalid_blocks_format",
    "msg_blocks_too_long",
    "msg_too_long",
    "no_text",
)


class Records(logging.Handler):
    """Keeps every record of the loggers that it hangs on."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.kept: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.kept.append(record)

    @property
    def lines(self) -> list[str]:
        return [record.getMessage() for record in self.kept]


def a_log() -> tuple[logging.Logger, Records]:
    """A logger of its own, apart from the tree, and what it was told."""
    log = logging.Logger("bot", logging.DEBUG)  # noqa: LOG001 - tests that run at once must not share one
    records = Records()
    log.addHandler(records)
    return log, records


@dataclass
class Bot:
    """A bot that runs: the Slack that it talks to, and its parts."""

    slack: SlackStandIn
    desk: Desk
    app: AsyncApp
    door: Door
    records: Records
    socket: SocketMode | None

    async def hears(self, payload: Json) -> BoltResponse:
        """Put a payload before Bolt that the stand-in would not send, as either way would."""
        return await self.app.async_dispatch(AsyncBoltRequest(mode="socket_mode", body=payload))

    async def asks(self, text: str, *, user: str = "reporter", channel: str = "newsroom") -> Message:
        """Type the command; the answer that came with the ack."""
        outcome = await self.slack.command(user, channel, COMMAND, text)
        assert outcome.error is None
        assert outcome.message is not None
        return outcome.message


def desk_of(slack: SlackStandIn, edition: Edition, fact_desk_channel: str | None = FACT_DESK) -> Desk:
    return Desk(
        edition=edition,
        client=api.web_client(Secret(slack.bot_token), slack.api_url),
        api_url=slack.api_url,
        command=COMMAND,
        workspace=slack.workspace.team.id,
        fact_desk_channel=fact_desk_channel,
        today=lambda: TODAY,
    )


@asynccontextmanager
async def answering(
    slack: SlackStandIn, desk: Desk, mode: Mode = "socket", log: logging.Logger | None = None
) -> AsyncIterator[Bot]:
    """A bot that answers; at the end everything that it sent is inspected. `log`: else one of its own."""
    own, records = a_log()
    log = log or own
    bolt, door = app.build(desk, log, slack.clock.now, slack.workspace.app.bot_user_id)
    bot = Bot(slack, desk, bolt, door, records, None)
    way = _over_a_socket(bot, log) if mode == "socket" else _over_http(bot)
    async with way:
        yield bot
        await door.finish(5)
    links = [url for source in desk.edition.file.sources.values() for url in (source.url, source.archive_url)]
    inspect(slack, {urlsplit(url).hostname for url in links if url})


@asynccontextmanager
async def _over_a_socket(bot: Bot, log: logging.Logger) -> AsyncIterator[None]:
    bot.socket = SocketMode(bot.app, bot.slack.app_token, log, lambda: 0.0, QUICK)
    await bot.socket.connect()
    await bot.slack.wait_connected()
    try:
        yield
    finally:
        await bot.socket.close(5)


@asynccontextmanager
async def _over_http(bot: Bot) -> AsyncIterator[None]:
    gate = Gate(bot.slack.signing_secret, bot.slack.clock.now)
    runner = web.AppRunner(build_web_app(bot.app, gate, Readiness), access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    bot.slack.deliver_to(f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events")
    try:
        yield
    finally:
        await runner.cleanup()


# ── Another edition


def without(file: FactFile, key: str) -> FactFile:
    """The same file without one fact."""
    topics = {
        name: replace(topic, facts={each: fact for each, fact in topic.facts.items() if each != key})
        for name, topic in file.topics.items()
    }
    return replace(file, topics=topics)


# ── Reading a message


def pieces(value: object) -> Iterator[Mapping[str, Any]]:
    """Every mapping inside, outermost first."""
    if isinstance(value, Mapping):
        yield value
    for inner in (
        value.values() if isinstance(value, Mapping) else value if isinstance(value, list | tuple) else ()
    ):
        yield from pieces(inner)


def words(message: Message | View) -> str:
    """What stands in a message's or a view's blocks: a line for each paragraph, label and button."""
    return "\n".join(_lines(message.blocks))


def _lines(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        inside = value.get("elements", ())
        if value.get("type") in _PARAGRAPHS:
            yield "".join(str(each.get("text", "")) for each in inside)
        elif isinstance(text := value.get("text"), str):
            yield text
        else:
            for inner in value.values():
                yield from _lines(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _lines(inner)


def addresses(message: Message) -> list[str]:
    """Every address that a message links to."""
    return [each["url"] for each in pieces(message.blocks) if "url" in each]


def buttons(message: Message) -> list[str]:
    """The action ids of a message's buttons, in order."""
    return [each["action_id"] for each in pieces(message.blocks) if each.get("type") == "button"]


def is_card(message: Message, key: str) -> bool:
    """Is this the card of that fact, with buttons that carry its id?"""
    return any(str(each.get("value", "")).startswith(f"{key}@") for each in pieces(message.blocks)) and (
        "To paste, with credit:" in words(message)
    )


def posted(slack: SlackStandIn, *methods: str) -> list[Json]:
    """The arguments of every post by these methods, or of every message at all."""
    wanted = methods or ("chat.postMessage", "chat.postEphemeral", "response_url")
    return [call.args for call in slack.requests if call.name in wanted]


# ── The inspection


def inspect(slack: SlackStandIn, hosts: Collection[str | None]) -> None:
    """Everything that the bot sent: taken by Slack, with text on top, no preview, and nothing live in it.

    `hosts` are those of the sources: no link leads elsewhere.
    """
    for call in slack.requests:
        if call.name not in ("chat.postMessage", "chat.postEphemeral", "response_url"):
            continue
        assert call.answer.get("error") not in _BAD_CONTENT, (call.name, call.answer)
        if call.args.get("delete_original") and "text" not in call.args:
            continue
        assert call.args["unfurl_links"] is False
        assert call.args["unfurl_media"] is False
        _inspect_content(call.args, hosts, slack)
    for ack in acks(slack):
        if "text" in ack or "blocks" in ack:
            assert ack["response_type"] == "ephemeral"
            _inspect_content(ack, hosts, slack)
        if "view" in ack:
            _inspect_view(ack["view"], hosts, slack)
    for call in slack.requests:
        if call.name.startswith("views."):
            assert call.answer.get("error") not in ("invalid_arguments", "view_too_large"), call.answer
            _inspect_view(call.args["view"], hosts, slack)


def acks(slack: SlackStandIn) -> list[Json]:
    """The payload of every ack that had one."""
    bodies = [frame.body for frame in slack.sent if not frame.to_app]
    found = [body.get("payload") or body.get("body") for body in bodies]
    return [each for each in found if isinstance(each, dict)]


def _inspect_content(content: Json, hosts: Collection[str | None], slack: SlackStandIn) -> None:
    assert content["text"].strip(), content
    assert not re.search("[<>]", content["text"]), content["text"]
    assert content["blocks"], content
    _inspect_blocks(content["blocks"], hosts, slack)


def _inspect_view(view: Json, hosts: Collection[str | None], slack: SlackStandIn) -> None:
    checked_view(view, view["type"])
    assert set(json.loads(view.get("private_metadata", "{}"))) <= _CARRIED
    _inspect_blocks(view["blocks"], hosts, slack)


def _inspect_blocks(blocks: list[Json], hosts: Collection[str | None], slack: SlackStandIn) -> None:
    for each in pieces(blocks):
        match each.get("type"):
            case "mrkdwn":
                assert not re.search("[<>]", each["text"]), each
            case "broadcast" | "usergroup":
                raise AssertionError(each)
            case "user":
                assert each["user_id"] in slack.workspace.users
            case "link":
                assert urlsplit(each["url"]).hostname in hosts, each
            case _:
                pass
