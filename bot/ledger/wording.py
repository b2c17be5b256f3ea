"""The history in words: when, by whose hand, and why."""

from __future__ import annotations

from bot.ledger.values import Entry, Revision
from bot.text import full_moment


def head(entry: Entry) -> str:
    """When, by whom, and why, in one line."""
    why = f" · {entry.revision.signature.why}" if entry.revision.signature.why else ""
    return f"{full_moment(entry.revision.at)} · {hand(entry.revision)}{why}"


def hand(revision: Revision) -> str:
    """By whose hand an edition came about."""
    signature = revision.signature
    match signature.how:
        case "start":
            return "the first edition of this ledger"
        case "file":
            return "changed in the files"
        case _:
            by = signature.name or "somebody forgotten"
            return f"{by}, approved by {signature.approved_by}" if signature.approved_by else by
