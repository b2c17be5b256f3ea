"""What people read and paste, held to what the program does.

An example that can be run is run, and compared with what is printed: `…` stands for anything left out.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import click
import pytest
from click.testing import CliRunner

from bot import __version__, lint, load, schema
from bot.cli import cli
from bot.config import SETTINGS
from bot.search import confidence

ROOT: Final = Path(__file__).parents[1]
PAGES: Final = sorted(
    [
        ROOT / "README.md",
        ROOT / "CHANGELOG.md",
        ROOT / "facts" / "README.md",
        ROOT / "seeds" / "README.md",
        *(ROOT / "docs").glob("*.md"),
    ]
)
COMMANDS: Final = cli.commands
DEFAULTS: Final = {each.name: each.default for each in SETTINGS}
every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _code(text: str) -> list[str]:
    """Every line of the fenced blocks, and every code span outside of them."""
    blocks = re.findall(r"^```[^\n]*\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    prose = re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)
    spans = re.findall(r"(?<!`)`([^`]+)`(?!`)", prose)
    return [line for block in blocks for line in block.splitlines()] + spans


def _block(text: str, marker: str) -> str:
    """The fenced block that follows `<!-- marker -->`."""
    found = re.search(rf"<!-- {marker} -->\n```[^\n]*\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    assert found, f"there is no block after <!-- {marker} -->"
    return found.group(1)


def _options(command: click.Command) -> set[str]:
    return {name for each in command.params for name in each.opts if name.startswith("--")} | {"--help"}


def _left_over(example: str, output: str) -> str:
    """The first part of the example that the output lacks there; `…` leaves out, line breaks don't count."""
    first, *further = [" ".join(part.split()) for part in example.split("…")]
    whole = " ".join(output.split())
    if not whole.startswith(first) or not (further or whole == first):
        return first or example
    rest = whole[len(first) :]
    for part in further[:-1]:
        _, found, rest = rest.partition(part) if part else ("", "…", rest)
        if not found:
            return part
    last = further[-1] if further else ""
    return "" if rest.endswith(last) else last


# ── Settings, commands, options, targets, links


def test_env_example_is_the_list_of_settings_with_meaning_and_default() -> None:
    lines = [line for each in SETTINGS for line in (f"# {each.meaning}", f"{each.name}={each.default}")]
    assert _text(".env.example").splitlines() == lines


@every_page
def test_every_setting_that_a_page_names_exists(page: Path) -> None:
    named = set(re.findall(r"\b[A-Z]+(?:_[A-Z]+)+\b", page.read_text(encoding="utf-8")))
    assert named <= set(DEFAULTS)


@every_page
def test_every_command_and_option_that_a_page_names_exists(page: Path) -> None:
    for line in _code(page.read_text(encoding="utf-8")):
        for named in re.finditer(r"(?<![@\w])factdesk ([a-z]+)((?: [^|]*)?)", line):
            command = COMMANDS.get(named.group(1))
            assert command, f"{line!r} names no command"
            assert set(re.findall(r"(?<= )--[a-z-]+", named.group(2))) <= _options(command), line


@every_page
def test_every_option_that_a_page_names_by_itself_belongs_to_a_command(page: Path) -> None:
    known = {option for command in COMMANDS.values() for option in _options(command)}
    spans = [line for line in _code(page.read_text(encoding="utf-8")) if line.startswith("--")]
    assert {span.split()[0] for span in spans} <= known


@every_page
def test_every_make_target_that_a_page_names_exists(page: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", _text("Makefile"), re.MULTILINE))
    code = "\n".join(_code(page.read_text(encoding="utf-8")))
    assert set(re.findall(r"^(?:\$ )?make (?:[A-Z]+=\S+ )*([a-z]+)", code, re.MULTILINE)) <= targets


@every_page
def test_every_relative_link_leads_to_a_file_and_a_heading(page: Path) -> None:
    for link in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if link.startswith(("https://", "http://")):
            continue
        path, _, heading = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.is_file(), f"{link} leads nowhere"
        if heading:
            assert heading in set(_anchors(target.read_text(encoding="utf-8"))), f"{link} has no heading"


def _anchors(text: str) -> Iterator[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE):
        yield re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_is_described_with_all_its_options(name: str) -> None:
    section = re.search(
        rf"^## `factdesk {name}`\n(.*?)(?=^## |\Z)", _text("docs/commands.md"), re.DOTALL | re.MULTILINE
    )
    assert section
    named = set(re.findall(r"`(--[a-z-]+)", section.group(1)))
    assert named == _options(COMMANDS[name]) - {"--help"}


# ── Examples that can be run


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """A folder as it is after a clone: the fact file and the source records, no `.env`, no texts."""
    for folder in ("facts", "seeds"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("texts"))
    return tmp_path


def test_the_json_example_has_the_keys_that_ask_gives(fresh: Path) -> None:
    found = re.search(r"^```json\n(.*?)^```$", _text("docs/commands.md"), re.DOTALL | re.MULTILINE)
    assert found
    run = _factdesk(fresh, "ask", "--json", "casualties")
    assert _keys(json.loads(found.group(1))) == _keys(json.loads(run.stdout))


def test_the_json_example_of_check_has_the_keys_that_it_gives(fresh: Path) -> None:
    (found,) = re.findall(r"^```json\n(.*?)^```$", _check_section(), re.DOTALL | re.MULTILINE)
    example = json.loads(found)
    run = _factdesk(fresh, "check", "--json", example["text"])
    assert run.returncode == 1
    assert _keys(example) == _keys(json.loads(run.stdout))


def test_the_example_of_check_is_what_it_shows_of_a_story(fresh: Path) -> None:
    wrong = "Cho Tae-yul is the head of South Korea's National Intelligence Service."
    (fresh / "story.txt").write_text(f"What the committee heard\n\n{wrong}\n", encoding="utf-8")
    example = _block(_text("docs/commands.md"), "check").partition("\n")[2]
    assert _left_over(example, _factdesk(fresh, "check", "--file", "story.txt").stdout) == ""


def _check_section() -> str:
    return _text("docs/commands.md").partition("## `factdesk check`")[2].partition("\n## ")[0]


def _keys(value: Any) -> Any:  # noqa: ANN401 - JSON
    """The value's keys in their order, all the way down; of a list, those of its first item."""
    if isinstance(value, dict):
        return [(key, _keys(inner)) for key, inner in value.items()]
    return [_keys(each) for each in value[:1]] if isinstance(value, list) else type(value).__name__


def _factdesk(folder: Path, *words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    """Run the command in this folder as a person does, with no setting in the environment."""
    environment = {key: value for key, value in os.environ.items() if key not in DEFAULTS}
    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        input=typed,
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=folder,
        env={**environment, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "COLUMNS": "100"},
    )


def test_the_readmes_session_is_what_the_playground_shows(fresh: Path) -> None:
    example = _block(_text("README.md"), "session")
    typed = re.findall(r"^#newsroom> (.+)$", example, re.MULTILINE)
    run = _factdesk(fresh, "playground", typed="".join(f"{line}\n" for line in typed))
    assert run.stderr == ""
    shown = run.stdout.partition("#newsroom>")[2].removesuffix("#newsroom> \n")
    prompts = re.sub(r"^#newsroom> .+$", "#newsroom>", example, flags=re.MULTILINE)
    assert _left_over(prompts.removeprefix("#newsroom>"), shown) == ""


def test_doctors_lines_are_what_it_says_of_a_fresh_copy(fresh: Path) -> None:
    example = _block(_text("docs/installing.md"), "doctor").partition("\n")[2]
    assert _left_over(example, _factdesk(fresh, "doctor", "--offline").stdout) == ""


def test_the_manifests_lines_for_http_mode_keep_the_command_and_one_address() -> None:
    example = _block(_text("docs/installing.md"), "http")
    assert set(re.findall(r"https://\S+", example)) == {"https://facts.example.org/slack/events"}
    assert example.count("url: ") == 4
    for line in example.splitlines():
        stands_there = line.replace("enabled: false", "enabled: true") in _text("manifest.yaml")
        assert "url: " in line or stands_there or "/facts" in line, line


def test_the_field_table_of_the_facts_readme_is_the_commands_output() -> None:
    table = _text("facts/README.md").partition("<!-- fields -->\n")[2].partition("\n<!-- /fields -->")[0]
    assert table == CliRunner().invoke(cli, ["schema", "--table"]).stdout.rstrip("\n")
    assert table == schema.field_table()


def test_the_number_of_facts_in_the_pages_is_the_number_on_file() -> None:
    loaded = load.parse(load.read_files(ROOT / "facts", ROOT / "seeds"))
    number = len(loaded.fact_file.facts)
    said = [each for page in PAGES for each in re.findall(r"\b(\d{2,}) facts\b", page.read_text("utf-8"))]
    assert len(said) > 2
    assert set(said) == {str(number)}
    summary = re.search(r"^\$ factdesk lint\n(.+)$", _text("facts/README.md"), re.MULTILINE)
    assert summary
    assert _left_over(summary.group(1), lint.lint(loaded, {}).summary) == ""


def test_the_confidence_of_each_outcome_is_the_searchs() -> None:
    rows = re.findall(r"^\| from ([\d.]+) \| `([a-z]+)`", _text("docs/how-it-works.md"), re.MULTILINE)
    assert rows == [(str(confidence.FOUND), "found"), (str(confidence.UNSURE), "unsure")]


# ── The invented example in facts/README.md


def _example() -> dict[str, bytes]:
    """The files of the example, by the path that each block's first line names."""
    blocks = re.findall(
        r"^```(?:yaml|text) (\S+)\n(.*?)^```$", _text("facts/README.md"), re.DOTALL | re.MULTILINE
    )
    return {path: words.encode() for path, words in blocks}


def _linted(files: Mapping[str, bytes]) -> lint.Report:
    documents = {Path(path).stem: data for path, data in files.items() if path.endswith(".txt")}
    loaded = load.parse({path: data for path, data in files.items() if path.endswith(".yaml")})
    return lint.lint(loaded, documents)


def test_the_example_of_a_fact_is_whole_and_proven() -> None:
    files = _example()
    for part in (files, {path: data for path, data in files.items() if path != load.GAPS}):
        report = _linted(part)
        assert report.problems == ()
        assert report.unproven == 0
        assert f"$ factdesk lint\n{report.summary}\n" in _text("facts/README.md")


def test_the_example_of_a_gap_is_answered_as_the_page_shows(tmp_path: Path) -> None:
    for path, data in _example().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    shown = re.search(
        r"^\$ factdesk ask (how much .+)\n(.+\n.+\n)```$", _text("facts/README.md"), re.MULTILINE
    )
    assert shown
    run = _factdesk(tmp_path, "ask", *shown.group(1).split())
    assert (run.stdout, run.stderr) == ("", shown.group(2))


def test_the_examples_digest_is_of_the_text_that_it_shows() -> None:
    files = _example()
    (text,) = [data for path, data in files.items() if path.endswith(".txt")]
    assert hashlib.sha256(text).hexdigest() in files["seeds/harbor-gazette-2025-03-04.yaml"].decode()


SLIPS: Final = re.findall(
    r"^\| `([^|]+?)` for `([^|]+?)` \| `([^|]+)` \|$", _text("facts/README.md"), re.MULTILINE
)


def test_every_row_of_the_table_of_slips_is_tried() -> None:
    table = _text("facts/README.md").partition("| you wrote | lint says |\n| --- | --- |\n")[2]
    assert len(SLIPS) == len(table.partition("\n\n")[0].splitlines()) > 5


@pytest.mark.parametrize(("wrong", "right", "message"), SLIPS)
def test_lint_says_of_a_slip_what_the_page_says(wrong: str, right: str, message: str) -> None:
    files = _example()
    whole = files["facts/port-strike.yaml"].decode()
    assert whole.count(right) == 1
    files["facts/port-strike.yaml"] = whole.replace(right, wrong).encode()
    assert message in [str(problem) for problem in _linted(files).problems]


@pytest.mark.parametrize(
    ("example", "left"),
    [
        ("a b  c\nd", ""),
        ("a  b\n…\nd", ""),
        ("… c …", ""),
        ("a … d …", ""),
        ("…", ""),
        ("a b", "a b"),
        ("b …", "b"),
        ("… c", "c"),
        ("a … c … b … d", "b"),
        ("a b … b c d", "b c d"),
    ],
)
def test_what_an_example_says_and_the_output_does_not_is_found(example: str, left: str) -> None:
    assert _left_over(example, "a b\nc d") == left


# ── What must not stand anywhere


def test_the_changelog_names_this_version() -> None:
    assert re.search(rf"^## \[{re.escape(__version__)}\] - ", _text("CHANGELOG.md"), re.MULTILINE)


PATHS: Final = re.compile(r"(?<![\w.~:/)}-])(?:/(?:home|Users|root|work|tmp)/\w|[A-Z]:\\Users\\)")
HOSTS: Final = re.compile(
    r"pypi\.org|pythonhosted\.org|registry\.(?:npmjs|yarnpkg)|(?<!emit)--(?:extra-)?index-url|artifactor[y]|jfrog\.io",
    re.IGNORECASE,
)


def _committed() -> list[Path]:
    """Every file that git keeps or would keep; skips where git or its folder is missing."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("git is not here, so what it keeps can't be listed")
    words = [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    run = subprocess.run(words, capture_output=True, encoding="utf-8", check=True, cwd=ROOT)
    return [path for name in run.stdout.split("\0") if name and (path := ROOT / name).is_file()]


@pytest.mark.parametrize("pattern", [PATHS, HOSTS], ids=["a machine's path", "a registry's host"])
def test_no_file_names(pattern: re.Pattern[str]) -> None:
    files = _committed()
    assert ROOT / "README.md" in files
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in files
        for match in pattern.finditer(path.read_text(encoding="utf-8", errors="replace"))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (PATHS, "see /" + "home/kim/factdesk"),
        (PATHS, '"/' + 'work/main"'),
        (PATHS, "C:" + "\\Users\\kim"),
        (HOSTS, "https://" + "pypi" + ".org/simple"),
        (HOSTS, "--" + "index-url"),
    ],
)
def test_the_patterns_find_what_they_are_for(pattern: re.Pattern[str], text: str) -> None:
    assert pattern.search(text)
