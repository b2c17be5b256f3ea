"""Brings deliveries to the app, by socket or by HTTP, and events again where they weren't acked."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

from bot.playground.http_delivery import HttpDelivery
from bot.playground.messages import Change
from bot.playground.payloads import Scene, own_message_im
from bot.playground.socket_mode import SocketMode
from bot.playground.state import Ack, Delivery, State
from bot.playground.workspace import Json

RETRY_AFTER = (0.0, 60.0, 300.0)
"""Events are delivered again at once, after 1 minute and after 5 minutes. Source: Slack's Events API."""


class Dispatch:
    """`http` is None as long as the app is reached over Socket Mode."""

    def __init__(self, slack: State, sockets: SocketMode, ack_seconds: float) -> None:
        self.http: HttpDelivery | None = None
        self._slack = slack
        self._sockets = sockets
        self._ack_seconds = ack_seconds
        self._tasks: set[asyncio.Task[Any]] = set()
        self._echoed = 0

    async def deliver(self, delivery: Delivery) -> Ack:
        """Bring it to the app, once."""
        route = self.http or self._sockets
        return await route.deliver(delivery, self._ack_seconds)

    async def event(self, payload: Json) -> Ack:
        """Deliver an event once; what fails is tried again in the background."""
        ack = await self.deliver(Delivery("events_api", payload))
        if ack.error is not None and not ack.no_retry:
            self.spawn(self._again(payload, ack))
        return ack

    def echo(self) -> None:
        """Send the app an event for what it has itself done in direct messages since the last time."""
        slack, changes = self._slack, self._slack.messages.changes
        fresh, self._echoed = changes[self._echoed :], len(changes)
        if "message.im" in slack.workspace.app.events and "im:history" in slack.workspace.app.scopes:
            for change in fresh:
                self._echo(change)

    def spawn(self, work: Coroutine[Any, Any, Any]) -> None:
        """Work that goes on behind; it ends with the stand-in."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """Give up what is still to be delivered."""
        left = list(self._tasks)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        if self.http is not None:
            await self.http.close()

    async def _again(self, payload: Json, ack: Ack) -> None:
        for attempt, wait in enumerate(RETRY_AFTER, start=1):
            await self._slack.clock.sleep(wait)
            ack = await self.deliver(Delivery("events_api", payload, attempt, ack.reason))
            if ack.error is None or ack.no_retry:
                return

    def _echo(self, change: Change) -> None:
        slack, message = self._slack, change.message
        channel = slack.workspace.channels[message.channel]
        bot = slack.workspace.app.bot_user_id
        if channel.kind == "im" and message.user == bot and not message.ephemeral:
            scene = Scene(slack.workspace, slack.verification_token, slack.workspace.users[bot], channel)
            self.spawn(self.event(own_message_im(scene, change)))
