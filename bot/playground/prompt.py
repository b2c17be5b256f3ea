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

from rich.console import Console

from bot import load, logs, terminal, validate
from bot.config import Secret, Settings
from bot.editing import opening
from bot.errors import ConfigurationError
from bot.playground import screen_views
from bot.playground.acts import Outcome
from bot.playground.screen import Screen, show, show_news, typed
from bot.playground.server import SlackStandIn
from bot.slack import service

T = TypeVar("T")
_DESK: Final = "C0FACTDESK"
_EDITORS: Final = ("S0EDITORS",)
_PEOPLE: Final = ("reporter", "editor", "guest", "stranger")
_MOST_WIDE: Final = 100  # characters a line: longer ones are hard to read

_INTRODUCTION: Final = """\
A stand-in for Slack, on this machine only. You are {user} in #{channel}.
  {command} casualties         ask, as in Slack ({command} help shows more)
  {command} check Seoul said…  check a sentence or a paragraph of a draft
  @factdesk how many died   mention the bot
  dm what were they paid    write to it directly
  check-message Seoul said… write that here, and use the shortcut “Check against fact file” on it
  check-draft               use the shortcut “Check a draft”: a form to fill in
  1, 2, …                   press a button of the last message
  #politics, #shared-ext    go to another channel
  Ctrl-D                    quit"""


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
                _converse(_screen(opened.result(), loop, user, settings.command))
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


def _screen(slack: SlackStandIn, loop: asyncio.AbstractEventLoop, user: str, command: str) -> Screen:
    """The person in the first channel that they see."""
    console, place = Console(), slack.workspace
    if console.width > _MOST_WIDE:
        console = Console(width=_MOST_WIDE)
    seen = (each for each in place.channels.values() if each.name and place.may_read(place.user(user), each))
    return Screen(slack, loop, console, user, command, next(seen).name)


def _converse(screen: Screen) -> None:
    screen.say(_INTRODUCTION.format(user=screen.user, channel=screen.channel, command=screen.command), "dim")
    if sys.stdin.isatty():
        # Not every build of Python has it; where it is, `input` edits the line and remembers earlier ones.
        with suppress(ImportError):
            import readline  # noqa: F401, PLC0415 - only a terminal needs it
    while (line := _read(screen)) is not None:
        try:
            _act(screen, line.strip())
        except ValueError as error:
            # What the stand-in says of an act that Slack would not offer: no such button, no such channel.
            screen.say(str(error), "yellow")


def _read(screen: Screen) -> str | None:
    """A line from the person; None where the input ends."""
    try:
        return typed(f"#{screen.channel}> ")
    except EOFError:
        screen.console.print()
        return None
    except KeyboardInterrupt:
        screen.console.print()
        raise


def _act(screen: Screen, line: str) -> None:
    slack, user, channel = screen.slack, screen.user, screen.channel
    first, _, rest = line.partition(" ")
    if not line:
        return
    if first == screen.command:
        _show_outcome(screen, screen.wait_for(slack.command(user, channel, first, rest)))
    elif first in ("@factdesk", "@Factdesk"):
        show_news(screen, channel, screen.wait_for(slack.mention(user, channel, rest)))
    elif first == "dm":
        direct = slack.workspace.direct(slack.workspace.user(user).id).id
        show_news(screen, direct, screen.wait_for(slack.direct_message(user, rest)))
    elif first == "check-message":
        screen_views.check_message(screen, rest)
    elif line == "check-draft":
        screen_views.check_draft(screen)
    elif line.isdigit():
        _press(screen, int(line))
    elif first.startswith("#") and not rest:
        _enter(screen, first)
    else:
        hint = (
            f"Not for the bot. Begin with {screen.command}, @factdesk, dm or check-message; check-draft; "
            "a button's number; #channel."
        )
        screen.say(hint, "yellow")


def _enter(screen: Screen, name: str) -> None:
    """Go to a channel. Raises ValueError, as an act there would, where the person does not see it."""
    workspace = screen.slack.workspace
    channel = workspace.channel(name)
    if not workspace.may_read(workspace.user(screen.user), channel):
        raise ValueError(f"{screen.user} isn't in {channel.name}")
    screen.channel, screen.last = channel.name, None


def _press(screen: Screen, number: int) -> None:
    if screen.last is None:
        screen.say("There is no message with buttons to press.", "yellow")
        return
    if not 1 <= number <= len(terminal.pressable(screen.last.blocks)):
        screen.say(f"The last message has no button {number}.", "yellow")
        return
    channel = screen.last.channel
    show_news(screen, channel, screen.wait_for(screen.slack.press(screen.user, screen.last, number - 1)))


def _show_outcome(screen: Screen, outcome: Outcome) -> None:
    if outcome.error:
        screen.say(f"{screen.command} failed with the error “{outcome.error}”", "red")
    if outcome.message:
        show(screen, outcome.message)
