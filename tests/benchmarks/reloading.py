"""How long a reload takes, and how long it holds up the event loop: `python -m tests.benchmarks.reloading`.

A collection of 1,000 and of 10,000 facts is read, checked, indexed and swapped in, as the running bot does
it, while a task on the loop wakes every millisecond and notes how late it is. The floor is the same task with
nothing else to do, in the same run: a machine that is busy with something else is late by itself.
"""

from __future__ import annotations

import argparse
import asyncio
import time
from dataclasses import dataclass

from bot import load
from bot.slack import editions
from bot.slack.memory import let_go
from tests.benchmarks import fact_files
from tests.benchmarks.metrics import percentile

SIZES, TICK, IDLE = (1_000, 10_000), 0.001, 3.0


@dataclass(frozen=True, slots=True)
class Lateness:
    """How late the task woke, in milliseconds, each time; `seconds` is how long the work took."""

    seconds: float
    late: tuple[float, ...]

    @property
    def line(self) -> str:
        """p99 and the longest pause."""
        p99, longest = percentile(self.late, 0.99), max(self.late)
        return f"{self.seconds:6.2f} s   p99 {p99:6.1f} ms   longest {longest:6.1f} ms"


async def lateness(work: asyncio.Task[None]) -> Lateness:
    """Tick until the work is done."""
    late, began = [], time.perf_counter()
    while not work.done():
        before = time.perf_counter()
        await asyncio.sleep(TICK)
        late.append((time.perf_counter() - before - TICK) * 1_000)
    await work
    return Lateness(time.perf_counter() - began, tuple(late))


async def reload(files: load.Files, served: list[object]) -> None:
    """What `editions.catch_up` does with files that have changed; `served` holds the edition in service."""
    file = await asyncio.to_thread(editions.read, files)
    made = await asyncio.to_thread(editions.ready, file)
    old = [*served]
    served[:] = [made]
    await asyncio.to_thread(let_go, old)


async def measure(sizes: tuple[int, ...], runs: int) -> None:
    """Print the floor, then each size."""
    print(f"idle         {(await lateness(asyncio.create_task(asyncio.sleep(IDLE)))).line}")
    for size in sizes:
        files, served = fact_files.files(size), list[object]()
        await reload(files, served)
        for _ in range(runs):
            print(f"{size:6,} facts {(await lateness(asyncio.create_task(reload(files, served)))).line}")


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    asyncio.run(measure(tuple(given.sizes), given.runs))


if __name__ == "__main__":
    main()
