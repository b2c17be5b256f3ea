"""The store whose master is a folder: an edit is in the files and in the ledger, or in neither.

    lock ─▶ settle ─▶ make the edit ─▶ temporary files ─▶ ledger: pending ─▶ renames ─▶ ledger: served ─▶ git

The ledger's pending revision holds the files as they are to be. Whoever has the lock next completes it: a
process that dies before it is written has changed nothing, one that dies after it has made the whole edit.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from bot import load, validate
from bot.changes import compare
from bot.editing import making
from bot.editing.disk import Disk, discard, unfinished, unwritable
from bot.editing.git import GitCommit, message
from bot.editing.order import in_order
from bot.editing.readings import Readings
from bot.editing.values import Saved, Tried
from bot.edits import Edit
from bot.errors import ChangedError, RefusedError
from bot.ledger import Ledger, Revision, Signature
from bot.model import FactFile


def _nothing(_step: str) -> None:
    """Nobody follows the steps."""


@dataclass(frozen=True, slots=True)
class FolderStore:
    """The folders of facts and source records, and the ledger that remembers their editions.

    documents: folder of the documents' texts, None where the desk keeps none here. commit: what makes each
    edit a git commit, None for none. at, write: see `Disk`.
    """

    facts_dir: Path
    seeds_dir: Path
    ledger: Ledger
    documents: Path | None = None
    commit: GitCommit | None = None
    at: Callable[[str], None] = _nothing
    write: Callable[[int, bytes], int] = os.write
    readings: Readings = field(default_factory=Readings, compare=False, repr=False)

    def read(self) -> load.Files:
        """The files as they stand, no save half done. Raises ConfigurationError where they can't be read.

        Where this process may not write, it has never saved: it reads without a lock.
        """
        if not self._disk.is_writable():
            return self._disk.read()
        with self._writing() as files:
            return files

    def try_out(self, edit: Edit) -> Tried:
        """What `save` would make of the files, without writing. Raises what `save` raises."""
        return making.tried(edit, self.read(), self.ledger.revisions, self.documents, self.readings)

    def save(self, edit: Edit, signature: Signature) -> Saved:
        """Carry out an edit, in the files and in the ledger; of one request there is one effect.

        Raises what `making.tried` raises; ConfigurationError where the folders can't be written, LedgerError
        where the ledger fails. After any of them the same request may be made again.
        """
        with self._writing() as files:
            if before := self._of_request(signature):
                return before
            tried = making.tried(edit, files, self.ledger.revisions, self.documents, self.readings)
            parent = self._known(files)
            staged = self._staged(files, tried.files)
            try:
                revision = self.ledger.revisions.begin(
                    tried.file.edition, parent, signature, tried.files, tried.changes
                )
            except BaseException:
                discard(staged.values())
                raise
            try:
                self.at("begun")
                self._finish(revision, staged)
            except OSError as error:
                if self._disk.read() != files:
                    raise unfinished(error) from error
                self.ledger.revisions.drop(revision.number)
                discard(staged.values())
                raise
            return Saved(replace(revision, state="served"), tried.file, tried.changes, tried.files)

    def take_in(self, files: load.Files, file: FactFile) -> Saved:
        """Write down in the ledger what came about in the files by other hands, and is valid.

        files, file: what `read` gave, and what it was read into. Raises ChangedError where something else
        stands there by now: read again.
        """
        with self._writing() as found:
            if load.edition(found) != file.edition:
                raise ChangedError("The files have changed again since they were read; read them again.")
            latest = self.ledger.revisions.latest()
            if latest is not None and latest.edition == file.edition:
                return Saved(latest, file, (), files, is_repeat=True)
            return self._recorded(files, file, latest)

    @property
    def _disk(self) -> Disk:
        return Disk(self.facts_dir, self.seeds_dir, self.at, self.write)

    @contextmanager
    def _writing(self) -> Iterator[load.Files]:
        """The lock, and the files, settled. What the disk refuses before anything is changed is said so."""
        try:
            with self._disk.locked():
                self.at("locked")
                files = self._settled()
                self.at("settled")
                yield files
        except OSError as error:
            raise unwritable(error) from error

    def _settled(self) -> load.Files:
        """Complete a save that was interrupted, or drop it where another hand has changed its files since."""
        files = self._disk.read()
        self._disk.sweep(files)
        pending = self.ledger.revisions.pending()
        if pending is None:
            return files
        target = self.ledger.revisions.files(pending.edition)
        parent = self.ledger.revisions.files(pending.parent) if pending.parent else {}
        ours = [name for name in {*parent, *target} if parent.get(name) != target.get(name)]
        if any(files.get(name) not in (parent.get(name), target.get(name)) for name in ours):
            self.ledger.revisions.drop(pending.number)
            self.at("dropped")
            return files
        others = {name: data for name, data in files.items() if name not in ours}
        goal = {**others, **{name: target[name] for name in ours if name in target}}
        try:
            self._finish(pending, self._staged(files, goal))
        except OSError as error:
            raise unfinished(error) from error
        return self._disk.read()

    def _of_request(self, signature: Signature) -> Saved | None:
        revisions = self.ledger.revisions
        revision = revisions.with_request(signature.request) if signature.request else None
        return making.repeated(revision, revisions) if revision else None

    def _known(self, files: load.Files) -> str:
        """The edition of the files, which the ledger knows from here on, whoever wrote them."""
        edition = load.edition(files)
        latest = self.ledger.revisions.latest()
        if latest is None or latest.edition != edition:
            saved = self._recorded(files, load.parse(files).fact_file, latest, may_drop=False)
            self.at("recorded")
            return saved.revision.edition
        return edition

    def _recorded(
        self, files: load.Files, file: FactFile, latest: Revision | None, *, may_drop: bool = True
    ) -> Saved:
        before = _served(self.ledger.revisions.files(latest.edition)) if latest else None
        changes = compare(before, file) if before else ()
        gone = [each.id for each in changes if each.kind == "removed"]
        if gone and not may_drop:
            raise RefusedError(
                f"The files on disk no longer have {', '.join(gone)}, and nobody has said yet that this "
                "is meant. See what the fact desk's channel says about it, and edit then."
            )
        signature = Signature(how="file" if latest else "start")
        parent = latest.edition if latest else None
        revision = self.ledger.revisions.record(file.edition, parent, signature, files, changes)
        return Saved(revision, file, changes, files)

    def _staged(self, old: load.Files, new: load.Files) -> dict[str, Path | None]:
        """A temporary file for every file that is to change, in the order of the renames; None: it goes."""
        staged: dict[str, Path | None] = {}
        try:
            for name in in_order(old, new):
                staged[name] = self._disk.stage(name, new[name]) if name in new else None
        except BaseException:
            self._disk.sweep(old)  # the one that was being written is not in the list yet
            raise
        return staged

    def _finish(self, revision: Revision, staged: Mapping[str, Path | None]) -> None:
        for name, temporary in staged.items():
            self._disk.put(name, temporary)
        self.ledger.revisions.serve(revision.number)
        self.at("served")
        if self.commit is not None:
            said = message(revision, self.ledger.revisions.changes(revision.number), tuple(staged))
            self.commit.commit(tuple(self._disk.path(name) for name in staged), revision.signature, said)
            self.at("committed")


def _served(files: load.Files) -> FactFile | None:
    """An edition that was served; None where this program no longer takes it."""
    loaded = load.parse(files)
    is_wrong = any(each.severity == "error" for each in validate.problems(loaded))
    return None if is_wrong else loaded.fact_file
