"""The Slack app's manifest against Slack's limits and against what the code hears and calls.

Limits and scopes are from Slack's documentation of app manifests and of each method and event, 2026-11.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from bot import doctor
from bot.config import SETTINGS
from bot.playground.workspace import demo_workspace
from bot.slack.heard import HEARD

Manifest = dict[str, Any]

ROOT: Final = Path(__file__).parents[1]
TEXT: Final = (ROOT / "manifest.yaml").read_text(encoding="utf-8")

# What each method needs of the bot token. apps.connections.open takes the app-level token.
SCOPES_OF_METHOD: Final = {
    "apps.connections.open": (),
    "auth.test": (),
    "chat.delete": ("chat:write",),
    "chat.getPermalink": (),
    "chat.postEphemeral": ("chat:write",),
    "chat.postMessage": ("chat:write",),
    "chat.update": ("chat:write",),
    "conversations.info": ("channels:read", "groups:read"),
    "conversations.open": ("im:write",),
    "usergroups.users.list": ("usergroups:read",),
    "users.info": ("users:read",),
    "views.open": (),
    "views.publish": (),
    "views.push": (),
    "views.update": (),
}
SCOPES_OF_EVENT: Final = {
    "app_home_opened": (),
    "app_mention": ("app_mentions:read",),
    "message.im": ("im:history",),
}
SUBSCRIBED_AS: Final = {
    "app_home_opened": "app_home_opened",
    "app_mention": "app_mention",
    "message": "message.im",
}
FAMILIES: Final = "apps|auth|bots|chat|conversations|files|oauth|reactions|team|usergroups|users|views"


@pytest.fixture
def manifest() -> Manifest:
    loaded = yaml.safe_load(TEXT)
    assert isinstance(loaded, dict)
    return loaded


def _called() -> set[str]:
    """Every Web API method that the code names, as a string or as a method of slack_sdk's client."""
    files = [*(ROOT / "bot" / "slack").glob("*.py"), ROOT / "bot" / "doctor.py"]
    code = "\n".join(path.read_text(encoding="utf-8") for path in files)
    named = re.findall(rf'"((?:{FAMILIES})\.[A-Za-z.]+)"', code)
    methods = re.findall(rf"client\.((?:{FAMILIES})_[A-Za-z_]+)\(", code)
    return {*named, *(method.replace("_", ".") for method in methods)}


@pytest.mark.parametrize(
    ("path", "most"),
    [
        (("display_information", "name"), 35),
        (("display_information", "description"), 140),
        (("features", "bot_user", "display_name"), 80),
        (("features", "slash_commands", 0, "command"), 32),
        (("features", "slash_commands", 0, "description"), 2000),
        (("features", "slash_commands", 0, "usage_hint"), 1000),
        (("features", "shortcuts", 0, "name"), 24),
        (("features", "shortcuts", 0, "description"), 150),
        (("features", "shortcuts", 1, "name"), 24),
        (("features", "shortcuts", 1, "description"), 150),
    ],
    ids=lambda value: ".".join(map(str, value)) if isinstance(value, tuple) else str(value),
)
def test_a_text_is_there_and_within_slacks_limit(
    manifest: Manifest,
    path: tuple[str | int, ...],
    most: int,
) -> None:
    value: Any = manifest
    for step in path:
        value = value[step]
    assert 0 < len(value) <= most


def test_the_scopes_are_those_that_doctor_looks_for(manifest: Manifest) -> None:
    assert manifest["oauth_config"] == {"scopes": {"bot": sorted(doctor.SCOPES)}}


def test_every_scope_has_its_reason_beside_it() -> None:
    lines = TEXT.partition("    bot:")[2].partition("settings:")[0].splitlines()[1:]
    assert len(lines) == len(doctor.SCOPES)
    for line in lines:
        assert re.fullmatch(r"      - [a-z_]+(:[a-z]+)? # \w.{10,}", line), line


def test_every_method_that_the_code_calls_is_known_here_with_its_scopes() -> None:
    assert _called() == set(SCOPES_OF_METHOD)


def test_the_scopes_are_what_commands_events_and_methods_need_and_no_more() -> None:
    needed = {"commands"}
    for scopes in (*SCOPES_OF_METHOD.values(), *SCOPES_OF_EVENT.values()):
        needed.update(scopes)
    assert set(doctor.SCOPES) == needed


def test_the_slash_command_is_the_default_of_its_setting(manifest: Manifest) -> None:
    default = next(each.default for each in SETTINGS if each.name == "FACTS_COMMAND")
    assert [each["command"] for each in manifest["features"]["slash_commands"]] == [default]
    assert [each.kind for each in HEARD].count("command") == 1


def test_names_and_channels_reach_the_bot_as_they_were_typed(manifest: Manifest) -> None:
    assert manifest["features"]["slash_commands"][0]["should_escape"] is False


def test_the_events_are_those_that_the_bot_hears(manifest: Manifest) -> None:
    heard = [each.what for each in HEARD if each.kind in ("event", "home") and isinstance(each.what, str)]
    subscribed = manifest["settings"]["event_subscriptions"]["bot_events"]
    assert sorted(subscribed) == sorted(SUBSCRIBED_AS[name] for name in heard)
    assert sorted(subscribed) == sorted(SCOPES_OF_EVENT)


def test_the_shortcuts_are_those_that_the_bot_hears_each_of_its_kind(manifest: Manifest) -> None:
    types = {"shortcut": "global", "message shortcut": "message"}
    offered = {each["callback_id"]: each["type"] for each in manifest["features"]["shortcuts"]}
    assert offered == {
        each.what: types[each.kind] for each in HEARD if each.kind in types and isinstance(each.what, str)
    }
    assert len(offered) <= 10


def test_the_stand_in_offers_what_the_manifest_does(manifest: Manifest) -> None:
    app = demo_workspace().app
    offered = {each["callback_id"]: each["type"] for each in manifest["features"]["shortcuts"]}
    assert dict(app.shortcuts) == offered
    assert app.events == set(manifest["settings"]["event_subscriptions"]["bot_events"])
    assert app.scopes >= set(manifest["oauth_config"]["scopes"]["bot"])


def test_buttons_are_heard_so_interactivity_is_on(manifest: Manifest) -> None:
    assert any(each.kind == "action" for each in HEARD)
    assert manifest["settings"]["interactivity"] == {"is_enabled": True}


def test_people_can_write_to_the_bot(manifest: Manifest) -> None:
    home = manifest["features"]["app_home"]
    assert home["home_tab_enabled"] is True
    assert home["messages_tab_enabled"] is True
    assert home["messages_tab_read_only_enabled"] is False


def test_it_is_one_workspaces_app_over_socket_mode(manifest: Manifest) -> None:
    settings = manifest["settings"]
    assert settings["socket_mode_enabled"] is True
    assert settings["org_deploy_enabled"] is False
    assert settings["token_rotation_enabled"] is False
