"""HTTP mode's one web server: Slack's requests through the gate to Bolt, and two pages for who watches it.

    POST /slack/events   commands, interactivity and events: one address for all three in Slack's settings
    GET  /healthz        200 while the process answers
    GET  /readyz         200, or 503 with the reasons why not, as JSON

No body, header, address with a query, or exception's text is logged or sent back: each may hold a secret
or a reporter's question.
"""

from __future__ import annotations

import asyncio
import itertools
import logging
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest

from bot.errors import ConfigurationError
from bot.slack.gate import MAX_BODY_BYTES, Admitted, Answered, Gate, Refused

_LOG = logging.getLogger(__name__)
_AIOHTTP_LOG = logging.getLogger(f"{__name__}.aiohttp")

BODY_SECONDS: Final = 3.0
"""How long a body may take to arrive. Slack itself gives up after 3 s."""

SHUTDOWN_SECONDS: Final = 10.0
"""How long requests in flight may take after the order to stop; then they are cancelled."""

_LINGER_SECONDS: Final = 1.0  # how long to drain a refused body, so that the sender reads our answer
_KEEPALIVE_SECONDS: Final = 75.0  # above the 60 s for which proxies hold an idle connection by default


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether questions can be answered: `reasons` are short phrases why not, fit for anyone to read."""

    reasons: tuple[str, ...] = ()


def build_web_app(
    bolt_app: AsyncApp, gate: Gate, ready: Callable[[], Readiness], *, body_seconds: float = BODY_SECONDS
) -> web.Application:
    """The web application. `bolt_app` is made with `request_verification_enabled=False`: the gate verifies.

    `ready` is asked at each look at /readyz, so it must be quick and must not block.
    """

    async def receive(request: web.Request) -> web.StreamResponse:
        body = await _read_body(request, body_seconds)
        verdict = body if isinstance(body, Refused) else gate.admit(request.method, request.headers, body)
        match verdict:
            case Admitted():
                return await _dispatch(bolt_app, verdict)
            case Answered(what, text, content_type):
                _LOG.info("answered a request: %s", what)
                return web.Response(text=text, content_type=content_type)
            case Refused():
                return _refuse(verdict)

    web_app = build_health_app(ready)
    web_app.router.add_post("/slack/events", receive)
    return web_app


def build_health_app(ready: Callable[[], Readiness]) -> web.Application:
    """The two pages alone, for Socket Mode, where nothing else arrives over HTTP."""

    async def tell_health(_: web.Request) -> web.Response:
        return web.Response(text="ok\n")

    async def tell_readiness(_: web.Request) -> web.Response:
        reasons = ready().reasons
        page = {"ready": not reasons, "reasons": list(reasons)}
        return web.json_response(page, status=503 if reasons else 200)

    web_app = web.Application(client_max_size=MAX_BODY_BYTES, middlewares=[_bare_errors()])
    web_app.router.add_get("/healthz", tell_health)
    web_app.router.add_get("/readyz", tell_readiness)
    web_app.on_response_prepare.append(_hide_versions)
    return web_app


async def serve(web_app: web.Application, host: str, port: int, stop: asyncio.Event) -> None:
    """Serves until `stop` is set, then finishes the requests in flight and returns.

    Port 0 takes any free one; the address is logged. Raises ConfigurationError where it can't listen.
    """
    _AIOHTTP_LOG.addFilter(_without_details)
    runner = web.AppRunner(
        web_app,
        access_log=None,
        logger=_AIOHTTP_LOG,
        auto_decompress=False,  # Slack compresses nothing, and a small body may unpack to a huge one
        keepalive_timeout=_KEEPALIVE_SECONDS,
        lingering_time=_LINGER_SECONDS,
        shutdown_timeout=SHUTDOWN_SECONDS,
    )
    await runner.setup()
    try:
        await _listen(runner, host, port)
        await stop.wait()
        _LOG.info("stopping: finishing the requests in flight")
    finally:
        await runner.cleanup()


async def _listen(runner: web.AppRunner, host: str, port: int) -> None:
    site = web.TCPSite(runner, host, port)
    try:
        await site.start()
    except OSError as error:
        raise ConfigurationError(
            f"can't listen on {host}:{port} ({error.strerror}); set HOST and PORT"
        ) from error
    for address in runner.addresses:
        _LOG.info("listening on %s port %d", address[0], address[1])


async def _read_body(request: web.Request, seconds: float) -> bytes | Refused:
    """The body, of which little more than the gate's limit is ever held."""
    if (request.content_length or 0) > MAX_BODY_BYTES:
        return Refused(413, "too_large")
    body = bytearray()
    try:
        async with asyncio.timeout(seconds):
            async for chunk in request.content.iter_any():
                body += chunk
                if len(body) > MAX_BODY_BYTES:
                    return Refused(413, "too_large")
    except TimeoutError:
        return Refused(408, "too_slow")
    except (web.RequestPayloadError, ConnectionError):
        return Refused(400, "body_cut")
    return bytes(body)


async def _dispatch(bolt_app: AsyncApp, admitted: Admitted) -> web.StreamResponse:
    headers: dict[str, str | Sequence[str]] = dict(admitted.headers)
    try:
        # "socket_mode" is Bolt's name for a body that is parsed already; acks and answers are the same.
        request = AsyncBoltRequest(mode="socket_mode", body=admitted.body, headers=headers)
    except (AttributeError, IndexError, KeyError, TypeError):
        # Bolt looks up team, user and channel at once, without checking their shapes.
        return _refuse(Refused(400, "shape_unknown"))
    return await to_aiohttp_response(await bolt_app.async_dispatch(request))


def _refuse(refused: Refused) -> web.Response:
    _LOG.info("refused a request: %d %s", refused.status, refused.reason)
    return web.Response(status=refused.status)


def _bare_errors() -> Middleware:
    """Middleware that answers errors with their status alone; an unforeseen one is logged under a number."""
    numbers = itertools.count(1)

    @web.middleware
    async def answer_barely(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request)
        except web.HTTPException as refusal:
            return web.Response(status=refusal.status, headers=_allowed(refusal.headers))
        except Exception as error:  # noqa: BLE001 - the last stop: beyond it aiohttp logs and answers in its own words
            number = next(numbers)
            _LOG.error("error %d: %s at %s", number, type(error).__name__, _where(error))
            return web.Response(status=500, text=f"error {number}\n")

    return answer_barely


def _allowed(headers: Mapping[str, str]) -> dict[str, str]:
    return {"Allow": headers["Allow"]} if "Allow" in headers else {}


def _where(error: Exception) -> str:
    """The way to the error, innermost last. Not its text, which may quote what it choked on."""
    frames = traceback.extract_tb(error.__traceback__)
    return " > ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)


async def _hide_versions(_: web.Request, response: web.StreamResponse) -> None:
    response.headers["Server"] = "factdesk"


def _without_details(record: logging.LogRecord) -> bool:
    """Leaves an exception's kind and drops its text: aiohttp quotes bytes of a request that isn't HTTP."""
    if record.exc_info and record.exc_info[0]:
        record.msg, record.args = f"{record.getMessage()}: {record.exc_info[0].__name__}", ()
        record.exc_info = None
    return True
