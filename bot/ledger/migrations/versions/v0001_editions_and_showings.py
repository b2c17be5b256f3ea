"""Editions with their history, and who was shown what."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

HASH = sa.String(64)
TIME = sa.String(27)  # 2025-01-13T09:30:00.000000Z
WORD = sa.String(16)
TEXT = sa.Text()


def upgrade() -> None:
    """Make the first schema."""
    _editions()
    _revisions()
    _showings()


def _editions() -> None:
    op.create_table(
        "blobs",
        sa.Column("sha256", HASH, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("packed", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_blobs"),
    )
    op.create_table(
        "editions",
        sa.Column("edition", HASH, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("edition", name="pk_editions"),
    )
    op.create_table(
        "edition_files",
        sa.Column("edition", HASH, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("blob", HASH, nullable=False),
        sa.PrimaryKeyConstraint("edition", "name", name="pk_edition_files"),
        sa.ForeignKeyConstraint(["edition"], ["editions.edition"], name="fk_edition_files_edition"),
        sa.ForeignKeyConstraint(["blob"], ["blobs.sha256"], name="fk_edition_files_blob"),
    )
    op.create_table(
        "head",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("edition", HASH, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_head"),
        sa.ForeignKeyConstraint(["edition"], ["editions.edition"], name="fk_head_edition"),
    )


def _revisions() -> None:
    op.create_table(
        "revisions",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("edition", HASH, nullable=False),
        sa.Column("parent", HASH),
        sa.Column("at", TIME, nullable=False),
        sa.Column("how", WORD, nullable=False),
        sa.Column("by_id", TEXT),
        sa.Column("by_name", TEXT),
        sa.Column("why", TEXT, nullable=False),
        sa.Column("request", TEXT),
        sa.Column("approver_id", TEXT),
        sa.Column("approver_name", TEXT),
        sa.Column("state", WORD, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_revisions"),
        sa.ForeignKeyConstraint(["edition"], ["editions.edition"], name="fk_revisions_edition"),
        sa.UniqueConstraint("request", name="uq_revisions_request"),
        sqlite_autoincrement=True,
    )
    is_pending = sa.text("state = 'pending'")
    op.create_index(
        "ix_revisions_pending",
        "revisions",
        ["state"],
        unique=True,
        sqlite_where=is_pending,
        postgresql_where=is_pending,
    )
    op.create_table(
        "changes",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("fact", TEXT, nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("parts", TEXT, nullable=False),
        sa.Column("lines", TEXT, nullable=False),
        sa.Column("before", TEXT),
        sa.Column("after", TEXT),
        sa.PrimaryKeyConstraint("id", name="pk_changes"),
        sa.ForeignKeyConstraint(["revision"], ["revisions.number"], name="fk_changes_revision"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_changes_revision", "changes", ["revision"])
    op.create_index("ix_changes_fact", "changes", ["fact"])


def _showings() -> None:
    op.create_table(
        "shown",
        sa.Column("fact", TEXT, nullable=False),
        sa.Column("user_id", TEXT, nullable=False),
        sa.Column("team", TEXT, nullable=False),
        sa.Column("version", TEXT, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("fact", "user_id", "team", "version", name="pk_shown"),
    )
    op.create_index("ix_shown_at", "shown", ["at"])
    op.create_table(
        "cards",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("fact", TEXT, nullable=False),
        sa.Column("version", TEXT, nullable=False),
        sa.Column("team", TEXT, nullable=False),
        sa.Column("user_id", TEXT, nullable=False),
        sa.Column("channel", TEXT, nullable=False),
        sa.Column("ts", TEXT, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_cards"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_cards_fact", "cards", ["fact"])
    op.create_index("uq_cards_place", "cards", ["channel", "ts", "fact"], unique=True)
