"""Editions, verbatim: each content once, packed, by its hash."""

from __future__ import annotations

import datetime as dt
import hashlib
import zlib
from collections.abc import Mapping

import sqlalchemy as sa

from bot import load
from bot.errors import LedgerError, NotFoundError
from bot.ledger.tables import blobs, edition_files, editions, revisions
from bot.ledger.transactions import insert


def keep(connection: sa.Connection, edition: str, files: Mapping[str, bytes], now: dt.datetime) -> None:
    """Write the edition down where it is not on file yet.

    Raises ValueError where the files are not that edition: they could never be given out again.
    """
    if load.edition(files) != edition:
        raise ValueError("these files are not the edition that they are said to be")
    if connection.scalar(sa.select(editions.c.edition).where(editions.c.edition == edition)):
        return
    connection.execute(sa.insert(editions), {"edition": edition, "at": now})
    named = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    wanted = {named[name]: data for name, data in files.items()}
    known = set(connection.scalars(sa.select(blobs.c.sha256).where(blobs.c.sha256.in_(wanted))))
    new = [
        {"sha256": sha256, "size": len(data), "packed": zlib.compress(data)}
        for sha256, data in sorted(wanted.items())
        if sha256 not in known
    ]
    if new:
        connection.execute(insert(connection, blobs).on_conflict_do_nothing(), new)
    connection.execute(
        sa.insert(edition_files),
        [{"edition": edition, "name": name, "blob": sha256} for name, sha256 in named.items()],
    )


def files(connection: sa.Connection, edition: str) -> dict[str, bytes]:
    """The files of an edition as they were kept, in order of names.

    Raises NotFoundError where it is not on file, LedgerError where its content is not what was kept.
    """
    found = connection.execute(
        sa.select(edition_files.c.name, blobs.c.packed)
        .join(blobs)
        .where(edition_files.c.edition == edition)
        .order_by(edition_files.c.name)
    ).all()
    if not found:
        raise NotFoundError(f"There is no edition {edition[:12]} in the ledger.")
    try:
        unpacked = {row.name: zlib.decompress(row.packed) for row in found}
    except zlib.error:
        raise LedgerError(_damaged(edition)) from None
    if load.edition(unpacked) != edition:
        raise LedgerError(_damaged(edition))
    return unpacked


def drop(connection: sa.Connection, edition: str) -> None:
    """Strike out an edition that no revision has, and the contents that no other edition has."""
    if connection.scalar(sa.select(revisions.c.number).where(revisions.c.edition == edition).limit(1)):
        return
    connection.execute(sa.delete(edition_files).where(edition_files.c.edition == edition))
    connection.execute(sa.delete(editions).where(editions.c.edition == edition))
    in_use = sa.select(edition_files.c.name).where(edition_files.c.blob == blobs.c.sha256).exists()
    connection.execute(sa.delete(blobs).where(~in_use))


def _damaged(edition: str) -> str:
    return f"edition {edition[:12]} in the ledger is damaged: it is not what its hash says"
