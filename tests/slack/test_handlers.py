"""Handlers alone: a request in, a reply out, nothing said of what was asked."""

from __future__ import annotations

import datetime as dt
import json
import logging
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import Secret
from bot.errors import ChangedError, FactdeskError, QuestionError, RefusedError, UserError
from bot.slack import api, handlers, heard
from bot.slack.desk import Desk, Edition, edition
from bot.slack.door import Handler
from bot.slack.editors import Editors
from bot.slack.office import Office
from bot.slack.reply import Reply
from bot.slack.requests import Actor, Request
from tests.conftest import changed
from tests.slack.bots import COMMAND, TODAY, without
from tests.slack.offices import EDITORS, NOW, RULES, opened_in

NOWHERE = "http://127.0.0.1:9/api/"
REPORTER = Actor("T1", "U1", home="T1")
STRANGER = Actor("T1", "U1", home="T2")


@pytest.fixture(scope="session")
def alone(on_file: Edition) -> Desk:
    """A desk that reaches no Slack: what asks it anyway fails."""
    client = api.web_client(Secret("xoxb-none"), NOWHERE)
    return Desk(on_file, client, NOWHERE, COMMAND, "T1", "C0DESK", lambda: TODAY)


@pytest.fixture(scope="session")
def editing(alone: Desk, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The same with a ledger and a store, for what asks for them."""
    folder = tmp_path_factory.mktemp("editing")
    opened = opened_in(folder)
    office = Office(
        ledger=opened.ledger,
        store=opened.store,
        editors=Editors(alone.client, EDITORS, alone.workspace, lambda: 0.0),
        rules=RULES,
        now=lambda: NOW,
        serving=opened.revision,
        log=logging.Logger("bot"),  # noqa: LOG001 - apart from the tree, as in `bots.a_log`
    )
    yield replace(alone, office=office)
    opened.ledger.close()


def asking(text: str, actor: Actor = REPORTER) -> Request:
    return Request("command", actor, "C1", text, "1")


def pressing(action: str, value: str, actor: Actor = REPORTER) -> Request:
    return Request("button", actor, "C1", "", "1", action=action, value=value, message_ts="1.0")


def value_of(desk: Desk, key: str) -> str:
    return f"{key}@{desk.edition.answer(key, TODAY).version}"


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("", "help"),
        ("help", "help"),
        ("list", "list"),
        ("sources", "sources"),
        ("check", "check explained"),
        ("check It rained in London.", "checked problems=1 facts=0"),
        ("show pay", "show pay"),
        ("casualties", "found casualties"),
        ("weather in london", "none"),
    ],
)
async def test_the_outcome_says_what_became_of_a_question(alone: Desk, text: str, outcome: str) -> None:
    assert (await handlers.question(alone, asking(text))).outcome == outcome


@given(text=st.text(max_size=310))
async def test_every_question_has_a_reply_or_a_sentence_for_the_person(alone: Desk, text: str) -> None:
    try:
        reply = await handlers.question(alone, asking(text))
    except QuestionError:
        assert len(text.strip()) > 300
        return
    assert reply.message is not None
    assert reply.message.text
    assert reply.outcome.split()[0] in ("help", "list", "sources", "show", "found", "unsure", "none", "check")
    assert reply.outcome.partition(" ")[2] in ("", "explained", *alone.edition.file.facts)


@pytest.mark.parametrize(("length", "taken"), [(300, True), (301, False)])
async def test_a_question_has_at_most_three_hundred_characters(
    alone: Desk, length: int, *, taken: bool
) -> None:
    text = "casualties".ljust(length, "?")
    if taken:
        assert (await handlers.question(alone, asking(text))).message is not None
    else:
        with pytest.raises(QuestionError, match="301 characters; a question has at most 300"):
            await handlers.question(alone, asking(text))


async def test_a_question_for_a_known_gap_is_told_of_it(alone: Desk) -> None:
    gap = alone.edition.file.gaps[0]
    reply = await handlers.question(alone, asking(gap.asked_as[0]))
    assert reply.outcome == "none"
    assert reply.message is not None
    assert f"Known not to be on file: {gap.about}." in json.dumps(reply.message.blocks)


async def test_the_card_carries_the_day_s_attribution(alone: Desk) -> None:
    later = replace(alone, today=lambda: dt.date(2026, 3, 1))
    soon = await handlers.question(alone, asking("show casualties"))
    late = await handlers.question(later, asking("show casualties"))
    assert value_of(later, "casualties") == value_of(alone, "casualties")
    assert soon.message is not None
    assert late.message is not None


async def test_a_pick_and_none_of_these_take_the_place_of_the_choice(alone: Desk) -> None:
    picked = await handlers.picked(alone, pressing("pick_1", value_of(alone, "pay")))
    assert (picked.outcome, picked.replace, picked.delete) == ("picked pay", True, False)
    none = await handlers.none_of_these(alone, pressing("pick_none", "none"))
    assert (none.outcome, none.replace) == ("none of these", True)


async def test_more_leaves_the_card_where_it_is(alone: Desk) -> None:
    more = await handlers.more(alone, pressing("more", value_of(alone, "pay")))
    assert (more.outcome, more.replace, more.delete) == ("more pay", False, False)


@pytest.mark.parametrize("handler", [handlers.picked, handlers.more, handlers.share, handlers.report])
async def test_every_button_reads_the_fact_anew(alone: Desk, handler: Handler) -> None:
    request = pressing("any", value_of(alone, "pay"))
    newer = replace(alone, edition=edition(changed(alone.edition.file, "pay", caution="New.")))
    with pytest.raises(ChangedError, match="“pay” has changed"):
        await handler(newer, request)
    gone = replace(alone, edition=edition(without(alone.edition.file, "pay")))
    with pytest.raises(ChangedError, match="no longer on file"):
        await handler(gone, request)


@given(value=st.text(max_size=60) | st.from_regex(r"casualties@[0-9a-f]{0,12}", fullmatch=True))
async def test_a_value_that_no_card_carries_is_refused(alone: Desk, value: str) -> None:
    if value == value_of(alone, "casualties"):
        return
    with pytest.raises(ChangedError):
        await handlers.more(alone, pressing("more", value))


@pytest.mark.parametrize("row", [row for row in heard.HEARD if row.handler], ids=lambda row: str(row.what))
async def test_everything_that_is_heard_asks_for_permission_first(editing: Desk, row: heard.Heard) -> None:
    assert row.handler is not None
    for request in (asking("casualties", STRANGER), pressing("any", "nope@x", STRANGER)):
        with pytest.raises(RefusedError, match="its own workspace only"):
            await row.handler(editing, request)


async def test_a_button_of_another_version_is_no_error_of_the_bot_s(alone: Desk) -> None:
    with pytest.raises(UserError, match=f"Ask again with {COMMAND}"):
        await handlers.outdated(alone, pressing("old", ""))


@pytest.mark.parametrize("handler", [handlers.share, handlers.report])
async def test_what_slack_does_not_do_is_an_error_in_the_tree(alone: Desk, handler: Handler) -> None:
    with pytest.raises(FactdeskError):
        await handler(alone, pressing("any", value_of(alone, "pay")))


def test_the_catch_alls_stand_last_of_their_kind() -> None:
    for kind in ("message shortcut", "shortcut", "form", "action", "event"):
        rows = [row for row in heard.HEARD if row.kind == kind]
        patterns = [getattr(row.what, "pattern", row.what) for row in rows]
        assert patterns.index(".*") == len(patterns) - 1


def test_a_reply_leaves_messages_alone_unless_told() -> None:
    assert not Reply(None, "done").replace
    assert not Reply(None, "done").delete
