"""A person fills in a field or uses a menu by typing: numbers for options, letters for what is looked up."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from bot.playground.elements import EXTERNAL, SOME_OF, TYPED, Given, Part, offered
from bot.playground.messages import Message
from bot.playground.screen import Screen, typed
from bot.playground.views import View
from bot.playground.workspace import Json

_END: Final = "."  # alone on a line
_EMPTIED: Final = "-"  # alone: nothing stands there any more


class Kept(Enum):
    """What stands there stays."""

    KEPT = "kept"


KEPT: Final = Kept.KEPT
Line = str | Kept | None
"""What was typed; None empties the field."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An element that the person uses: where, at which place among all, and what stands in it now."""

    where: View | Message
    place: int
    part: Part
    state: Json | None


def ask(screen: Screen, asked: Asked) -> Given | Kept:
    """What the person puts in; KEPT where they only press Enter. Raises EOFError where the input ends."""
    part = asked.part
    if part.kind in TYPED:
        return _text(part)
    if part.kind in EXTERNAL:
        return _looked_up(screen, asked)
    if part.kind == "datepicker":
        return _line(f"{part.label} (as 2025-01-31)> ")
    options = list(offered(part).values())
    _list(screen, options)
    return _numbers(screen, part, options)


def confirmed(screen: Screen, dialog: Json) -> bool:
    """Slack's question before an act: 1 confirms, anything else doesn't."""
    screen.say(dialog["title"]["text"], "bold")
    screen.say(dialog["text"]["text"], "")
    return typed(f"[1] {dialog['confirm']['text']}  [2] {dialog['deny']['text']}> ").strip() == "1"


def _text(part: Part) -> Given | Kept:
    if not part.element.get("multiline"):
        return _line(f"{part.label}> ")
    first = _line(f"{part.label} (. alone ends it)> ")
    if not isinstance(first, str) or first == _END:
        return KEPT if first == _END else first
    lines = [first]
    while (line := typed("… ")).strip() != _END:
        lines.append(line)
    return "\n".join(lines).strip()


def _line(prompt: str) -> Line:
    line = typed(prompt).strip()
    if not line:
        return KEPT
    return None if line == _EMPTIED else line


def _numbers(screen: Screen, part: Part, options: list[Json]) -> Given | Kept:
    several = part.kind in SOME_OF
    while True:
        line = _line(f"{part.label} ({'numbers' if several else 'number'})> ")
        if not isinstance(line, str):
            return line
        if (chosen := _chosen(line, options)) and (several or len(chosen) == 1):
            return chosen if several else chosen[0]
        screen.say(f"From 1 to {len(options)}{', with spaces between' if several else ''}.", "yellow")


def _looked_up(screen: Screen, asked: Asked) -> Given | Kept:
    """Letters bring options, numbers choose of them; in a menu of several it goes on until Enter."""
    part = asked.part
    several = part.kind in SOME_OF
    values: list[str] = [each["value"] for each in (asked.state or {}).get("selected_options", [])]
    options: list[Json] = []
    changed = False
    while True:
        line = _line(f"{part.label} ({'number, or letters' if options else 'letters'})> ")
        if not isinstance(line, str):
            return values if changed and line is KEPT else line
        if chosen := _chosen(line, options):
            if not several:
                return chosen[0]
            values, changed, options = list(dict.fromkeys([*values, *chosen])), True, []
        else:
            options = _suggested(screen, asked, line)


def _suggested(screen: Screen, asked: Asked, letters: str) -> list[Json]:
    try:
        outcome = screen.wait_for(screen.slack.suggest(screen.user, asked.where, asked.place, letters))
    except ValueError as error:  # too few letters
        screen.say(str(error), "yellow")
        return []
    if outcome.error:
        screen.say(f"Slack says: {outcome.error}", "red")
    elif not outcome.options:
        screen.say("(nothing found)", "dim")
    options = list(outcome.options)
    _list(screen, options)
    return options


def _list(screen: Screen, options: list[Json]) -> None:
    for number, option in enumerate(options, 1):
        more = f" · {option['description']['text']}" if "description" in option else ""
        screen.say(f"    {number}  {option['text']['text']}{more}", "")


def _chosen(line: str, options: list[Json]) -> list[str]:
    """The values at these numbers; none where that is not what was typed."""
    numbers = [int(each) for each in line.replace(",", " ").split() if each.isdecimal()]
    if len(numbers) != len(line.replace(",", " ").split()) or not all(0 < n <= len(options) for n in numbers):
        return []
    return [str(options[number - 1]["value"]) for number in numbers]
