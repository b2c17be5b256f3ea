"""May this be a view? Slack's limits for modals, and what its client lets a person submit.

Sources: Slack's pages on modal views and on views.open. How Slack refuses a view that breaks a rule is
not documented beyond `view_too_large`; here `invalid_arguments`, with the problems as it words them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from bot.playground.block_kit import interactive_elements, problems
from bot.playground.block_text import PLAIN, Problems, properties, said, shape, string, text_object
from bot.playground.content import RefusalError
from bot.playground.workspace import Json

MODAL = shape(
    "title blocks",
    "close submit private_metadata callback_id clear_on_close notify_on_close external_id submit_disabled",
)
LARGEST = 250_000  # bytes of JSON; whether Slack counts 1,000 or 1,024 is not documented
FLAGS = ("clear_on_close", "notify_on_close", "submit_disabled")
TYPED = ("plain_text_input", "email_text_input", "url_text_input", "number_input")
"""Elements whose value is what was typed."""


def checked_view(value: object) -> Json:
    """The view of a call or an ack, as JSON or a string of it.

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
    if found := tuple(_problems(value)):
        raise refused_view(found)
    return value


def refused_view(found: tuple[str, ...]) -> RefusalError:
    """`invalid_arguments` as Slack words it."""
    messages = [f"[ERROR] {problem}" for problem in found]
    return RefusalError("invalid_arguments", errors=list(found), response_metadata={"messages": messages})


def inputs(view: Json) -> Iterator[tuple[Json, Json]]:
    """Every (block, element) of an input block, in the order of the screen."""
    for block, element in interactive_elements(view["blocks"]):
        if block["type"] == "input":
            yield block, element


def not_submittable(block: Json, element: Json, typed: str) -> str | None:
    """Why the client does not send this value of a text field; None if it does."""
    label = block["label"]["text"]
    if not typed.strip():
        return None if block.get("optional") else f"“{label}” has to be filled in"
    if element["type"] != "plain_text_input":
        return None
    if len(typed) > (most := element.get("max_length", 3000)):
        return f"“{label}” takes at most {most:,} characters"
    if len(typed) < (least := element.get("min_length", 0)):
        return f"“{label}” takes no less than {least:,} characters"
    if "\n" in typed and not element.get("multiline"):
        return f"“{label}” takes one line"
    return None


def _problems(view: Json) -> Problems:
    if view.get("type") != "modal":
        yield said("must be one of: modal", "/view/type")
        return
    yield from properties(view, MODAL, "/view")
    for name in ("title", "submit", "close"):
        if name in view:
            yield from text_object(view[name], 24, f"/view/{name}", PLAIN)
    for name, limit in (("private_metadata", 3000), ("callback_id", 255), ("external_id", 255)):
        if name in view:
            yield from string(view[name], limit, f"/view/{name}", least=0)
    for name in FLAGS:
        if not isinstance(view.get(name, False), bool):
            yield said("must be a boolean", f"/view/{name}")
    found = problems(view.get("blocks"), "modal")
    yield from found
    if not found and "submit" not in view and any(inputs(view)):
        yield said("`submit` is required when an input block is within the blocks", "/view")
