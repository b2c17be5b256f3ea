"""What the tests of editing share: a desk, and processes that are killed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.editing import FolderStore
from bot.ledger import Ledger
from tests.editing.desk import Desk, desk_in
from tests.editing.killing import Killer
from tests.postgresql import postgresql, postgresql_url

__all__ = ["postgresql", "postgresql_url"]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_in(tmp_path)


@pytest.fixture
def ledger(desk: Desk) -> Iterator[Ledger]:
    opened = desk.ledger()
    yield opened
    opened.close()


@pytest.fixture
def store(desk: Desk, ledger: Ledger) -> FolderStore:
    return desk.store(ledger)


@pytest.fixture(scope="module")
def killer() -> Iterator[Killer]:
    with Killer() as running:
        yield running
