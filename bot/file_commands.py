"""`factdesk new`: a commented skeleton to fill in, printed or put into its file."""

from __future__ import annotations

import hashlib
from pathlib import Path

import click

from bot import cli_parts as parts
from bot import shape, skeletons
from bot.errors import ConfigurationError

_KINDS = ("fact", "source", "name")
_EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("new")
@click.argument("kind", type=click.Choice(_KINDS))
@click.argument("key", metavar="ID")
@click.option("--write", is_flag=True, help="Put a name into names.yaml, a source into a file of its own.")
@click.option("--to", type=_EXISTING, help="Put a fact at the end of this topic's file.")
@click.option("--document", type=_EXISTING, help="A source's text, for its digest.")
@parts.folders
@click.pass_context
def new_command(
    context: click.Context,
    kind: skeletons.Kind,
    key: str,
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
    digest = hashlib.sha256(document.read_bytes()).hexdigest() if document else ""
    text = skeletons.skeleton(kind, key, digest)
    if to is None and not write:
        click.echo(text, nl=False)
        return
    facts_dir, seeds_dir = parts.chosen(context, facts, seeds)
    if kind == "source":
        path = _written(seeds_dir / f"{key}.yaml", text)
    elif kind == "name":
        path = _appended(facts_dir / "names.yaml", text, key)
    elif to is None:
        raise click.UsageError("Which topic? Name its file: --to facts/TOPIC.yaml.")
    else:
        path = _appended(to, text, key)
    click.echo(str(path))
    said = "Fill it in; factdesk lint says what is missing. Until then a running bot serves what it has."
    click.echo(said, err=True)


def _check(kind: skeletons.Kind, key: str, to: Path | None, document: Path | None) -> None:
    if not shape.ID.fullmatch(key) or len(key) > shape.MAX_ID:
        raise click.UsageError(f"“{key}” is no id: small letters a–z, digits and single hyphens.")
    if to is not None and kind != "fact":
        raise click.UsageError("--to is for a fact; a name and a source have their places: --write.")
    if document is not None and kind != "source":
        raise click.UsageError("--document is for a source.")


def _written(path: Path, text: str) -> Path:
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise ConfigurationError(f"{path} is there already; choose another id.") from None
    except OSError as error:
        raise ConfigurationError(f"{path} can't be written ({error.strerror}).") from error
    return path


def _appended(path: Path, text: str, key: str) -> Path:
    try:
        old = path.read_text(encoding="utf-8")
        if any(line.rstrip() == f"  {key}:" for line in old.splitlines()):
            raise ConfigurationError(f"{path} has “{key}” already; choose another id.")
        path.write_text(skeletons.appended(old, text), encoding="utf-8")
    except OSError as error:
        raise ConfigurationError(f"{path} can't be written ({error.strerror}).") from error
    return path
