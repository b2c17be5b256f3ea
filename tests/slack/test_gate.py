"""The gate: what Slack didn't sign, signed too long ago, or signed once already goes no further."""

from __future__ import annotations

import hashlib
import hmac
import json
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import ConfigurationError
from bot.slack import gate as gate_module
from bot.slack.gate import MAX_BODY_BYTES, MAX_DEPTH, Admitted, Answered, Gate, Refused, Verdict

SECRET = "canary-signing-secret"
NOW = 1_767_225_600
FORM = "application/x-www-form-urlencoded"
JSON = "application/json"
COMMAND = {"command": "/facts", "text": "casualties", "team_id": "T1", "user_id": "U1", "channel_id": "C1"}


def sign(body: bytes, timestamp: str = str(NOW), secret: str = SECRET) -> str:
    """Slack's v0 signature, spelled out anew so that the gate isn't measured by itself."""
    basis = b":".join([b"v0", timestamp.encode(), body])
    return "v0=" + hmac.new(secret.encode(), basis, hashlib.sha256).hexdigest()


def signed_headers(body: bytes, content_type: str = FORM, timestamp: str = str(NOW)) -> dict[str, str]:
    return {
        "X-Slack-Signature": sign(body, timestamp),
        "X-Slack-Request-Timestamp": timestamp,
        "Content-Type": content_type,
    }


def form(**fields: str) -> bytes:
    return urlencode(fields).encode()


def new_gate(now: float = NOW) -> Gate:
    return Gate(SECRET, lambda: now)


def admit_signed(body: bytes, content_type: str = FORM) -> Verdict:
    return new_gate().admit("POST", signed_headers(body, content_type), body)


@pytest.mark.parametrize("secret", ["", " ", "\n", "secret\n", " secret", "sécret", "\udc80"])
def test_a_signing_secret_that_can_verify_nothing_is_refused_without_being_told(secret: str) -> None:
    with pytest.raises(ConfigurationError, match="SLACK_SIGNING_SECRET") as caught:
        Gate(secret, lambda: NOW)
    assert not secret.strip() or secret.strip() not in str(caught.value)


def test_a_signed_command_is_admitted_with_its_fields() -> None:
    assert admit_signed(form(**COMMAND)) == Admitted(COMMAND, {})


def test_a_blank_text_stays_a_field() -> None:
    assert admit_signed(form(**COMMAND | {"text": ""})) == Admitted(COMMAND | {"text": ""}, {})


def test_a_signed_interaction_is_admitted_with_its_payload() -> None:
    payload = {"type": "block_actions", "actions": [{"action_id": "more"}]}
    assert admit_signed(form(payload=json.dumps(payload))) == Admitted(payload, {})


def test_a_signed_event_is_admitted_with_its_body() -> None:
    event = {"type": "event_callback", "event_id": "Ev1", "event": {"type": "app_mention", "text": "전사자"}}
    assert admit_signed(json.dumps(event).encode(), JSON) == Admitted(event, {})


@pytest.mark.parametrize(
    "words",
    [
        {"text": "payload"},
        {"text": 'what was the payload={"type":"block_actions"}&payload=x'},
        {"channel_name": "payload"},
        {"user_name": "payload", "text": '{"payload": 1}'},
    ],
)
def test_a_command_that_holds_the_word_payload_is_still_a_command(words: dict[str, str]) -> None:
    assert admit_signed(form(**COMMAND | words)) == Admitted(COMMAND | words, {})


@pytest.mark.parametrize("case", [str.lower, str.upper, str.title])
def test_header_names_are_read_in_any_case(case: type[str]) -> None:
    body = form(**COMMAND)
    headers = {case(name): value for name, value in signed_headers(body).items()}
    assert isinstance(new_gate().admit("POST", headers, body), Admitted)


def test_only_the_retry_headers_reach_bolt() -> None:
    body = b'{"type": "event_callback", "event": {"type": "app_mention"}}'
    headers = signed_headers(body, JSON) | {
        "X-Slack-Retry-Num": "1",
        "X-Slack-Retry-Reason": "http_timeout",
        "X-Slack-Bolt-Lazy-Only": "1",
        "Authorization": "Bearer x",
    }
    verdict = new_gate().admit("POST", headers, body)
    assert isinstance(verdict, Admitted)
    assert verdict.headers == {"x-slack-retry-num": "1", "x-slack-retry-reason": "http_timeout"}


@pytest.mark.parametrize("value", ["", "é", "1\n2", "9" * 101])
def test_a_retry_header_that_is_no_plain_text_is_dropped(value: str) -> None:
    body = b'{"type": "event_callback", "event": {"type": "app_mention"}}'
    verdict = new_gate().admit("POST", signed_headers(body, JSON) | {"x-slack-retry-num": value}, body)
    assert isinstance(verdict, Admitted)
    assert verdict.headers == {}


@pytest.mark.parametrize("method", ["GET", "PUT", "HEAD", "DELETE", "OPTIONS", "post", ""])
def test_any_method_but_post_is_refused(method: str) -> None:
    body = form(**COMMAND)
    assert new_gate().admit(method, signed_headers(body), body) == Refused(405, "method")


def test_a_body_over_the_limit_is_refused_though_signed() -> None:
    body = b"command=%2Ffacts&text=" + b"a" * MAX_BODY_BYTES
    assert admit_signed(body[:MAX_BODY_BYTES]) != Refused(413, "too_large")
    assert admit_signed(body[: MAX_BODY_BYTES + 1]) == Refused(413, "too_large")


@pytest.mark.parametrize(
    "timestamp",
    [
        "abc",
        "",
        "１７６７２２５６００",  # full-width digits, which int() takes
        "1e9",
        "-1",
        "+1767225600",
        " 1767225600",
        "1767225600\n",
        "1_767_225_600",
        "1767225600.0",
        "9" * 400,
        "9" * 5000,
        "nan",
        "inf",
        "\udcff",
    ],
)
def test_a_timestamp_that_is_not_plain_digits_is_refused(timestamp: str) -> None:
    headers = signed_headers(b"") | {"X-Slack-Request-Timestamp": timestamp}
    assert new_gate().admit("POST", headers, b"") == Refused(401, "timestamp_malformed")


@pytest.mark.parametrize(
    ("signature", "reason"),
    [
        ("", "signature_malformed"),
        ("v0=", "signature_malformed"),
        ("v0=é", "signature_malformed"),
        ("v0=" + "０" * 64, "signature_malformed"),
        ("v0=" + "0" * 63, "signature_malformed"),
        ("v1=" + sign(form(**COMMAND))[3:], "signature_malformed"),
        (sign(form(**COMMAND)) + "\n", "signature_malformed"),
        (sign(form(**COMMAND)).upper(), "signature_malformed"),
        ("v0=" + "0" * 64, "signature_wrong"),
        (sign(form(**COMMAND), secret="another"), "signature_wrong"),
        (sign(form(**COMMAND), timestamp=str(NOW - 1)), "signature_wrong"),
        (sign(form(**COMMAND) + b"&"), "signature_wrong"),
    ],
)
def test_a_signature_that_is_not_slacks_is_refused(signature: str, reason: str) -> None:
    body = form(**COMMAND)
    headers = signed_headers(body) | {"X-Slack-Signature": signature}
    assert new_gate().admit("POST", headers, body) == Refused(401, reason)


@pytest.mark.parametrize(
    ("missing", "reason"),
    [
        ("X-Slack-Signature", "signature_malformed"),
        ("X-Slack-Request-Timestamp", "timestamp_malformed"),
    ],
)
def test_a_missing_header_is_refused(missing: str, reason: str) -> None:
    body = form(**COMMAND)
    headers = signed_headers(body)
    del headers[missing]
    assert new_gate().admit("POST", headers, body) == Refused(401, reason)


@pytest.mark.parametrize("again", ["x-slack-signature", "x-slack-request-timestamp", "content-type"])
def test_a_header_given_twice_is_refused(again: str) -> None:
    body = form(**COMMAND)
    assert new_gate().admit("POST", signed_headers(body) | {again: "x"}, body) == Refused(400, "header_twice")


@pytest.mark.parametrize("offset", [-300, -299, 0, 299, 300])
def test_a_timestamp_within_five_minutes_is_admitted(offset: int) -> None:
    body = form(**COMMAND)
    verdict = new_gate().admit("POST", signed_headers(body, timestamp=str(NOW + offset)), body)
    assert isinstance(verdict, Admitted)


@pytest.mark.parametrize("offset", [-NOW, -301, 301, 10**11])
def test_a_timestamp_beyond_five_minutes_is_refused(offset: int) -> None:
    body = form(**COMMAND)
    verdict = new_gate().admit("POST", signed_headers(body, timestamp=str(NOW + offset)), body)
    assert verdict == Refused(401, "timestamp_stale")


@pytest.mark.parametrize("lag", [-300, 0, 300])
def test_a_replay_is_refused_for_as_long_as_its_timestamp_is_good(lag: int) -> None:
    times = iter([NOW + lag, NOW + lag, NOW + 300, NOW + 300.001])
    gate = Gate(SECRET, lambda: next(times))
    body = form(**COMMAND)
    verdicts = [gate.admit("POST", signed_headers(body), body) for _ in range(4)]
    assert verdicts == [
        Admitted(COMMAND, {}),
        Refused(409, "replayed"),
        Refused(409, "replayed"),
        Refused(401, "timestamp_stale"),
    ]


def test_a_forged_request_leaves_no_trace_that_would_refuse_the_true_one() -> None:
    gate = new_gate()
    body = form(**COMMAND)
    for _ in range(3):
        gate.admit("POST", signed_headers(body) | {"X-Slack-Signature": "v0=" + "0" * 64}, body)
    assert isinstance(gate.admit("POST", signed_headers(body), body), Admitted)


def test_two_requests_of_one_second_with_different_bodies_are_both_admitted() -> None:
    gate = new_gate()
    bodies = [form(**COMMAND, trigger_id=trigger) for trigger in ("1", "2")]
    assert all(isinstance(gate.admit("POST", signed_headers(body), body), Admitted) for body in bodies)


def test_what_is_remembered_is_bounded_and_forgotten_with_age() -> None:
    seen = gate_module._SeenSignatures()
    for number in range(gate_module.MAX_REMEMBERED):
        assert seen.add(number.to_bytes(32, "big"), expires=NOW + number % 7, now=NOW) is None
    assert seen.add(b"one more", expires=NOW + 9, now=NOW) == Refused(429, "too_many")
    assert seen.add(b"one more", expires=NOW + 9, now=NOW + 8) is None
    assert len(seen._held) == len(seen._by_expiry) == 1


@pytest.mark.parametrize(
    "content_type", ["", "text/plain", "multipart/form-data; boundary=x", "application/jsonx"]
)
def test_a_content_type_that_slack_does_not_send_is_refused(content_type: str) -> None:
    assert admit_signed(form(**COMMAND), content_type) == Refused(415, "content_type")


@pytest.mark.parametrize("content_type", [FORM.upper(), FORM + "; charset=utf-8", FORM + " ;charset=EUC-KR"])
def test_a_content_types_case_and_parameters_do_not_matter(content_type: str) -> None:
    assert isinstance(admit_signed(form(**COMMAND), content_type), Admitted)


def test_ssl_check_is_answered_only_when_signed() -> None:
    body = form(ssl_check="1", token="legacy")
    assert admit_signed(body) == Answered("ssl_check", "", "text/plain")
    assert new_gate().admit("POST", {"content-type": FORM}, body) == Refused(401, "timestamp_malformed")


def test_url_verification_is_answered_only_when_signed() -> None:
    body = b'{"type": "url_verification", "challenge": "3eZb\\u00e9", "token": "legacy"}'
    verdict = admit_signed(body, JSON)
    assert isinstance(verdict, Answered)
    assert verdict.content_type == JSON
    assert json.loads(verdict.body) == {"challenge": "3eZbé"}
    assert new_gate().admit("POST", {"content-type": JSON}, body) == Refused(401, "timestamp_malformed")


def test_slacks_word_that_events_are_held_back_is_answered() -> None:
    body = b'{"type": "app_rate_limited", "minute_rate_limited": 1518467820}'
    assert admit_signed(body, JSON) == Answered("app_rate_limited", "", "text/plain")


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "json_malformed"),
        (b"{", "json_malformed"),
        (b"\xff{}", "not_utf8"),
        (b"\xef\xbb\xbf{}", "json_malformed"),
        ('{"type": "x"}'.encode("utf-16"), "not_utf8"),
        (b"[]", "json_unknown"),
        (b"null", "json_unknown"),
        (b'"type"', "json_unknown"),
        (b"{}", "json_unknown"),
        (b'{"type": 1}', "json_unknown"),
        (b'{"type": "x", "n": NaN}', "json_malformed"),
        (b'{"type": "x", "n": -Infinity}', "json_malformed"),
        (b'{"type": "x", "n": 1e999}', "number_refused"),
        (b'{"type": "x", "n": ' + b"9" * 5000 + b"}", "json_malformed"),
        (b'{"type": "x", "t": "\\ud800"}', "character_refused"),
        (b'{"type": "x", "\\udfff": 1}', "character_refused"),
        (b'{"type": "x", "t": ["a\\u0000b"]}', "character_refused"),
        (b'{"type": "x", "t": "\x00"}', "json_malformed"),
        (b"[" * 60_000, "json_malformed"),
        (b'{"a":' * 10_000, "json_malformed"),
        (b'{"type": "x", "a": ' + b"[" * MAX_DEPTH + b"]" * MAX_DEPTH + b"}", "too_deep"),
        (b'{"type": "event_callback"}', "event_malformed"),
        (b'{"type": "event_callback", "event": "type"}', "event_malformed"),
        (b'{"type": "event_callback", "event": {"type": null}}', "event_malformed"),
        (b'{"type": "block_actions", "actions": [{"action_id": "more"}]}', "event_unknown"),
        (b'{"type": "url_verification"}', "challenge_malformed"),
        (b'{"type": "url_verification", "challenge": {}}', "challenge_malformed"),
    ],
)
def test_signed_json_that_is_no_event_is_refused(body: bytes, reason: str) -> None:
    assert admit_signed(body, JSON) == Refused(400, reason)


@pytest.mark.parametrize("depth", [200, 900, 30_000])
def test_json_nested_too_deep_is_refused_whether_or_not_this_python_can_read_it(depth: int) -> None:
    body = b'{"type": "x", "a": ' + b"[" * depth + b"]" * depth + b"}"
    assert admit_signed(body, JSON) in {Refused(400, "too_deep"), Refused(400, "json_malformed")}


def test_json_as_deep_as_slack_ever_sends_is_admitted() -> None:
    body = b'{"type": "event_callback", "event": {"type": "message", "a": ' + b"[" * 40 + b"]" * 40 + b"}}"
    assert isinstance(admit_signed(body, JSON), Admitted)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "form_unknown"),
        (b"text=casualties", "form_unknown"),
        (b"ssl_check=0", "form_unknown"),
        (b"command=%2Ffacts&payload=%7B%7D", "form_unknown"),
        (b"command=%2Ffacts&text=a&text=b", "field_twice"),
        (b"payload=%7B%7D&payload=%7B%7D", "field_twice"),
        (b"&".join(b"f%d=" % number for number in range(101)), "form_malformed"),
        (b"command=%FF", "form_malformed"),
        (b"command=\xff", "not_utf8"),
        (b"command=%ED%A0%80", "form_malformed"),
        (b"command=a%00b", "character_refused"),
        (b"command=a&%00=b", "character_refused"),
        (b"payload=", "json_malformed"),
        (b"payload=" + b"[" * 60_000, "json_malformed"),
        (b"payload=null", "json_unknown"),
        (b"payload=%5B%5D", "json_unknown"),
        (b'payload={"type":"block_actions"}', "interaction_malformed"),
        (b'payload={"type":"block_actions","actions":[]}', "interaction_malformed"),
        (b'payload={"type":"block_actions","actions":[{}]}', "interaction_malformed"),
        (b'payload={"type":"block_actions","actions":["action_id"]}', "interaction_malformed"),
        (b'payload={"type":"block_actions","actions":[{"action_id":1}]}', "interaction_malformed"),
        (b'payload={"type":"shortcut"}', "interaction_malformed"),
        (b'payload={"type":"message_action","callback_id":null}', "interaction_malformed"),
        (b'payload={"type":"shortcut","callback_id":"c","view":"v"}', "interaction_malformed"),
        (b'payload={"type":"shortcut","callback_id":"c","event":{}}', "interaction_malformed"),
        (b'payload={"type":"block_suggestion","action_id":[]}', "interaction_malformed"),
        (b'payload={"type":"dialog_submission","callback_id":"c"}', "interaction_unknown"),
        (b'payload={"type":"event_callback","event":{"type":"x"}}', "interaction_unknown"),
        (b'payload={"type":"view_submission"}', "interaction_malformed"),
        (b'payload={"type":"view_submission","view":"callback_id"}', "interaction_malformed"),
        (b'payload={"type":"view_closed","view":{}}', "interaction_malformed"),
    ],
)
def test_a_signed_form_that_is_neither_command_nor_interaction_is_refused(body: bytes, reason: str) -> None:
    assert admit_signed(body) == Refused(400, reason)


_headers = st.dictionaries(
    st.sampled_from(["X-Slack-Signature", "X-Slack-Request-Timestamp", "Content-Type"]) | st.text(),
    st.sampled_from([FORM, JSON, str(NOW), "v0=" + "0" * 64]) | st.text(),
)
_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None)),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.sampled_from(["type", "view", "actions"]) | st.text(), inner)
    ),
)
_bodies = (
    st.binary()
    | st.dictionaries(st.sampled_from(["command", "payload", "ssl_check"]) | st.text(), st.text()).map(
        lambda fields: urlencode(fields).encode()
    )
    | _json.map(lambda value: json.dumps(value).encode())
    | _json.map(lambda value: urlencode({"payload": json.dumps(value)}).encode())
)


@given(method=st.sampled_from(["POST", "GET"]) | st.text(), headers=_headers, body=_bodies)
def test_nothing_unsigned_is_admitted_or_raises(method: str, headers: dict[str, str], body: bytes) -> None:
    verdict = new_gate().admit(method, headers, body)
    assert isinstance(verdict, Refused)
    assert 400 <= verdict.status <= 499


@given(body=_bodies, content_type=st.sampled_from([FORM, JSON]) | st.text())
def test_nothing_signed_raises_and_what_is_admitted_can_be_stored(body: bytes, content_type: str) -> None:
    match admit_signed(body, content_type):
        case Admitted(admitted, _):
            json.dumps(admitted, ensure_ascii=False, allow_nan=False).encode("utf-8")
        case Refused(status, _):
            assert 400 <= status <= 499
        case Answered(_, text, _):
            text.encode("utf-8")


@given(body=_bodies, at=st.integers(0), to=st.integers(0, 255))
def test_changing_one_byte_of_a_signed_body_refuses_it(body: bytes, at: int, to: int) -> None:
    changed = bytearray(body + b"&")
    changed[at % len(changed)] = to
    if bytes(changed) == body + b"&":
        changed += b"."
    verdict = new_gate().admit("POST", signed_headers(body + b"&"), bytes(changed))
    assert verdict == Refused(401, "signature_wrong")
