"""What readers are told of a change, put together from the ledger; everything here waits for the database.

A fact may have changed several times before anybody was told. What it said is taken from the records of the
changes that are told of, what it says now from its newest record.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from bot.desk_cards import Told
from bot.ledger import Card, Ledger, Notice, Revision, StoredChange
from bot.model import FactFile

# Made by the program, or by a command: no reason that a reader could use.
_NO_REASON = ("undo", "publish", "start", "file")

Record = tuple[Revision, StoredChange]


def told(ledger: Ledger, file: FactFile, notices: Iterable[int], facts: Collection[str]) -> tuple[Told, ...]:
    """What to tell of these facts, over all these notices, in the order in which they changed."""
    records: dict[str, list[Record]] = {}
    for notice in sorted(set(notices)):
        found = ledger.notices.get(notice)
        revision = ledger.revisions.get(found.revision) if found else None
        if revision is None:
            continue
        for change in ledger.revisions.changes(revision.number):
            if change.fact in facts:
                records.setdefault(change.fact, []).append((revision, change))
    return tuple(_told(ledger, file, key, mine) for key, mine in records.items())


def stale(ledger: Ledger, facts: Collection[str], versions: dict[str, str]) -> tuple[Card, ...]:
    """The shared cards that show another version of these facts than the present one."""
    return tuple(card for card in ledger.shown.cards(facts) if card.version != versions.get(card.fact, ""))


def about(notices: Iterable[Notice], fact: str) -> tuple[int, ...]:
    """The ids of those that are about the fact."""
    return tuple(each.id for each in notices if fact in each.facts)


def _told(ledger: Ledger, file: FactFile, key: str, records: list[Record]) -> Told:
    newest = ledger.revisions.history(key, 1)
    now = newest[0].change.after if newest else None
    said = dict.fromkeys(change.before for _, change in records if change.before is not None)
    fact = file.facts.get(key)
    withdrawn = (fact.withdrawn_because or "") if fact is not None and fact.status == "withdrawn" else None
    reasons = (revision.signature.why for revision, _ in records if revision.signature.how not in _NO_REASON)
    return Told(
        fact=key,
        # A withdrawn fact's claim may stand as it stood; then too the reader is told which it was.
        said=tuple(each for each in said if each != now or withdrawn is not None),
        says=now,
        why=tuple(dict.fromkeys(each for each in reasons if each and each != withdrawn)),
        lines=tuple(line for _, change in records for line in change.lines),
        withdrawn=withdrawn,
    )
