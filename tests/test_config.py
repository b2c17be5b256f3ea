"""Settings from an environment that is passed in: what is wrong is named, no secret is ever shown."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import SETTINGS, Folders, Secret, Settings, examine, folders, missing, read
from bot.errors import ConfigurationError
from tests.conftest import ROOT

CANARY: Final = "0123456789-C4n4ry"
TOKENS: Final = {
    "SLACK_BOT_TOKEN": f"xoxb-{CANARY}",
    "SLACK_APP_TOKEN": f"xapp-{CANARY}",
    "SLACK_SIGNING_SECRET": CANARY,
}


def test_without_anything_the_defaults_hold() -> None:
    settings = read({})
    assert settings.api_url == "https://slack.com/api/"
    assert settings.command == "/facts"
    assert (settings.facts_dir, settings.seeds_dir) == (Path("facts"), Path("seeds"))
    assert settings.documents_dir == Path("seeds/texts")
    assert settings.fact_desk_channel is None
    assert (settings.host, settings.port) == ("127.0.0.1", 3000)
    assert (settings.log_format, settings.log_level) == ("text", "INFO")
    assert settings.mode is None


def test_a_setting_left_empty_or_blank_is_one_left_out() -> None:
    assert read(dict.fromkeys((each.name for each in SETTINGS), "")) == read({})
    assert read(dict.fromkeys((each.name for each in SETTINGS), "  \t")) == read({})


def test_settings_of_other_programs_change_nothing() -> None:
    assert read({"PATH": "/bin", "SLACK_TOKEN": "x", "facts_dir": "other"}) == read({})


def test_what_is_set_is_taken_trimmed() -> None:
    settings = read(
        {
            **TOKENS,
            "SLACK_API_URL": "http://127.0.0.1:8080/api",
            "FACTS_COMMAND": " /desk-facts_2 ",
            "FACTS_DIR": "our/facts",
            "FACT_DESK_CHANNEL": "C0123ABC",
            "PORT": "0",
            "LOG_FORMAT": "json",
            "LOG_LEVEL": "debug",
        }
    )
    assert settings.api_url == "http://127.0.0.1:8080/api/"
    assert settings.command == "/desk-facts_2"
    assert settings.facts_dir == Path("our/facts")
    assert settings.fact_desk_channel == "C0123ABC"
    assert settings.port == 0
    assert (settings.log_format, settings.log_level) == ("json", "DEBUG")
    assert settings.bot_token.reveal() == TOKENS["SLACK_BOT_TOKEN"]


@pytest.mark.parametrize(
    ("given_tokens", "mode"),
    [
        ((), None),
        (("SLACK_BOT_TOKEN",), None),
        (("SLACK_APP_TOKEN",), None),
        (("SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"), None),
        (("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"), "socket"),
        (("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"), "http"),
        (("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"), "socket"),
    ],
)
def test_the_tokens_decide_how_slack_reaches_the_bot(given_tokens: tuple[str, ...], mode: str | None) -> None:
    settings = read({name: TOKENS[name] for name in given_tokens})
    assert settings.mode == mode
    lacking = missing(settings)
    assert (lacking is None) == (mode is not None)
    if lacking:
        assert CANARY not in lacking
        assert ("SLACK_BOT_TOKEN" in lacking) == ("SLACK_BOT_TOKEN" not in given_tokens)
        assert ".env.example" in lacking
        assert "factdesk playground" in lacking


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SLACK_BOT_TOKEN", f"xapp-{CANARY}"),
        ("SLACK_BOT_TOKEN", CANARY),
        ("SLACK_BOT_TOKEN", f"xoxb-{CANARY} {CANARY}"),
        ("SLACK_BOT_TOKEN", f"xoxb-{CANARY}\nxoxb-{CANARY}"),
        ("SLACK_BOT_TOKEN", f"xoxb-{CANARY}é"),
        ("SLACK_BOT_TOKEN", f'"xoxb-{CANARY}"'),
        ("SLACK_APP_TOKEN", f"xoxb-{CANARY}"),
        ("SLACK_APP_TOKEN", f"xapp-{CANARY}\u200b"),
        ("SLACK_API_URL", "https://evil.example/api/"),
        ("SLACK_API_URL", "https://slack.com.evil.example/api/"),
        ("SLACK_API_URL", "https://evil.example/slack.com"),
        ("SLACK_API_URL", "https://slack.com@evil.example/"),
        ("SLACK_API_URL", "http://slack.com/api/"),
        ("SLACK_API_URL", "https://api.slack.com/"),
        ("SLACK_API_URL", "http://10.0.0.1:8080/"),
        ("SLACK_API_URL", "http://localhost.evil.example/"),
        ("SLACK_API_URL", "ftp://127.0.0.1/"),
        ("SLACK_API_URL", "127.0.0.1:8080"),
        ("SLACK_API_URL", "slack.com/api"),
        ("SLACK_API_URL", "http://["),
        ("SLACK_API_URL", "http://ex\u2100mple.com/"),
        ("FACTS_COMMAND", "facts"),
        ("FACTS_COMMAND", "/"),
        ("FACTS_COMMAND", "/Facts"),
        ("FACTS_COMMAND", "/our facts"),
        ("FACTS_COMMAND", "/fäkten"),
        ("FACTS_COMMAND", "/" + "f" * 32),
        ("FACTS_COMMAND", "//facts"),
        ("FACT_DESK_CHANNEL", "#fact-desk"),
        ("FACT_DESK_CHANNEL", "U0123ABC"),
        ("FACT_DESK_CHANNEL", "c0123abc"),
        ("FACT_DESK_CHANNEL", "C"),
        ("PORT", "-1"),
        ("PORT", "65536"),
        ("PORT", "999999"),
        ("PORT", "http"),
        ("PORT", "30.0"),
        ("PORT", "٣٠٠٠"),
        ("PORT", "3_000"),
        ("LOG_FORMAT", "JSON"),
        ("LOG_FORMAT", "xml"),
        ("LOG_LEVEL", "TRACE"),
        ("LOG_LEVEL", "10"),
    ],
)  # fmt: skip
def test_a_wrong_setting_is_named_and_a_secret_is_not_repeated(name: str, value: str) -> None:
    with pytest.raises(ConfigurationError) as raised:
        read({name: value})
    assert name in str(raised.value)
    assert CANARY not in str(raised.value)
    assert CANARY not in repr(raised.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SLACK_API_URL", "https://slack.com/api/"),
        ("SLACK_API_URL", "http://localhost:8080/api/"),
        ("SLACK_API_URL", "http://[::1]:8080/api/"),
        ("FACTS_COMMAND", "/f"),
        ("FACTS_COMMAND", "/" + "f" * 31),
        ("FACT_DESK_CHANNEL", "G0123ABC"),
        ("PORT", "65535"),
        ("PORT", "1"),
        ("LOG_LEVEL", "Warning"),
    ],
)
def test_a_setting_at_its_edge_is_taken(name: str, value: str) -> None:
    assert isinstance(read({name: value}), Settings)


def test_every_wrong_setting_is_named_at_once() -> None:
    wrong = {
        "SLACK_BOT_TOKEN": "x",
        "SLACK_APP_TOKEN": "y z",
        "PORT": "x",
        "LOG_LEVEL": "x",
        "FACTS_COMMAND": "x",
    }
    with pytest.raises(ConfigurationError) as raised:
        read(wrong)
    assert all(name in str(raised.value) for name in wrong)


@given(st.dictionaries(st.sampled_from([each.name for each in SETTINGS]), st.text()))
def test_any_environment_gives_settings_or_one_configuration_error(environ: dict[str, str]) -> None:
    try:
        settings: Settings | str = read(environ)
    except ConfigurationError as error:
        settings = str(error)
    assert settings


def test_what_is_wrong_elsewhere_does_not_matter_to_the_folders() -> None:
    wrong = dict.fromkeys((each.name for each in SETTINGS if not each.name.endswith("_DIR")), "#wrong")
    assert folders({**wrong, "FACTS_DIR": " our/facts "}) == Folders(
        Path("our/facts"), Path("seeds"), Path("seeds/texts")
    )
    with pytest.raises(ConfigurationError):
        read(wrong)


def test_to_be_looked_at_a_wrong_setting_has_its_default_and_is_named() -> None:
    settings, wrong = examine({**TOKENS, "SLACK_BOT_TOKEN": f"xapp-{CANARY} x", "PORT": "abc", "HOST": "::"})
    assert settings == read({**TOKENS, "SLACK_BOT_TOKEN": "", "HOST": "::"})
    assert [each.name for each in wrong] == ["SLACK_BOT_TOKEN", "SLACK_BOT_TOKEN", "PORT"]
    assert all(each.said.startswith(f"{each.name} ") for each in wrong)
    assert CANARY not in repr(wrong)


def test_where_nothing_is_wrong_there_is_nothing_to_name() -> None:
    assert examine(TOKENS) == (read(TOKENS), ())


def test_a_secret_is_shown_nowhere() -> None:
    settings = read(TOKENS)
    secrets = (settings.bot_token, settings.app_token, settings.signing_secret)
    values = (settings, dataclasses.replace(settings), [settings], secrets, *secrets)
    for shown in (form.format(value) for value in values for form in ("{}", "{!r}", "{!s}")):
        assert CANARY not in shown
    assert str(settings.bot_token) == "Secret(…)"


def test_a_secret_is_true_where_there_is_one() -> None:
    assert Secret("x")
    assert not Secret("")
    assert str(Secret("")) == "Secret()"


def test_the_names_are_told_once_each_with_a_meaning() -> None:
    names = [each.name for each in SETTINGS]
    assert len(names) == len(set(names))
    assert all(each.meaning.endswith(".") and "\n" not in each.meaning for each in SETTINGS)


def test_the_example_lists_exactly_the_settings_with_their_defaults() -> None:
    example = ROOT / ".env.example"
    if not example.is_file():
        pytest.skip("there is no .env.example yet")
    text = example.read_text(encoding="utf-8")
    lines = re.findall(r"^([A-Z_]+)=(.*)$", text, re.MULTILINE)
    assert lines == [(each.name, each.default) for each in SETTINGS]
    comments = re.findall(r"^# (.+)$", text, re.MULTILINE)
    assert all(each.meaning in comments for each in SETTINGS)
    assert read(dict(lines)) == read({})
