"""The Web API where something goes wrong: rate limits, broken answers, revoked tokens."""

from __future__ import annotations

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from bot.playground.server import SlackStandIn
from tests.playground.apps import client_of
from tests.playground.test_web_api import call


@pytest.mark.parametrize("retry_after", ["12", "3600", "abc"])
async def test_a_rate_limit_comes_with_any_retry_after(slack: SlackStandIn, retry_after: str) -> None:
    slack.faults.rate_limit("users.info", retry_after)
    client = client_of(slack)
    with pytest.raises(SlackApiError) as refused:
        await client.users_info(user="U0GUEST")
    assert refused.value.response.status_code == 429
    assert refused.value.response.headers["Retry-After"] == retry_after
    assert (await client.users_info(user="U0GUEST"))["ok"]


async def test_a_server_error_a_hang_a_reset_and_a_late_answer_can_be_had(slack: SlackStandIn) -> None:
    slack.faults.fail("auth.test", 503)
    slack.faults.hang("auth.test")
    slack.faults.reset("auth.test")
    slack.faults.slow("auth.test", 0.05)
    headers = {"Authorization": f"Bearer {slack.bot_token}"}
    url = f"{slack.api_url}auth.test"
    async with aiohttp.ClientSession(headers=headers) as session:
        async with session.post(url) as answer:
            assert (answer.status, answer.content_type) == (503, "text/html")
        with pytest.raises(TimeoutError):
            await session.post(url, timeout=aiohttp.ClientTimeout(total=0.1))
        with pytest.raises(aiohttp.ClientError):
            await session.post(url)
        async with session.post(url) as answer:
            assert (await answer.json())["ok"]
    assert [call.status for call in slack.requests] == [503, 0, 0, 200]


@pytest.mark.parametrize("code", ["token_revoked", "invalid_auth", "account_inactive"])
async def test_a_revoked_token_is_refused_until_all_is_cleared(slack: SlackStandIn, code: str) -> None:
    slack.faults.revoke("bot", code)
    assert (await call(slack, "auth.test"))["error"] == code
    slack.faults.clear()
    assert (await call(slack, "auth.test"))["ok"]


async def test_any_error_of_slacks_can_be_set_for_every_method(slack: SlackStandIn) -> None:
    slack.faults.refuse("*", "fatal_error", times=2)
    answers = [await call(slack, method) for method in ("auth.test", "users.list", "auth.test")]
    assert [answer.get("error") for answer in answers] == ["fatal_error", "fatal_error", None]
