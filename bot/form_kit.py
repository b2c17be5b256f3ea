"""Windows and their fields as plain values: one field a block, known by its block id.

Every field's `action_id` is its block id too, unless Slack must ask for suggestions by another name. Limits
are from Slack's Block Kit reference.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from bot import block_kit as kit
from bot.block_kit import Block
from bot.text import cut

View = Mapping[str, Any]

MAX_FIELD: Final = 3_000  # characters that Slack takes in one field
_TITLE: Final = 24
_LABEL: Final = 2_000
_OPTION: Final = 75


def modal(
    title: str, blocks: Iterable[Block], *, callback_id: str = "", submit: str = "", metadata: str = ""
) -> dict[str, Any]:
    """A window; with `submit` it is a form. `metadata` holds ids and versions, never what was typed."""
    view: dict[str, Any] = {
        "type": "modal",
        "title": kit.plain(cut(title, _TITLE)),
        "close": kit.plain("Cancel" if submit else "Close"),
        "blocks": list(blocks),
    }
    if callback_id:
        view["callback_id"] = callback_id
    if submit:
        view["submit"] = kit.plain(cut(submit, _TITLE))
    if metadata:
        view["private_metadata"] = metadata
    return view


def typed(
    name: str,
    label: str,
    value: str = "",
    *,
    hint: str = "",
    optional: bool = False,
    lines: bool = False,
    most: int = MAX_FIELD,
    fresh: bool = False,
) -> Block:
    """A field to type in; `lines` gives it several, `most` is how many characters it takes.

    fresh: shows `value` where the window had this field before: Slack keeps what stood in a field as long as
    its ids stay the same.
    """
    element: dict[str, Any] = {
        "type": "plain_text_input",
        "action_id": f"{name}_now" if fresh else name,
        "multiline": lines,
        "max_length": min(most, MAX_FIELD),
    }
    if value:
        element["initial_value"] = value[: min(most, MAX_FIELD)]
    return _field(name, label, element, hint, optional=optional)


def chosen(
    name: str,
    label: str,
    options: Iterable[tuple[str, str]],
    value: str = "",
    *,
    hint: str = "",
    optional: bool = False,
) -> Block:
    """A menu: pairs of value and what is read; at most a hundred."""
    made = {key: _option(key, words) for key, words in options}
    element: dict[str, Any] = {
        "type": "static_select",
        "action_id": name,
        "options": list(made.values()),
    }
    if value in made:
        element["initial_option"] = made[value]
    return _field(name, label, element, hint, optional=optional)


def found(
    name: str,
    label: str,
    kind: str,
    value: tuple[tuple[str, str], ...] = (),
    *,
    hint: str = "",
    optional: bool = False,
    several: bool = False,
    letters: int = 0,
) -> Block:
    """A search field, filled by what `kind` (the action id) suggests once `letters` are typed.

    value: pairs of value and what is read, chosen from the start.
    """
    element: dict[str, Any] = {
        "type": "multi_external_select" if several else "external_select",
        "action_id": kind,
        "min_query_length": letters,
        "placeholder": kit.plain("Type to search"),
    }
    made = [_option(key, words) for key, words in value]
    if made:
        element |= {"initial_options": made} if several else {"initial_option": made[0]}
    return _field(name, label, element, hint, optional=optional)


def day(name: str, label: str, value: str = "", *, hint: str = "", optional: bool = False) -> Block:
    """A day, as 2025-01-13."""
    element: dict[str, Any] = {"type": "datepicker", "action_id": name}
    if value:
        element["initial_date"] = value
    return _field(name, label, element, hint, optional=optional)


def ticked(
    name: str,
    label: str,
    options: Iterable[tuple[str, str]],
    on: Iterable[str] = (),
    *,
    hint: str = "",
) -> Block:
    """Boxes to tick; none need be."""
    made = {key: _option(key, words) for key, words in options}
    element: dict[str, Any] = {"type": "checkboxes", "action_id": name, "options": list(made.values())}
    if initial := [made[key] for key in on if key in made]:
        element["initial_options"] = initial
    return _field(name, label, element, hint, optional=True)


def _field(name: str, label: str, element: dict[str, Any], hint: str, *, optional: bool) -> Block:
    block: dict[str, Any] = {
        "type": "input",
        "block_id": name,
        "label": kit.plain(cut(label, _LABEL)),
        "element": element,
        "optional": optional,
    }
    if hint:
        block["hint"] = kit.plain(cut(hint, _LABEL))
    return block


def _option(value: str, words: str) -> dict[str, Any]:
    return {"text": kit.plain(cut(words, _OPTION) or value), "value": value}
