"""`python -m bot run` as a process of its own: signals, exit codes, and what it says of a wrong setting."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.playground.server import SlackStandIn
from tests.slack.bots import ROOT, is_card, posted


async def bot_process(
    environ: Mapping[str, str], folder: Path, *arguments: str
) -> asyncio.subprocess.Process:
    """`python -m bot` with this environment and no other, in an empty folder, on a copy of the facts."""
    kept = {
        name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "SYSTEMROOT")
    }
    for name in ("facts", "seeds"):
        shutil.copytree(ROOT / name, folder / name, dirs_exist_ok=True)
    folders = {"DATABASE_URL": f"sqlite:///{folder / 'ledger.db'}", "PYTHONPATH": str(ROOT)}
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *(arguments or ("run",)),
        cwd=folder,
        env={**kept, **folders, **environ},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


def environment_for(slack: SlackStandIn, **changes: str) -> dict[str, str]:
    return {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_API_URL": slack.api_url,
        "FACT_DESK_CHANNEL": "C0FACTDESK",
        "PORT": "0",
        **changes,
    }


async def ended(process: asyncio.subprocess.Process, within: float = 20) -> tuple[int | None, str, str]:
    out, err = await asyncio.wait_for(process.communicate(), within)
    return process.returncode, out.decode(), err.decode()


@pytest.mark.parametrize("signal_", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_lets_the_answers_under_way_arrive_and_ends_with_0(
    slack: SlackStandIn, tmp_path: Path, signal_: signal.Signals
) -> None:
    process = await bot_process(environment_for(slack), tmp_path)
    await slack.wait_connected(within=20)
    outcome = await slack.command("reporter", "newsroom", "/facts", "casualties")
    assert outcome.message is not None
    slack.faults.slow("conversations.info", 0.5)
    slack.faults.slow("chat.postEphemeral", 0.5)
    await slack.press("reporter", outcome.message, "share")
    await slack.mention("editor", "newsroom", "pay")
    process.send_signal(signal_)
    code, out, err = await ended(process)
    assert (code, out) == (0, "")
    assert "Traceback" not in err
    seen = slack.visible("editor", "newsroom")
    assert [message for message in seen if is_card(message, "pay") and message.owner == "U0EDITOR"]
    assert [message for message in seen if is_card(message, "casualties") and message.owner is None]
    assert outcome.message not in slack.visible("reporter", "newsroom")


async def test_a_signal_before_the_socket_is_open_ends_with_0(slack: SlackStandIn, tmp_path: Path) -> None:
    slack.faults.refuse("apps.connections.open", "fatal_error", times=100)
    process = await bot_process(environment_for(slack), tmp_path)
    await slack.requested("apps.connections.open", within=20)
    process.send_signal(signal.SIGTERM)
    code, _, err = await ended(process)
    assert code == 0
    assert "Traceback" not in err


WRONG = {
    "a wrong bot token": ({"SLACK_BOT_TOKEN": "xoxb-canary"}, "Slack refuses SLACK_BOT_TOKEN"),
    "no tokens": ({"SLACK_BOT_TOKEN": "", "SLACK_APP_TOKEN": ""}, "Slack's tokens are missing"),
    "no second token": ({"SLACK_APP_TOKEN": ""}, "SLACK_APP_TOKEN (xapp-…)"),
    "tokens in each other's place": ({"SLACK_BOT_TOKEN": "xapp-canary"}, "does not begin with xoxb-"),
    "an address elsewhere": ({"SLACK_API_URL": "https://evil.test/api/"}, "SLACK_API_URL must be"),
    "no facts": ({"FACTS_DIR": "nowhere"}, "set FACTS_DIR"),
}


@pytest.mark.parametrize(("changes", "said"), WRONG.values(), ids=WRONG.keys())
async def test_what_is_wrong_is_said_in_words_with_exit_code_2(
    slack: SlackStandIn, tmp_path: Path, changes: dict[str, str], said: str
) -> None:
    code, out, err = await ended(await bot_process(environment_for(slack, **changes), tmp_path))
    assert (code, out) == (2, "")
    assert said in err
    assert "Traceback" not in err
    assert "canary" not in err
    assert not posted(slack)
