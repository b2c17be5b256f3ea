"""Windows in the playground's terminal: drawn as lines, filled in field by field, used by numbers.

A window that has nothing to use is closed as soon as it is shown.
"""

from __future__ import annotations

from typing import Final

from bot.playground.elements import Part, parts
from bot.playground.messages import Message
from bot.playground.payloads import with_ids
from bot.playground.screen import Screen, ends, show_news, show_view, typed
from bot.playground.screen_fields import KEPT, Asked, ask, confirmed
from bot.playground.views import View

_HELP: Final = (
    "A number uses what has it, Enter goes through the fields (Enter keeps, - empties), close closes."
)


def use(screen: Screen, where: View | Message, number: int) -> None:
    """Press the button with this number, or put something into the menu or field.

    Raises ValueError for a number that nothing has; EOFError where the input ends.
    """
    known = parts(where.blocks if isinstance(where, View) else with_ids(where.blocks))
    if not 1 <= number <= len(known):
        raise ValueError(f"Nothing here has the number {number}.")
    part = known[number - 1]
    if part.kind == "button":
        if "confirm" in part.element and not confirmed(screen, part.element["confirm"]):
            return
        outcome = screen.slack.act(screen.user, where, number - 1)
        show_news(screen, _channels(screen, where), screen.wait_for(outcome))
        return
    state = where.typed.get(part.ids[0], {}).get(part.ids[1]) if isinstance(where, View) else None
    if (given := ask(screen, Asked(where, number - 1, part, state))) is KEPT:
        return
    if isinstance(where, View) and _waits(part):
        screen.wait_for(screen.slack.fill(screen.user, where, {part.ids[0]: given}))
    else:
        acted = screen.wait_for(screen.slack.act(screen.user, where, number - 1, given))
        show_news(screen, _channels(screen, where), acted)


def stay(screen: Screen) -> None:
    """Stay in the window as long as one is open: nothing else can be done meanwhile, as in Slack.

    A form of one field is filled in at once.
    """
    shown: set[str] = set()
    while (view := screen.slack.view(screen.user)) is not None:
        show_view(screen, view)
        fields = parts(view.blocks)
        if not fields and "submit" not in view.content:
            screen.wait_for(screen.slack.close(screen.user, view))
        elif len(fields) == 1 and _waits(fields[0]) and view.id not in shown:
            _begin(screen, view)
        else:
            _step(screen, view)
        shown.add(view.id)


def _begin(screen: Screen, view: View) -> None:
    try:
        _fill(screen, view)
    except EOFError:
        screen.console.print()
        screen.wait_for(screen.slack.close(screen.user, view))


def _step(screen: Screen, view: View) -> None:
    try:
        line = typed("window> ").strip()
    except EOFError:
        screen.console.print()
        line = "close"
    first = len(parts(view.blocks)) + 1
    buttons = {str(number): name for number, (name, _) in enumerate(ends(view), first)}
    try:
        if (act := buttons.get(line, line)) == "close":
            screen.wait_for(screen.slack.close(screen.user, view))
        elif act == "submit":
            _submit(screen, view)
        elif line.isdecimal():
            use(screen, view, int(line))
        elif not line:
            _fill(screen, view)
        else:
            screen.say(_HELP, "yellow")
    except ValueError as error:
        screen.say(str(error), "yellow")
    except EOFError:
        screen.console.print()


def _submit(screen: Screen, view: View) -> None:
    outcome = screen.wait_for(screen.slack.submit(screen.user, view))
    if outcome.error or outcome.view is None:
        show_news(screen, _channels(screen, view), outcome)


def _fill(screen: Screen, view: View) -> None:
    """Go through the fields; one that is not taken is asked for again."""
    for field in (part.ids for part in parts(view.blocks) if part.block["type"] == "input"):
        while True:
            now = screen.slack.view(screen.user)
            if now is None or now.id != view.id:
                return
            places = [number for number, part in enumerate(parts(now.blocks), 1) if part.ids == field]
            try:
                for number in places:
                    use(screen, now, number)
                break
            except ValueError as error:
                screen.say(str(error), "yellow")


def _waits(part: Part) -> bool:
    """Does the app hear of this field only once the form is submitted?"""
    return part.block["type"] == "input" and part.block.get("dispatch_action") is not True


def _channels(screen: Screen, where: View | Message) -> list[str]:
    here = where.channel if isinstance(where, Message) else screen.channel
    return [here, screen.direct]
