"""What the playground's person has before them: the channel, the last message, and how messages are drawn."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from rich.console import Console
from rich.text import Text

from bot import terminal
from bot.playground.acts import Outcome
from bot.playground.elements import filled
from bot.playground.messages import Change, Message
from bot.playground.server import SlackStandIn
from bot.playground.views import View
from bot.playground.workspace import Workspace

T = TypeVar("T")
_QUIET: Final = 1.0  # seconds without a sign of the bot, after which an act has come to nothing
_FOLLOWS: Final = 0.3  # seconds without one, after which nothing more belongs to what was shown
_RULE: Final = 60  # characters of a window's frame


@dataclass(slots=True)
class Screen:
    """Who the person is and where, the last message with buttons or the home, and the loop that all runs on.

    places: the channel in which each person was last. shown: each message as each person last saw it, by
    person, channel and timestamp.
    """

    slack: SlackStandIn
    loop: asyncio.AbstractEventLoop
    console: Console
    user: str
    command: str
    channel: str
    last: Message | View | None = None
    places: dict[str, str] = field(default_factory=dict)
    shown: dict[tuple[str, str, str], Message] = field(default_factory=dict)

    def wait_for(self, work: Coroutine[Any, Any, T]) -> T:
        """What comes of this on the loop, with its errors."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result()

    def say(self, words: str, style: str) -> None:
        """A line of the playground's own."""
        self.console.print(Text(words, style=style))

    @property
    def direct(self) -> str:
        """The person's direct conversation with the bot."""
        workspace = self.slack.workspace
        return workspace.direct(workspace.user(self.user).id).id


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
    return line.removesuffix("\n")


def show_news(screen: Screen, channels: Sequence[str], outcome: Outcome, *, at_home: bool = False) -> None:
    """Show what came of an act: the first thing waited for, then all that follows at once.

    A window that has opened is left to `screen_views.stay`; a home is shown to who is there.
    """
    if outcome.error:
        screen.say(refusal(screen, outcome.error), "red")
        return
    within, at_home = _QUIET, at_home or isinstance(screen.last, View)
    while news := screen.wait_for(next_news(screen.slack, screen.user, channels, within)):
        if isinstance(news, Change):
            _show_change(screen, news)
        elif news.kind == "home" and at_home:
            show_view(screen, news)
            screen.last = news
        within = _FOLLOWS
    if within == _QUIET and screen.slack.view(screen.user) is None:
        screen.say("(nothing new to see)", "dim")


def refusal(screen: Screen, error: str) -> str:
    """What a person sees in Slack where the bot does not get to hear of their act."""
    if error != "not_in_channel":
        return f"Slack says: {error}"
    return (
        f"@factdesk is not in #{screen.channel}: Slack would offer to invite it; "
        f"{screen.command} works here all the same"
    )


async def next_news(
    slack: SlackStandIn, user: str, channels: Sequence[str], within: float
) -> Change | View | None:
    """What the person may notice next; None once the bot has called nothing for `within` seconds."""
    while True:
        calls = len(slack.requests)
        try:
            return await slack.next_news(user, channels, within)
        except TimeoutError:
            if len(slack.requests) == calls:
                return None


def show(screen: Screen, message: Message) -> None:
    """The message as Slack would show it: who wrote it, who sees it, its blocks, what can be used in it."""
    workspace = screen.slack.workspace
    screen.shown[screen.user, message.channel, message.ts] = message
    place = " · in a thread" if message.thread_ts else ""
    author = workspace.users[message.user].name
    screen.say(f"{author} · {_audience(workspace, message)}{place}", "bold magenta")
    if message.blocks:
        terminal.show(screen.console, message.blocks, buttons=True, names=_names(workspace))
    else:
        screen.console.print(Text(message.text))
    if terminal.pressable(message.blocks):
        screen.last = message
    else:
        _forget(screen, message)


def show_view(screen: Screen, view: View) -> None:
    """A window or the home between two rules: at its sides nothing, so that an address stays whole."""
    names, frame = _names(screen.slack.workspace), "bold magenta"
    title = view.title or "Home"
    screen.console.print(Text(f"┌─ {title} {'─' * (_RULE - len(title) - 4)}", frame), soft_wrap=True)
    blocks = filled(view.blocks, view.typed)
    terminal.show(screen.console, blocks, buttons=True, names=names, errors=view.errors)
    first = len(terminal.pressable(blocks)) + 1
    labels = [f"[{number}] {words}" for number, (_, words) in enumerate(ends(view), first)]
    screen.console.print(Text(f"└─ {'  '.join(labels)}", frame), soft_wrap=True)


def ends(view: View) -> list[tuple[str, str]]:
    """A window's own buttons, `submit` and `close`, each with its words; a home has none."""
    if view.kind == "home":
        return []
    words = {"close": "Close", **{name: view.content[name]["text"] for name in ("submit", "close")
                                  if view.content.get(name)}}  # fmt: skip
    return [(name, words[name]) for name in ("submit", "close") if name in words]


def _show_change(screen: Screen, change: Change) -> None:
    if change.kind == "deleted":
        screen.say("(your private copy is gone)", "dim")
        _forget(screen, change.message)
    else:
        show(screen, change.message)


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
    last = screen.last
    if isinstance(last, Message) and (last.channel, last.ts) == (message.channel, message.ts):
        screen.last = None
