"""Suggested changes, a reporter's side: the form on a fact's card, what it keeps, what its reporter is told.

What an editor presses is in `suggestion_decisions`, which opens the editor's form.
"""

from __future__ import annotations

import re
from typing import Final

from bot import edit_forms, question_cards
from bot.errors import FieldError, NotFoundError
from bot.ledger import FORGOTTEN, Proposal
from bot.question_cards import Suggested
from bot.slack import permissions, posting
from bot.slack.desk import Desk
from bot.slack.reply import Reply
from bot.slack.requests import Request
from bot.text import cut, visible

_TITLE: Final = "Suggest a change"
_SENT: Final = "Sent. The fact desk decides, and Factdesk tells you privately."
_NOT_POSTED: Final = (
    "Your suggestion is kept, and the editors see it in Factdesk's Home. The desk's channel could not be "
    "reached, so tell an editor if it is urgent."
)
_ADDRESS: Final = re.compile(r"https?://[^\s/@]+\.[^\s/@]+(/\S*)?", re.IGNORECASE)


async def form(desk: Desk, request: Request) -> Reply:
    """The card's button: the form, over the fact as it stands, even if the card is older."""
    permissions.check(request.actor, "ask", desk.workspace)
    office, key = desk.open_office, request.value.partition("@")[0]
    if key not in desk.edition.file.facts:
        raise NotFoundError("This fact is no longer on file. Ask again to see what is.")
    view = question_cards.suggest_form(desk.edition.answer(key, desk.today()), office.rules.keep_days)
    return Reply(None, f"suggest {key}", view=view)


async def submitted(desk: Desk, request: Request) -> Reply:
    """The form was submitted: the suggestion is stored, then posted to the desk."""
    permissions.check(request.actor, "ask", desk.workspace)
    office, key = desk.open_office, str(edit_forms.unpacked(request.metadata).get("fact", ""))
    lines = _lines(request)
    made = await office.off_loop(
        office.ledger.proposals.make,
        "suggestion",
        key,
        by=request.actor.user,
        name="",
        request=f"view {request.view_id}" if request.view_id else request.delivery,
        words=lines[0],
        lines=lines,
    )
    is_posted = made.is_repeat or await _posted(desk, made)
    view = question_cards.done(_TITLE, _SENT if is_posted else _NOT_POSTED)
    outcome = f"suggestion {made.id} on {key}" + ("" if is_posted else ", not posted")
    return Reply(None, outcome, view=view, place="instead")


def _lines(request: Request) -> tuple[str, ...]:
    """What was typed; raises FieldError where nothing is said, or where the source is no address."""
    wrong, claim, source = (edit_forms.text(request.values, each) for each in ("wrong", "claim", "source"))
    said = {}
    if not visible(wrong):
        said["wrong"] = "Say what is wrong, or what is new."
    if source and _ADDRESS.fullmatch(source) is None:
        said["source"] = "Write the whole address, from https:// on, or leave this empty."
    if said:
        raise FieldError(said)
    return question_cards.suggestion_lines(
        cut(wrong, question_cards.MAX_WRONG), claim, cut(source, question_cards.MAX_ADDRESS)
    )


async def _posted(desk: Desk, made: Proposal) -> bool:
    office, present = desk.open_office, None
    if made.fact in desk.edition.file.facts:
        present = desk.edition.answer(made.fact, desk.today())
    ts = await posting.to_desk(desk, question_cards.suggestion_post(suggested(made), present))
    if ts:
        await office.off_loop(office.ledger.proposals.place, made.id, desk.fact_desk_channel or "", ts)
    return bool(ts)


async def accepted(desk: Desk, suggestion: int, editor: str) -> None:
    """An edit that follows a suggestion was saved or proposed: its reporter is told, once.

    editor: the user id of whoever accepted it. Nothing happens where it was decided before, or is gone.
    """
    office = desk.open_office
    found = await office.off_loop(office.ledger.proposals.get, suggestion)
    if found is None or found.kind != "suggestion":
        return
    if not await office.off_loop(office.ledger.proposals.decide, suggestion, "accepted", editor):
        return
    made = suggested(found)
    await posting.instead(
        desk, found.channel, found.ts, question_cards.decided_post(made, "Accepted", editor)
    )
    await posting.to_person(desk, made.by, question_cards.taken_up(made, desk.command))


def suggested(proposal: Proposal) -> Suggested:
    """A suggestion of the ledger as the cards take it."""
    by = "" if proposal.by == FORGOTTEN else proposal.by
    return Suggested(proposal.id, proposal.fact, by, proposal.lines or (proposal.words,))
