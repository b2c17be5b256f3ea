"""Who may do what: closed by default, and one sentence for the person who may not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import RefusedError
from bot.slack.permissions import Deed, Standing, check
from bot.slack.requests import Actor

HERE = "T1"
REPORTER = Actor(HERE, "U1", home=HERE)
DEEDS: tuple[Deed, ...] = get_args(Deed)
CHANNEL = {"id": "C1", "is_member": True, "is_ext_shared": False, "is_archived": False}
EDITOR = Standing(is_listed=True, name="Eddie", team=HERE, is_guest=False, is_bot=False, is_deleted=False)


@pytest.mark.parametrize("deed", [each for each in DEEDS if each != "edit"])
def test_a_person_of_the_workspace_may_do_everything_but_edit_in_a_channel_of_the_bot_s(deed: Deed) -> None:
    check(REPORTER, deed, HERE, CHANNEL)


def test_an_editor_may_edit() -> None:
    check(REPORTER, "edit", HERE, standing=EDITOR)


@pytest.mark.parametrize(
    ("standing", "said"),
    [
        (None, "Only the fact desk's editors"),
        (replace(EDITOR, is_listed=False), "Only the fact desk's editors"),
        (replace(EDITOR, is_guest=True), "Guests, bots"),
        (replace(EDITOR, is_bot=True), "Guests, bots"),
        (replace(EDITOR, is_deleted=True), "Guests, bots"),
        (replace(EDITOR, team="T2"), "Guests, bots"),
        (replace(EDITOR, team=""), "Guests, bots"),
    ],
)
def test_nobody_else_may_edit(standing: Standing | None, said: str) -> None:
    with pytest.raises(RefusedError, match=said):
        check(REPORTER, "edit", HERE, standing=standing)


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize(
    ("actor", "workspace", "said"),
    [
        (Actor("T2", "U1", home="T2"), HERE, "could not tell who you are"),
        (Actor("T2", "U1", home=HERE), HERE, "could not tell who you are"),
        (Actor("", "U1", home=HERE), HERE, "could not tell who you are"),
        (Actor(HERE, "", home=HERE), HERE, "could not tell who you are"),
        (Actor("", "", home=""), "", "could not tell who you are"),
        (REPORTER, "", "could not tell who you are"),
        (Actor("", "U1", home=""), "", "could not tell who you are"),
        (Actor(HERE, "U1", home="T2"), HERE, "its own workspace only"),
        (Actor(HERE, "U1", home=""), HERE, "its own workspace only"),
        (replace(REPORTER, is_bot=True), HERE, "other bots"),
    ],
)
def test_whoever_is_not_known_is_refused(deed: Deed, actor: Actor, workspace: str, said: str) -> None:
    with pytest.raises(RefusedError, match=said):
        check(actor, deed, workspace, CHANNEL)


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (None, "invite @factdesk"),
        ({}, "invite @factdesk"),
        (CHANNEL | {"is_member": False}, "invite @factdesk"),
        (CHANNEL | {"is_member": "true"}, "invite @factdesk"),
        (CHANNEL | {"is_member": 1}, "invite @factdesk"),
        ({"is_member": True}, "another organisation"),
        (CHANNEL | {"is_ext_shared": True}, "another organisation"),
        (CHANNEL | {"is_ext_shared": None}, "another organisation"),
        (CHANNEL | {"is_ext_shared": "false"}, "another organisation"),
        (CHANNEL | {"is_pending_ext_shared": True}, "another organisation"),
        (CHANNEL | {"is_archived": True}, "archived"),
    ],
)
def test_a_place_is_shared_to_only_where_slack_says_plainly_that_it_may(
    place: dict[str, Any] | None, said: str
) -> None:
    with pytest.raises(RefusedError, match=said):
        check(REPORTER, "share", HERE, place)


@pytest.mark.parametrize("deed", ["ask", "report"])
def test_the_place_matters_for_sharing_only(deed: Deed) -> None:
    check(REPORTER, deed, HERE, None)


FLAG = st.none() | st.booleans() | st.sampled_from(["", "true", "false", 0, 1])
PLACE = st.dictionaries(
    st.sampled_from(["is_member", "is_ext_shared", "is_pending_ext_shared", "is_archived"]), FLAG
)


@given(PLACE)
def test_a_share_is_let_through_only_with_membership_and_without_an_outside(place: dict[str, Any]) -> None:
    try:
        check(REPORTER, "share", HERE, place)
    except RefusedError:
        return
    assert place["is_member"] is True
    assert place["is_ext_shared"] is False
    assert not place.get("is_pending_ext_shared")
    assert not place.get("is_archived")
