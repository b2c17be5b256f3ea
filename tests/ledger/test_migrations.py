"""Every schema since the first is brought to today's, with all that was in it."""

from __future__ import annotations

import ast
import datetime as dt
import logging
import multiprocessing
import re
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, contextmanager
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

import bot.ledger
from bot.errors import ConfigurationError
from bot.ledger import Card, Ledger, Signature, open_ledger
from bot.ledger.tables import SCHEMA, VERSION_TABLE, metadata
from tests.ledger.made import START, Changed, Clock, edition, files

MIGRATIONS = Path(bot.ledger.__file__).parent / "migrations"
_AT_ONCE = 4
OLD = sorted((Path(__file__).parent / "data").glob("schema-*.sqlite.sql"))


@contextmanager
def connected(url: str) -> Iterator[sa.Connection]:
    """The database by itself, as another program sees it."""
    engine = sa.create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def restored(url: str, dump: Path) -> None:
    """Put a dump into an empty database: the one for SQLite, or its fellow for PostgreSQL."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
            connection.executescript(dump.read_text(encoding="utf-8"))
        return
    fellow = dump.with_name(dump.name.replace("sqlite", "postgresql"))
    with connected(url) as connection:
        connection.exec_driver_sql(fellow.read_text(encoding="utf-8"))


def differences(connection: sa.Connection) -> list[Any]:
    """What alembic finds to do between the database and today's tables."""
    context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
    return list(compare_metadata(context, metadata))


def rows(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """All that is in the database, by table, whatever its schema."""
    found = sa.MetaData()
    with connected(url) as connection:
        found.reflect(connection)
        return {
            table.name: sorted(tuple(row) for row in connection.execute(sa.select(table)))
            for table in found.sorted_tables
        }


def script() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return ScriptDirectory.from_config(config)


def test_a_new_ledger_has_today_s_tables(url: str, clock: Clock) -> None:
    open_ledger(url, clock).close()
    with connected(url) as connection:
        assert differences(connection) == []


def test_the_comparison_sees_a_difference(url: str, clock: Clock) -> None:
    open_ledger(url, clock).close()
    with connected(url) as connection:
        connection.execute(sa.text("DROP INDEX uq_cards_place"))
        connection.execute(sa.text("ALTER TABLE questions ADD COLUMN mood TEXT"))
        assert sorted(each[0] for each in differences(connection)) == ["add_index", "remove_column"]


@pytest.mark.parametrize("dump", OLD, ids=lambda path: path.name)
def test_an_old_ledger_keeps_all_its_rows_and_has_today_s_tables(url: str, dump: Path, clock: Clock) -> None:
    restored(url, dump)
    before = rows(url)
    assert all(before.values())
    open_ledger(url, clock).close()
    after = rows(url)
    assert after.pop(VERSION_TABLE) == [(SCHEMA,)] != before.pop(VERSION_TABLE)
    assert {name: after[name] for name in before} == before
    with connected(url) as connection:
        assert differences(connection) == []


def test_a_ledger_of_the_first_schema_is_read_by_today_s_program(url: str, clock: Clock) -> None:
    restored(url, OLD[0])
    with closing(open_ledger(url, clock)) as ledger:
        _reads_the_first_schema(ledger)
        clock.forward(days=3)
        ledger.questions.ask("Is the ferry running?", "T0NEWS", "U0REPORT1", "view V9")
        made = ledger.revisions.record(
            edition("five"), edition("three"), Signature("file"), files("five"), []
        )
        assert made.number == 5


def _reads_the_first_schema(ledger: Ledger) -> None:
    day = dt.timedelta(days=1)
    number = {each: ledger.revisions.get(each) for each in (1, 2, 3, 4)}
    assert [each and each.at for each in number.values()] == [
        START,
        START + day,
        START + 2 * day,
        START + 2 * day,
    ]
    second = number[2]
    assert second
    assert second.signature == Signature(
        "slack",
        "U0EDITOR1",
        "Ana Ferreira",
        "The ministry’s count was revised",
        "view V1",
        "Ben Okafor",
        "U0EDITOR2",
    )
    assert ledger.revisions.latest() == number[3]
    assert ledger.revisions.pending() == number[4]
    for text in ("one", "two", "three", "four"):
        assert ledger.revisions.files(edition(text)) == files(text)
    (entry,) = ledger.revisions.history("harbour-fire")
    assert entry.change.lines == ("killed 300 → 350", "status: claimed → confirmed")
    assert ledger.shown.readers(["harbour-fire"], 30, {}).keys() == {"U0REPORT1", "U0REPORT2"}
    assert ledger.shown.cards(["harbour-fire"]) == (
        Card(
            1,
            "harbour-fire",
            "0123456789ab",
            "T0NEWS",
            "U0REPORT2",
            "C0ROOM",
            "1736760600.000100",
            START + 2 * day,
        ),
    )


def test_there_is_a_dump_of_every_schema_before_today_s() -> None:
    known = sorted(each.revision for each in script().walk_revisions())
    assert [re.sub(r"\D", "", path.name) for path in OLD] == known[:-1]
    assert [known[-1]] == script().get_heads() == [SCHEMA]


def test_a_migration_imports_nothing_of_the_program() -> None:
    paths = sorted((MIGRATIONS / "versions").glob("v*.py"))
    assert paths
    for path in paths:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        imported = {
            name
            for node in ast.walk(tree)
            if isinstance(node, ast.Import | ast.ImportFrom)
            for name in (
                [node.module] if isinstance(node, ast.ImportFrom) else [each.name for each in node.names]
            )
        }
        assert imported <= {"sqlalchemy", "alembic"}, path.name


def test_a_ledger_of_a_newer_program_is_refused_and_left_alone(url: str, clock: Clock) -> None:
    open_ledger(url, clock).close()
    with connected(url) as connection:
        connection.execute(
            sa.update(sa.table(VERSION_TABLE, sa.column("version_num"))).values(version_num="0999")
        )
    before = rows(url)
    with pytest.raises(ConfigurationError, match=r"its schema is 0999.* Install the newer version again"):
        open_ledger(url, clock)
    assert rows(url) == before


def test_a_migration_that_fails_leaves_the_ledger_as_it_was(url: str, clock: Clock) -> None:
    restored(url, OLD[0])
    with connected(url) as connection:
        connection.execute(sa.text("CREATE TABLE recipients (somebody TEXT)"))  # the last that 0002 makes
    before = rows(url)
    with pytest.raises(ConfigurationError, match=r"could not be brought up to date.* It is as it was"):
        open_ledger(url, clock)
    assert rows(url) == before
    with connected(url) as connection:
        connection.execute(sa.text("DROP TABLE recipients"))
    open_ledger(url, clock).close()


def test_migrating_prints_nothing_and_logs_no_warning(
    url: str, clock: Clock, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    restored(url, OLD[0])
    with caplog.at_level(logging.INFO):
        open_ledger(url, clock).close()
    assert capfd.readouterr() == ("", "")
    said = {record.levelname for record in caplog.records}
    assert said == {"INFO"}  # it was listened to, and this is all


_gates: list[Barrier] = []  # of a worker process


def _meet_at(gate: Barrier) -> None:
    _gates.append(gate)


def _opened(url: str) -> int:
    _gates[0].wait()
    with closing(open_ledger(url, Clock())) as ledger:
        made = ledger.revisions.record(edition(), None, Signature("start"), files(), [Changed("fact")])
        return made.number


def test_processes_that_start_at_once_migrate_it_once(url: str) -> None:
    context = multiprocessing.get_context("spawn")
    gate = context.Barrier(_AT_ONCE)
    with ProcessPoolExecutor(_AT_ONCE, context, _meet_at, (gate,)) as pool:
        numbers = list(pool.map(_opened, [url] * _AT_ONCE))
    assert sorted(numbers) == [1, 2, 3, 4]
    assert rows(url)[VERSION_TABLE] == [(SCHEMA,)]
