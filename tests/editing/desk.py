"""A desk to edit: the small fact file in folders of its own, and a ledger beside it."""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot import load, validate
from bot.changes import digest
from bot.editing import FolderStore
from bot.edits import AddFact, AddSource, Plain, SetFields
from bot.ledger import Ledger, Signature, open_ledger
from bot.model import FactFile
from tests.conftest import SMALL

SOURCE: dict[str, Plain] = {
    "outlet": "Courier",
    "published": "2031-05-10",
    "url": "https://courier.example/10",
    "language": "en",
    "sha256": "0" * 64,
}
FACT: dict[str, Plain] = {
    "claim": "The weir was mended.",
    "status": "record",
    "as_of": "2031-05-09",
    "shelf_life": "permanent",
    "statements": [
        {"voice": "outlet", "source": "courier-2031-05-09", "passages": [{"exact": "The weir was mended."}]}
    ],
    "asked_as": ["weir", "is the weir mended"],
}


def now() -> dt.datetime:
    """A clock that stands still: nothing here depends on it."""
    return dt.datetime(2031, 5, 10, 12, 0, tzinfo=dt.UTC)


def signature(request: str | None = None, **more: Any) -> Signature:  # noqa: ANN401 - values of any field
    return Signature(**{"how": "slack", "by": "U1", "name": "Mara Ito", "request": request, **more})


@dataclass(frozen=True, slots=True)
class Desk:
    """The folders, and how to open what stands there; every opening is a process of its own, as it were."""

    root: Path

    @property
    def url(self) -> str:
        return f"sqlite:///{self.root / 'ledger' / 'ledger.db'}"

    def ledger(self) -> Ledger:
        return open_ledger(self.url, now)

    def store(self, ledger: Ledger, **more: Any) -> FolderStore:  # noqa: ANN401 - values of any field
        return FolderStore(self.root / "facts", self.root / "seeds", ledger, **more)

    @property
    def files(self) -> dict[str, bytes]:
        """What a reader without a lock sees."""
        return load.read_files(self.root / "facts", self.root / "seeds")

    @property
    def file(self) -> FactFile:
        return validate.checked(load.parse(self.files))

    @property
    def temporary(self) -> list[Path]:
        return [path for path in self.root.rglob("*") if path.name.endswith(".tmp")]

    def path(self, name: str) -> Path:
        return self.root / name

    def write(self, files: dict[str, bytes]) -> None:
        """Have another hand put these files, and no others, into the folders."""
        for name in self.files:
            self.path(name).unlink()
        for name, data in files.items():
            self.path(name).write_bytes(data)

    def setting(self, fact: str, **fields: Plain) -> SetFields:
        return SetFields(fact, digest(self.file.facts[fact]), fields)


def desk_in(root: Path) -> Desk:
    shutil.copytree(SMALL, root, dirs_exist_ok=True)
    return Desk(root)


def source(key: str = "courier-2031-05-10", **more: Plain) -> AddSource:
    return AddSource(key, {**SOURCE, **more})


def fact(key: str = "weir", **more: Plain) -> AddFact:
    return AddFact("facts/swans.yaml", key, {**FACT, **more})
