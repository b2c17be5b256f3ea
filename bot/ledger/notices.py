"""Whom a change concerns, whether they are told, and who has been.

    make ─▶ asked ─ decide ─┬─▶ sending ─ due ─▶ recipients: due ─ claim ─ told or failed ─▶ finish ─▶ sent
                            └─▶ dropped

Every step may be done again after a crash: nobody is put down twice for one notice, and who was told stays
told. A message that was sent and not yet noted when the program died is sent again, ten minutes later.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

import sqlalchemy as sa

from bot.ledger.tables import notices, recipients
from bot.ledger.transactions import TELLING, Database, insert
from bot.ledger.values import Notice, Recipient

LEASE: Final = 600  # seconds that a claim holds: a message with all its retries takes less than one minute


@dataclass(frozen=True, slots=True)
class Notices:
    """The tables of notices and of those who have to be told."""

    _database: Database

    def make(self, revision: int, facts: Collection[str]) -> Notice:
        """The notice of a revision: a new one, or the one that there is."""
        row = {
            "revision": revision,
            "facts": tuple(facts),
            "at": self._database.now(),
            "state": "asked",
            "channel": "",
            "ts": "",
        }
        with self._database.writing() as connection:
            connection.execute(
                insert(connection, notices).on_conflict_do_nothing(index_elements=["revision"]), row
            )
            return _notice(connection.execute(sa.select(notices).where(notices.c.revision == revision)).one())

    def open(self) -> tuple[Notice, ...]:
        """Those that an editor has to decide, the oldest first."""
        return self._in("asked")

    def sending(self) -> tuple[Notice, ...]:
        """Those decided for and not finished: after a start, what was interrupted."""
        return self._in("sending")

    def get(self, notice: int) -> Notice | None:
        """One by its id."""
        with self._database.reading() as connection:
            row = connection.execute(sa.select(notices).where(notices.c.id == notice)).first()
        return None if row is None else _notice(row)

    def place(self, notice: int, channel: str, ts: str) -> None:
        """Say where the desk's post that asks about it stands."""
        with self._database.writing() as connection:
            connection.execute(
                sa.update(notices).where(notices.c.id == notice).values(channel=channel, ts=ts)
            )

    def decide(self, ids: Iterable[int], state: Literal["sending", "dropped"], by: str) -> tuple[int, ...]:
        """Decide on several at once; gives back those that nobody had decided before."""
        now = self._database.now()
        with self._database.writing(TELLING) as connection:
            return tuple(
                each
                for each in sorted(set(ids))
                if connection.execute(
                    sa.update(notices)
                    .where(notices.c.id == each, notices.c.state == "asked")
                    .values(state=state, decided_by=by, decided_at=now)
                ).rowcount
            )

    def due(self, notice_ids: Iterable[int], people: Mapping[str, Collection[str]]) -> None:
        """Put down whom to tell: user → the facts that they were shown.

        Each is put down once for each notice that is being sent and is about one of their facts; facts that
        none of the notices is about are left out.
        """
        now = self._database.now()
        with self._database.writing(TELLING) as connection:
            wanted = sa.select(notices).where(notices.c.id.in_(set(notice_ids)), notices.c.state == "sending")
            rows = [
                {"notice": notice.id, "user_id": user, "facts": facts, "at": now, "state": "due"}
                for notice in connection.execute(wanted.order_by(notices.c.id)).all()
                for user in sorted(people)
                if (facts := tuple(each for each in notice.facts if each in people[user]))
            ]
            if rows:
                connection.execute(
                    insert(connection, recipients).on_conflict_do_nothing(
                        index_elements=["notice", "user_id"]
                    ),
                    rows,
                )

    def unsent(self) -> tuple[Recipient, ...]:
        """Who has to be told yet: each person once, over all notices, without those claimed just now."""
        with self._database.reading() as connection:
            found = connection.execute(
                sa.select(recipients).where(recipients.c.state == "due").order_by(recipients.c.id)
            ).all()
        mine: dict[str, list[sa.Row[Any]]] = {}
        for row in found:
            mine.setdefault(row.user_id, []).append(row)
        late = self._late()
        return tuple(
            _recipient(rows) for rows in mine.values() if not any(_is_held(row, late) for row in rows)
        )

    def claim(self, recipient_id: int) -> bool:
        """Take it on to tell this person, for `LEASE` seconds; False where another has, or it is done."""
        late = self._late()
        with self._database.writing(TELLING) as connection:
            due = connection.execute(sa.select(recipients).where(*_up_to(recipient_id))).all()
            if not due or any(_is_held(row, late) for row in due):
                return False
            connection.execute(
                sa.update(recipients)
                .where(recipients.c.id.in_([row.id for row in due]))
                .values(claimed_at=self._database.now())
            )
        return True

    def told(self, recipient_id: int) -> None:
        """Say that this person has been told all that `unsent` gave; what came since is still due."""
        self._done(recipient_id, "told")

    def failed(self, recipient_id: int) -> None:
        """Say that this person can't be told: it is not tried again."""
        self._done(recipient_id, "failed")

    def spare(self, recipient_id: int) -> None:
        """Strike out a person to whom there is nothing to say any more: neither told nor failed."""
        with self._database.writing(TELLING) as connection:
            connection.execute(sa.delete(recipients).where(*_up_to(recipient_id)))

    def finish(self, notice: int) -> bool:
        """Say that a notice is sent; False while somebody has yet to be told, or it is not being sent."""
        with self._database.writing(TELLING) as connection:
            waits = (
                sa.select(recipients.c.id)
                .where(recipients.c.notice == notice, recipients.c.state == "due")
                .exists()
            )
            finished = connection.execute(
                sa.update(notices)
                .where(notices.c.id == notice, notices.c.state == "sending", ~waits)
                .values(state="sent")
            )
        return finished.rowcount == 1

    def reached(self, notice: int) -> tuple[int, int]:
        """How many were told of it, and how many could not be."""
        with self._database.reading() as connection:
            found = connection.execute(
                sa.select(recipients.c.state, sa.func.count().label("many"))
                .where(recipients.c.notice == notice)
                .group_by(recipients.c.state)
            ).all()
        counts = {row.state: row.many for row in found}
        return counts.get("told", 0), counts.get("failed", 0)

    def _in(self, state: str) -> tuple[Notice, ...]:
        with self._database.reading() as connection:
            found = connection.execute(
                sa.select(notices).where(notices.c.state == state).order_by(notices.c.id)
            ).all()
        return tuple(_notice(row) for row in found)

    def _done(self, recipient_id: int, state: Literal["told", "failed"]) -> None:
        with self._database.writing(TELLING) as connection:
            connection.execute(sa.update(recipients).where(*_up_to(recipient_id)).values(state=state))

    def _late(self) -> dt.datetime:
        return self._database.now() - dt.timedelta(seconds=LEASE)


def _up_to(recipient_id: int) -> tuple[sa.ColumnElement[bool], ...]:
    """What is due to the same person, up to this entry: `unsent` names a person by their newest."""
    user = sa.select(recipients.c.user_id).where(recipients.c.id == recipient_id).scalar_subquery()
    return (recipients.c.id <= recipient_id, recipients.c.user_id == user, recipients.c.state == "due")


def _is_held(row: sa.Row[Any], late: dt.datetime) -> bool:
    return row.claimed_at is not None and row.claimed_at > late


def _recipient(rows: list[sa.Row[Any]]) -> Recipient:
    facts = dict.fromkeys(fact for row in rows for fact in row.facts)
    return Recipient(rows[-1].id, rows[0].user_id, tuple(facts), tuple(row.notice for row in rows))


def _notice(row: sa.Row[Any]) -> Notice:
    return Notice(
        id=row.id,
        revision=row.revision,
        facts=row.facts,
        at=row.at,
        state=row.state,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        channel=row.channel,
        ts=row.ts,
    )
