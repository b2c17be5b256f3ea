"""Opening the ledger: addresses, files, servers, and what is said where one can't be opened."""

from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot.errors import ConfigurationError
from bot.ledger import Ledger, open_ledger
from tests.ledger.made import Clock, recorded

SECRET = "s3cret-canary"


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("", "no address of a database"),
        ("ledger.db", "no address of a database"),
        (f"postgresql://u:{SECRET}@host:port/x", "no address of a database"),
        (f"mysql://u:{SECRET}@localhost/x", "does not know"),
        (f"postgresql+psycopg2://u:{SECRET}@localhost/x", "does not know"),
        (f"sqlite+aiosqlite:///{SECRET}", "does not know"),
        ("sqlite://", "names no file"),
        ("sqlite:///", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        ("sqlite://host/x", "names no file"),
    ],
)
def test_an_address_that_is_none_is_refused_with_what_to_write(url: str, said: str) -> None:
    with pytest.raises(ConfigurationError, match=said) as caught:
        open_ledger(url, Clock())
    assert "write sqlite:////FOLDER/ledger.db, or postgresql://" in str(caught.value)
    assert SECRET not in repr(caught.value)


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_every_spelling_of_postgresql_opens_the_same_ledger(
    postgresql_url: str, scheme: str, clock: Clock
) -> None:
    with closing(open_ledger(postgresql_url.replace("postgresql", scheme, 1), clock)) as ledger:
        made = recorded(ledger)
    with closing(open_ledger(postgresql_url, clock)) as ledger:
        assert ledger.revisions.latest() == made


def test_only_a_server_is_shared(url: str, clock: Clock) -> None:
    with closing(open_ledger(url, clock)) as ledger:
        assert ledger.is_shared is url.startswith("postgresql")


def test_an_open_ledger_shows_no_address(ledger: Ledger, url: str) -> None:
    assert url.partition("?")[0].rpartition("/")[2] not in repr(ledger)


def test_a_missing_folder_is_made_and_nobody_else_may_read_the_ledger(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "new" / "folder" / "ledger.db"
    with closing(open_ledger(f"sqlite:///{path}", clock)) as ledger:
        recorded(ledger)
        kept = sorted(path.parent.iterdir())
        assert [each.name for each in kept] == ["ledger.db", "ledger.db-shm", "ledger.db-wal"]
        assert {stat.S_IMODE(each.stat().st_mode) for each in kept} == {0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_the_file_is_in_wal_mode_and_stays_so(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "ledger.db"
    open_ledger(f"sqlite:///{path}", clock).close()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_path_with_a_percent_sign_and_a_space_is_no_trouble(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "100%s of it" / "the ledger.db"
    open_ledger(f"sqlite:///{path}", clock).close()
    assert path.is_file()


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    path.write_text("I am a shopping list. " * 100, encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(ConfigurationError, match=r"can't be opened \(DatabaseError, SQLITE_NOTADB\)"):
        open_ledger(f"sqlite:///{path}", Clock())
    assert path.read_bytes() == before


def test_a_folder_that_can_t_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ConfigurationError, match=r"can't be made \(Not a directory\); check its folder"):
        open_ledger(f"sqlite:///{tmp_path / 'file' / 'x' / 'ledger.db'}", Clock())


def test_a_folder_in_the_file_s_place_is_said(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="can't be opened"):
        open_ledger(f"sqlite:///{tmp_path}", Clock())


@pytest.mark.parametrize(
    "where",
    [
        f"127.0.0.1:1/{SECRET}",
        f"/{SECRET}?host=/nowhere",
        f"/x?host=/nowhere&password={SECRET}",
        f"127.0.0.1:1/x?sslmode={SECRET}",
        f"127.0.0.1:1/x?{SECRET}=1",
    ],
)
def test_a_server_that_can_t_be_reached_is_said_without_its_address(where: str) -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(ConfigurationError, match="can't be reached") as caught:
        open_ledger(f"postgresql://{SECRET}:{SECRET}@{where}", Clock())
    assert SECRET not in f"{caught.value!r}{caught.value.__cause__!r}"
    assert "check that it runs" in str(caught.value)


def test_a_database_that_the_server_does_not_have_is_said(postgresql_url: str) -> None:
    with pytest.raises(ConfigurationError, match="name of the database"):
        open_ledger(postgresql_url.replace("/test_", "/no_test_"), Clock())


def test_without_its_driver_postgresql_says_what_to_install() -> None:
    script = (
        "import sys; sys.modules['psycopg'] = None\n"
        "from bot.ledger import open_ledger\n"
        f"open_ledger('postgresql://u:{SECRET}@localhost/x', lambda: None)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.stderr.endswith(
        "ConfigurationError: PostgreSQL needs the driver psycopg; run: pip install 'factdesk[postgresql]'\n"
    )
    assert SECRET not in done.stderr


def test_importing_the_ledger_brings_no_alembic_and_no_driver() -> None:
    script = "import bot.ledger, sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "bot.ledger" in loaded
    assert loaded & {"alembic", "psycopg", "sqlalchemy.orm", "slack_sdk"} == set()


def test_a_ledger_that_is_up_to_date_is_opened_without_alembic(tmp_path: Path, clock: Clock) -> None:
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    open_ledger(url, clock).close()
    script = f"import sys; from bot.ledger import *; open_ledger({url!r}, None); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "alembic" not in done.stdout.split()
