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
    assert done.stderr.startswith(f"factdesk: {repository / 'facts' / 'clock-tower.yaml'}:51: tower-cracks: ")
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


def test_comments_alone_are_no_change_of_what_the_file_says(repository: Path) -> None:
    edit(repository, "facts:\n", "facts:  # one by one\n")
    done = diff(repository)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "No change but of comments or layout.\n")


def test_what_git_has_is_read_byte_for_byte(repository: Path) -> None:
    (repository / ".gitattributes").write_text("*.yaml diff=loud\n")
    git(repository, "config", "diff.loud.textconv", "tr a-z A-Z <")
    assert diff(repository).stderr == "No change.\n"


def test_a_file_that_is_a_link_within_the_repository_is_followed(repository: Path) -> None:
    path = repository / "facts" / "swans.yaml"
    (repository / "elsewhere.yaml").write_bytes(path.read_bytes())
    path.unlink()
    path.symlink_to("../elsewhere.yaml")
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "-m", "Linked")
    assert diff(repository).stderr == "No change.\n"
    path.unlink()
    path.symlink_to("/elsewhere/swans.yaml")
    git(repository, "commit", "--quiet", "--all", "-m", "Linked outside")
    done = diff(repository, "HEAD", "HEAD~1")
    assert (done.returncode, done.stdout) == (2, "")
    assert "facts/swans.yaml is no file in" in done.stderr


def test_a_revision_that_no_longer_reads_says_its_problems(repository: Path) -> None:
    edit(repository, "status: claimed", "status: climed")
    git(repository, "commit", "--quiet", "--all", "-m", "Bad")
    edit(repository, "status: climed", "status: claimed")
    done = diff(repository)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("HEAD can't be read as a fact file:\nfactdesk: facts/clock-tower.yaml:")
    assert "climed" in done.stderr


def test_a_revision_before_there_were_facts_is_said(repository: Path) -> None:
    top = repository / "inner"
    for name in ("facts", "seeds"):
        shutil.copytree(SMALL / name, top / name)
    done = diff(top)
    assert done.returncode == 2
    assert "HEAD has no YAML files in" in done.stderr
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "-m", "Deeper down")
    edit(top)
    assert diff(top).stdout.startswith("tower-lean\n")


def test_before_the_first_commit_there_is_nothing_to_compare_with(tmp_path: Path) -> None:
    for name in ("facts", "seeds"):
        shutil.copytree(SMALL / name, tmp_path / name)
    git(tmp_path, "init", "--quiet")
    done = diff(tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "git knows no revision “HEAD” here" in done.stderr


def test_in_another_repository_s_hook_it_looks_at_the_folder_s_own(repository: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "--quiet")
    hook = other / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(
        f"#!/bin/sh\ncd {ROOT}\nfactdesk diff --facts {repository / 'facts'} --seeds {repository / 'seeds'}\n"
    )
    hook.chmod(0o755)
    done = git(other, "commit", "--allow-empty", "-m", "Any")
    assert done.returncode == 0, done.stderr
    assert "No change." in done.stderr


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


def test_the_hook_leaves_a_commit_alone_that_has_no_facts(hooked: Path) -> None:
    edit(hooked, "status: claimed", "status: climed")
    assert git(hooked, "commit", "--no-verify", "--all", "-m", "Bad").returncode == 0
    (hooked / "notes.txt").write_text("Lunch.\n")
    git(hooked, "add", "notes.txt")
    assert git(hooked, "commit", "-m", "Notes").returncode == 0
    edit(hooked)
    assert git(hooked, "commit", "--all", "-m", "Still bad").returncode != 0


def test_the_hook_looks_at_the_files_that_a_commit_names(hooked: Path) -> None:
    edit(hooked)
    names = hooked / "facts" / "names.yaml"
    names.write_text(names.read_text().replace("kind: person", "kind: parson", 1))
    assert git(hooked, "commit", "-m", "One file", "facts/clock-tower.yaml").returncode == 0
    assert git(hooked, "commit", "-m", "The other", "facts/names.yaml").returncode != 0


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
