"""What a Web API call brings along, however it was sent."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import web

from bot.playground.content import RefusalError
from bot.playground.workspace import Json


class Arguments:
    """A call's arguments. Over a form every value is a string; these read both kinds alike."""

    def __init__(self, values: Json) -> None:
        self.values = values

    def text(self, name: str, default: str = "") -> str:
        """As text, whatever it was; `default` where it is missing or null."""
        value = self.values.get(name)
        return default if value is None else str(value)

    def required(self, name: str) -> str:
        """Raises RefusalError `invalid_arguments` where it is missing or empty."""
        if not (value := self.text(name)):
            messages = [f"[ERROR] missing required field: {name}"]
            raise RefusalError("invalid_arguments", response_metadata={"messages": messages})
        return value

    def flag(self, name: str) -> bool:
        """True for `true` and `1`."""
        return self.text(name).lower() in ("1", "true")

    def page(self, items: list[Json], key: str) -> Json:
        """A part of a long list, as `limit` and `cursor` ask, with the cursor of the next.

        Raises RefusalError: invalid_cursor, invalid_limit.
        """
        start = self._number("cursor", 0, "invalid_cursor")
        limit = self._number("limit", 0, "invalid_limit") or len(items)
        more = str(start + limit) if start + limit < len(items) else ""
        return {key: items[start : start + limit], "response_metadata": {"next_cursor": more}}

    def _number(self, name: str, default: int, code: str) -> int:
        value = self.text(name)
        if value and not value.isdecimal():
            raise RefusalError(code)
        return int(value) if value else default


async def read_arguments(request: web.Request) -> tuple[Arguments, str]:
    """The arguments of a call and its token.

    GET or POST, query, form or JSON; a JSON content type may come with an empty body. A token inside
    JSON doesn't count, as at Slack. Raises RefusalError: invalid_json, json_not_object, invalid_post_type.
    """
    sent: Json = dict(request.query)
    if request.method == "POST":
        if request.content_type == "application/json":
            body = _json_object(await request.text())
            body.pop("token", None)
            sent |= body
        elif request.content_type in ("application/x-www-form-urlencoded", "multipart/form-data"):
            sent |= {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
        elif await request.read():
            raise RefusalError("invalid_post_type")
    token = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
    from_form = sent.pop("token", "")
    return Arguments(sent), token or str(from_form)


def _json_object(text: str) -> Json:
    try:
        body: Any = json.loads(text) if text.strip() else {}
    except json.JSONDecodeError:
        raise RefusalError("invalid_json") from None
    if not isinstance(body, dict):
        raise RefusalError("json_not_object")
    return body
