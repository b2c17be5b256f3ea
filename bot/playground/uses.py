"""What a person does with an element, wherever it stands: the parts of `server.SlackStandIn`'s acts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.playground import acts
from bot.playground.acts import Outcome
from bot.playground.dispatch import Dispatch
from bot.playground.elements import (
    Given,
    Part,
    Typed,
    chosen_part,
    offered,
    option_of,
    put,
    too_long,
    with_value,
)
from bot.playground.spots import InView, Spot
from bot.playground.state import Delivery, State
from bot.playground.suggestions import choices
from bot.playground.view_rules import input_parts
from bot.playground.workspace import Json


async def use(slack: State, way: Dispatch, spot: Spot, which: str | int, choice: Given) -> Outcome:
    """Press a button, choose an option, a day, boxes, or press Enter in a text field.

    Raises ValueError where there is no such element or option, or where the client would not send it.
    """
    part = chosen_part(spot.blocks, which, choice)
    if part.block["type"] == "input" and part.block.get("dispatch_action") is not True:
        raise ValueError(f"the app hears of “{part.label}” only once the form is submitted")
    option: Json | None = None
    if part.kind == "overflow":
        option = option_of(str(choice), offered(part))
    elif part.keeps:
        spot = spot.put(await _put(slack, way, spot, part, choice))
    payload = spot.pressed(part, option)
    return acts.outcome(await way.deliver(Delivery("interactive", payload)))


async def fill(slack: State, way: Dispatch, spot: InView, values: Mapping[str, Given]) -> InView:
    """Put these into the fields of a form, by action_id or block_id; the others stay as they stand.

    Raises ValueError, and changes nothing, where there is no such field, or where this can't stand in it.
    """
    fields = input_parts(spot.view.content)
    if left := sorted(values.keys() - {name for part in fields for name in part.ids}):
        raise ValueError(f"“{spot.view.title}” has no field {left}")
    for part in fields:
        for name in part.ids:
            if name in values:
                typed = await _put(slack, way, spot, part, values[name])
                spot = replace(spot, view=replace(spot.view, typed=typed))
    slack.views.put(spot.view)
    return spot


async def _put(slack: State, way: Dispatch, spot: Spot, part: Part, given: Given) -> Typed:
    meant, known = await choices(slack, way, spot, part, given)
    state = put(part, meant, known)
    if problem := too_long(part, state):
        raise ValueError(problem)
    return with_value(spot.typed, part, state)
