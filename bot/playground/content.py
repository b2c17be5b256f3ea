"""May this text, may these blocks be a message? The same door for the Web API, hooks and acks."""

from __future__ import annotations

import json
from typing import Any

from bot.playground.block_kit import problems, text_length
from bot.playground.workspace import Json

TEXT_CUT = 40_000
"""chat.postMessage: Slack cuts a longer text."""
UPDATE_LIMIT = 4_000
"""chat.update refuses a longer text with msg_too_long."""
BLOCKS_LIMIT = 13_200
"""Not documented: all blocks' characters together, as found in slackapi/bolt-js issue 2509."""


class RefusalError(Exception):
    """Slack says no. `code` is its error code, `details` what else the answer holds.

    Never leaves this package: each door turns it into the answer of its kind.
    """

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details: Json = dict(details)


def refused_blocks(found: tuple[str, ...]) -> RefusalError:
    """`invalid_blocks` as Slack words it."""
    messages = [f"[ERROR] {problem}" for problem in found]
    return RefusalError("invalid_blocks", errors=list(found), response_metadata={"messages": messages})


def parsed_blocks(value: object) -> list[Any]:
    """Blocks as JSON or as a string of it. Raises RefusalError `invalid_blocks_format`."""
    if isinstance(value, str):
        try:
            value = json.loads(value) if value else []
        except json.JSONDecodeError:
            raise RefusalError("invalid_blocks_format") from None
    if value is None:
        return []
    if not isinstance(value, list):
        raise RefusalError("invalid_blocks_format")
    return value


def checked_content(text: object, blocks: object) -> tuple[str, tuple[Json, ...]]:
    """The text (cut at 40,000) and blocks of a new message.

    Raises RefusalError: invalid_blocks_format, invalid_blocks, msg_blocks_too_long, no_text (neither text
    nor blocks).
    """
    words = text if isinstance(text, str) else ""
    parsed = parsed_blocks(blocks)
    if found := problems(parsed):
        raise refused_blocks(found)
    if text_length(parsed) > BLOCKS_LIMIT:
        raise RefusalError("msg_blocks_too_long")
    if not words.strip() and not parsed:
        raise RefusalError("no_text")
    return words[:TEXT_CUT], tuple(parsed)
