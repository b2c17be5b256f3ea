"""Calls to Slack that fail in every way: a bounded wait, one kind of error, and nothing secret in it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState
from slack_sdk.web.async_client import AsyncWebClient

from bot import render
from bot.config import Secret
from bot.errors import RefusedError, SlackUnavailableError
from bot.playground.server import SlackStandIn
from bot.slack import api
from tests.slack.bots import posted

HELLO = render.notice("Hello & <goodbye>")
REPORTER = "U0REPORTER"


@pytest.fixture
def client(slack: SlackStandIn) -> AsyncWebClient:
    return api.web_client(Secret(slack.bot_token), slack.api_url)


@asynccontextmanager
async def serving(answer: Callable[[], web.Response]) -> AsyncIterator[str]:
    """An address where everything is answered the same."""

    async def handle(_: web.Request) -> web.Response:
        return answer()

    server = web.Application()
    server.router.add_route("*", "/{path:.*}", handle)
    runner = web.AppRunner(server, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/api/"
    finally:
        await runner.cleanup()


# ── Calls of the Web API


async def test_a_post_returns_its_timestamp_and_asks_for_no_preview(
    slack: SlackStandIn, client: AsyncWebClient
) -> None:
    ts = await api.post(client, "C0NEWSROOM", HELLO)
    [message] = slack.visible("reporter", "newsroom")
    assert message.ts == ts
    assert message.text == "Hello &amp; &lt;goodbye&gt;"
    [args] = posted(slack)
    assert (args["unfurl_links"], args["unfurl_media"]) == (False, False)
    assert "thread_ts" not in args


async def test_a_short_wait_that_slack_asks_for_is_waited_once(
    slack: SlackStandIn, client: AsyncWebClient
) -> None:
    slack.faults.rate_limit("chat.postMessage", "1")
    assert await api.post(client, "C0NEWSROOM", HELLO)
    assert [call.status for call in slack.requests] == [429, 200]
    assert slack.requests[1].at - slack.requests[0].at >= 1


@pytest.mark.parametrize("retry_after", ["3600", "12", "6", "abc", "", "-1", "1.5", "0x1", "9" * 400])
async def test_a_long_or_senseless_wait_is_not_waited(
    slack: SlackStandIn, client: AsyncWebClient, retry_after: str
) -> None:
    slack.faults.rate_limit("chat.postMessage", retry_after)
    with pytest.raises(SlackUnavailableError, match=r"^chat.postMessage: ratelimited$"):
        await api.post(client, "C0NEWSROOM", HELLO)
    assert len(slack.requests) == 1


async def test_a_second_refusal_for_the_rate_is_not_waited_for(
    slack: SlackStandIn, client: AsyncWebClient
) -> None:
    slack.faults.rate_limit("chat.postMessage", "0", times=5)
    with pytest.raises(SlackUnavailableError, match="ratelimited"):
        await api.post(client, "C0NEWSROOM", HELLO)
    assert len(slack.requests) == 2


@given(st.text(max_size=12) | st.integers().map(str))
async def test_no_wait_is_longer_than_the_limit(text: str) -> None:
    handler = api.BoundedRateLimitRetryHandler(max_retry_count=1)
    response = HttpResponse(status_code=429, headers={"Retry-After": text})
    allowed = await handler.can_retry_async(
        state=RetryState(), request=HttpRequest(method="POST", url="", headers={}), response=response
    )
    assert not allowed or 0 <= int(text) <= api.MAX_WAIT


async def test_a_header_in_small_letters_counts_too() -> None:
    handler = api.BoundedRateLimitRetryHandler(max_retry_count=1)
    request = HttpRequest(method="POST", url="", headers={})
    spellings: list[dict[str, str | list[str]]] = [{"retry-after": ["2"]}, {"RETRY-AFTER": "2"}]
    for headers in spellings:
        response = HttpResponse(status_code=429, headers=headers)
        assert await handler.can_retry_async(state=RetryState(), request=request, response=response)


@pytest.mark.parametrize("status", [500, 502, 503])
async def test_a_broken_slack_is_an_error_of_the_tree(
    slack: SlackStandIn, client: AsyncWebClient, status: int
) -> None:
    slack.faults.fail("chat.postMessage", status)
    with pytest.raises(SlackUnavailableError, match=r"^chat.postMessage: "):
        await api.post(client, "C0NEWSROOM", HELLO)
    assert slack.visible("reporter", "newsroom") == []


BROKEN: dict[str, Callable[[], web.Response]] = {
    "a page of HTML": lambda: web.Response(text="<html>", content_type="text/html"),
    "plain text, as a proxy says it": lambda: web.Response(status=503, text="upstream connect error"),
    "plain text with status 200": lambda: web.Response(text="ok"),
    "JSON cut short": lambda: web.Response(text='{"ok": tr', content_type="application/json"),
    "an empty answer": lambda: web.Response(text="", content_type="application/json"),
    "a JSON list": lambda: web.Response(text="[]", content_type="application/json"),
    "a list with something in it": lambda: web.Response(text='["ok"]', content_type="application/json"),
    "a JSON number": lambda: web.Response(text="1", content_type="application/json"),
    "JSON null": lambda: web.Response(text="null", content_type="application/json"),
    "bytes": lambda: web.Response(body=b"\xff\xfe\x00", content_type="application/gzip"),
    "JSON that is no UTF-8": lambda: web.Response(body=b'{"ok": "\xff"}', content_type="application/json"),
    "a refusal without a code": lambda: web.json_response({"ok": False}),
    "a redirect to elsewhere": lambda: web.Response(status=302, headers={"Location": "/api/again"}),
}


@pytest.mark.parametrize("answer", BROKEN.values(), ids=BROKEN.keys())
async def test_an_answer_that_is_none_of_slack_s_is_an_error_of_the_tree(
    answer: Callable[[], web.Response],
) -> None:
    async with serving(answer) as url:
        with pytest.raises(SlackUnavailableError, match=r"^chat.postMessage: "):
            await api.post(api.web_client(Secret("xoxb-canary"), url), "C1", HELLO)


@pytest.mark.parametrize("answer", BROKEN.values(), ids=BROKEN.keys())
async def test_an_answer_of_a_response_url_that_is_none_of_slack_s_ends_in_no_other_error(
    answer: Callable[[], web.Response],
) -> None:
    async with serving(answer) as url:
        try:
            await api.respond(f"{url}hook", url, HELLO)
        except SlackUnavailableError as error:
            assert str(error).startswith("response_url: ")  # noqa: PT017 - it need not be raised


async def test_a_call_that_hangs_ends(slack: SlackStandIn, client: AsyncWebClient) -> None:
    assert client.timeout == api.TIMEOUT
    client.timeout = 1
    slack.faults.hang("chat.postMessage", times=5)
    with pytest.raises(SlackUnavailableError, match=r"^chat.postMessage: TimeoutError$"):
        await api.post(client, "C0NEWSROOM", HELLO)


async def test_a_reset_is_tried_once_more(slack: SlackStandIn, client: AsyncWebClient) -> None:
    slack.faults.reset("chat.postMessage")
    assert await api.post(client, "C0NEWSROOM", HELLO)
    assert len(slack.visible("reporter", "newsroom")) == 1


async def test_where_nothing_listens_the_call_ends() -> None:
    client = api.web_client(Secret("xoxb-canary-token"), "http://127.0.0.1:9/api/")
    with pytest.raises(SlackUnavailableError, match=r"^auth.test: Client") as caught:
        await api.call(client, "auth.test")
    assert "canary" not in repr(caught.value)
    assert caught.value.__cause__ is None


@pytest.mark.parametrize("channel", ["C0POLITICS", "C0SECRET", "C0NOWHERE"])
async def test_a_post_where_the_bot_is_not_asks_for_an_invitation(
    client: AsyncWebClient, channel: str
) -> None:
    with pytest.raises(RefusedError, match="invite @factdesk"):
        await api.post(client, channel, HELLO)


@pytest.mark.parametrize(
    ("channel", "member"),
    [("C0NEWSROOM", True), ("C0POLITICS", False), ("C0SECRET", None), ("D0REPORTER", None)],
)
async def test_a_channel_s_record_is_empty_where_the_bot_may_not_look(
    client: AsyncWebClient, channel: str, *, member: bool | None
) -> None:
    assert (await api.channel(client, channel)).get("is_member") is member


async def test_what_is_not_a_lack_of_membership_is_raised(
    slack: SlackStandIn, client: AsyncWebClient
) -> None:
    slack.faults.refuse("conversations.info", "fatal_error")
    with pytest.raises(SlackUnavailableError, match=r"^conversations.info: fatal_error$"):
        await api.channel(client, "C0NEWSROOM")


# ── Whispers


async def test_a_whisper_is_for_one_person(slack: SlackStandIn, client: AsyncWebClient) -> None:
    await api.whisper(client, "C0NEWSROOM", REPORTER, HELLO)
    assert [message.owner for message in slack.visible("reporter", "newsroom")] == [REPORTER]
    assert slack.visible("editor", "newsroom") == []


@pytest.mark.parametrize("channel", ["C0POLITICS", "C0SECRET"])
async def test_a_whisper_where_the_bot_is_not_becomes_a_direct_message(
    slack: SlackStandIn, client: AsyncWebClient, channel: str
) -> None:
    await api.whisper(client, channel, REPORTER, HELLO, thread_ts="1.0")
    [message] = slack.visible("reporter", "D0REPORTER")
    assert message.text == "Hello &amp; &lt;goodbye&gt;"
    assert message.thread_ts is None


# ── response_url


async def a_hook(slack: SlackStandIn) -> str:
    """A response_url that works: of a command that nobody hears."""
    slack.deliver_to("http://127.0.0.1:9/slack/events")
    await slack.command("reporter", "newsroom", "/facts", "x")
    url: str = slack.sent[-1].body["response_url"]
    return url


async def test_a_response_url_shows_a_private_message_five_times(slack: SlackStandIn) -> None:
    url = await a_hook(slack)
    for _ in range(5):
        await api.respond(url, slack.api_url, HELLO)
    assert {message.owner for message in slack.visible("reporter", "newsroom")} == {REPORTER}
    with pytest.raises(SlackUnavailableError, match=r"^response_url: 404$"):
        await api.respond(url, slack.api_url, HELLO)


async def test_a_response_url_ends_after_half_an_hour(slack: SlackStandIn) -> None:
    url = await a_hook(slack)
    slack.clock.advance(1_801)
    with pytest.raises(SlackUnavailableError, match=r"^response_url: 404$"):
        await api.respond(url, slack.api_url, HELLO)


@pytest.mark.parametrize(("retry_after", "calls"), [("0", 2), ("3600", 1), ("abc", 1)])
async def test_a_response_url_waits_no_longer_either(
    slack: SlackStandIn, retry_after: str, calls: int
) -> None:
    url = await a_hook(slack)
    slack.faults.rate_limit("response_url", retry_after, times=2)
    with pytest.raises(SlackUnavailableError, match=r"^response_url: 429$"):
        await api.respond(url, slack.api_url, HELLO)
    assert len(slack.requests) == calls


SLACK = "https://slack.com/api/"
LOCAL = "http://127.0.0.1:4000/api/"


@pytest.mark.parametrize(
    ("url", "api_url"),
    [
        ("http://hooks.slack.com/commands/T1/1/x", SLACK),
        ("https://hooks.slack.com.evil.test/commands", SLACK),
        ("https://evil.test/hooks.slack.com", SLACK),
        ("https://hooks.slack.com@evil.test/commands", SLACK),
        ("https://hooks.slack.com:8443/commands", SLACK),
        ("https://hooks.slack.com:abc/commands", SLACK),
        ("https://slack.com/api/chat.postMessage", SLACK),
        ("http://127.0.0.1/commands", SLACK),
        ("file:///etc/passwd", SLACK),
        ("", SLACK),
        ("https://[::1", SLACK),
        ("not an address", SLACK),
        ("https://hooks.slack.com/commands/T1/1/x", LOCAL),
        ("http://127.0.0.1:4001/commands", LOCAL),
        ("https://127.0.0.1:4000/commands", LOCAL),
        ("http://localhost:4000/commands", LOCAL),
        ("http://127.0.0.1:4000@evil.test/commands", LOCAL),
    ],
)
async def test_a_response_url_that_is_not_slack_s_is_never_written_to(url: str, api_url: str) -> None:
    with pytest.raises(SlackUnavailableError, match=r"^response_url: not an address of Slack's$"):
        await api.respond(url, api_url, HELLO)


async def test_no_error_of_a_response_url_holds_it(slack: SlackStandIn) -> None:
    url = await a_hook(slack)
    for fault in (slack.faults.fail, slack.faults.reset):
        fault("response_url", times=3)
        with pytest.raises(SlackUnavailableError) as caught:
            await api.respond(url, slack.api_url, HELLO)
        assert url.rpartition("/")[2] not in repr(caught.value)
        assert caught.value.__cause__ is None
        slack.faults.clear()


async def test_a_hanging_response_url_is_bounded_by_the_same_limit(slack: SlackStandIn) -> None:
    url = await a_hook(slack)
    slack.faults.hang("response_url")
    waiting = asyncio.ensure_future(api.respond(url, slack.api_url, HELLO))
    await slack.requested("response_url")
    assert not waiting.done()
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
