"""What stands in an element, what a person puts into it, and what the app is told of that.

Sources: Slack's reference of block elements and of `block_actions` payloads. `state.values` holds every
element that keeps something, those outside input blocks too (Slack's changelog of September 2020). Where
Slack documents no rule: an element that keeps nothing yet has null, or an empty list, as Slack's own
payloads show it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.playground.block_kit import interactive_elements
from bot.playground.workspace import Json

Given = str | Sequence[str] | None
"""What a person puts in: text, a day, an option's value; several values; None empties it."""
Typed = Mapping[str, Mapping[str, Json]]
"""`state.values`: what stands in each element, by block_id and action_id."""

TYPED: Final = ("plain_text_input", "email_text_input", "url_text_input", "number_input")
"""Elements whose value is what was typed."""
EXTERNAL: Final = ("external_select", "multi_external_select")
ONE_OF: Final = ("static_select", "external_select", "radio_buttons")
SOME_OF: Final = ("multi_static_select", "multi_external_select", "checkboxes")
_KEPT: Final[Mapping[str, tuple[str, str]]] = {
    **dict.fromkeys(TYPED, ("value", "initial_value")),
    **dict.fromkeys(ONE_OF, ("selected_option", "initial_option")),
    **dict.fromkeys(SOME_OF, ("selected_options", "initial_options")),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
}
"""Under which name an element keeps what stands in it, and which property says what stands there first."""
_SHOWN_TO_THE_APP: Final = ("text", "value", "url", "style", "placeholder")
_INPUT_LIMIT: Final = 3000


@dataclass(frozen=True, slots=True)
class Part:
    """An element and its block, both with the ids that Slack fills in."""

    block: Json
    element: Json

    @property
    def kind(self) -> str:
        """Its type."""
        return str(self.element["type"])

    @property
    def ids(self) -> tuple[str, str]:
        """block_id and action_id."""
        return self.block["block_id"], self.element["action_id"]

    @property
    def label(self) -> str:
        """What a person would call it."""
        found = self.block.get("label") or self.element.get("text") or self.element.get("placeholder")
        return str(found["text"]) if isinstance(found, dict) else self.ids[1]

    @property
    def keeps(self) -> bool:
        """Does it keep what was put in? A button and an overflow menu don't."""
        return self.kind in _KEPT


def parts(blocks: Iterable[Json]) -> list[Part]:
    """Every element that a person can use, in the order of the screen; the blocks have their ids."""
    return [Part(block, element) for block, element in interactive_elements(list(blocks))]


def chosen_part(blocks: Iterable[Json], which: str | int, value: Given = None) -> Part:
    """By place from 0, by action_id, or by the block_id of a block with one element.

    value: tells buttons with the same action_id apart. Raises ValueError where there is none.
    """
    known = parts(blocks)
    if isinstance(which, int):
        found = known[which : which + 1]
    else:
        found = [each for each in known if each.ids[1] == which]
        found = found or [each for each in known if each.ids[0] == which]
    if isinstance(value, str):
        found = [each for each in found if each.kind != "button" or each.element.get("value") == value]
    if not found:
        raise ValueError(f"no element {which!r} among {[each.ids[1] for each in known]}")
    return found[0]


def standing(blocks: Iterable[Json], before: Typed | None = None) -> Typed:
    """`state.values` of these blocks: what was put in before, else what stands there first, else nothing."""
    found: dict[str, dict[str, Json]] = {}
    for part in parts(blocks):
        if part.keeps:
            key, name = part.ids
            kept = (before or {}).get(key, {}).get(name)
            same = kept is not None and kept["type"] == part.kind
            found.setdefault(key, {})[name] = kept if kept is not None and same else _first(part)
    return found


def with_value(typed: Typed, part: Part, state: Json) -> Typed:
    """The same with something else in one element."""
    key, name = part.ids
    return {**typed, key: {**typed.get(key, {}), name: state}}


def offered(part: Part) -> dict[str, Json]:
    """The options that the blocks themselves offer, by value."""
    element = part.element
    groups = [group["options"] for group in element.get("option_groups", [])]
    found = [*element.get("options", []), *(option for group in groups for option in group)]
    return {option["value"]: option for option in [*found, *_initial(element)]}


def put(part: Part, given: Given, options: Mapping[str, Json]) -> Json:
    """What stands in the element then. options: what may be chosen there, by value.

    Raises ValueError for what a person could not put there.
    """
    if not part.keeps:
        raise ValueError(f"nothing is kept in “{part.label}”")
    name, _ = _KEPT[part.kind]
    if part.kind in TYPED:
        return {"type": part.kind, name: _one(part, given) or None}
    if part.kind in ONE_OF:
        wanted = _one(part, given)
        return {"type": part.kind, name: option_of(wanted, options) if wanted else None}
    if part.kind in SOME_OF:
        values = several(given)
        most = part.element.get("max_selected_items", len(values))
        if len(values) > most:
            raise ValueError(f"“{part.label}” takes at most {most}")
        return {"type": part.kind, name: [option_of(value, options) for value in values]}
    if part.kind == "datepicker":
        return {"type": part.kind, name: _day(part, _one(part, given))}
    raise ValueError(f"here nobody can fill in a {part.kind}")


def option_of(value: str, options: Mapping[str, Json]) -> Json:
    """The option with this value. Raises ValueError where there is none."""
    if value not in options:
        raise ValueError(f"no option {value!r} among {list(options)}")
    return options[value]


def several(given: Given) -> list[str]:
    """One value or several, as a list without doubles."""
    return list(dict.fromkeys([given] if isinstance(given, str) and given else given or ()))


def not_submittable(part: Part, state: Json) -> str | None:
    """Why the client does not send a form with this in an input block; None if it does."""
    if is_empty(state):
        return None if part.block.get("optional") else f"“{part.label}” has to be filled in"
    return too_long(part, state)


def too_long(part: Part, state: Json) -> str | None:
    """Why a text field does not take this; None if it does, and for everything else."""
    if part.kind != "plain_text_input" or not (typed := state.get("value") or "").strip():
        return None
    if len(typed) > (most := part.element.get("max_length", _INPUT_LIMIT)):
        return f"“{part.label}” takes at most {most:,} characters"
    if len(typed) < (least := part.element.get("min_length", 0)):
        return f"“{part.label}” takes no less than {least:,} characters"
    if "\n" in typed and not part.element.get("multiline"):
        return f"“{part.label}” takes one line"
    return None


def is_empty(state: Json) -> bool:
    """Does nothing stand there? Blanks are nothing."""
    return not words(state).strip()


def words(state: Json) -> str:
    """What a person reads in the element; several options with commas between."""
    value = state.get(_KEPT[state["type"]][0])
    several = value if isinstance(value, list) else [value]
    texts = (each["text"]["text"] if isinstance(each, dict) and "text" in each else each for each in several)
    return ", ".join(str(each) for each in texts if each is not None)


def filled(blocks: Iterable[Json], typed: Typed) -> list[Json]:
    """The blocks as a person sees them: what stands in an element takes the place of its first value."""
    return [_filled(block, typed) for block in blocks]


def action(part: Part, state: Json | None, option: Json | None, at: str) -> Json:
    """The item of `actions`. state: what stands there now; option: what was chosen of an overflow menu."""
    told: Json = {"type": part.kind, "action_id": part.ids[1], "block_id": part.ids[0], "action_ts": at}
    if option is not None:
        return told | {"selected_option": option}
    told |= {name: part.element[name] for name in _SHOWN_TO_THE_APP if name in part.element}
    return told if state is None else told | state


def _first(part: Part) -> Json:
    name, initial = _KEPT[part.kind]
    several = part.kind in SOME_OF or part.kind.startswith("multi_")
    return {"type": part.kind, name: part.element.get(initial, [] if several else None)}


def _initial(element: Json) -> list[Json]:
    one = element.get("initial_option")
    return [*([one] if one else []), *element.get("initial_options", [])]


def _one(part: Part, given: Given) -> str:
    if given is not None and not isinstance(given, str):
        raise ValueError(f"“{part.label}” takes one value")
    return given or ""


def _day(part: Part, given: str) -> str | None:
    try:
        return dt.date.fromisoformat(given).isoformat() if given else None
    except ValueError:
        raise ValueError(f"“{part.label}” takes a day as 2025-01-31") from None


def _filled(block: Json, typed: Typed) -> Json:
    states = typed.get(block.get("block_id", ""), {})
    if not states:
        return block
    shown = dict(block)
    for name in ("element", "accessory"):
        if isinstance(block.get(name), dict):
            shown[name] = _showing(block[name], states)
    if block["type"] == "actions":
        shown["elements"] = [_showing(each, states) for each in block["elements"]]
    return shown


def _showing(element: Json, states: Mapping[str, Json]) -> Json:
    if (state := states.get(element.get("action_id", ""))) is None:
        return element
    name, initial = _KEPT[state["type"]]
    shown = {key: value for key, value in element.items() if key != initial}
    return shown | ({initial: state[name]} if state.get(name) else {})
