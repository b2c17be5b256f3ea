"""`factdesk doctor`: each thing that is missing is named with what to do, and nothing secret."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot import config, doctor
from bot.config import Secret, Settings, Wrong
from bot.ledger import open_ledger
from bot.playground.server import SlackStandIn
from bot.playground.workspace import DEMO_SCOPES, demo_workspace
from bot.slack import service
from tests.slack.bots import ROOT

FAULTS = ("MISSING", "WRONG", "FAILED")
NO_LEDGER = "sqlite:////no-such-folder/ledger.db"  # which doctor looks for, and does not make


def settings_for(slack: SlackStandIn, **changes: str) -> Settings:
    return config.read(
        {
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
            "SLACK_API_URL": slack.api_url,
            "FACT_DESK_CHANNEL": "C0FACTDESK",
            "FACT_EDITORS": "S0EDITORS",
            "DATABASE_URL": NO_LEDGER,
            "FACTS_DIR": str(ROOT / "facts"),
            "SEEDS_DIR": str(ROOT / "seeds"),
            **changes,
        }
    )


async def examined(
    settings: Settings, *, offline: bool = False, wrong: tuple[Wrong, ...] = ()
) -> tuple[bool, list[str]]:
    said: list[str] = []
    return await doctor.examine(settings, said.append, offline=offline, wrong=wrong), said


def faults(said: list[str]) -> list[str]:
    return [line for line in said if line.startswith(FAULTS)]


async def test_where_all_is_good_every_line_says_so(slack: SlackStandIn) -> None:
    sound, said = await examined(settings_for(slack))
    assert sound
    assert faults(said) == []
    assert all(line.startswith("ok ") for line in said)
    for part in (
        "facts from",
        "The Newsroom",
        "scopes",
        "app-level token is good",
        "in the fact desk's channel",
    ):
        assert [line for line in said if part in line], part


async def test_over_http_no_app_level_token_is_looked_at(slack: SlackStandIn) -> None:
    sound, said = await examined(settings_for(slack, SLACK_APP_TOKEN="", SLACK_SIGNING_SECRET="abc"))
    assert sound
    assert not [call for call in slack.requests if call.name == "apps.connections.open"]
    assert not [line for line in said if "app-level" in line]


async def test_both_ways_at_once_are_told_which_is_used(slack: SlackStandIn) -> None:
    sound, said = await examined(settings_for(slack, SLACK_SIGNING_SECRET="abc"))
    assert sound
    assert [line for line in said if "Socket Mode is used" in line]


@pytest.mark.parametrize("scope", doctor.SCOPES)
async def test_a_scope_that_is_missing_is_named(scope: str) -> None:
    async with SlackStandIn(demo_workspace(DEMO_SCOPES - {scope})) as slack:
        sound, said = await examined(settings_for(slack))
    assert not sound
    [line] = [line for line in faults(said) if "scopes lack" in line]
    assert f"scopes lack {scope}:" in line
    assert "reinstall" in line


async def test_every_scope_that_is_asked_for_is_one_that_the_demo_has() -> None:
    assert set(doctor.SCOPES) <= DEMO_SCOPES


@pytest.mark.parametrize("code", ["invalid_auth", "token_revoked", "account_inactive"])
async def test_a_bot_token_that_slack_refuses_is_told(slack: SlackStandIn, code: str) -> None:
    slack.faults.revoke("bot", code)
    sound, said = await examined(settings_for(slack))
    assert not sound
    [line] = faults(said)
    assert line.startswith(f"WRONG    Slack refuses the bot token ({code}): copy it again")
    assert "reached" not in line
    assert slack.bot_token not in " ".join(said)


async def test_an_app_level_token_that_slack_refuses_is_told(slack: SlackStandIn) -> None:
    settings = replace(settings_for(slack), app_token=Secret("xapp-canary"))
    sound, said = await examined(settings)
    assert not sound
    [line] = faults(said)
    assert line.startswith("WRONG    Slack refuses the app-level token (invalid_auth): make one with ")
    assert "canary" not in " ".join(said)


async def test_an_app_level_token_without_its_scope_is_told(slack: SlackStandIn) -> None:
    slack.workspace.app = replace(slack.workspace.app, app_scopes=frozenset())
    sound, said = await examined(settings_for(slack))
    assert not sound
    assert [line for line in faults(said) if "connections:write" in line]


@pytest.mark.parametrize("channel", ["C0POLITICS", "C0SECRET", "C0NOWHERE"])
async def test_a_bot_that_is_not_in_the_fact_desk_s_channel_is_told(
    slack: SlackStandIn, channel: str
) -> None:
    sound, said = await examined(settings_for(slack, FACT_DESK_CHANNEL=channel))
    assert not sound
    [line] = faults(said)
    assert "not in the fact desk's channel: invite it" in line


@pytest.mark.parametrize("fault", ["fatal_error", "ratelimited"])
async def test_a_channel_that_slack_can_t_tell_of_is_a_finding_and_no_crash(
    slack: SlackStandIn, fault: str
) -> None:
    slack.faults.refuse("conversations.info", fault)
    sound, said = await examined(settings_for(slack))
    assert not sound
    [line] = faults(said)
    assert "channel" in line


async def test_a_slack_that_is_broken_is_a_finding_and_no_crash(slack: SlackStandIn) -> None:
    slack.faults.fail("auth.test", 503)
    sound, said = await examined(settings_for(slack))
    assert not sound
    [line] = faults(said)
    assert line == "FAILED   Slack can't say now whether the bot token is good (HTTP 503): try again later"


async def test_a_slack_that_hangs_up_is_not_reached(slack: SlackStandIn) -> None:
    slack.faults.reset("auth.test", times=9)
    sound, said = await examined(settings_for(slack))
    assert not sound
    [line] = faults(said)
    assert line.startswith(f"FAILED   Slack is not reached at {slack.api_url} (")
    assert "SLACK_API_URL" in line
    assert "refuses" not in line


async def test_an_address_where_nothing_listens_is_not_reached(slack: SlackStandIn) -> None:
    settings = replace(settings_for(slack), api_url="http://127.0.0.1:1/api/")
    sound, said = await examined(settings)
    assert not sound
    [line] = faults(said)
    assert line.startswith("FAILED   Slack is not reached at http://127.0.0.1:1/api/ (Client")
    assert "check the network" in line


@pytest.mark.parametrize(("method", "token"), [("auth.test", "bot"), ("apps.connections.open", "app-level")])
async def test_an_error_of_slacks_own_blames_neither_token_nor_network(
    slack: SlackStandIn, method: str, token: str
) -> None:
    slack.faults.refuse(method, "fatal_error")
    sound, said = await examined(settings_for(slack))
    assert not sound
    [line] = faults(said)
    assert (
        line
        == f"FAILED   Slack can't say now whether the {token} token is good (fatal_error): try again later"
    )


async def test_every_wrong_setting_is_a_line_and_the_rest_is_looked_at(slack: SlackStandIn) -> None:
    settings, wrong = config.examine(
        {
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": "canary",
            "SLACK_API_URL": slack.api_url,
            "FACT_DESK_CHANNEL": "#desk",
            "FACT_EDITORS": "S0EDITORS",
            "DATABASE_URL": NO_LEDGER,
            "PORT": "abc",
            "FACTS_DIR": str(ROOT / "facts"),
            "SEEDS_DIR": str(ROOT / "seeds"),
        }
    )
    sound, said = await examined(settings, wrong=wrong)
    assert not sound
    assert [line.split()[:2] for line in faults(said)] == [
        ["WRONG", "SLACK_APP_TOKEN"],
        ["WRONG", "FACT_DESK_CHANNEL"],
        ["WRONG", "PORT"],
    ]
    assert not [line for line in said if "not set" in line or "canary" in line]
    assert [line for line in said if "The Newsroom" in line]


async def test_with_a_wrong_address_no_token_is_sent_anywhere(slack: SlackStandIn) -> None:
    wrong = (Wrong("SLACK_API_URL", "SLACK_API_URL must be …"),)
    sound, said = await examined(settings_for(slack), wrong=wrong)
    assert not sound
    assert faults(said) == ["WRONG    SLACK_API_URL must be …"]
    assert slack.requests == []


async def test_offline_asks_slack_nothing(slack: SlackStandIn) -> None:
    sound, _ = await examined(settings_for(slack), offline=True)
    assert sound
    assert slack.requests == []


async def test_without_tokens_nothing_is_asked_and_each_is_named(slack: SlackStandIn) -> None:
    settings = settings_for(slack, SLACK_BOT_TOKEN="", SLACK_APP_TOKEN="", FACT_DESK_CHANNEL="")
    sound, said = await examined(settings)
    assert not sound
    assert slack.requests == []
    named = ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN or SLACK_SIGNING_SECRET")
    assert [[name for name in named if name in line] for line in faults(said)] == [[name] for name in named]


async def test_no_fact_desk_channel_is_a_note_and_no_fault(slack: SlackStandIn) -> None:
    sound, said = await examined(settings_for(slack, FACT_DESK_CHANNEL=""))
    assert sound
    [note] = [line for line in said if not line.startswith("ok ")]
    assert note.startswith("note ")
    assert "FACT_DESK_CHANNEL is not set" in note


async def test_a_fact_file_that_can_t_be_served_is_told_with_its_problem(
    slack: SlackStandIn, tmp_path: Path
) -> None:
    facts = tmp_path / "facts"
    facts.mkdir()
    (facts / "cut.yaml").write_text("topic: Cut short\nfacts:\n  one:\n    claim: It is", encoding="utf-8")
    sound, said = await examined(settings_for(slack, FACTS_DIR=str(facts)))
    assert not sound
    [line] = faults(said)
    assert line.startswith("WRONG    the fact file can't be served:\n")
    assert f"{facts / 'cut.yaml'}:" in line


# ── Editing


def here(tmp_path: Path, **given: str) -> list[str]:
    settings = config.read({"DATABASE_URL": f"sqlite:///{tmp_path / 'ledger.db'}", **given})
    return [str(finding.said) for finding in doctor._editing(settings, set())]


def test_without_editors_it_says_that_nobody_edits_and_makes_no_ledger(tmp_path: Path) -> None:
    said = here(tmp_path)
    assert said[0].startswith("FACT_EDITORS is not set: nobody edits")
    assert said[-1] == "ledger: none yet; the bot makes it when it starts"
    assert not (tmp_path / "ledger.db").exists()


def test_with_editors_it_says_how_many_ids_and_who_else_must_agree(tmp_path: Path) -> None:
    assert here(tmp_path, FACT_EDITORS="U0A, S0B")[0] == "FACT_EDITORS names 2 ids; a second editor approves"
    alone = here(tmp_path, FACT_EDITORS="U0A", FACT_APPROVALS="0")
    assert alone[0] == "FACT_EDITORS names 1 id; no second editor is asked"


def test_it_says_what_is_lost_where_nothing_shown_is_kept(tmp_path: Path) -> None:
    assert any("nobody can be told when a fact changes" in line for line in here(tmp_path, SHOWN="off"))


def test_a_ledger_that_is_none_is_wrong_and_one_that_is_there_says_since_when(tmp_path: Path) -> None:
    (tmp_path / "ledger.db").write_text("This is no database, but a text of some length. " * 50)
    assert "can't be opened" in here(tmp_path)[-1]
    (tmp_path / "ledger.db").unlink()
    open_ledger(f"sqlite:///{tmp_path / 'ledger.db'}", service.utc_now).close()
    assert here(tmp_path)[-1] == "ledger: SQLite; it is empty"
