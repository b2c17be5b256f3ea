"""One editor of `tests.benchmarks.editing`, as a process of its own that may be killed at any moment.

Every edit appends a phrase of the editor's own, with the edit's number, to a fact: in turn its own fact and
the one that all editors share. Its request is named after it. What is done is noted in a file, so that an
editor who comes back makes the last edit again under the same request, not knowing whether it had been saved.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot import load
from bot.changes import digest
from bot.editing import DatabaseStore, FolderStore
from bot.edits import Plain, SetFields
from bot.errors import ChangedError
from bot.ledger import Ledger, Signature, open_ledger

Store = FolderStore | DatabaseStore


@dataclass(frozen=True, slots=True)
class Work:
    """Who edits what: edits first to last (before it), of the editor's own fact and the shared one."""

    number: int
    last: int
    own: str
    shared: str
    notes: Path

    @property
    def done(self) -> int:
        """How many edits the editor knows to be saved."""
        return len(self.notes.read_text(encoding="utf-8").splitlines()) if self.notes.exists() else 0


def phrase(editor: int, edit: int) -> str:
    """What an edit leaves in the file."""
    return f"editor {editor} edit {edit}"


def request(editor: int, edit: int) -> str:
    """The edit's request: of one there is one effect."""
    return f"request-{editor}-{edit}"


def now() -> dt.datetime:
    """The clock."""
    return dt.datetime.now(dt.UTC)


def store_of(folder: Path, ledger: Ledger) -> Store:
    """The store that the ledger's database asks for."""
    return (
        DatabaseStore(ledger) if ledger.is_shared else FolderStore(folder / "facts", folder / "seeds", ledger)
    )


def work_on(store: Store, work: Work) -> None:
    """Make every edit that is not noted as done."""
    for edit in range(work.done, work.last):
        is_repeat, tries = _save(store, work, edit)
        with work.notes.open("a", encoding="utf-8") as notes:
            notes.write(f"{edit} {int(is_repeat)} {tries}\n")


def _save(store: Store, work: Work, edit: int) -> tuple[bool, int]:
    """Save one edit as an editor would: when the fact has changed meanwhile, look at it and save again."""
    signature = Signature("slack", f"U{work.number}", f"Editor {work.number}", "", request(work.number, edit))
    fact = work.shared if edit % 2 else work.own
    tries = 0
    while True:
        tries += 1
        try:
            return store.save(
                _edit(store.read(), fact, phrase(work.number, edit)), signature
            ).is_repeat, tries
        except ChangedError:
            continue


def _edit(files: Mapping[str, bytes], key: str, words: str) -> SetFields:
    fact = load.parse(files).fact_file.facts[key]
    phrases: list[Plain] = [*fact.asked_as, words]
    return SetFields(key, digest(fact), {"asked_as": phrases})


def main(arguments: list[str]) -> None:
    """Open the ledger and work."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("url")
    parser.add_argument("number", type=int)
    parser.add_argument("last", type=int)
    parser.add_argument("own")
    parser.add_argument("shared")
    given = parser.parse_args(arguments)
    notes = given.folder / f"done-{given.number}"
    ledger = open_ledger(given.url, now)
    work_on(store_of(given.folder, ledger), Work(given.number, given.last, given.own, given.shared, notes))


if __name__ == "__main__":
    main(sys.argv[1:])
