"""The command `factdesk check`: a draft, a story in a file, or a batch against the fact file."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, Final

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from bot import cli_parts as parts
from bot import exports, review_card, review_text, search, terminal
from bot.check import Checker, Problem, Review, check
from bot.errors import QuestionError
from bot.stories import MAX_STORY, check_story
from bot.text import visible

_USE: Final = (
    "Give a draft (factdesk check 'Some 300 were killed, Lee said.'), --file STORY.txt or --batch FILE.jsonl."
)
_WORD: Final = 4  # bytes of a character in UTF-8, at most
_QUIET: Final = 1.0  # seconds of work before anything is said of it


@click.command("check")
@click.argument("text", nargs=-1)
@click.option(
    "--file", "story", type=click.Path(allow_dash=True), help="A whole story as plain text; - for stdin."
)
@parts.batch
@parts.as_json
@parts.folders
@click.pass_context
def check_command(
    context: click.Context,
    text: tuple[str, ...],
    story: str | None,
    batch: BinaryIO | None,
    facts: Path | None,
    seeds: Path | None,
    *,
    as_json: bool,
) -> None:
    """Check a draft: does it say what the source said? The draft is stored nowhere.

    Exit 0 where nothing is wrong, 1 where there is a problem (with --batch: in any of its lines),
    2 for wrong use. Notes are no problems.
    """
    if (bool(text), story is not None, batch is not None).count(True) != 1:
        raise click.UsageError(_USE)
    draft = " ".join(text) if story is None else _story(story)
    folder = parts.chosen(context, facts, seeds)[0]
    file = parts.opened(context, facts, seeds)
    checker = Checker.build(file, search.fact_index(file))
    if batch is not None:
        context.exit(_batch(batch, checker, folder))
    if story is None:
        review = check(draft, checker, parts.today())
    else:
        with _progress(len(draft)) as told:
            review = check_story(draft, checker, parts.today(), told)
    _print(_opened(review, folder), story, as_json=as_json)
    context.exit(1 if review.problems else 0)


def _story(name: str) -> str:
    """A story's text; raises QuestionError where it can't be read, with what to do."""
    most = MAX_STORY * _WORD + 1
    try:
        if name == "-":
            data = sys.stdin.buffer.read(most)
        else:
            with Path(name).open("rb") as handle:
                data = handle.read(most)
    except OSError as error:
        raise QuestionError(
            f"{visible(name)} can't be read ({error.strerror}); check its name and its permissions."
        ) from error
    if len(data) == most:
        raise QuestionError(f"{visible(name)} has over {MAX_STORY:,} characters; check it in parts.")
    try:
        text = data.decode("utf-8-sig")  # some editors put a mark before the first word
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise QuestionError(
            f"{visible(name)}:{line}: this is not UTF-8; save the story as plain text in UTF-8."
        ) from error
    if not text.strip():
        raise QuestionError(f"There is nothing to check in {visible(name)}: it is empty.")
    return text


def _batch(lines: BinaryIO, checker: Checker, folder: Path) -> int:
    """Print one line of JSON each, in order; the exit code."""
    code = 0
    for place, draft in parts.texts(lines):
        try:
            review = check(draft, checker, parts.today())
        except QuestionError as error:
            raise QuestionError(f"{place}: {error}") from error
        parts.line(exports.review(_opened(review, folder)))
        code = 1 if review.problems else code
    return code


def _opened(review: Review, folder: Path) -> Review:
    """The review with the fact file's paths as they open from here."""

    def opened(problem: Problem) -> Problem:
        if problem.evidence is None or not problem.evidence.file:
            return problem
        path = folder / Path(problem.evidence.file).name
        return replace(problem, evidence=replace(problem.evidence, file=str(path)))

    return replace(
        review,
        sentences=tuple(
            replace(each, problems=tuple(map(opened, each.problems))) for each in review.sentences
        ),
    )


def _print(review: Review, story: str | None, *, as_json: bool) -> None:
    if as_json:
        parts.line(exports.review(review))
        return
    console = parts.console()
    plain = console.no_color or console.color_system is None
    terminal.show_lines(console, review_text.lines(review, plain=plain, story=story or ""))
    if story is not None:
        click.echo(f"{visible(story)}: {_summary(review)}", err=True)


def _summary(review: Review) -> str:
    """“3 problems and 1 note in 24 sentences; 9 speak of what is on file”."""
    number = len(review.sentences) - len(review.not_on_file)
    spoken = f"; {number:,} {'speaks' if number == 1 else 'speak'} of what is on file" if number else ""
    return f"{review_card.summary(review)}{spoken}"


@contextmanager
def _progress(characters: int) -> Iterator[Callable[[int], None]]:
    """A bar on stderr for work that lasts; nothing in a pipe. What it gives is called with what is done."""
    console = Console(stderr=True)
    bar = Progress(
        TextColumn("Checking"), BarColumn(), TimeRemainingColumn(), console=console, transient=True
    )
    task, began = bar.add_task("", total=characters), time.monotonic()

    def told(done: int) -> None:
        bar.update(task, completed=done)
        if console.is_interactive and time.monotonic() - began > _QUIET:
            bar.start()

    try:
        yield told
    finally:
        if bar.live.is_started:  # else it would print an empty line
            bar.stop()
