"""Who was shown which fact, in which version: never what was asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from bot.ledger.tables import cards, shown
from bot.ledger.transactions import Database, insert
from bot.ledger.values import Card, Showing


@dataclass(frozen=True, slots=True)
class Shown:
    """The tables of showings, and of cards shared in channels. Where none may be kept, nobody calls `add`."""

    _database: Database

    def add(self, showings: Iterable[Showing]) -> None:
        """Keep each, with the time; of one that was kept before only the newest time."""
        now = self._database.now()
        given = dict.fromkeys(showings)
        # In one order, so that no two transactions on PostgreSQL wait for each other.
        people = sorted({(each.fact, each.user, each.team, each.version) for each in given})
        placed = sorted((each.channel, each.ts, each.fact, each) for each in given if each.ts)
        if not people:
            return
        with self._database.writing() as connection:
            seen = insert(connection, shown)
            connection.execute(
                seen.on_conflict_do_update(
                    index_elements=[*shown.primary_key], set_={"at": seen.excluded.at}
                ),
                [
                    {"fact": fact, "user_id": user, "team": team, "version": version, "at": now}
                    for fact, user, team, version in people
                ],
            )
            if placed:
                connection.execute(
                    insert(connection, cards).on_conflict_do_nothing(
                        index_elements=[cards.c.channel, cards.c.ts, cards.c.fact]
                    ),
                    [_row(each, now) for *_, each in placed],
                )

    def readers(self, facts: Collection[str], days: int, but: Mapping[str, str]) -> dict[str, frozenset[str]]:
        """Who was shown any of the facts within `days`, in another version than `but` has: user → facts.

        A fact without a version in `but` (it was removed) counts in every version. Who was shown the version
        of `but` as well is still among them: nobody said to them that it had changed.
        """
        since = self._database.now() - dt.timedelta(days=days)
        with self._database.reading() as connection:
            found = connection.execute(
                sa.select(shown.c.user_id, shown.c.fact, shown.c.version)
                .where(shown.c.fact.in_(facts), shown.c.at >= since)
                .distinct()
            ).all()
        readers: dict[str, set[str]] = {}
        for row in found:
            if row.version != but.get(row.fact):
                readers.setdefault(row.user_id, set()).add(row.fact)
        return {user: frozenset(readers[user]) for user in sorted(readers)}

    def cards(self, facts: Collection[str]) -> tuple[Card, ...]:
        """The shared cards on record that show any of the facts, the oldest first."""
        with self._database.reading() as connection:
            found = connection.execute(
                sa.select(cards).where(cards.c.fact.in_(facts)).order_by(cards.c.id)
            ).all()
        return tuple(_card(row) for row in found)

    def mend(self, card_id: int, version: str) -> None:
        """Say that the card shows this version now; nothing where it is no longer on record."""
        with self._database.writing() as connection:
            connection.execute(sa.update(cards).where(cards.c.id == card_id).values(version=version))


def _row(showing: Showing, now: dt.datetime) -> dict[str, Any]:
    return {
        "fact": showing.fact,
        "version": showing.version,
        "team": showing.team,
        "user_id": showing.user,
        "channel": showing.channel,
        "ts": showing.ts,
        "at": now,
    }


def _card(row: sa.Row[Any]) -> Card:
    return Card(row.id, row.fact, row.version, row.team, row.user_id, row.channel, row.ts, row.at)
