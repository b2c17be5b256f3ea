"""The windows (modals) that the bot opens, as plain values.

None has `private_metadata`: nothing of a draft travels in what nobody sees. What was typed stays in its
field, as Slack keeps a view's state while another lies on top of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from bot import block_kit as kit
from bot.block_kit import Block
from bot.text import cut

View = Mapping[str, Any]

CHECK_DRAFT: Final = "check_draft"  # the callback id of the form, and of the shortcut that opens it
CHECK_MESSAGE: Final = "check_message"
MAX_FIELD: Final = 3_000  # characters that Slack takes in one field
MAX_ERROR: Final = 300  # Slack documents no limit; a line or two fit under a field
_TITLE: Final = "Check a draft"  # at most 24 characters, as the buttons' labels


def draft_form(command: str) -> View:
    """The form for a paragraph of a draft."""
    more = f"At most {MAX_FIELD:,} characters. Longer text: {command} check, or factdesk check --file."
    field = {
        "type": "plain_text_input",
        "action_id": "text",
        "multiline": True,
        "max_length": MAX_FIELD,
        "focus_on_load": True,
    }
    label, hint = kit.plain("Your draft"), kit.plain(more)
    block = {"type": "input", "block_id": "draft", "label": label, "hint": hint, "element": field}
    return {**_modal([block]), "callback_id": CHECK_DRAFT, "submit": kit.plain("Check")}


def result(blocks: Iterable[Block]) -> View:
    """What was found; there is nothing in it to submit."""
    return _modal(blocks)


def notice(words: str) -> View:
    """A sentence from Factdesk: an error, a refusal, a request to wait."""
    return {**_modal([kit.line(cut(words, kit.MAX_PLAIN))]), "title": kit.plain("Factdesk")}


def on_top(view: View) -> View:
    """The same for a view that lies on another: its button leads back."""
    return {**view, "close": kit.plain("Back")}


def last(view: View) -> View:
    """The same for a view that lies on another which is done with: its button closes both."""
    return {**view, "close": kit.plain("Close"), "clear_on_close": True}


def findable(view: View, external_id: str) -> View:
    """The same with a name of our own, to be updated by: an ack does not tell the id of what it pushes."""
    return {**view, "external_id": external_id}


def _modal(blocks: Iterable[Block]) -> dict[str, Any]:
    return {"type": "modal", "title": kit.plain(_TITLE), "close": kit.plain("Close"), "blocks": list(blocks)}
