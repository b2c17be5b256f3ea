"""response_url: five uses, thirty minutes, and what it may do."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest

from bot.playground.messages import Message
from bot.playground.server import SlackStandIn
from bot.playground.state import Frame
from bot.playground.workspace import Json
from tests.playground.apps import CARD, client_of, over_socket


async def post(url: str, **body: object) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.post(url, json=body) as answer:
        return answer.status, await answer.text()


def last_url(slack: SlackStandIn) -> str:
    """The response_url of the last delivery."""
    frames: list[Frame] = [frame for frame in slack.sent if frame.to_app]
    body: Json = frames[-1].body.get("payload", frames[-1].body)
    return str(body["response_url"])


async def command_url(slack: SlackStandIn) -> str:
    async with over_socket(slack):
        await slack.command("reporter", "newsroom", "/facts", "bare")
    return last_url(slack)


async def press_url(slack: SlackStandIn, *, ephemeral: bool = False) -> tuple[str, Message]:
    """The response_url of a press on a card, with no app to answer it."""
    if ephemeral:
        await client_of(slack).chat_postEphemeral(
            channel="C0NEWSROOM", user="U0REPORTER", text="a card", blocks=CARD
        )
    else:
        await client_of(slack).chat_postMessage(channel="C0NEWSROOM", text="a card", blocks=CARD)
    card = slack.visible("reporter", "newsroom")[-1]
    async with over_socket(slack):
        await slack.press("reporter", card, "quiet")
    return last_url(slack), card


async def test_a_hook_is_good_for_five_uses(slack: SlackStandIn) -> None:
    url = await command_url(slack)
    answers = [await post(url, text=f"{n}") for n in range(6)]
    assert [status for status, _ in answers] == [200] * 5 + [404]
    assert "used_url" in answers[-1][1]
    assert [message.text for message in slack.visible("reporter", "newsroom")] == list("01234")


@pytest.mark.parametrize(("seconds", "status"), [(1_795, 200), (1_801, 404)])
async def test_a_hook_is_good_for_thirty_minutes(slack: SlackStandIn, seconds: float, status: int) -> None:
    url = await command_url(slack)
    slack.clock.advance(seconds)
    assert (await post(url, text="late"))[0] == status


async def test_a_hook_that_was_never_given_out_is_not_found(slack: SlackStandIn) -> None:
    root = slack.api_url.removesuffix("/api/")
    assert (await post(f"{root}/commands/T0FACTDESK/1/forged", text="x"))[0] == 404


@pytest.mark.parametrize(
    ("body", "owner"),
    [
        ({}, "U0REPORTER"),
        ({"response_type": "ephemeral"}, "U0REPORTER"),
        ({"response_type": "in_channel"}, None),
    ],
)
async def test_an_answer_is_ephemeral_unless_it_says_otherwise(
    slack: SlackStandIn, body: dict[str, str], owner: str | None
) -> None:
    assert await post(await command_url(slack), text="x", **body) == (200, "ok")
    assert slack.visible("reporter", "newsroom")[-1].owner == owner


@pytest.mark.parametrize("body", [{"replace_original": True}, {"delete_original": True}])
async def test_a_slash_command_has_no_original(slack: SlackStandIn, body: dict[str, bool]) -> None:
    url = await command_url(slack)
    await post(url, text="one")
    await post(url, text="two", **body)
    assert [message.text for message in slack.visible("reporter", "newsroom")] == ["one", "two"]


@pytest.mark.parametrize("ephemeral", [True, False])
async def test_a_press_may_replace_its_message_and_never_who_sees_it(
    slack: SlackStandIn, *, ephemeral: bool
) -> None:
    url, card = await press_url(slack, ephemeral=ephemeral)
    await post(
        url, text="new", replace_original=True, response_type="in_channel" if ephemeral else "ephemeral"
    )
    (message,) = slack.visible("reporter", "newsroom")
    assert (message.ts, message.text, message.blocks) == (card.ts, "new", ())
    assert message.ephemeral is ephemeral


@pytest.mark.parametrize("ephemeral", [True, False])
async def test_a_press_may_delete_its_message_once(slack: SlackStandIn, *, ephemeral: bool) -> None:
    url, _ = await press_url(slack, ephemeral=ephemeral)
    assert (await post(url, delete_original=True))[0] == 200
    assert slack.visible("reporter", "newsroom") == []
    status, text = await post(url, text="x", replace_original=True)
    assert (status, "message_not_found" in text) == (400, True)


async def test_a_press_that_replaces_nothing_adds_an_ephemeral_message(slack: SlackStandIn) -> None:
    url, card = await press_url(slack)
    await post(url, text="aside")
    first, second = slack.visible("reporter", "newsroom")
    assert (first, second.text, second.owner) == (card, "aside", "U0REPORTER")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "no_text"),
        ({"text": "x", "blocks": [{"type": "nonsense"}]}, "invalid_blocks"),
        ({"text": "x", "blocks": "nonsense"}, "invalid_blocks_format"),
    ],
)
async def test_what_slack_would_not_show_is_refused(
    slack: SlackStandIn, body: dict[str, Any], code: str
) -> None:
    status, text = await post(await command_url(slack), **body)
    assert (status, code in text) == (400, True)
    assert slack.visible("reporter", "newsroom") == []


async def test_a_body_that_is_no_json_is_refused(slack: SlackStandIn) -> None:
    url = await command_url(slack)
    async with aiohttp.ClientSession() as session, session.post(url, data="text=x") as answer:
        assert (answer.status, "invalid_payload" in await answer.text()) == (400, True)


async def test_a_hook_suffers_its_faults_and_they_cost_no_use(slack: SlackStandIn) -> None:
    url = await command_url(slack)
    slack.faults.fail("response_url", 500)
    slack.faults.rate_limit("response_url", "1")
    statuses = [(await post(url, text=f"{n}"))[0] for n in range(8)]
    assert statuses == [500, 429, 200, 200, 200, 200, 200, 404]
    assert [call.name for call in slack.requests if call.status == 200][-5:] == ["response_url"] * 5
