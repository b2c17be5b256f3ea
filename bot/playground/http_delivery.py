"""Signed posts to an app's address, as Slack sends them.

Source: Slack's page on verifying requests. Slash commands travel as form fields, interaction as the
form field `payload`, events as JSON. What the person sees where the app answers with an error isn't
documented; here it is `dispatch_failed`, and `operation_timeout` after 3 s.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from urllib.parse import urlencode

import aiohttp

from bot.playground.state import Ack, Delivery, State
from bot.playground.workspace import Json

FORM = "application/x-www-form-urlencoded"


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """The v0 signature of one request."""
    signed = b"v0:" + timestamp.encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def signed_headers(secret: str, body: bytes, content_type: str, now: float) -> dict[str, str]:
    """The headers of one request, signed for the time `now`."""
    timestamp = str(int(now))
    return {
        "Content-Type": content_type,
        "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": signature(secret, timestamp, body),
    }


class HttpDelivery:
    """Posts to one address. `real` gives the time to sign with: it isn't the movable clock, as the app
    checks it against its own."""

    def __init__(
        self, slack: State, url: str, secret: str | None = None, real: Callable[[], float] = time.time
    ) -> None:
        self._slack = slack
        self._url = url
        self._secret = secret or slack.signing_secret
        self._real = real
        self._session = aiohttp.ClientSession()

    async def close(self) -> None:
        """Close the connections."""
        await self._session.close()

    async def deliver(self, delivery: Delivery, limit: float) -> Ack:
        """Post one delivery and take the answer as its ack, `limit` seconds at most."""
        body, content_type = _body(delivery)
        headers = signed_headers(self._secret, body, content_type, self._real())
        if delivery.retry_attempt:
            headers["X-Slack-Retry-Num"] = str(delivery.retry_attempt)
            headers["X-Slack-Retry-Reason"] = delivery.retry_reason
        began, due = self._now(), self._slack.clock.now() + limit
        self._slack.record_frame(to_app=True, socket=0, body=delivery.payload)
        duplicated = self._slack.faults.take_duplicate()
        try:
            status, ack, no_retry = await self._slack.clock.by(due, self._post(body, headers))
            if duplicated:
                await self._slack.clock.by(due, self._post(body, headers))
        except TimeoutError:
            return Ack("operation_timeout", None, self._now() - began, "http_timeout")
        except aiohttp.ClientError:
            return Ack("dispatch_failed", None, self._now() - began, "connection_failed")
        elapsed = self._now() - began
        if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
            return Ack("dispatch_failed", None, elapsed, "http_error", no_retry)
        return Ack(None, None if delivery.kind == "events_api" else ack, elapsed)

    async def verify_url(self) -> bool:
        """Slack's question when an address is entered: does it give the challenge back?"""
        challenge = secrets.token_urlsafe(24)
        asked = {
            "token": self._slack.verification_token,
            "challenge": challenge,
            "type": "url_verification",
        }
        body = json.dumps(asked).encode()
        headers = signed_headers(self._secret, body, "application/json", self._real())
        async with self._session.post(self._url, data=body, headers=headers) as answer:
            text = await answer.text()
            echoed = json.loads(text).get("challenge") if text.startswith("{") else text.strip()
            return answer.status == HTTPStatus.OK and echoed == challenge

    async def ssl_check(self) -> int:
        """Slack's check of the certificate: the HTTP status of the app's answer."""
        body = urlencode({"token": self._slack.verification_token, "ssl_check": "1"}).encode()
        headers = signed_headers(self._secret, body, FORM, self._real())
        async with self._session.post(self._url, data=body, headers=headers) as answer:
            return answer.status

    @staticmethod
    def _now() -> float:
        return asyncio.get_running_loop().time()

    async def _post(self, body: bytes, headers: dict[str, str]) -> tuple[int, Json | None, bool]:
        async with self._session.post(self._url, data=body, headers=headers) as answer:
            text = await answer.text()
            payload = _payload(text, answer.content_type)
            self._slack.record_frame(to_app=False, socket=0, body={"status": answer.status, "body": payload})
            if self._slack.faults.take_dropped_ack():
                await asyncio.get_running_loop().create_future()
            return answer.status, payload, answer.headers.get("x-slack-no-retry") == "1"


def _body(delivery: Delivery) -> tuple[bytes, str]:
    if delivery.kind == "slash_commands":
        return urlencode(delivery.payload).encode(), FORM
    packed = json.dumps(delivery.payload)
    if delivery.kind == "interactive":
        return urlencode({"payload": packed}).encode(), FORM
    return packed.encode(), "application/json"


def _payload(text: str, content_type: str) -> Json | None:
    """A JSON object, or plain text as a message's text; None for an empty answer."""
    if content_type == "application/json" and text:
        with suppress(json.JSONDecodeError):
            payload = json.loads(text)
            return payload if isinstance(payload, dict) else None
    return {"text": text} if text else None
