"""The tables of the newest schema. A change here needs a migration that makes it of the schema before.

Ids are never given out twice (`sqlite_autoincrement`; PostgreSQL's sequences do it anyway): a button may
still name an entry that has been removed.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table, text

from bot.ledger.columns import Lines, Time, Words

SCHEMA: Final = "0002"  # the newest migration: a ledger that has it needs no alembic
VERSION_TABLE: Final = "ledger_version"  # of our own, should the database hold another program's tables too
_HASH: Final = 64  # characters of a sha256 in hex

metadata: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _id(name: str = "id") -> Column[int]:
    return Column(name, Integer, primary_key=True)


# ── Editions: every file's content once, by its hash; an edition is a list of names with their contents

blobs: Final = Table(
    "blobs",
    metadata,
    Column("sha256", String(_HASH), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("packed", LargeBinary, nullable=False),
)
editions: Final = Table(
    "editions",
    metadata,
    Column("edition", String(_HASH), primary_key=True),
    Column("at", Time, nullable=False),
)
edition_files: Final = Table(
    "edition_files",
    metadata,
    Column("edition", ForeignKey("editions.edition"), primary_key=True),
    Column("name", Words, primary_key=True),
    Column("blob", ForeignKey("blobs.sha256"), nullable=False),
)
revisions: Final = Table(
    "revisions",
    metadata,
    _id("number"),
    Column("edition", ForeignKey("editions.edition"), nullable=False),
    Column("parent", String(_HASH)),
    Column("at", Time, nullable=False),
    Column("how", String(16), nullable=False),
    Column("by_id", Words),
    Column("by_name", Words),
    Column("why", Words, nullable=False),
    Column("request", Words, unique=True),
    Column("approver_id", Words),
    Column("approver_name", Words),
    Column("state", String(16), nullable=False),
    Index(
        "ix_revisions_pending",
        "state",
        unique=True,
        sqlite_where=text("state = 'pending'"),
        postgresql_where=text("state = 'pending'"),
    ),
    sqlite_autoincrement=True,
)
changes: Final = Table(
    "changes",
    metadata,
    _id(),
    Column("revision", ForeignKey("revisions.number"), nullable=False, index=True),
    Column("fact", Words, nullable=False, index=True),
    Column("kind", String(16), nullable=False),
    Column("parts", Lines, nullable=False),
    Column("lines", Lines, nullable=False),
    Column("before", Words),
    Column("after", Words),
    sqlite_autoincrement=True,
)
# One row at most: the edition in force where the database is the master.
head: Final = Table(
    "head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("edition", ForeignKey("editions.edition"), nullable=False),
)

# ── Shown

shown: Final = Table(
    "shown",
    metadata,
    Column("fact", Words, primary_key=True),
    Column("user_id", Words, primary_key=True),
    Column("team", Words, primary_key=True),
    Column("version", Words, primary_key=True),
    Column("at", Time, nullable=False, index=True),
)
cards: Final = Table(
    "cards",
    metadata,
    _id(),
    Column("fact", Words, nullable=False, index=True),
    Column("version", Words, nullable=False),
    Column("team", Words, nullable=False),
    Column("user_id", Words, nullable=False),
    Column("channel", Words, nullable=False),
    Column("ts", Words, nullable=False),
    Column("at", Time, nullable=False),
    Index("uq_cards_place", "channel", "ts", "fact", unique=True),
    sqlite_autoincrement=True,
)

# ── What people ask, propose, and are told

groups: Final = Table(
    "groups",
    metadata,
    # The id of its first question, which may have been forgotten since.
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("channel", Words, nullable=False),
    Column("ts", Words, nullable=False),
    Column("state", String(16), nullable=False, index=True),
    Column("fact", Words),
    Column("note", Words, nullable=False),
    Column("decided_by", Words),
    Column("decided_at", Time),
)
questions: Final = Table(
    "questions",
    metadata,
    _id(),
    Column("group_id", ForeignKey("groups.id"), index=True),  # None only while it is being written
    Column("text", Words, nullable=False),
    Column("team", Words, nullable=False),
    Column("user_id", Words, nullable=False),
    Column("at", Time, nullable=False),
    Column("request", Words, unique=True),
    sqlite_autoincrement=True,
)
proposals: Final = Table(
    "proposals",
    metadata,
    _id(),
    Column("kind", String(16), nullable=False),
    Column("fact", Words, nullable=False, index=True),
    Column("edit", Words, nullable=False),
    Column("words", Words, nullable=False),
    Column("by_id", Words, nullable=False),
    Column("by_name", Words, nullable=False),
    Column("why", Words, nullable=False),
    Column("lines", Lines, nullable=False),
    Column("at", Time, nullable=False),
    Column("request", Words, unique=True),
    Column("state", String(16), nullable=False, index=True),
    Column("decided_by", Words),
    Column("decided_at", Time),
    Column("channel", Words, nullable=False),
    Column("ts", Words, nullable=False),
    sqlite_autoincrement=True,
)
notices: Final = Table(
    "notices",
    metadata,
    _id(),
    Column("revision", ForeignKey("revisions.number"), nullable=False, unique=True),
    Column("facts", Lines, nullable=False),
    Column("at", Time, nullable=False),
    Column("state", String(16), nullable=False, index=True),
    Column("decided_by", Words),
    Column("decided_at", Time),
    Column("channel", Words, nullable=False),
    Column("ts", Words, nullable=False),
    sqlite_autoincrement=True,
)
recipients: Final = Table(
    "recipients",
    metadata,
    _id(),
    Column("notice", ForeignKey("notices.id"), nullable=False),
    Column("user_id", Words, nullable=False, index=True),
    Column("facts", Lines, nullable=False),
    Column("at", Time, nullable=False),
    Column("state", String(16), nullable=False, index=True),
    Column("claimed_at", Time),
    Index("uq_recipients_notice_user", "notice", "user_id", unique=True),
    sqlite_autoincrement=True,
)
