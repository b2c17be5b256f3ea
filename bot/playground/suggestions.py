"""Menus whose options come from the app: what a person types there, and what the app suggests.

Sources: Slack's reference of external selects and of `block_suggestion`. What a person sees of options
that break a limit is not documented; here nothing, and the outcome has `invalid_options`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bot.playground import acts
from bot.playground.acts import Outcome
from bot.playground.block_text import PLAIN, Problems, each, items, objects, options, said, text_object
from bot.playground.dispatch import Dispatch
from bot.playground.elements import EXTERNAL, Given, Part, offered, several
from bot.playground.spots import Spot
from bot.playground.state import Ack, Delivery, State
from bot.playground.workspace import Json

MOST: Final = 100  # options, or groups of them
LEAST_TYPED: Final = 3  # characters before the app is asked, where the element does not say


async def suggest(slack: State, way: Dispatch, spot: Spot, part: Part, typed: str) -> Outcome:
    """Ask the app; its options stay to be chosen. Raises ValueError where the client would not ask."""
    if part.kind not in EXTERNAL:
        raise ValueError(f"the options of “{part.label}” do not come from the app")
    if len(typed) < (least := part.element.get("min_query_length", LEAST_TYPED)):
        raise ValueError(f"“{part.label}” asks once {least} characters are typed")
    ack = await way.deliver(Delivery("interactive", spot.asked(part, typed)))
    told = _told(ack)
    slack.offers.setdefault(_key(spot, part), {}).update({each["value"]: each for each in told.options})
    return told


async def choices(
    slack: State, way: Dispatch, spot: Spot, part: Part, given: Given
) -> tuple[Given, dict[str, Json]]:
    """The values that are meant, and what may be chosen, by value.

    In a menu of the app's a text that is no known option's value is typed there: of what is suggested for
    it the option with that value or text is meant, else the only one. Raises ValueError where there is none,
    or several.
    """
    known = {**offered(part), **_standing(spot, part)}
    if part.kind not in EXTERNAL:
        return given, known
    known |= slack.offers.get(_key(spot, part), {})
    meant = []
    for value in several(given):
        if value not in known:
            found = _picked(part, value, await suggest(slack, way, spot, part, value))
            known[found["value"]] = found
            meant.append(str(found["value"]))
        else:
            meant.append(value)
    return (meant if part.kind.startswith("multi_") else next(iter(meant), None)), known


def _picked(part: Part, typed: str, told: Outcome) -> Json:
    if told.error:
        raise ValueError(f"nothing is suggested in “{part.label}”: {told.error}")
    for option in told.options:
        if typed in (option["value"], option["text"]["text"]):
            return option
    if len(told.options) != 1:
        known = [option["value"] for option in told.options]
        raise ValueError(f"no option {typed!r} in “{part.label}” among {known}")
    return told.options[0]


def _standing(spot: Spot, part: Part) -> dict[str, Json]:
    """What was chosen before can stay."""
    state = spot.typed.get(part.ids[0], {}).get(part.ids[1], {})
    chosen = [*state.get("selected_options", []), state.get("selected_option")]
    return {option["value"]: option for option in chosen if option}


def _key(spot: Spot, part: Part) -> tuple[str, ...]:
    return (spot.user.id, spot.key, *part.ids)


def _told(ack: Ack) -> Outcome:
    told, payload = acts.outcome(ack), ack.payload or {}
    if told.error:
        return told
    if found := tuple(_problems(payload)):
        return replace(told, error="invalid_options", problems=found)
    groups = [group["options"] for group in payload.get("option_groups", [])]
    flat = [*payload.get("options", []), *(option for group in groups for option in group)]
    return replace(told, options=tuple(flat))


def _problems(payload: Json) -> Problems:
    if ("options" in payload) == ("option_groups" in payload):
        yield said("must provide either options or option_groups", "")
        return
    if "options" in payload:
        yield from options(payload["options"], MOST, "/options", PLAIN, least=0)
        return
    groups = payload["option_groups"]
    yield from items(groups, MOST, "/option_groups", least=0)
    yield from objects(groups, "/option_groups")
    for group, here in each(groups, "/option_groups"):
        yield from text_object(group.get("label"), 75, f"{here}/label", PLAIN)
        yield from options(group.get("options"), MOST, f"{here}/options", PLAIN, least=0)
