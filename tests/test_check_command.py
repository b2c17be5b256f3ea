"""`factdesk check` as people and scripts run it: a text, a story, a batch; exit codes 0, 1, 2."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import pytest

from tests.conftest import SMALL
from tests.test_cli import SMALL_FILE, factdesk

WRONG: Final = "Cho Tae-yul is the head of South Korea's National Intelligence Service."
SILENT: Final = "Who won the world cup in 1998 is another story."
KEYS: Final = ["text", "facts", "problems", "notes"]
PROBLEM_KEYS: Final = [
    "kind", "words", "fact", "message", "suggestion",
    "start", "end", "file", "line", "outlet", "printed", "link",
]  # fmt: skip


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(f"Sport\n\n{SILENT}\n{WRONG}\n", encoding="utf-8")
    return path


def clean() -> str:
    """A sentence that is clean: a fact's own words, credited as the file credits them."""
    paste = json.loads(factdesk("show", "tower-reopening", "--json", *SMALL_FILE).stdout)["paste"]
    return str(paste)


def test_a_wrong_name_is_marked_explained_and_put_right() -> None:
    done = factdesk("check", WRONG)
    assert (done.returncode, done.stderr) == (1, "")
    lines = done.stdout.splitlines()
    assert lines[0] == f"[[Cho Tae-yul]]{WRONG[11:]}"
    assert lines[1].startswith("  name “Cho Tae-yul”: ")
    assert "Cho Tae-yong" in lines[2]
    assert "north-korean-troops.yaml:" in done.stdout
    assert "(nis-chief)" in done.stdout
    assert "<https://koreajoongangdaily.joins.com/" in done.stdout
    assert "\x1b" not in done.stdout


def test_in_json_a_problem_has_the_keys_of_the_design_and_its_place() -> None:
    done = factdesk("check", *WRONG.split(), "--json")
    assert (done.returncode, done.stderr, done.stdout.count("\n")) == (1, "", 1)
    review = json.loads(done.stdout)
    assert list(review) == KEYS
    assert review["text"] == WRONG
    assert review["facts"] == ["nis-chief"]
    (name,) = [each for each in review["problems"] if each["kind"] == "name"]
    assert list(name) == PROBLEM_KEYS
    assert (name["words"], name["start"], name["end"]) == ("Cho Tae-yul", 0, 11)
    assert name["fact"] == "nis-chief"
    assert name["file"] == "facts/north-korean-troops.yaml"


def test_with_colours_the_words_are_styled() -> None:
    done = factdesk("check", WRONG, env={"FORCE_COLOR": "1", "TERM": "xterm-256color", "NO_COLOR": ""})
    assert "[[" not in done.stdout
    assert "\x1b[1;4;31mCho Tae-yul\x1b[0m" in done.stdout


def test_without_colours_a_terminal_gets_the_brackets() -> None:
    done = factdesk("check", WRONG, env={"FORCE_COLOR": "1", "TERM": "xterm-256color", "NO_COLOR": "1"})
    assert "[[Cho Tae-yul]]" in done.stdout


def test_a_lone_sentence_of_which_nothing_is_on_file_is_a_problem() -> None:
    done = factdesk("check", SILENT, *SMALL_FILE)
    assert done.returncode == 1
    assert done.stdout.splitlines()[0] == SILENT
    assert done.stdout.splitlines()[1].startswith("  unsupported: ")
    (problem,) = json.loads(factdesk("check", SILENT, "--json", *SMALL_FILE).stdout)["problems"]
    assert list(problem) == PROBLEM_KEYS
    assert [problem[key] for key in ("kind", "fact", "file", "line", "link")] == [
        "unsupported", None, None, None, None
    ]  # fmt: skip


def test_in_several_sentences_silence_is_one_line_and_no_problem() -> None:
    done = factdesk("check", f"{SILENT} {SILENT}", *SMALL_FILE)
    assert (done.returncode, done.stdout) == (0, "Nothing on file for 2 sentences.\n")


def test_a_clean_sentence_says_so_briefly() -> None:
    done = factdesk("check", f"{clean()} {SILENT}", *SMALL_FILE)
    assert done.returncode == 0
    assert done.stdout.startswith("ok: ")
    assert "(tower-reopening" in done.stdout


def test_a_story_has_its_lines_and_a_summary_on_stderr(story: Path) -> None:
    done = factdesk("check", "--file", str(story))
    assert done.returncode == 1
    assert f"{story}:4: [[Cho Tae-yul]]" in done.stdout
    assert done.stderr == f"{story}: 1 problem in 3 sentences; 1 speaks of what is on file\n"


def test_a_story_may_come_through_a_pipe_with_its_mark_and_its_line_ends() -> None:
    done = factdesk("check", "--file", "-", typed=f"\ufeff{SILENT}\r\n\r\n{WRONG}\r\n")
    assert done.returncode == 1
    assert "-:3: [[Cho Tae-yul]]" in done.stdout
    assert done.stderr.startswith("-: 1 problem in 2 sentences")
    review = json.loads(factdesk("check", "--file", "-", "--json", typed=f"\ufeff{WRONG}").stdout)
    assert review["text"] == WRONG


def test_a_story_in_json_is_one_line_and_nothing_else(story: Path) -> None:
    done = factdesk("check", "--file", str(story), "--json")
    assert (done.returncode, done.stderr, done.stdout.count("\n")) == (1, "", 1)
    review = json.loads(done.stdout)
    assert [review["text"][each["start"] : each["end"]] for each in review["problems"]] == ["Cho Tae-yul"]


def test_a_story_longer_than_a_message_is_checked_and_is_silent_about_it_in_a_pipe(story: Path) -> None:
    story.write_text(f"{SILENT}\n\n" * 1_000 + WRONG, encoding="utf-8")
    done = factdesk("check", "--file", str(story), *SMALL_FILE)
    assert done.returncode == 0
    assert done.stderr == f"{story}: Nothing on file for these 1,001 sentences\n"
    assert done.stdout == "Nothing on file for 1,001 sentences.\n"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "There is nothing to check in - : it is empty."),
        (b" \n\n", "There is nothing to check in - : it is empty."),
        (b"One.\nTw\xff.", "-:2: this is not UTF-8; save the story as plain text in UTF-8."),
        (b"PK\x03\x04\x14\x00\xff\xfe", "-:1: this is not UTF-8"),
        (b"x" * 1_000_001, "1,000,001 characters; a story has at most 1,000,000. Check it in parts."),
        ("한".encode() * 1_400_000, "- has over 1,000,000 characters; check it in parts."),
    ],
    ids=["empty", "blank", "latin", "a word processor's file", "too long", "far too long"],
)
def test_a_story_that_can_t_be_checked_is_refused_with_what_to_do(data: bytes, said: str) -> None:
    done = factdesk("check", "--file", "-", typed=data)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("factdesk: ")
    assert said.replace("- :", "-:") in done.stderr


def test_a_file_that_is_not_there_is_named() -> None:
    done = factdesk("check", "--file", "no-such-story.txt")
    assert done.returncode == 2
    assert "no-such-story.txt can't be read (No such file or directory); check its name" in done.stderr


def test_a_text_longer_than_slack_takes_is_sent_to_file() -> None:
    done = factdesk("check", "It rained. " * 1_100)
    assert done.returncode == 2
    assert "12,000" in done.stderr


def test_a_batch_is_checked_line_by_line_and_fails_where_any_line_has_a_problem() -> None:
    rows: list[dict[str, Any]] = [{"text": WRONG, "facts": ["x"]}, {"text": f"{SILENT} {SILENT}"}]
    typed = "\n\n".join(map(json.dumps, rows))
    done = factdesk("check", "--batch", "-", typed=typed)
    assert (done.returncode, done.stderr) == (1, "")
    reviews = [json.loads(line) for line in done.stdout.splitlines()]
    assert [list(each) for each in reviews] == [KEYS, KEYS]
    assert [each["text"] for each in reviews] == [row["text"] for row in rows]
    assert reviews[0] == json.loads(factdesk("check", WRONG, "--json").stdout)
    assert factdesk("check", "--batch", "-", typed=json.dumps(rows[1])).returncode == 0


@pytest.mark.parametrize("line", ["{}", '{"text": 5}', '{"text": " "}', '{"text": "' + "x" * 12_001 + '"}'])
def test_a_bad_line_of_a_batch_is_named_with_its_number(line: str) -> None:
    done = factdesk(
        "check",
        "--batch",
        "-",
        *SMALL_FILE,
        typed=json.dumps({"text": f"{SILENT} {SILENT}"}) + f"\n\n{line}\n",
    )
    assert done.returncode == 2
    assert ":3: " in done.stderr
    assert len(done.stdout.splitlines()) == 1


def test_what_a_draft_holds_never_steers_the_terminal() -> None:
    done = factdesk("check", f"\x1b[31m\x1b]0;owned\x07\u202e{WRONG}\r\x9b2J")
    assert done.returncode == 1
    assert not set(done.stdout + done.stderr) & {"\x1b", "\x07", "\r", "\x9b", "\u202e"}


def test_the_line_of_the_fact_file_opens_from_where_the_command_runs() -> None:
    facts = SMALL.parent.parent.parent / "facts"
    done = factdesk("check", WRONG, "--json", "--facts", str(facts))
    (problem,) = json.loads(done.stdout)["problems"]
    lines = Path(problem["file"]).read_text(encoding="utf-8").splitlines()
    assert problem["file"] == str(facts / "north-korean-troops.yaml")
    assert 0 < problem["line"] <= len(lines)


def test_help_says_when_a_batch_fails() -> None:
    shown = " ".join(factdesk("check", "--help").stdout.split())
    assert "1 where there is a problem (with --batch: in any of its lines)" in shown
