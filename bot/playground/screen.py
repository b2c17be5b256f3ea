"""What the playground's person has before them: the channel, the last message, and how messages are drawn."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from rich.console import Console
from rich.text import Text

from bot import terminal
from bot.playground.acts import Outcome
from bot.playground.messages import Change, Message
from bot.playground.server import SlackStandIn
from bot.playground.workspace import Workspace

T = TypeVar("T")
_QUIET: Final = 1.0  # seconds without a sign of the bot, after which an act has come to nothing
_FOLLOWS: Final = 0.3  # seconds without one, after which nothing more belongs to what was shown


@dataclass(slots=True)
class Screen:
    """Where the person is, the last message with buttons, and the loop that stand-in and bot run on."""

    slack: SlackStandIn
    loop: asyncio.AbstractEventLoop
    console: Console
    user: str
    command: str
    channel: str
    last: Message | None = None

    def wait_for(self, work: Coroutine[Any, Any, T]) -> T:
        """What comes of this on the loop, with its errors."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result()

    def say(self, words: str, style: str) -> None:
        """A line of the playground's own."""
        self.console.print(Text(words, style=style))


def typed(prompt: str) -> str:
    """A line, edited where there is a terminal; raises EOFError where the input ends."""
    if sys.stdin.isatty():
        return input(prompt)
    # `input` drops an interrupt that comes while it writes its prompt into a pipe.
    sys.stdout.write(prompt)
    sys.stdout.flush()
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line


def show_news(screen: Screen, channel: str, outcome: Outcome) -> None:
    """Show what came of an act: the first message waited for, then all that follows at once."""
    if outcome.error:
        screen.say(refusal(screen, outcome.error), "red")
        return
    within = _QUIET
    while change := screen.wait_for(next_change(screen.slack, screen.user, channel, within)):
        if change.kind == "deleted":
            screen.say("(your private copy is gone)", "dim")
            _forget(screen, change.message)
        else:
            show(screen, change.message)
        within = _FOLLOWS
    if within == _QUIET:
        screen.say("(nothing new to see)", "dim")


def refusal(screen: Screen, error: str) -> str:
    """What a person sees in Slack where the bot does not get to hear of their act."""
    if error != "not_in_channel":
        return f"Slack says: {error}"
    return (
        f"@factdesk is not in #{screen.channel}: Slack would offer to invite it; "
        f"{screen.command} works here all the same"
    )


async def next_change(slack: SlackStandIn, user: str, channel: str, within: float) -> Change | None:
    """What the person may notice next; None once the bot has called nothing for `within` seconds."""
    while True:
        calls = len(slack.requests)
        try:
            return await slack.next_change(user, channel, within)
        except TimeoutError:
            if len(slack.requests) == calls:
                return None


def show(screen: Screen, message: Message) -> None:
    """The message as Slack would show it: who sees it, its blocks, its buttons with numbers."""
    workspace = screen.slack.workspace
    place = " · in a thread" if message.thread_ts else ""
    screen.say(f"factdesk · {_audience(workspace, message)}{place}", "bold magenta")
    if message.blocks:
        terminal.show(screen.console, message.blocks, buttons=True, names=_names(workspace))
    else:
        screen.console.print(Text(message.text))
    if terminal.pressable(message.blocks):
        screen.last = message
    else:
        _forget(screen, message)


def _audience(workspace: Workspace, message: Message) -> str:
    if message.ephemeral:
        return "Only visible to you"
    direct = workspace.channel(message.channel).kind == "im"
    return "In your direct conversation" if direct else "Visible to everyone here"


def _names(workspace: Workspace) -> Mapping[str, str]:
    """What Slack shows for the ids of people and channels."""
    people = {each.id: each.name for each in workspace.users.values()}
    return people | {each.id: each.name for each in workspace.channels.values() if each.name}


def _forget(screen: Screen, message: Message) -> None:
    """Buttons that are gone can't be pressed."""
    if screen.last and (screen.last.channel, screen.last.ts) == (message.channel, message.ts):
        screen.last = None
