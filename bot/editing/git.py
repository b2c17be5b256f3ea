"""Makes an edit a commit in the editor's name, in the repository that the folders are in; pushes nothing.

Git is asked for as little as can be: no hooks, no signing, no editor, none of the environment but where
programs and the user's settings are. Whatever goes wrong is logged and given back: the edit is saved by then.
"""

from __future__ import annotations

import logging
import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from bot.ledger import Revision, Signature, StoredChange
from bot.text import cut

_SUBJECT: Final = 72  # characters of a message's first line, as git's own tools show it
_QUIET: Final = (
    "-c",
    "commit.gpgsign=false",
    "-c",
    "core.hooksPath=/dev/null",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "gc.auto=0",
)
_KEPT: Final = ("PATH", "HOME", "XDG_CONFIG_HOME")
_NOT_IN_A_NAME: Final = re.compile(r"[\x00-\x1f\x7f<>\ud800-\udfff]+")


@dataclass(frozen=True, slots=True)
class Committed:
    """What became of it: the commits' hashes, one a repository, and what went wrong, in git's words."""

    commits: tuple[str, ...]
    failures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GitCommit:
    """Commits what was saved.

    environ: taken from it is only where programs and the user's git settings are. timeout: seconds that each
    of the few calls of git may take.
    """

    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    log: logging.Logger = field(default_factory=lambda: logging.getLogger(__name__))
    timeout: float = 10.0

    def commit(self, paths: Sequence[Path], signature: Signature, said: str) -> Committed:
        """Commit these files and no others, whatever else is staged. Never raises for what git does."""
        commits: list[str] = []
        failures: list[str] = []
        for folder, files in _by_folder(self, paths, failures).items():
            try:
                if commit := self._commit(folder, files, signature, said):
                    commits.append(commit)
            except _FailedError as error:
                failures.append(str(error))
        for failure in failures:
            self.log.warning("an edit was saved, and git could not commit it: %s", failure)
        return Committed(tuple(commits), tuple(failures))

    def _commit(self, top: Path, paths: Sequence[Path], signature: Signature, said: str) -> str:
        names = [str(path.relative_to(top)) for path in paths]
        known = set(self.git(top, "ls-files", "-z", "--", *names).split("\0"))
        new = [name for name in names if name not in known and (top / name).exists()]
        if new:
            self.git(top, "add", "--intent-to-add", "--", *new)
        names = [name for name in names if name in known or name in new]
        if not names or not self.git(top, "status", "--porcelain", "-z", "--", *names):
            return ""
        self.git(
            top,
            "commit",
            "--quiet",
            "--no-verify",
            "--cleanup=whitespace",
            "--file=-",
            "--only",
            "--",
            *names,
            given=said,
            signature=signature,
        )
        return self.git(top, "rev-parse", "HEAD").strip()

    def git(self, folder: Path, *arguments: str, given: str = "", signature: Signature | None = None) -> str:
        """Run one git command in a folder and give back what it prints. Raises _FailedError."""
        command = ("git", *_QUIET, *arguments)
        environment = {
            **{name: self.environ[name] for name in _KEPT if name in self.environ},
            **_identity(signature),
            "LC_ALL": "C",
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_LITERAL_PATHSPECS": "1",
        }
        try:
            with subprocess.Popen(  # noqa: S603 - git, with arguments of our own behind “--”
                command,
                cwd=folder,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                encoding="utf-8",
                errors="replace",
            ) as running:
                return self._output(running, given, arguments[0])
        except OSError as error:
            raise _FailedError(f"git can't be run ({error.strerror})") from error

    def _output(self, running: subprocess.Popen[str], given: str, name: str) -> str:
        try:
            out, err = running.communicate(given, timeout=self.timeout)
        except subprocess.TimeoutExpired:
            running.terminate()  # git removes its lock files then, which a kill would leave
            try:
                running.communicate(timeout=self.timeout)
            except subprocess.TimeoutExpired:
                running.kill()
            raise _FailedError(f"git {name} took longer than {self.timeout:g} s") from None
        if running.returncode:
            first = next((line for line in err.splitlines() if line.strip()), "no word why")
            raise _FailedError(f"git {name}: {cut(first, 200)}")
        return out


class _FailedError(Exception):
    """A git command failed; the text says which and why."""


def message(revision: Revision, changes: Sequence[StoredChange], names: Sequence[str]) -> str:
    """A commit's message: what changed in which facts, why, and where it stands in the history."""
    facts = ", ".join(_short(each) for each in changes) or ", ".join(names)
    lines = [line for each in changes for line in each.lines]
    why = revision.signature.why
    parts = [cut(facts, _SUBJECT), *(["\n".join(lines)] if lines else []), *([why] if why else [])]
    return "\n\n".join([*parts, f"Revision {revision.number} of the history.\n"])


def _short(change: StoredChange) -> str:
    return f"{change.fact}: {', '.join(change.parts) or change.kind}"


def _identity(signature: Signature | None) -> dict[str, str]:
    """Who commits: the editor, by name and by an address that leads nowhere."""
    by = _NOT_IN_A_NAME.sub("", (signature and signature.by) or "factdesk")
    name = _NOT_IN_A_NAME.sub(" ", (signature and signature.name) or "").strip(" .,:;\"'") or by
    address = f"{by}@factdesk.invalid"
    return {
        "GIT_AUTHOR_NAME": name,
        "GIT_AUTHOR_EMAIL": address,
        "GIT_COMMITTER_NAME": name,
        "GIT_COMMITTER_EMAIL": address,
    }


def _by_folder(git: GitCommit, paths: Sequence[Path], failures: list[str]) -> dict[Path, list[Path]]:
    """The paths by the repository that they are in; facts and sources may be in two."""
    found: dict[Path, list[Path]] = {}
    for path in paths:
        try:
            top = git.git(path.parent, "rev-parse", "--show-toplevel").removesuffix("\n")
        except _FailedError as error:
            failures.append(str(error))
        else:
            found.setdefault(Path(top), []).append(path)
    return found
