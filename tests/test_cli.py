"""The real command as people and scripts run it: data on stdout, messages on stderr, exit codes 0, 1, 2."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from jsonschema import Draft202012Validator

from bot import __version__, config, schema
from bot.answer import answer
from bot.model import FactFile
from bot.search import fact_index
from tests.conftest import NO_TEXTS, ROOT, SMALL, folder_of_texts

SMALL_FILE: Final = ("--facts", str(SMALL / "facts"), "--seeds", str(SMALL / "seeds"))
TRACEBACK: Final = re.compile(r"Traceback|^\s+File \"|Error:.*\n\s+at", re.MULTILINE)
NOTHING: Final = "who won the world cup in 1998"
REPLY_KEYS: Final = ["text", "status", "matches", "answer", "gap"]
ANSWER_KEYS: Final = [
    "id", "claim", "attribution", "status", "as_of", "warnings", "paste", "sources", "origins"
]  # fmt: skip
COMMANDS: Final = tuple(
    """ask check list show sources lint new diff schema history undo forget publish pull doctor run
    playground""".split()
)


def environment(**given: str) -> dict[str, str]:
    """This process's environment, with Factdesk's settings empty: they win over a `.env` in the folder."""
    empty = dict.fromkeys((each.name for each in config.SETTINGS), "")
    return {**os.environ, **empty, "PYTHONUTF8": "1", **given}


def factdesk(
    *arguments: str, typed: str | bytes = "", env: Mapping[str, str] | None = None, cwd: Path = ROOT
) -> subprocess.CompletedProcess[str]:
    """Run `python -m bot`; whatever happens, nobody ever sees a traceback."""
    data = typed.encode() if isinstance(typed, str) else typed
    done = subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=cwd,
        input=data,
        env={**environment(), **(env or {})},
        capture_output=True,
        timeout=60,
        check=False,
    )
    made = subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode(), done.stderr.decode(errors="replace")
    )
    assert not TRACEBACK.search(made.stderr), made.stderr
    return made


def answered(*arguments: str, **more: Any) -> Any:  # noqa: ANN401 - JSON
    """The one JSON value that a command prints."""
    done = factdesk(*arguments, **more)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("\n") == 1
    return json.loads(done.stdout)


# ask


def test_a_question_is_answered_with_claim_credit_words_and_link(small: FactFile) -> None:
    done = factdesk("ask", "lantern", "feast", *SMALL_FILE)
    fact = small.facts["tower-reopening"]
    assert (done.returncode, done.stderr) == (0, "")
    assert fact.claim in done.stdout
    assert fact.statements[0].passages[0].exact in done.stdout
    assert "https://courier.example/2031/05/06/clock-tower#:~:text=" in done.stdout
    assert "Disputed" in done.stdout
    assert "Share here" not in done.stdout


def test_an_answer_in_json_has_exactly_the_keys_of_the_design() -> None:
    reply = answered("ask", "casualties", "--json")
    assert list(reply) == REPLY_KEYS
    assert (reply["text"], reply["status"]) == ("casualties", "found")
    assert [list(each) for each in reply["matches"]] == [["id", "score", "why"]] * len(reply["matches"])
    assert len(reply["matches"]) <= 5
    assert list(reply["answer"]) == ANSWER_KEYS
    assert reply["answer"]["id"] == "casualties"
    assert list(reply["answer"]["attribution"]) == ["short", "full"]
    assert {tuple(each) for each in reply["answer"]["sources"]} == {
        ("id", "outlet", "url", "link", "printed")
    }
    assert [each["id"] for each in reply["answer"]["sources"]] == [
        "joongang-2025-01-13",
        "aljazeera-2025-01-13",
    ]


def test_words_need_no_quotation_marks() -> None:
    reply = answered("ask", "lantern", "feast", "in", "June?", "--json", *SMALL_FILE)
    assert reply["text"] == "lantern feast in June?"
    assert reply["answer"]["id"] == "tower-reopening"


def test_nothing_on_file_is_said_and_is_no_failure() -> None:
    done = factdesk("ask", NOTHING, *SMALL_FILE)
    assert done.returncode == 0
    assert done.stdout == ""
    assert done.stderr.startswith("Nothing on file for that.")
    assert answered("ask", NOTHING, "--json", *SMALL_FILE)["answer"] is None


def test_what_is_known_not_to_be_on_file_is_named_beside_the_answer() -> None:
    question = ("who", "designed", "the", "tower")
    done = factdesk("ask", *question, *SMALL_FILE)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.splitlines() == [
        "Nothing on file for that. “factdesk list” shows what is.",
        "Known not to be on file: the architect of the clock tower.",
    ]
    asked = factdesk("ask", *question, "--json", *SMALL_FILE)
    assert asked.stderr == ""
    assert json.loads(asked.stdout)["gap"] == "the architect of the clock tower"


def test_an_unsure_question_offers_what_to_ask_instead(small: FactFile) -> None:
    index = fact_index(small)
    shared = ("tower", "works office", "May", "Holt", "swan", "clock", "Courier", "base")
    word = next(each for each in shared if index.search(each).status == "unsure")
    done = factdesk("ask", word, *SMALL_FILE)
    assert done.returncode == 0
    assert "Not sure which fact you mean" in done.stderr
    assert "factdesk show" in done.stderr
    lines = done.stdout.splitlines()
    offered = [line.split()[0] for line in lines]
    assert 1 <= len(offered) <= 3
    assert set(offered) <= set(small.facts)
    for line, key in zip(lines, offered, strict=True):
        shown = line.removeprefix(f"  {key}").lstrip()
        assert len(line) <= 100
        assert len(shown) > 20
        assert small.facts[key].claim.startswith(shown.removesuffix("…"))
    reply = answered("ask", word, "--json", *SMALL_FILE)
    assert (reply["status"], reply["answer"]) == ("unsure", None)
    assert ("Known not to be on file" in done.stderr) == (reply["gap"] is not None)
    assert [each["id"] for each in reply["matches"]][:3] == offered


def test_a_batch_is_answered_line_by_line_in_order(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [
        {"text": "red collar", "id": 7, "relevant": ["x"]},
        {"text": NOTHING},
        {"text": "lantern feast"},
        {"text": "한국"},
    ]
    batch = tmp_path / "batch.jsonl"
    batch.write_text(
        "\n\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n", encoding="utf-8"
    )
    done = factdesk("ask", "--batch", str(batch), *SMALL_FILE)
    assert (done.returncode, done.stderr) == (0, "")
    replies = [json.loads(line) for line in done.stdout.splitlines()]
    assert [each["text"] for each in replies] == [row["text"] for row in rows]
    assert [list(each) for each in replies] == [REPLY_KEYS] * 4
    assert [each["answer"] and each["answer"]["id"] for each in replies] == [
        "swan-collar",
        None,
        "tower-reopening",
        None,
    ]
    assert replies[2] == answered("ask", "lantern feast", "--json", *SMALL_FILE)


def test_a_batch_may_come_through_a_pipe() -> None:
    done = factdesk("ask", "--batch", "-", *SMALL_FILE, typed='{"text": "red collar"}\n')
    assert done.returncode == 0
    assert json.loads(done.stdout)["answer"]["id"] == "swan-collar"


def test_an_empty_batch_is_no_failure() -> None:
    assert factdesk("ask", "--batch", "-", *SMALL_FILE, typed="\n").stdout == ""


@pytest.mark.parametrize(
    "line",
    [
        b"red collar",
        b'"red collar"',
        b"{}",
        b'{"text": 5}',
        b'{"text": null}',
        b'{"text": "x"',
        b'{"text": "\xff"}',
        b"[" * 5_000,
        b'{"text": ' + b"9" * 5_000 + b"}",
    ],
    ids=lambda line: ascii(line[:14].decode("latin1")),
)
def test_a_bad_line_of_a_batch_is_named_with_its_number(line: bytes) -> None:
    done = factdesk("ask", "--batch", "-", *SMALL_FILE, typed=b'{"text": "red collar"}\n\n' + line + b"\n")
    assert done.returncode == 2
    assert ":3: " in done.stderr
    assert len(done.stderr) < 1_000
    assert [json.loads(each)["text"] for each in done.stdout.splitlines()] == ["red collar"]


def test_half_a_character_is_a_question_like_any_other() -> None:
    done = factdesk("ask", "--batch", "-", *SMALL_FILE, typed='{"text": "\\ud800"}')
    assert done.returncode == 0
    assert json.loads(done.stdout)["status"] == "none"


@pytest.mark.parametrize("command", ["ask", "check"])
def test_ask_and_check_load_no_slack_no_network_and_no_database(command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "bot", command, "lantern feast", *SMALL_FILE],
        cwd=ROOT, env=environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode < 2
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}
    assert {"bot", "rapidfuzz", "click"} <= loaded
    assert loaded & {"slack_bolt", "slack_sdk", "aiohttp", "sqlalchemy", "psycopg", "hypothesis"} == set()


# list, show, sources


def test_the_facts_are_listed_by_topic(small: FactFile) -> None:
    done = factdesk("list", *SMALL_FILE)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0] == "The clock tower of Eldermere (6)"
    assert all(re.search(rf"^  {key}\b", done.stdout, re.MULTILINE) for key in small.facts)


def test_one_topic_is_listed_however_it_is_typed() -> None:
    swans = answered("list", "SWANS", "--json", *SMALL_FILE)
    assert [each["id"] for each in swans] == ["swan-count", "swan-collar"]
    assert [list(each) for each in swans] == [["id", "topic", "claim"]] * 2
    assert len(answered("list", "--json", *SMALL_FILE)) == 8


def test_a_fact_is_shown_whole() -> None:
    done = factdesk("show", "tower-cracks", *SMALL_FILE)
    assert (done.returncode, done.stderr) == (0, "")
    for words in (
        "14 cracks",
        "Neither corrects the other.",
        "2 outlets, 1 origin: the works office's briefing of May 6",
    ):
        assert words in done.stdout
    assert list(answered("show", "tower-cracks", "--json", *SMALL_FILE)) == ANSWER_KEYS


def test_a_fact_shown_whole_says_everything_once(small: FactFile) -> None:
    shown = factdesk("show", "tower-cracks", *SMALL_FILE).stdout
    made = answer("tower-cracks", small, dt.datetime.now().astimezone().date())
    lines = shown.splitlines()
    assert lines.count(made.claim) == 1
    assert lines.count(f"    {made.paste}") == 1
    assert shown.count(" · ".join(made.warnings)) == 1
    statements = [each for source in made.sources for each in source.statements]
    assert len(statements) == 2
    for each in statements:
        assert shown.count(f"<{each.link}>") == 1
        assert lines.count("    " + " … ".join(each.printed)) == 1
        assert each.attribution.full[1:] in shown
    assert len([line for line in lines if line.startswith("tower-cracks · ")]) == 1
    assert "There is more" not in shown


def test_every_shipped_fact_can_be_shown_and_the_sources_too() -> None:
    shipped = answered("list", "--json")
    assert len(shipped) >= 33
    assert factdesk("show", shipped[-1]["id"]).returncode == 0
    assert [next(iter(each)) for each in answered("sources", "--json")] == ["id", "id"]
    assert "https://www.aljazeera.com/" in factdesk("sources").stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("show", "tower"), "There is no fact “tower” on file. “factdesk list” shows the ids."),
        (("show", "tower-crack"), "on file. Did you mean “tower-cracks”? “factdesk list” shows the ids."),
        (("show", "Tower Cracks"), "on file. Did you mean “tower-cracks”?"),
        (("list", "ducks"), "There is no topic “ducks”. “factdesk list” shows the topics."),
        (("list", "swann"), "There is no topic “swann”. Did you mean “Swans”?"),
        (("show", "\x1b[31mred"), "There is no fact"),
    ],
)
def test_what_is_not_on_file_is_said(arguments: tuple[str, ...], words: str) -> None:
    done = factdesk(*arguments, *SMALL_FILE)
    assert done.returncode == 2
    assert words in done.stderr
    assert done.stdout == ""


# lint


def test_a_good_file_passes(small: FactFile) -> None:
    done = factdesk("lint", "--documents", str(SMALL / "documents"), *SMALL_FILE)
    assert (done.returncode, done.stdout) == (0, "")
    whole = f"{len(small.facts)} facts, 3 sources, 2 known gaps"
    assert done.stderr == f"{whole}: 0 problems; 15 passages and quotes proven\n"


def test_a_source_whose_document_is_misnamed_is_named_and_fails_nothing(tmp_path: Path) -> None:
    shutil.copytree(SMALL / "documents", tmp_path, dirs_exist_ok=True)
    (tmp_path / "radio-2031-05-06.txt").rename(tmp_path / "radio.txt")
    done = factdesk("lint", "--documents", str(tmp_path), *SMALL_FILE)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.splitlines()[1:] == [
        f"no readable document of radio-2031-05-06: looked for {tmp_path / 'radio-2031-05-06.txt'}"
    ]
    report = answered("lint", "--json", "--documents", str(tmp_path), *SMALL_FILE)
    assert report["undocumented"] == ["radio-2031-05-06"]


def test_without_documents_lint_says_how_much_is_unproven(tmp_path: Path) -> None:
    report = answered("lint", "--json", *SMALL_FILE, env={"DOCUMENTS_DIR": str(tmp_path)})
    assert report == {
        "problems": [], "facts": 8, "sources": 3, "proven": 0, "unproven": 15,
        "undocumented": ["courier-2031-05-06", "courier-2031-05-09", "radio-2031-05-06"],
    }  # fmt: skip


def altered_copy(source: Path, to: Path, old: str, new: str) -> Path:
    """A copy of a folder of facts in which one letter of one quote is another."""
    shutil.copytree(source, to)
    changed = [path for path in to.glob("*.yaml") if old in path.read_text(encoding="utf-8")]
    for path in changed:
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert changed
    return to


def test_one_letter_off_in_a_quote_fails(tmp_path: Path) -> None:
    facts = altered_copy(
        SMALL / "facts", tmp_path / "facts", "before the lantern feast on", "before the lantern beast on"
    )
    arguments = ("lint", "--facts", str(facts), *SMALL_FILE[2:], "--documents", str(SMALL / "documents"))
    done = factdesk(*arguments)
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    place = re.escape(str(facts / "clock-tower.yaml"))
    assert all(re.match(rf"{place}:\d+: tower-reopening: statement 1: .+; .+", line) for line in lines)
    assert "passage 1 does not stand in the document character by character" in done.stdout
    report = factdesk(*arguments, "--json")
    assert report.returncode == 1
    assert [each["id"] for each in json.loads(report.stdout)["problems"]] == ["tower-reopening"] * len(lines)


@pytest.mark.parametrize(
    ("old", "new"),
    [("“2,700 injuries”", "“2,800 injuries”"), ("I want to live here", "I want to leave here")],
)
def test_one_letter_off_in_a_shipped_quote_fails(tmp_path: Path, old: str, new: str) -> None:
    documents = folder_of_texts()
    if documents is None:
        pytest.skip(NO_TEXTS)
    facts = altered_copy(ROOT / "facts", tmp_path / "facts", old, new)
    done = factdesk("lint", "--facts", str(facts), "--documents", str(documents))
    assert done.returncode == 1
    assert "north-korean-troops.yaml:" in done.stdout


def test_the_shipped_file_passes() -> None:
    folder = folder_of_texts()
    done = factdesk("lint", *(("--documents", str(folder)) if folder else ()))
    assert done.returncode == 0, done.stdout


def test_a_wrong_file_is_linted_line_by_line_and_refused_by_all_else(tmp_path: Path) -> None:
    facts = altered_copy(SMALL / "facts", tmp_path / "facts", "status: withdrawn", "status: gone")
    folders = ("--facts", str(facts), *SMALL_FILE[2:])
    done = factdesk("lint", *folders)
    assert done.returncode == 1
    assert f"{facts / 'swans.yaml'}:44: swan-collar: " in done.stdout
    for command in (("ask", "swans"), ("list",)):
        refused = factdesk(*command, *folders)
        assert refused.returncode == 2
        assert refused.stderr.startswith(f"factdesk: {facts / 'swans.yaml'}:44: ")
        assert refused.stdout == ""


@pytest.mark.parametrize(
    ("folder", "shown"), [("facts", "facts"), ("./facts/", "facts"), ("../desk/facts", "../desk/facts")]
)
def test_a_problem_is_named_by_the_path_as_it_was_given(tmp_path: Path, folder: str, shown: str) -> None:
    desk = tmp_path / "desk"
    shutil.copytree(SMALL / "seeds", desk / "seeds")
    altered_copy(SMALL / "facts", desk / "facts", "status: withdrawn", "status: gone")
    for done in (
        factdesk("lint", "--facts", folder, cwd=desk),
        factdesk("lint", env={"FACTS_DIR": folder}, cwd=desk),
    ):
        assert done.returncode == 1
        assert done.stdout.startswith(f"{shown}/swans.yaml:44: ")
    report = json.loads(factdesk("lint", "--json", "--facts", folder, cwd=desk).stdout)
    assert report["problems"][0]["file"] == f"{shown}/swans.yaml"


def test_a_file_that_is_not_read_is_a_problem(tmp_path: Path) -> None:
    facts = tmp_path / "facts"
    shutil.copytree(SMALL / "facts", facts)
    (facts / "swans.yaml").rename(facts / "swans.yml")
    done = factdesk("lint", "--facts", str(facts), *SMALL_FILE[2:])
    assert done.returncode == 1
    assert done.stdout == f"{facts / 'swans.yml'}:0: this file is not read; rename it to swans.yaml\n"


def test_a_warning_is_printed_and_fails_nothing(tmp_path: Path) -> None:
    facts = altered_copy(SMALL / "facts", tmp_path / "facts", "      - collar on a bird\n", "")
    done = factdesk("lint", "--facts", str(facts), *SMALL_FILE[2:])
    assert done.returncode == 0
    assert ": swan-collar: warning: asked_as has 9 phrases" in done.stdout


# schema, help, version


def test_the_schema_is_valid_and_accepts_a_seed_and_refuses_an_unknown_key() -> None:
    done = factdesk("schema")
    assert (done.returncode, done.stderr) == (0, "")
    printed = json.loads(done.stdout)
    assert printed == schema.json_schema()
    Draft202012Validator.check_schema(printed)
    validator = Draft202012Validator(printed)
    for path in (*(ROOT / "seeds").glob("*.yaml"), ROOT / "facts" / "names.yaml"):
        tree = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - strings only
        for name in tree.get("names", {}).values():
            if "plural" in name:
                name["plural"] = True
        assert validator.is_valid(tree), path.name
        assert not validator.is_valid({**tree, "wholly-new": "x"})


def test_the_field_table_is_printed() -> None:
    assert factdesk("schema", "--table").stdout == schema.field_table() + "\n"


@pytest.mark.parametrize("command", [(), *((each,) for each in COMMANDS)])
def test_every_command_explains_itself(command: tuple[str, ...]) -> None:
    done = factdesk(*command, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Usage: ")
    assert command or all(f"\n  {each} " in done.stdout for each in COMMANDS)


def test_the_version_is_the_packages() -> None:
    assert factdesk("--version").stdout.strip().endswith(__version__)


# doctor, run


def test_doctor_names_what_is_missing() -> None:
    done = factdesk("doctor")
    assert done.returncode == 1
    assert re.search(r"^ok +\d+ facts from \d+ sources, edition [0-9a-f]{12}", done.stdout, re.MULTILINE)
    assert re.search(r"^MISSING +SLACK_BOT_TOKEN", done.stdout, re.MULTILINE)
    assert re.search(r"^MISSING +SLACK_APP_TOKEN or SLACK_SIGNING_SECRET", done.stdout, re.MULTILINE)


def test_doctor_looks_at_the_fact_file_as_well() -> None:
    done = factdesk("doctor", "--offline", env={"FACTS_DIR": "no-such-folder"})
    assert done.returncode == 1
    assert "There is no folder no-such-folder; set FACTS_DIR" in done.stdout


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({}, ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN")),
        ({"SLACK_BOT_TOKEN": "xoxb-c4n4ry"}, ("SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET")),
        ({"SLACK_APP_TOKEN": "xapp-c4n4ry"}, ("SLACK_BOT_TOKEN",)),
    ],
)
def test_run_without_tokens_says_which_are_missing(given: dict[str, str], missing: tuple[str, ...]) -> None:
    done = factdesk("run", env=given)
    assert done.returncode == 2
    assert all(name in done.stderr for name in missing)
    assert "factdesk playground" in done.stderr
    assert "c4n4ry" not in done.stderr + done.stdout


# Wrong use


@pytest.mark.parametrize(
    "arguments",
    [
        ("asks", "casualties"),
        ("ask",),
        ("ask", "x", "--batch", "-"),
        ("ask", "--batch", "no-such-file.jsonl"),
        ("ask", "x", "--no-such-option"),
        ("check",),
        ("check", ""),
        ("check", "x", "--file", "pyproject.toml"),
        ("check", "x", "--batch", "-"),
        ("check", "--file", "-", "--batch", "-"),
        ("check", "--file", "no-such-file.txt"),
        ("check", "--file", "docs"),
        ("check", "--batch", "no-such-file.jsonl"),
        ("check", "x", "--facts", "no-such-folder"),
        ("show",),
        ("show", "one", "two"),
        ("list", "one", "two"),
        ("lint", "--documents", "no-such-folder"),
        ("ask", "x", "--facts", "no-such-folder"),
        ("ask", "x", "--seeds", "no-such-folder"),
        ("ask", "x", "--facts", "pyproject.toml"),
        ("--no-such-option",),
    ],
    ids=" ".join,
)
def test_wrong_use_is_explained(arguments: tuple[str, ...]) -> None:
    done = factdesk(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr) > 20


def test_an_unknown_command_is_named() -> None:
    assert "asks" in factdesk("asks").stderr


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({"PORT": "many"}, "PORT"),
        ({"SLACK_API_URL": "http://["}, "SLACK_API_URL"),
        ({"SLACK_BOT_TOKEN": "c4n4ry"}, "SLACK_BOT_TOKEN"),
    ],
)
def test_a_wrong_setting_stops_what_speaks_to_slack(given: dict[str, str], name: str) -> None:
    for command in ("run", "playground"):
        done = factdesk(command, env=given)
        assert done.returncode == 2
        assert done.stderr.startswith("factdesk: ")
        assert name in done.stderr
        assert "c4n4ry" not in done.stderr + done.stdout


@pytest.mark.parametrize(
    "command",
    [("ask", "lantern feast"), ("list",), ("show", "tower-cracks"), ("sources",), ("lint",)],
    ids=" ".join,
)
def test_a_wrong_setting_of_slacks_matters_to_no_command_that_reads_data(command: tuple[str, ...]) -> None:
    wrong = {"PORT": "abc", "FACT_DESK_CHANNEL": "#desk", "SLACK_BOT_TOKEN": "x", "LOG_LEVEL": "loud"}
    done = factdesk(*command, *SMALL_FILE, env=wrong)
    assert done.returncode == 0
    right = factdesk(*command, *SMALL_FILE)
    assert (done.stdout, done.stderr) == (right.stdout, right.stderr)


def test_a_wrong_setting_matters_neither_to_the_schema_nor_to_help() -> None:
    assert factdesk("schema", env={"PORT": "abc"}).returncode == 0
    assert factdesk("run", "--help", env={"PORT": "abc"}).returncode == 0


def test_doctor_names_every_wrong_setting_and_goes_on() -> None:
    done = factdesk("doctor", "--offline", env={"PORT": "abc", "FACT_DESK_CHANNEL": "#desk"})
    assert (done.returncode, done.stderr) == (1, "")
    assert re.search(r"^ok +\d+ facts from", done.stdout, re.MULTILINE)
    assert re.search(r"^WRONG    PORT must be a number", done.stdout, re.MULTILINE)
    assert re.search(r"^WRONG    FACT_DESK_CHANNEL must be", done.stdout, re.MULTILINE)
    assert re.search(r"^MISSING  SLACK_BOT_TOKEN", done.stdout, re.MULTILINE)
    assert "FACT_DESK_CHANNEL is not set" not in done.stdout


def test_a_dotenv_file_is_read_where_the_command_runs_and_the_environment_wins(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"FACTS_DIR={SMALL / 'facts'}\nSEEDS_DIR={SMALL / 'seeds'}\nPORT=7\n")
    env = {key: value for key, value in environment().items() if key not in ("FACTS_DIR", "SEEDS_DIR")}
    command = [sys.executable, "-m", "bot", "list", "--json"]
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=True)
    assert len(json.loads(done.stdout)) == 8
    env["FACTS_DIR"] = str(ROOT / "facts")
    other = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert other.returncode == 2


def test_a_dotenv_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"PORT=\xff\n")
    done = factdesk("list", *SMALL_FILE, cwd=tmp_path)
    assert done.returncode == 2
    assert ".env" in done.stderr


def test_bytes_that_are_no_text_in_an_argument_are_a_question_like_any_other() -> None:
    command = [
        sys.executable.encode(),
        b"-m",
        b"bot",
        b"ask",
        b"--json",
        b"\xff\xfe",
        *(each.encode() for each in SMALL_FILE),
    ]
    done = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, check=False)
    assert b"Traceback" not in done.stderr
    assert done.returncode in (0, 2)


def test_a_reader_that_has_gone_is_no_failure() -> None:
    command = [sys.executable, "-m", "bot", "list"]
    child = subprocess.Popen(
        command, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert child.stdout
    assert child.stderr
    child.stdout.close()
    assert child.stderr.read() == ""
    child.stderr.close()
    assert child.wait(60) == 0
