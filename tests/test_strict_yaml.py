"""The strict reader: what an editor typed comes back as typed, or the file is refused with its line."""

from __future__ import annotations

import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.errors import Problem
from bot.strict_yaml import (
    MAX_BYTES,
    MAX_DEPTH,
    MAX_ERRORS,
    MAX_MARKS,
    MAX_NODES,
    Mapping,
    Node,
    Scalar,
    Sequence,
    read,
)

HERE: Final = Path(__file__).parent
BAD: Final = sorted((HERE / "bad" / "yaml").glob("*.yaml"))
EXPECTED: Final = re.compile(r"^# expect: (\d+): (.+)$", re.MULTILINE)

SAMPLE: Final = """\
# Soldiers, as of Jan. 13
topic: Soldiers
facts:
  pair-captured:
    claim: "Ukraine said it held two soldiers: “one” and another."
    status: claimed
    statements:
      - voice: speaker
        passages: [{exact: 'It''s over', prefix: ""}]
        note: |
          두 명의 병사
          Zoë's café
  casualties:
    claim: >-
      More than 300
      were killed.
    empty:
...
"""


def errors(problems: tuple[Problem, ...]) -> list[Problem]:
    return [problem for problem in problems if problem.severity == "error"]


def accepted(text: str) -> Node:
    node, problems = read(text.encode(), "good.yaml")
    assert node is not None, [str(problem) for problem in problems]
    return node


def refused(data: bytes, line: int, what: str) -> None:
    """Assert that the file is refused with just this one error."""
    node, problems = read(data, "bad.yaml")
    assert node is None
    assert [problem.line for problem in problems] == [line], [str(problem) for problem in problems]
    assert what in problems[0].what


def bare(node: Node) -> object:
    """The values alone, as the plain structures that PyYAML makes."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [bare(item) for item in node.items]
    return {key.text: bare(value) for key, value in node.entries}


# Wrong files, each with the problems that it has.


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_wrong_file_is_refused_with_just_the_problems_that_it_names(path: Path) -> None:
    data = path.read_bytes()
    expected = EXPECTED.findall(data.decode())
    node, problems = read(data, path.name)
    assert node is None
    assert expected
    found = errors(problems)
    assert [problem.line for problem in found] == [int(line) for line, _ in expected], list(map(str, found))
    for problem, (_, words) in zip(found, expected, strict=True):
        assert words in str(problem)
        assert problem.file == path.name
        assert problem.what
        assert problem.write


def test_the_folder_of_wrong_files_is_found() -> None:
    assert len(BAD) > 80


@pytest.mark.parametrize(
    ("data", "line", "what"),
    [
        (b"", 0, "empty"),
        (b"\n\n", 0, "empty"),
        (b"...\n", 0, "empty"),
        (b"---\n...\n", 0, "empty"),
        (b"\xef\xbb\xbf...\n", 0, "empty"),
        (b"a: b\n", 1, "doesn't end with the line"),
        (b"a: b\n...", 2, "doesn't end with the line"),
        (b"a: b\n... \n", 2, "doesn't end with the line"),
        (b"a: b\n...\n\n", 3, "doesn't end with the line"),
        (b"a: b\n ...\n", 2, "doesn't end with the line"),
        (b"a: |\n  b\n  ...\n", 3, "doesn't end with the line"),
        (b"a: b\n...\n# done\n", 3, "doesn't end with the line"),
        (b"a: b\nc: \xff\n...\n", 2, "byte 0xFF is not UTF-8"),
        (b"\xef\xbb\xbfa: b\n\n\xc3\x28\n...\n", 3, "byte 0xC3 is not UTF-8"),
        (b"a: \xed\xa0\x80\n...\n", 1, "byte 0xED is not UTF-8"),
        ("a: b\n...\n".encode("utf-16"), 1, "byte 0xFF is not UTF-8"),
        (b"a: b\n\xef\xbb\xbfc: d\n...\n", 2, "U+FEFF"),
        (b"a: b\nc: \x00\n...\n", 2, "U+0000"),
        (b"a: b\nc: \x1b[0m\n...\n", 2, "U+001B"),
        (b"a: b\rc: d\n...\n", 1, "U+000D"),
        ("a: b\u2029 c\n...\n".encode(), 1, "U+2029"),
        (b"a: " + b"x" * MAX_BYTES + b"\n...\n", 0, "more than 2,000,000"),
        (b"- a\n" * MAX_NODES + b"...\n", MAX_NODES, "more than 50,000 values"),
        (b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1) + b"\n...\n", 1, "more than 12 levels"),
    ],
    ids=lambda value: repr(value[:24]) if isinstance(value, bytes) else None,
)
def test_bytes_that_are_no_whole_file_are_refused(data: bytes, line: int, what: str) -> None:
    refused(data, line, what)


@pytest.mark.parametrize("byte", [*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F])
def test_a_control_character_is_refused_wherever_it_stands(byte: int) -> None:
    for text in (f"a: b{chr(byte)}\n...\n", f"# {chr(byte)}\na: b\n...\n"):
        node, problems = read(text.encode(), "bad.yaml")
        assert node is None
        assert any(f"U+{byte:04X}" in problem.what for problem in problems)


def test_a_hundred_errors_end_the_list_and_it_says_so() -> None:
    node, problems = read(b"a: b\n" * 1000 + b"...\n", "bad.yaml")
    assert node is None
    assert len(problems) == MAX_ERRORS + 1
    assert "no more are listed" in problems[0].what


def test_a_message_shows_no_character_that_cannot_be_seen() -> None:
    _, problems = read("\u202ea: b\n\u202ea: c\n...\n".encode(), "bad.yaml")
    assert any("<U+202E>a" in problem.what for problem in problems)
    assert all(str(problem).isprintable() for problem in problems)


@pytest.mark.parametrize(
    "text",
    [
        "a: \x00b: c: d\n...\n",
        "a: &b c: d\n...\n",
        'a: b\nc: "d\n',
        'a: "b\nc: d\n',
        'a: "b\\n\n  c\u200b"\n...\n',
        "a: [" + '"\\u202e", ' * 200 + "]\n...\n",
    ],
    ids=repr,
)
def test_what_only_follows_from_a_problem_is_not_told_as_another(text: str) -> None:
    node, problems = read(text.encode(), "bad.yaml")
    assert node is None
    assert len(problems) == 1


def test_problems_that_do_not_follow_from_one_another_are_all_told() -> None:
    _, problems = read("a: b\na: c\nd: \u200be\nf: *g\nh: i: j\n...\n".encode(), "bad.yaml")
    assert [problem.line for problem in problems] == [2, 3, 4, 5]


# Files cut short.


def test_every_beginning_of_a_good_file_is_refused() -> None:
    for data in (SAMPLE.encode(), SAMPLE.replace("\n", "\r\n").encode(), SAMPLE.encode("utf-8-sig")):
        assert read(data, "good.yaml") == (accepted(SAMPLE), ())
        for end in range(len(data)):
            node, problems = read(data[:end], "cut.yaml")
            assert node is None, data[:end]
            assert errors(problems)


# What other readers change.

AS_TYPED: Final = [
    *("NO", "no", "on", "Off", "yes", "y", "true", "null", "~", "010", "0o10", "0x1F", "1_000", "22:30"),
    *("1.10", "1e3", ".5", "+1", ".inf", ".NaN", "2025-01-13", "2024-13-45", "2025-01-13T22:30:00Z", "="),
    *("9" * 5000, "a#b", "http://a.example/#b", "<<<", "...and", "--", "-5", "100%", "it's", "US$3", "…"),
    *("“two”", "10\u00a0000", "북한군", "Zoë", "👩", "❤\ufe0f", "a\\nb", "nis:", "12:30:45", "1,000"),
]


@pytest.mark.parametrize("typed", [typed for typed in AS_TYPED if not typed.endswith(":")])
def test_an_unquoted_value_comes_back_as_typed(typed: str) -> None:
    assert bare(accepted(f"a: {typed}\nb:\n  - {typed}\n...\n")) == {"a": typed, "b": [typed]}


@pytest.mark.parametrize("typed", [typed for typed in AS_TYPED if len(typed) < 1000 and typed[-1] != ":"])
def test_a_key_comes_back_as_typed(typed: str) -> None:
    assert bare(accepted(f"{typed}: x\n...\n")) == {typed: "x"}


@pytest.mark.parametrize("typed", AS_TYPED)
def test_a_quoted_value_comes_back_as_typed(typed: str) -> None:
    doubled = typed.replace("'", "''")
    assert bare(accepted(f"- '{doubled}'\n...\n")) == [typed]


def test_a_value_left_empty_is_the_empty_string() -> None:
    assert accepted('a:\nb: ""\n...\n') == Mapping(
        (
            (Scalar("a", 1, plain=True), Scalar("", 1, plain=True)),
            (Scalar("b", 2, plain=True), Scalar("", 2, plain=False)),
        ),
        1,
    )


def test_every_node_has_the_line_on_which_it_begins() -> None:
    facts = accepted(SAMPLE)
    assert isinstance(facts, Mapping)
    assert facts.line == 2
    inner = facts.get("facts")
    assert isinstance(inner, Mapping)
    assert [(key.text, key.line) for key, _ in inner.entries] == [("pair-captured", 4), ("casualties", 13)]
    casualties = inner.get("casualties")
    assert isinstance(casualties, Mapping)
    assert casualties.get("claim") == Scalar("More than 300 were killed.", 14, plain=False)
    assert casualties.get("nothing") is None


def test_accents_are_composed_in_keys_and_values() -> None:
    assert bare(accepted("Jose\u0301: Zoe\u0308\n...\n")) == {"José": "Zoë"}


def test_the_accents_of_one_letter_may_be_as_many_as_unicode_allows_for_a_stream() -> None:
    assert isinstance(accepted("a: x" + "\u0323" * MAX_MARKS + "\n...\n"), Mapping)


@pytest.mark.parametrize(
    "text",
    [
        "---\na: b\n...\n",
        "a: b # the comment is warned of, no more\n...\n",
        "# \ta tab in a comment\na:\tb\n...\n",
        "a: |\n  One\n  ===== five is no marker\n...\n",
        "a: '>>>>>> six'\n...\n",
        "a: 'x <<<<<<< y'\n...\n",
        "[" * MAX_DEPTH + "]" * MAX_DEPTH + "\n...\n",
        "- a\n" * (MAX_NODES - 1) + "...\n",
        '"\\u00a0\\x41\\_": b\n...\n',
        "Id: a\nb:\n  id: c\n...\n",
    ],
    ids=lambda text: repr(text[:24]),
)
def test_what_is_harmless_is_let_through(text: str) -> None:
    accepted(text)


# Warnings.


@pytest.mark.parametrize(
    ("text", "line", "shown"),
    [
        ("claim: We are #1 in deaths\n...\n", 1, "“We are”"),
        ("claim: #1 in deaths\n...\n", 1, "“”"),
        ("a: b\nc:\n  - d\t# e\n...\n", 3, "“d”"),
        ("claim: One\n  two # three\n...\n", 1, "“One two”"),
        ("a: [b # c\n  , d]\n...\n", 1, "“b”"),
        ("a: {b: #c\n  }\n...\n", 2, "“”"),
        ("- #1\n- b\n...\n", 1, "“”"),
    ],
)
def test_an_unquoted_value_before_a_comment_is_warned_of(text: str, line: int, shown: str) -> None:
    node, problems = read(text.encode(), "good.yaml")
    assert node is not None
    assert [(problem.line, problem.severity) for problem in problems] == [(line, "warning")]
    assert f"{shown} is cut at “#”" in problems[0].what


@pytest.mark.parametrize(
    "text",
    [
        "claim: 'We are #1' # said twice\n...\n",
        "claim: We are#1\n...\n",
        "facts: # all of them\n  a: b\n...\n",
        "claim: # below\n  One\n...\n",
        "a: [b, c] # d\n...\n",
        "a: | # d\n  b #1\n...\n",
        "a: b\n# c\nd: e\n...\n",
        "a:\n  - b\n  # c\n  -\n...\n",
    ],
)
def test_a_comment_that_cuts_nothing_is_not_warned_of(text: str) -> None:
    node, problems = read(text.encode(), "good.yaml")
    assert node is not None
    assert problems == ()


def test_a_warning_stands_beside_the_errors() -> None:
    node, problems = read(b"a: b #c\na: d\n...\n", "bad.yaml")
    assert node is None
    assert [problem.severity for problem in problems] == ["warning", "error"]


# For any input.

PIECES: Final = st.sampled_from(
    [
        *(
            "a",
            "b",
            "A",
            "é",
            "e\u0301",
            " ",
            "  ",
            "\n",
            "\n",
            "\r\n",
            "\t",
            ": ",
            "- ",
            "? ",
            ", ",
            "# ",
            "#",
        ),
        *('"', "'", "[", "]", "{", "}", "| ", "> ", "&a ", "*a", "!t ", "%", "<<", "=" * 7, "\\u202e", "\\n"),
        *("---\n", "...\n"),
    ]
)
YAMLISH: Final = st.lists(PIECES, max_size=30).map(lambda pieces: "".join(pieces) + "\n...\n")


@settings(deadline=None, max_examples=300)
@given(st.binary() | YAMLISH.map(str.encode) | st.text().map(lambda text: f"{text}\n...\n".encode()))
def test_any_bytes_give_a_node_or_errors_and_never_both(data: bytes) -> None:
    node, problems = read(data, "any.yaml")
    assert (node is None) == bool(errors(problems))
    assert list(problems) == sorted(problems)


@settings(deadline=None, max_examples=300)
@given(YAMLISH)
def test_what_is_accepted_means_what_libyaml_takes_it_for(text: str) -> None:
    node, _ = read(text.encode(), "any.yaml")
    if node is not None:
        loaded = yaml.load(unicodedata.normalize("NFC", text), Loader=yaml.CBaseLoader)  # noqa: S506 it makes strings only
        assert bare(node) == loaded


@settings(deadline=None, max_examples=200)
@given(YAMLISH, st.data())
def test_no_beginning_of_an_accepted_file_is_accepted(text: str, data: st.DataObject) -> None:
    whole = text.encode()
    if read(whole, "any.yaml")[0] is not None:
        cut = data.draw(st.integers(0, len(whole) - 1))
        assert read(whole[:cut], "cut.yaml")[0] is None


def escaped(text: str) -> str:
    return "".join(f"\\U{ord(char):08x}" for char in text)


def typed(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


@settings(deadline=None, max_examples=300)
@given(st.text(), st.sampled_from([escaped, typed]))
@example("\u202e", escaped)
@example("a\nb", typed)
@example("\u0301" * (MAX_MARKS + 1), escaped)
def test_any_text_in_double_quotes_comes_back_or_is_refused(text: str, write: Callable[[str], str]) -> None:
    node, problems = read(f'a: "{write(text)}"\n...\n'.encode("utf-8", "surrogatepass"), "any.yaml")
    if node is not None:
        assert bare(node) == {"a": unicodedata.normalize("NFC", text)}
        assert not any(unicodedata.category(char) in {"Cf", "Cs", "Co"} for char in text)
        assert not any(unicodedata.category(char) == "Cc" for char in text if char != "\n")
    else:
        assert errors(problems)


@settings(deadline=None, max_examples=300)
@given(
    st.text(
        st.characters(categories=["L", "Nd", "P", "S"], exclude_characters="<=>|\u115f\u1160\u3164\uffa0")
    )
)
def test_letters_digits_and_signs_are_never_refused(text: str) -> None:
    assert bare(accepted(f'a: "{typed(text)}"\n...\n')) == {"a": unicodedata.normalize("NFC", text)}


# What is made to exhaust a reader. Each runs in a process of its own, whose processor time is limited by
# the system, not by a clock of the test: a reader that runs on, or dies, ends without its answer.

CHILD: Final = """
import resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (2, 2))
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
from bot.strict_yaml import read
node, problems = read(sys.stdin.buffer.read(), "bomb.yaml")
print("refused" if node is None else "read", len(problems))
"""


def filled(piece: str) -> str:
    return piece * ((MAX_BYTES - 5) // len(piece.encode()))


MERGED: Final = "".join(f"a{i}: &a{i}\n  <<: [*a{i - 1}, *a{i - 1}]\n" for i in range(1, 40))
LAUGHS: Final = "".join(f"b{i}: &b{i} [*b{i - 1}, *b{i - 1}]\n" for i in range(1, 40))


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        (filled("["), "refused"),
        ("[" * 50_000, "refused"),
        (filled("{"), "refused"),
        (filled("- "), "refused"),
        (filled("? "), "refused"),
        (filled("{a: "), "refused"),
        ("".join(" " * depth + "a:\n" for depth in range(1900)), "refused"),
        ("a0: &a0 {x: 1}\n" + MERGED, "refused"),
        ("b0: &b0 [x, x]\n" + LAUGHS, "refused"),
        (filled("a: 1\n"), "refused"),
        ("".join(f"k{i}: v\n" for i in range(150_000)), "refused"),
        ("[" + filled("a, ")[:-8] + "]", "refused"),
        ("a: x" + filled("\u0301\u0327")[:-8], "refused"),
        ('a: "x' + filled("\\u0301\\u0327")[:-12] + '"', "refused"),
        (filled("\u200b\n"), "refused"),
        (filled("<<<<<<<\n"), "refused"),
        ("- a #b\n" * (MAX_NODES - 1), "read"),
        ("a: " + filled("x:y ")[:-8], "read"),
        ("a: " + filled("9")[:-8], "read"),
    ],
    ids=lambda value: repr(value[:16]),
)
def test_a_bomb_is_answered_within_its_limits_and_the_process_lives(text: str, answer: str) -> None:
    pytest.importorskip("resource", reason="the limits are a Unix system's")
    data = f"{text}\n...\n".encode()
    assert len(data) <= MAX_BYTES
    child = subprocess.run(
        [sys.executable, "-c", CHILD], input=data, capture_output=True, cwd=HERE.parent, check=False
    )
    assert child.returncode == 0, child.stderr.decode()
    assert child.stdout.decode().startswith(answer)
