"""Who is an editor: asked of Slack for every payload, kept for a minute, closed where Slack can't say."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, Final

from cachetools import TTLCache
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import RefusedError, SlackUnavailableError
from bot.slack import api, permissions
from bot.slack.permissions import Standing
from bot.slack.requests import Actor

_KEPT: Final = 60.0  # seconds; Slack answers 20 questions about a group a minute
_PATIENCE: Final = 0.5  # seconds that a card waits to know whether it has a button to edit
_PEOPLE: Final = 1_000


class Editors:
    """The people of FACT_EDITORS. `listed` are ids of people (U…, W…) and of user groups (S…)."""

    def __init__(
        self, client: AsyncWebClient, listed: tuple[str, ...], workspace: str, now: Callable[[], float]
    ) -> None:
        self._client = client
        self._people = frozenset(each for each in listed if not each.startswith("S"))
        self._groups = tuple(each for each in listed if each.startswith("S"))
        self._workspace = workspace
        self._standings: TTLCache[str, Standing] = TTLCache(_PEOPLE, _KEPT, timer=now)
        self._members: TTLCache[str, frozenset[str]] = TTLCache(100, _KEPT, timer=now)

    async def check(self, actor: Actor) -> Standing:
        """The editor's standing; raises RefusedError for anybody else, and where Slack can't tell."""
        permissions.check(actor, "ask", self._workspace)
        try:
            standing = await self._standing(actor.user)
        except SlackUnavailableError:
            raise RefusedError(
                "Slack can't say just now whether you are an editor. Nothing was done; try again in a minute."
            ) from None
        permissions.check(actor, "edit", self._workspace, standing=standing)
        return standing

    async def includes(self, actor: Actor) -> bool:
        """Is this an editor? For what is shown only, and no where Slack takes long: whatever is done asks
        `check`."""
        try:
            await asyncio.wait_for(self.check(actor), _PATIENCE)
        except (RefusedError, TimeoutError):
            return False
        return True

    async def _standing(self, user: str) -> Standing:
        if (kept := self._standings.get(user)) is None:
            # Nobody is asked about who could not be one: a reporter's question waits for no such call.
            if not await self._is_listed(user):
                return Standing(
                    is_listed=False, name="", team="", is_guest=False, is_bot=False, is_deleted=False
                )
            kept = self._standings[user] = _standing(await api.person(self._client, user))
        return kept

    async def _is_listed(self, user: str) -> bool:
        if user in self._people:
            return True
        for group in self._groups:
            if (members := self._members.get(group)) is None:
                members = self._members[group] = await api.group_members(self._client, group)
            if user in members:
                return True
        return False


def _standing(record: Any) -> Standing:  # noqa: ANN401 - JSON
    """What is missing in Slack's record counts against the person."""
    return Standing(
        is_listed=True,
        name=str(record.get("real_name") or record.get("name") or ""),
        team=str(record.get("team_id", "")),
        is_guest=bool(record.get("is_restricted", True) or record.get("is_ultra_restricted", True)),
        is_bot=bool(record.get("is_bot", True)),
        is_deleted=bool(record.get("deleted", True)),
    )
