"""history, undo and forget on the command line, on a real ledger beside a real folder."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest
from click.testing import CliRunner, Result

from bot import changes, config, load, validate
from bot.cli import cli
from bot.editing import opening
from bot.edits import SetFields
from bot.ledger import Showing, Signature
from bot.slack import service
from tests.conftest import SMALL

LEAN: Final = "tower-lean"


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """The settings of a desk on a copy of the small file, whose bot has edited a fact once."""
    for name in ("facts", "seeds"):
        shutil.copytree(SMALL / name, tmp_path / name)
    made = {
        "FACTS_DIR": str(tmp_path / "facts"),
        "SEEDS_DIR": str(tmp_path / "seeds"),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'ledger.db'}",
    }
    opened = opening.open_all(config.read(made), service.utc_now)
    edit = SetFields(LEAN, changes.digest(opened.file.facts[LEAN]), {"caution": "Other."})
    signature = Signature(how="slack", by="U0EDITOR", name="Eddie Editor", why="It was long.", request="1")
    opened.store.save(edit, signature)
    opened.ledger.shown.add([Showing(LEAN, "0" * 12, "T1", "U0REPORTER")])
    opened.ledger.close()
    return made


def run(environ: dict[str, str], *arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(cli, [*arguments], env=environ, input=typed)


def caution(environ: dict[str, str]) -> str | None:
    files = load.read_files(Path(environ["FACTS_DIR"]), Path(environ["SEEDS_DIR"]))
    return validate.checked(load.parse(files)).facts[LEAN].caution


def test_the_history_says_what_changed_when_by_whom_and_why(environ: dict[str, str]) -> None:
    done = run(environ, "history", LEAN)
    assert done.exit_code == 0
    assert "Eddie Editor · It was long." in done.output
    assert "caution: " in done.output
    assert f"{LEAN}: caution" in run(environ, "history").output
    (line,) = run(environ, "history", LEAN, "--json").output.splitlines()
    found = json.loads(line)
    assert (found["fact"], found["by"], found["why"]) == (LEAN, "Eddie Editor", "It was long.")


def test_of_a_fact_without_history_that_is_said(environ: dict[str, str]) -> None:
    done = run(environ, "history", "swan-count")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "Nothing of swan-count has changed" in done.stderr


def test_an_undo_restores_the_words_and_can_be_undone(environ: dict[str, str]) -> None:
    assert caution(environ) == "Other."
    done = run(environ, "undo")
    assert done.exit_code == 0, done.output
    assert "is undone" in done.stderr
    assert (caution(environ) or "").startswith("Said behind closed doors")
    run(environ, "undo", "--why", "It was right.")
    assert caution(environ) == "Other."
    assert "It was right." in run(environ, "history", LEAN).output


@pytest.mark.parametrize("number", ["0", "99", "1"])
def test_what_can_t_be_undone_is_said_and_changes_nothing(environ: dict[str, str], number: str) -> None:
    done = run(environ, "undo", number)
    assert done.exit_code == 1
    assert done.exception is not None
    assert str(done.exception)
    assert caution(environ) == "Other."


def test_forget_removes_a_person_everywhere_after_asking(environ: dict[str, str]) -> None:
    assert run(environ, "forget", "U0REPORTER", typed="n\n").exit_code == 1
    done = run(environ, "forget", "U0REPORTER", typed="y\n")
    assert "showings: 1" in done.stdout
    assert "Nothing was kept" in run(environ, "forget", "U0REPORTER", "--yes").stderr
    run(environ, "forget", "U0EDITOR", "--yes")
    assert "Eddie" not in run(environ, "history", LEAN).output
    assert "caution: " in run(environ, "history", LEAN).output


def test_a_question_on_the_command_line_loads_no_database() -> None:
    code = "import sys; from bot import cli; print('sqlalchemy' in sys.modules, 'slack_sdk' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False False\n"
