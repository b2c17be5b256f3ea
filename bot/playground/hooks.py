"""`response_url`: answers that need no token, five times within 30 minutes.

Sources: Slack's pages on slash commands and on handling interaction. What Slack answers to a used or
expired address isn't documented; here it is 404 with `used_url` or `expired_url`, and 400 with the
Web API's error code for content that it wouldn't take. Every call with readable JSON is a use.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from typing import Literal

from aiohttp import web

from bot.playground.content import RefusalError, checked_content
from bot.playground.messages import Message
from bot.playground.mishaps import suffer
from bot.playground.state import State
from bot.playground.workspace import Json

HookKind = Literal["commands", "actions", "app-actions"]  # the last: shortcuts on a message
USES = 5
LIFETIME = 30 * 60


@dataclass(slots=True)
class Hook:
    """original: channel and timestamp of the message that was used; None for a command and a shortcut."""

    kind: HookKind
    user: str
    channel: str
    original: tuple[str, str] | None
    opened: float
    uses: int = 0


class Hooks:
    """Every response_url that was handed out."""

    def __init__(self, slack: State) -> None:
        self._slack = slack
        self._hooks: dict[str, Hook] = {}

    def open(self, kind: HookKind, user: str, channel: str, original: Message | None = None) -> str:
        """A new response_url."""
        team = self._slack.workspace.team.id
        path = f"/{kind}/{team}/{secrets.randbelow(10**12)}/{secrets.token_urlsafe(18)}"
        place = (original.channel, original.ts) if original else None
        self._hooks[path] = Hook(kind, user, channel, place, self._slack.clock.now())
        return f"{self._slack.base_url}{path}"

    async def __call__(self, request: web.Request) -> web.StreamResponse:
        """Answer one call of a response_url."""
        body: Json = {}
        try:
            body = _body(await request.text())
            if (mishap := await suffer(self._slack, request, "response_url", body)) is not None:
                return mishap
            self._use(self._live(request.path), body)
        except RefusalError as refusal:
            status = 404 if refusal.code in ("used_url", "expired_url", "no_service") else 400
            answer = {"ok": False, "error": refusal.code} | refusal.details
            self._slack.record_call("response_url", body, status, answer)
            return web.json_response(answer, status=status)
        self._slack.record_call("response_url", body, 200, {"ok": True})
        return web.Response(text="ok")

    def _live(self, path: str) -> Hook:
        """The hook, this use counted. Raises RefusalError: no_service, expired_url, used_url."""
        if (hook := self._hooks.get(path)) is None:
            raise RefusalError("no_service")
        if self._slack.clock.now() - hook.opened > LIFETIME:
            raise RefusalError("expired_url")
        if hook.uses >= USES:
            raise RefusalError("used_url")
        hook.uses += 1
        return hook

    def _use(self, hook: Hook, body: Json) -> None:
        """replace_original and delete_original are for action hooks; the others have no original."""
        if hook.kind == "actions" and body.get("delete_original") is True:
            self._slack.messages.delete(self._original(hook))
            return
        text, blocks = checked_content(body.get("text"), body.get("blocks"))
        if hook.kind == "actions" and body.get("replace_original") is True:
            # Who sees it never changes: response_type plays no part in a replacement.
            self._slack.messages.update(self._original(hook), text, blocks)
            return
        app = self._slack.workspace.app
        self._slack.messages.post(
            hook.channel,
            app.bot_user_id,
            text,
            blocks=blocks,
            bot_id=app.bot_id,
            thread_ts=body.get("thread_ts"),
            owner=None if body.get("response_type") == "in_channel" else hook.user,
        )

    def _original(self, hook: Hook) -> Message:
        if hook.original is None or (found := self._slack.messages.find(*hook.original)) is None:
            raise RefusalError("message_not_found")
        return found


def _body(text: str) -> Json:
    try:
        body = json.loads(text)
    except json.JSONDecodeError:
        raise RefusalError("invalid_payload") from None
    if not isinstance(body, dict):
        raise RefusalError("invalid_payload")
    return body
