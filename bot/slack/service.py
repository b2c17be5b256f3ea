"""The running bot: connects to Slack, answers until it is told to stop, finishes what is under way."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import random
import signal
import sys
import time
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot import config, logs
from bot.config import Settings
from bot.editing import opening
from bot.editing.opening import Opened
from bot.errors import ConfigurationError, SlackUnavailableError
from bot.slack import announcing, api, app, letting_go, telling, watching
from bot.slack.desk import Desk, edition
from bot.slack.door import Door
from bot.slack.editors import Editors
from bot.slack.gate import Gate
from bot.slack.http_server import Readiness, build_health_app, build_web_app, serve
from bot.slack.office import Office, Rules
from bot.slack.socket_mode import PATIENCE, Patience, SocketMode

GONE_LIMIT: Final = 120.0  # seconds without a socket, after which a fresh process is the better try
PURGE_EVERY: Final = 3_600.0  # seconds between looks at what is to be let go
FINISH_WITHIN: Final = 10.0  # seconds that work under way gets when the bot is told to stop


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose token it is: the workspace, and the bot's user id there."""

    team: str
    user: str
    url: str


async def run(settings: Settings) -> int:
    """Run until SIGTERM or SIGINT. Returns the exit code: 1 where the socket was gone for too long.

    Raises ConfigurationError where a token is missing or refused, FactFileError where the fact file is wrong.
    """
    if lacking := config.missing(settings):
        raise ConfigurationError(lacking)
    log = logs.set_up(settings.log_level, settings.log_format, sys.stderr)
    opened = opening.open_all(settings, utc_now)
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    try:
        return await answer_slack(settings, opened, log, stop, today=local_day)
    finally:
        opened.ledger.close()


def utc_now() -> dt.datetime:
    """This moment."""
    return dt.datetime.now(dt.UTC)


def local_day() -> dt.date:
    """The day where the bot runs."""
    return dt.datetime.now().astimezone().date()


async def answer_slack(
    settings: Settings,
    opened: Opened,
    log: logging.Logger,
    stop: asyncio.Event,
    *,
    today: Callable[[], dt.date],
    patience: Patience = PATIENCE,
    gone_limit: float = GONE_LIMIT,
) -> int:
    """Answer Slack from what was opened until `stop` is set; returns the exit code."""
    client = api.web_client(settings.bot_token, settings.api_url)
    identity = await identify(client)
    desk = Desk(
        edition=edition(opened.file),
        client=client,
        api_url=settings.api_url,
        command=settings.command,
        workspace=identity.team,
        fact_desk_channel=settings.fact_desk_channel,
        today=today,
        office=_office(settings, opened, client, identity, log),
    )
    bolt, door = app.build(desk, log, time.monotonic, identity.user)
    log.info("serving %d facts, edition %s", len(opened.file.facts), opened.file.edition[:12])
    if not settings.shown:
        log.info("SHOWN is off: who was shown what is not kept, so nobody is told when a fact changes")
    upkeep = asyncio.create_task(_keep_up(settings, desk, opened, door, stop))
    try:
        return await _answer(settings, bolt, door, log, stop, patience, gone_limit)
    finally:
        stop.set()
        await upkeep


def _office(
    settings: Settings, opened: Opened, client: AsyncWebClient, identity: Identity, log: logging.Logger
) -> Office:
    return Office(
        ledger=opened.ledger,
        store=opened.store,
        editors=Editors(client, settings.fact_editors, identity.team, time.monotonic),
        rules=Rules(
            approvals=settings.fact_approvals,
            shown=settings.shown,
            notify_days=settings.notify_days,
            keep_days=settings.keep_days,
        ),
        now=utc_now,
        serving=opened.revision,
        log=log,
    )


async def _keep_up(settings: Settings, desk: Desk, opened: Opened, door: Door, stop: asyncio.Event) -> None:
    """Beside the answers: tell of what changed while the bot was away, watch for the next edition, and let
    go of what was kept long enough."""
    office = desk.open_office
    door.track(catch_up_on_telling(desk, opened))
    folders = () if opened.ledger.is_shared else (settings.facts_dir, settings.seeds_dir)
    watch = asyncio.create_task(watching.watch(desk, folders, office.log, stop))
    while not stop.is_set():
        await letting_go.let_go(desk)
        door.track(telling.go_on(desk))
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), PURGE_EVERY)
    await watch


async def catch_up_on_telling(desk: Desk, opened: Opened) -> None:
    """One after the other: what is announced now is not to be asked about a second time."""
    await announcing.served(desk, opened.revision, opened.changes)
    await telling.resume(desk)


async def _answer(
    settings: Settings,
    bolt: AsyncApp,
    door: Door,
    log: logging.Logger,
    stop: asyncio.Event,
    patience: Patience,
    gone_limit: float,
) -> int:
    if settings.mode == "socket":
        socket = SocketMode(bolt, settings.app_token.reveal(), log, random.random, patience)
        try:
            await socket.client.try_token()
        except ConfigurationError:
            await socket.close()
            raise
        return await _over_a_socket(settings, socket, door, log, stop, gone_limit)
    gate = Gate(settings.signing_secret.reveal(), time.time)
    await serve(build_web_app(bolt, gate, Readiness), settings.host, settings.port, stop)
    await door.finish(FINISH_WITHIN)
    return 0


async def identify(client: AsyncWebClient) -> Identity:
    """Ask Slack whose token this is; raises ConfigurationError where it is refused."""
    try:
        answer = await api.call(client, "auth.test")
    except SlackUnavailableError as error:
        if str(error).endswith(api.BAD_TOKEN):
            raise ConfigurationError(
                f"Slack refuses SLACK_BOT_TOKEN ({error}); install the app anew and copy its token."
            ) from None
        raise ConfigurationError(
            f"Slack can't be reached ({error}); check the network and SLACK_API_URL."
        ) from None
    return Identity(
        str(answer.get("team_id", "")), str(answer.get("user_id", "")), str(answer.get("url", ""))
    )


async def _over_a_socket(
    settings: Settings,
    socket: SocketMode,
    door: Door,
    log: logging.Logger,
    stop: asyncio.Event,
    gone_limit: float,
) -> int:
    def ready() -> Readiness:
        return Readiness(() if socket.is_open else ("no socket to Slack",))

    connect = asyncio.create_task(socket.connect())
    ends = [asyncio.create_task(stop.wait()), asyncio.create_task(socket.watch(gone_limit))]
    if settings.port:
        health = serve(build_health_app(ready), settings.host, settings.port, stop)
        ends.append(asyncio.create_task(_or_go_without(health, stop, log)))
    await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
    was_told = stop.is_set()
    stop.set()
    connect.cancel()
    ends[1].cancel()
    await door.finish(FINISH_WITHIN)
    await socket.close(FINISH_WITHIN)
    await asyncio.gather(*ends, connect, return_exceptions=True)
    return 0 if was_told else 1


async def _or_go_without(
    pages: Coroutine[None, None, None], stop: asyncio.Event, log: logging.Logger
) -> None:
    """Over a socket the health pages are a convenience: a taken port is no reason not to answer."""
    try:
        await pages
    except ConfigurationError as error:
        log.warning("no health page: %s", error)
        await stop.wait()
