"""What people ask the fact desk, what they propose, and what they have to be told."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

TIME = sa.String(27)
WORD = sa.String(16)
TEXT = sa.Text()


def upgrade() -> None:
    """Add the tables; none of the first schema's is touched."""
    _questions()
    _proposals()
    _notices()


def _questions() -> None:
    op.create_table(
        "groups",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("channel", TEXT, nullable=False),
        sa.Column("ts", TEXT, nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("fact", TEXT),
        sa.Column("note", TEXT, nullable=False),
        sa.Column("decided_by", TEXT),
        sa.Column("decided_at", TIME),
        sa.PrimaryKeyConstraint("id", name="pk_groups"),
    )
    op.create_index("ix_groups_state", "groups", ["state"])
    op.create_table(
        "questions",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("group_id", sa.Integer),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("team", TEXT, nullable=False),
        sa.Column("user_id", TEXT, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("request", TEXT),
        sa.PrimaryKeyConstraint("id", name="pk_questions"),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name="fk_questions_group_id"),
        sa.UniqueConstraint("request", name="uq_questions_request"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_questions_group_id", "questions", ["group_id"])


def _proposals() -> None:
    op.create_table(
        "proposals",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("fact", TEXT, nullable=False),
        sa.Column("edit", TEXT, nullable=False),
        sa.Column("words", TEXT, nullable=False),
        sa.Column("by_id", TEXT, nullable=False),
        sa.Column("by_name", TEXT, nullable=False),
        sa.Column("why", TEXT, nullable=False),
        sa.Column("lines", TEXT, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("request", TEXT),
        sa.Column("state", WORD, nullable=False),
        sa.Column("decided_by", TEXT),
        sa.Column("decided_at", TIME),
        sa.Column("channel", TEXT, nullable=False),
        sa.Column("ts", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_proposals"),
        sa.UniqueConstraint("request", name="uq_proposals_request"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_proposals_fact", "proposals", ["fact"])
    op.create_index("ix_proposals_state", "proposals", ["state"])


def _notices() -> None:
    op.create_table(
        "notices",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("facts", TEXT, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("decided_by", TEXT),
        sa.Column("decided_at", TIME),
        sa.Column("channel", TEXT, nullable=False),
        sa.Column("ts", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_notices"),
        sa.ForeignKeyConstraint(["revision"], ["revisions.number"], name="fk_notices_revision"),
        sa.UniqueConstraint("revision", name="uq_notices_revision"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_notices_state", "notices", ["state"])
    op.create_table(
        "recipients",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("notice", sa.Integer, nullable=False),
        sa.Column("user_id", TEXT, nullable=False),
        sa.Column("facts", TEXT, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("claimed_at", TIME),
        sa.PrimaryKeyConstraint("id", name="pk_recipients"),
        sa.ForeignKeyConstraint(["notice"], ["notices.id"], name="fk_recipients_notice"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_recipients_user_id", "recipients", ["user_id"])
    op.create_index("ix_recipients_state", "recipients", ["state"])
    op.create_index("uq_recipients_notice_user", "recipients", ["notice", "user_id"], unique=True)
