"""Elements that Slack would not take."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from bot.playground.server import SlackStandIn
from tests.playground.desk_app import COLOURS, field, menu, option, plain
from tests.playground.test_elements import opened

Json = dict[str, Any]


@pytest.mark.parametrize(
    ("element", "said"),
    [
        (menu("static_select", "a", options=COLOURS, initial_option=option("pink")), "one of the options"),
        (menu("checkboxes", "a", options=COLOURS, initial_options=[option("pink")]), "one of the options"),
        (menu("static_select", "a", options=COLOURS * 34), "no more than 100 items"),
        (
            menu("external_select", "a", initial_option={"text": plain("x" * 76), "value": "x"}),
            "less than 76",
        ),
        (menu("external_select", "a", min_query_length=-1), "a number from 0"),
        (menu("external_select", "a", options=COLOURS), "invalid additional property: options"),
        (menu("datepicker", "a", initial_date="14 January"), "a date as YYYY-MM-DD"),
        (
            menu("plain_text_input", "a", dispatch_action_config={"trigger_actions_on": ["on_blur"]}),
            "must be one of: on_enter_pressed",
        ),
        (menu("plain_text_input", "a", dispatch_action_config=[]), "must be an object"),
        (menu("multi_static_select", "a", options=[]), "no fewer than 1 items"),
    ],
)
async def test_an_element_that_slack_would_not_take_is_refused(
    slack: SlackStandIn, element: Json, said: str
) -> None:
    with pytest.raises(SlackApiError) as refused:
        await opened(slack, [field("x", element)])
    assert said in "\n".join(refused.value.response["errors"])


async def test_one_element_at_most_has_the_focus(slack: SlackStandIn) -> None:
    focused = {"type": "plain_text_input", "focus_on_load": True}
    await opened(slack, [field("a", focused), field("b", {"type": "plain_text_input"})])
    with pytest.raises(SlackApiError, match="focus_on_load"):
        await opened(slack, [field("a", focused), field("b", focused)])
