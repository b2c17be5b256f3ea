"""The fact file's folders: locked against other processes, and written so that no reader sees half a file.

A file's new content is written beside it, brought to the disk (fsync), and put in its place by a rename,
which either has happened or has not; then the folder is brought to the disk. A process that dies leaves at
most temporary files, which the next one that has the lock sweeps away.
"""

from __future__ import annotations

import fcntl
import os
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot import load
from bot.errors import ConfigurationError, RefusedError

LOCK: Final = ".factdesk.lock"
_BEFORE, _AFTER = ".factdesk-", ".tmp"  # of a temporary file's name; none that ends so is ever read
_LOCKING: Final = os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC
_PAUSE: Final = 0.01  # seconds between two looks at the lock
_LOOKS: Final = 6_000  # a minute: a save takes about a tenth of a second, with a git commit some seconds


@dataclass(frozen=True, slots=True)
class Disk:
    """The two folders. `at` is told of every step that is done, `write` writes bytes to an open file."""

    facts: Path
    seeds: Path
    at: Callable[[str], None]
    write: Callable[[int, bytes], int]

    def read(self) -> dict[str, bytes]:
        """Every file of both folders; see `load.read_files`."""
        return load.read_files(self.facts, self.seeds)

    def path(self, name: str) -> Path:
        """Where the file of this name is: of a link what it leads to, so that the link stays."""
        folder, _, rest = name.partition("/")
        return Path(os.path.realpath({"facts": self.facts, "seeds": self.seeds}[folder] / rest))

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the lock that every process takes which writes here, or reads what must be whole.

        Raises OSError where this process may not write here, RefusedError where the lock is not to be had.
        """
        opened = os.open(self.facts / LOCK, _LOCKING, 0o666)
        try:
            _wait(opened)
            yield
        finally:
            os.close(opened)  # and with it the lock

    def is_writable(self) -> bool:
        """May this process write here? It takes the lock's file, which is harmless to make."""
        try:
            os.close(os.open(self.facts / LOCK, _LOCKING, 0o666))
        except OSError:
            return False
        return True

    def stage(self, name: str, data: bytes) -> Path:
        """Write the content beside its place, through to the disk, with the old file's mode and owner."""
        place = self.path(name)
        temporary = place.parent / f"{_BEFORE}{uuid.uuid4().hex}{_AFTER}"
        opened = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
        try:
            self.at(f"created {name}")
            _take_after(opened, place)
            rest = memoryview(data)
            while rest:
                rest = rest[self.write(opened, bytes(rest)) :]
            self.at(f"written {name}")
            os.fsync(opened)
        finally:
            os.close(opened)
        self.at(f"synced {name}")
        return temporary

    def put(self, name: str, temporary: Path | None) -> None:
        """Put what was staged in its place, or take the file away; either way through to the disk."""
        place = self.path(name)
        if temporary is None:
            place.unlink(missing_ok=True)
        else:
            temporary.replace(place)
        self.at(f"replaced {name}")
        _sync(place.parent)
        self.at(f"kept {name}")

    def sweep(self, files: Iterable[str]) -> None:
        """Take away the temporary files of processes that died; only the lock's holder may."""
        folders = {self.path(name).parent for name in files} | {self.facts, self.seeds}
        for folder in folders:
            for path in folder.glob(f"{_BEFORE}*{_AFTER}"):
                path.unlink(missing_ok=True)


def _wait(opened: int) -> None:
    for _ in range(_LOOKS):
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(_PAUSE)
        else:
            return
    raise RefusedError("Another edit has been writing the fact file for a minute. Try again, or restart it.")


def _take_after(opened: int, place: Path) -> None:
    """Give a new file the mode of the old, and its owner where this process may."""
    with suppress(FileNotFoundError):
        old = place.stat()
        with suppress(PermissionError):
            os.fchown(opened, old.st_uid, old.st_gid)
        os.fchmod(opened, old.st_mode & 0o7777)


def _sync(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def unwritable(error: OSError) -> ConfigurationError:
    """What to tell an editor whose edit could not be written, and was not."""
    return ConfigurationError(
        f"The fact file can't be written ({error.strerror}), so nothing was changed. Whoever runs Factdesk "
        "has to see that FACTS_DIR and SEEDS_DIR are there, may be written, and have room."
    )


def unfinished(error: OSError) -> ConfigurationError:
    """What to tell an editor whose edit is kept in the ledger and could not be brought to the files."""
    return ConfigurationError(
        f"An edit is being saved, and the files can't all be written ({error.strerror}). It is kept, and "
        "will be completed as soon as FACTS_DIR and SEEDS_DIR may be written and have room."
    )


def discard(staged: Iterable[Path | None]) -> None:
    """Take away temporary files that are not to be put anywhere."""
    for temporary in staged:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
