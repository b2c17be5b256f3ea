"""The history: which edition followed which, when, by whom, and what it did to each fact."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa

from bot.errors import ChangedError
from bot.ledger import editions
from bot.ledger.tables import changes, head, revisions
from bot.ledger.transactions import REVISING, Database, new_id
from bot.ledger.values import Change, Entry, Revision, Signature, StoredChange

_MOVED = "The fact file has changed since this edit was begun. Open it again to see what it says now."
_BUSY = "Another edit is being saved at this moment. Try again in a few seconds."


@dataclass(frozen=True, slots=True)
class Revisions:
    """The history's table. What is asked for by number, fact or edition is served, unless it says pending."""

    _database: Database

    def latest(self) -> Revision | None:
        """The newest that was served; None in a new ledger."""
        return self._one(sa.select(revisions).where(revisions.c.state == "served"))

    def get(self, number: int) -> Revision | None:
        """One by its number, served or pending."""
        return self._one(sa.select(revisions).where(revisions.c.number == number))

    def with_request(self, request: str) -> Revision | None:
        """What that request brought about, served or pending; None where it has not yet had its effect."""
        return self._one(sa.select(revisions).where(revisions.c.request == request))

    def pending(self) -> Revision | None:
        """The save that was begun and is neither served nor dropped."""
        return self._one(sa.select(revisions).where(revisions.c.state == "pending"))

    def serving(self) -> Revision | None:
        """The revision since which the newest edition has been served without a break: its `at` says when."""
        with self._database.reading() as connection:
            newest = connection.scalar(
                sa.select(revisions.c.edition).where(revisions.c.state == "served").order_by(_NEWEST).limit(1)
            )
            other = (
                sa.select(sa.func.max(revisions.c.number))
                .where(revisions.c.state == "served", revisions.c.edition != newest)
                .scalar_subquery()
            )
            row = connection.execute(
                sa.select(revisions)
                .where(revisions.c.state == "served", revisions.c.number > sa.func.coalesce(other, 0))
                .order_by(revisions.c.number)
                .limit(1)
            ).first()
        return None if row is None else _revision(row)

    def last_of(self, fact: str) -> Revision | None:
        """The newest revision that changed the fact: what an Undo of this fact would take back."""
        return self._one(
            sa.select(revisions).join(changes).where(changes.c.fact == fact, revisions.c.state == "served")
        )

    def files(self, edition: str) -> dict[str, bytes]:
        """An edition's files by name, verbatim. Raises NotFoundError where it is not on file."""
        with self._database.reading() as connection:
            return editions.files(connection, edition)

    def record(
        self,
        edition: str,
        parent: str | None,
        signature: Signature,
        files: Mapping[str, bytes],
        changes: Iterable[Change],
    ) -> Revision:
        """Write down an edition that is served already. A request that had its effect has no second one.

        Raises ValueError where the files are not this edition; so do begin and swap.
        """
        return self._write(edition, parent, signature, files, changes, "served")

    def begin(
        self,
        edition: str,
        parent: str | None,
        signature: Signature,
        files: Mapping[str, bytes],
        changes: Iterable[Change],
    ) -> Revision:
        """Write down an edition before its files are written. Raises ChangedError while one is pending."""
        return self._write(edition, parent, signature, files, changes, "pending")

    def serve(self, number: int) -> None:
        """Say that the files of a pending revision are written; nothing where it was served already."""
        with self._database.writing(REVISING) as connection:
            connection.execute(
                sa.update(revisions)
                .where(revisions.c.number == number, revisions.c.state == "pending")
                .values(state="served")
            )

    def drop(self, number: int) -> None:
        """Strike out a pending revision that came to nothing, with its edition; one that is served stays."""
        with self._database.writing(REVISING) as connection:
            edition = connection.scalar(
                sa.select(revisions.c.edition).where(
                    revisions.c.number == number, revisions.c.state == "pending"
                )
            )
            if edition is not None:
                connection.execute(sa.delete(changes).where(changes.c.revision == number))
                connection.execute(sa.delete(revisions).where(revisions.c.number == number))
                editions.drop(connection, edition)

    def swap(
        self,
        edition: str,
        parent: str | None,
        signature: Signature,
        files: Mapping[str, bytes],
        changes: Iterable[Change],
    ) -> Revision:
        """Move the head from parent (None: there is none yet) to edition, where the database is the master.

        One transaction: the edition, the revision and the head, or nothing. Raises ChangedError where the
        head is no longer at parent.
        """
        return self._write(edition, parent, signature, files, changes, "served", is_head=True)

    def head(self) -> str | None:
        """The edition in force where the database is the master; None before the first swap."""
        with self._database.reading() as connection:
            return connection.scalar(sa.select(head.c.edition))

    def history(self, fact: str, limit: int = 50) -> tuple[Entry, ...]:
        """What happened to a fact, the newest first."""
        return self._entries(_ENTRIES.where(changes.c.fact == fact).limit(limit))

    def recent(self, limit: int = 50) -> tuple[Entry, ...]:
        """The newest changes to any facts, the newest first."""
        return self._entries(_ENTRIES.limit(limit))

    def recent_facts(self, limit: int = 10) -> tuple[Entry, ...]:
        """The facts that changed last, each with its newest change only, the newest first."""
        newest = (
            sa.select(sa.func.max(changes.c.id))
            .join(revisions)
            .where(revisions.c.state == "served")
            .group_by(changes.c.fact)
        )
        return self._entries(_ENTRIES.where(changes.c.id.in_(newest)).limit(limit))

    def changes(self, number: int) -> tuple[StoredChange, ...]:
        """What a revision did, fact by fact, in the order that it was told in."""
        with self._database.reading() as connection:
            found = connection.execute(
                sa.select(changes).where(changes.c.revision == number).order_by(changes.c.id)
            ).all()
        return tuple(_change(row) for row in found)

    def _write(
        self,
        edition: str,
        parent: str | None,
        signature: Signature,
        files: Mapping[str, bytes],
        told: Iterable[Change],
        state: Literal["pending", "served"],
        *,
        is_head: bool = False,
    ) -> Revision:
        now = self._database.now()
        with self._database.writing(REVISING) as connection:
            if before := _of_request(connection, signature.request):
                return dataclasses.replace(before, is_repeat=True)
            if state == "pending" and connection.scalar(
                sa.select(revisions.c.number).where(revisions.c.state == "pending")
            ):
                raise ChangedError(_BUSY)
            editions.keep(connection, edition, files, now)
            if is_head:
                _move_head(connection, edition, parent)
            number = new_id(
                connection.execute(
                    sa.insert(revisions),
                    {
                        "edition": edition,
                        "parent": parent,
                        "at": now,
                        "how": signature.how,
                        "by_id": signature.by,
                        "by_name": signature.name,
                        "why": signature.why,
                        "request": signature.request,
                        "approver_id": signature.approver,
                        "approver_name": signature.approved_by,
                        "state": state,
                    },
                )
            )
            if rows := [_row(number, each) for each in told]:
                connection.execute(sa.insert(changes), rows)
            return _revision(
                connection.execute(sa.select(revisions).where(revisions.c.number == number)).one()
            )

    def _one(self, query: sa.Select[Any]) -> Revision | None:
        """The newest of the revisions that are asked for."""
        with self._database.reading() as connection:
            row = connection.execute(query.order_by(_NEWEST).limit(1)).first()
        return None if row is None else _revision(row)

    def _entries(self, query: sa.Select[Any]) -> tuple[Entry, ...]:
        with self._database.reading() as connection:
            found = connection.execute(query).all()
        return tuple(Entry(_revision(row), _change(row)) for row in found)


_NEWEST = revisions.c.number.desc()
_ENTRIES = (
    sa.select(revisions, changes)
    .join_from(revisions, changes)
    .where(revisions.c.state == "served")
    .order_by(_NEWEST, changes.c.id)
)


def _of_request(connection: sa.Connection, request: str | None) -> Revision | None:
    if request is None:
        return None
    row = connection.execute(sa.select(revisions).where(revisions.c.request == request)).first()
    return None if row is None else _revision(row)


def _move_head(connection: sa.Connection, edition: str, parent: str | None) -> None:
    """Compare and swap; the transaction's lock keeps two from being the first."""
    if parent is None:
        if connection.scalar(sa.select(head.c.edition)) is not None:
            raise ChangedError(_MOVED)
        connection.execute(sa.insert(head), {"id": 1, "edition": edition})
        return
    moved = connection.execute(sa.update(head).where(head.c.edition == parent).values(edition=edition))
    if moved.rowcount != 1:
        raise ChangedError(_MOVED)


def _row(number: int, change: Change) -> dict[str, Any]:
    return {
        "revision": number,
        "fact": change.id,
        "kind": change.kind,
        "parts": change.parts,
        "lines": change.lines,
        "before": change.before,
        "after": change.after,
    }


def _revision(row: sa.Row[Any]) -> Revision:
    signature = Signature(
        how=row.how,
        by=row.by_id,
        name=row.by_name,
        why=row.why,
        request=row.request,
        approved_by=row.approver_name,
        approver=row.approver_id,
    )
    return Revision(row.number, row.edition, row.parent, row.at, signature, row.state)


def _change(row: sa.Row[Any]) -> StoredChange:
    return StoredChange(row.fact, row.kind, row.parts, row.lines, row.before, row.after)
