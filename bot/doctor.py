"""What is configured, what is missing or wrong, what to do: `factdesk doctor`."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot import config, validate
from bot.config import Settings, Wrong
from bot.errors import FactdeskError, UserError
from bot.ledger import open_ledger
from bot.slack import api
from bot.text import counted, full_moment

SCOPES: Final = (
    "app_mentions:read channels:read chat:write commands groups:read im:history im:write "
    "usergroups:read users:read"
).split()

# `note` is what the bot can do without; FAILED is what could not be looked at.
Mark = Literal["ok", "note", "MISSING", "WRONG", "FAILED"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: whether what was looked at is good, and what to do where it is not."""

    mark: Mark
    said: str


async def examine(
    settings: Settings, say: Callable[[str], object], *, offline: bool, wrong: tuple[Wrong, ...] = ()
) -> bool:
    """Look at everything, say each line as it is known; returns whether all is good.

    `wrong` are the settings for which the default stands in `settings`: each is said, and nothing is
    concluded from its default.
    """
    sound = True
    for finding in _here(settings, wrong):
        sound &= _tell(finding, say)
    if not offline and settings.bot_token and "SLACK_API_URL" not in _names(wrong):
        for finding in await _at_slack(settings):
            sound &= _tell(finding, say)
    return sound


def _tell(finding: Finding, say: Callable[[str], object]) -> bool:
    say(f"{finding.mark:7}  {finding.said}")
    return finding.mark in ("ok", "note")


def _names(wrong: tuple[Wrong, ...]) -> set[str]:
    return {each.name for each in wrong}


def _here(settings: Settings, wrong: tuple[Wrong, ...]) -> Iterator[Finding]:
    yield _fact_file(settings)
    documents = settings.documents_dir
    if documents.is_dir():
        yield Finding("ok", f"documents in {documents}: factdesk lint proves the quotes against them")
    else:
        yield Finding("ok", f"no documents in {documents}: quotes stay unproven here (see seeds/README.md)")
    for each in wrong:
        yield Finding("WRONG", each.said)
    yield from _secrets(settings, _names(wrong))
    desk = settings.fact_desk_channel
    unset = (
        "FACT_DESK_CHANNEL is not set: “Report a problem” has nowhere to go; write the channel's id to .env"
    )
    if "FACT_DESK_CHANNEL" not in _names(wrong):
        yield Finding("ok", f"FACT_DESK_CHANNEL {desk}") if desk else Finding("note", unset)
    yield from _editing(settings, _names(wrong))


def _editing(settings: Settings, wrong: set[str]) -> Iterator[Finding]:
    if "FACT_EDITORS" not in wrong and not settings.fact_editors:
        yield Finding("note", "FACT_EDITORS is not set: nobody edits from Slack; write ids (U…, S…) to .env")
    elif settings.fact_editors:
        second = "a second editor approves" if settings.fact_approvals else "no second editor is asked"
        yield Finding("ok", f"FACT_EDITORS names {counted(len(settings.fact_editors), 'id')}; {second}")
        if not os.access(settings.facts_dir, os.W_OK):
            yield Finding("WRONG", f"{settings.facts_dir} can't be written: edits from Slack will be refused")
    if not settings.shown:
        yield Finding(
            "note", "SHOWN is off: who was shown what is not kept, so nobody can be told when a fact changes"
        )
    if settings.facts_git_commit and shutil.which("git") is None:
        yield Finding(
            "WRONG", "FACTS_GIT_COMMIT is true and git is not installed: install it, or write false"
        )
    if "DATABASE_URL" not in wrong:
        yield _ledger(settings)


def _ledger(settings: Settings) -> Finding:
    """A ledger that is there is opened, and brought up to date, as the bot does when it starts."""
    url = config.ledger_url(settings)
    file = url.removeprefix("sqlite:///")
    if file != url and not Path(file).exists():
        return Finding("ok", "ledger: none yet; the bot makes it when it starts")
    try:
        ledger = open_ledger(url, lambda: dt.datetime.now(dt.UTC))
    except UserError as error:
        return Finding("WRONG", str(error))
    since = ledger.revisions.serving()
    ledger.close()
    of = "PostgreSQL, the master of the fact file" if ledger.is_shared else "SQLite"
    served = f"; the newest edition is served since {full_moment(since.at)}" if since else "; it is empty"
    return Finding("ok", f"ledger: {of}{served}")


def _secrets(settings: Settings, wrong: set[str]) -> Iterator[Finding]:
    way_in = settings.app_token or settings.signing_secret
    for secret, name, said, what in (
        (
            settings.bot_token,
            "SLACK_BOT_TOKEN",
            "SLACK_BOT_TOKEN",
            "copy it from “OAuth & Permissions” to .env",
        ),
        (way_in, "SLACK_APP_TOKEN", "SLACK_APP_TOKEN or SLACK_SIGNING_SECRET", "copy one to .env"),
    ):
        if secret:
            yield Finding("ok", said)
        elif name not in wrong:
            yield Finding("MISSING", f"{said}: {what}; until then: make run opens the playground")
    if settings.app_token and settings.signing_secret:
        yield Finding("ok", "both SLACK_APP_TOKEN and SLACK_SIGNING_SECRET are set: Socket Mode is used")


def _fact_file(settings: Settings) -> Finding:
    try:
        file = validate.open_fact_file(settings.facts_dir, settings.seeds_dir)
    except UserError as error:
        return Finding("WRONG", f"the fact file can't be served:\n{error}")
    return Finding(
        "ok",
        f"{counted(len(file.facts), 'fact')} from {counted(len(file.sources), 'source')}, "
        f"edition {file.edition[:12]}",
    )


async def _at_slack(settings: Settings) -> list[Finding]:
    client = api.web_client(settings.bot_token, settings.api_url)
    try:
        answer = await client.auth_test()
    except (SlackClientError, *api.FAILURES) as error:
        todo = "copy it again from “OAuth & Permissions” to .env; if it is that one, reinstall the app"
        return [_failed(error, "the bot token", todo, settings.api_url)]
    found = [Finding("ok", f"the bot token is good for {answer.get('team')} ({answer.get('url')})")]
    headers = {key.lower(): value for key, value in answer.headers.items()}
    granted = {each.strip() for each in headers.get("x-oauth-scopes", "").split(",")}
    if lacking := [scope for scope in SCOPES if scope not in granted]:
        said = f"scopes lack {', '.join(lacking)}: paste manifest.yaml anew and reinstall the app"
        found.append(Finding("MISSING", said))
    else:
        found.append(Finding("ok", "scopes"))
    if settings.app_token:
        found.append(await _app_token(client, settings))
    if settings.fact_desk_channel:
        found.append(await _desk_channel(client, settings.fact_desk_channel))
    return found


def _failed(error: BaseException, token: str, todo: str, api_url: str) -> Finding:
    """A token refused, an error of Slack's own, or no answer of Slack's at all: each wants something else."""
    code = api.code(error)
    if code in api.BAD_TOKEN:
        return Finding("WRONG", f"Slack refuses {token} ({code}): {todo}")
    if isinstance(error, SlackApiError):
        # An answer without Slack's own code: a 503 of Slack's, or of a proxy's.
        code = f"HTTP {error.response.status_code}" if code == type(error).__name__ else code
        return Finding("FAILED", f"Slack can't say now whether {token} is good ({code}): try again later")
    return Finding(
        "FAILED",
        f"Slack is not reached at {api_url} ({code}): check the network, any proxy, and SLACK_API_URL",
    )


async def _app_token(client: AsyncWebClient, settings: Settings) -> Finding:
    try:
        await client.apps_connections_open(app_token=settings.app_token.reveal())
    except (SlackClientError, *api.FAILURES) as error:
        todo = "make one with connections:write under “Basic Information”, and copy it to .env"
        return _failed(error, "the app-level token", todo, settings.api_url)
    return Finding("ok", "the app-level token is good")


async def _desk_channel(client: AsyncWebClient, channel: str) -> Finding:
    try:
        record = await api.channel(client, channel)
    except FactdeskError as error:
        return Finding("FAILED", f"Slack does not tell of the fact desk's channel ({error}): try again later")
    if record.get("is_member") is True:
        return Finding("ok", "the bot is in the fact desk's channel")
    return Finding("MISSING", "the bot is not in the fact desk's channel: invite it")
