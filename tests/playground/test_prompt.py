"""The playground as a person starts it: a process, lines typed into it, and what it prints."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import IO

import pytest

from bot.playground import screen
from bot.playground.server import SlackStandIn

ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder as a person has it, with facts and seeds of its own."""
    for name in ("facts", "seeds"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("texts"))
    return tmp_path


def started(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    """The process, with nothing typed yet."""
    kept = {
        name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "SYSTEMROOT")
    }
    return subprocess.Popen(
        [sys.executable, "-W", "default::ResourceWarning", "-m", "bot", "playground", *arguments],
        cwd=folder,
        env={**kept, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "COLUMNS": "100"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def play(folder: Path, *lines: str, arguments: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    """Type these lines, then Ctrl-D."""
    with started(folder, *arguments) as process:
        try:
            out, err = process.communicate("".join(f"{line}\n" for line in lines), timeout=60)
        finally:
            process.kill()
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def until_prompt(stream: IO[str]) -> str:
    """What is printed up to the first prompt, and with it."""
    text = ""
    while not text.endswith("> ") and (char := stream.read(1)):
        text += char
    return text


def in_order(text: str, *parts: str) -> bool:
    """Do these stand in the text, one after the other?"""
    place = 0
    for part in parts:
        if (found := text.find(part, place)) < 0:
            return False
        place = found + len(part)
    return True


def digest(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_question_prints_the_card_and_a_button_is_pressed_by_its_number(folder: Path) -> None:
    before = digest(folder)
    done = play(folder, "/facts casualties", "2", "1")
    assert (done.returncode, done.stderr) == (0, "")
    assert in_order(
        done.stdout,
        "You are reporter in #newsroom",
        "Only visible to you",
        "over 300 dead and approximately 2,700 injured",
        "https://koreajoongangdaily.joins.com/",
        "#:~:text=",
        "To paste, with credit:",
        "[1] Share here  [2] More  [3] Report a problem",
        "Where it comes from",
        "Visible to everyone here",
        "Shared from the fact file by @reporter",
        "(your private copy is gone)",
    )
    assert digest(folder) == before


def test_a_mention_a_direct_message_and_another_channel_are_answered_there(folder: Path) -> None:
    done = play(
        folder, "@factdesk casualties", "dm what pay were they promised", "#politics", "/facts pay", "1"
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert in_order(
        done.stdout,
        "Only visible to you",
        "In your direct conversation",
        "#politics> ",
        "Only visible to you",
        "invite @factdesk to share here",
    )
    assert "Visible to everyone here" not in done.stdout


def test_a_mention_where_the_bot_is_not_is_told_as_slack_would(folder: Path) -> None:
    done = play(folder, "#politics", "@factdesk casualties")
    assert (done.returncode, done.stderr) == (0, "")
    said = "@factdesk is not in #politics: Slack would offer to invite it; /facts works here all the same"
    assert said in done.stdout


def test_buttons_that_were_replaced_can_t_be_pressed_any_more(folder: Path) -> None:
    done = play(folder, "/facts soldiers", "4", "2")
    assert (done.returncode, done.stderr) == (0, "")
    assert in_order(done.stdout, "[4] None of these", "[1] Ask the fact desk", "no button 2")


def test_nobody_gets_into_a_channel_that_they_do_not_see(folder: Path) -> None:
    done = play(folder, "#fact-desk")
    assert (done.returncode, done.stderr) == (0, "")
    assert "reporter isn't in fact-desk" in done.stdout
    assert "#fact-desk> " not in done.stdout
    assert "#fact-desk> " in play(folder, "#fact-desk", arguments=("--as", "editor")).stdout


def test_the_desk_reads_who_reports_a_problem_by_name(folder: Path) -> None:
    done = play(folder, "#fact-desk", "/facts casualties", "3", arguments=("--as", "editor"))
    assert (done.returncode, done.stderr) == (0, "")
    assert "@editor reports a problem with " in done.stdout


def test_what_slack_would_not_offer_is_said_and_the_session_goes_on(folder: Path) -> None:
    done = play(
        folder,
        "1",
        "hello",
        "",
        "#nowhere",
        "/facts help",
        "/facts casualties",
        "9",
        "0",
        "00",
        "/facts sources",
        "#",
        "/other casualties",
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert in_order(
        done.stdout,
        "There is no message with buttons to press.",
        "Not for the bot.",
        "no channel called #nowhere",
        "Only visible to you",
        "[1] Share here",
        "no button 9",
        "no button 0",
        "no button 0",
        "Korea JoongAng Daily",
        "Not for the bot.",
    )
    assert "Traceback" not in done.stdout


def test_nothing_typed_ends_at_once_with_0(folder: Path) -> None:
    done = play(folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Ctrl-D" in done.stdout


async def test_where_the_bot_stays_quiet_nothing_is_new() -> None:
    async with SlackStandIn() as slack:
        assert await screen.next_news(slack, "reporter", ["newsroom"], within=0.01) is None


def test_an_interrupt_at_the_prompt_ends_at_once_with_130(folder: Path) -> None:
    with started(folder) as process:
        assert process.stdin
        assert process.stdout
        typed = until_prompt(process.stdout)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert "You are reporter" in typed
    assert (process.returncode, out.strip(), err) == (130, "", "")


def test_a_stranger_begins_where_they_are_and_is_refused_as_in_slack(folder: Path) -> None:
    done = play(folder, "/facts casualties", arguments=("--as", "stranger"))
    assert done.returncode == 0
    assert "You are stranger in #shared-ext" in done.stdout
    assert "does not answer" in done.stdout
    assert "2,700" not in done.stdout


def test_somebody_who_is_not_there_is_a_wrong_use(folder: Path) -> None:
    done = play(folder, arguments=("--as", "nobody"))
    assert (done.returncode, done.stdout) == (2, "")
    assert re.search("There is no nobody in the playground", done.stderr)


def test_a_folder_without_facts_is_told_and_nothing_starts(tmp_path: Path) -> None:
    done = play(tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "There is no folder facts" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_fact_file_that_can_t_be_served_is_told_with_its_line(folder: Path) -> None:
    (folder / "facts" / "cut.yaml").write_text("topic: Cut short\nfacts:\n", encoding="utf-8")
    done = play(folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert "facts/cut.yaml:" in done.stderr


def test_markup_in_a_question_comes_out_as_text(folder: Path) -> None:
    done = play(folder, "/facts [bold]xyzzy[/bold] <!channel>")
    assert done.returncode == 0
    assert "[bold]xyzzy[/bold] <!channel>" in done.stdout


WRONG = "Cho Tae-yul is the head of South Korea's National Intelligence Service."


def test_a_draft_is_checked_by_the_command_and_by_a_message_s_shortcut(folder: Path) -> None:
    done = play(folder, f"/facts check {WRONG}", "#politics", f"check-message {WRONG}", "check-message")
    assert (done.returncode, done.stderr) == (0, "")
    assert in_order(
        done.stdout,
        "Only visible to you",
        "in 1 sentence.",
        "nis-chief",
        "neither logged nor stored",
        "#politics> ┌─ Check a draft ──",
        "in 1 sentence.",
        "nis-chief",
        "└─ [1] Close",
        "Write the message behind it",
    )


def test_the_form_takes_a_draft_and_keeps_it_and_a_refused_one_changes_nothing(folder: Path) -> None:
    done = play(folder, "check-draft", "x" * 3_001, ".", WRONG, ".", "2", "3", "/facts pay")
    assert (done.returncode, done.stderr) == (0, "")
    assert in_order(
        done.stdout,
        "┌─ Check a draft ──",
        "[1] Your draft",
        "At most 3,000 characters.",
        "└─ [2] Check  [3] Close",
        "“Your draft” takes at most 3,000 characters",
        "Your draft (. alone ends it)> ",
        f"    {WRONG}",
        "window> ┌─ Check a draft ──",
        "nis-chief",
        "└─ [1] Back",
        "[1] Your draft",
        f"    {WRONG}",
        "window> #newsroom> ",
        "To paste, with credit:",
    )


def test_the_input_s_end_closes_the_form_and_then_the_playground(folder: Path) -> None:
    done = play(folder, "check-draft")
    assert (done.returncode, done.stderr) == (0, "")
    assert in_order(done.stdout, "Your draft (. alone ends it)> ", "#newsroom> ")


def test_a_stranger_is_refused_in_a_window(folder: Path) -> None:
    done = play(folder, "check-draft", f"check-message {WRONG}", arguments=("--as", "stranger"))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("answers people of its own workspace only") == 2
    assert "ends it)> " not in done.stdout
