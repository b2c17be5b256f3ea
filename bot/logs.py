"""Logging: an id, the command, the outcome; never a question, a token or a bearer address.

slack_sdk and slack_bolt log whole payloads at DEBUG, and addresses with their tickets in errors. They
are held at WARNING (Bolt, whose warnings describe requests, at ERROR) whatever LOG_LEVEL says. Every
line goes through a formatter that blanks what looks like a secret and leaves an exception's own text
out: it may repeat what a person typed.
"""

from __future__ import annotations

import json
import logging
import re
import traceback
from types import TracebackType
from typing import Final, TextIO

_LIBRARIES: Final = {
    "slack_sdk": logging.WARNING,
    "slack_bolt": logging.ERROR,
    "aiohttp": logging.WARNING,
    "asyncio": logging.WARNING,
}
_SECRET: Final = re.compile(
    r"xox[a-z]-[\w-]+|xapp-[\w-]+|xoxe[.\w-]+|wss?://\S+|https?://\S*(?:hooks\.slack\.com|/commands/|/actions/)\S*"
    r"|(?:ticket|token|secret)=\S+",
    re.IGNORECASE,
)

ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Discreet(logging.Formatter):
    """One line an entry as text or JSON, secrets blanked, exceptions by kind and place only."""

    def __init__(self, *, as_json: bool) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")
        self._as_json = as_json

    def format(self, record: logging.LogRecord) -> str:
        """The entry, blanked."""
        record.exc_text = None  # where another handler may have kept the exception's whole text
        text = blank(super().format(record))
        if not self._as_json:
            return text
        entry = {
            "time": self.formatTime(record),
            "level": record.levelname,
            "name": record.name,
            "message": blank(record.getMessage()),
        }
        if record.exc_info:
            entry["exception"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False)

    def formatException(self, ei: ExceptionInfo) -> str:  # noqa: N802 - the name is logging's
        """Where an exception came from and of what kind, without its text."""
        kind, _, trace = ei
        frames = traceback.extract_tb(trace)
        lines = [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
        return "\n".join([*lines, kind.__name__ if kind else ""])


def blank(text: str) -> str:
    """The text with whatever looks like a token, ticket or bearer address taken out."""
    return _SECRET.sub("(secret)", text)


def set_up(level: str, log_format: str, stream: TextIO) -> logging.Logger:
    """Send everything to one stream; returns Factdesk's own logger."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Discreet(as_json=log_format == "json"))
    logging.getLogger().handlers = [handler]
    for name, least in _LIBRARIES.items():
        logging.getLogger(name).setLevel(least)
    log = logging.getLogger("bot")
    log.setLevel(level)
    return log
