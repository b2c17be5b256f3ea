"""Saves edits: whole or not at all, once a request, and never over what somebody else changed meanwhile.

    edit ─ making (rewritten, checked, proven) ─┬─▶ FolderStore   files, under a lock (disk, order), then git
                                                └─▶ DatabaseStore the head of the ledger in PostgreSQL

Both write the edition, who made it and what changed into the ledger.
"""

from bot.editing.database import DatabaseStore
from bot.editing.folder import FolderStore
from bot.editing.git import Committed, GitCommit
from bot.editing.values import Saved, Tried

__all__ = ["Committed", "DatabaseStore", "FolderStore", "GitCommit", "Saved", "Tried"]
