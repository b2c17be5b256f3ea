"""What Slack sends, as values: only text where text is expected, markup undone, nothing that raises."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.requests import (
    Actor,
    Request,
    from_button,
    from_command,
    from_event,
    from_form,
    from_shortcut,
    is_for_the_bot,
    plain,
    unescape,
)

COMMAND = {
    "team_id": "T1",
    "user_id": "U1",
    "channel_id": "C1",
    "text": " how many &lt;dead&gt; &amp; wounded ",
    "trigger_id": "1.2.3",
    "response_url": "https://hooks.slack.com/commands/T1/1/secret",
}
PRESS = {
    "type": "block_actions",
    "team": {"id": "T1"},
    "user": {"id": "U1", "team_id": "T2"},
    "channel": {"id": "C1"},
    "container": {"message_ts": "1.5", "thread_ts": "1.0", "channel_id": "C1"},
    "trigger_id": "1.2.3",
    "response_url": "https://hooks.slack.com/actions/T1/1/secret",
    "actions": [{"action_id": "share", "value": "casualties@1", "action_ts": "9.9"}],
}
MENTION: dict[str, Any] = {
    "team_id": "T1",
    "event_id": "Ev1",
    "event": {
        "type": "app_mention",
        "user": "U1",
        "text": "<@U0BOT> casualties",
        "channel": "C1",
        "ts": "1.0",
    },
}


SHORTCUT: dict[str, Any] = {
    "type": "message_action",
    "callback_id": "check_message",
    "team": {"id": "T1"},
    "user": {"id": "U1", "team_id": "T2"},
    "channel": {"id": "C1"},
    "message": {"user": "U2", "text": "*Seoul* said &lt;300&gt;"},
    "trigger_id": "1.2.3",
    "response_url": "https://hooks.slack.com/app-actions/T1/1/secret",
}
FORM: dict[str, Any] = {
    "type": "view_submission",
    "team": {"id": "T1"},
    "user": {"id": "U1", "team_id": "T1"},
    "trigger_id": "1.2.3",
    "view": {
        "callback_id": "check_draft",
        "state": {"values": {"draft": {"text": {"type": "plain_text_input", "value": " Seoul\nsaid & "}}}},
    },
}


def test_a_command_is_read() -> None:
    request = from_command(COMMAND)
    assert request.surface == "command"
    assert request.actor == Actor("T1", "U1", home="T1")
    assert (request.channel, request.text) == ("C1", "how many <dead> & wounded")
    assert (request.delivery, request.response_url) == (COMMAND["trigger_id"], COMMAND["response_url"])


def test_a_press_is_read_with_the_person_s_own_workspace() -> None:
    request = from_button(PRESS)
    assert request.actor == Actor("T1", "U1", home="T2")
    assert (request.action, request.value) == ("share", "casualties@1")
    assert (request.channel, request.message_ts, request.thread_ts) == ("C1", "1.5", "1.0")


def test_two_presses_are_two_deliveries_and_one_press_is_one() -> None:
    later = PRESS | {"trigger_id": "1.2.4"}
    assert from_button(PRESS).delivery == from_button(dict(PRESS)).delivery != from_button(later).delivery


def test_a_press_in_a_message_without_a_channel_takes_the_container_s() -> None:
    assert from_button({key: value for key, value in PRESS.items() if key != "channel"}).channel == "C1"


def test_a_shortcut_on_a_message_is_read_with_the_message_s_text() -> None:
    request = from_shortcut(SHORTCUT)
    assert request.actor == Actor("T1", "U1", home="T2")
    assert (request.surface, request.action, request.channel) == ("shortcut", "check_message", "C1")
    assert request.text == "*Seoul* said <300>"
    assert request.trigger_id == request.delivery == "1.2.3"


def test_a_message_s_rich_text_goes_before_its_markup() -> None:
    leaf = {"type": "text", "text": "Seoul", "style": {"bold": True}}
    section = {"type": "rich_text_section", "elements": [leaf, {"type": "text", "text": " said <300>"}]}
    blocks = [{"type": "rich_text", "elements": [section]}]
    message = SHORTCUT["message"] | {"blocks": blocks}
    assert from_shortcut(SHORTCUT | {"message": message}).text == "Seoul said <300>"


def test_a_shortcut_from_anywhere_has_no_channel_and_no_text() -> None:
    request = from_shortcut({name: SHORTCUT[name] for name in ("team", "user", "trigger_id")})
    assert (request.channel, request.text, request.response_url) == ("", "", "")


def test_a_form_is_read_with_its_first_field() -> None:
    request = from_form(FORM)
    assert (request.surface, request.action, request.field) == ("form", "check_draft", "draft")
    assert request.text == "Seoul\nsaid &"
    empty = FORM | {"view": {"state": {"values": {"draft": {"text": {"value": None}}}}}}
    assert (from_form(empty).text, from_form(empty).field) == ("", "draft")


@pytest.mark.parametrize(
    ("fields", "home"),
    [
        ({}, "T1"),
        ({"team": "T1"}, "T1"),
        ({"team": "T2"}, "T2"),
        ({"team": "T1", "source_team": "T2"}, "T2"),
        ({"team": "T1", "user_team": "T2"}, "T2"),
        ({"team": "T1", "source_team": "T1", "user_team": "T2"}, "T2"),
    ],
)
def test_a_person_s_own_workspace_is_the_one_that_slack_names_most_exactly(
    fields: dict[str, str], home: str
) -> None:
    request = from_event(MENTION | {"event": MENTION["event"] | fields})
    assert request.actor.home == home
    assert request.actor.team == "T1"


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("<@U0BOT> casualties", "casualties"),
        ("  <@U0BOT|factdesk>: casualties ", "casualties"),
        ("<@U0BOT><@U0BOT>, casualties", "casualties"),
        ("<@U0BOT>", ""),
        ("hey <@U0BOT> casualties", "hey <@U0BOT> casualties"),
        ("<@U0BOT> &lt;!channel&gt;", "<!channel>"),
        ("<@U0BOT> see <https://a.test/x|the story>", "see the story"),
        ("<@U0BOT> <https://a.test/x>", "https://a.test/x"),
    ],
)
def test_a_mention_is_the_words_behind_the_bot_s_name(text: str, question: str) -> None:
    assert from_event(MENTION | {"event": MENTION["event"] | {"text": text}}).text == question


@pytest.mark.parametrize(
    ("markup", "typed"),
    [
        ("a &amp;lt; b", "a &lt; b"),
        ("&amp;amp;", "&amp;"),
        ("<#C1|general> and <!here|here>", "general and here"),
        ("<mailto:a@b.test|a@b.test>", "a@b.test"),
        ("<!channel>", "<!channel>"),
        ("1 < 2 > 0", "1 < 2 > 0"),
        ("<https://a.test/?x=1&amp;y=2>", "https://a.test/?x=1&y=2"),
        ("<https://a.test|>", ""),
    ],
)
def test_markup_becomes_what_was_typed(markup: str, typed: str) -> None:
    assert plain(markup) == typed


@given(st.text())
def test_unescaping_undoes_slack_s_escaping(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert unescape(escaped) == text


def test_markup_without_an_end_is_read_at_once() -> None:
    text = "<http://" * 1_500 + "<@U" * 1_500 + " " * 3_000
    assert plain(text) == text.strip()


DIRECT = {"type": "message", "channel_type": "im", "user": "U1", "text": "casualties"}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, True),
        ({"thread_ts": "1.0"}, True),
        ({"channel_type": "channel"}, False),
        ({"channel_type": "mpim"}, False),
        ({"subtype": "message_changed"}, False),
        ({"subtype": "message_deleted"}, False),
        ({"subtype": "bot_message"}, False),
        ({"subtype": None}, False),
        ({"bot_id": "B1"}, False),
        ({"bot_profile": {"id": "B1"}}, False),
    ],
)
def test_a_message_for_the_bot_is_a_person_s_new_one_in_a_direct_conversation(
    changes: dict[str, Any], *, expected: bool
) -> None:
    assert is_for_the_bot({"event": DIRECT | changes}) is expected


def test_a_person_s_mention_is_for_the_bot_and_a_bot_s_is_not() -> None:
    assert is_for_the_bot(MENTION)
    assert not is_for_the_bot(MENTION | {"event": MENTION["event"] | {"bot_id": "B1"}})


def test_a_bot_s_mention_is_known_as_one() -> None:
    assert from_event(MENTION | {"event": MENTION["event"] | {"bot_id": "B1"}}).actor.is_bot


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inside: (
        st.lists(inside, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                "id team_id user_id event team user channel container actions value text type bot_id "
                "state values blocks elements".split()
            ),
            inside,
            max_size=4,
        )
    ),
    max_leaves=12,
)
BODY = st.dictionaries(
    st.sampled_from(
        "team team_id user user_id channel container actions event text trigger_id event_id "
        "message view".split()
    ),
    JUNK,
)


@given(BODY)
def test_a_payload_of_any_shape_gives_text_and_no_error(body: dict[str, Any]) -> None:
    for read in (from_command, from_button, from_event, from_shortcut, from_form):
        request = read(body)
        fields = (
            request.channel,
            request.text,
            request.delivery,
            request.action,
            request.value,
            request.field,
        )
        assert all(isinstance(field, str) for field in fields)
        assert all(isinstance(field, str) for field in (request.actor.team, request.actor.user))
    assert is_for_the_bot(body) in (True, False)


@pytest.mark.parametrize(
    "request_",
    [
        from_command(COMMAND),
        from_button(PRESS),
        from_event(MENTION),
        from_shortcut(SHORTCUT),
        from_form(FORM),
    ],
)
def test_a_request_s_repr_holds_nothing_of_it(request_: Request) -> None:
    assert repr(request_) == str(request_) == f"Request({request_.surface})"
