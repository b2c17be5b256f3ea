"""Settings, read from an environment that is passed in.

`SETTINGS` is the one list of them: `.env.example` and the documentation are tested against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import platformdirs

from bot.errors import ConfigurationError


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its name in the environment, its default as text, what it means."""

    name: str
    default: str
    meaning: str


SETTINGS: Final = (
    Setting("SLACK_BOT_TOKEN", "", "Bot token, xoxb-…: OAuth & Permissions in the Slack app's settings."),
    Setting("SLACK_APP_TOKEN", "", "App-level token, xapp-…, with connections:write: turns on Socket Mode."),
    Setting(
        "SLACK_SIGNING_SECRET", "", "Signing secret: turns on HTTP mode where there is no app-level token."
    ),
    Setting(
        "SLACK_API_URL", "https://slack.com/api/", "Slack's Web API; else an address on this machine only."
    ),
    Setting("FACTS_COMMAND", "/facts", "The slash command, as the Slack app's settings name it."),
    Setting("FACTS_DIR", "facts", "Folder of the fact files and names.yaml."),
    Setting("SEEDS_DIR", "seeds", "Folder of the source records."),
    Setting(
        "DOCUMENTS_DIR", "seeds/texts", "Folder of the documents' full texts, where the desk keeps them."
    ),
    Setting(
        "FACT_DESK_CHANNEL", "", "Id of the channel that reported problems go to, C…; the bot must be in it."
    ),
    Setting(
        "DATABASE_URL",
        "",
        "The ledger: empty for SQLite in your data folder, sqlite:///FILE, or postgresql://… for replicas.",
    ),
    Setting(
        "FACT_EDITORS", "", "Who may edit: ids of people (U…) and user groups (S…), by commas; empty: nobody."
    ),
    Setting("FACT_APPROVALS", "1", "Second editors whom a weighty change needs: 1, or 0 for a desk of one."),
    Setting("FACTS_GIT_COMMIT", "false", "true: each edit from Slack is a local git commit; none is pushed."),
    Setting("SHOWN", "on", "off: no record of who was shown what, and no word when it changes."),
    Setting("NOTIFY_DAYS", "30", "Who was shown a fact within so many days is told when it changes."),
    Setting("KEEP_DAYS", "30", "Days that questions to the fact desk, and decided suggestions, are kept."),
    Setting("HOST", "127.0.0.1", "Address that HTTP mode listens on."),
    Setting(
        "PORT", "3000", "Port that HTTP mode, and the health page of Socket Mode, listen on; 0 for none."
    ),
    Setting("LOG_FORMAT", "text", "text or json."),
    Setting("LOG_LEVEL", "INFO", "DEBUG, INFO, WARNING or ERROR."),
)
_LEVELS: Final = ("DEBUG", "INFO", "WARNING", "ERROR")


@dataclass(frozen=True, slots=True)
class Secret:
    """A token or secret: shown in no repr, log or error."""

    _value: str = field(repr=False)

    def reveal(self) -> str:
        """The secret itself, for the one call that needs it."""
        return self._value

    def __bool__(self) -> bool:
        return bool(self._value)

    def __str__(self) -> str:
        return "Secret(…)" if self._value else "Secret()"


@dataclass(frozen=True, slots=True)
class Folders:
    """Where the data are: all that a command needs which only reads them."""

    facts: Path
    seeds: Path
    documents: Path


@dataclass(frozen=True, slots=True)
class Wrong:
    """A setting that can't be used, and a sentence on what to write; a secret's value is never in it."""

    name: str
    said: str


@dataclass(frozen=True, slots=True)
class Settings:
    """The configuration as values; `mode` is how Slack reaches the bot."""

    bot_token: Secret
    app_token: Secret
    signing_secret: Secret
    api_url: str
    command: str
    facts_dir: Path
    seeds_dir: Path
    documents_dir: Path
    fact_desk_channel: str | None
    database_url: Secret
    fact_editors: tuple[str, ...]
    fact_approvals: int
    facts_git_commit: bool
    shown: bool
    notify_days: int
    keep_days: int
    host: str
    port: int
    log_format: str
    log_level: str

    @property
    def mode(self) -> str | None:
        """“socket”, “http”, or None where tokens are missing."""
        if not self.bot_token:
            return None
        return "socket" if self.app_token else "http" if self.signing_secret else None


def read(environ: Mapping[str, str]) -> Settings:
    """Settings from an environment; raises ConfigurationError that names every wrong one."""
    settings, wrong = examine(environ)
    if wrong:
        raise ConfigurationError("\n".join(each.said for each in wrong))
    return settings


def folders(environ: Mapping[str, str]) -> Folders:
    """The folders alone: whatever else is wrong in the environment does not matter to them."""
    values = _values(environ)
    return Folders(Path(values["FACTS_DIR"]), Path(values["SEEDS_DIR"]), Path(values["DOCUMENTS_DIR"]))


def examine(environ: Mapping[str, str]) -> tuple[Settings, tuple[Wrong, ...]]:
    """Settings to look at, not to run with: the default stands for each wrong one, and what is wrong."""
    values = _values(environ)
    wrong = tuple(each for check in _CHECKS for each in check(values))
    defaults = {each.name: each.default for each in SETTINGS}
    return _settings(values | {each.name: defaults[each.name] for each in wrong}), wrong


def _values(environ: Mapping[str, str]) -> dict[str, str]:
    return {each.name: environ.get(each.name, "").strip() or each.default for each in SETTINGS}


def _settings(values: Mapping[str, str]) -> Settings:
    return Settings(
        bot_token=Secret(values["SLACK_BOT_TOKEN"]),
        app_token=Secret(values["SLACK_APP_TOKEN"]),
        signing_secret=Secret(values["SLACK_SIGNING_SECRET"]),
        api_url=values["SLACK_API_URL"].rstrip("/") + "/",
        command=values["FACTS_COMMAND"],
        facts_dir=Path(values["FACTS_DIR"]),
        seeds_dir=Path(values["SEEDS_DIR"]),
        documents_dir=Path(values["DOCUMENTS_DIR"]),
        fact_desk_channel=values["FACT_DESK_CHANNEL"] or None,
        database_url=Secret(values["DATABASE_URL"]),
        fact_editors=tuple(re.findall(r"[^\s,]+", values["FACT_EDITORS"])),
        fact_approvals=int(values["FACT_APPROVALS"]),
        facts_git_commit=values["FACTS_GIT_COMMIT"].lower() == "true",
        shown=values["SHOWN"].lower() == "on",
        notify_days=int(values["NOTIFY_DAYS"]),
        keep_days=int(values["KEEP_DAYS"]),
        host=values["HOST"],
        port=int(values["PORT"]),
        log_format=values["LOG_FORMAT"],
        log_level=values["LOG_LEVEL"].upper(),
    )


def ledger_url(settings: Settings) -> str:
    """The ledger's address, with its password if it has one: never to be shown."""
    return (
        settings.database_url.reveal() or f"sqlite:///{platformdirs.user_data_path('factdesk') / 'ledger.db'}"
    )


def missing(settings: Settings) -> str | None:
    """What `factdesk run` still needs, in words; None where nothing is missing."""
    if settings.mode:
        return None
    lines = ["Slack's tokens are missing:"]
    if not settings.bot_token:
        lines.append("  SLACK_BOT_TOKEN (xoxb-…) from “OAuth & Permissions”")
    if not settings.app_token:
        lines.append(
            "  SLACK_APP_TOKEN (xapp-…) from “Basic Information”, or SLACK_SIGNING_SECRET for HTTP mode"
        )
    lines.append("Write them to .env (see .env.example and the README's “Connecting to Slack”),")
    lines.append("or try the bot without a workspace: factdesk playground")
    return "\n".join(lines)


def _tokens(values: Mapping[str, str]) -> Iterator[Wrong]:
    """A token in the wrong place is named, never repeated."""
    for name, prefix in (("SLACK_BOT_TOKEN", "xoxb-"), ("SLACK_APP_TOKEN", "xapp-")):
        if values[name] and not values[name].startswith(prefix):
            yield Wrong(
                name, f"{name} does not begin with {prefix}; copy it again from the Slack app's settings."
            )
        if not values[name].isascii() or re.search(r"\s", values[name]):
            yield Wrong(name, f"{name} holds characters that no token has; copy it again.")


def _api(values: Mapping[str, str]) -> Iterator[Wrong]:
    """Tokens go to this address: Slack's own over https, or this machine."""
    local = r"https?://(127\.0\.0\.1|localhost|\[::1\])(:[0-9]{1,5})?(/[\w/-]*)?"
    if not re.fullmatch(rf"https://slack\.com/api/?|{local}", values["SLACK_API_URL"]):
        said = "SLACK_API_URL must be https://slack.com/api/ or an address of this machine."
        yield Wrong("SLACK_API_URL", said)


def _command(values: Mapping[str, str]) -> Iterator[Wrong]:
    if not re.fullmatch(r"/[a-z0-9_-]{1,31}", values["FACTS_COMMAND"]):
        said = "FACTS_COMMAND must be a slash and at most 31 small letters, digits, - or _: /facts"
        yield Wrong("FACTS_COMMAND", said)


def _channel(values: Mapping[str, str]) -> Iterator[Wrong]:
    channel = values["FACT_DESK_CHANNEL"]
    if channel and not re.fullmatch(r"[CG][A-Z0-9]{2,}", channel):
        said = "FACT_DESK_CHANNEL must be a channel's id (C…), at the foot of its “About” tab in Slack."
        yield Wrong("FACT_DESK_CHANNEL", said)


def _database(values: Mapping[str, str]) -> Iterator[Wrong]:
    """The address may hold a password: what is wrong with it is said without repeating it."""
    if values["DATABASE_URL"] and not re.match(
        r"(sqlite|postgres(ql)?(\+psycopg)?)://", values["DATABASE_URL"]
    ):
        said = "DATABASE_URL must begin with sqlite:/// or postgresql://, or be left empty."
        yield Wrong("DATABASE_URL", said)


def _editors(values: Mapping[str, str]) -> Iterator[Wrong]:
    if not re.fullmatch(r"([UWS][A-Z0-9]{2,}[\s,]*)*", values["FACT_EDITORS"]):
        said = (
            "FACT_EDITORS must be ids, with commas between them: of people (U…, “Copy member ID” in their "
            "Slack profile) and of user groups (S…)."
        )
        yield Wrong("FACT_EDITORS", said)


def _one_of(values: Mapping[str, str]) -> Iterator[Wrong]:
    for name, known in _WORDS.items():
        if values[name].lower() not in known:
            yield Wrong(name, f"{name} must be {' or '.join(known)}.")


def _days(values: Mapping[str, str]) -> Iterator[Wrong]:
    for name in ("NOTIFY_DAYS", "KEEP_DAYS"):
        if not re.fullmatch(r"[0-9]{1,4}", values[name]) or int(values[name]) < 1:
            yield Wrong(name, f"{name} must be a number of days, 1 or more.")


def _port(values: Mapping[str, str]) -> Iterator[Wrong]:
    if not re.fullmatch(r"[0-9]{1,5}", values["PORT"]) or int(values["PORT"]) >= 1 << 16:
        yield Wrong("PORT", "PORT must be a number from 0 to 65535.")


def _log(values: Mapping[str, str]) -> Iterator[Wrong]:
    if values["LOG_FORMAT"] not in ("text", "json"):
        yield Wrong("LOG_FORMAT", "LOG_FORMAT must be text or json.")
    if values["LOG_LEVEL"].upper() not in _LEVELS:
        yield Wrong("LOG_LEVEL", f"LOG_LEVEL must be one of {', '.join(_LEVELS)}.")


_WORDS: Final = {"FACT_APPROVALS": ("0", "1"), "FACTS_GIT_COMMIT": ("true", "false"), "SHOWN": ("on", "off")}
_CHECKS: Final = (_tokens, _api, _command, _channel, _database, _editors, _one_of, _days, _port, _log)
