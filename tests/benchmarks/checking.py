"""How well the draft check finds what is wrong with labelled sentences, kind by kind.

`python -m tests.benchmarks.checking [FILE.jsonl …] [--json] [--failures]`.

A line of a file is `{"text", "facts": [ids], "problems": [kinds], "wrong"}`; no problems: a clean sentence. A
kind counts once a sentence. Without files, the development sentences and this repository's own are measured.
Of several files all together are measured as well, a sentence that stands in two of them once.

The 95 % intervals are Wilson's for shares, and of 500 resamples of the sentences for F1. Where nothing went
wrong, nothing goes wrong in a resample either: F1's interval then has no width, however few the sentences
are, and those of precision and recall say how far the figure carries.

`python -m tests.benchmarks.checking_speed` measures how long it takes.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from typing import Any, get_args

from bot.check import Checker, Kind, Review, check
from bot.load import parse, read_files
from bot.search import fact_index

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "tests" / "data"
DEVELOPMENT = ROOT.parent / "shared" / "check-dev.jsonl"
FILES = (DEVELOPMENT, *sorted(DATA.glob("drafts*.jsonl")))
"""What is measured where no file is named; the first is not in this repository."""
KINDS: tuple[str, ...] = get_args(Kind)
TODAY = dt.date(2025, 1, 14)
RESAMPLES, SEED = 500, 20250113
SURE = 1.96
"""Standard errors to each side of a 95 % interval."""

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Checked:
    """One sentence: what was expected of it, and what was found."""

    text: str
    facts: frozenset[str]
    expected: frozenset[str]
    review: Review

    @property
    def found(self) -> frozenset[str]:
        """The kinds of problem found."""
        return frozenset(problem.kind for problem in self.review.problems)

    @property
    def right_facts(self) -> bool:
        """Whether just the expected facts were found."""
        return frozenset(self.review.facts) == self.facts


@dataclass(frozen=True, slots=True)
class Counts:
    """True positives, false positives, false negatives of (sentence, kind) pairs."""

    hits: int
    false: int
    missed: int

    @property
    def precision(self) -> float:
        """Of what was found, the share that is right; 1 where nothing was found."""
        return self.hits / (self.hits + self.false) if self.hits + self.false else 1.0

    @property
    def recall(self) -> float:
        """Of what is wrong, the share that was found; 1 where nothing is wrong."""
        return self.hits / (self.hits + self.missed) if self.hits + self.missed else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both; 1 where there was nothing to find and nothing was found."""
        pairs = 2 * self.hits + self.false + self.missed
        return 2 * self.hits / pairs if pairs else 1.0


def counts(checked: Sequence[Checked], kinds: Sequence[str] = KINDS) -> Counts:
    """The pairs of these kinds."""
    wanted = frozenset(kinds)
    pairs = [(each.expected & wanted, each.found & wanted) for each in checked]
    return Counts(
        hits=sum(len(expected & found) for expected, found in pairs),
        false=sum(len(found - expected) for expected, found in pairs),
        missed=sum(len(expected - found) for expected, found in pairs),
    )


def wilson(successes: int, of: int) -> Interval:
    """Wilson's 95 % interval of a share; (0, 1) of nothing."""
    if not of:
        return 0.0, 1.0
    share, spread = successes / of, SURE**2 / of
    middle = (share + spread / 2) / (1 + spread)
    reach = SURE * sqrt(share * (1 - share) / of + spread / (4 * of)) / (1 + spread)
    return max(0.0, middle - reach), min(1.0, middle + reach)


def resampled(checked: Sequence[Checked], figure: Callable[[Sequence[Checked]], float]) -> Interval:
    """The middle 95 % of a figure over resamples of the sentences, the same ones at each run."""
    choose = random.Random(SEED)  # noqa: S311 - resampling, no secret
    values = sorted(figure(choose.choices(checked, k=len(checked))) for _ in range(RESAMPLES))
    left_out = int(RESAMPLES * 0.025)
    return values[left_out], values[-1 - left_out]


def shipped() -> Checker:
    """The repository's fact file, ready for checking."""
    file = parse(read_files(ROOT / "facts", ROOT / "seeds")).fact_file
    return Checker.build(file, fact_index(file))


def read(path: Path) -> list[dict[str, Any]]:
    """The lines of a file of labelled sentences."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def checked(path: Path, checker: Checker) -> list[Checked]:
    """Check every sentence of a file."""
    return [
        Checked(
            line["text"],
            frozenset(line["facts"]),
            frozenset(line["problems"]),
            check(line["text"], checker, TODAY),
        )
        for line in read(path)
    ]


def together(files: Iterable[Sequence[Checked]]) -> list[Checked]:
    """The sentences of all files, each text once."""
    return list({each.text: each for found in files for each in found}.values())


def report(name: str, found: Sequence[Checked]) -> dict[str, Any]:
    """All figures of a set, as they are printed and given as JSON."""
    clean = [each for each in found if not each.expected]
    flagged, facts = sum(bool(each.found) for each in clean), sum(each.right_facts for each in found)
    kinds = {
        kind: _figures(found, (kind,))
        for kind in KINDS
        if any(kind in each.expected | each.found for each in found)
    }
    return {
        "set": name,
        "sentences": len(found),
        "clean": len(clean),
        "kinds": {**kinds, "all": _figures(found, KINDS)},
        "clean_flagged_count": flagged,
        "clean_flagged": flagged / len(clean) if clean else 0.0,
        "clean_flagged_interval": wilson(flagged, len(clean)),
        "facts_right_count": facts,
        "facts_right": facts / len(found),
        "facts_right_interval": wilson(facts, len(found)),
    }


def _figures(found: Sequence[Checked], kinds: Sequence[str]) -> dict[str, Any]:
    pairs = counts(found, kinds)
    return {
        "pairs": pairs.hits + pairs.missed,
        "hits": pairs.hits,
        "false": pairs.false,
        "missed": pairs.missed,
        "precision": pairs.precision,
        "precision_interval": wilson(pairs.hits, pairs.hits + pairs.false),
        "recall": pairs.recall,
        "recall_interval": wilson(pairs.hits, pairs.hits + pairs.missed),
        "f1": pairs.f1,
        "f1_interval": resampled(found, lambda sentences: counts(sentences, kinds).f1),
    }


def _print(made: dict[str, Any]) -> None:
    print(f"\n{made['set']}: {made['sentences']} sentences, {made['clean']} clean")
    heads = "".join(f"{name:>10}  95 %     " for name in ("precision", "recall", "F1"))
    print(f"{'kind':12}{'pairs':>6}{'hits':>6}{'false':>6}{'missed':>7}{heads}".rstrip())
    for kind, each in made["kinds"].items():
        numbers = f"{each['pairs']:6}{each['hits']:6}{each['false']:6}{each['missed']:7}"
        figures = "".join(_beside(each, name) for name in ("precision", "recall", "f1"))
        print(f"{kind:12}{numbers}{figures}")
    for name, of, words in (
        ("clean_flagged", "clean", "clean sentences flagged"),
        ("facts_right", "sentences", "sentences with just the right facts"),
    ):
        low, high = made[f"{name}_interval"]
        share = f"{made[f'{name}_count']} of {made[of]}, {made[name]:.1%}"
        print(f"{words}: {share} ({low:.1%}-{high:.1%})")


def _beside(figures: dict[str, Any], name: str) -> str:
    """A figure with its interval beside it."""
    low, high = figures[f"{name}_interval"]
    return f"{figures[name]:10.2f}  {low:.2f}-{high:.2f}"


def failures(found: Iterable[Checked]) -> Iterator[str]:
    """What went wrong: each sentence, what was expected of it, what was found, and the words."""
    for each in found:
        if each.found == each.expected and each.right_facts:
            continue
        yield f"\n{each.text}"
        yield f"  expected {_listed(each.expected)} on {_listed(each.facts)}"
        yield f"  found    {_listed(each.found)} on {_listed(each.review.facts)}"
        yield from (f"  {one.kind} “{one.words}”: {one.message}" for one in each.review.problems)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "nothing"


def main(given: Sequence[str]) -> int:
    """Measure the files that the command line names; the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.checking",
        description="Measure the draft check on labelled sentences.",
        allow_abbrev=False,
    )
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE.jsonl")
    parser.add_argument("--json", action="store_true", help="one line of JSON a file instead of a table")
    parser.add_argument("--failures", action="store_true", help="list what went wrong (not with --json)")
    options = parser.parse_args(given)
    files = options.files or [path for path in FILES if path.exists()]
    if absent := [str(path) for path in files if not path.is_file()]:
        parser.error(f"no such file: {', '.join(absent)}")
    checker = shipped()
    sets = {path.name: checked(path, checker) for path in files}
    if len(sets) > 1:
        sets["all files"] = together(sets.values())
    reports = [report(name, found) for name, found in sets.items()]
    if options.json:
        print("\n".join(map(json.dumps, reports)))
        return 0
    for name, made in zip(sets, reports, strict=True):
        _print(made)
        if options.failures and name != "all files":
            print("\n".join(failures(sets[name])))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
