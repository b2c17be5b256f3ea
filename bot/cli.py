"""The command `factdesk`: data on stdout, messages to people on stderr.

Exit codes: 0 fine (no answer found too), 1 problems found (`check`, `lint`, `doctor`), 2 wrong use or
configuration. What only some commands need is imported in them: `ask` loads no Slack.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import click
import dotenv
from rapidfuzz import fuzz, process

from bot import __version__, config, exports, ledger_commands, lint, load, render, schema, search
from bot import cli_parts as parts
from bot.answer import MAX_QUESTION, answer, ask, choices
from bot.check_command import check_command
from bot.diff_command import diff_command
from bot.errors import ConfigurationError, NotFoundError, Problem, UserError
from bot.file_commands import new_command
from bot.model import FactFile
from bot.text import cut, normalise

_LIKE = 70  # rapidfuzz ratio from which a name on file is offered as “did you mean”


def main() -> None:
    """Run the command; the one place where an error becomes a message and an exit code."""
    try:
        with cli.make_context("factdesk", sys.argv[1:]) as context:
            cli.invoke(context)
        sys.stdout.flush()
        code = 0
    except click.exceptions.Exit as end:
        code = end.exit_code
    except UserError as error:
        click.echo(f"factdesk: {error}", err=True)
        code = 2
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        code = 130
    except BrokenPipeError:
        # The reader (head, less) has gone; what it wanted it has.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    sys.exit(code)


def environment() -> dict[str, str]:
    """The process's environment over the `.env` of the folder that the command runs in."""
    try:
        stored = dotenv.dotenv_values(".env", interpolate=False)
    except UnicodeDecodeError as error:
        raise ConfigurationError(".env is not UTF-8; save it as UTF-8.") from error
    return {**{key: value or "" for key, value in stored.items()}, **os.environ}


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="factdesk")
@click.pass_context
def cli(context: click.Context) -> None:
    """A newsroom's curated fact file: ask it here, or in Slack."""
    # What of it is read, and may be wrong, is each command's affair.
    context.obj = environment()


@cli.command("ask")
@click.argument("text", nargs=-1)
@parts.as_json
@parts.batch
@parts.folders
@click.pass_context
def ask_command(
    context: click.Context,
    text: tuple[str, ...],
    batch: BinaryIO | None,
    facts: Path | None,
    seeds: Path | None,
    *,
    as_json: bool,
) -> None:
    """Ask for a fact, in a keyword or in your own words."""
    if (batch is None) == (not text):
        raise click.UsageError("Ask something (factdesk ask casualties), or give --batch FILE.jsonl.")
    file = parts.opened(context, facts, seeds)
    index, today = search.fact_index(file), parts.today()
    if batch is not None:
        for _, question in parts.texts(batch):
            parts.line(exports.reply(ask(question, file, index, today)))
        return
    reply = ask(" ".join(text), file, index, today)
    if as_json:
        parts.line(exports.reply(reply))
    elif reply.answer:
        parts.show(render.card(reply.answer, reply.matches[0].why).blocks)
    elif reply.status == "unsure":
        click.echo("Not sure which fact you mean. Try “factdesk show” with one of these ids:", err=True)
        for match in choices(reply.matches):
            claim = " ".join(file.facts[match.id].claim.split())
            click.echo(cut(f"  {match.id:24} {claim}", parts.WIDTH))
    else:
        click.echo("Nothing on file for that. “factdesk list” shows what is.", err=True)
    if reply.gap and not as_json:
        click.echo(render.known_gap(reply.gap), err=True)


@cli.command("list")
@click.argument("topic", required=False)
@parts.as_json
@parts.folders
@click.pass_context
def list_command(
    context: click.Context, topic: str | None, facts: Path | None, seeds: Path | None, *, as_json: bool
) -> None:
    """List the facts on file, all of them or those of one TOPIC."""
    file = parts.opened(context, facts, seeds)
    known = _topic(file, topic) if topic else None
    if as_json:
        parts.line(exports.facts(file, known))
        return
    for each in file.topics.values():
        if known in (None, each.topic):
            click.secho(f"{each.topic} ({len(each.facts)})", bold=True)
            for key, fact in each.facts.items():
                click.echo(f"  {key:24} {'(withdrawn) ' if fact.status == 'withdrawn' else ''}{fact.claim}")


def _topic(file: FactFile, wanted: str) -> str:
    for topic in file.topics.values():
        if normalise(topic.topic) == normalise(wanted):
            return topic.topic
    near = _near(wanted, (topic.topic for topic in file.topics.values()))
    raise NotFoundError(f"There is no topic “{wanted}”.{near} “factdesk list” shows the topics.")


def _near(wanted: str, known: Iterable[str]) -> str:
    """The name on file that may have been meant, as a question; empty where none is like it."""
    found = process.extractOne(
        wanted[:MAX_QUESTION], tuple(known), scorer=fuzz.ratio, processor=normalise, score_cutoff=_LIKE
    )
    return f" Did you mean “{found[0]}”?" if found else ""


@cli.command("show")
@click.argument("key", metavar="ID")
@parts.as_json
@parts.folders
@click.pass_context
def show_command(
    context: click.Context, key: str, facts: Path | None, seeds: Path | None, *, as_json: bool
) -> None:
    """Show one fact whole: the claim, what to paste, the chain, the differences, the cautions."""
    file = parts.opened(context, facts, seeds)
    if key not in file.facts:
        near = _near(key, file.facts)
        raise NotFoundError(f"There is no fact “{key}” on file.{near} “factdesk list” shows the ids.")
    made = answer(key, file, parts.today())
    if as_json:
        parts.line(exports.answer(made))
        return
    # The printed words stand in the second part, under their full credit; the claim in the first.
    parts.show(render.card(replace(made, sources=())).blocks)
    click.echo()
    parts.show(render.more(made).blocks[1:])


@cli.command("sources")
@parts.as_json
@parts.folders
@click.pass_context
def sources_command(context: click.Context, facts: Path | None, seeds: Path | None, *, as_json: bool) -> None:
    """List the documents that the facts rest on."""
    file = parts.opened(context, facts, seeds)
    if as_json:
        parts.line(exports.sources(file))
    else:
        parts.show(render.sources(file).blocks)


@cli.command("lint")
@click.option(
    "--documents",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of the full texts, SOURCE-ID.txt.",
)
@parts.as_json
@parts.folders
@click.pass_context
def lint_command(
    context: click.Context, documents: Path | None, facts: Path | None, seeds: Path | None, *, as_json: bool
) -> None:
    """Check the fact file, and prove every quote against its document. Exit 1 where something is wrong."""
    chosen = parts.chosen(context, facts, seeds)
    documents = documents or config.folders(context.obj).documents
    loaded = load.parse(load.read_files(*chosen))
    report = lint.lint(loaded, _documents(documents, loaded.fact_file))
    report = replace(report, problems=load.located(report.problems, *chosen))
    if as_json:
        parts.line(exports.report(report))
    else:
        for problem in report.problems:
            click.echo(str(problem))
        click.echo(report.summary, err=True)
        for source in report.undocumented:
            click.echo(f"no readable document of {source}: looked for {documents / source}.txt", err=True)
    context.exit(1 if _errors(report.problems) else 0)


def _errors(problems: tuple[Problem, ...]) -> bool:
    return any(problem.severity == "error" for problem in problems)


def _documents(folder: Path, file: FactFile) -> Mapping[str, bytes]:
    paths = {key: folder / f"{key}.txt" for key in file.sources}
    return {key: path.read_bytes() for key, path in paths.items() if path.is_file()}


@cli.command("schema")
@click.option("--table", is_flag=True, help="The field table of facts/README.md instead of JSON Schema.")
@click.option("--kind", type=click.Choice([*schema.FACT_KINDS, "source"]), help="Of one kind of file only.")
@click.option(
    "--write", is_flag=True, help="Write a schema a kind beside the files, where their first line points."
)
@parts.folders
@click.pass_context
def schema_command(
    context: click.Context,
    kind: schema.Kind | None,
    facts: Path | None,
    seeds: Path | None,
    *,
    table: bool,
    write: bool,
) -> None:
    """Print the JSON Schema of the YAML files, for completion in text editors; or write it beside them."""
    if write:
        _write_schemas(*parts.chosen(context, facts, seeds))
    elif table:
        click.echo(schema.field_table())
    else:
        click.echo(_json(schema.kind_schema(kind) if kind else schema.json_schema()))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _write_schemas(facts: Path, seeds: Path) -> None:
    kinds: tuple[tuple[Path, schema.Kind], ...] = (
        *((facts, each) for each in schema.FACT_KINDS),
        (seeds, "source"),
    )
    for folder, kind in kinds:
        path = folder / schema.FOLDER / f"{kind}.json"
        try:
            path.parent.mkdir(exist_ok=True)
            path.write_text(f"{_json(schema.kind_schema(kind))}\n", encoding="utf-8")
        except OSError as error:
            raise ConfigurationError(f"{path} can't be written ({error.strerror}).") from error
        click.echo(str(path))
    click.echo(f"The first line of each file points there: {schema.schema_line('topic')}", err=True)


@cli.command("doctor")
@click.option("--offline", is_flag=True, help="Leave Slack out.")
@click.pass_context
def doctor_command(context: click.Context, *, offline: bool) -> None:
    """Say what is configured, what is missing, and what to do. Exit 1 where something is."""
    from bot import doctor  # noqa: PLC0415 - ask must not load Slack

    settings, wrong = config.examine(context.obj)
    sound = asyncio.run(doctor.examine(settings, click.echo, offline=offline, wrong=wrong))
    context.exit(0 if sound else 1)


@cli.command("run")
@click.option("--or-playground", is_flag=True, help="Without tokens, start the playground instead.")
@click.pass_context
def run_command(context: click.Context, *, or_playground: bool) -> None:
    """Connect to Slack and answer, until stopped."""
    from bot.slack import service  # noqa: PLC0415 - ask must not load Slack

    settings = config.read(context.obj)
    if or_playground and (lacking := config.missing(settings)):
        click.echo(
            f"{lacking}\n\nStarting the playground, as there is nothing to connect with yet.\n", err=True
        )
        context.invoke(playground_command)
    context.exit(asyncio.run(service.run(settings)))


@cli.command("playground")
@click.option(
    "--as",
    "user",
    default="reporter",
    show_default=True,
    help="Who you are: reporter, editor, chief, guest, stranger.",
)
@parts.folders
@click.pass_context
def playground_command(context: click.Context, user: str, facts: Path | None, seeds: Path | None) -> None:
    """Try the bot in this terminal, with a stand-in for Slack; the fact file is only read."""
    from bot.playground import prompt  # noqa: PLC0415 - ask must not load Slack

    settings = config.read(context.obj)
    facts, seeds = facts or settings.facts_dir, seeds or settings.seeds_dir
    context.exit(prompt.run(settings, facts, seeds, user))


cli.add_command(check_command)
cli.add_command(diff_command)
cli.add_command(new_command)
for each in ledger_commands.COMMANDS:
    cli.add_command(each)
