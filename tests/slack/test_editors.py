"""Who is an editor: listed by id or group, a full member of this workspace; nobody where Slack can't say."""

from __future__ import annotations

import dataclasses

import pytest

from bot.config import Secret
from bot.errors import RefusedError
from bot.playground.server import SlackStandIn
from bot.slack import api
from bot.slack.editors import Editors
from bot.slack.requests import Actor


def editors(slack: SlackStandIn, *listed: str) -> Editors:
    client = api.web_client(Secret(slack.bot_token), slack.api_url)
    return Editors(client, listed, slack.workspace.team.id, slack.clock.now)


def person(slack: SlackStandIn, name: str) -> Actor:
    here, user = slack.workspace.team.id, slack.workspace.user(name)
    return Actor(here, user.id, home=user.team_id)


@pytest.mark.parametrize("listed", [("U0EDITOR",), ("S0EDITORS",), ("U0NOBODY", "S0EDITORS")])
async def test_whoever_is_listed_by_id_or_by_group_is_one(
    slack: SlackStandIn, listed: tuple[str, ...]
) -> None:
    assert (await editors(slack, *listed).check(person(slack, "editor"))).name == "Eddie Editor"


@pytest.mark.parametrize("name", ["reporter", "guest", "stranger"])
async def test_nobody_else_is_and_nobody_at_all_where_none_is_listed(slack: SlackStandIn, name: str) -> None:
    for listed in ((), ("S0EDITORS",)):
        assert not await editors(slack, *listed).includes(person(slack, name))
    assert not await editors(slack).includes(person(slack, "editor"))


@pytest.mark.parametrize(
    "change",
    [{"is_restricted": True}, {"is_ultra_restricted": True}, {"is_bot": True}, {"deleted": True}],
)
async def test_a_listed_guest_bot_or_leaver_is_none(slack: SlackStandIn, change: dict[str, bool]) -> None:
    user = slack.workspace.user("editor")
    slack.workspace.put_user(dataclasses.replace(user, **change))  # type: ignore[arg-type] # all are booleans
    with pytest.raises(RefusedError, match="Guests, bots"):
        await editors(slack, "S0EDITORS", user.id).check(person(slack, "editor"))


async def test_a_listed_person_of_another_workspace_is_none(slack: SlackStandIn) -> None:
    here = slack.workspace.team.id
    stranger = slack.workspace.user("stranger").id
    with pytest.raises(RefusedError):
        await editors(slack, stranger).check(person(slack, "stranger"))
    # Even where the payload claims that they are of this one: Slack's own record counts.
    with pytest.raises(RefusedError, match="other workspaces"):
        await editors(slack, stranger).check(Actor(here, stranger, home=here))


@pytest.mark.parametrize("method", ["users.info", "usergroups.users.list"])
async def test_where_slack_can_t_say_the_answer_is_no(slack: SlackStandIn, method: str) -> None:
    slack.faults.refuse(method, "fatal_error", times=100)
    asked = editors(slack, "S0EDITORS")
    with pytest.raises(RefusedError, match="can't say just now"):
        await asked.check(person(slack, "editor"))
    assert not await asked.includes(person(slack, "editor"))


async def test_a_slow_slack_costs_a_card_its_button_and_not_its_time(slack: SlackStandIn) -> None:
    slack.faults.slow("usergroups.users.list", 5)
    assert not await editors(slack, "S0EDITORS").includes(person(slack, "editor"))


async def test_a_reporter_costs_slack_one_question_a_minute(slack: SlackStandIn) -> None:
    asked = editors(slack, "S0EDITORS")
    for _ in range(5):
        await asked.includes(person(slack, "reporter"))
    assert [call.name for call in slack.requests] == ["usergroups.users.list"]
    slack.clock.advance(61)
    await asked.includes(person(slack, "reporter"))
    assert len(slack.requests) == 2
