"""`factdesk new`: a commented skeleton to fill in, printed or put into its file."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Final

import click

from bot import cli_parts as parts
from bot import config, load, shape, skeletons
from bot.errors import ConfigurationError

_KINDS = ("fact", "source", "name")
_NO_ID: Final = "ID"  # lint asks for another
_PASTE: Final[dict[skeletons.Kind, str]] = {
    "fact": "Paste it at the end of a topic's “facts:”, before the line “...” (or give --to FILE).",
    "name": "Paste it at the end of names.yaml, before the line “...” (or give --write).",
    "source": "Save it as SOURCE-ID.yaml in the folder of sources (or give --write).",
}
_EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("new")
@click.argument("kind", type=click.Choice(_KINDS))
@click.argument("key", metavar="[ID]", required=False)
@click.option("--write", is_flag=True, help="Put a name into names.yaml, a source into a file of its own.")
@click.option("--to", type=_EXISTING, help="Put a fact at the end of this topic's file.")
@click.option(
    "--document", type=_EXISTING, help="A source's text, for its digest; else ID.txt in DOCUMENTS_DIR."
)
@parts.folders
@click.pass_context
def new_command(
    context: click.Context,
    kind: skeletons.Kind,
    key: str | None,
    to: Path | None,
    document: Path | None,
    facts: Path | None,
    seeds: Path | None,
    *,
    write: bool,
) -> None:
    """Print a commented skeleton of a fact, a source or a name of this ID, to be filled in.

    What must be written has nothing behind its colon yet: factdesk lint says what is missing. What may be
    written stands in comments.
    """
    _check(kind, key, to, document)
    digest = _digest(context, key, document) if kind == "source" else ""
    text = skeletons.skeleton(kind, key or _NO_ID, digest)
    if to is None and not write:
        click.echo(text, nl=False)
        click.echo(_PASTE[kind], err=True)
        return
    if key is None:
        raise click.UsageError(f"Under which id? factdesk new {kind} SOME-ID …")
    facts_dir, seeds_dir = parts.chosen(context, facts, seeds)
    if kind == "source":
        path = _written(seeds_dir / f"{key}.yaml", text)
    elif kind == "name":
        path = _appended(facts_dir / "names.yaml", "names", text, key, (facts_dir, seeds_dir))
    elif to is None:
        raise click.UsageError("Which topic? Name its file: --to facts/TOPIC.yaml.")
    else:
        path = _appended(to, "facts", text, key, (facts_dir, seeds_dir))
    click.echo(str(path))
    said = "Fill it in; factdesk lint says what is missing. Until then a running bot serves what it has."
    click.echo(said, err=True)


def _check(kind: skeletons.Kind, key: str | None, to: Path | None, document: Path | None) -> None:
    if key is not None and (not shape.ID.fullmatch(key) or len(key) > shape.MAX_ID):
        raise click.UsageError(f"“{key}” is no id: small letters a–z, digits and single hyphens.")
    if to is not None and kind != "fact":
        raise click.UsageError("--to is for a fact; a name and a source have their places: --write.")
    if document is not None and kind != "source":
        raise click.UsageError("--document is for a source.")


def _digest(context: click.Context, key: str | None, document: Path | None) -> str:
    from bot.editing import documents  # noqa: PLC0415 - ask must not load SQLAlchemy

    if document is not None:
        return hashlib.sha256(document.read_bytes()).hexdigest()
    return documents.digest_of(config.folders(context.obj).documents, key or "")


def _written(path: Path, text: str) -> Path:
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise ConfigurationError(f"{path} is there already; choose another id.") from None
    except OSError as error:
        raise ConfigurationError(f"{path} can't be written ({error.strerror}).") from error
    return path


def _appended(path: Path, table: skeletons.Table, text: str, key: str, folders: tuple[Path, Path]) -> Path:
    """Append under the lock that every writer takes, and put the whole file in place: a bot may run."""
    from bot.editing import disk  # noqa: PLC0415 - ask must not load SQLAlchemy

    place = disk.Disk(path.parent, folders[1], lambda _step: None, os.write)
    name = f"facts/{path.name}"
    try:
        with place.locked():
            files = place.read()
            known = load.parse(files).places.get((table, key))
            if known is not None:
                raise ConfigurationError(
                    f"“{key}” stands at {known.file}:{known.line} already; choose another id."
                )
            new = skeletons.appended(_decoded(files.get(name, b""), path), table, text, str(path))
            place.put(name, place.stage(name, new.encode()))
    except OSError as error:
        raise ConfigurationError(f"{path} can't be written ({error.strerror}).") from error
    return path


def _decoded(data: bytes, path: Path) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise ConfigurationError(f"{path} is not UTF-8; save it as UTF-8.") from None
