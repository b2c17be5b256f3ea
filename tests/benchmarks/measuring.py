"""One search measured in a process of its own: its answers, their speed, its build and its memory."""

from __future__ import annotations

import gc
import multiprocessing
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from bot.search import Document
from tests.benchmarks.engines import Ranking, Search, build

Source = Callable[[], Iterator[Document]]
"""Gives the documents afresh; must be picklable, as it is called in the measuring process."""
WARM_UP = 20
"""Questions that are asked before the clock is read, so that caches are as in a running service."""
MEGABYTE = 1e6
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS")


@dataclass(frozen=True, slots=True)
class Timed:
    """A ranking, and the wall-clock milliseconds that it took."""

    ranking: Ranking
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Measured:
    """What one search did. Answers are grouped as the questions were.

    `build_seconds` leaves out the time in which documents were read (tantivy writes in a thread of its own
    meanwhile, which flatters it). `memory_mb` is resident memory after
    the build less before it, with all packages loaded; `peak_mb` is the most that the whole process, with
    Python and the packages, held at any time. Both in millions of bytes, None where /proc tells nothing.
    """

    entries: int
    build_seconds: float
    memory_mb: float | None
    peak_mb: float | None
    answers: tuple[tuple[Timed, ...], ...]


def measure(
    engine: str, source: Source, groups: Sequence[Sequence[str]], warm_up: Sequence[str] = ()
) -> Measured:
    """Build and ask an engine in a fresh process with one thread; warmed up by the first questions.

    What the engine raises comes out here as it is.
    """
    for name in ONE_THREAD:  # read by numerical libraries as they load, in the new process
        os.environ[name] = "1"
    warm = tuple(warm_up) or tuple(text for group in groups for text in group)[:WARM_UP]
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_measure, engine, source, groups, warm).result()


def _measure(engine: str, source: Source, groups: Sequence[Sequence[str]], warm: Sequence[str]) -> Measured:
    _load_packages(engine)
    documents = _Reading(source())
    gc.collect()
    before = _resident("VmRSS")
    begun = time.perf_counter()
    search = build(engine, documents)
    seconds = time.perf_counter() - begun - documents.seconds
    gc.collect()
    after = _resident("VmRSS")
    for text in warm:
        search(text)
    answers = tuple(tuple(_timed(search, text) for text in group) for group in groups)
    added = None if before is None or after is None else after - before
    return Measured(documents.count, seconds, added, _resident("VmHWM"), answers)


def _load_packages(engine: str) -> None:
    """A first build and search on next to nothing, so that what they load counts as no index's memory."""
    few = (Document("a", {"title": "first one"}), Document("b", {"title": "second other"}))
    build(engine, few)("other")


def _timed(search: Search, text: str) -> Timed:
    begun = time.perf_counter()
    ranking = search(text)
    return Timed(ranking, (time.perf_counter() - begun) * 1e3)


class _Reading:
    """Documents one by one, so that none is kept for the harness; counts them and the time they took."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._documents = iter(documents)
        self.count = 0
        self.seconds = 0.0

    def __iter__(self) -> Iterator[Document]:
        while True:
            begun = time.perf_counter()
            document = next(self._documents, None)
            self.seconds += time.perf_counter() - begun
            if document is None:
                return
            self.count += 1
            yield document


def _resident(line: str) -> float | None:
    """Resident memory of this process from Linux's proc(5): VmRSS now, VmHWM at most so far."""
    status = Path("/proc/self/status")
    if not status.is_file():
        return None
    for text in status.read_text(encoding="ascii", errors="replace").splitlines():
        if text.startswith(line + ":"):
            return int(text.split()[1]) * 1024 / MEGABYTE
    return None
