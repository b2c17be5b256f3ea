"""Notices when the master of the fact file changes: the folders on disk, or the database's head.

A folder is watched, not a file: editors and git replace files, and one that is watched by itself is then
lost (measured: 1 change of 4 seen). Nothing is concluded from an event but that it is time to look: what
counts is the hash of the content. A look every few seconds catches what no event told of.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

from watchfiles import awatch

from bot.errors import FactdeskError
from bot.slack import announcing, editions
from bot.slack.desk import Desk
from bot.slack.office import Trouble
from bot.text import counted

SETTLE: Final = 400  # milliseconds without a further change, after which a save is taken to be whole
POLL: Final = 5.0  # seconds between looks where no event came


async def watch(desk: Desk, folders: tuple[Path, ...], log: logging.Logger, stop: asyncio.Event) -> None:
    """Serve what changes, until `stop`; without folders the database is looked at every few seconds."""
    told: Trouble | None = None
    async for _ in _looks(folders, stop):
        try:
            trouble = await editions.catch_up(desk)
        except FactdeskError as error:
            log.warning("a newer edition could not be looked at: %s", type(error).__name__)
            continue
        if trouble != told:
            told = trouble
            await announcing.trouble(desk, trouble)
            if trouble is not None:
                log.warning("the last good edition stays in service: %s", _kind(trouble))


def _kind(trouble: Trouble) -> str:
    """For the log: an editor's words, which a problem repeats, are told to the fact desk alone."""
    if trouble.drops:
        return f"{counted(len(trouble.drops), 'fact')} would be gone"
    return "the files can't be served"


async def _looks(folders: tuple[Path, ...], stop: asyncio.Event) -> AsyncIterator[None]:
    if folders:
        changes = awatch(
            *folders,
            debounce=SETTLE,
            step=SETTLE // 4,
            stop_event=stop,
            recursive=False,
            rust_timeout=int(POLL * 1000),
            yield_on_timeout=True,
        )
        async for _ in changes:
            yield
        return
    while not stop.is_set():
        yield
        try:
            await asyncio.wait_for(stop.wait(), POLL)
        except TimeoutError:
            continue
