"""`factdesk new`: skeletons that say what to write, and pass lint once it is written."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, get_args, get_type_hints

import pytest
from click.testing import CliRunner, Result

from bot import load, skeletons, validate
from bot.cli import cli
from bot.model import Fact, Name, Source
from tests.conftest import SMALL

FILLED: Final = {
    "claim": "The Courier reported so.",
    "status": "claimed",
    "as_of": "2031-05-06",
    "shelf_life": "permanent",
    "voice": "outlet",
    "source": "courier-2031-05-06",
    "exact": "Words as printed.",
    "asked_as": "something entirely new",
    "outlet": "Courier",
    "published": "2031-05-06",
    "url": "https://courier.example/",
    "language": "en",
    "sha256": "0" * 64,
    "kind": "person",
    "name": "Ada Newcomer",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("facts", "seeds"):
        shutil.copytree(SMALL / name, tmp_path / name)
    return tmp_path


def new(folder: Path, *arguments: str) -> Result:
    folders = ["--facts", str(folder / "facts"), "--seeds", str(folder / "seeds")]
    return CliRunner().invoke(cli, ["new", *arguments, *folders], obj={})


def filled(text: str) -> str:
    """The skeleton with something plausible behind each empty key and dash."""
    keyed = re.sub(r"^( *(?:- )?)([a-z_0-9]+):$", _value, text, flags=re.MULTILINE)
    return re.sub(r"^( +)-$", rf"\1- {FILLED['asked_as']}", keyed, flags=re.MULTILINE)


def _value(found: re.Match[str]) -> str:
    value = FILLED.get(found[2])
    return (
        found[0] if value is None or found[2] == "asked_as" else f"{found[1]}{found[2]}: {json.dumps(value)}"
    )


def problems(folder: Path) -> list[str]:
    loaded = load.parse(load.read_files(folder / "facts", folder / "seeds"))
    return [str(each) for each in validate.problems(loaded) if each.severity == "error"]


def put(folder: Path, kind: str) -> Path:
    """Have a new entry of this kind written into its place."""
    topic = folder / "facts" / "clock-tower.yaml"
    way = ["--to", str(topic)] if kind == "fact" else ["--write"]
    done = new(folder, kind, "a-new-one", *way)
    assert done.exit_code == 0, done.output
    return Path(done.output.splitlines()[0])


@pytest.mark.parametrize("kind", get_args(skeletons.Kind))
def test_unfilled_it_is_refused_with_what_to_write_and_filled_it_passes(folder: Path, kind: str) -> None:
    path = put(folder, kind)
    found = problems(folder)
    assert found
    assert all("; write" in each for each in found)
    path.write_text(filled(path.read_text()))
    assert problems(folder) == []


@pytest.mark.parametrize("kind", get_args(skeletons.Kind))
def test_all_else_in_the_file_stays_as_it_stood(folder: Path, kind: str) -> None:
    before = {path: path.read_text() for path in folder.rglob("*.yaml")}
    path = put(folder, kind)
    for other, text in before.items():
        now = other.read_text()
        assert now == text if other != path else now.startswith(text.removesuffix("...\n").rstrip())
        assert now.endswith("...\n")


def test_a_source_s_digest_is_taken_of_its_document(folder: Path) -> None:
    document = folder / "text.txt"
    document.write_bytes(b"Words.\n")
    done = new(folder, "source", "paper-1", "--document", str(document))
    line = f"sha256: {hashlib.sha256(document.read_bytes()).hexdigest()}\n"
    assert line in done.output
    document.rename(folder / "paper-1.txt")
    run = CliRunner().invoke(cli, ["new", "source", "paper-1"], env={"DOCUMENTS_DIR": str(folder)})
    assert line in run.output


def test_nothing_is_overwritten(folder: Path) -> None:
    for kind in get_args(skeletons.Kind):
        put(folder, kind)
        topic = folder / "facts" / "clock-tower.yaml"
        way = ["--to", str(topic)] if kind == "fact" else ["--write"]
        before = {path: path.read_bytes() for path in folder.rglob("*.yaml")}
        done = new(folder, kind, "a-new-one", *way)
        assert done.exit_code == 1
        assert "already" in str(done.exception)
        assert before == {path: path.read_bytes() for path in folder.rglob("*.yaml")}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["fact", "No Id"], "is no id"),
        (["source", "--write"], "Under which id?"),
        (["name", "ada", "--to", "{topic}"], "--to is for a fact"),
        (["fact", "new-one", "--document", "{topic}"], "--document is for a source"),
        (["fact", "new-one", "--write"], "Which topic?"),
        (["story", "new-one"], "is not one of"),
    ],
)
def test_wrong_use_is_said(folder: Path, arguments: list[str], said: str) -> None:
    topic = str(folder / "facts" / "clock-tower.yaml")
    done = new(folder, *[each.replace("{topic}", topic) for each in arguments])
    assert done.exit_code == 2
    assert said in done.output


def test_a_fact_is_not_put_behind_something_else(folder: Path) -> None:
    topic = folder / "facts" / "clock-tower.yaml"
    text = topic.read_text().removesuffix("...\n")
    for end in ("synonyms:\n  - [a, b]\n...\n", "", "...\nfacts:\n"):
        topic.write_text(text + end)
        done = new(folder, "fact", "a-new-one", "--to", str(topic))
        assert "paste it below" in str(done.exception)
        assert topic.read_text() == text + end


def test_an_id_of_another_topic_is_taken_too(folder: Path) -> None:
    done = new(folder, "fact", "swan-count", "--to", str(folder / "facts" / "clock-tower.yaml"))
    assert "“swan-count” stands at facts/swans.yaml:" in str(done.exception)


def test_the_entry_stands_as_far_in_as_those_before_it() -> None:
    text = "facts:\n    one:\n        claim: x\n...\n"
    entry = "  two:\n    claim:\n"
    made = skeletons.appended(text, "facts", entry, "f")
    assert made == "facts:\n    one:\n        claim: x\n\n    two:\n      claim:\n...\n"


def test_what_a_name_s_file_holds_that_is_no_text_is_said(folder: Path) -> None:
    path = folder / "facts" / "names.yaml"
    path.write_bytes(b"\xff\n...\n")
    done = new(folder, "name", "ada", "--write")
    assert "not UTF-8" in str(done.exception)
    assert path.read_bytes() == b"\xff\n...\n"


def test_no_temporary_file_and_no_line_ending_is_left_behind(folder: Path) -> None:
    put(folder, "fact")
    put(folder, "name")
    assert not list(folder.rglob("*.tmp"))
    assert not any(b"\r" in path.read_bytes() for path in folder.rglob("*.yaml"))


def test_printed_without_an_id_it_asks_for_one_and_says_where_it_goes(folder: Path) -> None:
    done = new(folder, "fact")
    assert done.stdout.startswith("  ID:\n")
    assert "Paste it at the end of" in done.stderr


def below(kind: Any) -> Iterator[Any]:  # noqa: ANN401 - a class
    """A record's class and those of all the records that it holds."""
    yield kind
    for hint in get_type_hints(kind).values():
        for inner in (hint, *get_args(hint)):
            if dataclasses.is_dataclass(inner):
                yield from below(inner)


@pytest.mark.parametrize(("kind", "top"), [("fact", Fact), ("source", Source), ("name", Name)])
def test_every_key_stands_there_with_its_meaning(kind: skeletons.Kind, top: Any) -> None:  # noqa: ANN401 - a class
    text = skeletons.skeleton(kind, "a-new-one")
    words = " ".join(re.sub(r"^[ #]+", "", text, flags=re.MULTILINE).split())
    for record in below(top):
        for field in dataclasses.fields(record):
            assert re.search(rf"\b{field.name}:", words), (record, field.name)
            assert field.metadata["doc"] in words


def test_what_takes_one_of_a_few_words_names_them() -> None:
    text = " ".join(skeletons.skeleton("fact", "a-new-one").replace("#", "").split())
    assert "Write said, told, claimed, predicted, announced or suggested." in text
    assert "Whose hedge it is. Write speaker or outlet." in text
