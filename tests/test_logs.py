"""What a log line never holds: tokens, tickets, bearer addresses, an exception's own text."""

from __future__ import annotations

import json
import logging
import sys
from types import TracebackType
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.logs import Discreet, blank

ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None]

CANARY: Final = "C4n4ry-0123456789-abcdefABCDEF"
SECRETS: Final = {
    "bot token": f"xoxb-{CANARY}",
    "user token": f"xoxp-{CANARY}",
    "app token": f"xapp-1-A0-{CANARY}",
    "refresh token": f"xoxe.xoxb-1-{CANARY}",
    "token in capitals": f"XOXB-{CANARY}",
    "command's answer": f"https://hooks.slack.com/commands/T0/1/{CANARY}",
    "button's answer": f"https://hooks.slack.com/actions/T0/1/{CANARY}",
    "incoming webhook": f"https://hooks.slack.com/services/T0/B0/{CANARY}",
    "answer at the stand-in": f"http://127.0.0.1:8080/commands/T0/1/{CANARY}",
    "socket ticket": f"wss://wss-primary.slack.com/link/?ticket={CANARY}&app_id=1",
    "socket address": f"wss://wss-primary.slack.com/link/{CANARY}",
    "ticket alone": f"ticket={CANARY}",
    "token in a form": f"token={CANARY}",
    "signing secret": f"secret={CANARY}",
    "signing secret by its setting": f"SLACK_SIGNING_SECRET={CANARY}",
}
secret = pytest.mark.parametrize("words", SECRETS.values(), ids=SECRETS.keys())
both_formats = pytest.mark.parametrize("as_json", [False, True], ids=["text", "json"])


def line(
    message: str, *args: object, as_json: bool, error: ExceptionInfo | None = None, level: int = logging.INFO
) -> str:
    record = logging.LogRecord("bot.slack", level, "file.py", 1, message, args, error)
    return Discreet(as_json=as_json).format(record)


@both_formats
@secret
def test_a_secret_is_blanked_in_a_message(words: str, *, as_json: bool) -> None:
    made = line(f"opened {words} at once", as_json=as_json)
    assert CANARY not in made
    assert "(secret)" in made
    assert "opened " in made


@both_formats
@secret
def test_a_secret_is_blanked_in_an_argument(words: str, *, as_json: bool) -> None:
    made = line("opened %s for %r", words, {"url": words}, as_json=as_json)
    assert CANARY not in made
    assert made.count("(secret)") == 2


@both_formats
def test_what_is_no_secret_stays(*, as_json: bool) -> None:
    words = "show casualties found; https://slack.com/api/chat.postMessage 200; token refused; secretary"
    assert words in line(words, as_json=as_json)


def raised(words: str) -> ExceptionInfo:
    try:
        try:
            raise KeyError(words)  # noqa: TRY301 - it is raised to be caught, with another as its cause
        except KeyError as cause:
            raise ValueError(words) from cause
    except ValueError:
        kind, error, trace = sys.exc_info()
        assert kind
        assert error
        return kind, error, trace


@both_formats
def test_of_an_exception_only_its_kind_and_place_are_written(*, as_json: bool) -> None:
    made = line("it failed", error=raised(f"{CANARY} asked about the mayor"), as_json=as_json)
    assert CANARY not in made
    assert "mayor" not in made
    assert "ValueError" in made
    assert f"{__name__.rpartition('.')[2]}.py" in made
    assert "in raised" in made


def test_an_entry_in_json_is_one_line_with_these_keys() -> None:
    made = line("done %s “%s”", 1, "네", as_json=True, level=logging.WARNING)
    entry = json.loads(made)
    assert list(entry) == ["time", "level", "name", "message"]
    assert (entry["level"], entry["name"], entry["message"]) == ("WARNING", "bot.slack", "done 1 “네”")
    assert "\n" not in made


def test_an_exception_in_json_stands_on_the_same_line() -> None:
    made = line("two\nlines", error=raised("x"), as_json=True)
    assert "\n" not in made
    assert json.loads(made)["exception"].endswith("ValueError")


def test_an_entry_in_text_has_time_level_name_and_message() -> None:
    made = line("done", as_json=False)
    assert made.endswith(" INFO bot.slack done")
    assert made[:2] == "20"


@given(st.text(alphabet=st.characters(categories=["L", "N"]), min_size=8), st.text(), st.text())
def test_whatever_stands_around_a_token_it_is_blanked(token: str, before: str, after: str) -> None:
    made = blank(f"{before} xoxb-{token} {after}")
    assert f"xoxb-{token}" not in made
    assert "(secret)" in made
