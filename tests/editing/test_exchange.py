"""Between the folders and a PostgreSQL database that is the master."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from bot import load
from bot.changes import FactChange
from bot.editing import exchange
from bot.editing.opening import checked
from bot.errors import ConfigurationError, RefusedError
from bot.ledger import Ledger, Signature, open_ledger
from tests.conftest import SMALL
from tests.postgresql import postgresql, postgresql_url

__all__ = ["postgresql", "postgresql_url"]  # fixtures

BY: Final = Signature(how="publish", name="ops")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("facts", "seeds"):
        shutil.copytree(SMALL / name, tmp_path / name)
    return tmp_path


@pytest.fixture
def ledger(postgresql_url: str) -> Iterator[Ledger]:
    opened = open_ledger(postgresql_url, lambda: dt.datetime(2031, 5, 20, tzinfo=dt.UTC))
    yield opened
    opened.close()


def publish(ledger: Ledger, folder: Path, *, force: bool = False) -> tuple[FactChange, ...] | None:
    files = load.read_files(folder / "facts", folder / "seeds")
    return exchange.publish(ledger, files, checked(files), BY, force=force)


def pull(ledger: Ledger, folder: Path, *, force: bool = False) -> tuple[str, ...]:
    return exchange.pull(ledger, folder / "facts", folder / "seeds", force=force)


def edit(folder: Path, old: str = "Said behind closed doors;", new: str = "Said behind the doors;") -> None:
    path = folder / "facts" / "clock-tower.yaml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_what_is_published_is_what_is_pulled(ledger: Ledger, folder: Path, tmp_path: Path) -> None:
    assert publish(ledger, folder) == ()
    assert publish(ledger, folder) is None
    other = tmp_path / "other"
    for name in ("facts", "seeds"):
        (other / name).mkdir(parents=True)
    assert len(pull(ledger, other)) == len(load.read_files(folder / "facts", folder / "seeds"))
    assert load.read_files(other / "facts", other / "seeds") == load.read_files(
        folder / "facts", folder / "seeds"
    )
    assert pull(ledger, other) == ()


def test_a_published_change_says_what_changed(ledger: Ledger, folder: Path) -> None:
    publish(ledger, folder)
    edit(folder)
    changes = publish(ledger, folder)
    assert changes is not None
    assert [each.parts for each in changes] == [("caution",)]


def test_a_publish_that_loses_a_fact_must_be_meant(ledger: Ledger, folder: Path) -> None:
    publish(ledger, folder)
    (folder / "facts" / "swans.yaml").unlink()
    with pytest.raises(RefusedError, match=r"swan-.*--force"):
        publish(ledger, folder)
    assert publish(ledger, folder, force=True)


def test_a_pull_does_not_overwrite_what_was_never_published(ledger: Ledger, folder: Path) -> None:
    publish(ledger, folder)
    edit(folder)
    with pytest.raises(RefusedError, match="never published"):
        pull(ledger, folder)
    assert "behind the doors" in (folder / "facts" / "clock-tower.yaml").read_text()
    assert pull(ledger, folder, force=True) == ("facts/clock-tower.yaml",)


def test_a_pull_takes_away_a_file_that_is_no_longer_in_force(
    ledger: Ledger, folder: Path, tmp_path: Path
) -> None:
    publish(ledger, folder)
    shutil.copytree(folder / "facts", tmp_path / "b" / "facts")
    shutil.copytree(folder / "seeds", tmp_path / "b" / "seeds")
    (folder / "facts" / "swans.yaml").unlink()
    publish(ledger, folder, force=True)
    assert pull(ledger, tmp_path / "b") == ("facts/swans.yaml",)
    assert not (tmp_path / "b" / "facts" / "swans.yaml").exists()


def test_before_anything_is_published_there_is_nothing_to_pull(ledger: Ledger, folder: Path) -> None:
    with pytest.raises(ConfigurationError, match="factdesk publish"):
        pull(ledger, folder)


def test_with_sqlite_there_is_nothing_to_publish(folder: Path, tmp_path: Path) -> None:
    opened = open_ledger(
        f"sqlite:///{tmp_path / 'ledger.db'}", lambda: dt.datetime(2031, 5, 20, tzinfo=dt.UTC)
    )
    with pytest.raises(ConfigurationError, match="SQLite"):
        publish(opened, folder)
    with pytest.raises(ConfigurationError, match="SQLite"):
        pull(opened, folder)
    opened.close()
