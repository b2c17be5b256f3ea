"""Socket Mode, Slack's side: tickets, frames, acks and every kind of disconnect.

Source: Slack's page on Socket Mode. Up to 10 connections; each envelope goes to any one of them.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from aiohttp import WSMsgType, web

from bot.playground.mishaps import reset, suffer
from bot.playground.state import Ack, Delivery, State
from bot.playground.workspace import Json

Reason = Literal["warning", "refresh_requested", "link_disabled", "too_many_websockets"]
MOST_CONNECTIONS = 10
GOODBYE = 1.0
"""Real seconds that a closing socket waits for the app's close frame."""
REFRESH_GRACE = 10.0
"""Seconds (on the stand-in's clock) that a socket stays open after `refresh_requested`."""


@dataclass(eq=False, slots=True)
class Link:
    """One open socket."""

    number: int
    socket: web.WebSocketResponse
    transport: asyncio.BaseTransport | None


class SocketMode:
    """The open sockets, the tickets for more, and what still waits for an ack."""

    def __init__(self, slack: State, choose: Callable[[list[Link]], Link]) -> None:
        self.links: list[Link] = []
        self._slack = slack
        self._choose = choose
        self._tickets: set[str] = set()
        self._pending: dict[str, asyncio.Future[Json | None]] = {}
        self.opened = 0

    def open(self) -> str:
        """The address that apps.connections.open gives, with a ticket that is good for one socket."""
        ticket = secrets.token_urlsafe(24)
        self._tickets.add(ticket)
        address = self._slack.base_url.replace("http://", "ws://")
        return f"{address}/link/?ticket={ticket}&app_id={self._slack.workspace.app.id}"

    async def __call__(self, request: web.Request) -> web.StreamResponse:
        """The app connects. 401 for a ticket that is unknown or used."""
        if (mishap := await suffer(self._slack, request, "socket", {})) is not None:
            return mishap
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=401)
        self._tickets.remove(ticket)
        socket = web.WebSocketResponse(timeout=GOODBYE)
        await socket.prepare(request)
        self.opened += 1
        link = Link(self.opened, socket, request.transport)
        if (reason := self._refused()) is not None:
            await self._send(link, _farewell(reason))
            await socket.close()
            return socket
        await self._send(link, self._hello())
        self.links.append(link)
        self._slack.notice.tell()
        try:
            await self._listen(link)
        finally:
            self._drop(link)
        return socket

    async def deliver(self, delivery: Delivery, limit: float) -> Ack:
        """Hand one envelope to one socket and wait for its ack, `limit` seconds at most."""
        began, due = self._now(), self._slack.clock.now() + limit
        if not self.links:
            return Ack("dispatch_failed", None, 0.0, "connection_failed")
        envelope = _envelope(delivery)
        acked: asyncio.Future[Json | None] = asyncio.get_running_loop().create_future()
        self._pending[envelope["envelope_id"]] = acked
        try:
            for _ in range(2 if self._slack.faults.take_duplicate() else 1):
                await self._send(self._choose(self.links), envelope)
            payload = await self._slack.clock.by(due, _result(acked))
        except TimeoutError:
            return Ack("operation_timeout", None, self._now() - began, "timeout")
        except ConnectionError:
            return Ack("dispatch_failed", None, self._now() - began, "connection_failed")
        finally:
            del self._pending[envelope["envelope_id"]]
        taken = payload if envelope["accepts_response_payload"] else None
        return Ack(None, taken, self._now() - began)

    async def tell_to_go(self, reason: Reason) -> list[Link]:
        """Send the farewell for this reason; gives the sockets that were told.

        too_many_websockets goes to one socket, everything else to all. After link_disabled every new
        socket is refused as well, until `faults.refuse_connections` is None.
        """
        told = self.links[-1:] if reason == "too_many_websockets" else list(self.links)
        if reason == "link_disabled":
            self._slack.faults.refuse_connections = "link_disabled"
        for link in told:
            await self._send(link, _farewell(reason))
        return told

    async def close_after(self, seconds: float, links: list[Link]) -> None:
        """Close these sockets, those that the app hasn't closed itself by then."""
        await self._slack.clock.sleep(seconds)
        await asyncio.gather(*(link.socket.close() for link in links))

    def kill(self) -> None:
        """Reset the TCP connection of every socket: no close frame, no goodbye."""
        for link in list(self.links):
            self._drop(link)
            reset(link.transport)

    async def close(self) -> None:
        """Close every socket with a goodbye."""
        await asyncio.gather(*(link.socket.close(code=1001) for link in list(self.links)))

    async def _listen(self, link: Link) -> None:
        async for message in link.socket:
            if message.type is WSMsgType.TEXT:
                self._heard(link, message.json())

    def _heard(self, link: Link, frame: Json) -> None:
        self._slack.record_frame(to_app=False, socket=link.number, body=frame)
        waiting = self._pending.get(frame.get("envelope_id", ""))
        if waiting is None or waiting.done() or self._slack.faults.take_dropped_ack():
            return
        payload = frame.get("payload")
        waiting.set_result(payload if isinstance(payload, dict) else None)

    async def _send(self, link: Link, frame: Json) -> None:
        self._slack.record_frame(to_app=True, socket=link.number, body=frame)
        await link.socket.send_json(frame)

    def _refused(self) -> Reason | None:
        if self._slack.faults.refuse_connections is not None:
            return self._slack.faults.refuse_connections
        return "too_many_websockets" if len(self.links) >= MOST_CONNECTIONS else None

    def _drop(self, link: Link) -> None:
        if link in self.links:
            self.links.remove(link)
            self._slack.notice.tell()

    @staticmethod
    def _now() -> float:
        return asyncio.get_running_loop().time()

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self.links) + 1,
            "debug_info": {"host": "applink-0", "build_number": 1, "approximate_connection_time": 18060},
            "connection_info": {"app_id": self._slack.workspace.app.id},
        }


def _farewell(reason: Reason) -> Json:
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-0"}}


def _envelope(delivery: Delivery) -> Json:
    envelope: Json = {
        "envelope_id": f"{secrets.token_hex(4)}-{secrets.token_hex(8)}",
        "type": delivery.kind,
        "payload": delivery.payload,
        "accepts_response_payload": delivery.kind != "events_api",
    }
    if delivery.kind == "events_api":
        envelope |= {"retry_attempt": delivery.retry_attempt, "retry_reason": delivery.retry_reason}
    return envelope


async def _result(acked: asyncio.Future[Json | None]) -> Json | None:
    return await acked
