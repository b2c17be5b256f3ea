"""The playground's terminal: type what you would type in Slack, see what Slack would show.

What is typed goes through the stand-in, over the real socket, through the real Bolt app, and back.
The facts are read from a copy, so nothing tried here can touch the file.
"""

from __future__ import annotations

import asyncio
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.text import Text

from bot import logs, terminal, validate
from bot.config import Secret, Settings
from bot.errors import ConfigurationError
from bot.playground.acts import Outcome
from bot.playground.messages import Message
from bot.playground.server import SlackStandIn
from bot.slack import service

CHANNEL: Final = "newsroom"
_DESK: Final = "C0FACTDESK"
_PEOPLE: Final = ("reporter", "editor", "guest", "stranger")
_MOST_WIDE: Final = 100  # characters a line: longer ones are hard to read
_PATIENCE: Final = 5.0  # seconds for the first answer; a press that shows nothing new ends after it
_FOLLOWS: Final = 0.3  # seconds in which what belongs to it follows

_INTRODUCTION: Final = """\
A stand-in for Slack, on this machine only. You are {user} in #{channel}.
  {command} casualties        ask, as in Slack ({command} help shows more)
  @factdesk how many died  mention the bot
  dm what were they paid   write to it directly
  1, 2, …                  press a button of the last message
  #politics, #shared-ext   go to another channel
  Ctrl-D                   quit"""


@dataclass(slots=True)
class _Screen:
    """Where the person is, and the last message with buttons."""

    console: Console
    user: str
    command: str
    channel: str = CHANNEL
    last: Message | None = None


async def run(settings: Settings, facts: Path, seeds: Path, user: str) -> int:
    """Start stand-in and bot, then read lines until the input ends. Returns the exit code.

    Raises ConfigurationError for a person who isn't there, FactFileError where the fact file is wrong.
    """
    if user not in _PEOPLE:
        raise ConfigurationError(f"There is no {user} in the playground; be one of {', '.join(_PEOPLE)}.")
    log = logs.set_up("WARNING", "text", sys.stderr)
    with tempfile.TemporaryDirectory(prefix="factdesk-playground-") as folder:
        copied = _copy(facts, seeds, Path(folder))
        file = validate.open_fact_file(*copied)
        async with SlackStandIn() as slack:
            stop = asyncio.Event()
            local = _local(settings, slack)
            bot = asyncio.create_task(service.answer_slack(local, file, log, stop, today=service.local_day))
            connected = asyncio.create_task(slack.wait_connected())
            await asyncio.wait({bot, connected}, return_when=asyncio.FIRST_COMPLETED)
            try:
                if not bot.done():
                    await _converse(slack, _Screen(_console(), user, settings.command))
            finally:
                stop.set()
                connected.cancel()
                code = await bot
    return code


def _copy(facts: Path, seeds: Path, folder: Path) -> tuple[Path, Path]:
    for source, name in ((facts, "facts"), (seeds, "seeds")):
        if not source.is_dir():
            raise ConfigurationError(f"There is no folder {source}; run this where facts/ and seeds/ are.")
        (folder / name).mkdir()
        for path in source.glob("*.yaml"):
            shutil.copy(path, folder / name)
    return folder / "facts", folder / "seeds"


def _local(settings: Settings, slack: SlackStandIn) -> Settings:
    """The settings with the stand-in's address and tokens, and no port of its own."""
    return replace(
        settings,
        bot_token=Secret(slack.bot_token),
        app_token=Secret(slack.app_token),
        signing_secret=Secret(""),
        api_url=slack.api_url,
        fact_desk_channel=_DESK,
        port=0,
    )


def _console() -> Console:
    console = Console()
    return Console(width=_MOST_WIDE) if console.width > _MOST_WIDE else console


async def _converse(slack: SlackStandIn, screen: _Screen) -> None:
    words = _INTRODUCTION.format(user=screen.user, channel=screen.channel, command=screen.command)
    screen.console.print(Text(words, style="dim"))
    while True:
        line = await _read(f"#{screen.channel}> ")
        if line is None:
            screen.console.print()
            return
        try:
            await _act(slack, screen, line.strip())
        except ValueError as error:
            # What the stand-in says of an act that Slack would not offer: no such button, no such channel.
            screen.console.print(Text(str(error), style="yellow"))


async def _read(prompt: str) -> str | None:
    """A line from the person, without holding up the bot; None where the input ends."""
    ask: Callable[[str], str] = input
    try:
        return await asyncio.to_thread(ask, prompt)
    except EOFError:
        return None


async def _act(slack: SlackStandIn, screen: _Screen, line: str) -> None:
    first, _, rest = line.partition(" ")
    if not line:
        return
    if first == screen.command:
        await _show_outcome(screen, await slack.command(screen.user, screen.channel, first, rest))
    elif first in ("@factdesk", "@Factdesk"):
        outcome = await slack.mention(screen.user, screen.channel, rest)
        await _show_news(slack, screen, screen.channel, outcome)
    elif first == "dm":
        outcome = await slack.direct_message(screen.user, rest)
        await _show_news(
            slack, screen, slack.workspace.direct(slack.workspace.user(screen.user).id).id, outcome
        )
    elif line.isdigit():
        await _press(slack, screen, int(line))
    elif first.startswith("#") and not rest:
        screen.channel = slack.workspace.channel(first).name
        screen.last = None
    else:
        hint = f"Not for the bot. Begin with {screen.command}, @factdesk or dm; a button's number; #channel."
        screen.console.print(Text(hint, style="yellow"))


async def _press(slack: SlackStandIn, screen: _Screen, number: int) -> None:
    if screen.last is None:
        screen.console.print(Text("There is no message with buttons yet.", style="yellow"))
        return
    if not 1 <= number <= len(terminal.pressable(screen.last.blocks)):
        screen.console.print(Text(f"The last message has no button {number}.", style="yellow"))
        return
    channel = screen.last.channel
    outcome = await slack.press(screen.user, screen.last, number - 1)
    await _show_news(slack, screen, channel, outcome)


async def _show_outcome(screen: _Screen, outcome: Outcome) -> None:
    if outcome.error:
        screen.console.print(Text(f"{screen.command} failed with the error “{outcome.error}”", style="red"))
    if outcome.message:
        _show(screen, outcome.message)


async def _show_news(slack: SlackStandIn, screen: _Screen, channel: str, outcome: Outcome) -> None:
    """Show what came of an act: the first message waited for, then all that follows at once."""
    if outcome.error:
        screen.console.print(Text(f"Slack says: {outcome.error}", style="red"))
        return
    wait = _PATIENCE
    while True:
        try:
            change = await slack.next_change(screen.user, channel, within=wait)
        except TimeoutError:
            return
        if change.kind == "deleted":
            screen.console.print(Text("(your private copy is gone)", style="dim"))
        else:
            _show(screen, change.message)
        wait = _FOLLOWS


def _show(screen: _Screen, message: Message) -> None:
    """The message as Slack would show it: who sees it, its blocks, its buttons with numbers."""
    who = "Only visible to you" if message.ephemeral else "Visible to everyone here"
    place = " · in a thread" if message.thread_ts else ""
    screen.console.print(Text(f"factdesk · {who}{place}", style="bold magenta"))
    if message.blocks:
        terminal.show(screen.console, message.blocks, buttons=True)
    else:
        screen.console.print(Text(message.text))
    if terminal.pressable(message.blocks):
        screen.last = message
