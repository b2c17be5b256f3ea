"""The Web API: `/api/<method>`, as a table of methods."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from aiohttp import web

from bot.playground import api_chat, api_lookup, api_views
from bot.playground.arguments import Arguments, read_arguments
from bot.playground.content import RefusalError
from bot.playground.faults import TokenKind
from bot.playground.mishaps import suffer
from bot.playground.state import State
from bot.playground.workspace import Json

Handler = Callable[[State, Arguments], Json]


@dataclass(frozen=True, slots=True)
class Method:
    """scope: what the token must have been granted; where it depends on the conversation the handler asks."""

    handle: Handler
    scope: str | None = None
    needs: Literal["bot", "app"] = "bot"


METHODS: dict[str, Method] = {
    "auth.test": Method(api_lookup.auth_test),
    "team.info": Method(api_lookup.team_info, "team:read"),
    "bots.info": Method(api_lookup.bots_info, "users:read"),
    "users.info": Method(api_lookup.users_info, "users:read"),
    "users.list": Method(api_lookup.users_list, "users:read"),
    "usergroups.list": Method(api_lookup.usergroups_list, "usergroups:read"),
    "usergroups.users.list": Method(api_lookup.usergroups_users_list, "usergroups:read"),
    "conversations.info": Method(api_lookup.conversations_info),
    "conversations.list": Method(api_lookup.conversations_list),
    "conversations.members": Method(api_lookup.conversations_members),
    "conversations.open": Method(api_lookup.conversations_open, "im:write"),
    "conversations.replies": Method(api_lookup.conversations_replies),
    "chat.postMessage": Method(api_chat.post_message, "chat:write"),
    "chat.postEphemeral": Method(api_chat.post_ephemeral, "chat:write"),
    "chat.update": Method(api_chat.update, "chat:write"),
    "chat.delete": Method(api_chat.delete, "chat:write"),
    "chat.getPermalink": Method(api_chat.permalink),
    "views.open": Method(api_views.open_view),
    "views.push": Method(api_views.push),
    "views.update": Method(api_views.update),
    "views.publish": Method(api_views.publish),
}


class WebApi:
    """Answers one call after the other; `open_connection` is what apps.connections.open gives."""

    def __init__(self, slack: State, open_connection: Callable[[], str]) -> None:
        self._slack = slack
        opened = Method(lambda _, __: {"url": open_connection()}, "connections:write", "app")
        self._methods = METHODS | {"apps.connections.open": opened}

    async def __call__(self, request: web.Request) -> web.StreamResponse:
        """Answer one call."""
        name = request.match_info["method"]
        args = Arguments({})
        try:
            args, token = await read_arguments(request)
            if (mishap := await suffer(self._slack, request, name, args.values)) is not None:
                return mishap
            answer: Json = {"ok": True} | self._answer(name, args, token)
        except RefusalError as refusal:
            answer = {"ok": False, "error": refusal.code} | refusal.details
        self._slack.record_call(name, args.values, 200, answer)
        scopes = ",".join(sorted(self._slack.workspace.app.scopes))
        return web.json_response(answer, headers={"x-oauth-scopes": scopes, "x-slack-req-id": "stand-in"})

    def _answer(self, name: str, args: Arguments, token: str) -> Json:
        if (method := self._methods.get(name)) is None:
            raise RefusalError("unknown_method", req_method=name)
        if not token:
            raise RefusalError("not_authed")
        kind = self._token_kind(token)
        if kind in self._slack.faults.revoked:
            raise RefusalError(self._slack.faults.revoked[kind])
        if kind != method.needs:
            raise RefusalError("not_allowed_token_type")
        if method.scope is not None:
            self._need_scope(kind, method.scope)
        return method.handle(self._slack, args)

    def _token_kind(self, token: str) -> TokenKind:
        if token == self._slack.bot_token:
            return "bot"
        if token == self._slack.app_token:
            return "app"
        raise RefusalError("invalid_auth")

    def _need_scope(self, kind: TokenKind, scope: str) -> None:
        app = self._slack.workspace.app
        granted = app.scopes if kind == "bot" else app.app_scopes
        if scope not in granted:
            raise RefusalError("missing_scope", needed=scope, provided=",".join(sorted(granted)))
