"""The commands that read and write the ledger: history, undo, forget; publish and pull with PostgreSQL.

What loads SQLAlchemy is imported in them: `ask` needs none of it, and answers in a third of the time.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from bot import cli_parts as parts
from bot import config, load
from bot.config import Settings
from bot.edits import Undo
from bot.errors import NotFoundError
from bot.text import counted

if TYPE_CHECKING:
    from bot.ledger import Entry, Ledger


@contextmanager
def _ledger(context: click.Context) -> Iterator[tuple[Settings, Ledger]]:
    from bot.ledger import open_ledger  # noqa: PLC0415 - ask must not load SQLAlchemy

    settings = config.read(context.obj)
    ledger = open_ledger(config.ledger_url(settings), lambda: dt.datetime.now(dt.UTC))
    try:
        yield settings, ledger
    finally:
        ledger.close()


@click.command("history")
@click.argument("key", metavar="[ID]", required=False)
@parts.as_json
@click.option("--most", default=50, show_default=True, help="How many changes to show.")
@click.pass_context
def history_command(context: click.Context, key: str | None, *, most: int, as_json: bool) -> None:
    """Say what changed, when, by whom: of the fact ID, or of the whole file."""
    from bot.ledger.wording import head  # noqa: PLC0415 - ask must not load SQLAlchemy

    with _ledger(context) as (_, ledger):
        entries = ledger.revisions.history(key, most) if key else ledger.revisions.recent(most)
    if key and not entries and key not in parts.opened(context, None, None).facts:
        raise NotFoundError(f"There is no fact “{key}” on file, and the history has none either.")
    if not entries:
        of = f" of {key}" if key else ""
        click.echo(f"Nothing{of} has changed since this ledger was begun.", err=True)
    for entry in entries:
        if as_json:
            parts.line(_exported(entry))
            continue
        click.secho(f"{entry.revision.number}  {head(entry)}", bold=True)
        for line in entry.change.lines:
            click.echo(f"   {'' if key else entry.change.fact + ': '}{line}")


def _exported(entry: Entry) -> dict[str, Any]:
    revision = entry.revision
    return {
        "revision": revision.number,
        "edition": revision.edition,
        "at": revision.at.isoformat(),
        "how": revision.signature.how,
        "by": revision.signature.name,
        "approved_by": revision.signature.approved_by,
        "why": revision.signature.why,
        **asdict(entry.change),
    }


@click.command("undo")
@click.argument("number", metavar="[REVISION]", type=int, required=False)
@click.option("--why", default="", help="Stands in the history.")
@click.pass_context
def undo_command(context: click.Context, number: int | None, *, why: str) -> None:
    """Make a new edition that takes a change back: the newest, or that of REVISION (see history).

    A running bot serves it at once, and asks the fact desk whether to tell those who were shown the facts.
    """
    from bot.editing.opening import store_of  # noqa: PLC0415 - ask must not load SQLAlchemy
    from bot.ledger import Signature  # noqa: PLC0415 - the same

    with _ledger(context) as (settings, ledger):
        latest = ledger.revisions.latest()
        if number is None and latest is not None:
            number = latest.number
        if number is None:
            raise NotFoundError("This ledger has no history yet: the bot writes it when it runs.")
        signature = Signature(how="undo", name=getpass.getuser(), why=why or f"Undo of revision {number}")
        saved = store_of(settings, ledger).save(Undo(number), signature)
    for change in saved.changes:
        for line in change.lines:
            click.echo(f"{change.id}: {line}")
    click.echo(f"Revision {number} is undone: edition {saved.revision.edition[:12]}.", err=True)


@click.command("forget")
@click.argument("user", metavar="USER_ID")
@click.option("--yes", is_flag=True, help="Don't ask.")
@click.pass_context
def forget_command(context: click.Context, user: str, *, yes: bool) -> None:
    """Remove all that is kept on a person: what they saw, asked and suggested; their name in the history.

    USER_ID is Slack's (U…). The desk's posts that hold their words are deleted in Slack, with the token of
    .env. What stands in the fact file (`verified: by`), in git commits and in other messages stays.
    """
    with _ledger(context) as (settings, ledger):
        if not yes:
            click.confirm(f"Remove all that is kept on {user}? This can't be undone.", abort=True, err=True)
        gone = ledger.forget(user)
    counts = asdict(gone) | {"posts": len(gone.posts)}
    if not any(counts.values()):
        click.echo(f"Nothing was kept on {user}.", err=True)
        return
    for name, number in counts.items():
        click.echo(f"{name}: {number}")
    for channel, ts in _still_in_slack(settings, gone.posts):
        click.echo(f"The post {ts} in channel {channel} holds words of theirs: delete it in Slack.", err=True)


def _still_in_slack(settings: Settings, posts: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """Delete the posts; those that could not be, or all of them where there is no token."""
    if not posts or not settings.bot_token:
        return posts
    from bot.slack import api, letting_go  # noqa: PLC0415 - ask must not load Slack

    client = api.web_client(settings.bot_token, settings.api_url)
    return asyncio.run(letting_go.without(client, posts))


@click.command("publish")
@parts.folders
@click.option("--force", is_flag=True, help="Also where facts would be gone.")
@click.option("--why", default="", help="Stands in the history.")
@click.pass_context
def publish_command(
    context: click.Context, facts: Path | None, seeds: Path | None, *, force: bool, why: str
) -> None:
    """Put the folders' fact file into the PostgreSQL database, from where every bot serves it."""
    from bot.editing import exchange  # noqa: PLC0415 - ask must not load SQLAlchemy
    from bot.ledger import Signature  # noqa: PLC0415 - the same

    chosen = parts.chosen(context, facts, seeds)
    file = parts.opened(context, facts, seeds)
    with _ledger(context) as (_, ledger):
        signature = Signature(how="publish", name=getpass.getuser(), why=why)
        changes = exchange.publish(ledger, load.read_files(*chosen), file, signature, force=force)
    if changes is None:
        click.echo("This edition is in force already.", err=True)
        return
    for change in changes:
        for line in change.lines:
            click.echo(f"{change.id}: {line}")
    click.echo(f"Published: {counted(len(file.facts), 'fact')}, edition {file.edition[:12]}.", err=True)


@click.command("pull")
@parts.folders
@click.option("--force", is_flag=True, help="Overwrite changes that were never published.")
@click.pass_context
def pull_command(context: click.Context, facts: Path | None, seeds: Path | None, *, force: bool) -> None:
    """Write the fact file that is in force in the PostgreSQL database into the folders."""
    from bot.editing import exchange  # noqa: PLC0415 - ask must not load SQLAlchemy

    with _ledger(context) as (_, ledger):
        written = exchange.pull(ledger, *parts.chosen(context, facts, seeds), force=force)
    for name in written:
        click.echo(name)
    click.echo("Nothing to write: the folders have it." if not written else "Written.", err=True)


COMMANDS: Final = (history_command, undo_command, forget_command, publish_command, pull_command)
