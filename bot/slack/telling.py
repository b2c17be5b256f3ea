"""An editor decides whether those who were shown a fact are told that it has changed.

One yes takes along every change that nobody has decided on yet: a reader gets one message, not one a change.
Of two editors who press at once one decides, and the other is told so.
"""

from __future__ import annotations

from typing import Final

from bot import desk_cards
from bot.errors import ChangedError, FactdeskError, NotFoundError
from bot.ledger import Ledger, Notice
from bot.render import notice as words
from bot.slack import announcing, sending
from bot.slack.desk import Desk
from bot.slack.office import Office
from bot.slack.reply import Reply
from bot.slack.requests import Request
from bot.text import counted

_DECIDED: Final = {
    "sending": "It is under way already: readers are being told of this change.",
    "sent": "Readers have been told of this change already.",
    "dropped": "An editor has decided already that nobody is told of this change.",
}


async def tell_readers(desk: Desk, request: Request) -> Reply:
    """Yes: everybody who was shown the facts in another version is told, and shared cards are corrected."""
    office = desk.open_office
    await office.editors.check(request.actor)
    asked = await _asked(office, request)
    if asked.state == "sending" and not office.telling.locked():
        # It was given up, or this process has not begun on it: it goes on with whoever is left.
        return Reply(
            words(_DECIDED["sending"]), f"notice {asked.id} goes on", afterwards=lambda: sending.send(desk)
        )
    if asked.state != "asked":
        raise ChangedError(_DECIDED[asked.state])
    taken = await office.off_loop(_taken, office.ledger, asked.id, request.actor.user)
    if not taken:
        raise await _too_late(office, asked.id)
    others = f", and of {counted(len(taken) - 1, 'other change')} with it" if len(taken) > 1 else ""
    return Reply(
        words(f"Readers are being told of revision {asked.revision}{others}."),
        f"telling notices {', '.join(map(str, taken))}",
        afterwards=lambda: sending.send(desk),
    )


async def tell_nobody(desk: Desk, request: Request) -> Reply:
    """No: nobody is told of this change."""
    office = desk.open_office
    await office.editors.check(request.actor)
    asked = await _asked(office, request)
    if asked.state != "asked":
        raise ChangedError(_DECIDED[asked.state])
    user = request.actor.user
    if not await office.off_loop(office.ledger.notices.decide, [asked.id], "dropped", user):
        raise await _too_late(office, asked.id)
    await sending.update(desk, office, asked, desk_cards.remark(desk_cards.NOBODY, user))
    return Reply(words(desk_cards.NOBODY), f"notice {asked.id} dropped")


async def resume(desk: Desk) -> None:
    """After a start: ask what was not asked, and tell those who were not told. What fails is logged."""
    try:
        await announcing.ask_again(desk)
    except FactdeskError as error:
        desk.open_office.log.warning("what was to be asked could not be taken up again: %s", error)
    await go_on(desk)


async def go_on(desk: Desk) -> None:
    """Tell those who could not be told because Slack failed for long. What fails is logged."""
    office = desk.open_office
    try:
        if await office.off_loop(office.ledger.notices.sending):
            await sending.send(desk)
    except FactdeskError as error:
        office.log.warning("what was to be told could not be taken up again: %s", error)


async def _asked(office: Office, request: Request) -> Notice:
    """The notice behind a button; where its post was not written down, the button's message is it."""
    ledger = office.ledger
    found = await office.off_loop(ledger.notices.get, _number(request.value))
    if found is None:
        raise NotFoundError("Factdesk knows nothing of this change any more.")
    if not found.ts and request.message_ts:
        await office.off_loop(ledger.notices.place, found.id, request.channel, request.message_ts)
        return await _asked(office, request)
    return found


async def _too_late(office: Office, notice: int) -> ChangedError:
    now = await office.off_loop(office.ledger.notices.get, notice)
    return ChangedError(_DECIDED.get(now.state if now else "", _DECIDED["sent"]))


def _taken(ledger: Ledger, notice: int, by: str) -> tuple[int, ...]:
    """Decide on this one, and, if nobody was quicker, on all others that wait."""
    if not ledger.notices.decide([notice], "sending", by):
        return ()
    return (notice, *ledger.notices.decide([each.id for each in ledger.notices.open()], "sending", by))


def _number(value: str) -> int:
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 10 else 0  # noqa: PLR2004 - a row's id
