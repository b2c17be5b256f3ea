"""Lets a call suffer the fault that is set for it."""

from __future__ import annotations

import asyncio
import socket
import struct

from aiohttp import web

from bot.playground.content import RefusalError
from bot.playground.state import State
from bot.playground.workspace import Json


async def suffer(slack: State, request: web.Request, name: str, args: Json) -> web.Response | None:
    """The answer of a call that goes wrong; None where it goes on (after a delay, if that was the fault).

    Raises RefusalError for a fault that is an error code of Slack's.
    """
    fault = slack.faults.take(name)
    if fault is None:
        return None
    if fault.kind == "error":
        raise RefusalError(fault.code)
    if fault.kind == "slow":
        await slack.clock.sleep(fault.seconds)
        return None
    if fault.kind == "rate_limited":
        answer = {"ok": False, "error": "ratelimited"}
        slack.record_call(name, args, 429, answer)
        return web.json_response(answer, status=429, headers={"Retry-After": fault.retry_after})
    if fault.kind == "status":
        slack.record_call(name, args, fault.status, {})
        page = "<html><body>Something went wrong.</body></html>"
        return web.Response(status=fault.status, text=page, content_type="text/html")
    slack.record_call(name, args, 0, {})
    if fault.kind == "reset":
        reset(request.transport)
    return await _silence()


def reset(transport: asyncio.BaseTransport | None) -> None:
    """Close a TCP connection with a reset, as a box on the way does, not with a goodbye."""
    if isinstance(transport, asyncio.Transport):
        connection = transport.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        transport.abort()


async def _silence() -> web.Response:
    """No answer; the server cancels it when it closes."""
    silence: asyncio.Future[web.Response] = asyncio.get_running_loop().create_future()
    return await silence
