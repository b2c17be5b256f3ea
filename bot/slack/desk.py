"""What every handler works with: the edition in service, the clients, the clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from cachetools import LRUCache
from slack_sdk.web.async_client import AsyncWebClient

from bot.answer import Answer, answer
from bot.model import FactFile
from bot.search import Index, fact_index

_CARDS: Final = 1_000  # a few kilobytes each


@dataclass(frozen=True, slots=True)
class Edition:
    """A fact file and its index: swapped as one, so that no request sees a mix of two.

    `cards` keeps the cards made so far today: making one costs as much as finding the fact.
    """

    file: FactFile
    index: Index
    cards: LRUCache[tuple[str, dt.date], Answer]

    def answer(self, key: str, today: dt.date) -> Answer:
        """The fact of this id, ready to be shown; raises NotFoundError where there is none."""
        if (made := self.cards.get((key, today))) is None:
            made = self.cards[key, today] = answer(key, self.file, today)
        return made


def edition(file: FactFile) -> Edition:
    """The fact file, ready to be asked."""
    return Edition(file, fact_index(file), LRUCache(_CARDS))


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
