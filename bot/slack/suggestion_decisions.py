"""Suggested changes, the editors' side: Accept opens the fact's form, Decline tells the reporter."""

from __future__ import annotations

from bot import edit_forms, question_cards
from bot.errors import ChangedError, NotFoundError
from bot.ledger import Proposal
from bot.slack import edit_handlers, posting
from bot.slack.desk import Desk
from bot.slack.reply import Reply
from bot.slack.requests import Request
from bot.slack.suggestion_handlers import suggested
from bot.text import cut


async def accept(desk: Desk, request: Request) -> Reply:
    """Accept: the fact's form with the suggested claim in it; nothing is decided before that is saved."""
    await desk.open_office.editors.check(request.actor)
    found = await _open(desk, request.value)
    if found.fact not in desk.edition.file.facts:
        raise NotFoundError(f"“{found.fact}” is no longer on file, so it can't be changed. Decline this.")
    claim = question_cards.suggested_claim(found.lines)
    filled = {"why": "Suggested by a reporter", **({"claim": claim} if claim else {})}
    return await edit_handlers.opened(desk, request, found.fact, filled, found.id)


async def decline_form(desk: Desk, request: Request) -> Reply:
    """Decline: asks for a reason, which may be left out."""
    await desk.open_office.editors.check(request.actor)
    found = await _open(desk, request.value)
    return Reply(None, f"decline {found.id}", view=question_cards.decline_form(suggested(found)))


async def declined(desk: Desk, request: Request) -> Reply:
    """The suggestion is declined: its reporter is told, with the reason."""
    await desk.open_office.editors.check(request.actor)
    office, user = desk.open_office, request.actor.user
    found = await _open(desk, str(edit_forms.unpacked(request.metadata).get("suggestion", "")))
    if not await office.off_loop(office.ledger.proposals.decide, found.id, "declined", user):
        await _open(desk, str(found.id))  # says what became of it meanwhile
        raise ChangedError("This suggestion was decided meanwhile. Nothing was sent.")
    made = suggested(found)
    reason = cut(edit_forms.text(request.values, "reason"), question_cards.MAX_NOTE)

    async def tell() -> None:
        post = question_cards.decided_post(made, "Declined", user, reason)
        await posting.instead(desk, found.channel, found.ts, post)
        await posting.to_person(desk, made.by, question_cards.declined(made, reason))

    view = question_cards.done("Declined", f"{made.fact} stays as it is, and the reporter is told.")
    return Reply(None, f"declined {found.id}", view=view, place="instead", afterwards=tell)


async def _open(desk: Desk, number: str) -> Proposal:
    """The suggestion, if it is undecided; raises NotFoundError or ChangedError with what became of it."""
    office = desk.open_office
    found = None
    if number.isdecimal():
        found = await office.off_loop(office.ledger.proposals.get, int(number))
    if found is None or found.kind != "suggestion":
        raise NotFoundError(
            "This suggestion is no longer kept: it is removed some time after it was decided, and when "
            "somebody asks to be forgotten. Nothing was done."
        )
    if found.state != "open":
        raise ChangedError(f"This suggestion was {found.state} already.")
    return found
