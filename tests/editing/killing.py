"""Processes that are killed (SIGKILL) at a step of their own choice: `python -m tests.editing.killing`.

The program reads one job a line, as JSON, and carries out each in a child of its own, which kills itself at
the step that the job names. Loading everything once, it can kill dozens within a test.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from bot import edits
from bot.edits import Edit
from tests.editing.desk import Desk, signature


@dataclass(frozen=True, slots=True)
class Outcome:
    """The steps that the child did, and whether it was killed at the last of them."""

    steps: tuple[str, ...]
    killed: bool


@dataclass(slots=True)
class Killer:
    """The running program."""

    _process: subprocess.Popen[str] = field(init=False)

    def __enter__(self) -> Self:
        command = (sys.executable, "-m", "tests.editing.killing")
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._process.communicate()

    def save(self, desk: Desk, edit: Edit, request: str, *, kill_at: int = 0) -> Outcome:
        """Save in a process that dies at a step, counted from 1; at 0 it lives."""
        return self._run(
            {"root": str(desk.root), "edit": edits.to_json(edit), "request": request, "at": kill_at}
        )

    def read(self, desk: Desk, *, kill_at: int = 0) -> Outcome:
        """Read in such a process: a save that was interrupted is settled first."""
        return self._run({"root": str(desk.root), "edit": "", "request": "", "at": kill_at})

    def _run(self, job: dict[str, Any]) -> Outcome:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(job) + "\n")
        self._process.stdin.flush()
        done = json.loads(self._process.stdout.readline())
        assert done["status"] in (0, -signal.SIGKILL), done
        return Outcome(tuple(done["steps"]), done["status"] != 0)


def _serve() -> None:
    for line in sys.stdin:
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            os.close(reading)
            _work(json.loads(line), writing)
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading, encoding="utf-8") as steps:
            done = steps.read().splitlines()
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        print(json.dumps({"steps": done, "status": status}), flush=True)  # noqa: T201 - its answer


def _work(job: dict[str, Any], steps: int) -> None:
    count = 0

    def at(step: str) -> None:
        nonlocal count
        count += 1
        os.write(steps, f"{step}\n".encode())
        if count == job["at"]:
            os.kill(os.getpid(), signal.SIGKILL)

    desk = Desk(Path(job["root"]))
    ledger = desk.ledger()
    store = desk.store(ledger, at=at)
    if job["edit"]:
        store.save(edits.from_json(job["edit"]), signature(job["request"]))
    else:
        store.read()
    ledger.close()


if __name__ == "__main__":
    _serve()
