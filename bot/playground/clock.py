"""A clock that can be moved, and a way to wait for news without polling."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any, TypeVar

T = TypeVar("T")


class Notice:
    """Tells everyone who waits that something has changed, so that they look again."""

    def __init__(self) -> None:
        self._news = asyncio.Event()

    def tell(self) -> None:
        """Something has changed."""
        self._news.set()
        self._news = asyncio.Event()

    async def until(self, found: Callable[[], T | None], within: float) -> T:
        """Wait until `found` gives something. Raises TimeoutError after `within` real seconds."""
        async with asyncio.timeout(within):
            while (value := found()) is None:
                await self._news.wait()
        return value


class Clock:
    """Real time plus whatever has been added. Seconds since the epoch.

    What waits on this clock is woken by `advance` as well as by time that really passes.
    """

    def __init__(self, real: Callable[[], float] = time.time) -> None:
        self._real = real
        self._ahead = 0.0
        self._moved = Notice()

    def now(self) -> float:
        """Seconds since the epoch, on this clock."""
        return self._real() + self._ahead

    def advance(self, seconds: float) -> None:
        """Move the clock on; it never goes back. Raises ValueError for a negative number."""
        if seconds < 0:
            raise ValueError("this clock does not go back")
        self._ahead += seconds
        self._moved.tell()

    async def sleep(self, seconds: float) -> None:
        """Return when `seconds` have passed on this clock."""
        await self.sleep_until(self.now() + seconds)

    async def sleep_until(self, due: float) -> None:
        """Return when this clock shows `due`, at once if it already does."""
        while (left := due - self.now()) > 0:
            with suppress(TimeoutError):
                await self._moved.until(lambda: True if self.now() >= due else None, left)

    async def by(self, due: float, work: Coroutine[Any, Any, T]) -> T:
        """The result of `work`. Raises TimeoutError, and cancels it, once this clock shows `due`."""
        task = asyncio.ensure_future(work)
        timer = asyncio.ensure_future(self.sleep_until(due))
        try:
            await asyncio.wait({task, timer}, return_when=asyncio.FIRST_COMPLETED)
            if task.done():
                return task.result()
            raise TimeoutError
        finally:
            task.cancel()
            timer.cancel()
