"""Shortcuts in the playground's terminal: a modal drawn as lines, and a form filled in by typing."""

from __future__ import annotations

from typing import Final

from rich.console import Console
from rich.text import Text

from bot import terminal
from bot.block_kit import Block
from bot.playground.acts import Outcome
from bot.playground.screen import Screen, refusal, show_news, typed
from bot.playground.views import View

_OPENS: Final = 5.0  # seconds that a modal may take to open; a trigger_id is good for 3
_RULE: Final = 60  # characters of the frame


def check_message(screen: Screen, text: str) -> None:
    """Write a message for everyone, as a colleague's draft, and use the shortcut in its menu."""
    if not text:
        screen.say("Write the message behind it: check-message Seoul said …", "yellow")
        return
    slack, channel = screen.slack, screen.channel
    written = screen.wait_for(slack.write(screen.user, channel, text))
    outcome = screen.wait_for(slack.message_shortcut(screen.user, written, "check_message"))
    if (view := _opened(screen, outcome)) is not None:
        _draw(screen.console, view)
        screen.wait_for(slack.close(screen.user, view))


def check_draft(screen: Screen) -> None:
    """The form, until it is closed: each line is put into its field and submitted."""
    view = _opened(screen, screen.wait_for(screen.slack.shortcut(screen.user, "check_draft")))
    while view is not None:
        _draw(screen.console, view)
        if "submit" not in view.content:  # a result, which leads back to the form
            view = screen.wait_for(screen.slack.close(screen.user, view)).view
            continue
        try:
            line = typed("draft> ").strip()
        except EOFError:
            screen.console.print()
            line = ""
        view = _submitted(screen, view, line)


def _submitted(screen: Screen, view: View, line: str) -> View | None:
    """The view that is seen once this line is submitted; None where it is empty: that closes the form."""
    slack, user = screen.slack, screen.user
    if not line:
        return screen.wait_for(slack.close(user, view)).view
    try:
        outcome = screen.wait_for(slack.submit(user, view, {"draft": line}))
    except ValueError as error:
        screen.say(str(error), "yellow")
        return view
    if outcome.error:
        screen.say(f"Slack says: {outcome.error}", "red")
    return outcome.view


def _opened(screen: Screen, outcome: Outcome) -> View | None:
    """The modal that a shortcut opened; where it opened none, what else came of it is shown."""
    if outcome.error:
        screen.say(refusal(screen, outcome.error), "red")
        return None
    try:
        return screen.wait_for(screen.slack.next_view(screen.user, _OPENS))
    except TimeoutError:
        show_news(screen, screen.channel, outcome)
        return None


def _draw(console: Console, view: View) -> None:
    """The modal between two rules: at its sides nothing, so that an address stays whole."""
    frame = "bold magenta"
    console.print(Text(f"┌─ {view.title} {'─' * (_RULE - len(view.title) - 4)}", frame), soft_wrap=True)
    for block in view.blocks:
        if block["type"] == "input":
            _draw_field(console, view, block)
        else:
            terminal.show(console, [block])
    labels = [view.content[name]["text"] for name in ("close", "submit") if name in view.content]
    console.print(Text(f"└─ {'  '.join(f'[{label}]' for label in labels)}", frame), soft_wrap=True)


def _draw_field(console: Console, view: View, block: Block) -> None:
    console.print(Text(block["label"]["text"], "bold"))
    if kept := view.text(block["element"]["action_id"]):
        console.print(Text(f"    {kept}"), soft_wrap=not console.is_terminal)
    if error := view.errors.get(block["block_id"]):
        console.print(Text(error, "red"), soft_wrap=not console.is_terminal)
    if "hint" in block:
        console.print(Text(block["hint"]["text"], "dim"), soft_wrap=not console.is_terminal)
