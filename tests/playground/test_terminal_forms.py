"""The playground's terminal in front of the tiny app: homes, windows, menus, several people."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bot import terminal
from bot.playground.elements import parts
from tests.playground.desk_app import EVERYTHING
from tests.playground.test_prompt import in_order

ROOT = Path(__file__).parents[2]


def shown(*lines: str, user: str = "editor") -> str:
    """What is printed while these lines are typed; then the input ends."""
    done = subprocess.run(
        [sys.executable, "-W", "default::ResourceWarning", "-m", "tests.playground.terminal_app", user],
        input="".join(f"{line}\n" for line in lines),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
        cwd=ROOT,
        env={"PYTHONIOENCODING": "utf-8", "COLUMNS": "100", "PATH": ""},
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_a_form_of_every_kind_of_field_is_filled_in_field_by_field() -> None:
    out = shown(
        *("/facts edit", ""),
        *("A claim", "of two lines", "."),
        "a note",
        "2",
        "",
        *("reu", "1"),
        *("y", "1 2", ""),
        "1, 3",
        "2025-01-14",
        "2 3",
        "3",
        "pay",
        "22",
        "/facts edit",
    )
    assert in_order(
        out,
        "window> Claim (. alone ends it)> … … Note> ",
        "1  Red",
        "Status (number)> ",
        "Grouped (number)> ",
        "Source (letters)> ",
        "1  Reuters",
        "Source (number, or letters)> ",
        "1  Yonhap",
        "2  Yna",
        "Tags (numbers)> ",
        "Day (as 2025-01-31)> ",
        "Boxes (numbers)> ",
        "One (number)> ",
        "Search> ",
        "[1] Claim\n    A claim\n    of two lines\n",
        "[2] Note (optional)\n    a note\n",
        "[3] Status\n    Green\n",
        "[4] Grouped (optional)\n[5]",
        "    Reuters\n",
        "    Yonhap, Yna\n",
        "    Red, Blue\n",
        "    2025-01-14\n",
        "☐ Red\n    ☑ Green\n    ☑ Blue\n",
        "☐ Red\n    ☐ Green\n    ☑ Blue\n",
        "    pay\n",
        "window> (nothing new to see)\n#newsroom> ┌─ Edit",
    )


def test_enter_keeps_and_a_dash_empties_one_field_at_a_time() -> None:
    out = shown("/facts edit", "2", "a note", "2", "", "2", "-", "8", "", "9", "-", "close", "hello")
    assert in_order(
        out,
        "window> Note> ",
        "(optional)\n    a note\n",
        "window> Note> ",
        "(optional)\n    a note\n",
        "window> Note> ",
        "[2] Note (optional)\n[3]",
        "    2025-01-13\n",
        "☐ Red\n    ☐ Green\n    ☐ Blue\n[10]",
        "window> #newsroom> Not for the bot.",
    )


def test_what_can_not_stand_in_a_field_is_said() -> None:
    out = shown("/facts edit", "3", "9", "1 2", "1", "8", "soon", "5", "tass", "", "22", "99", "what", "23")
    assert in_order(
        out,
        "From 1 to 3.\nStatus (number)> From 1 to 3.\nStatus (number)> ",
        "“Day” takes a day as 2025-01-31\n",
        "(nothing found)\nSource (letters)> ",
        "“Claim” has to be filled in\n",
        "Nothing here has the number 99.\n",
        "A number uses what has it",
        "window> #newsroom> ",
    )


def test_buttons_and_menus_of_a_window_work_in_it() -> None:
    out = shown("/facts edit", "14", "2", "18", "1", "19", "re", "reu", "1", "13", "close", "12", "close")
    assert in_order(
        out,
        "pick (number)> ",
        "[14] ▾ Green",
        "more (number)> ",
        "fact (letters)> “fact” asks once 3 characters are typed\n",
        "1  Reuters",
        "[19] ▾ Reuters",
        "window> ┌─ Edit ──",
        "Claim (. alone ends it)> ",
    )


def test_a_window_of_one_field_is_filled_in_at_once_and_the_one_below_comes_back() -> None:
    out = shown("/facts edit", "13", "words", ".", "2", "/facts edit", "13")
    assert in_order(
        out,
        "window> ┌─ Edit ──",
        "└─ [2] Save  [3] Close\nClaim (. alone ends it)> … ┌─ Edit",
        "[1] Claim\n    words\n",
        "window> (nothing new to see)\n#newsroom> ┌─ Edit",
        "Claim (. alone ends it)> \n┌─ Edit",
        "window> \n#newsroom> ",
    )


def test_the_home_is_opened_pressed_and_published_again() -> None:
    out = shown("home", "2", "1", "pay", "4", "3", "home")
    assert in_order(
        out,
        "#newsroom> ┌─ Home ──",
        "[1] Edit  [2] Grow\n└─ \n#newsroom> ┌─ Home ──",
        "[1] Search (optional)\n[2] Grow  [3] Push  [4] ▾ …",
        "#newsroom> Search> (nothing new to see)\n",
        "pick (number)> (nothing new to see)\n#newsroom> ┌─ Home ──",
        "[1] Edit  [2] Grow\n",
    )


def test_a_home_s_button_opens_a_window_and_leads_back() -> None:
    out = shown("home", "1", "close", "1", "close", "home")
    assert out.count("┌─ Edit ──") == 2
    assert out.count("┌─ Home ──") == 2


def test_a_stranger_has_no_home_here() -> None:
    assert "stranger is not of this workspace" in shown("home", user="stranger")


def test_people_are_changed_and_each_has_their_place_and_their_news() -> None:
    out = shown(
        *("/facts tell", "#politics", "as editor", "#fact-desk", "2", "3", "#newsroom", "as chief"),
        *("as editor", "as reporter", "dms", "as factdesk", "as nobody"),
        user="reporter",
    )
    assert in_order(
        out,
        "factdesk · In your direct conversation\nThe desk knows\n",
        "#newsroom> #politics> You are editor in #newsroom\n(something new in #fact-desk)\n",
        "editor #newsroom> factdesk · Visible to everyone here\n[1] Edit  [2] ▾ …  [3] Quiet\n",
        "factdesk · Visible to everyone here · in a thread\nMore of it\n",
        "pick (number)> ",
    )
    assert in_order(
        out,
        "editor #fact-desk> editor #newsroom> You are chief in #newsroom\n(something new in #fact-desk)\n",
        "chief #newsroom> You are editor in #newsroom\n",
        "editor #newsroom> You are reporter in #politics\n",
        "#politics> factdesk · In your direct conversation\nThe desk knows\n",
        "#politics> factdesk is the bot\n",
        "nobody called nobody",
    )


def test_what_slack_asks_first_is_asked_first() -> None:
    out = shown("/facts tell", "#fact-desk", "3", "", "3", "2", "3", "1")
    asked = "#fact-desk> Sure?\nIt is far.\n[1] Yes  [2] No> "
    assert in_order(out, f"{asked}{asked}{asked}(nothing new to see)\n")


def test_earlier_messages_are_read_back_and_their_buttons_used() -> None:
    out = shown("read", "dms", "/facts tell", "#fact-desk", "read 2", "2", "1", "read 9", "read")
    assert in_order(
        out,
        "#newsroom> (nothing here yet)\n#newsroom> (nothing here yet)\n",
        "#fact-desk> factdesk · Visible to everyone here\n[1] Edit  [2] ▾ …  [3] Quiet\n",
        "pick (number)> ",
        "There are 2 messages here.\n",
        "[1] Edit",
        "More of it",
    )


@pytest.mark.parametrize("block", EVERYTHING, ids=lambda block: block["block_id"])
def test_the_screen_numbers_what_the_stand_in_counts(block: dict[str, object]) -> None:
    assert [part.element for part in parts([block])] == terminal.pressable([block])
