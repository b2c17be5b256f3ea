"""What is removed: all that is kept on one person, and what has been kept for long enough.

Revisions and editions stay: they are the record of what the newsroom published, and lose a person's name and
id when that person is forgotten. So does a card shared in a channel, which has to be mended all the same.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

import sqlalchemy as sa

from bot.ledger.columns import Lines, Words
from bot.ledger.tables import (
    cards,
    groups,
    metadata,
    notices,
    proposals,
    questions,
    recipients,
    revisions,
    shown,
)
from bot.ledger.transactions import ASKING, PROPOSING, REVISING, TELLING, Database
from bot.ledger.values import FORGOTTEN, Forgotten

_DECIDED: Final = (groups, proposals, notices)
_LOCKS: Final = (REVISING, ASKING, PROPOSING, TELLING)


def forget(database: Database, user: str) -> Forgotten:
    """Remove the person: rows of theirs, name and id in rows of others, and the id in all other text."""
    with database.writing(*_LOCKS) as connection:
        suggested = sa.and_(proposals.c.by_id == user, proposals.c.kind == "suggestion")
        posts = _posts(connection, sa.select(proposals.c.channel, proposals.c.ts).where(suggested))
        suggestions = connection.execute(sa.delete(proposals).where(suggested)).rowcount
        asked = connection.execute(sa.delete(questions).where(questions.c.user_id == user)).rowcount
        posts += _without_questions(connection)
        forgotten = Forgotten(
            showings=connection.execute(sa.delete(shown).where(shown.c.user_id == user)).rowcount,
            cards=connection.execute(
                sa.update(cards).where(cards.c.user_id == user).values(user_id="")
            ).rowcount,
            questions=asked,
            suggestions=suggestions,
            recipients=connection.execute(sa.delete(recipients).where(recipients.c.user_id == user)).rowcount,
            signatures=_unsigned(connection, user),
            posts=posts,
        )
        _blotted(connection, user)
    database.scrub()
    return forgotten


def purge(database: Database, keep_days: int, notify_days: int) -> int:
    """Remove what has been kept for long enough; gives back how many rows that were.

    After keep_days: questions, answered or not, and suggestions that were decided. After notify_days: who was
    shown what, which cards were shared, and who was told. Never a revision or an edition.
    """
    now = database.now()
    kept, told = now - dt.timedelta(days=keep_days), now - dt.timedelta(days=notify_days)
    decided = sa.and_(proposals.c.kind == "suggestion", proposals.c.state != "open")
    over = sa.select(notices.c.id).where(notices.c.state.in_(["sent", "dropped"]))
    done = sa.or_(recipients.c.state != "due", recipients.c.notice.in_(over))
    old = (
        sa.delete(questions).where(questions.c.at < kept),
        sa.delete(proposals).where(decided, proposals.c.decided_at < kept),
        sa.delete(shown).where(shown.c.at < told),
        sa.delete(cards).where(cards.c.at < told),
        sa.delete(recipients).where(done, recipients.c.at < told),
    )
    with database.writing(*_LOCKS) as connection:
        removed = sum(connection.execute(each).rowcount for each in old)
        _without_questions(connection)
    database.scrub()
    return removed


def _without_questions(connection: sa.Connection) -> tuple[tuple[str, str], ...]:
    """Remove the groups that nobody is left in; gives back where their posts stand."""
    empty = ~sa.select(questions.c.id).where(questions.c.group_id == groups.c.id).exists()
    posts = _posts(connection, sa.select(groups.c.channel, groups.c.ts).where(empty))
    connection.execute(sa.delete(groups).where(empty))
    return posts


def _posts(connection: sa.Connection, places: sa.Select[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((row.channel, row.ts) for row in connection.execute(places) if row.ts)


def _unsigned(connection: sa.Connection, user: str) -> int:
    """Take the person's name off what they wrote or decided."""
    signed = [
        sa.update(revisions).where(revisions.c.by_id == user).values(by_id=None, by_name=FORGOTTEN),
        sa.update(revisions)
        .where(revisions.c.approver_id == user)
        .values(approver_id=None, approver_name=FORGOTTEN),
        sa.update(proposals).where(proposals.c.by_id == user).values(by_id=FORGOTTEN, by_name=FORGOTTEN),
        *(sa.update(table).where(table.c.decided_by == user).values(decided_by=None) for table in _DECIDED),
    ]
    return sum(connection.execute(each).rowcount for each in signed)


def _blotted(connection: sa.Connection, user: str) -> None:
    """Put FORGOTTEN where the id stands in any other text, such as a mention in a reason."""
    word = re.compile(rf"(?<![A-Za-z0-9]){re.escape(user)}(?![A-Za-z0-9])")
    for table in metadata.sorted_tables:
        keys = list(table.primary_key)
        for column in table.columns:
            if not isinstance(column.type, Words | Lines) or column.primary_key:
                continue
            text = sa.type_coerce(column, sa.Text)
            named = sa.select(*keys, text.label("said")).where(text.contains(user, autoescape=True))
            for *key, said in connection.execute(named).all():
                if word.search(said):
                    where = (each == value for each, value in zip(keys, key, strict=True))
                    connection.execute(
                        sa.update(table)
                        .where(*where)
                        .values({column: sa.type_coerce(word.sub(FORGOTTEN, said), sa.Text)})
                    )
