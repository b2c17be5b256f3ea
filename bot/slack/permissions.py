"""Who may do what: one function, asked on every payload, closed by default."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from bot.errors import RefusedError
from bot.slack.requests import Actor

Deed = Literal["ask", "share", "report", "edit"]


@dataclass(frozen=True, slots=True)
class Standing:
    """What Slack and the settings say of somebody who wants to edit.

    is_listed: FACT_EDITORS names them, or a user group that they are in. team: their own workspace.
    """

    is_listed: bool
    name: str
    team: str
    is_guest: bool
    is_bot: bool
    is_deleted: bool


def check(
    actor: Actor,
    deed: Deed,
    workspace: str,
    place: Mapping[str, Any] | None = None,
    standing: Standing | None = None,
) -> None:
    """Raise RefusedError unless this person may do this.

    `workspace` is the id of the one workspace that the bot serves. `place` is Slack's record of the
    channel (`conversations.info`), asked for to share; `standing` is asked for to edit.
    """
    if not (workspace and actor.user and actor.team == workspace):
        raise RefusedError("Factdesk could not tell who you are in this workspace, so it does not answer.")
    if actor.home != workspace:
        raise RefusedError("Factdesk answers people of its own workspace only.")
    if actor.is_bot:
        raise RefusedError("Factdesk does not answer other bots.")
    if deed == "share":
        _check_place(place)
    if deed == "edit":
        _check_standing(standing, workspace)


def _check_standing(standing: Standing | None, workspace: str) -> None:
    """Editing: the people of FACT_EDITORS, if they are full members of this workspace."""
    if standing is None or not standing.is_listed:
        raise RefusedError(
            "Only the fact desk's editors may do this. You can suggest a change from a fact's card."
        )
    if standing.team != workspace or standing.is_guest or standing.is_bot or standing.is_deleted:
        raise RefusedError("Guests, bots and people of other workspaces can't edit the fact file.")


def _check_place(place: Mapping[str, Any] | None) -> None:
    """Sharing: only where the bot is a member, and never where another organisation reads along."""
    if not place or place.get("is_member") is not True:
        raise RefusedError("Factdesk is not in this channel: invite @factdesk to share here.")
    if place.get("is_ext_shared") is not False or place.get("is_pending_ext_shared"):
        raise RefusedError(
            "This channel is shared with another organisation, so facts are not shared here. "
            "You can paste the claim with its credit yourself."
        )
    if place.get("is_archived"):
        raise RefusedError("This channel is archived; share in another one.")
