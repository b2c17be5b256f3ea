"""Changes that wait for a second editor, and changes that reporters suggest."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from bot.ledger.tables import proposals
from bot.ledger.transactions import PROPOSING, Database
from bot.ledger.values import Proposal, ProposalKind, ProposalState


@dataclass(frozen=True, slots=True)
class Proposals:
    """The table of proposals."""

    _database: Database

    def make(
        self,
        kind: ProposalKind,
        fact: str,
        *,
        by: str,
        name: str,
        request: str,
        edit: str = "",
        words: str = "",
        why: str = "",
        lines: tuple[str, ...] = (),
    ) -> Proposal:
        """Keep a proposal. A request delivered twice is kept once."""
        row = {
            "kind": kind,
            "fact": fact,
            "edit": edit,
            "words": words,
            "by_id": by,
            "by_name": name,
            "why": why,
            "lines": lines,
            "at": self._database.now(),
            "request": request,
            "state": "open",
            "channel": "",
            "ts": "",
        }
        wanted = sa.select(proposals).where(proposals.c.request == request)
        with self._database.writing(PROPOSING) as connection:
            if before := connection.execute(wanted).first():
                return dataclasses.replace(_proposal(before), is_repeat=True)
            connection.execute(sa.insert(proposals), row)
            return _proposal(connection.execute(wanted).one())

    def get(self, proposal: int) -> Proposal | None:
        """One by its id."""
        with self._database.reading() as connection:
            row = connection.execute(sa.select(proposals).where(proposals.c.id == proposal)).first()
        return None if row is None else _proposal(row)

    def open(self, kind: ProposalKind | None = None, fact: str | None = None) -> tuple[Proposal, ...]:
        """Those not decided yet, of a kind or on a fact where one is named, the oldest first."""
        wanted = sa.select(proposals).where(proposals.c.state == "open").order_by(proposals.c.id)
        if kind is not None:
            wanted = wanted.where(proposals.c.kind == kind)
        if fact is not None:
            wanted = wanted.where(proposals.c.fact == fact)
        with self._database.reading() as connection:
            return tuple(_proposal(row) for row in connection.execute(wanted))

    def place(self, proposal: int, channel: str, ts: str) -> None:
        """Say where the desk's post on it stands."""
        with self._database.writing() as connection:
            connection.execute(
                sa.update(proposals).where(proposals.c.id == proposal).values(channel=channel, ts=ts)
            )

    def decide(self, proposal: int, state: ProposalState, by: str) -> bool:
        """Decide an open one; False where it is gone, or somebody had decided it before."""
        with self._database.writing() as connection:
            decided = connection.execute(
                sa.update(proposals)
                .where(proposals.c.id == proposal, proposals.c.state == "open")
                .values(state=state, decided_by=by, decided_at=self._database.now())
            )
        return decided.rowcount == 1


def _proposal(row: sa.Row[Any]) -> Proposal:
    return Proposal(
        id=row.id,
        kind=row.kind,
        fact=row.fact,
        edit=row.edit,
        words=row.words,
        by=row.by_id,
        name=row.by_name,
        why=row.why,
        at=row.at,
        state=row.state,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        channel=row.channel,
        ts=row.ts,
        lines=row.lines,
    )
