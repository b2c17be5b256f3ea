"""Modals: the keys that open them, their stack, their limits, and what the client lets a person submit."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from bot.playground.content import RefusalError
from bot.playground.server import SlackStandIn
from bot.playground.view_rules import checked_view
from bot.playground.views import View
from tests.playground.apps import FIELD, FORM, PLAIN, RESULT, client_of

Json = dict[str, Any]


def trigger(slack: SlackStandIn, user: str = "U0REPORTER") -> str:
    """A key as an act of this person's would hand it out."""
    return slack._state.views.trigger(user)


async def code_of(work: Any) -> str:  # noqa: ANN401 - a call of slack_sdk's
    """The error code with which Slack refuses this call; empty where it takes it."""
    try:
        await work
    except SlackApiError as error:
        return str(error.response["error"])
    return ""


async def opened(slack: SlackStandIn, view: Json) -> View:
    await client_of(slack).views_open(trigger_id=trigger(slack), view=view)
    seen = slack.view("reporter")
    assert seen is not None
    return seen


# ── Keys


@pytest.mark.parametrize(("seconds", "code"), [(2.5, ""), (3.5, "expired_trigger_id")])
async def test_a_trigger_is_good_for_three_seconds(slack: SlackStandIn, seconds: float, code: str) -> None:
    key = trigger(slack)
    slack.clock.advance(seconds)
    assert await code_of(client_of(slack).views_open(trigger_id=key, view=FORM)) == code


async def test_a_trigger_is_good_for_one_use(slack: SlackStandIn) -> None:
    key, client = trigger(slack), client_of(slack)
    assert await code_of(client.views_open(trigger_id=key, view=FORM)) == ""
    assert await code_of(client.views_push(trigger_id=key, view=FORM)) == "exchanged_trigger_id"


async def test_a_trigger_that_was_never_handed_out_opens_nothing(slack: SlackStandIn) -> None:
    assert await code_of(client_of(slack).views_open(trigger_id="1.2.x", view=FORM)) == "invalid_trigger_id"
    assert slack.view("reporter") is None


async def test_a_view_that_is_refused_uses_no_trigger_up(slack: SlackStandIn) -> None:
    key, client = trigger(slack), client_of(slack)
    assert await code_of(client.views_open(trigger_id=key, view={"type": "modal"})) == "invalid_arguments"
    assert await code_of(client.views_open(trigger_id=key, view=FORM)) == ""


# ── The stack


async def test_a_view_is_seen_by_the_person_who_acted_and_by_nobody_else(slack: SlackStandIn) -> None:
    view = await opened(slack, FORM)
    assert (view.title, view.callback_id, view.user) == ("A form", "form", "U0REPORTER")
    assert slack.view("editor") is None
    assert (await slack.next_view("reporter")).id == view.id
    with pytest.raises(TimeoutError):
        await slack.next_view("reporter", within=0.01)


async def test_three_views_lie_on_each_other_and_no_fourth(slack: SlackStandIn) -> None:
    client = client_of(slack)
    first = await opened(slack, FORM)
    for _ in range(2):
        assert await code_of(client.views_push(trigger_id=trigger(slack), view=RESULT)) == ""
    assert await code_of(client.views_push(trigger_id=trigger(slack), view=RESULT)) == "push_limit_reached"
    top = slack.view("reporter")
    assert top is not None
    assert top.root == first.id
    assert top.previous not in (None, first.id)


async def test_nothing_is_pushed_where_nothing_is_open(slack: SlackStandIn) -> None:
    assert await code_of(client_of(slack).views_push(trigger_id=trigger(slack), view=FORM)) == "not_found"


async def test_what_is_opened_takes_the_place_of_what_was_open(slack: SlackStandIn) -> None:
    first = await opened(slack, FORM)
    second = await opened(slack, RESULT)
    assert (second.previous, second.root) == (None, second.id)
    with pytest.raises(ValueError, match="does not see “A form” now"):
        await slack.submit("reporter", first)


async def test_a_view_is_updated_by_its_id_or_by_the_app_s_own_name(slack: SlackStandIn) -> None:
    client = client_of(slack)
    view = await opened(slack, FORM | {"external_id": "mine"})
    assert await code_of(client.views_update(view_id=view.id, view=FORM | {"external_id": "mine"})) == ""
    assert await code_of(client.views_update(external_id="mine", view=RESULT)) == ""
    seen = slack.view("reporter")
    assert seen is not None
    assert (seen.id, seen.title) == (view.id, "A result")
    assert seen.hash != view.hash
    assert await code_of(client.views_update(external_id="mine", view=FORM)) == "not_found"
    assert await code_of(client.views_update(view_id="V0", view=FORM)) == "not_found"


async def test_an_update_of_what_was_changed_since_is_refused(slack: SlackStandIn) -> None:
    client, view = client_of(slack), await opened(slack, FORM)
    assert await code_of(client.views_update(view_id=view.id, view=FORM, hash=view.hash)) == ""
    assert await code_of(client.views_update(view_id=view.id, view=FORM, hash=view.hash)) == "hash_conflict"


async def test_a_name_is_given_to_one_view_at_a_time(slack: SlackStandIn) -> None:
    client = client_of(slack)
    await opened(slack, FORM | {"external_id": "mine"})
    pushed = client.views_push(trigger_id=trigger(slack), view=FORM | {"external_id": "mine"})
    assert await code_of(pushed) == "duplicate_external_id"


async def test_what_was_typed_is_kept_where_both_ids_stay_the_same(slack: SlackStandIn) -> None:
    client, view = client_of(slack), await opened(slack, FORM)
    typed = {"draft": {"text": {"type": "plain_text_input", "value": "kept"}}}
    slack._state.views.put(replace(view, typed=typed))
    await client.views_update(view_id=view.id, view=FORM | {"title": PLAIN})
    seen = slack.view("reporter")
    assert seen is not None
    assert seen.text("text") == "kept"
    await client.views_update(view_id=view.id, view=FORM | {"blocks": [FIELD | {"block_id": "other"}]})
    seen = slack.view("reporter")
    assert seen is not None
    assert seen.text("text") == ""


async def test_a_field_begins_with_its_initial_value(slack: SlackStandIn) -> None:
    field = FIELD | {"element": FIELD["element"] | {"initial_value": "a beginning"}}
    assert (await opened(slack, FORM | {"blocks": [field]})).text("text") == "a beginning"


# ── Limits


def field_of(**element: object) -> Json:
    return FORM | {"blocks": [FIELD | {"element": {"type": "plain_text_input", **element}}]}


def sections(count: int) -> Json:
    return RESULT | {"blocks": RESULT["blocks"] * count}


TAKEN: dict[str, Json] = {
    "a title of 24": RESULT | {"title": PLAIN | {"text": "x" * 24}},
    "100 blocks": sections(100),
    "metadata of 3,000": RESULT | {"private_metadata": "x" * 3_000},
    "a name of 255": RESULT | {"callback_id": "x" * 255},
    "a field of 3,000": field_of(max_length=3_000),
    "rich text of 240,000": RESULT
    | {
        "blocks": [
            {
                "type": "rich_text",
                "elements": [
                    {"type": "rich_text_section", "elements": [{"type": "text", "text": "x" * 40_000}]}
                ],
            }
        ]
        * 6
    },
}
REFUSED: dict[str, tuple[object, str]] = {
    "no object": ([], "must be an object"),
    "no JSON": ("{", "must be an object"),
    "a home": (RESULT | {"type": "home"}, "must be one of: modal"),
    "no title": ({"type": "modal", "blocks": []}, "missing required field: title"),
    "no blocks": ({"type": "modal", "title": PLAIN}, "missing required field: blocks"),
    "a title of 25": (RESULT | {"title": PLAIN | {"text": "x" * 25}}, "less than 25 characters"),
    "a title with markup": (
        RESULT | {"title": {"type": "mrkdwn", "text": "x"}},
        "must be one of: plain_text",
    ),
    "a button of 25": (RESULT | {"close": PLAIN | {"text": "x" * 25}}, "/view/close"),
    "101 blocks": (sections(101), "no more than 100 items"),
    "metadata of 3,001": (RESULT | {"private_metadata": "x" * 3_001}, "/view/private_metadata"),
    "a name of 256": (RESULT | {"callback_id": "x" * 256}, "/view/callback_id"),
    "an unknown property": (RESULT | {"colour": "red"}, "invalid additional property: colour"),
    "a flag in words": (RESULT | {"notify_on_close": "true"}, "must be a boolean"),
    "a button without words": (FORM | {"submit": PLAIN | {"text": ""}}, "/view/submit"),
    "a field of 3,001": (field_of(max_length=3_001), "a number from 1 to 3000"),
    "a table": (RESULT | {"blocks": [{"type": "table", "rows": []}]}, "unsupported type: table"),
}


@pytest.mark.parametrize("view", TAKEN.values(), ids=TAKEN)
def test_a_view_at_the_limit_is_taken(view: Json) -> None:
    assert checked_view(view) == view


@pytest.mark.parametrize(("view", "words"), REFUSED.values(), ids=REFUSED)
def test_a_view_past_the_limit_is_refused_with_its_place(view: object, words: str) -> None:
    with pytest.raises(RefusalError) as refused:
        checked_view(view)
    assert refused.value.code == "invalid_arguments"
    assert words in "\n".join(refused.value.details["errors"])


def test_a_field_needs_a_button_to_submit_it() -> None:
    with pytest.raises(RefusalError) as refused:
        checked_view({name: value for name, value in FORM.items() if name != "submit"})
    assert refused.value.details["errors"] == [
        "`submit` is required when an input block is within the blocks [json-pointer:/view]"
    ]


def test_a_view_of_more_than_250_kilobytes_is_too_large() -> None:
    with pytest.raises(RefusalError, match="view_too_large"):
        checked_view(RESULT | {"blocks": [{"type": "section", "text": PLAIN | {"text": "국" * 3_000}}] * 30})


# ── What the client does not send


@pytest.mark.parametrize(
    ("element", "typed", "said"),
    [
        ({}, "", "“A word” has to be filled in"),
        ({}, "  \n ", "“A word” has to be filled in"),
        ({"max_length": 3}, "four", "takes at most 3 characters"),
        ({}, "x" * 3_001, "takes at most 3,000 characters"),
        ({"min_length": 3}, "ab", "takes no less than 3 characters"),
        ({}, "two\nlines", "takes one line"),
    ],
)
async def test_a_field_that_is_not_filled_in_rightly_is_not_sent(
    slack: SlackStandIn, element: Json, typed: str, said: str
) -> None:
    view = await opened(slack, field_of(action_id="text", **element))
    with pytest.raises(ValueError, match=said):
        await slack.submit("reporter", view, {"text": typed})
    assert slack.sent == []


async def test_a_person_fills_in_only_what_is_there(slack: SlackStandIn) -> None:
    view = await opened(slack, FORM)
    with pytest.raises(ValueError, match=r"no field \['colour'\]"):
        await slack.submit("reporter", view, {"draft": "x", "colour": "red"})
    with pytest.raises(ValueError, match="editor does not see"):
        await slack.submit("editor", view, {"draft": "x"})
    result = await opened(slack, RESULT)
    with pytest.raises(ValueError, match="no button to submit"):
        await slack.submit("reporter", result)
