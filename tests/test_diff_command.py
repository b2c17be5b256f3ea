"""`factdesk diff`, in a real git repository; and the hook and the hook's declaration beside it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest
import yaml

from bot.cli import cli
from tests.conftest import ROOT, SMALL

CAUTION: Final = "caution: Said behind closed doors;"
pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    own = {
        "GIT_AUTHOR_NAME": "E",
        "GIT_AUTHOR_EMAIL": "e@x",
        "GIT_COMMITTER_NAME": "E",
        "GIT_COMMITTER_EMAIL": "e@x",
    }
    factdesk = str(Path(sys.executable).parent)
    kept = {"PATH": f"{factdesk}{os.pathsep}{os.environ['PATH']}", "HOME": str(folder)}
    return subprocess.run(
        [shutil.which("git") or "git", "-C", str(folder), *arguments],
        env={**kept, **own},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with the small file in a folder of it, committed once."""
    top = tmp_path / "top"
    for name in ("facts", "seeds"):
        shutil.copytree(SMALL / name, top / name)
    git(top, "init", "--quiet")
    git(top, "add", "--all")
    assert git(top, "commit", "--quiet", "-m", "First").returncode == 0
    return top


def edit(top: Path, old: str = CAUTION, new: str = "caution: Said behind the doors;") -> None:
    path = top / "facts" / "clock-tower.yaml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def diff(top: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    folders = ["--facts", str(top / "facts"), "--seeds", str(top / "seeds")]
    return subprocess.run(
        [sys.executable, "-m", "bot", "diff", *arguments, *folders],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_nothing_changed_is_said(repository: Path) -> None:
    done = diff(repository)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "No change.\n")


def test_a_change_is_said_in_words_under_its_fact(repository: Path) -> None:
    edit(repository)
    edit(repository, "value: 14,", "value: 15,")
    edit(repository, "as_printed: some 14 cracks, statement: 1", "as_printed: some 14 cracks, statement: 1")
    done = diff(repository)
    assert done.returncode == 2  # 15 is not what is printed: the files can't be served, and it says so
    assert "the files can't be read" in done.stderr
    edit(repository, "value: 15,", "value: 14,")
    done = diff(repository)
    assert done.returncode == 0
    assert done.stdout.splitlines()[0] == "tower-lean"
    assert "behind the doors" in done.stdout


def test_two_revisions_are_compared_and_a_new_name_is_told(repository: Path) -> None:
    names = repository / "facts" / "names.yaml"
    text = names.read_text()
    names.write_text(text.replace("...\n", "  harbor:\n    kind: place\n    name: Harbor\n...\n"))
    git(repository, "commit", "--quiet", "--all", "-m", "Second")
    assert diff(repository).stderr == "No change.\n"
    assert diff(repository, "HEAD~1", "HEAD").stdout == "name harbor: added\n"
    assert diff(repository, "HEAD", "HEAD~1").stdout == "name harbor: removed\n"


def test_as_json_it_has_facts_and_surroundings(repository: Path) -> None:
    edit(repository)
    (fact,) = json.loads(diff(repository, "--json").stdout)["facts"]
    assert (fact["id"], fact["kind"], fact["parts"]) == ("tower-lean", "changed", ["caution"])


@pytest.mark.parametrize("revision", ["no-such", "--output=x", "HEAD~7"])
def test_an_unknown_revision_is_said(repository: Path, revision: str) -> None:
    folders = ["--facts", str(repository / "facts"), "--seeds", str(repository / "seeds")]
    done = subprocess.run(
        [sys.executable, "-m", "bot", "diff", *folders, "--", revision],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("factdesk: git knows no revision")


def test_outside_of_a_repository_it_says_what_it_needs(tmp_path: Path) -> None:
    for name in ("facts", "seeds"):
        shutil.copytree(SMALL / name, tmp_path / name)
    done = diff(tmp_path)
    assert done.returncode == 2
    assert "must be in a git repository" in done.stderr


# ── The hook


@pytest.fixture
def hooked(repository: Path) -> Path:
    hook = repository / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    shutil.copy(ROOT / "docs" / "examples" / "pre-commit", hook)
    hook.chmod(0o755)
    return repository


def test_the_hook_lets_a_good_file_be_committed(hooked: Path) -> None:
    edit(hooked)
    done = git(hooked, "commit", "--all", "-m", "Good")
    assert done.returncode == 0, done.stderr


def test_the_hook_refuses_what_lint_refuses_and_names_the_line(hooked: Path) -> None:
    edit(hooked, "status: claimed", "status: climed")
    done = git(hooked, "commit", "--all", "-m", "Bad")
    assert done.returncode != 0
    assert re.search(r"^facts/clock-tower\.yaml:\d+: tower-", done.stdout + done.stderr, re.MULTILINE)
    assert "climed" in done.stdout + done.stderr


def test_the_hook_looks_at_what_is_staged(hooked: Path) -> None:
    edit(hooked, "status: claimed", "status: climed")
    git(hooked, "add", "--all")
    edit(hooked, "status: climed", "status: claimed")
    assert git(hooked, "commit", "-m", "Bad, and mended in the folder only").returncode != 0
    git(hooked, "add", "--all")
    edit(hooked)
    git(hooked, "add", "--all")
    edit(hooked, "status: claimed", "status: climed")
    assert git(hooked, "commit", "-m", "Good, and broken in the folder only").returncode == 0


def test_the_frameworks_hook_names_a_command_that_there_is() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    program, command = hook["entry"].split()
    assert program == "factdesk"
    assert command in cli.commands


@pytest.mark.parametrize("name", ["github-actions.yml", "gitlab-ci.yml"])
def test_the_examples_for_ci_are_yaml_and_run_lint(name: str) -> None:
    text = (ROOT / "docs" / "examples" / name).read_text()
    assert yaml.safe_load(text)
    assert "factdesk lint" in text
