"""`factdesk diff`: what differs between two states of the fact file, in words; states are kept by git."""

from __future__ import annotations

import shutil
import subprocess
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
    after = (
        _read(load.read_files(*folders), "the files") if new is None else _read(_committed(new, folders), new)
    )
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
        click.echo("No change.", err=True)


def _read(files: load.Files, what: str) -> FactFile:
    """The files as a fact file; raises FactFileError, with a word on which state it is that can't be read."""
    try:
        return validate.checked(load.parse(files))
    except FactFileError as error:
        click.echo(f"{what} can't be read as a fact file:", err=True)
        raise FactFileError(error.problems) from None


def _committed(revision: str, folders: tuple[Path, Path]) -> dict[str, bytes]:
    """The files of both folders as git has them. Raises ConfigurationError without git, or outside of it."""
    return {
        f"{name}/{path.rpartition('/')[2]}": _git(folder, "show", "--end-of-options", f"{revision}:{path}")
        for name, folder in zip(("facts", "seeds"), folders, strict=True)
        for path in _listed(revision, folder)
    }


def _listed(revision: str, folder: Path) -> list[str]:
    """Paths of the YAML files directly in the folder, from the repository's top."""
    if not folder.is_dir():
        raise ConfigurationError(f"There is no folder {folder}.")
    prefix = _git(folder, "rev-parse", "--show-prefix").decode().strip()
    commit = f"{revision}^{{commit}}"
    if _run(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", commit).returncode:
        raise NotFoundError(f"git knows no revision “{revision}” here; “git log --oneline” lists them.")
    names = _git(folder, "ls-tree", "-z", "--full-tree", "--name-only", revision, prefix or "./")
    return [each for each in names.decode().split("\0") if each.endswith(".yaml")]


def _git(folder: Path, *arguments: str) -> bytes:
    done = _run(folder, *arguments)
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise ConfigurationError(
            f"git can't say what stood in {folder} ({said[-1] if said else 'no reason given'}); factdesk "
            "diff compares with what is committed, so the folder must be in a git repository."
        )
    return done.stdout


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    git = shutil.which("git")
    if git is None:
        raise ConfigurationError("factdesk diff needs git, which is not installed here.")
    command = [git, "-C", str(folder), *arguments]  # a revision stands behind --end-of-options
    try:
        return subprocess.run(command, capture_output=True, timeout=_TIMEOUT, check=False)  # noqa: S603 - git
    except subprocess.TimeoutExpired:
        raise ConfigurationError(f"git did not answer within {_TIMEOUT} seconds.") from None
