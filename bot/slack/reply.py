"""What a handler gives back: what the person sees, and what the log says of it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.block_kit import Message
from bot.slack.modals import View


@dataclass(frozen=True, slots=True)
class Reply:
    """What the person sees, and what the log says of it.

    `replace` and `delete` speak of the private message that a button stands in. `view` is a window, for
    what a window is opened by. `trouble` is an error's own words, which a form shows at its field.
    """

    message: Message | None
    outcome: str
    replace: bool = False
    delete: bool = False
    view: View | None = None
    trouble: str = ""
