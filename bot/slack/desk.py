"""What every handler works with: the edition in service, the clients, the clock."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from cachetools import LRUCache
from slack_sdk.web.async_client import AsyncWebClient

from bot import typeahead
from bot.answer import Answer, answer
from bot.check import Checker, Review, check
from bot.errors import ConfigurationError
from bot.model import FactFile
from bot.search import Index, fact_index
from bot.slack.office import Office
from bot.typeahead import Typeahead

Kind = Literal["facts", "names", "sources"]
_CARDS: Final = 1_000  # a few kilobytes each


@dataclass(frozen=True, slots=True)
class Edition:
    """A fact file, its index and its checker: swapped as one, so that no request sees a mix of two.

    `suggesting` is what search fields suggest, of each kind. `cards` keeps the cards made so far today:
    making one costs as much as finding the fact.
    """

    file: FactFile
    index: Index
    checker: Checker
    suggesting: Mapping[Kind, Typeahead]
    cards: LRUCache[tuple[str, dt.date], Answer]

    def answer(self, key: str, today: dt.date) -> Answer:
        """The fact of this id, ready to be shown; raises NotFoundError where there is none."""
        if (made := self.cards.get((key, today))) is None:
            made = self.cards[key, today] = answer(key, self.file, today)
        return made


def edition(file: FactFile) -> Edition:
    """The fact file, ready to be asked, and to check drafts against."""
    index = fact_index(file)
    suggesting: dict[Kind, Typeahead] = {
        "facts": typeahead.facts(file, index),
        "names": typeahead.names(file),
        "sources": typeahead.sources(file),
    }
    return Edition(file, index, Checker.build(file, index), suggesting, LRUCache(_CARDS))


@dataclass(slots=True)
class Desk:
    """The bot's state: `edition` may be replaced while it runs; a request takes it once.

    `checking` is held while a draft is checked. Without an `office` the desk answers and nothing more:
    nothing is edited and nothing is kept.
    """

    edition: Edition
    client: AsyncWebClient
    api_url: str
    command: str
    workspace: str
    fact_desk_channel: str | None
    today: Callable[[], dt.date]
    office: Office | None = None
    checking: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def open_office(self) -> Office:
        """What editing needs; raises ConfigurationError where this bot only answers."""
        if self.office is None:
            raise ConfigurationError(
                "This bot only answers: it has no ledger, so nothing can be edited here."
            )
        return self.office

    async def check(self, text: str) -> Review:
        """Check a draft without holding up anybody's question; raises QuestionError as `bot.check.check`.

        In a thread, and one draft at a time: a long one takes seconds, and two threads of Python are no
        faster than one, but would leave the loop less.
        """
        checker, today = self.edition.checker, self.today()
        async with self.checking:
            return await asyncio.to_thread(check, text, checker, today)
