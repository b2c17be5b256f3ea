"""How well the search answers questions, by kind.

`python -m tests.benchmarks.questions [FILE.jsonl] [--failures]`.

A line of the file is `{"text", "answers": [ids], "kind"}`; no answers: nothing on file. Without a file, the
newsroom's development questions and this repository's own are measured.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bot.load import parse, read_files
from bot.search import Found, Index, fact_index

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "tests" / "data"
QUESTIONS = (
    ROOT.parent / "shared" / "questions-dev.jsonl",
    DATA / "questions.jsonl",
    DATA / "unanswerable.jsonl",
    DATA / "questions-held-out.jsonl",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, the answer expected, the answer given, and the CPU seconds that it took."""

    text: str
    kind: str
    answers: tuple[str, ...]
    found: Found
    seconds: float

    @property
    def first(self) -> str | None:
        """The id of the first match."""
        return self.found.matches[0].id if self.found.matches else None

    @property
    def right_first(self) -> bool:
        """Whether an accepted fact stands first."""
        return self.first in self.answers

    @property
    def shown(self) -> bool:
        """Whether a fact was shown as the answer."""
        return self.found.status == "found"


def ask(index: Index, path: Path) -> list[Asked]:
    """Put every question of a file to an index."""
    asked = []
    for line in path.read_text(encoding="utf-8").splitlines():
        question = json.loads(line)
        before = time.process_time()
        found = index.search(question["text"])
        spent = time.process_time() - before
        asked.append(Asked(question["text"], question["kind"], tuple(question["answers"]), found, spent))
    return asked


def table(asked: list[Asked]) -> Iterable[str]:
    """One line a kind, and one for all; shares in per cent."""
    kinds = sorted({question.kind for question in asked})
    for kind in (*kinds, "all"):
        group = [question for question in asked if kind in (question.kind, "all")]
        answerable = [question for question in group if question.answers]
        silent = [question for question in group if not question.answers]
        line = f"{kind:12}"
        if answerable:
            n = len(answerable)
            first = sum(question.right_first for question in answerable)
            right = sum(question.right_first and question.shown for question in answerable)
            wrong = sum(question.shown and not question.right_first for question in answerable)
            none = sum(question.found.status == "none" for question in answerable)
            line += (
                f" of {n:4}: right first {first / n:6.1%}, found and right {right / n:6.1%},"
                f" found and wrong {wrong / n:5.1%}, none {none / n:5.1%}"
            )
        if silent:
            shown = sum(question.shown for question in silent)
            refused = sum(question.found.status == "none" for question in silent)
            n = len(silent)
            line += f" | unanswerable {n:4}: found {shown / n:5.1%}, none {refused / n:5.1%}"
        yield line


def latency(asked: list[Asked]) -> str:
    """The CPU time of a search in milliseconds."""
    spent = sorted(question.seconds * 1_000 for question in asked)
    middle, late = spent[len(spent) // 2], spent[int(len(spent) * 0.95)]
    return f"p50 {middle:.2f} ms, p95 {late:.2f} ms, worst {spent[-1]:.2f} ms"


def failures(asked: list[Asked]) -> Iterable[str]:
    """Every question that went wrong in any way, with what was thought of."""
    for question in asked:
        if question.answers and not (question.right_first and question.shown):
            what: str = question.found.status if question.right_first else "wrong first"
        elif not question.answers and question.shown:
            what = "shown, but nothing is on file"
        else:
            continue
        matches = "; ".join(f"{match.id} {match.score:.2f}" for match in question.found.matches[:3])
        why = question.found.matches[0].why if question.found.matches else "-"
        wanted = ", ".join(question.answers) or "none"
        yield f"{question.kind:11} {what:13} {question.text!r} wants {wanted}: {matches} ({why})"


def main(arguments: list[str]) -> None:
    """Measure and print."""
    files = tuple(Path(name) for name in arguments if not name.startswith("-")) or QUESTIONS
    before = time.process_time()
    index = fact_index(parse(read_files(ROOT / "facts", ROOT / "seeds")).fact_file)
    print(f"read and built in {time.process_time() - before:.2f} s")
    for path in files:
        if not path.exists():
            print(f"{path.name}: not here, skipped")
            continue
        asked = ask(index, path)
        print(f"\n{path.name}: {latency(asked)}")
        print("\n".join(table(asked)))
        if "--failures" in arguments:
            print("\n".join(failures(asked)))


if __name__ == "__main__":
    main(sys.argv[1:])
