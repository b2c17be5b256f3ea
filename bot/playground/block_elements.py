"""May this element stand here, and does it keep Slack's limits?"""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.playground.block_text import (
    BOTH,
    PLAIN,
    Problems,
    each,
    items,
    kind_of,
    objects,
    options,
    properties,
    said,
    shape,
    string,
    text_object,
    web_address,
)
from bot.playground.workspace import Json

SELECT = "action_id placeholder confirm focus_on_load"
ELEMENTS = {
    "button": shape("text", "action_id url value style confirm accessibility_label"),
    "static_select": shape("", f"{SELECT} options option_groups initial_option"),
    "multi_static_select": shape("", f"{SELECT} options option_groups initial_options max_selected_items"),
    "external_select": shape("", f"{SELECT} initial_option min_query_length"),
    "multi_external_select": shape("", f"{SELECT} initial_options min_query_length max_selected_items"),
    "users_select": shape("", f"{SELECT} initial_user"),
    "multi_users_select": shape("", f"{SELECT} initial_users max_selected_items"),
    "conversations_select": shape(
        "", f"{SELECT} initial_conversation default_to_current_conversation response_url_enabled filter"
    ),
    "multi_conversations_select": shape(
        "", f"{SELECT} initial_conversations default_to_current_conversation filter max_selected_items"
    ),
    "channels_select": shape("", f"{SELECT} initial_channel response_url_enabled"),
    "multi_channels_select": shape("", f"{SELECT} initial_channels max_selected_items"),
    "overflow": shape("options", "action_id confirm"),
    "radio_buttons": shape("options", "action_id initial_option confirm focus_on_load"),
    "checkboxes": shape("options", "action_id initial_options confirm focus_on_load"),
    "datepicker": shape("", f"{SELECT} initial_date"),
    "timepicker": shape("", f"{SELECT} initial_time timezone"),
    "datetimepicker": shape("", "action_id initial_date_time confirm focus_on_load"),
    "plain_text_input": shape(
        "",
        "action_id initial_value multiline min_length max_length dispatch_action_config focus_on_load "
        "placeholder",
    ),
    "rich_text_input": shape("action_id", "initial_value dispatch_action_config focus_on_load placeholder"),
    "email_text_input": shape("", "action_id initial_value dispatch_action_config focus_on_load placeholder"),
    "url_text_input": shape("", "action_id initial_value dispatch_action_config focus_on_load placeholder"),
    "number_input": shape(
        "is_decimal_allowed",
        "action_id initial_value min_value max_value dispatch_action_config focus_on_load placeholder",
    ),
    "image": shape("alt_text", "image_url slack_file"),
}
MULTI = frozenset(name for name in ELEMENTS if name.startswith("multi_"))
INPUTS = frozenset(
    {"plain_text_input", "rich_text_input", "email_text_input", "url_text_input", "number_input"}
)
IN_ACTIONS = frozenset(ELEMENTS.keys() - MULTI - INPUTS - {"image"})
IN_SECTION = frozenset(ELEMENTS.keys() - INPUTS)
IN_INPUT = frozenset(ELEMENTS.keys() - {"button", "overflow", "image"})
INPUT_LIMIT = 3000
DISPATCHED_ON = ("on_enter_pressed", "on_character_entered")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
EXTERNAL = ("external_select", "multi_external_select")
CHOICES = {"overflow": (5, PLAIN), "radio_buttons": (10, BOTH), "checkboxes": (10, BOTH)}


def element(value: object, allowed: frozenset[str], at: str) -> Problems:
    """`allowed` are the element types that the surrounding block takes."""
    if not isinstance(value, dict):
        yield said("must be an object", at)
        return
    kind = kind_of(value)
    if kind not in ELEMENTS or kind not in allowed:
        yield said(f"unsupported type: {kind}", f"{at}/type")
        return
    yield from properties(value, ELEMENTS[kind], at)
    if "action_id" in value:
        yield from string(value["action_id"], 255, f"{at}/action_id")
    if "placeholder" in value:
        yield from text_object(value["placeholder"], 150, f"{at}/placeholder", PLAIN)
    if "confirm" in value:
        yield from _confirm(value["confirm"], f"{at}/confirm")
    if kind in CHOICES and "options" in value:
        limit, kinds = CHOICES[kind]
        yield from options(value["options"], limit, f"{at}/options", kinds)
    yield from _at_first(value, kind, at)
    if "dispatch_action_config" in value:
        yield from _dispatched(value["dispatch_action_config"], f"{at}/dispatch_action_config")
    if check := CHECKS.get(kind):
        yield from check(value, at)


def _at_first(value: Json, kind: str, at: str) -> Problems:
    """What is chosen at first: options, and of those that the element itself offers."""
    one = [value["initial_option"]] if isinstance(value.get("initial_option"), dict) else []
    several = value.get("initial_options", one)
    where = f"{at}/initial_options" if "initial_options" in value else f"{at}/initial_option"
    if "initial_options" in value or "initial_option" in value:
        yield from options(several, 100, where, BOTH if kind in CHOICES else PLAIN)
        groups = [group.get("options") for group, _ in each(value.get("option_groups"), "")]
        known = [option for found in [value.get("options"), *groups] for option, _ in each(found, "")]
        if kind not in EXTERNAL and any(option not in known for option, _ in each(several, "")):
            yield said("must be one of the options", where)


def _dispatched(value: object, at: str) -> Problems:
    if not isinstance(value, dict):
        yield said("must be an object", at)
        return
    yield from properties(value, shape("", "trigger_actions_on"), at)
    for name in value.get("trigger_actions_on", []):
        if name not in DISPATCHED_ON:
            yield said(f"must be one of: {', '.join(DISPATCHED_ON)}", f"{at}/trigger_actions_on")


def _datepicker(value: Json, at: str) -> Problems:
    if "initial_date" in value and not DAY.fullmatch(str(value["initial_date"])):
        yield said("must be a date as YYYY-MM-DD", f"{at}/initial_date")


def _external(value: Json, at: str) -> Problems:
    least = value.get("min_query_length", 0)
    if not isinstance(least, int) or least < 0:
        yield said("must be a number from 0", f"{at}/min_query_length")


def image(value: Json, at: str) -> Problems:
    """What an image block and an image element have in common."""
    if ("image_url" in value) == ("slack_file" in value):
        yield said("must provide either image_url or slack_file", at)
    if "image_url" in value:
        yield from web_address(value["image_url"], 3000, f"{at}/image_url")
    if "alt_text" in value:
        yield from string(value["alt_text"], 2000, f"{at}/alt_text")


def _button(value: Json, at: str) -> Problems:
    if "text" in value:
        yield from text_object(value["text"], 75, f"{at}/text", PLAIN)
    if "value" in value:
        yield from string(value["value"], 2000, f"{at}/value")
    if "url" in value:
        yield from web_address(value["url"], 3000, f"{at}/url")
    if "accessibility_label" in value:
        yield from string(value["accessibility_label"], 75, f"{at}/accessibility_label")
    if value.get("style", "primary") not in ("primary", "danger"):
        yield said("must be one of: primary, danger", f"{at}/style")


def _select(value: Json, at: str) -> Problems:
    if ("options" in value) == ("option_groups" in value):
        yield said("must provide either options or option_groups", at)
    if "options" in value:
        yield from options(value["options"], 100, f"{at}/options")
    if "option_groups" in value:
        groups = value["option_groups"]
        yield from items(groups, 100, f"{at}/option_groups")
        yield from objects(groups, f"{at}/option_groups")
        for group, here in each(groups, f"{at}/option_groups"):
            yield from text_object(group.get("label"), 75, f"{here}/label", PLAIN)
            yield from options(group.get("options"), 100, f"{here}/options")


def _plain_text_input(value: Json, at: str) -> Problems:
    for name, least in (("min_length", 0), ("max_length", 1)):
        if name in value and not (isinstance(value[name], int) and least <= value[name] <= INPUT_LIMIT):
            yield said(f"must be a number from {least} to {INPUT_LIMIT}", f"{at}/{name}")
    if "initial_value" in value:
        yield from string(value["initial_value"], INPUT_LIMIT, f"{at}/initial_value", least=0)


def _confirm(value: object, at: str) -> Problems:
    if not isinstance(value, dict):
        yield said("must be an object", at)
        return
    yield from properties(value, shape("title text confirm deny", "style"), at)
    for name, limit, kinds in (
        ("title", 100, PLAIN),
        ("text", 300, BOTH),
        ("confirm", 30, PLAIN),
        ("deny", 30, PLAIN),
    ):
        if name in value:
            yield from text_object(value[name], limit, f"{at}/{name}", kinds)


CHECKS: dict[str, Callable[[Json, str], Problems]] = {
    "button": _button,
    "datepicker": _datepicker,
    "external_select": _external,
    "multi_external_select": _external,
    "static_select": _select,
    "multi_static_select": _select,
    "plain_text_input": _plain_text_input,
    "image": image,
}
