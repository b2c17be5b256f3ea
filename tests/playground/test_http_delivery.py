"""Signed HTTP delivery to an app's address."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Awaitable, Callable
from urllib.parse import parse_qs

from aiohttp import web

from bot.playground.http_delivery import signature
from bot.playground.server import SlackStandIn
from bot.playground.workspace import Json
from tests.playground.apps import CARD, client_of, over_http, serving
from tests.playground.test_socket_mode import pause

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def recorder(*answers: web.Response) -> tuple[Handler, list[tuple[dict[str, str], str]]]:
    """A handler that gives these answers in turn, the last one for ever; and what it was sent."""
    seen: list[tuple[dict[str, str], str]] = []

    async def handle(request: web.Request) -> web.Response:
        seen.append(({name.lower(): value for name, value in request.headers.items()}, await request.text()))
        answer = answers[min(len(seen), len(answers)) - 1]
        return web.Response(status=answer.status, headers=answer.headers, body=answer.body)

    return handle, seen


def test_a_signature_is_slacks_own_example() -> None:
    """The worked example of Slack's page on verifying requests."""
    body = (
        b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
        b"&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
        b"&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554"
        b"%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
    )
    assert (
        signature("8f742231b10e8888abcd99yyyzzz85a5", "1531420618", body)
        == "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
    )


async def test_each_kind_travels_in_its_own_form_and_signed(slack: SlackStandIn) -> None:
    handle, seen = recorder(web.Response(status=200))
    async with serving(handle) as url:
        slack.deliver_to(url)
        await slack.command("reporter", "newsroom", "/facts", "how many & why?")
        await client_of(slack).chat_postMessage(channel="C0NEWSROOM", text="a card", blocks=CARD)
        await slack.press("reporter", slack.visible("reporter", "newsroom")[-1], "more")
        await slack.mention("reporter", "newsroom", "hello")
    command, press, event = seen
    assert parse_qs(command[1])["text"] == ["how many & why?"]
    assert json.loads(parse_qs(press[1])["payload"][0])["type"] == "block_actions"
    assert json.loads(event[1])["event"]["type"] == "app_mention"
    assert [headers["content-type"] for headers, _ in seen] == [
        "application/x-www-form-urlencoded",
        "application/x-www-form-urlencoded",
        "application/json",
    ]
    for headers, body in seen:
        base = f"v0:{headers['x-slack-request-timestamp']}:{body}".encode()
        digest = hmac.new(slack.signing_secret.encode(), base, hashlib.sha256).hexdigest()
        assert headers["x-slack-signature"] == f"v0={digest}"
        assert "x-slack-retry-num" not in headers


async def test_an_app_that_is_down_or_fails_is_a_failed_dispatch(slack: SlackStandIn) -> None:
    handle, _ = recorder(web.Response(status=500))
    async with serving(handle) as url:
        slack.deliver_to(url)
        failed = await slack.command("reporter", "newsroom", "/facts", "x")
    down = await slack.command("reporter", "newsroom", "/facts", "x")
    assert (failed.error, down.error) == ("dispatch_failed", "dispatch_failed")


async def test_a_failed_event_comes_again_with_number_and_reason(slack: SlackStandIn) -> None:
    handle, seen = recorder(web.Response(status=500), web.Response(status=200))
    async with serving(handle) as url:
        slack.deliver_to(url)
        await slack.mention("reporter", "newsroom", "hello")
        await slack.until(lambda: seen if len(seen) == 2 else None)
    (_, first), (headers, second) = seen
    assert (headers["x-slack-retry-num"], headers["x-slack-retry-reason"]) == ("1", "http_error")
    assert json.loads(first)["event_id"] == json.loads(second)["event_id"]


async def test_an_app_may_ask_for_no_retry(slack: SlackStandIn) -> None:
    handle, seen = recorder(web.Response(status=500, headers={"x-slack-no-retry": "1"}))
    async with serving(handle) as url:
        slack.deliver_to(url)
        outcome = await slack.mention("reporter", "newsroom", "hello")
        slack.clock.advance(3_600)
        await pause()
    assert (outcome.error, len(seen)) == ("dispatch_failed", 1)


async def test_slash_commands_and_presses_never_come_again(slack: SlackStandIn) -> None:
    handle, seen = recorder(web.Response(status=500))
    async with serving(handle) as url:
        slack.deliver_to(url)
        await slack.command("reporter", "newsroom", "/facts", "x")
        slack.clock.advance(3_600)
        await pause()
    assert len(seen) == 1


async def test_a_lost_answer_and_a_duplicate_can_be_had(slack: SlackStandIn) -> None:
    handle, seen = recorder(web.Response(status=200))
    async with serving(handle) as url:
        slack.deliver_to(url)
        slack.faults.drop_acks = 1
        lost = await slack.command("reporter", "newsroom", "/facts", "x")
        slack.faults.duplicates = 1
        twice = await slack.command("reporter", "newsroom", "/facts", "x")
    assert (lost.error, twice.error, len(seen)) == ("operation_timeout", None, 3)
    assert seen[1] == seen[2]


async def test_the_real_app_passes_slacks_checks_of_its_address(slack: SlackStandIn) -> None:
    async with over_http(slack):
        assert await slack.verify_url()
        assert await slack.ssl_check() == 200


async def test_an_app_that_gives_no_challenge_back_fails_the_check(slack: SlackStandIn) -> None:
    handle, _ = recorder(web.Response(status=200, text="hello"))
    async with serving(handle) as url:
        slack.deliver_to(url)
        assert not await slack.verify_url()


async def test_a_request_with_another_secret_is_refused_by_the_real_app(slack: SlackStandIn) -> None:
    async with over_http(slack, signing_secret="another") as heard:
        outcome = await slack.command("reporter", "newsroom", "/facts", "x")
    assert (outcome.error, heard) == ("dispatch_failed", [])


async def test_the_answer_is_recorded_with_its_status(slack: SlackStandIn) -> None:
    async with over_http(slack):
        await slack.command("reporter", "newsroom", "/facts", "plain")
    last: Json = slack.sent[-1].body
    assert (last["status"], last["body"]) == (200, {"text": "plain words"})
