"""Two pairs of eyes: a weighty change waits for a second editor, and everything else is served at once.

A proposal is stored as the edit that it is, and applied to the file as it stands when it is approved: where
the fact has changed meanwhile it is out of date and says so. Of one proposal there is one effect, whoever
presses how often: its number is the request's name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot import edit_cards, edits, load, validate
from bot.changes import FactChange
from bot.edits import AddFact, AddSource, Edit, SetFields, Undo
from bot.errors import ChangedError, NotFoundError, RefusedError
from bot.ledger import Proposal, ProposalState, Signature
from bot.load import Files
from bot.render import notice
from bot.slack import editions, home_handlers, posting, suggestion_handlers
from bot.slack.desk import Desk
from bot.slack.reply import Reply
from bot.slack.requests import Request
from bot.text import capital, joined

_WAS: Final = {"accepted": "approved", "declined": "declined", "outdated": "out of date", "open": "open"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an edit: for the editor (a window's title and words), and for the log."""

    title: str
    words: str
    logged: str


async def put(desk: Desk, wanted: Edit, signature: Signature, suggestion: int = 0) -> Outcome:
    """Save an edit, or make it a proposal where it is weighty and the desk's rules want a second editor.

    suggestion: the reporter's suggestion that it follows, who is told. Raises as `FolderStore.save`.
    """
    office = desk.open_office
    tried = await office.off_loop(office.store.try_out, wanted)
    weighty = [each for each in tried.changes if each.is_weighty]
    key = _subject(wanted, tried.changes)
    warned = await office.off_loop(_warned, tried.files, key)
    if weighty and office.rules.approvals:
        await _propose(desk, wanted, signature, key, tried.changes, warned)
        words = f"Your change of {key} is with the fact desk. It is served when another editor approves it."
        outcome = Outcome("Waiting for approval", " ".join([words, *warned]), f"proposed {key}")
    else:
        saved = await editions.save(desk, wanted, signature)
        words = f"Saved: {key} is served as it stands now, in edition {saved.revision.edition[:12]}."
        outcome = Outcome("Saved", " ".join([words, *warned]), f"saved {key}")
    if suggestion:
        await suggestion_handlers.accepted(desk, suggestion, signature.by or "")
    return outcome


async def _propose(
    desk: Desk,
    wanted: Edit,
    signature: Signature,
    key: str,
    changes: tuple[FactChange, ...],
    warned: tuple[str, ...],
) -> None:
    office = desk.open_office
    made = await office.off_loop(
        office.ledger.proposals.make,
        kind="edit",
        fact=key,
        edit=edits.to_json(wanted),
        by=signature.by or "",
        name=signature.name or "",
        why=signature.why,
        lines=(*_lines(changes), *warned),
        request=signature.request or "",
    )
    if made.is_repeat:
        return
    one = changes[0] if len(changes) == 1 else None
    card = edit_cards.proposal(
        made.id, key, made.by, made.lines, made.why, one.before if one else None, one.after if one else None
    )
    if ts := await posting.to_desk(desk, card):
        await office.off_loop(office.ledger.proposals.place, made.id, desk.fact_desk_channel or "", ts)


async def approve(desk: Desk, request: Request) -> Reply:
    """A second editor approves: the edit is made now, on the file as it stands."""
    standing = await desk.open_office.editors.check(request.actor)
    waiting = await _waiting(desk, request)
    if waiting.by == request.actor.user:
        raise RefusedError("This is your own change: another editor must approve it. You can decline it.")
    signature = Signature(
        how="undo" if isinstance(edits.from_json(waiting.edit), Undo) else "slack",
        by=waiting.by,
        name=waiting.name,
        why=waiting.why,
        request=f"proposal {waiting.id}",
        approved_by=standing.name,
        approver=request.actor.user,
    )
    try:
        await editions.save(desk, edits.from_json(waiting.edit), signature)
    except ChangedError:
        await _decide(desk, waiting, "outdated", request.actor.user)
        raise ChangedError(
            f"{waiting.fact} has changed since this was proposed, so it is out of date and was not saved. "
            "Whoever proposed it can look at the fact as it stands and propose it anew."
        ) from None
    await _decide(desk, waiting, "accepted", request.actor.user)
    return await _said(
        desk, request, f"Approved: {waiting.fact} is served as changed.", f"approved {waiting.id}"
    )


async def decline(desk: Desk, request: Request) -> Reply:
    """Any editor may decline; whoever proposed it takes it back so."""
    await desk.open_office.editors.check(request.actor)
    waiting = await _waiting(desk, request)
    await _decide(desk, waiting, "declined", request.actor.user)
    return await _said(desk, request, f"Declined: {waiting.fact} stays as it is.", f"declined {waiting.id}")


async def undo(desk: Desk, request: Request) -> Reply:
    """The Undo button: an edition that restores what a revision changed; a weighty one waits too."""
    office = desk.open_office
    standing = await office.editors.check(request.actor)
    number = int(request.value) if request.value.isdecimal() else 0
    latest = await office.off_loop(office.ledger.revisions.latest)
    signature = Signature(
        how="undo",
        by=request.actor.user,
        name=standing.name,
        why=f"Undo of revision {number}",
        request=f"undo {number} after {latest.number if latest else 0}",
    )
    outcome = await put(desk, Undo(number), signature)
    return await _said(desk, request, outcome.words, outcome.logged)


async def _waiting(desk: Desk, request: Request) -> Proposal:
    office = desk.open_office
    number = int(request.value) if request.value.isdecimal() else 0
    found = await office.off_loop(office.ledger.proposals.get, number)
    if found is None or found.kind != "edit":
        raise NotFoundError("This is no change that waits for approval.")
    if found.state != "open":
        raise ChangedError(f"This change was {_WAS[found.state]} already.")
    return found


async def _decide(desk: Desk, waiting: Proposal, state: ProposalState, by: str) -> None:
    """Note what was decided, in the ledger, on the desk's message, and to whoever proposed it."""
    office = desk.open_office
    if not await office.off_loop(office.ledger.proposals.decide, waiting.id, state, by):
        return
    what = capital(_WAS[state])
    card = edit_cards.decided(waiting.fact, waiting.by, by, what, waiting.lines)
    await posting.instead(desk, waiting.channel, waiting.ts, card)
    if waiting.by != by:
        await posting.to_person(desk, waiting.by, notice(_told(desk, waiting, state)))


def _told(desk: Desk, waiting: Proposal, state: ProposalState) -> str:
    match state:
        case "accepted":
            return f"Your change of {waiting.fact} was approved, and is served."
        case "outdated":
            return (
                f"Your change of {waiting.fact} is out of date and was not made: somebody has changed it "
                f"since. Look at it as it stands, {desk.command} show {waiting.fact}, and propose yours anew."
            )
        case _:
            return f"Your change of {waiting.fact} was declined. The fact stays as it is."


def _warned(files: Files, key: str) -> tuple[str, ...]:
    """What lint advises on the fact as it would be, besides what it refuses."""
    found = validate.problems(load.parse(files))
    own = (each for each in found if each.severity == "warning" and each.id == key)
    return tuple(f"Lint advises: {each.what}; {each.write}." for each in own)


async def _said(desk: Desk, request: Request, words: str, logged: str) -> Reply:
    """What the person who pressed sees; App Home is made anew where the button stands there."""
    home = await home_handlers.home(desk, request.actor) if request.surface == "home" else None
    return Reply(notice(words), logged, home=home)


def _subject(wanted: Edit, changes: tuple[FactChange, ...]) -> str:
    """What an edit is about, in a word: the fact's or the source's id."""
    match wanted:
        case SetFields():
            return wanted.fact
        case AddFact() | AddSource():
            return wanted.id
        case Undo():
            return joined(tuple(each.id for each in changes[:3])) or "the file"


def _lines(changes: tuple[FactChange, ...]) -> tuple[str, ...]:
    """All changes in words; where there are several facts each line begins with its fact's id."""
    if len(changes) == 1:
        return changes[0].lines
    return tuple(f"{each.id}: {line}" for each in changes for line in each.lines)
