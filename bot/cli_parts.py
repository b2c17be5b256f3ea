"""What several commands have in common: the folders, a batch of texts, lines of JSON, the console."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Final

import click
from rich.console import Console

from bot import config, terminal, validate
from bot.block_kit import Block
from bot.model import FactFile

Wrapped = Callable[..., None]
WIDTH: Final = 100  # of a card in a pipe or a wide terminal: longer lines are hard to read

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
batch = click.option("--batch", type=click.File("rb"), help='One {"text": …} a line; one line of JSON each.')


def folders(command: Wrapped) -> Wrapped:
    """The options --facts and --seeds, for every command that reads the fact file."""
    folder = click.Path(file_okay=False, path_type=Path)
    command = click.option("--seeds", type=folder, help="Folder of the source records.")(command)
    return click.option("--facts", type=folder, help="Folder of the fact files.")(command)


def chosen(context: click.Context, facts: Path | None, seeds: Path | None) -> tuple[Path, Path]:
    """The folders of facts and sources: those of the options, else of the settings."""
    set_folders = config.folders(context.obj)
    return facts or set_folders.facts, seeds or set_folders.seeds


def opened(context: click.Context, facts: Path | None, seeds: Path | None) -> FactFile:
    """The fact file of the chosen folders."""
    return validate.open_fact_file(*chosen(context, facts, seeds))


def today() -> dt.date:
    """The day where the command runs: what the reader calls today."""
    return dt.datetime.now().astimezone().date()


def texts(lines: BinaryIO) -> Iterator[tuple[str, str]]:
    """Each text of a batch behind its place, “FILE:3”; raises UsageError for a line that holds none."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        place = f"{lines.name}:{number}"
        try:
            text = json.loads(line)["text"]
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise click.UsageError(
                f'{place}: this is no {{"text": …}}; write one JSON object a line'
            ) from error
        if not isinstance(text, str):
            raise click.UsageError(f'{place}: "text" is no text; write it in quotes')
        yield place, text


def line(value: object) -> None:
    """Print a value as one line of JSON."""
    text = json.dumps(value, ensure_ascii=False)
    # A lone surrogate, which JSON input can hold, has no UTF-8: it goes out as the escape that it came as.
    click.echo(json.dumps(value) if any("\ud800" <= char <= "\udfff" for char in text) else text)


class _Console(Console):
    """rich's console, which leaves a reader that has gone to the caller."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def console() -> Console:
    """Standard output, at most 100 columns wide."""
    made = _Console()
    return made if made.width <= WIDTH else _Console(width=WIDTH)


def show(blocks: Sequence[Block]) -> None:
    """Print blocks as a card."""
    terminal.show(console(), blocks)
