"""Questions that were given to the fact desk, grouped by what they ask."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa

from bot import same_question
from bot.ledger.tables import groups, questions
from bot.ledger.transactions import ASKING, Database, new_id
from bot.ledger.values import Group, GroupState, Question


@dataclass(frozen=True, slots=True)
class Questions:
    """The tables of questions and of their groups."""

    _database: Database

    def ask(self, text: str, team: str, user: str, request: str) -> Question:
        """Keep a question, with the open ones that ask the same. A request delivered twice is kept once."""
        now = self._database.now()
        with self._database.writing(ASKING) as connection:
            if before := connection.execute(
                sa.select(questions).where(questions.c.request == request)
            ).first():
                return dataclasses.replace(_question(before), is_repeat=True)
            group = _like(connection, text)
            number = new_id(
                connection.execute(
                    sa.insert(questions),
                    {
                        "group_id": group,
                        "text": text,
                        "team": team,
                        "user_id": user,
                        "at": now,
                        "request": request,
                    },
                )
            )
            if group is None:
                _found(connection, number)
            return _question(connection.execute(sa.select(questions).where(questions.c.id == number)).one())

    def groups(self, state: GroupState | None = "open", limit: int = 50) -> tuple[Group, ...]:
        """Groups in that state (None: in any), the one that has waited longest first."""
        wanted = sa.select(groups).order_by(groups.c.id).limit(limit)
        if state is not None:
            wanted = wanted.where(groups.c.state == state)
        with self._database.reading() as connection:
            return _groups(connection, wanted)

    def group(self, group: int) -> Group | None:
        """One group by its id."""
        with self._database.reading() as connection:
            return next(iter(_groups(connection, sa.select(groups).where(groups.c.id == group))), None)

    def waiting(self) -> int:
        """How many groups are open."""
        with self._database.reading() as connection:
            return (
                connection.scalar(
                    sa.select(sa.func.count()).select_from(groups).where(groups.c.state == "open")
                )
                or 0
            )

    def expiring(self, keep_days: int) -> tuple[Group, ...]:
        """Groups of which a purge will leave nothing: their posts hold the questions too, and have to go."""
        until = self._database.now() - dt.timedelta(days=keep_days)
        kept = sa.select(questions.c.group_id).where(questions.c.at >= until)
        with self._database.reading() as connection:
            return _groups(
                connection, sa.select(groups).where(groups.c.id.not_in(kept)).order_by(groups.c.id)
            )

    def place(self, group: int, channel: str, ts: str) -> None:
        """Say where the desk's post on the group stands."""
        with self._database.writing() as connection:
            connection.execute(sa.update(groups).where(groups.c.id == group).values(channel=channel, ts=ts))

    def answer(self, group: int, fact: str, by: str, note: str = "") -> tuple[Question, ...]:
        """Answer with a fact: gives back the questions whose askers have to be told.

        Empty where the group is gone, or was answered or closed before: one answer has one effect.
        """
        return self._decide(group, "answered", by, note, fact)

    def close(self, group: int, by: str, note: str = "") -> tuple[Question, ...]:
        """Close without a fact; gives back the same as `answer`."""
        return self._decide(group, "closed", by, note, None)

    def _decide(
        self, group: int, state: Literal["answered", "closed"], by: str, note: str, fact: str | None
    ) -> tuple[Question, ...]:
        with self._database.writing(ASKING) as connection:
            taken = connection.execute(
                sa.update(groups)
                .where(groups.c.id == group, groups.c.state == "open")
                .values(state=state, fact=fact, note=note, decided_by=by, decided_at=self._database.now())
            )
            if taken.rowcount != 1:
                return ()
            found = connection.execute(
                sa.select(questions).where(questions.c.group_id == group).order_by(questions.c.id)
            ).all()
        return tuple(_question(row) for row in found)


def _like(connection: sa.Connection, text: str) -> int | None:
    """The open group that asks the same."""
    others = connection.execute(
        sa.select(questions.c.group_id, questions.c.text)
        .join(groups)
        .where(groups.c.state == "open")
        .order_by(questions.c.id)
    ).all()
    found = same_question.nearest(text, [row.text for row in others])
    return None if found is None else int(others[found].group_id)


def _found(connection: sa.Connection, question: int) -> None:
    """Begin a group with its first question."""
    connection.execute(
        sa.insert(groups), {"id": question, "channel": "", "ts": "", "state": "open", "note": ""}
    )
    connection.execute(sa.update(questions).where(questions.c.id == question).values(group_id=question))


def _groups(connection: sa.Connection, wanted: sa.Select[Any]) -> tuple[Group, ...]:
    rows = connection.execute(wanted).all()
    asked: dict[int, list[Question]] = {row.id: [] for row in rows}
    for each in connection.execute(
        sa.select(questions).where(questions.c.group_id.in_(asked)).order_by(questions.c.id)
    ):
        asked[each.group_id].append(_question(each))
    return tuple(_group(row, asked[row.id]) for row in rows if asked[row.id])


def _group(row: sa.Row[Any], asked: Sequence[Question]) -> Group:
    return Group(
        id=row.id,
        texts=tuple(dict.fromkeys(each.text for each in asked)),
        users=tuple(dict.fromkeys(each.user for each in asked)),
        count=len(asked),
        asked_at=asked[0].at,
        channel=row.channel,
        ts=row.ts,
        state=row.state,
        fact=row.fact,
        note=row.note,
        by=row.decided_by,
    )


def _question(row: sa.Row[Any]) -> Question:
    return Question(row.id, row.group_id, row.text, row.team, row.user_id, row.at)
