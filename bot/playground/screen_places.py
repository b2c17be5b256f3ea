"""Where the playground's person is, who they are, and what they have not read there yet."""

from __future__ import annotations

from typing import Final

from bot.playground.messages import Message
from bot.playground.screen import Screen, show, show_news, show_view
from bot.playground.workspace import Channel

_READ_BACK: Final = 5  # messages that `read` shows


def enter(screen: Screen, name: str) -> None:
    """Go to a channel, and read what is new there.

    Raises ValueError, as an act there would, where the person does not see it.
    """
    workspace = screen.slack.workspace
    channel = workspace.channel(name)
    if not workspace.may_read(workspace.user(screen.user), channel):
        raise ValueError(f"{screen.user} isn't in {channel.name}")
    screen.channel = screen.places[screen.user] = channel.name
    screen.last = None
    _read_news(screen, channel)


def become(screen: Screen, name: str) -> None:
    """Be somebody else, where they were last. Raises ValueError for somebody who isn't here."""
    user = screen.slack.workspace.user(name)
    if user.is_bot:
        raise ValueError(f"{user.name} is the bot")
    screen.user = user.name
    place = screen.places.get(user.name) or first_place(screen)
    screen.say(f"You are {user.name} in #{place}", "dim")
    enter(screen, place)
    if elsewhere := [_name(each) for each in _seen(screen) if each.name != place and _unread(screen, each)]:
        screen.say(f"(something new in {', '.join(elsewhere)})", "dim")


def first_place(screen: Screen) -> str:
    """The first channel that the person sees."""
    return next(each.name for each in _seen(screen) if each.name)


def read_back(screen: Screen, which: str = "") -> None:
    """The last messages here; or the one that is the nth from the end, so that its buttons can be used."""
    messages = screen.slack.visible(screen.user, screen.channel)
    if not which.isdecimal():
        _show_all(screen, messages[-_READ_BACK:])
    elif 0 < int(which) <= len(messages):
        show(screen, messages[-int(which)])
    else:
        screen.say(f"There are {len(messages)} messages here.", "yellow")


def read_direct(screen: Screen) -> None:
    """The last messages between this person and the bot."""
    screen.last = None
    _show_all(screen, screen.slack.visible(screen.user, screen.direct)[-_READ_BACK:])


def go_home(screen: Screen) -> None:
    """Open the app's home: what the bot publishes then, or what stood there before."""
    before = screen.slack.home(screen.user)
    outcome = screen.wait_for(screen.slack.open_home(screen.user))
    show_news(screen, [screen.direct], outcome, at_home=True)
    if before is not None and screen.slack.home(screen.user) is before:
        show_view(screen, before)
        screen.last = before


def _read_news(screen: Screen, channel: Channel) -> None:
    for message in _unread(screen, channel):
        show(screen, message)


def _show_all(screen: Screen, messages: list[Message]) -> None:
    if not messages:
        screen.say("(nothing here yet)", "dim")
    for message in messages:
        show(screen, message)


def _unread(screen: Screen, channel: Channel) -> list[Message]:
    """What others wrote or changed there since this person last saw it."""
    me = screen.slack.workspace.user(screen.user)
    return [
        each
        for each in screen.slack.visible(me.id, channel.id)
        if each.user != me.id and screen.shown.get((me.name, each.channel, each.ts)) != each
    ]


def _seen(screen: Screen) -> list[Channel]:
    workspace = screen.slack.workspace
    user = workspace.user(screen.user)
    return [each for each in workspace.channels.values() if workspace.may_read(user, each)]


def _name(channel: Channel) -> str:
    return f"#{channel.name}" if channel.name else "your direct conversation"
