"""What the shape alone can't say: a wrong file for every rule, each with the problem expected."""

from __future__ import annotations

import ast
import dataclasses
import datetime as dt
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import answer, exports, lint, load, render, validate
from bot.errors import FactFileError
from bot.model import FactFile, Source
from tests.conftest import ROOT, SMALL, changed

Files = dict[str, bytes]
Path_ = tuple[str | int, ...]

BAD: Final = ROOT / "tests" / "bad" / "facts"
EXPECTED: Final = re.compile(r"^# expect: (\d+): (.+)$", re.MULTILINE)
# Which file of the small fact file a wrong file takes the place of, by the folder that it is in.
IN_PLACE_OF: Final = {
    "topics": "facts/clock-tower.yaml",
    "names": load.NAMES,
    "seeds": "seeds/courier-2031-05-06.yaml",
    "gaps": load.GAPS,
}
WRONG: Final = sorted(BAD.glob("*/*.yaml"))
TODAY: Final = dt.date(2031, 5, 12)


def with_file(small_files: Files, name: str, data: bytes) -> Files:
    """The small file with one file in another's place; a topic then stands alone."""
    kept = {key: each for key, each in small_files.items() if key != "facts/swans.yaml" or "names" in name}
    return {**kept, name: data}


@pytest.mark.parametrize("path", WRONG, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_wrong_file_has_just_the_problems_that_it_names(small_files: Files, path: Path) -> None:
    data, name = path.read_bytes(), IN_PLACE_OF[path.parent.name]
    expected = EXPECTED.findall(data.decode())
    assert expected
    loaded = load.parse(with_file(small_files, name, data))
    found = [problem for problem in validate.problems(loaded) if problem.file == name]
    assert [problem.line for problem in found] == [int(line) for line, _ in expected], list(map(str, found))
    for problem, (_, words) in zip(found, expected, strict=True):
        assert words in str(problem)
        assert problem.write


def test_the_folder_of_wrong_files_is_found() -> None:
    assert len(WRONG) > 65
    assert {path.parent.name for path in WRONG} == set(IN_PLACE_OF)


def test_the_file_that_the_wrong_ones_are_made_from_is_good(small_files: Files) -> None:
    good = (BAD / "good.yaml").read_bytes()
    loaded = load.parse(with_file(small_files, IN_PLACE_OF["topics"], good))
    assert validate.problems(loaded) == ()


def test_the_small_file_is_good(small_loaded: load.Loaded) -> None:
    assert validate.problems(small_loaded) == ()
    assert validate.checked(small_loaded) is small_loaded.fact_file


def fixed_words(value: ast.expr) -> str:
    """The longest words of a message that are the same whatever it speaks of."""
    parts = value.values if isinstance(value, ast.JoinedStr) else [value]
    return max((str(part.value) for part in parts if isinstance(part, ast.Constant)), key=len)


def test_every_rule_has_a_wrong_file() -> None:
    tree = ast.parse((ROOT / "bot" / "validate.py").read_text(encoding="utf-8"))
    yielded = [
        node.value.elts
        for node in ast.walk(tree)
        if isinstance(node, ast.Yield) and isinstance(node.value, ast.Tuple)
    ]
    messages = {
        fixed_words(what) for *_, what, _ in yielded if isinstance(what, ast.Constant | ast.JoinedStr)
    }
    assert len(messages) > 35
    named = "\n".join(
        words for path in WRONG for _, words in EXPECTED.findall(path.read_text(encoding="utf-8"))
    )
    of_two_files = {" has this topic already"}
    assert {each for each in messages if each not in named} == of_two_files


def test_a_topic_that_two_files_have_is_a_problem(small_files: Files) -> None:
    files = {**small_files, "facts/zoo.yaml": b"topic: SWANS\nfacts: {}\n...\n"}
    (found,) = validate.problems(load.parse(files))
    assert str(found) == (
        "facts/zoo.yaml:1: facts/zoo.yaml: facts/swans.yaml has this topic already; give it a name of its own"
    )


def test_a_phrase_is_found_again_however_it_is_typed(small_files: Files) -> None:
    name = "facts/swans.yaml"
    files = {
        **small_files,
        name: small_files[name].replace(b"- red collar", "- How  Many ＳＷＡＮＳ".encode()),
    }
    assert ["is asked of swan-count too" in each.what for each in validate.problems(load.parse(files))] == [
        True
    ]


def test_a_phrase_of_a_fact_is_found_in_a_gap_however_it_is_typed(small_files: Files) -> None:
    gaps = small_files[load.GAPS].replace(b"- food for the swans", b"- Red  \xef\xbc\xa3ollar")
    (found,) = validate.problems(load.parse({**small_files, load.GAPS: gaps}))
    assert str(found) == (
        "facts/not-on-file.yaml:12: “Red  Ｃollar” is asked of swan-collar, which is on file; "
        "leave it to one of them"
    )
    assert found.severity == "error"


def test_warnings_stop_nothing_and_errors_stop_all(small_files: Files) -> None:
    name = "facts/swans.yaml"
    few = small_files[name].replace(b"      - collar on a bird\n", b"")
    loaded = load.parse({**small_files, name: few})
    assert [problem.severity for problem in validate.problems(loaded)] == ["warning"]
    assert "swan-collar" in validate.checked(loaded).facts
    wrong = load.parse({**small_files, name: few.replace(b"collar.", b"collar")})
    with pytest.raises(FactFileError) as raised:
        validate.checked(wrong)
    assert {problem.severity for problem in raised.value.problems} == {"error"}


@pytest.mark.parametrize(
    "address",
    [
        "https://courier.example/a-b_c?d=e&f=%20#g",
        "http://courier.example",
        "https://courier.example:8443/a(b)c;d,e~f!g$h*i+j'k@l",
        "https://xn--bcher-kva.example/%EB%AC%B8",
    ],
)
def test_a_web_address_is_taken(small_loaded: load.Loaded, address: str) -> None:
    assert [each for each in _with_address(small_loaded, address) if "url" in each] == []


@pytest.mark.parametrize(
    "address",
    [
        "",
        "courier.example",
        "//courier.example/a",
        "ftp://courier.example/a",
        "javascript:alert(1)",
        "data:text/html,x",
        "https://",
        "https:///a",
        "https://localhost/a",
        "https://a.example/ b",
        "https://a.example/<b>",
        "https://a.example/a|b",
        'https://a.example/"b"',
        "https://a.example/`b`",
        "https://a.example/\\b",
        "https://a.example/\u202eb",
        "https://bücher.example/a",
        "https://a.example@evil.example/",
        "http://[",
        "http://[::1",
        "http://ex\u2100mple.com/",
    ],
)
def test_what_is_no_web_address_is_refused_and_never_fails(small_loaded: load.Loaded, address: str) -> None:
    assert [each for each in _with_address(small_loaded, address) if "url" in each]


def _with_address(loaded: load.Loaded, address: str) -> list[str]:
    file = loaded.fact_file
    source = dataclasses.replace(file.sources["courier-2031-05-06"], url=address)
    sources = {**file.sources, "courier-2031-05-06": source}
    made = dataclasses.replace(loaded, fact_file=dataclasses.replace(file, sources=sources))
    return [problem.what for problem in validate.problems(made)]


def test_two_occasions_of_one_fact_confirm_it_and_a_check_does_too(small_loaded: load.Loaded) -> None:
    file = small_loaded.fact_file
    count = file.facts["swan-count"]
    alone = changed(file, "swan-count", statements=count.statements[:1], figures=())
    checked = changed(alone, "swan-count", verified=file.facts["tower-height"].verified)
    assert [len(_problems(small_loaded, each)) for each in (file, alone, checked)] == [0, 1, 0]


def _problems(loaded: load.Loaded, file: FactFile) -> tuple[object, ...]:
    return validate.problems(dataclasses.replace(loaded, fact_file=file))


# Any one key changed


def trees() -> dict[str, Any]:
    """The good file as plain structures; JSON of it is YAML that the strict reader takes."""
    return dict(yaml.load((BAD / "good.yaml").read_text(), Loader=yaml.BaseLoader))  # noqa: S506 - strings only


def paths(tree: object, at: Path_ = ()) -> Iterator[Path_]:
    """Every place in the tree, leaves and branches."""
    if at:
        yield at
    if isinstance(tree, dict):
        for key, inner in tree.items():
            yield from paths(inner, (*at, key))
    elif isinstance(tree, list):
        for number, inner in enumerate(tree):
            yield from paths(inner, (*at, number))


def put(tree: Any, at: Path_, value: object) -> Any:  # noqa: ANN401 - any tree
    """The tree with one place replaced, or taken away where the value is None."""
    if not at:
        return value
    step, rest = at[0], at[1:]
    inner = put(tree[step], rest, value)
    if isinstance(tree, dict):
        return {
            key: inner if key == step else each
            for key, each in tree.items()
            if key != step or inner is not None
        }
    return [
        inner if number == step else each
        for number, each in enumerate(tree)
        if number != step or inner is not None
    ]


PLACES: Final = sorted(paths(trees()), key=str)
VALUES: Final = (
    st.none()
    | st.text(max_size=20)
    | st.sampled_from(
        """x . … “ No. 0 -1 1 14 99999999999999 1.5 true false 2024-02-29 0001-01-01 9999-12-31 2031-13-01 in
        ( [x tower-cracks tower-height nobody mira-holt reporters works-office works-briefing radio-2031-05-06
        courier-2031-05-06 speaker outlet caption said told announced claimed predicted record confirmed
        disputed superseded withdrawn permanent dated lapsed http://[ https://x.example the""".split()
    )
    | st.sampled_from(
        ["", " ", '."', "one\ntwo", "\\", "x\u00a0y", "한국 😀", "a" * 900, "word " * 70, "<!channel> &"]
    )
    | st.sampled_from([[], {}, ["x"], ["mira-holt", "works-office"], [["x"]], {"x": "y"}, [{}]])
)


def served(files: Files) -> None:
    """Read, check and prove a file; where it is good, show every fact of it on every surface."""
    loaded = load.parse(files)
    report = lint.lint(loaded, {"courier-2031-05-06": b"The tower, built in 1884, is 31.5 meters high."})
    exports.report(report)
    if any(problem.severity == "error" for problem in validate.problems(loaded)):
        return
    for key in loaded.fact_file.facts:
        made = answer.answer(key, loaded.fact_file, TODAY)
        for message in (render.card(made), render.more(made), render.pick((made,))):
            assert message.blocks
        json.dumps(exports.answer(made))
        assert "None" not in made.paste
    for gap in loaded.fact_file.gaps:
        assert render.nothing("x", "/facts", gap.about).blocks
    assert render.facts(loaded.fact_file, None, "/facts").blocks
    assert render.sources(loaded.fact_file).blocks


@settings(max_examples=120)
@given(at=st.sampled_from(PLACES), value=VALUES)
def test_any_one_key_changed_gives_problems_or_a_file_that_can_be_shown(
    small_files: Files, at: Path_, value: object
) -> None:
    data = json.dumps(put(trees(), at, value), ensure_ascii=False).encode(errors="replace") + b"\n...\n"
    served(with_file(small_files, IN_PLACE_OF["topics"], data))


SOURCE_KEYS: Final = [field.name for field in dataclasses.fields(Source)]


@settings(max_examples=40)
@given(key=st.sampled_from(SOURCE_KEYS), value=VALUES)
def test_any_one_key_of_a_source_changed_gives_problems_or_a_file_that_can_be_shown(
    small_files: Files, key: str, value: object
) -> None:
    name = IN_PLACE_OF["seeds"]
    tree = yaml.load(small_files[name], Loader=yaml.BaseLoader)  # noqa: S506 - strings only
    data = json.dumps({**tree, key: value}, ensure_ascii=False).encode(errors="replace") + b"\n...\n"
    served(with_file({**small_files, "facts/clock-tower.yaml": (BAD / "good.yaml").read_bytes()}, name, data))


def gaps() -> dict[str, Any]:
    text = (SMALL / "facts" / "not-on-file.yaml").read_text()
    return dict(yaml.load(text, Loader=yaml.BaseLoader))  # noqa: S506 - strings only


@settings(max_examples=60)
@given(at=st.sampled_from(sorted(paths(gaps()), key=str)), value=VALUES)
def test_any_one_key_of_a_gap_changed_gives_problems_or_a_file_that_can_be_shown(
    small_files: Files, at: Path_, value: object
) -> None:
    data = json.dumps(put(gaps(), at, value), ensure_ascii=False).encode(errors="replace") + b"\n...\n"
    served(with_file(small_files, load.GAPS, data))


def test_a_source_of_a_leap_day_can_be_shown(small_files: Files) -> None:
    name = IN_PLACE_OF["seeds"]
    leap = small_files[name].replace(b"published: 2031-05-06", b"published: 2032-02-29")
    served(with_file(small_files, name, leap))
