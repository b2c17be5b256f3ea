"""What a person types in the playground, and what they see of it: a line is an act in Slack."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Final

from rich.console import Console

from bot import terminal
from bot.playground import screen_places, screen_views
from bot.playground.acts import Outcome
from bot.playground.screen import Screen, show, show_news, typed
from bot.playground.server import SlackStandIn
from bot.playground.views import View
from bot.playground.workspace import ShortcutKind

_MOST_WIDE: Final = 100  # characters a line: longer ones are hard to read

_INTRODUCTION: Final = """\
A stand-in for Slack, on this machine only. You are {user} in #{channel}.
  {command} casualties         ask, as in Slack ({command} help shows more)
  {command} check Seoul said…  check a sentence or a paragraph of a draft
  @factdesk how many died   mention the bot
  dm what were they paid    write to it directly
  check-message Seoul said… write that here, and use the shortcut “Check against fact file” on it
  check-draft               use the shortcut “Check a draft”: a form to fill in
  1, 2, …                   press a button of the last message, use a menu
  home, dms                 the bot's home; your direct conversation with it
  read, read 2              the last messages here; the one before the last
  #politics, #fact-desk     go to another channel
  as editor, as chief       be somebody else: editors have {command} edit casualties, and more
  Ctrl-D                    quit"""


def screen_of(slack: SlackStandIn, loop: asyncio.AbstractEventLoop, user: str, command: str) -> Screen:
    """The person in the first channel that they see."""
    console = Console()
    if console.width > _MOST_WIDE:
        console = Console(width=_MOST_WIDE)
    screen = Screen(slack, loop, console, user, command, "")
    screen.channel = screen.places[user] = screen_places.first_place(screen)
    return screen


def converse(screen: Screen) -> None:
    """Read lines and do what they say, until the input ends. Raises KeyboardInterrupt for Ctrl-C."""
    screen.say(_INTRODUCTION.format(user=screen.user, channel=screen.channel, command=screen.command), "dim")
    if sys.stdin.isatty():
        # Not every build of Python has it; where it is, `input` edits the line and remembers earlier ones.
        with suppress(ImportError):
            import readline  # noqa: F401, PLC0415 - only a terminal needs it
    began = screen.user
    while (line := _read(screen, began)) is not None:
        try:
            _act(screen, line.strip())
            screen_views.stay(screen)
        except ValueError as error:
            # What the stand-in says of an act that Slack would not offer: no such button, no such channel.
            screen.say(str(error), "yellow")
        except EOFError:
            screen.console.print()


def _read(screen: Screen, began: str) -> str | None:
    """A line from the person; None where the input ends. began: who they were at first."""
    who = "" if screen.user == began else f"{screen.user} "
    try:
        return typed(f"{who}#{screen.channel}> ")
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
        show_news(screen, [channel], screen.wait_for(slack.mention(user, channel, rest)))
    elif first == "dm":
        show_news(screen, [screen.direct], screen.wait_for(slack.direct_message(user, rest)))
    elif line.isdigit():
        _use(screen, int(line))
    elif first.startswith("#") and not rest:
        screen_places.enter(screen, first)
    elif (kind := slack.workspace.app.shortcuts.get(first.replace("-", "_"))) is not None:
        _shortcut(screen, kind, first, rest)
    elif first in _PLACES and (not rest or first in ("as", "read")):
        _PLACES[first](screen, rest)
    else:
        hint = (
            f"Not for the bot. Begin with {screen.command}, @factdesk, dm or check-message; check-draft; "
            "a number; home, dms, read; #channel; as editor."
        )
        screen.say(hint, "yellow")


_PLACES: Final[Mapping[str, Callable[[Screen, str], None]]] = {
    "as": screen_places.become,
    "read": screen_places.read_back,
    "home": lambda screen, _: screen_places.go_home(screen),
    "dms": lambda screen, _: screen_places.read_direct(screen),
}


def _shortcut(screen: Screen, kind: ShortcutKind, name: str, text: str) -> None:
    """From anywhere; or on a message, which is written first, as a colleague's would stand there."""
    slack, user, callback_id = screen.slack, screen.user, name.replace("-", "_")
    if kind == "global":
        outcome = screen.wait_for(slack.shortcut(user, callback_id))
    elif text:
        written = screen.wait_for(slack.write(user, screen.channel, text))
        outcome = screen.wait_for(slack.message_shortcut(user, written, callback_id))
    else:
        screen.say(f"Write the message behind it: {name} Seoul said …", "yellow")
        return
    show_news(screen, [screen.channel], outcome)


def _use(screen: Screen, number: int) -> None:
    if isinstance(screen.last, View):
        screen.last = screen.slack.home(screen.user)
    if screen.last is None:
        screen.say("There is no message with buttons to press.", "yellow")
    elif not 1 <= number <= len(terminal.pressable(screen.last.blocks)):
        screen.say(f"The last message has no button {number}.", "yellow")
    else:
        screen_views.use(screen, screen.last, number)


def _show_outcome(screen: Screen, outcome: Outcome) -> None:
    if outcome.error:
        screen.say(f"{screen.command} failed with the error “{outcome.error}”", "red")
    elif outcome.message:
        show(screen, outcome.message)
    else:
        show_news(screen, [screen.channel, screen.direct], outcome)
