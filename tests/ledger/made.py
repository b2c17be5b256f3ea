"""What the ledger's tests put into it: a clock, editions of two small files, changes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from bot import load
from bot.ledger import Ledger, Revision, Signature

START = dt.datetime(2025, 1, 13, 9, 30, 0, 250, tzinfo=dt.UTC)


@dataclass
class Clock:
    """A clock that stands still until it is told."""

    time: dt.datetime = START

    def __call__(self) -> dt.datetime:
        return self.time

    def forward(self, days: float = 0, seconds: float = 0) -> dt.datetime:
        self.time += dt.timedelta(days=days, seconds=seconds)
        return self.time


@dataclass(frozen=True)
class Changed:
    """A change as `changes.compare` gives it."""

    id: str
    kind: Literal["added", "removed", "changed"] = "changed"
    parts: tuple[str, ...] = ("claim",)
    lines: tuple[str, ...] = ("claim: “one” → “two”",)
    before: str | None = "one"
    after: str | None = "two"


def files(text: str = "one") -> dict[str, bytes]:
    """An edition's files that differ with the text, in one of two."""
    return {"facts/a.yaml": text.encode(), "seeds/b.yaml": b"the same in all editions"}


def edition(text: str = "one") -> str:
    return load.edition(files(text))


def recorded(
    ledger: Ledger, text: str = "one", *facts: str, parent: str | None = None, request: str | None = None
) -> Revision:
    """A served edition with changes to these facts."""
    signature = Signature("file", request=request)
    changes = [Changed(each) for each in facts]
    return ledger.revisions.record(edition(text), parent, signature, files(text), changes)
