"""The gate before Bolt in HTTP mode: the only verifier of what arrives at `POST /slack/events`.

Bolt's own verification is off (`request_verification_enabled=False`), for three reasons measured on
slack-bolt 1.30: it parses a body before it verifies it, it logs a rejected body whole, and it takes any
form whose text holds the word "payload" for an interaction, so that `/facts payload` is lost. The gate
verifies the bytes as they came, parses them itself, and hands Bolt a mapping.

No input or output here: the caller reads the request, and passes the clock. Not for use by several threads.
"""

from __future__ import annotations

import hashlib
import heapq
import hmac
import json
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qsl

from bot.errors import ConfigurationError

MAX_BODY_BYTES: Final = 256 * 1024
"""The largest body taken, in bytes. A press in a full card of 12,000 characters that are not ASCII comes
as about 100 kB of form text (eight bytes a character), so 64 kB would refuse genuine ones."""

MAX_AGE_SECONDS: Final = 300
"""How far a request's timestamp may lie from now, either way: Slack's own rule."""

MAX_REMEMBERED: Final = 100_000
"""Signatures remembered at most, about 20 MB. Slack sends a workspace's app at most 30,000 events an hour,
hence about 5,000 within the ten minutes that the oldest and the newest timestamp can lie apart."""

MAX_DEPTH: Final = 64
"""Levels of nesting in JSON. A message shared inside another has about 20; Bolt copies some requests
recursively, so the limit lies well below Python's own."""

MAX_FORM_FIELDS: Final = 100
"""Fields in a form. A slash command has about 15, an interaction one."""

_TIMESTAMP = re.compile(r"[0-9]{1,12}")
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_RETRY_HEADERS = ("x-slack-retry-num", "x-slack-retry-reason")
_READ_HEADERS = ("x-slack-signature", "x-slack-request-timestamp", "content-type", *_RETRY_HEADERS)
_RETRY_VALUE = re.compile(r"[ -~]{1,100}")


@dataclass(frozen=True, slots=True)
class Admitted:
    """A request that Slack signed. `body` is what Bolt gets: a command's fields, or an interaction's or
    an event's JSON object. `headers` are the retry headers of an event, lower-case, if it is a retry."""

    body: dict[str, Any]
    headers: dict[str, str]


@dataclass(frozen=True, slots=True)
class Refused:
    """A request that goes no further. `status` is from 400 to 499; `reason` is a short code for the
    log, and holds nothing of the request."""

    status: int
    reason: str


@dataclass(frozen=True, slots=True)
class Answered:
    """A signed request that the gate answers itself, with status 200. `what` is a short code for the log."""

    what: str
    body: str
    content_type: str


Verdict = Admitted | Refused | Answered


class Gate:
    """Verifies, remembers and parses requests. One for each server, since it remembers what it has seen.

    `now` gives seconds since the epoch. Raises ConfigurationError for a signing secret that is empty,
    has blanks around it, or isn't ASCII.
    """

    def __init__(self, signing_secret: str, now: Callable[[], float]) -> None:
        if not signing_secret or signing_secret != signing_secret.strip() or not signing_secret.isascii():
            raise ConfigurationError(
                "SLACK_SIGNING_SECRET is empty or has blanks or foreign characters in it; "
                "copy it from the app's page at Slack: Basic Information, App Credentials"
            )
        self._secret = signing_secret.encode("ascii")
        self._now = now
        self._seen = _SeenSignatures()

    def admit(self, method: str, headers: Mapping[str, str], body: bytes) -> Verdict:
        """What to do with this request. Raises nothing, whatever the request.

        `headers` may be in any case; one that the gate reads and that is given twice is refused. A signed
        request is admitted once: Slack signs each retry of an event anew, so only a retry within the same
        second is taken for a replay, and the next one comes a minute later.
        """
        if method != "POST":
            return Refused(405, "method")
        if len(body) > MAX_BODY_BYTES:
            return Refused(413, "too_large")
        read = _read_headers(headers)
        if isinstance(read, Refused):
            return read
        return self._verify(read, body) or _parse(read, body)

    def _verify(self, headers: Mapping[str, str], body: bytes) -> Refused | None:
        timestamp = headers.get("x-slack-request-timestamp", "")
        if not _TIMESTAMP.fullmatch(timestamp):
            return Refused(401, "timestamp_malformed")
        signature = headers.get("x-slack-signature", "")
        if not _SIGNATURE.fullmatch(signature):
            return Refused(401, "signature_malformed")
        now = self._now()
        if abs(now - int(timestamp)) > MAX_AGE_SECONDS:
            return Refused(401, "timestamp_stale")
        # Over the bytes as they came: slack_sdk's verifier decodes them first, and raises where it can't.
        signed = b"v0:" + timestamp.encode("ascii") + b":" + body
        digest = hmac.digest(self._secret, signed, hashlib.sha256)
        if not hmac.compare_digest(f"v0={digest.hex()}", signature):
            return Refused(401, "signature_wrong")
        return self._seen.add(digest, expires=int(timestamp) + MAX_AGE_SECONDS, now=now)


class _SeenSignatures:
    """The signatures admitted, each until its timestamp is too old to be admitted anyway.

    Only true signatures come here, so nobody but Slack can fill it. When it is full it refuses: to forget
    the oldest would let a replay through.
    """

    def __init__(self) -> None:
        self._held: set[bytes] = set()
        self._by_expiry: list[tuple[int, bytes]] = []

    def add(self, digest: bytes, *, expires: int, now: float) -> Refused | None:
        while self._by_expiry and self._by_expiry[0][0] < now:
            self._held.discard(heapq.heappop(self._by_expiry)[1])
        if digest in self._held:
            return Refused(409, "replayed")
        if len(self._held) >= MAX_REMEMBERED:
            return Refused(429, "too_many")
        self._held.add(digest)
        heapq.heappush(self._by_expiry, (expires, digest))
        return None


def _read_headers(headers: Mapping[str, str]) -> dict[str, str] | Refused:
    found: dict[str, str] = {}
    for name, value in headers.items():
        lowered = name.lower()
        if lowered not in _READ_HEADERS:
            continue
        if lowered in found:
            return Refused(400, "header_twice")
        found[lowered] = value
    return found


def _parse(headers: Mapping[str, str], body: bytes) -> Verdict:
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return Refused(400, "not_utf8")
    match headers.get("content-type", "").partition(";")[0].strip().lower():
        case "application/json":
            verdict = _parse_event(text)
        case "application/x-www-form-urlencoded":
            verdict = _parse_form(text)
        case _:
            return Refused(415, "content_type")
    if isinstance(verdict, dict):
        return Admitted(verdict, _retry_headers(headers))
    return verdict


def _retry_headers(headers: Mapping[str, str]) -> dict[str, str]:
    # The signature doesn't cover headers: Bolt gets these two, and not those with which it skips its own ack.
    values = {name: headers[name] for name in _RETRY_HEADERS if name in headers}
    return {name: value for name, value in values.items() if _RETRY_VALUE.fullmatch(value)}


def _parse_event(text: str) -> dict[str, Any] | Answered | Refused:
    body = _parse_object(text)
    if isinstance(body, Refused):
        return body
    match body["type"]:
        case "event_callback" if _is_typed_object(body.get("event")):
            return body
        case "event_callback":
            return Refused(400, "event_malformed")
        case "url_verification":
            return _answer_challenge(body.get("challenge"))
        case "app_rate_limited":
            # No Bolt listener can match it, and Slack counts an unanswered one against the app.
            return Answered("app_rate_limited", "", "text/plain")
        case _:
            return Refused(400, "event_unknown")


def _answer_challenge(challenge: object) -> Answered | Refused:
    if not isinstance(challenge, str):
        return Refused(400, "challenge_malformed")
    return Answered("url_verification", json.dumps({"challenge": challenge}), "application/json")


def _parse_form(text: str) -> dict[str, Any] | Answered | Refused:
    try:
        pairs = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MAX_FORM_FIELDS)
    except ValueError:
        return Refused(400, "form_malformed")
    fields: dict[str, Any] = dict(pairs)
    if len(fields) != len(pairs):
        return Refused(400, "field_twice")
    return _refuse_content(fields) or _sort_form(fields)


def _sort_form(fields: dict[str, Any]) -> dict[str, Any] | Answered | Refused:
    if fields.get("ssl_check") == "1":
        return Answered("ssl_check", "", "text/plain")
    # By the field's name, never by a word in the body: a command's text and channel are the reporter's.
    match "command" in fields, "payload" in fields:
        case True, False:
            return fields
        case False, True:
            return _parse_interaction(fields["payload"])
        case _:
            return Refused(400, "form_unknown")


def _parse_interaction(payload: str) -> dict[str, Any] | Refused:
    body = _parse_object(payload)
    if isinstance(body, Refused):
        return body
    match body["type"]:
        case "block_actions":
            sound = _are_actions(body.get("actions"))
        case "view_submission" | "view_closed":
            sound = _is_typed_object(body.get("view"))
        case "block_suggestion":
            sound = isinstance(body.get("action_id"), str)
        case "shortcut" | "message_action":
            sound = isinstance(body.get("callback_id"), str)
        case _:  # what Slack no longer offers: attachment buttons, dialogs, workflow steps
            return Refused(400, "interaction_unknown")
    # Bolt looks into these wherever they stand, and raises where they are no objects.
    sound = sound and isinstance(body.get("view"), dict | None) and "event" not in body
    return body if sound else Refused(400, "interaction_malformed")


def _are_actions(actions: object) -> bool:
    """Whether Bolt can read these: it takes the first one's name without looking whether there is one."""
    if not isinstance(actions, list) or not actions:
        return False
    return all(isinstance(action, dict) and isinstance(action.get("action_id"), str) for action in actions)


def _is_typed_object(value: object) -> bool:
    return isinstance(value, dict) and isinstance(value.get("type"), str)


def _parse_object(text: str) -> dict[str, Any] | Refused:
    """The JSON object with a `type` that every interaction and event is."""
    try:
        value = json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        return Refused(400, "json_malformed")
    if refusal := _refuse_content(value):
        return refusal
    if not _is_typed_object(value):
        return Refused(400, "json_unknown")
    checked: dict[str, Any] = value
    return checked


def _refuse_constant(name: str) -> None:
    raise ValueError(name)  # NaN and Infinity are Python's, not JSON's


def _refuse_content(value: object) -> Refused | None:
    """A refusal of what is nested too deep, or can't be stored or sent on: NUL (PostgreSQL), half a surrogate
    pair (UTF-8), a number beyond a float's reach. Level by level, so that no depth exhausts the stack."""
    level = [value]
    for _ in range(MAX_DEPTH):
        below: list[object] = []
        for item in level:
            match item:
                case str() if _UNSTORABLE.search(item):
                    return Refused(400, "character_refused")
                case float() if not math.isfinite(item):
                    return Refused(400, "number_refused")
                case list():
                    below.extend(item)
                case dict():
                    below.extend(item.keys())
                    below.extend(item.values())
        if not below:
            return None
        level = below
    return Refused(400, "too_deep")
