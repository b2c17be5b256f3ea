"""Over signed HTTP: what its form bodies, retries and signatures may do to a question on its way."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from urllib.parse import urlencode

import aiohttp
import pytest

from bot.playground.http_delivery import FORM, signed_headers
from bot.playground.server import SlackStandIn
from bot.playground.workspace import Channel
from bot.slack.desk import Desk
from tests.slack.bots import COMMAND, Bot, acks, answering, is_card, posted, words


@pytest.fixture
async def http_bot(slack: SlackStandIn, desk: Desk) -> AsyncIterator[Bot]:
    async with answering(slack, desk, "http") as running:
        yield running


@pytest.mark.parametrize(
    "text",
    [
        "payload",
        "payload of the casualties",
        "payload=casualties",
        'payload={"type":"x"}',
        "ssl_check=1",
        "a&b=c;d",
    ],
)
async def test_a_question_that_holds_a_word_of_the_protocol_is_answered(http_bot: Bot, text: str) -> None:
    assert (await http_bot.asks(text)).text


async def test_a_channel_called_payload_is_answered_in(http_bot: Bot) -> None:
    workspace = http_bot.slack.workspace
    workspace.channels["C0PAYLOAD"] = Channel("C0PAYLOAD", "payload", "public", frozenset({"U0REPORTER"}))
    assert is_card(await http_bot.asks("casualties", channel="payload"), "casualties")


async def test_the_address_is_taken_by_slack(http_bot: Bot) -> None:
    assert await http_bot.slack.verify_url()
    assert await http_bot.slack.ssl_check() == 200


@pytest.mark.parametrize(
    "text",
    [
        "“casualties”",
        "북한군 사상자",
        "потери",
        "casualties\ttoll",
        "100% of + the % troops",
        "\U0001f480 casualties",
    ],
)
async def test_every_script_arrives_as_it_was_typed(http_bot: Bot, text: str) -> None:
    answer = await http_bot.asks(f"xyzzy {text}")
    if "Nothing on file" in answer.text:
        assert " ".join(f"xyzzy {text}".split()) in words(answer)


async def test_the_longest_draft_in_any_script_comes_through(http_bot: Bot) -> None:
    message = await http_bot.slack.write("editor", "newsroom", "국" * 12_000)
    assert (await http_bot.slack.message_shortcut("reporter", message, "check_message")).error is None
    assert "neither logged nor stored" in str((await http_bot.slack.next_view("reporter", within=30)).blocks)


async def send(bot: Bot, body: bytes, headers: dict[str, str]) -> int:
    url = bot.slack._address()._url
    async with aiohttp.ClientSession() as client, client.post(url, data=body, headers=headers) as answer:
        return answer.status


def command_body(bot: Bot) -> bytes:
    fields = {
        "command": COMMAND,
        "text": "casualties",
        "team_id": bot.slack.workspace.team.id,
        "user_id": "U0REPORTER",
        "channel_id": "C0NEWSROOM",
        "trigger_id": "1.2.3",
        "response_url": f"{bot.slack.api_url}",
    }
    return urlencode(fields).encode()


async def test_a_request_that_is_not_signed_by_slack_reaches_nobody(http_bot: Bot) -> None:
    body = command_body(http_bot)
    now = http_bot.slack.clock.now()
    good = signed_headers(http_bot.slack.signing_secret, body, FORM, now)
    for headers in (
        {"Content-Type": FORM},
        signed_headers("another secret", body, FORM, now),
        signed_headers(http_bot.slack.signing_secret, body, FORM, now - 301),
        signed_headers(http_bot.slack.signing_secret, body + b"&text=pay", FORM, now),
        good | {"X-Slack-Request-Timestamp": "abc"},
    ):
        assert 400 <= await send(http_bot, body, headers) < 500
    assert http_bot.records.lines == []
    assert await send(http_bot, body, good) == 200
    assert len(http_bot.records.lines) == 1


async def test_a_replayed_request_works_once(http_bot: Bot) -> None:
    body = command_body(http_bot)
    headers = signed_headers(http_bot.slack.signing_secret, body, FORM, http_bot.slack.clock.now())
    assert await send(http_bot, body, headers) == 200
    assert 400 <= await send(http_bot, body, headers) < 500
    assert len(http_bot.records.lines) == 1


async def test_an_event_that_slack_retries_is_answered_once(http_bot: Bot) -> None:
    event = {
        "type": "app_mention",
        "user": "U0REPORTER",
        "channel": "C0NEWSROOM",
        "text": "<@U0FACTDESK> pay",
    }
    sent = {"type": "event_callback", "team_id": "T0FACTDESK", "event_id": "Ev1", "event": event}
    body = json.dumps(sent).encode()
    for attempt in range(3):
        now = http_bot.slack.clock.now() + attempt
        headers = signed_headers(http_bot.slack.signing_secret, body, "application/json", now)
        retry = {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": "http_timeout"} if attempt else {}
        assert await send(http_bot, body, headers | retry) == 200
    await http_bot.slack.requested("chat.postEphemeral")
    await http_bot.door.finish(5)
    assert len(posted(http_bot.slack)) == 1


async def test_an_ack_is_json_that_slack_reads(http_bot: Bot) -> None:
    await http_bot.asks("casualties")
    [ack] = acks(http_bot.slack)
    assert set(ack) == {"text", "blocks", "response_type"}


async def test_a_button_and_an_event_are_acked_bare(http_bot: Bot) -> None:
    card = await http_bot.asks("casualties")
    await http_bot.slack.press("reporter", card, "more")
    await http_bot.slack.next_message("reporter", "newsroom")
    await http_bot.slack.mention("reporter", "newsroom", "pay")
    await http_bot.slack.requested("chat.postEphemeral")
    assert len(acks(http_bot.slack)) == 1
