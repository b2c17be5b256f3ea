"""The one error door of Slack's surfaces, and the way that each surface is answered.

A handler returns a reply or raises. Here a UserError becomes its text, anything else an apology with
a reference number that stands in the log; nothing leaves a listener as an exception, since Bolt
loses an ack that is followed by one (measured, within about 10 ms).

Slash commands are answered inside `ack`; a button is acked bare, as Slack ignores what else its ack
says, and answered through its `response_url`; a mention with an ephemeral message, a direct message
with a reply. A shortcut is acked bare and opens a window with its `trigger_id`, which is good for three
seconds, and so does a command or a press that wants a form; a form is answered inside `ack`, with a window
on top of it, one in its place, or errors at its fields.
"""

from __future__ import annotations

import asyncio
import dataclasses
import logging
import secrets
import time
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Final

from cachetools import TTLCache

from bot import home_view, render
from bot.block_kit import Message
from bot.errors import FactdeskError, FieldError, SlackUnavailableError, UserError
from bot.slack import api, modals
from bot.slack.desk import Desk
from bot.slack.modals import View
from bot.slack.reply import Reply
from bot.slack.requests import Request
from bot.text import cut

Handler = Callable[[Desk, Request], Awaitable[Reply]]
Ack = Callable[..., Awaitable[Any]]

ACK_WITHIN: Final = 2.0  # seconds; Slack gives up after 3, and the ack has still to travel
OPEN_WITHIN: Final = 1.5  # seconds; a trigger_id is good for 3, from when the person acts
# Seconds before each try to fill a window: where the work ends with the ack that opens it, Slack may not have
# the window yet.
_UNTIL_SHOWN: Final = (0.0, 0.3, 1.0)
_WAIT: Final = "Still checking. The answer follows here."
_REMEMBERED: Final = 10_000  # deliveries; Slack sends at most 30,000 events an hour
_FORGOTTEN_AFTER: Final = 600.0  # seconds; Slack's last retry of an event comes after five minutes


class Door:
    """Runs handlers for one desk; knows which deliveries it has seen and which work is under way."""

    def __init__(self, desk: Desk, log: logging.Logger, now: Callable[[], float]) -> None:
        self._desk = desk
        self._log = log
        self._seen: TTLCache[str, bool] = TTLCache(_REMEMBERED, _FORGOTTEN_AFTER, timer=now)
        self._under_way: set[asyncio.Task[Any]] = set()

    async def command(self, handler: Handler, request: Request, ack: Ack) -> None:
        """Answer in the ack; where the handler is slow, ack in time and answer when it is done."""
        await self.track(self._command(handler, request, ack))

    async def button(self, handler: Handler, request: Request, ack: Ack) -> None:
        """Ack bare, then answer through the response_url; a press delivered twice works once."""
        await self.track(self._button(handler, request, ack))

    async def shortcut(self, handler: Handler, request: Request, ack: Ack) -> None:
        """Ack bare, then open a window; where the handler is slow, one that is filled when it is done."""
        await self.track(self._shortcut(handler, request, ack))

    async def form(self, handler: Handler, request: Request, ack: Ack) -> None:
        """Answer in the ack: with a window on top of the form, or an error at its field."""
        await self.track(self._form(handler, request, ack))

    async def options(self, handler: Handler, request: Request, ack: Ack) -> None:
        """Answer a search field in the ack; a person goes on typing, so nothing is repeated or logged."""
        reply = await self._safely(handler, request)
        await ack(options=list(reply.options))

    async def event(self, handler: Handler, request: Request) -> None:
        """Answer a mention privately, a direct message openly; an event delivered twice once."""
        await self.track(self._event(handler, request))

    async def _command(self, handler: Handler, request: Request, ack: Ack) -> None:
        task = self.track(self._safely(handler, request))
        done, _ = await asyncio.wait({task}, timeout=ACK_WITHIN)
        if done and (view := task.result().view) is not None:
            await ack()
            await self._open(view, request)
            return
        if done:
            message = task.result().message or render.notice("Done.")
            await ack(text=message.text, blocks=list(message.blocks), response_type="ephemeral")
            return
        waiting = render.notice("Still looking. The answer follows here.")
        await ack(text=waiting.text, blocks=list(waiting.blocks), response_type="ephemeral")
        self.track(self._follow_up(task, request))

    async def _button(self, handler: Handler, request: Request, ack: Ack) -> None:
        await ack()
        if self._is_repeat(request.delivery):
            return
        # One card is shared or reported once, however often its button is pressed.
        once = f"{request.actor.user} {request.message_ts or request.view_id} {request.action}"
        if request.action in ("share", "report") and self._is_repeat(once):
            done = "shared" if request.action == "share" else "reported"
            await self._pressed(Reply(render.notice(f"You have {done} this already."), "repeat"), request)
            return
        reply = await self._safely(handler, request)
        if reply.outcome.startswith(("error", "refused")):
            self._seen.pop(once, None)
        await self._pressed(reply, request)

    async def _pressed(self, reply: Reply, request: Request) -> None:
        """Show what came of a press: a window, or a message where the button stands in one.

        In a window or App Home there is no message to answer: what would be one is a window there.
        """
        if reply.view is not None:
            await self._open(reply.view, request, instead=reply.place == "instead")
        if request.surface == "button" and (reply.message is not None or reply.delete):
            await self._respond(reply, request)
        elif reply.view is None and reply.message is not None:
            await self._open(home_view.window(reply.message), request, instead=reply.replace)
        # Last: the window's trigger_id is good for three seconds.
        if reply.home is not None:
            await self._publish(reply.home, request)

    async def _shortcut(self, handler: Handler, request: Request, ack: Ack) -> None:
        await ack()
        if self._is_repeat(request.delivery):
            return
        task = self.track(self._safely(handler, request))
        done, _ = await asyncio.wait({task}, timeout=OPEN_WITHIN)
        name = secrets.token_hex(8)
        view = _window(task.result()) if done else modals.findable(modals.notice(_WAIT), name)
        if not await self._open(view, request):
            await task
        elif not done:
            await self._fill(task, name, request, on_top=False)

    async def _open(self, view: View, request: Request, *, instead: bool = False) -> bool:
        """Open a window, on top of the one that the act was done in or instead of it; says so where Slack
        did not."""
        try:
            if request.surface == "window" and instead:
                await api.replace_view(self._desk.client, request.view_id, view)
            elif request.surface == "window":
                await api.push_view(
                    self._desk.client, request.trigger_id, modals.on_top(view), request.view_id
                )
            else:
                await api.open_view(self._desk.client, request.trigger_id, view)
        except FactdeskError as error:
            self._log.error("an answer was lost: surface=%s why=%s", request.surface, error)
            await self._no_window(request)
            return False
        return True

    async def _publish(self, home: View, request: Request) -> None:
        try:
            await api.publish_home(self._desk.client, request.actor.user, home)
        except FactdeskError as error:
            self._log.error("an answer was lost: surface=%s why=%s", request.surface, error)

    async def _form(self, handler: Handler, request: Request, ack: Ack) -> None:
        task = self.track(self._safely(handler, request))
        done, _ = await asyncio.wait({task}, timeout=ACK_WITHIN)
        if done:
            reply = task.result()
            await ack(**_form_ack(reply, request))
            if reply.home is not None:
                await self._publish(reply.home, request)
            return
        name = secrets.token_hex(8)
        waiting = modals.findable(modals.on_top(modals.notice(_WAIT)), name)
        await ack(response_action="push", view=waiting)
        self.track(self._fill(task, name, request, on_top=True))

    async def _fill(self, task: asyncio.Task[Reply], name: str, request: Request, *, on_top: bool) -> None:
        """Put the answer into the window that says to wait; where it was closed, write what came of it."""
        reply = await task
        view = _window(reply)
        if on_top:
            # What takes a form's place ends with it: behind it the form would stand as if nothing were done.
            view = modals.on_top(view) if reply.place == "on top" else modals.last(view)
        if reply.home is not None:
            await self._publish(reply.home, request)
        if not await self._filled(name, view, request) and reply.message is not None:
            await self._write(reply.message, request)

    async def _filled(self, name: str, view: View, request: Request) -> bool:
        why = ""
        for pause in _UNTIL_SHOWN:
            await asyncio.sleep(pause)
            try:
                await api.update_view(self._desk.client, name, view)
            except FactdeskError as error:
                why = str(error)
            else:
                return True
        self._log.warning("surface=%s a window could not be filled: %s", request.surface, why)
        return False

    async def _write(self, message: Message, request: Request) -> None:
        try:
            await api.write(self._desk.client, request.actor.user, message)
        except FactdeskError as error:
            self._log.error("an answer was lost: surface=%s why=%s", request.surface, error)

    async def _no_window(self, request: Request) -> None:
        """Say so where the person is, or, for a shortcut from anywhere, directly."""
        sorry = render.notice("Slack did not open the window in time. Try again.")
        if request.response_url:
            await self._respond(Reply(sorry, "no window"), request)
            return
        try:
            await api.write(self._desk.client, request.actor.user, sorry)
        except FactdeskError as error:
            self._log.error("an answer was lost: surface=%s why=%s", request.surface, error)

    async def _event(self, handler: Handler, request: Request) -> None:
        if self._is_repeat(request.delivery):
            return
        reply = await self._safely(handler, request)
        if request.surface == "home" and reply.message is not None:
            reply = dataclasses.replace(reply, home={"type": "home", "blocks": list(reply.message.blocks)})
        if reply.home is not None:
            await self._publish(reply.home, request)
        if reply.message is None or request.surface == "home":
            return
        if request.surface == "mention":
            await self._whisper(reply.message, request)
            return
        try:
            await api.post(self._desk.client, request.channel, reply.message, request.thread_ts)
        except FactdeskError as error:
            self._log.error("an answer was lost: surface=%s why=%s", request.surface, error)

    async def failed(self, error: Exception) -> Message:
        """What a person sees of an error that came from outside a handler."""
        return self._shown(error, "bolt").message or render.notice("Something went wrong.")

    async def finish(self, within: float) -> None:
        """Wait for work under way, at most `within` seconds: a stop loses nothing that was acked."""
        ends = time.monotonic() + within
        while self._under_way and (left := ends - time.monotonic()) > 0:
            await asyncio.wait(self._under_way, timeout=left)

    async def _safely(self, handler: Handler, request: Request) -> Reply:
        try:
            reply = await handler(self._desk, request)
        except Exception as error:  # noqa: BLE001 - the one door: what is not known gets an apology and a log entry
            return self._shown(error, request.surface)
        if reply.outcome:
            self._log.info("id=%s surface=%s outcome=%s", _reference(), request.surface, reply.outcome)
        if reply.afterwards is not None:
            self.track(self._afterwards(reply.afterwards, request.surface))
        return reply

    async def _afterwards(self, work: Callable[[], Awaitable[None]], surface: str) -> None:
        """What nobody waits for still has a door: what goes wrong with it stands in the log."""
        try:
            await work()
        except Exception as error:  # noqa: BLE001 - as in `_safely`: nothing may leave a task unheard
            self._shown(error, surface)

    def _shown(self, error: Exception, surface: str) -> Reply:
        """A known error's own text; an unknown one's apology, with the number it has in the log."""
        reference = _reference()
        if isinstance(error, UserError):
            kind = type(error).__name__
            self._log.info("id=%s surface=%s outcome=%s", reference, surface, kind)
            fields = error.fields if isinstance(error, FieldError) else {}
            return Reply(render.notice(str(error)), f"refused {kind}", trouble=str(error), errors=fields)
        known = (
            f"{type(error).__name__}: {error}" if isinstance(error, FactdeskError) else type(error).__name__
        )
        trace = None if isinstance(error, FactdeskError) else error
        self._log.error("id=%s surface=%s outcome=error kind=%s", reference, surface, known, exc_info=trace)
        # A call that timed out may have done its work: a post may stand there all the same.
        sorry = (
            "Slack did not do its part, or did not say so. Look whether it is done before you try again"
            if isinstance(error, SlackUnavailableError)
            else "Something went wrong. Try again"
        )
        advice = "if it stays so, give this number to whoever runs Factdesk:"
        words = f"{sorry}; {advice} {reference}"
        return Reply(render.notice(words), "error", trouble=words)

    async def _respond(self, reply: Reply, request: Request) -> None:
        """Answer a press; where the response_url no longer works, whisper instead."""
        desk = self._desk
        try:
            await api.respond(
                request.response_url, desk.api_url, reply.message, replace=reply.replace, delete=reply.delete
            )
        except SlackUnavailableError as error:
            self._log.warning("surface=%s a response_url did not work: %s", request.surface, error)
            if reply.message is not None:
                await self._whisper(reply.message, request)

    async def _whisper(self, message: Message, request: Request) -> None:
        try:
            await api.whisper(
                self._desk.client, request.channel, request.actor.user, message, request.thread_ts
            )
        except FactdeskError as error:
            self._log.error("an answer was lost: surface=%s why=%s", request.surface, error)

    async def _follow_up(self, task: asyncio.Task[Reply], request: Request) -> None:
        await self._respond(await task, request)

    def _is_repeat(self, delivery: str) -> bool:
        if not delivery or delivery in self._seen:
            return bool(delivery)
        self._seen[delivery] = True
        return False

    def track(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """Run work that a stop has to wait for."""
        task = asyncio.ensure_future(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return task


def _window(reply: Reply) -> View:
    """What a window shows: the handler's view, or what went wrong."""
    return reply.view or modals.notice(reply.trouble or "Done.")


def _form_ack(reply: Reply, request: Request) -> dict[str, Any]:
    """What answers a form: an error stands at its field, so that what was typed stays."""
    if errors := _at_fields(reply, request):
        return {"response_action": "errors", "errors": errors}
    if reply.close:
        return {"response_action": "clear"}
    if reply.view is not None and reply.place == "on top":
        return {"response_action": "push", "view": modals.on_top(reply.view)}
    return {"response_action": "update", "view": _window(reply)}


def _at_fields(reply: Reply, request: Request) -> dict[str, str]:
    """Errors by block id; what belongs to no field of this form stands at its first, under its own name."""
    if not request.field:
        return {}
    own = {name: said for name, said in reply.errors.items() if name in request.values}
    others = [f"{name}: {said}" for name, said in reply.errors.items() if name not in request.values]
    if reply.trouble and not reply.errors:
        others = [reply.trouble]
    if others:
        own[request.field] = "; ".join([*filter(None, (own.get(request.field),)), *others])
    return {name: cut(said, modals.MAX_ERROR) for name, said in own.items()}


def _reference() -> str:
    """A number that a person can read out and a log can be searched for."""
    return secrets.token_hex(4)
