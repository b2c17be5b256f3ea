"""What editing needs beside the desk: the ledger, the store of the fact file, who an editor is, the rules."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import ParamSpec, TypeVar

from bot.editing import DatabaseStore, FolderStore
from bot.ledger import Ledger, Revision
from bot.slack.editors import Editors

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Rules:
    """The settings that say what editing waits for, and what is kept.

    approvals: second editors that a weighty change needs, 0 or 1. shown: is it kept who was shown what?
    """

    approvals: int
    shown: bool
    notify_days: int
    keep_days: int


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why the newest state of the files is not served. `edition` names that state; `drops` are the ids of
    the facts that it no longer has, where that is all that is wrong with it."""

    edition: str
    said: str
    drops: tuple[str, ...] = ()


@dataclass(slots=True)
class Office:
    """`serving` is the revision in service, `trouble` why a newer state of the files is not.

    `swapping` is held while another edition is put into service, so that a later one is never overtaken
    by an earlier one; `telling` while readers are told, one after the other, with a `pause` where Slack asks
    for one; `posting` while the desk's post on a question is made or changed, so that two people who ask the
    same at once get one post. Ledger and store are called through `off_loop`: they wait for disks.
    """

    ledger: Ledger
    store: FolderStore | DatabaseStore
    editors: Editors
    rules: Rules
    now: Callable[[], dt.datetime]
    serving: Revision
    log: logging.Logger
    trouble: Trouble | None = None
    swapping: asyncio.Lock = field(default_factory=asyncio.Lock)
    catching_up: asyncio.Lock = field(default_factory=asyncio.Lock)
    telling: asyncio.Lock = field(default_factory=asyncio.Lock)
    pause: Callable[[float], Awaitable[object]] = asyncio.sleep
    posting: asyncio.Lock = field(default_factory=asyncio.Lock)

    @staticmethod
    async def off_loop(work: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
        """Run what waits for a disk or a database in a thread, so that nobody's question waits with it."""
        return await asyncio.to_thread(work, *given, **named)
