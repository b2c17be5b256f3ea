"""The editors' forms and messages, within Slack's limits whatever stands in a fact."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any, Final

import pytest

from bot import edit_cards, edit_views
from bot.answer import answer
from bot.form_kit import View
from bot.model import FactFile
from bot.playground.content import checked_content
from bot.playground.view_rules import checked_view
from tests.conftest import changed

TODAY: Final = dt.date(2031, 5, 20)
HOSTILE: Final = "<!channel> <@U0EDITOR> `x` <http://evil|trusted> @everyone & \u200b"


def views(file: FactFile) -> list[View]:
    made: list[View] = [
        edit_views.source_form(),
        edit_views.statement_form(file),
        edit_views.done("Saved", HOSTILE),
    ]
    for key, fact in file.facts.items():
        shown = answer(key, file, TODAY)
        made += [
            edit_views.edit_form(key, fact, "{}", {}),
            edit_views.both_versions(key, fact, "{}", {"claim": HOSTILE * 40, "caution": ""}, {"claim"}),
            edit_views.verify_form(shown, "{}", TODAY),
            edit_views.withdraw_form(key, fact, "{}"),
            edit_views.fact_form(file, fact.statements[0], "{}", TODAY, "Proven."),
        ]
    return made


def test_every_form_is_one_that_slack_takes(small: FactFile, shipped: FactFile) -> None:
    long = changed(small, "tower-lean", claim=HOSTILE * 20, caution=HOSTILE * 30, asked_as=(HOSTILE,) * 200)
    for file in (small, shipped, long):
        for view in views(file):
            checked_view(view)


def test_a_form_holds_the_fact_field_by_field(small: FactFile) -> None:
    fact = small.facts["tower-lean"]
    view = edit_views.edit_form("tower-lean", fact, "{}", {})
    fields = {block["block_id"]: block["element"] for block in view["blocks"] if block["type"] == "input"}
    assert fields["claim"]["initial_value"] == fact.claim
    assert fields["status"]["initial_option"]["value"] == fact.status
    assert (
        fields["figures"]["initial_value"]
        == "lean | centimeters | 12 | more than | more than 12 centimeters | 1"
    )
    assert fields["asked_as"]["initial_value"].splitlines() == list(fact.asked_as)
    assert "review_by" not in fields  # nothing but verifying sets it first


def test_withdrawn_is_no_status_that_the_form_offers(small: FactFile) -> None:
    def offered(status: Any) -> list[str]:  # noqa: ANN401 - a status
        fact = dataclasses.replace(small.facts["tower-lean"], status=status)
        blocks = edit_views.edit_form("tower-lean", fact, "{}", {})["blocks"]
        (menu,) = [each["element"] for each in blocks if each.get("block_id") == "status"]
        return [each["value"] for each in menu["options"]]

    assert "withdrawn" not in offered("claimed")
    assert "withdrawn" in offered("withdrawn")


def test_what_is_too_long_for_a_field_is_left_out_as_a_part_of_it_would_be_saved_as_the_whole(
    small: FactFile,
) -> None:
    long = changed(small, "tower-lean", asked_as=tuple(f"phrase number {n}" for n in range(300)))
    view = edit_views.edit_form("tower-lean", long.facts["tower-lean"], "{}", {})
    assert "asked_as" not in [block.get("block_id") for block in view["blocks"]]
    assert "asked as" in view["blocks"][0]["elements"][0]["text"]


@pytest.mark.parametrize("lines", [[], ["a"], [HOSTILE * 100] * 100])
def test_every_message_is_one_that_slack_takes(lines: list[str]) -> None:
    long = HOSTILE * 100
    for message in (
        edit_cards.proposal(1, "tower-lean", "U0EDITOR", lines, long, long, long),
        edit_cards.decided("tower-lean", "U0EDITOR", "U0CHIEF", "Approved", lines),
        edit_cards.decided("tower-lean", "U0EDITOR", "", "Out of date", lines),
        edit_cards.history("tower-lean", [(long, lines)] * 60, 7),
        edit_cards.history("tower-lean", [], None),
        edit_cards.status("0" * 64, dt.datetime(2031, 5, 20, tzinfo=dt.UTC), "", 33, long, 2),
    ):
        checked_content(message.text, [*message.blocks])
