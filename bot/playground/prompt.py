"""The playground's terminal: type what you would type in Slack, see what Slack would show.

What is typed goes through the stand-in, over the real socket, through the real Bolt app, and back.
The bot runs on a copy of the fact file, in a folder that is removed at the end, so nothing tried here can
touch the file. Stand-in and bot run in a thread of their own: the main thread, which Ctrl-C reaches, is the
person's.
"""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
import tempfile
from collections.abc import Coroutine
from concurrent import futures
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, TypeVar

from bot import load, logs, validate
from bot.config import Secret, Settings
from bot.editing import opening
from bot.errors import ConfigurationError
from bot.playground.conversation import converse, screen_of
from bot.playground.server import SlackStandIn
from bot.slack import service

T = TypeVar("T")
_DESK: Final = "C0FACTDESK"
_EDITORS: Final = ("S0EDITORS",)
_PEOPLE: Final = ("reporter", "editor", "chief", "guest", "stranger")


def run(settings: Settings, facts: Path, seeds: Path, user: str) -> int:
    """Start stand-in and bot, then read lines until the input ends. Returns the exit code.

    Raises ConfigurationError for a person who isn't there, FactFileError where the fact file is wrong;
    KeyboardInterrupt, with the bot stopped, for Ctrl-C.
    """
    if user not in _PEOPLE:
        raise ConfigurationError(f"There is no {user} in the playground; be one of {', '.join(_PEOPLE)}.")
    # Whatever started this may have left Ctrl-C ignored, as shells do for what they put in the background.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    log = logs.set_up("WARNING", "text", sys.stderr)
    validate.open_fact_file(facts, seeds)  # for its errors, which name the files that the person has
    loop, stop = asyncio.new_event_loop(), asyncio.Event()
    opened: futures.Future[SlackStandIn] = futures.Future()
    with tempfile.TemporaryDirectory(prefix="factdesk-") as folder, futures.ThreadPoolExecutor(1) as pool:
        local = _copied(settings, facts, seeds, Path(folder))
        try:
            served = pool.submit(_on_loop, loop, _serve(local, log, stop, opened))
            either: list[futures.Future[Any]] = [served, opened]
            futures.wait(either, return_when=futures.FIRST_COMPLETED)
            if opened.done():
                converse(screen_of(opened.result(), loop, user, settings.command))
        finally:
            # RuntimeError: the bot could not start, and its loop is closed already.
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(stop.set)
        return served.result()


def _on_loop(loop: asyncio.AbstractEventLoop, work: Coroutine[Any, Any, T]) -> T:
    # The system gives a signal to any thread that takes it; only the main one is woken from reading by it.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        return runner.run(work)


async def _serve(
    settings: Settings, log: logging.Logger, stop: asyncio.Event, opened: futures.Future[SlackStandIn]
) -> int:
    """Run both until `stop`; `opened` has the stand-in once the bot is connected. Returns its exit code."""
    async with SlackStandIn() as slack:
        local = _local(settings, slack)
        start = opening.open_all(local, service.utc_now)
        bot = asyncio.create_task(service.answer_slack(local, start, log, stop, today=service.local_day))
        connected = asyncio.create_task(slack.wait_connected())
        await asyncio.wait({bot, connected}, return_when=asyncio.FIRST_COMPLETED)
        if not bot.done():
            opened.set_result(slack)
            await stop.wait()
        connected.cancel()
        try:
            return await bot
        finally:
            start.ledger.close()


def _copied(settings: Settings, facts: Path, seeds: Path, folder: Path) -> Settings:
    """The settings with the folders of a copy of the fact file, and a ledger beside it."""
    for name, data in load.read_files(facts, seeds).items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    return replace(
        settings,
        facts_dir=folder / "facts",
        seeds_dir=folder / "seeds",
        database_url=Secret(f"sqlite:///{folder / 'ledger.db'}"),
        facts_git_commit=False,
    )


def _local(settings: Settings, slack: SlackStandIn) -> Settings:
    """The settings with the stand-in's address and tokens, and no port of its own."""
    return replace(
        settings,
        bot_token=Secret(slack.bot_token),
        app_token=Secret(slack.app_token),
        signing_secret=Secret(""),
        api_url=slack.api_url,
        fact_desk_channel=_DESK,
        fact_editors=_EDITORS,
        port=0,
    )
