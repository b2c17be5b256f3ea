"""Make the tables and pictures of docs/search.md from measurements.

`python -m tests.benchmarks.report [SETS] [--only STEP ...] [--missing] [--ours] [--sample N]`.

First it measures, a step after the other, and keeps each step's figures as JSON in `.benchmarks/` (or
`--keep FOLDER`); then it writes the blocks between `<!-- begin NAME -->` and `<!-- end NAME -->` in
docs/search.md, and docs/pictures/*.svg. SETS is the folder of the public retrieval sets. `--only` names
steps: `--only report` measures nothing and writes from the JSON that is there. `--missing` measures only
what has no JSON yet; `--ours` leaves the other searches' figures on the public sets as they are, which is
most of the time. All of it takes about twenty minutes, with `--ours` six. Progress on stderr; exit code 2
where something is missing, in one line that says what to do.
"""

from __future__ import annotations

import argparse
import json
import re
import shlex
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.load import parse, read_files
from bot.search import confidence, fact_index, ranking
from tests.benchmarks.measurements import (
    COMMAND,
    SETS,
    Figures,
    Measurements,
    ReportError,
    measurements,
    path_of,
    retrieval_step,
)
from tests.benchmarks.plots import PICTURES, drawn
from tests.benchmarks.questions import DATA, QUESTIONS, ROOT, Asked, ask
from tests.benchmarks.scaling import ARCHIVE
from tests.benchmarks.tables import BLOCKS

REPORT = "report"
MEASURED = ("newsroom", "fit", "scaling", "archive", "hostile", *(retrieval_step(name) for name in SETS))
"""The steps that measure, in order."""
HELD_OUT = "questions-held-out.jsonl"
"""The questions on which nothing is fitted."""
CLOSE = 0.05
"""Constants that are fitted anew and differ by less are the same: they are written with two decimals."""


def commands(folder: Path, kept: Path, sample: int | None, *, ours: bool) -> dict[str, tuple[str, ...]]:
    """The steps that are a module of their own, and its arguments; all but the fit print their JSON."""
    peers = () if ours else ("--peers",)
    few = () if sample is None else ("--sample", str(sample))
    return {
        "fit": ("tests.benchmarks.fit", str(folder), "--json", str(kept / "fit.json.part")),
        "scaling": ("tests.benchmarks.scaling", "--peers", "--json"),
        "archive": ("tests.benchmarks.scaling", "--entries", str(ARCHIVE), "--json"),
        "hostile": ("tests.benchmarks.scaling", "--hostile", "--json"),
        **{
            retrieval_step(name): (
                "tests.benchmarks.retrieval",
                str(folder / name),
                *peers,
                "--json",
                *few,
            )
            for name in SETS
        },
    }


def measure(step: str, folder: Path, kept: Path, sample: int | None, *, ours: bool) -> None:
    """Measure one step and keep its JSON; what was kept before stays until all of it is there.

    With `ours`, the other searches' figures are taken from what was kept, if anything was.
    """
    kept.mkdir(parents=True, exist_ok=True)
    path = path_of(step, kept)
    again = ours and step.startswith(retrieval_step("")) and path.is_file()
    part = path.with_name(f"{path.name}.part")
    if step == "newsroom":
        part.write_text(json.dumps(newsroom(), indent=1), encoding="utf-8")
    else:
        _run(step, commands(folder, kept, sample, ours=again)[step], part)
    if again:
        before, now = (json.loads(file.read_text(encoding="utf-8")) for file in (path, part))
        part.write_text(json.dumps(joined(before, now)), encoding="utf-8")
    part.replace(path)


def joined(before: Figures, now: Figures) -> Figures:
    """The new figures, and with them those of the searches that were measured only before."""
    if any(before[key] != now[key] for key in ("set", "entries", "queries")):
        raise ReportError(f"{now['set']} has other entries or queries than before; measure it without --ours")
    return {**now, "engines": {**before["engines"], **now["engines"]}}


def _run(step: str, module: Sequence[str], part: Path) -> None:
    command = [sys.executable, "-m", *module]
    if step == "fit":  # it writes the file itself, and prints for people
        done = subprocess.run(command, cwd=ROOT, stdout=sys.stderr, check=False)
    else:
        with part.open("wb") as file:
            done = subprocess.run(command, cwd=ROOT, stdout=file, check=False)
    if done.returncode:
        part.unlink(missing_ok=True)
        raise ReportError(f"{step} failed; see above, or run: {shlex.join(('python', '-m', *module))}")


def newsroom() -> Figures:
    """How the newsroom's questions fare, each file of those that are there."""
    index = fact_index(parse(read_files(ROOT / "facts", ROOT / "seeds")).fact_file)
    files = {}
    for path in sorted(QUESTIONS, key=lambda path: (path.parent != DATA, QUESTIONS.index(path))):
        if path.is_file():
            files[path.name] = {**question_figures(ask(index, path)), "in_fit": path.name != HELD_OUT}
        else:
            print(f"{path.name}: not here, left out", file=sys.stderr)
    return {"files": files}


def question_figures(asked: Sequence[Asked]) -> Figures:
    """The shares of one file; None where there is no question to take a share of.

    `found_and_wrong` is of all questions: those shown a fact that does not answer them, or where none does.
    """
    able = [question for question in asked if question.answers]
    out = [question for question in asked if not question.answers]
    return {
        "answerable": len(able),
        "unanswerable": len(out),
        "right_first": _share([question.right_first for question in able]),
        "found_and_right": _share([question.shown and question.right_first for question in able]),
        "found_and_wrong": _share([question.shown and not question.right_first for question in asked]),
        "unanswerable_found": _share([question.shown for question in out]),
    }


def _share(cases: Sequence[bool]) -> float | None:
    return sum(cases) / len(cases) if cases else None


def stale(fit: Figures) -> str | None:
    """What tells that the search has other constants than those fitted, if it has."""
    weights: Mapping[str, Sequence[float]] = fit["weights"]
    fitted = [*fit["coefficients"], *(value for name in sorted(weights) for value in weights[name])]
    now = [
        *confidence.COEFFICIENTS,
        *(value for name in sorted(ranking.WEIGHTS) for value in ranking.WEIGHTS[name]),
    ]
    if len(now) == len(fitted) and all(abs(a - b) < CLOSE for a, b in zip(now, fitted, strict=True)):
        return None
    return f"fit.json has other constants than bot/search; copy them there, or run: {COMMAND} --only fit"


def filled(text: str, blocks: Mapping[str, str]) -> str:
    """The text with each block between its markers anew; ReportError where markers are not there once."""
    for name, block in blocks.items():
        begin, end = f"<!-- begin {name} -->", f"<!-- end {name} -->"
        inside = re.compile(rf"(?<={re.escape(begin)}\n).*?(?={re.escape(end)})", re.DOTALL)
        if text.count(begin) != 1 or text.count(end) != 1 or not inside.search(text):
            raise ReportError(f"the page needs the lines {begin} and {end} once each, in this order")
        text = inside.sub(lambda _, block=block: f"\n{block}\n\n", text)  # type: ignore[misc]  # a default binds the loop's value
    return text


def write(found: Measurements, page: Path) -> None:
    """Fill the page's blocks, and draw its pictures into the folder `pictures` beside it."""
    if not page.is_file():
        raise ReportError(f"{page} is missing; restore it, as only the blocks in it are made here")
    pictures = {f"{name}.svg": drawn(name, found) for name in PICTURES}
    text = filled(page.read_text(encoding="utf-8"), {name: make(found) for name, make in BLOCKS.items()})
    page.write_text(text, encoding="utf-8")
    (page.parent / "pictures").mkdir(exist_ok=True)
    for name, picture in pictures.items():
        (page.parent / "pictures" / name).write_bytes(picture)


def arguments(given: Sequence[str]) -> argparse.Namespace:
    """The command line; argparse exits with 2 where it is wrong."""
    parser = argparse.ArgumentParser(prog=COMMAND, allow_abbrev=False)
    parser.add_argument(
        "sets",
        type=Path,
        nargs="?",
        default=ROOT.parent / "shared" / "retrieval",
        metavar="SETS",
        help="folder of the public retrieval sets (default: ../shared/retrieval)",
    )
    parser.add_argument(
        "--only", nargs="+", choices=(*MEASURED, REPORT), metavar="STEP", help=", ".join((*MEASURED, REPORT))
    )
    parser.add_argument("--missing", action="store_true", help="measure only what has no JSON yet")
    parser.add_argument(
        "--ours", action="store_true", help="keep the other searches' figures on the public sets"
    )
    parser.add_argument(
        "--keep", type=Path, default=ROOT / ".benchmarks", metavar="FOLDER", help="folder of the JSON files"
    )
    parser.add_argument(
        "--page", type=Path, default=ROOT / "docs" / "search.md", metavar="FILE", help="the page to write"
    )
    parser.add_argument("--sample", type=int, metavar="N", help="as for retrieval, which says how many else")
    options = parser.parse_args(given)
    options.sets, options.keep = options.sets.resolve(), options.keep.resolve()
    return options


def main(given: Sequence[str]) -> int:
    """Measure and write; the exit code."""
    options = arguments(given)
    steps = options.only or (*MEASURED, REPORT)
    wanted = [step for step in MEASURED if step in steps]
    if options.missing:
        wanted = [step for step in wanted if not path_of(step, options.keep).is_file()]
    try:
        for number, step in enumerate(wanted, 1):
            print(f"── {step} ({number} of {len(wanted)})", file=sys.stderr, flush=True)
            begun = time.monotonic()
            measure(step, options.sets, options.keep, options.sample, ours=options.ours)
            print(f"{step}: {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)
        if REPORT in steps:
            found = measurements(options.keep)
            write(found, options.page)
            if warning := stale(found.fit):
                print(f"report: {warning}", file=sys.stderr)
    except ReportError as error:
        print(f"report: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
