"""A real PostgreSQL server for tests: a cluster in a temporary folder, on a socket there, and no network.

A folder of tests gets it by importing the fixtures in its conftest:

    from tests.postgresql import postgresql, postgresql_url
    __all__ = ["postgresql", "postgresql_url"]
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Final
from urllib.parse import quote

import pytest

MISSING: Final = "there is no PostgreSQL server on this machine (initdb, pg_ctl)"
# Nothing of a test has to outlive the machine, and every worker has a server of its own.
_QUICK: Final = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "16MB",
    "max_wal_size": "64MB",
    "listen_addresses": "",
}


@dataclass(frozen=True, slots=True)
class Server:
    """A running server. `folder` holds its socket; whoever comes through it is trusted."""

    folder: Path
    _numbers: Iterator[int] = field(default_factory=count)

    def url(self, database: str) -> str:
        return f"postgresql://postgres@/{database}?host={quote(str(self.folder), safe='')}"

    @contextmanager
    def database(self) -> Iterator[str]:
        """The address of a new, empty database, which is dropped afterwards."""
        name = f"test_{next(self._numbers)}"
        self.do(f"CREATE DATABASE {name}")
        try:
            yield self.url(name)
        finally:
            self.do(f"DROP DATABASE {name} WITH (FORCE)")

    def do(self, statement: str) -> None:
        """Run a statement on the server's own database."""
        import psycopg  # noqa: PLC0415 - without the driver these tests are skipped, not broken

        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())


def programs() -> Path | None:
    """The folder of the newest server's programs."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name))
    on_path = [Path(found).parent for found in [shutil.which("initdb")] if found]
    return next((each for each in [*reversed(debian), *on_path] if (each / "pg_ctl").is_file()), None)


@contextmanager
def running(programs: Path) -> Iterator[Server]:
    """A cluster that is made, started, and gone afterwards. PostgreSQL refuses to be run by root."""
    user = _unprivileged() if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="factdesk-pg-"))  # a socket's path has 107 characters at most
    try:
        if user:
            os.chown(folder, user.pw_uid, user.pw_gid)
        data = folder / "data"
        _run(
            user, folder, programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "-N"
        )
        with (data / "postgresql.conf").open("a", encoding="utf-8") as settings:
            for name, value in {**_QUICK, "unix_socket_directories": str(folder)}.items():
                settings.write(f"{name} = '{value}'\n")
        _run(user, folder, programs / "pg_ctl", "-D", data, "-l", folder / "log", "-w", "start")
        try:
            yield Server(folder)
        finally:
            _run(user, folder, programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder)


def _unprivileged() -> pwd.struct_passwd:
    known = {each.pw_name: each for each in pwd.getpwall()}
    return known.get("postgres") or known["nobody"]


def _run(user: pwd.struct_passwd | None, folder: Path, *command: str | Path) -> None:
    done = subprocess.run(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,  # a pipe would stay open as long as the server runs
        stderr=subprocess.DEVNULL,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
        check=False,
        user=user.pw_uid if user else None,
        group=user.pw_gid if user else None,
        extra_groups=[] if user else None,
    )
    assert done.returncode == 0, f"{Path(command[0]).name} failed"


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A server, started where the first test needs it; without one the tests are skipped."""
    pytest.importorskip("psycopg")
    found = programs()
    if found is None:
        pytest.skip(MISSING)
    with running(found) as server:
        yield server


@pytest.fixture
def postgresql_url(postgresql: Server) -> Iterator[str]:
    """The address of a database of the test's own."""
    with postgresql.database() as url:
        yield url
