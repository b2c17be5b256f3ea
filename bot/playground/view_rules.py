"""May this be a view? Slack's limits for modals and homes.

Sources: Slack's pages on modal views, on home tab views and on views.open. How Slack refuses a view that
breaks a rule is not documented beyond `view_too_large`; here `invalid_arguments`, with the problems as it
words them.
"""

from __future__ import annotations

import json
from typing import Literal

from bot.playground.block_kit import interactive_elements, problems
from bot.playground.block_text import PLAIN, Problems, properties, said, shape, string, text_object
from bot.playground.content import RefusalError
from bot.playground.elements import Part, parts
from bot.playground.workspace import Json

MODAL = shape(
    "title blocks",
    "close submit private_metadata callback_id clear_on_close notify_on_close external_id submit_disabled",
)
HOME = shape("blocks", "private_metadata callback_id external_id")
LARGEST = 250_000  # bytes of JSON; whether Slack counts 1,000 or 1,024 is not documented
FLAGS = ("clear_on_close", "notify_on_close", "submit_disabled")
Kind = Literal["modal", "home"]


def checked_view(value: object, kind: Kind = "modal") -> Json:
    """The view of a call or an ack, as JSON or a string of it; it must be of this kind.

    Raises RefusalError: invalid_arguments, view_too_large.
    """
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except json.JSONDecodeError:
            value = None
    if not isinstance(value, dict):
        raise refused_view((said("must be an object", "/view"),))
    if len(json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")) > LARGEST:
        raise RefusalError("view_too_large")
    if found := tuple(_problems(value, kind)):
        raise refused_view(found)
    return value


def refused_view(found: tuple[str, ...]) -> RefusalError:
    """`invalid_arguments` as Slack words it."""
    messages = [f"[ERROR] {problem}" for problem in found]
    return RefusalError("invalid_arguments", errors=list(found), response_metadata={"messages": messages})


def input_parts(view: Json) -> list[Part]:
    """Every element of an input block, in the order of the screen; the view has its ids."""
    return [part for part in parts(view["blocks"]) if part.block["type"] == "input"]


def _problems(view: Json, kind: Kind) -> Problems:
    if view.get("type") != kind:
        yield said(f"must be one of: {kind}", "/view/type")
        return
    yield from properties(view, MODAL if kind == "modal" else HOME, "/view")
    for name in ("title", "submit", "close"):
        if name in view:
            yield from text_object(view[name], 24, f"/view/{name}", PLAIN)
    for name, limit in (("private_metadata", 3000), ("callback_id", 255), ("external_id", 255)):
        if name in view:
            yield from string(view[name], limit, f"/view/{name}", least=0)
    for name in FLAGS:
        if not isinstance(view.get(name, False), bool):
            yield said("must be a boolean", f"/view/{name}")
    if found := problems(view.get("blocks"), kind):
        yield from found
    else:
        yield from _together(view, kind)


def _together(view: Json, kind: Kind) -> Problems:
    """What concerns all blocks at once."""
    elements = list(interactive_elements(view["blocks"]))
    if sum(element.get("focus_on_load") is True for _, element in elements) > 1:
        yield said("only one element can have focus_on_load", "/view/blocks")
    has_field = any(block["type"] == "input" for block, _ in elements)
    if kind == "modal" and has_field and "submit" not in view:
        yield said("`submit` is required when an input block is within the blocks", "/view")
