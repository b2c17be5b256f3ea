"""`factdesk diff`: what differs between two states of the fact file, in words; states are kept by git."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click

from bot import changes, load, validate
from bot import cli_parts as parts
from bot.errors import ConfigurationError, FactFileError, NotFoundError
from bot.model import FactFile

_TIMEOUT: Final = 30  # seconds for one call of git


@click.command("diff")
@click.argument("old", metavar="[REV]", default="HEAD")
@click.argument("new", metavar="[REV]", required=False)
@parts.as_json
@parts.folders
@click.pass_context
def diff_command(
    context: click.Context,
    old: str,
    new: str | None,
    facts: Path | None,
    seeds: Path | None,
    *,
    as_json: bool,
) -> None:
    """Say in words what differs from a git revision (HEAD), or between two of them.

    With one REV the files as they stand are compared with it.
    """
    folders = parts.chosen(context, facts, seeds)
    before = _read(_committed(old, folders), old)
    after = validate.open_fact_file(*folders) if new is None else _read(_committed(new, folders), new)
    found, around = changes.compare(before, after), changes.surroundings(before, after)
    if as_json:
        parts.line(
            {
                "facts": [
                    {"id": each.id, "kind": each.kind, "parts": each.parts, "lines": each.lines}
                    for each in found
                ],
                "surroundings": around,
            }
        )
        return
    for change in found:
        click.secho(change.id, bold=True)
        for line in change.lines:
            click.echo(f"  {line}")
    for line in around:
        click.echo(line)
    if not (found or around):
        is_same = before.edition == after.edition
        click.echo("No change." if is_same else "No change but of comments or layout.", err=True)


def _read(files: load.Files, what: str) -> FactFile:
    """The files as a fact file; raises FactFileError, with a word on which state it is that can't be read."""
    try:
        return validate.checked(load.parse(files))
    except FactFileError as error:
        click.echo(f"{what} can't be read as a fact file:", err=True)
        raise FactFileError(error.problems) from None


def _committed(revision: str, folders: tuple[Path, Path]) -> dict[str, bytes]:
    """The files of both folders as git has them. Raises ConfigurationError without git, or outside of it."""
    found: dict[str, bytes] = {}
    for name, folder in zip(("facts", "seeds"), folders, strict=True):
        if not folder.is_dir():
            raise ConfigurationError(f"There is no folder {folder}.")
        prefix = _git(folder, "rev-parse", "--show-prefix").decode().removesuffix("\n")
        commit = _commit(revision, folder)
        paths = _listed(commit, folder, prefix)
        if not paths:
            raise NotFoundError(f"{revision} has no YAML files in {folder}; name a later revision.")
        found |= {
            f"{name}/{path.removeprefix(prefix)}": data for path, data in _contents(commit, folder, paths)
        }
    return found


def _commit(revision: str, folder: Path) -> str:
    wanted = f"{revision}^{{commit}}"
    done = _run(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", wanted)
    if done.returncode:
        raise NotFoundError(f"git knows no revision “{revision}” here; “git log --oneline” lists them.")
    return done.stdout.decode().strip()


def _listed(commit: str, folder: Path, prefix: str) -> list[str]:
    """Paths of the YAML files directly in the folder, from the repository's top."""
    names = _git(folder, "ls-tree", "-z", "--full-tree", "--name-only", commit, prefix or "./")
    return [each for each in names.decode().split("\0") if each.endswith(".yaml")]


def _contents(commit: str, folder: Path, paths: list[str]) -> Iterator[tuple[str, bytes]]:
    """What each path holds, byte for byte, by one call for all: git takes longer to start than to read."""
    asked = "".join(f"{commit}:{path}\n" for path in paths).encode()
    answers = _git(folder, "cat-file", "--batch", "--follow-symlinks", given=asked)
    at = 0
    for path in paths:
        head, _, _ = answers[at:].partition(b"\n")
        kind, _, size = head.rpartition(b" ")
        if not kind.endswith(b" blob"):
            raise ConfigurationError(f"{path} is no file in {commit[:12]}, or a link that leads out of it.")
        start = at + len(head) + 1
        at = start + int(size) + 1
        yield path, answers[start : at - 1]


def _git(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    done = _run(folder, *arguments, given=given)
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise ConfigurationError(
            f"git can't say what stood in {folder} ({said[-1] if said else 'no reason given'}); factdesk "
            "diff compares with what is committed, so the folder must be in a git repository."
        )
    return done.stdout


def _run(folder: Path, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    git = shutil.which("git")
    if git is None:
        raise ConfigurationError("factdesk diff needs git, which is not installed here.")
    command = [git, "-C", str(folder), *arguments]
    # A hook's GIT_DIR, and the like, is of the repository that the hook runs in, and relative to its top.
    env = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    try:
        return subprocess.run(  # noqa: S603 - git, and no shell
            command, input=given, env=env, capture_output=True, timeout=_TIMEOUT, check=False
        )
    except subprocess.TimeoutExpired:
        raise ConfigurationError(f"git did not answer within {_TIMEOUT} seconds.") from None
