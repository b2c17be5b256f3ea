"""`python -m tests.playground.terminal_app`: the playground's terminal before the tiny app with a home."""

from __future__ import annotations

import asyncio
import sys
from concurrent import futures

from bot.playground.conversation import converse, screen_of
from bot.playground.server import SlackStandIn
from tests.playground.desk_app import by_socket


async def serve(opened: futures.Future[SlackStandIn], stop: asyncio.Event) -> None:
    async with SlackStandIn(ack_seconds=1.0) as slack, by_socket(slack):
        opened.set_result(slack)
        await stop.wait()


def main(user: str) -> None:
    loop, stop = asyncio.new_event_loop(), asyncio.Event()
    opened: futures.Future[SlackStandIn] = futures.Future()
    with futures.ThreadPoolExecutor(max_workers=1) as pool:
        served = pool.submit(loop.run_until_complete, serve(opened, stop))
        try:
            converse(screen_of(opened.result(timeout=20), loop, user, "/facts"))
        finally:
            loop.call_soon_threadsafe(stop.set)
            served.result()
            loop.close()


if __name__ == "__main__":
    main(sys.argv[1])
