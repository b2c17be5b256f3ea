"""Tells the fact desk what is served now, and asks whether those who were shown it before are told.

Nobody is told without an editor's yes: where the desk has no channel to be asked in, nobody is told. A post
that fails is logged, and never undoes a save; what is to be asked is in the ledger before it is posted.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot import desk_cards
from bot.block_kit import Block, Message
from bot.changes import FactChange
from bot.errors import LedgerError
from bot.ledger import Ledger, Notice, Revision
from bot.ledger.wording import hand
from bot.model import FactFile
from bot.slack import posting, recording
from bot.slack.desk import Desk
from bot.slack.office import Office, Trouble


async def served(desk: Desk, revision: Revision, changes: tuple[FactChange, ...]) -> None:
    """Tell the desk of a revision that is served now, if it changed a fact; the first is no news."""
    if revision.signature.how == "start" or not changes:
        return
    office = desk.open_office
    if desk.fact_desk_channel is None:
        office.log.info("revision %d is served; no FACT_DESK_CHANNEL, so nobody is told", revision.number)
        return
    notice: Notice | None = None
    try:
        notice, readers = await office.off_loop(_readers, office, desk.edition.file, revision, changes)
    except LedgerError as error:
        office.log.warning("who was shown revision %d's facts is not known: %s", revision.number, error)
        readers = desk_cards.remark(desk_cards.NOT_KNOWN)
    await _posted(desk, revision, changes, notice, readers)


async def ask_again(desk: Desk) -> None:
    """After a start: ask what should have been asked, of revisions whose announcement was cut short."""
    office = desk.open_office
    newest = office.serving
    if desk.fact_desk_channel is None or not office.rules.shown:
        return
    for revision in await office.off_loop(_unasked, office.ledger, newest):
        changes = await office.off_loop(stored, office.ledger, revision.number)
        notice, readers = await office.off_loop(_readers, office, desk.edition.file, revision, changes)
        if notice is not None and notice.state == "asked" and not notice.ts:
            await _posted(desk, revision, changes, notice, readers)


async def trouble(desk: Desk, trouble: Trouble | None) -> None:
    """Tell the desk why the newest state of the files is not served, or (None) that it is again."""
    file = desk.edition.file
    message = (
        desk_cards.fine_again(file.edition)
        if trouble is None
        else desk_cards.trouble(
            trouble.said, trouble.drops, trouble.edition, file.edition, desk.open_office.serving.at
        )
    )
    await posting.to_desk(desk, message)


def card(revision: Revision, changes: tuple[FactChange, ...], readers: Iterable[Block]) -> Message:
    """The desk's message on a revision; `readers` is what it says, or asks, of telling them."""
    told = desk_cards.Served(
        number=revision.number,
        hand=hand(revision),
        at=revision.at,
        why=revision.signature.why,
        changes=changes,
        can_undo=revision.parent is not None,
    )
    return desk_cards.served(told, readers)


def stored(ledger: Ledger, number: int) -> tuple[FactChange, ...]:
    """What a revision did, as the ledger has it; waits for the database."""
    return tuple(
        FactChange(each.fact, each.kind, each.parts, each.lines, each.before, each.after)
        for each in ledger.revisions.changes(number)
    )


def makers(revision: Revision) -> frozenset[str]:
    """Those who made a revision know of it."""
    signature = revision.signature
    return frozenset(filter(None, (signature.by, signature.approver)))


async def _posted(
    desk: Desk,
    revision: Revision,
    changes: tuple[FactChange, ...],
    notice: Notice | None,
    readers: tuple[Block, ...],
) -> None:
    office = desk.open_office
    ts = await posting.to_desk(desk, card(revision, changes, readers))
    if notice is None or not ts:
        return
    try:
        await office.off_loop(office.ledger.notices.place, notice.id, desk.fact_desk_channel or "", ts)
    except LedgerError as error:
        office.log.warning("where notice %d stands could not be kept: %s", notice.id, error)


def _readers(
    office: Office, file: FactFile, revision: Revision, changes: tuple[FactChange, ...]
) -> tuple[Notice | None, tuple[Block, ...]]:
    """The notice, where there is somebody to tell, and what the desk is told or asked of them."""
    facts = tuple(each.id for each in changes if each.concerns_readers)
    if not facts:
        return None, ()
    if not office.rules.shown:
        return None, desk_cards.remark(desk_cards.NOT_KEPT)
    ledger, days, now = office.ledger, office.rules.notify_days, recording.versions(file, facts)
    people = ledger.shown.readers(facts, days, now).keys() - makers(revision)
    cards = [each for each in ledger.shown.cards(facts) if each.version != now.get(each.fact, "")]
    if not (people or cards):
        return None, desk_cards.remark(desk_cards.nobody_shown(days))
    notice = ledger.notices.make(revision.number, facts)
    others = sum(each.id != notice.id for each in ledger.notices.open())
    return notice, desk_cards.asking(notice.id, len(people), len(cards), days, others)


def _unasked(ledger: Ledger, newest: Revision) -> tuple[Revision, ...]:
    """The newest revision, and those of notices that stand nowhere, in order."""
    numbers = {each.revision for each in ledger.notices.open() if not each.ts} | {newest.number}
    found = (ledger.revisions.get(number) for number in sorted(numbers))
    return tuple(each for each in found if each is not None)
