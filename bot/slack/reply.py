"""What a handler gives back: what the person sees, and what the log says of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.block_kit import Message
from bot.slack.modals import View

Option = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Reply:
    """What the person sees, and what the log says of it.

    `replace` and `delete` speak of the message that a button stands in. `view` is a window, for what a
    window is opened by; over a form or a window, `place` says whether it lies on top of it or takes its
    place. `close` closes every window. `errors` stand at a form's fields, by block id. `trouble` is an
    error's own words, which a form shows at its first field where no field is named. `home` is the person's
    App Home made anew. `options` are what a search field suggests. `afterwards` is work that nobody waits
    for: it begins when the reply is on its way.
    """

    message: Message | None
    outcome: str
    replace: bool = False
    delete: bool = False
    view: View | None = None
    place: Literal["on top", "instead"] = "on top"
    close: bool = False
    errors: Mapping[str, str] = field(default_factory=dict)
    trouble: str = ""
    home: View | None = None
    options: Sequence[Option] = ()
    afterwards: Callable[[], Awaitable[None]] | None = None
