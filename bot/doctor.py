"""What is configured, what is missing, what to do: `factdesk doctor`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot import validate
from bot.config import Settings
from bot.errors import FactdeskError, UserError
from bot.slack import api
from bot.text import counted

SCOPES: Final = "app_mentions:read channels:read chat:write commands groups:read im:history im:write".split()


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: what was looked at, whether it is good, and what to do where it is not.

    `optional` marks what the bot can do without: it is said, and counts as no fault.
    """

    good: bool
    said: str
    optional: bool = False


async def examine(settings: Settings, say: Callable[[str], object], *, offline: bool) -> bool:
    """Look at everything, say each line as it is known; returns whether all is good."""
    sound = True
    for finding in _here(settings):
        sound &= _tell(finding, say)
    if not offline and settings.bot_token:
        for finding in await _at_slack(settings):
            sound &= _tell(finding, say)
    return sound


def _tell(finding: Finding, say: Callable[[str], object]) -> bool:
    mark = "ok" if finding.good else "note" if finding.optional else "MISSING"
    say(f"{mark:7}  {finding.said}")
    return finding.good or finding.optional


def _here(settings: Settings) -> Iterator[Finding]:
    yield _fact_file(settings)
    documents = settings.documents_dir
    if documents.is_dir():
        yield Finding(
            good=True, said=f"documents in {documents}: factdesk lint proves the quotes against them"
        )
    else:
        yield Finding(
            good=True, said=f"no documents in {documents}: quotes stay unproven here (see seeds/README.md)"
        )
    for secret, name, what in (
        (settings.bot_token, "SLACK_BOT_TOKEN", "copy it from “OAuth & Permissions” to .env"),
        (
            settings.app_token or settings.signing_secret,
            "SLACK_APP_TOKEN or SLACK_SIGNING_SECRET",
            "copy one to .env",
        ),
    ):
        yield Finding(
            good=bool(secret),
            said=f"{name}" + ("" if secret else f": {what}; until then: make run opens the playground"),
        )
    if settings.app_token and settings.signing_secret:
        yield Finding(
            good=True, said="both SLACK_APP_TOKEN and SLACK_SIGNING_SECRET are set: Socket Mode is used"
        )
    desk = settings.fact_desk_channel
    unset = (
        "FACT_DESK_CHANNEL is not set: “Report a problem” has nowhere to go; write the channel's id to .env"
    )
    yield Finding(good=desk is not None, said=f"FACT_DESK_CHANNEL {desk}" if desk else unset, optional=True)


def _fact_file(settings: Settings) -> Finding:
    try:
        file = validate.open_fact_file(settings.facts_dir, settings.seeds_dir)
    except UserError as error:
        return Finding(good=False, said=f"the fact file can't be served:\n{error}")
    return Finding(
        good=True,
        said=f"{counted(len(file.facts), 'fact')} from {counted(len(file.sources), 'source')}, "
        f"edition {file.edition[:12]}",
    )


async def _at_slack(settings: Settings) -> list[Finding]:
    client = api.web_client(settings.bot_token, settings.api_url)
    try:
        answer = await client.auth_test()
    except (SlackClientError, *api.FAILURES) as error:
        return [
            Finding(good=False, said=f"Slack refuses the bot token, or can't be reached ({api.code(error)})")
        ]
    found = [Finding(good=True, said=f"the bot token is good for {answer.get('team')} ({answer.get('url')})")]
    headers = {key.lower(): value for key, value in answer.headers.items()}
    granted = {each.strip() for each in headers.get("x-oauth-scopes", "").split(",")}
    lacking = [scope for scope in SCOPES if scope not in granted]
    said = f"scopes lack {', '.join(lacking)}: paste manifest.yaml anew and reinstall the app"
    found.append(Finding(good=not lacking, said=said if lacking else "scopes"))
    if settings.app_token:
        found.append(await _app_token(client, settings))
    if settings.fact_desk_channel:
        found.append(await _desk_channel(client, settings.fact_desk_channel))
    return found


async def _app_token(client: AsyncWebClient, settings: Settings) -> Finding:
    try:
        await client.apps_connections_open(app_token=settings.app_token.reveal())
    except (SlackClientError, *api.FAILURES) as error:
        said = f"Slack refuses the app-level token ({api.code(error)}): make one with connections:write"
        return Finding(good=False, said=said)
    return Finding(good=True, said="the app-level token is good")


async def _desk_channel(client: AsyncWebClient, channel: str) -> Finding:
    try:
        record = await api.channel(client, channel)
    except FactdeskError as error:
        return Finding(
            good=False, said=f"Slack does not tell of the fact desk's channel ({error}); try again"
        )
    member = record.get("is_member") is True
    said = (
        "the bot is in the fact desk's channel"
        if member
        else "the bot is not in the fact desk's channel: invite it"
    )
    return Finding(good=member, said=said)
