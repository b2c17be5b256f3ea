"""Many edits by several editors at once, who are killed in between: `python -m tests.benchmarks.editing`.

Each editor is a process. At moments drawn by lot one of them is killed (SIGKILL) and started again; it makes
the edit that it was at again, under the same request. All the while a reader reads the fact file and checks
it. Afterwards each edit's phrase must stand in the file once: one that does not is lost, one that stands
there twice was applied twice.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot import load, validate
from bot.editing import DatabaseStore
from bot.errors import FactdeskError
from bot.ledger import Ledger, Revision, Signature, open_ledger
from tests.benchmarks import fact_files
from tests.benchmarks.editor import Store, now, phrase, request, store_of

SEED = 5
PAUSE = 0.01  # seconds between two looks at the editors


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is done. url: the ledger's."""

    edits: int
    editors: int
    kills: int
    facts: int
    url: str

    def share(self, editor: int) -> int:
        """How many of the edits this editor makes."""
        return self.edits // self.editors + (editor < self.edits % self.editors)


@dataclass(frozen=True, slots=True)
class Figures:
    """What came of it. `reads` and `invalid` are the reader's, `repeats` are requests found done already."""

    edits: int
    lost: int
    twice: int
    kills: int
    repeats: int
    reads: int
    invalid: int
    left: int
    agrees: bool
    revisions: int
    seconds: float

    @property
    def lines(self) -> Iterator[str]:
        """For a person."""
        speed = f"in {self.seconds:.1f} s ({self.edits / self.seconds:.1f} a second)"
        repeats = f"of whose retried requests {self.repeats} had been saved"
        agrees = f"the newest is what stands in the files: {'yes' if self.agrees else 'no'}"
        yield f"edits                     {self.edits:7,}   {speed}"
        yield f"lost                      {self.lost:7,}"
        yield f"applied twice             {self.twice:7,}"
        yield f"editors killed            {self.kills:7,}   {repeats}"
        yield f"reads meanwhile           {self.reads:7,}"
        yield f"of them not valid         {self.invalid:7,}"
        yield f"temporary files left      {self.left:7,}"
        yield f"revisions of edits        {self.revisions:7,}   {agrees}"


@dataclass(slots=True)
class Reader:
    """Reads all the while, as a thread."""

    store: Store
    folder: Path
    reads: int = 0
    invalid: int = 0
    stop: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Read until told to stop, without the store's lock where there is a folder."""
        while not self.stop.is_set():
            try:
                files = self.store.read() if isinstance(self.store, DatabaseStore) else self._files()
                validate.checked(load.parse(files))
            except FactdeskError:
                self.invalid += 1
            self.reads += 1
            time.sleep(PAUSE)

    def _files(self) -> load.Files:
        return load.read_files(self.folder / "facts", self.folder / "seeds")


def measure(plan: Plan, folder: Path) -> Figures:
    """Do it all in an empty folder."""
    files = fact_files.files(plan.facts)
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    ledger = open_ledger(plan.url, now)
    file = validate.checked(load.parse(files))
    if ledger.is_shared:
        ledger.revisions.swap(file.edition, ledger.revisions.head(), Signature("publish"), files, ())
    first = ledger.revisions.latest()
    keys = list(file.facts)[: plan.editors + 1]
    store = store_of(folder, ledger)
    began = time.perf_counter()
    with reading(store, folder) as reader:
        kills = work(plan, folder, keys)
    seconds = time.perf_counter() - began
    figures = figured(plan, folder, ledger, store, first, kills, reader, seconds)
    ledger.close()
    return figures


@contextmanager
def reading(store: Store, folder: Path) -> Iterator[Reader]:
    """Have a reader read meanwhile."""
    reader = Reader(store, folder)
    thread = threading.Thread(target=reader.run)
    thread.start()
    try:
        yield reader
    finally:
        reader.stop.set()
        thread.join()


def work(plan: Plan, folder: Path, keys: Sequence[str]) -> int:
    """Let the editors work, killing one after every so many edits; how often one was really killed."""
    lot = random.Random(SEED)  # noqa: S311 - when to kill is no secret
    running = {number: _started(plan, folder, keys, number) for number in range(plan.editors)}
    try:
        return _worked(plan, folder, keys, lot, running)
    finally:
        for process in running.values():
            process.kill()
            process.wait()


def _worked(
    plan: Plan,
    folder: Path,
    keys: Sequence[str],
    lot: random.Random,
    running: dict[int, subprocess.Popen[bytes]],
) -> int:
    every = max(plan.edits // (plan.kills + 1), 1)
    kills = 0
    while running:
        time.sleep(PAUSE)
        for number, process in list(running.items()):
            if process.poll() == 0:
                del running[number]
            elif process.poll() is not None:
                raise RuntimeError(f"editor {number} failed with {process.returncode}")
        if running and kills < plan.kills and _done(plan, folder) >= every * (kills + 1):
            time.sleep(lot.random() / 5)
            number = lot.choice(sorted(running))
            running[number].kill()
            kills += running[number].wait() < 0
            running[number] = _started(plan, folder, keys, number)
    return kills


def _started(plan: Plan, folder: Path, keys: Sequence[str], number: int) -> subprocess.Popen[bytes]:
    own, shared = keys[number + 1], keys[0]
    given = (str(folder), plan.url, str(number), str(plan.share(number)), own, shared)
    return subprocess.Popen((sys.executable, "-m", "tests.benchmarks.editor", *given))


def _done(plan: Plan, folder: Path) -> int:
    return sum(len(lines) for lines in _notes(plan, folder))


def _notes(plan: Plan, folder: Path) -> Iterator[list[str]]:
    for number in range(plan.editors):
        path = folder / f"done-{number}"
        yield path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def figured(
    plan: Plan,
    folder: Path,
    ledger: Ledger,
    store: Store,
    first: Revision | None,
    kills: int,
    reader: Reader,
    seconds: float,
) -> Figures:
    """Look at what the editors have left."""
    left = len(list(folder.glob("*/.factdesk-*.tmp")))  # before anything sweeps
    files = store.read()
    file = validate.checked(load.parse(files))
    found = Counter(words for fact in file.facts.values() for words in fact.asked_as)
    wanted = [(number, edit) for number in range(plan.editors) for edit in range(plan.share(number))]
    times = [found[phrase(*each)] for each in wanted]
    latest = ledger.revisions.latest()
    numbers = range(first.number + 1 if first else 1, latest.number + 1 if latest else 1)
    made = [ledger.revisions.get(number) for number in numbers]
    asked = Counter(each.signature.request for each in made if each is not None)
    return Figures(
        edits=len(wanted),
        lost=sum(number == 0 for number in times),
        twice=sum(number > 1 for number in times),
        kills=kills,
        repeats=sum(line.split()[1] == "1" for lines in _notes(plan, folder) for line in lines),
        reads=reader.reads,
        invalid=reader.invalid,
        left=left,
        agrees=latest is not None and latest.edition == load.edition(files),
        revisions=sum(asked[request(*each)] for each in wanted),
        seconds=seconds,
    )


def main(arguments: Sequence[str]) -> None:
    """Run it and print the figures; exit with 1 where any of what must be 0 is not."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in (("--edits", 1_000), ("--editors", 4), ("--kills", 40), ("--facts", 100)):
        parser.add_argument(name, type=int, default=default)
    parser.add_argument("--database", help="postgresql://… for the store in a database")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url = given.database or f"sqlite:///{folder / 'ledger.db'}"
        figures = measure(Plan(given.edits, given.editors, given.kills, given.facts, url), folder)
    print(*figures.lines, sep="\n")
    sys.exit(bool(figures.lost or figures.twice or figures.invalid or figures.left))


if __name__ == "__main__":
    main(sys.argv[1:])
