"""Tells readers what has changed, one after the other, and corrects the cards that were shared.

Whom to tell is in the ledger before the first is told, and each is marked when told: after a crash the rest
is told, and at most the one who was being told then is told twice. Slack takes about one message a second;
where it asks for patience the sending waits, within bounds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Final

from bot import desk_cards, render
from bot.block_kit import Block, Message
from bot.errors import FactdeskError, LedgerError, SlackBusyError, SlackUnavailableError
from bot.ledger import Card, Notice, Recipient, Showing
from bot.slack import announcing, api, corrections, posting, recording
from bot.slack.desk import Desk
from bot.slack.office import Office

LONGEST: Final = 60.0  # seconds that one wait takes at most, whatever Slack asks for
TRIES: Final = 5  # of one call that Slack puts off: with their waits, half of what a claim holds
ROUNDS: Final = 15  # a minute apart; a claim that a crash has left behind holds for ten
EVERY: Final = 10  # people told between two updates of the desk's message


@dataclass(slots=True)
class Mended:
    """How many shared cards were corrected for a notice, and how many could not be."""

    done: int = 0
    left: int = 0


Tally = defaultdict[int, Mended]  # by the notice's id


async def send(desk: Desk) -> None:
    """Tell everybody who has to be told, over all notices that are decided; once at a time."""
    office = desk.open_office
    async with office.telling:
        tally: Tally = defaultdict(Mended)
        for _ in range(ROUNDS):
            try:
                if await _round(desk, office, tally):
                    return
            except (LedgerError, SlackUnavailableError) as error:
                office.log.warning("telling readers is put off: %s", error)
            await office.pause(LONGEST)
        office.log.warning(
            "readers could not all be told; it goes on with those who are left within the hour"
        )


async def _round(desk: Desk, office: Office, tally: Tally) -> bool:
    """Tell those who are due now, and correct the cards; True where nothing is left to be done."""
    notices = await office.off_loop(office.ledger.notices.sending)
    while await _pass(desk, office, notices):
        # Somebody may have pressed for another change meanwhile.
        notices = await office.off_loop(office.ledger.notices.sending)
    for notice in notices:
        await _mend(desk, office, notice, notices, tally[notice.id])
    for notice in notices:
        await _finish(desk, office, notice, tally[notice.id])
    return not await office.off_loop(office.ledger.notices.sending)


async def _pass(desk: Desk, office: Office, notices: Sequence[Notice]) -> int:
    """Tell each who is due and whom nobody else is telling; returns how many those were."""
    for notice in notices:
        await office.off_loop(_put_down, desk, office, notice)
    count = 0
    waiting = await office.off_loop(office.ledger.notices.unsent)
    for place, recipient in enumerate(waiting):
        if await office.off_loop(office.ledger.notices.claim, recipient.id):
            if count % EVERY == 0:
                await _show_progress(desk, office, notices, waiting[place:])
            await _tell(desk, office, recipient)
            count += 1
    return count


def _put_down(desk: Desk, office: Office, notice: Notice) -> None:
    """Write down whom a notice concerns, unless that was done; waits for the database."""
    ledger = office.ledger
    if any(ledger.notices.reached(notice.id)) or any(
        notice.id in each.notices for each in ledger.notices.unsent()
    ):
        return
    now = recording.versions(desk.edition.file, notice.facts)
    readers = ledger.shown.readers(notice.facts, office.rules.notify_days, now)
    revision = ledger.revisions.get(notice.revision)
    know = {notice.decided_by, *(announcing.makers(revision) if revision else ())}
    ledger.notices.due([notice.id], {user: facts for user, facts in readers.items() if user not in know})


async def _tell(desk: Desk, office: Office, recipient: Recipient) -> None:
    ledger, file = office.ledger, desk.edition.file
    facts = await office.off_loop(_unsaid, desk, office, recipient)
    if not facts:
        await office.off_loop(ledger.notices.spare, recipient.id)
        return
    told = await office.off_loop(corrections.told, ledger, file, recipient.notices, facts)
    message = desk_cards.digest(told)
    if not await _patiently(office, lambda: api.write(desk.client, recipient.user, message)):
        await office.off_loop(ledger.notices.failed, recipient.id)
        return
    await office.off_loop(ledger.notices.told, recipient.id)
    # They have seen what it says now: should it change back, that is news to them.
    now = recording.versions(file, facts)
    await recording.keep(
        desk, [Showing(key, each, desk.workspace, recipient.user) for key, each in now.items()]
    )


def _unsaid(desk: Desk, office: Office, recipient: Recipient) -> tuple[str, ...]:
    """The facts of which a person has to be told; without those that by now read again as they were shown.

    A person of whom nothing is on record any more is told: who has to be was written down when it was.
    """
    readers, days, facts = office.ledger.shown.readers, office.rules.notify_days, recipient.facts
    seen = readers(facts, days, {}).get(recipient.user, frozenset())
    stale = readers(facts, days, recording.versions(desk.edition.file, facts)).get(
        recipient.user, frozenset()
    )
    return tuple(each for each in facts if each in stale or each not in seen)


# ── Shared cards


async def _mend(desk: Desk, office: Office, notice: Notice, notices: Sequence[Notice], tally: Mended) -> None:
    now = recording.versions(desk.edition.file, notice.facts)
    tally.left = 0
    for card in await office.off_loop(corrections.stale, office.ledger, notice.facts, now):
        if await _mended(desk, office, card, corrections.about(notices, card.fact)):
            tally.done += 1
        else:
            tally.left += 1


async def _mended(desk: Desk, office: Office, card: Card, notices: tuple[int, ...]) -> bool:
    file = desk.edition.file
    (told,) = await office.off_loop(corrections.told, office.ledger, file, notices, (card.fact,))
    message, day = desk_cards.gone(told, desk.today()), desk.today()
    version = ""
    if card.fact in file.facts:
        made = desk.edition.answer(card.fact, day)
        version = made.version
        message = render.card(
            made,
            shareable=False,
            shared_by=card.user or None,
            suggest=True,
            told=desk_cards.corrected(day, told),
        )
    if not await _patiently(office, lambda: api.edit(desk.client, card.channel, card.ts, message)):
        return False
    await _patiently(office, lambda: _into_thread(desk, card, desk_cards.note(told)))
    await office.off_loop(office.ledger.shown.mend, card.id, version)
    return True


async def _into_thread(desk: Desk, card: Card, message: Message) -> None:
    thread = await api.thread_of(desk.client, card.channel, card.ts)
    await api.post(desk.client, card.channel, message, thread)


# ── What the desk sees of it


async def _show_progress(
    desk: Desk, office: Office, notices: Sequence[Notice], unsent: Sequence[Recipient]
) -> None:
    for notice in notices:
        told, failed = await office.off_loop(office.ledger.notices.reached, notice.id)
        left = sum(notice.id in each.notices for each in unsent)
        words = desk_cards.progress(told + failed, told + failed + left)
        await update(desk, office, notice, desk_cards.remark(words, notice.decided_by or ""))


async def _finish(desk: Desk, office: Office, notice: Notice, mended: Mended) -> None:
    if not await office.off_loop(office.ledger.notices.finish, notice.id):
        return
    told, failed = await office.off_loop(office.ledger.notices.reached, notice.id)
    office.log.info(
        "notice %d: %d told, %d not reached, %d cards corrected, %d not",
        *(notice.id, told, failed, mended.done, mended.left),
    )
    words = desk_cards.result(told, failed, mended.done, mended.left)
    await update(desk, office, notice, desk_cards.remark(words, notice.decided_by or ""))


async def update(desk: Desk, office: Office, notice: Notice, readers: Sequence[Block]) -> None:
    """Make the desk's message on a notice anew, with this at its end; what fails is logged."""
    revision = await office.off_loop(office.ledger.revisions.get, notice.revision)
    if revision is None:
        return
    changes = await office.off_loop(announcing.stored, office.ledger, revision.number)
    await posting.instead(desk, notice.channel, notice.ts, announcing.card(revision, changes, readers))


async def _patiently(office: Office, work: Callable[[], Awaitable[None]]) -> bool:
    """Call Slack, waiting where it asks for that; False where it refuses.

    Raises SlackBusyError where it goes on asking for patience, SlackUnavailableError where Slack, the network
    or the token is what failed: nobody is given up for that.
    """
    for left in reversed(range(TRIES)):
        try:
            await work()
        except SlackBusyError as busy:
            if not left:
                raise
            await office.pause(min(busy.seconds, LONGEST))
        except FactdeskError as error:
            if isinstance(error, SlackUnavailableError) and api.is_passing(error):
                raise
            office.log.warning("not reached: %s", error)
            return False
        else:
            return True
    raise AssertionError("unreachable")
