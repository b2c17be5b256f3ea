"""What a store gives back."""

from __future__ import annotations

from dataclasses import dataclass

from bot import load
from bot.changes import FactChange
from bot.ledger import Revision
from bot.model import FactFile


@dataclass(frozen=True, slots=True)
class Tried:
    """What an edit would make of the fact file: its files, what they are read into, which facts change."""

    files: load.Files
    file: FactFile
    changes: tuple[FactChange, ...]


@dataclass(frozen=True, slots=True)
class Saved:
    """An edition that is in force, and the revision that says so.

    is_repeat: nothing was written now; the request had been carried out before, and this is what came of it.
    """

    revision: Revision
    file: FactFile
    changes: tuple[FactChange, ...]
    files: load.Files
    is_repeat: bool = False
