"""What every handler works with: the edition in service, the clients, the clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from slack_sdk.web.async_client import AsyncWebClient

from bot.model import FactFile
from bot.search import Index, fact_index


@dataclass(frozen=True, slots=True)
class Edition:
    """A fact file and its index: swapped as one, so that no request sees a mix of two."""

    file: FactFile
    index: Index


def edition(file: FactFile) -> Edition:
    """The fact file, ready to be asked."""
    return Edition(file, fact_index(file))


@dataclass(slots=True)
class Desk:
    """The bot's state: `edition` may be replaced while it runs; a request takes it once."""

    edition: Edition
    client: AsyncWebClient
    api_url: str
    command: str
    workspace: str
    fact_desk_channel: str | None
    today: Callable[[], dt.date]
