"""The Bolt app: one desk behind one door, hearing what the table says."""

from __future__ import annotations

import logging
from collections.abc import Callable

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack import api, heard
from bot.slack.desk import Desk
from bot.slack.door import Door


def build(desk: Desk, log: logging.Logger, now: Callable[[], float], bot_user: str) -> tuple[AsyncApp, Door]:
    """The app and its door. `now` gives seconds on a clock that never goes back.

    Bolt verifies nothing: over a socket there is nothing to verify, over HTTP the gate has done it.
    The token was tested once, at the start; Bolt need not ask Slack again for every request.
    """

    async def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_user_id=bot_user,
            bot_token=desk.client.token,
        )

    app = AsyncApp(
        # Without the token, which `authorize` gives: Bolt warns of two sources for one.
        client=AsyncWebClient(base_url=desk.api_url, timeout=api.TIMEOUT),
        authorize=authorize,
        request_verification_enabled=False,
        ssl_check_enabled=False,
        url_verification_enabled=False,
        ignoring_self_events_enabled=True,
        logger=logging.getLogger("slack_bolt.factdesk"),
    )
    door = Door(desk, log, now)
    heard.listen(app, door, desk.command)
    return app, door
