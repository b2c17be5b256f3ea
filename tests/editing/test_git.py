"""Edits as git commits: in the editor's name, of the saved files alone, and never in the way of a save."""

from __future__ import annotations

import logging
import os
import subprocess
from pathlib import Path

import pytest

from bot.editing import FolderStore, GitCommit
from bot.edits import Undo
from bot.ledger import Ledger
from tests.editing.desk import Desk, signature, source

LOG = logging.getLogger("tests.git")
AS = ("-c", "user.name=Desk", "-c", "user.email=desk@example.com", "-c", "commit.gpgsign=false")


def git(folder: Path, *arguments: str) -> str:
    command = ("git", *AS, *arguments)
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


def committing(**more: object) -> GitCommit:
    environ = {"PATH": os.environ["PATH"], "HOME": "/nonexistent"}
    given: dict[str, object] = {"environ": environ, "log": LOG, **more}
    return GitCommit(**given)  # type: ignore[arg-type]  # a test's own settings


@pytest.fixture
def repository(desk: Desk) -> Desk:
    git(desk.root, "init", "--quiet", "--initial-branch=main")
    git(desk.root, "add", "facts", "seeds")
    git(desk.root, "commit", "--quiet", "--message=Begin")
    return desk


@pytest.fixture
def store(repository: Desk, ledger: Ledger) -> FolderStore:
    return repository.store(ledger, commit=committing())


def commits(desk: Desk) -> list[str]:
    return git(desk.root, "log", "--format=%s").splitlines()


def test_an_edit_is_a_commit_in_the_editors_name_that_says_what_and_why(
    repository: Desk, store: FolderStore
) -> None:
    edit = repository.setting("tower-lean", caution="# New.")
    saved = store.save(edit, signature(why="The office called."))
    assert git(repository.root, "log", "-1", "--format=%an <%ae> | %cn <%ce>").strip() == (
        "Mara Ito <U1@factdesk.invalid> | Mara Ito <U1@factdesk.invalid>"
    )
    subject, blank, *rest = git(repository.root, "log", "-1", "--format=%B").splitlines()
    assert (subject, blank) == ("tower-lean: caution", "")
    assert [line for change in saved.changes for line in change.lines] == rest[: len(saved.changes[0].lines)]
    assert "The office called." in rest
    assert f"Revision {saved.revision.number} of the history." in rest
    assert git(repository.root, "show", "--name-only", "--format=").split() == ["facts/clock-tower.yaml"]
    assert (
        git(repository.root, "show", "HEAD:facts/clock-tower.yaml").encode()
        == saved.files["facts/clock-tower.yaml"]
    )


def test_a_new_file_and_its_removal_are_committed(repository: Desk, store: FolderStore) -> None:
    saved = store.save(source(), signature())
    store.save(Undo(saved.revision.number), signature(how="undo"))
    shown = git(repository.root, "log", "-2", "--name-status", "--format=").split()
    assert shown == ["D", "seeds/courier-2031-05-10.yaml", "A", "seeds/courier-2031-05-10.yaml"]


def test_what_others_have_staged_or_changed_stays_out_of_it(repository: Desk, store: FolderStore) -> None:
    repository.path("staged").write_text("s", encoding="utf-8")
    repository.path("loose").write_text("l", encoding="utf-8")
    swans = repository.path("facts/swans.yaml")
    swans.write_bytes(swans.read_bytes().replace(b"27 swans were back", b"27 swans came back"))
    git(repository.root, "add", "staged")
    store.save(repository.setting("tower-lean", caution="New."), signature())
    assert git(repository.root, "show", "--name-only", "--format=").split() == ["facts/clock-tower.yaml"]
    status = git(repository.root, "status", "--porcelain", "--untracked-files=all").splitlines()
    assert {"A  staged", "?? loose", " M facts/swans.yaml"} <= set(status)


def test_no_hook_and_no_signature_is_asked_for(repository: Desk, store: FolderStore) -> None:
    for name in ("pre-commit", "commit-msg", "prepare-commit-msg", "post-commit"):
        hook = repository.path(f".git/hooks/{name}")
        hook.write_text(f"#!/bin/sh\necho {name} >> {repository.path('ran')}\nexit 1\n", encoding="utf-8")
        hook.chmod(0o755)
    git(repository.root, "config", "commit.gpgsign", "true")
    git(repository.root, "config", "gpg.program", "/nonexistent")
    store.save(repository.setting("tower-lean", caution="New."), signature())
    assert commits(repository) == ["tower-lean: caution", "Begin"]
    assert not repository.path("ran").exists()


def test_nothing_is_pushed(repository: Desk, store: FolderStore) -> None:
    remote = repository.path("remote.git")
    git(repository.root, "init", "--quiet", "--bare", str(remote))
    git(repository.root, "remote", "add", "origin", str(remote))
    git(repository.root, "push", "--quiet", "--set-upstream", "origin", "main")
    store.save(repository.setting("tower-lean", caution="New."), signature())
    assert git(remote, "log", "--format=%s", "main").split("\n")[:-1] == ["Begin"]


@pytest.mark.parametrize("name", ["<>", "", "\n", "Mara <x@y>\nCo-authored-by: N", "…", "마라", "\ud800"])
def test_any_name_gives_a_commit(repository: Desk, store: FolderStore, name: str) -> None:
    said = store.commit
    assert said is not None
    path = repository.path("facts/swans.yaml")
    path.write_bytes(path.read_bytes() + b"# x\n")
    found = said.commit((path,), signature(name=name, by="U1"), "Words\n")
    assert (len(found.commits), found.failures) == (1, ())
    assert "<U1@factdesk.invalid>" in git(repository.root, "log", "-1", "--format=%an <%ae>")
    assert git(repository.root, "log", "-1", "--format=%B").strip() == "Words"


# What fails


def test_without_a_repository_the_edit_is_saved_and_the_log_says_so(
    desk: Desk, ledger: Ledger, caplog: pytest.LogCaptureFixture
) -> None:
    commit = committing(environ={"PATH": os.environ["PATH"], "GIT_CEILING_DIRECTORIES": "/"})
    desk.store(ledger, commit=commit).save(desk.setting("tower-lean", caution="New."), signature())
    assert desk.file.facts["tower-lean"].caution == "New."
    assert ["git could not commit it" in each for each in caplog.messages] == [True]
    assert "not a git repository" in caplog.text


def test_without_git_the_edit_is_saved_and_the_log_says_so(
    repository: Desk, ledger: Ledger, caplog: pytest.LogCaptureFixture
) -> None:
    commit = committing(environ={"PATH": "/nonexistent"})
    repository.store(ledger, commit=commit).save(repository.setting("tower-lean", caution="N."), signature())
    assert "git can't be run (No such file or directory)" in caplog.text


def test_a_merge_in_progress_or_a_lock_keeps_git_back_and_not_the_edit(
    repository: Desk, store: FolderStore, caplog: pytest.LogCaptureFixture
) -> None:
    repository.path(".git/index.lock").touch()
    store.save(repository.setting("tower-lean", caution="First."), signature())
    assert "index.lock" in caplog.text
    repository.path(".git/index.lock").unlink()
    store.save(repository.setting("tower-sway", caution="Second."), signature())
    assert commits(repository) == ["tower-sway: caution", "Begin"]
    assert git(repository.root, "status", "--porcelain", "--untracked-files=no") == ""
    assert "Second" not in caplog.text


def test_a_git_that_hangs_is_ended(
    repository: Desk, ledger: Ledger, caplog: pytest.LogCaptureFixture
) -> None:
    programs = repository.path("programs")
    programs.mkdir()
    slow = programs / "git"
    slow.write_text("#!/bin/sh\nexec sleep 600\n", encoding="utf-8")
    slow.chmod(0o755)
    commit = committing(environ={"PATH": f"{programs}:{os.environ['PATH']}"}, timeout=0.5)
    repository.store(ledger, commit=commit).save(repository.setting("tower-lean", caution="N."), signature())
    assert "took longer than 0.5 s" in caplog.text
    assert repository.file.facts["tower-lean"].caution == "N."
