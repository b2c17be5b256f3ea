"""HTTP mode from the wire to Bolt: a real server on loopback, a real AsyncApp behind it."""

from __future__ import annotations

import asyncio
import json
import logging
import re
import socket
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.errors import ConfigurationError
from bot.slack.gate import MAX_BODY_BYTES, Gate
from bot.slack.http_server import Readiness, build_web_app, serve
from tests.slack.test_gate import COMMAND, FORM, JSON, NOW, SECRET, form, sign, signed_headers

CANARIES = {
    "response_url": "https://hooks.slack.com/commands/canary-response-url",
    "trigger_id": "canary-trigger",
    "token": "canary-verification-token",
    "text": "canary-question",
}
BOT_TOKEN = "xoxb-canary-bot-token"
MENTION = {"type": "event_callback", "event_id": "Ev1", "event": {"type": "app_mention", "user": "U1"}}


@dataclass
class Desk:
    """A Bolt app that says what reached it."""

    app: AsyncApp
    reached: list[AsyncBoltRequest] = field(default_factory=list)
    held: asyncio.Event = field(default_factory=asyncio.Event)
    go_on: asyncio.Event = field(default_factory=asyncio.Event)


async def authorize(
    enterprise_id: str | None, team_id: str | None, user_id: str | None
) -> AuthorizeResult:  # so that Bolt doesn't ask Slack
    return AuthorizeResult(
        enterprise_id=enterprise_id, team_id=team_id, user_id=user_id, bot_token=BOT_TOKEN, bot_user_id="UBOT"
    )


def new_desk() -> Desk:
    desk = Desk(AsyncApp(authorize=authorize, request_verification_enabled=False))

    async def count(req: AsyncBoltRequest, next_: Callable[[], Any]) -> None:
        desk.reached.append(req)
        await next_()

    async def answer(ack: AsyncAck, command: dict[str, str]) -> None:
        match command["text"]:
            case "raise":
                raise ValueError("canary-exception")
            case "hold":
                desk.held.set()
                await desk.go_on.wait()
        await ack(text="2 on file – “over 300”", blocks=[{"type": "divider"}], response_type="ephemeral")

    async def bare(ack: AsyncAck) -> None:
        await ack()

    async def update(ack: AsyncAck) -> None:
        await ack(response_action="errors", errors={"question": "Too long"})

    async def suggest(ack: AsyncAck) -> None:
        await ack(options=[{"text": {"type": "plain_text", "text": "A"}, "value": "a"}])

    async def hear(event: dict[str, Any]) -> None:
        assert event["type"] == "app_mention"

    desk.app.use(count)
    desk.app.command("/facts")(answer)
    desk.app.action("more")(bare)
    desk.app.view("ask")(update)
    desk.app.options("topic")(suggest)
    desk.app.shortcut("check")(bare)
    desk.app.event("app_mention")(hear)
    return desk


class _Addresses(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.port: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def emit(self, record: logging.LogRecord) -> None:
        if found := re.search(r"listening on 127\.0\.0\.1 port (\d+)", record.getMessage()):
            self.port.set_result(int(found[1]))


@asynccontextmanager
async def serving(
    web_app: aiohttp.web.Application, stop: asyncio.Event
) -> AsyncIterator[tuple[int, asyncio.Task[None]]]:
    log, told = logging.getLogger("bot.slack.http_server"), _Addresses()
    level = log.level
    log.addHandler(told)
    log.setLevel(min(logging.INFO, log.getEffectiveLevel()))
    task = asyncio.create_task(serve(web_app, "127.0.0.1", 0, stop))
    try:
        yield await told.port, task
    finally:
        log.removeHandler(told)
        log.setLevel(level)
        stop.set()
        await task


@dataclass
class Client:
    """Sends to the server, over aiohttp or byte by byte."""

    port: int
    session: aiohttp.ClientSession
    desk: Desk

    async def send(
        self, body: bytes, headers: Mapping[str, str], method: str = "POST", path: str = "/slack/events"
    ) -> tuple[int, str, str]:
        address = f"http://127.0.0.1:{self.port}{path}"
        async with self.session.request(method, address, data=body, headers=headers) as answer:
            return answer.status, answer.headers.get("Content-Type", ""), await answer.text()

    async def send_signed(self, body: bytes, content_type: str = FORM, **more: str) -> tuple[int, str, str]:
        return await self.send(body, signed_headers(body, content_type) | more)

    async def send_raw(self, request: bytes) -> bytes:
        """What comes back until the server closes; the client's side stays open."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            writer.write(request)
            return await reader.readuntil(b"\r\n\r\n")
        finally:
            writer.close()
            await writer.wait_closed()


@pytest.fixture
async def client(caplog: pytest.LogCaptureFixture) -> AsyncIterator[Client]:
    caplog.set_level(logging.DEBUG)
    desk = new_desk()
    web_app = build_web_app(desk.app, Gate(SECRET, lambda: NOW), Readiness, body_seconds=0.2)
    async with serving(web_app, asyncio.Event()) as (port, _), aiohttp.ClientSession() as session:
        yield Client(port, session, desk)


def logged(caplog: pytest.LogCaptureFixture) -> str:
    """Every record of every logger at every level, tracebacks too."""
    formatter = logging.Formatter("%(name)s %(message)s")
    return "\n".join(formatter.format(record) + repr(record.args) for record in caplog.records)


def interaction(**payload: object) -> bytes:
    return form(payload=json.dumps(payload))


async def test_a_command_is_answered_with_what_its_ack_carries(client: Client) -> None:
    status, content_type, text = await client.send_signed(form(**COMMAND))
    assert (status, content_type.partition(";")[0]) == (200, "application/json")
    assert json.loads(text) == {
        "text": "2 on file – “over 300”",
        "blocks": [{"type": "divider"}],
        "response_type": "ephemeral",
    }
    [request] = client.desk.reached
    assert request.body == COMMAND
    assert (request.context.team_id, request.context.user_id, request.context.channel_id) == (
        "T1",
        "U1",
        "C1",
    )


@pytest.mark.parametrize(
    "words",
    [{"text": "payload"}, {"text": "payload=x&payload=y"}, {"channel_name": "payload"}, {"text": "{"}],
)
async def test_the_word_payload_is_answered_like_any_other(client: Client, words: dict[str, str]) -> None:
    status, _, text = await client.send_signed(form(**COMMAND | words))
    assert (status, json.loads(text)["response_type"]) == (200, "ephemeral")
    assert client.desk.reached[0].body == COMMAND | words


@pytest.mark.parametrize(
    ("payload", "answer"),
    [
        ({"type": "block_actions", "actions": [{"action_id": "more"}]}, None),
        ({"type": "shortcut", "callback_id": "check"}, None),
        ({"type": "message_action", "callback_id": "check", "message": {"text": "x"}}, None),
        (
            {"type": "view_submission", "view": {"type": "modal", "callback_id": "ask"}},
            {"response_action": "errors", "errors": {"question": "Too long"}},
        ),
        (
            {"type": "block_suggestion", "action_id": "topic", "value": "a"},
            {"options": [{"text": {"type": "plain_text", "text": "A"}, "value": "a"}]},
        ),
    ],
)
async def test_an_interaction_is_answered_as_its_listener_acks(
    client: Client, payload: dict[str, Any], answer: dict[str, Any] | None
) -> None:
    payload |= {"user": {"id": "U1", "team_id": "T1"}, "team": {"id": "T1"}}
    status, _, text = await client.send_signed(interaction(**payload))
    assert (status, json.loads(text) if text else None) == (200, answer)
    assert client.desk.reached[0].body == payload


async def test_a_retried_event_reaches_its_listener_with_the_retry_headers(client: Client) -> None:
    retry = {"X-Slack-Retry-Num": "2", "X-Slack-Retry-Reason": "http_timeout", "X-Slack-Bolt-Lazy-Only": "1"}
    assert await client.send_signed(json.dumps(MENTION).encode(), JSON, **retry) == (200, "text/plain", "")
    assert client.desk.reached[0].headers == {
        "x-slack-retry-num": ["2"],
        "x-slack-retry-reason": ["http_timeout"],
    }


async def test_slacks_challenge_is_answered_without_bolt(client: Client) -> None:
    status, content_type, text = await client.send_signed(
        b'{"type":"url_verification","challenge":"c"}', JSON
    )
    assert (status, content_type.partition(";")[0], json.loads(text)) == (200, JSON, {"challenge": "c"})
    assert await client.send_signed(form(ssl_check="1", token="x")) == (
        200,
        "text/plain; charset=utf-8",
        "",
    )
    assert client.desk.reached == []


async def test_a_replay_reaches_bolt_once(client: Client) -> None:
    answers = [await client.send_signed(form(**COMMAND)) for _ in range(3)]
    assert [status for status, _, _ in answers] == [200, 409, 409]
    assert len(client.desk.reached) == 1


def _with(**changed: str | None) -> dict[str, str]:
    headers = signed_headers(form(**COMMAND))
    names = {
        "signature": "X-Slack-Signature",
        "timestamp": "X-Slack-Request-Timestamp",
        "content": "Content-Type",
    }
    for name, value in changed.items():
        del headers[names[name]]
        if value is not None:
            headers[names[name]] = value
    return headers


def _at(offset: int) -> dict[str, str]:
    return signed_headers(form(**COMMAND), timestamp=str(NOW + offset))


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (_with(), 200),
        (_with(signature=None), 401),
        (_with(signature=""), 401),
        (_with(signature="v0=" + "0" * 64), 401),
        (_with(signature="v0=é"), 401),
        (_with(signature=sign(form(**COMMAND), secret="another")), 401),
        (_with(timestamp=None), 401),
        *[
            (_with(timestamp=junk), 401)
            for junk in ["abc", "", "１７６７２２５６００", "1e9", "-1", "9" * 400, "nan", "1_767_225_600"]
        ],
        (_at(299), 200),
        (_at(-299), 200),
        (_at(301), 401),
        (_at(-301), 401),
        (_with(content="text/plain"), 415),
        (_with(content="multipart/form-data; boundary=x"), 415),
        (_with(content=JSON), 400),
    ],
)
async def test_only_what_slack_signed_in_time_reaches_bolt(
    client: Client, headers: dict[str, str], status: int
) -> None:
    answered, _, text = await client.send(form(**COMMAND), headers)
    assert answered == status
    assert len(client.desk.reached) == (status == 200)
    assert text == "" or status == 200


@pytest.mark.parametrize(
    ("body", "content_type", "unsigned", "signed"),
    [
        (b"ssl_check=1&token=x", FORM, 401, 200),
        (b'{"type":"url_verification","challenge":"c"}', JSON, 401, 200),
        (b"", JSON, 401, 400),
        (b'{"type":', JSON, 401, 400),
        (b"\xff\xfe", JSON, 401, 400),
        (b"[" * 60_000, JSON, 401, 400),
        (b"[" * 300_000, JSON, 413, 413),
        (b"payload=" + b"[" * 300_000, FORM, 413, 413),
        (b"payload={", FORM, 401, 400),
        (b"payload=%ED%A0%80", FORM, 401, 400),
        (b'{"type":"event_callback","event":{"type":"app_mention"},"team":1}', JSON, 401, 400),
        (b'{"type":"event_callback","event":{"type":"app_mention"},"authorizations":[0]}', JSON, 401, 400),
        (b'payload={"type":"shortcut","callback_id":"check","user":1}', FORM, 401, 400),
        (b'payload={"type":"shortcut","callback_id":"check","response_urls":[1]}', FORM, 401, 400),
    ],
)
async def test_a_hostile_body_never_gives_500(
    client: Client, body: bytes, content_type: str, unsigned: int, signed: int
) -> None:
    assert (await client.send(body, {"Content-Type": content_type}))[0] == unsigned
    assert (await client.send_signed(body, content_type))[0] == signed
    assert client.desk.reached == []


async def test_ten_megabytes_are_refused_by_their_announced_length_alone(client: Client) -> None:
    request = b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 10485760\r\n\r\n"
    assert (await client.send_raw(request)).startswith(b"HTTP/1.1 413 ")


async def test_ten_megabytes_of_unknown_length_are_refused_once_over_the_limit(client: Client) -> None:
    head = b"POST /slack/events HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
    chunks = b"1000\r\n" + b"a" * 0x1000 + b"\r\n"
    enough = MAX_BODY_BYTES // 0x1000 + 1
    assert (await client.send_raw(head + chunks * enough)).startswith(b"HTTP/1.1 413 ")


async def test_ten_megabytes_sent_whole_are_refused(client: Client) -> None:
    request = b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 10485760\r\n\r\n"
    assert (await client.send_raw(request + b"a" * 10_485_760)).startswith(b"HTTP/1.1 413 ")
    assert client.desk.reached == []


async def test_a_body_that_does_not_arrive_is_refused_as_too_slow(client: Client) -> None:
    request = b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\ncommand="
    assert (await client.send_raw(request)).startswith(b"HTTP/1.1 408 ")


async def test_a_body_as_long_as_the_limit_is_read_whole(client: Client) -> None:
    body = form(**COMMAND | {"text": ""})
    body += b"&pad=" + b"a" * (MAX_BODY_BYTES - len(body) - 5)
    assert (await client.send_signed(body))[0] == 200


async def test_a_compressed_body_is_not_unpacked(client: Client) -> None:
    body = form(**COMMAND)
    assert (await client.send_signed(body, **{"Content-Encoding": "gzip"}))[0] == 200


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"canary-question\r\n\r\n",
        b"POST /slack/events HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\ncanary-question\r\n",
        b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: canary-question\r\n\r\n",
        b"POST /slack/events HTTP/1.1\r\nHost: x\r\nX-Slack-Signature: canary-question\x00\r\n\r\n",
        b"POST /slack/events HTTP/1.1\r\nHost: x\r\nX-Long: " + b"canary-question" * 10_000 + b"\r\n\r\n",
    ],
)
async def test_what_is_not_http_gives_400_and_is_not_logged(
    client: Client, caplog: pytest.LogCaptureFixture, request_bytes: bytes
) -> None:
    answer = await client.send_raw(request_bytes)
    assert answer.partition(b" ")[2].startswith(b"400 ")
    assert "Error handling request" in logged(caplog)
    assert "canary" not in logged(caplog)
    assert client.desk.reached == []


async def test_a_sender_that_goes_away_leaves_no_error(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    _, writer = await asyncio.open_connection("127.0.0.1", client.port)
    writer.write(b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\ncommand=")
    await writer.drain()
    writer.close()
    await writer.wait_closed()
    assert (await client.send_signed(form(**COMMAND)))[0] == 200
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH"])
async def test_any_method_but_post_is_refused(client: Client, method: str) -> None:
    body = form(**COMMAND)
    status, _, text = await client.send(body, signed_headers(body), method)
    assert (status, text) == (405, "")
    assert client.desk.reached == []


@pytest.mark.parametrize("path", ["/", "/slack/events/", "/slack", "/favicon.ico", "/slack/install"])
async def test_any_other_path_is_not_found(client: Client, path: str) -> None:
    body = form(**COMMAND)
    status, _, text = await client.send(body, signed_headers(body), path=path)
    assert (status, text) == (404, "")
    assert client.desk.reached == []


@pytest.mark.parametrize("signed", [True, False])
async def test_no_body_secret_or_header_is_logged_at_any_level(
    client: Client, caplog: pytest.LogCaptureFixture, *, signed: bool
) -> None:
    body = form(**COMMAND | CANARIES)
    event = json.dumps(MENTION | {"token": "canary-token"}).encode()
    click = interaction(
        type="block_actions", actions=[{"action_id": "more", "value": "canary-value"}], **CANARIES
    )
    broken = b'{"type": "canary-question"'
    for sent, content_type in [(body, FORM), (event, JSON), (click, FORM), (broken, JSON), (broken, FORM)]:
        headers = signed_headers(sent, content_type) | {"Cookie": "canary-cookie"}
        if not signed:
            headers["X-Slack-Signature"] = "v0=canary-signature"
        await client.send(sent, headers, path="/slack/events?secret=canary-query")
    assert len(client.desk.reached) == (3 if signed else 0)
    assert "bot.slack.http_server" in logged(caplog)
    assert "canary" not in logged(caplog)
    assert sign(body) not in logged(caplog)


async def test_a_listener_that_raises_gives_a_bare_500(client: Client) -> None:
    assert await client.send_signed(form(**COMMAND | {"text": "raise"})) == (500, "text/plain", "")


async def test_an_unforeseen_error_is_told_and_logged_by_its_number_alone(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken() -> Readiness:
        raise LookupError("canary-exception")

    web_app = build_web_app(new_desk().app, Gate(SECRET, lambda: NOW), broken)
    async with serving(web_app, asyncio.Event()) as (port, _), aiohttp.ClientSession() as session:
        for number in (1, 2):
            async with session.get(f"http://127.0.0.1:{port}/readyz") as answer:
                assert (answer.status, await answer.text()) == (500, f"error {number}\n")
                assert answer.headers["Server"] == "factdesk"
    errors = [record.getMessage() for record in caplog.records if record.levelno == logging.ERROR]
    assert [message.partition(" at ")[0] for message in errors] == [
        "error 1: LookupError",
        "error 2: LookupError",
    ]
    assert all("test_http_server.py:" in message for message in errors)
    assert "canary" not in logged(caplog)


async def test_the_watchers_pages_tell_health_and_readiness() -> None:
    reasons: list[str] = ["the fact file is not loaded"]
    web_app = build_web_app(new_desk().app, Gate(SECRET, lambda: NOW), lambda: Readiness(tuple(reasons)))
    async with serving(web_app, asyncio.Event()) as (port, _), aiohttp.ClientSession() as session:
        for status, ready in [(503, False), (200, True)]:
            async with session.get(f"http://127.0.0.1:{port}/readyz") as answer:
                assert answer.status == status
                assert await answer.json() == {"ready": ready, "reasons": reasons}
            async with session.get(f"http://127.0.0.1:{port}/healthz") as answer:
                assert (answer.status, await answer.text()) == (200, "ok\n")
            reasons.clear()


async def test_a_stop_finishes_the_request_in_flight_and_takes_no_new_one() -> None:
    desk, stop = new_desk(), asyncio.Event()
    web_app = build_web_app(desk.app, Gate(SECRET, lambda: NOW), Readiness)
    async with serving(web_app, stop) as (port, served), aiohttp.ClientSession() as session:
        client = Client(port, session, desk)
        asked = asyncio.create_task(client.send_signed(form(**COMMAND | {"text": "hold"})))
        await desk.held.wait()
        stop.set()
        while not asked.done():  # which Bolt ends after 3 s, should the door stay open
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except ConnectionError:
                break
            writer.close()
        assert not asked.done()
        assert not served.done()
        desk.go_on.set()
        assert (await asked)[0] == 200
        await served


async def test_an_address_in_use_is_told_as_a_wrong_setting() -> None:
    web_app = build_web_app(new_desk().app, Gate(SECRET, lambda: NOW), Readiness)
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        pytest.raises(ConfigurationError, match="set HOST and PORT"),
    ):
        await serve(web_app, "127.0.0.1", taken.getsockname()[1], asyncio.Event())


async def test_bolts_own_answer_and_headers_are_kept(caplog: pytest.LogCaptureFixture) -> None:
    desk = new_desk()

    async def mend(error: Exception) -> BoltResponse:
        assert isinstance(error, ValueError)
        return BoltResponse(status=200, body={"text": "Sorry"}, headers={"x-slack-no-retry": "1"})

    desk.app.error(mend)
    web_app = build_web_app(desk.app, Gate(SECRET, lambda: NOW), Readiness)
    async with serving(web_app, asyncio.Event()) as (port, _), aiohttp.ClientSession() as session:
        body = form(**COMMAND | {"text": "raise"})
        address = f"http://127.0.0.1:{port}/slack/events"
        async with session.post(address, data=body, headers=signed_headers(body)) as answer:
            assert (answer.status, await answer.json()) == (200, {"text": "Sorry"})
            assert answer.headers["x-slack-no-retry"] == "1"
    assert "canary" not in logged(caplog)
