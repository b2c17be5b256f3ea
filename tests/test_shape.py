"""From YAML nodes to values: what is wrong is a problem with file and line, never a guess or a traceback."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import shape, strict_yaml
from bot.errors import Problem
from bot.model import Figure, Hop, Name, Names, Passage, Source, Statement, Topic

FIGURE = "of: cracks\nunit: cracks\nvalue: 14\nas_printed: 14 cracks\nstatement: 1\n"
SOURCE = f"outlet: Courier\npublished: 2031-05-06\nurl: https://c.example\nlanguage: en\nsha256: {'0' * 64}\n"
FACT = """\
claim: It is so.
status: claimed
as_of: 2031-05-06
shelf_life: dated
statements:
  - voice: outlet
    source: courier
    passages: [{exact: It is so.}]
asked_as: [is it so]
"""

# Any tree that YAML can hold, with keys and values that the schema knows among them.
KNOWN = st.sampled_from(
    """facts topic occasions synonyms names claim status as_of shelf_life statements asked_as figures differs
    verified chain who verb to voice source passages exact quotes date kind name plural said speaker claimed
    true false 2031-05-06 2031-02-30 some-id nis 14 -1 1e5 0x1 ~ null""".split()
)
SCALARS = KNOWN | st.text(max_size=12)
TREES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(SCALARS, inner, max_size=6),
    max_leaves=20,
)


def read(text: str, kind: type[Any]) -> tuple[Any, shape.Reading]:
    node, problems = strict_yaml.read(f"{text}...\n".encode(), "file.yaml")
    assert node is not None, [str(problem) for problem in problems]
    reading = shape.Reading("file.yaml")
    return reading.value(node, kind, ()), reading


def problems_of(text: str, kind: type[Any]) -> list[Problem]:
    return read(text, kind)[1].problems


def swapped(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1
    return text.replace(old, new)


def test_a_whole_record_is_made_with_its_types() -> None:
    value, reading = read(FIGURE, Figure)
    assert value == Figure(of="cracks", unit="cracks", value=Decimal(14), as_printed="14 cracks", statement=1)
    assert reading.problems == []
    assert reading.lines[("value",)] == 3


def test_dates_flags_tables_and_lists_are_made_too() -> None:
    value, reading = read(
        "topic: Tower\noccasions:\n  may-fair: {label: the fair, date: 2031-05-06}\n"
        "synonyms:\n  - [crack, fissure]\n  - tower\nfacts: {}\n",
        Topic,
    )
    assert reading.problems == []
    assert value.occasions["may-fair"].date == dt.date(2031, 5, 6)
    assert value.synonyms == (("crack", "fissure"), ("tower",))
    assert dict(value.facts) == {}


def test_one_text_may_stand_for_a_list_of_one() -> None:
    value, reading = read("who: nis\nverb: said\nwith_affiliation: true\n", Hop)
    assert value == Hop(who=("nis",), verb="said", with_affiliation=True)
    assert reading.problems == []


@pytest.mark.parametrize(
    ("kind", "text", "line", "what", "write"),
    [
        (Figure, swapped(FIGURE, "value: 14", "value: fourteen"), 3, "value is “fourteen”", "digits without"),
        (
            Figure,
            swapped(FIGURE, "value: 14", "value: 2,700"),
            3,
            "value is “2,700”",
            "digits without commas",
        ),
        (Figure, swapped(FIGURE, "value: 14", "value: 1e3"), 3, "value is “1e3”", "digits without commas"),
        (Figure, swapped(FIGURE, "value: 14", "value: NaN"), 3, "value is “NaN”", "digits without commas"),
        (Figure, swapped(FIGURE, "value: 14", "value: ٣"), 3, "value is “٣”", "digits without commas"),
        (Figure, swapped(FIGURE, "value: 14", f"value: {'9' * 5000}"), 3, "value is too long", "shorten it"),
        (
            Figure,
            swapped(FIGURE, "statement: 1", "statement: one"),
            5,
            "statement is “one”",
            "a whole number",
        ),
        (
            Figure,
            swapped(FIGURE, "statement: 1", "statement: 1.5"),
            5,
            "statement is “1.5”",
            "a whole number",
        ),
        (Figure, swapped(FIGURE, "statement: 1", "statement: -1"), 5, "statement is “-1”", "a whole number"),
        (Figure, swapped(FIGURE, "of: cracks", "of:"), 1, "of is empty", "write it"),
        (
            Figure,
            swapped(FIGURE, "value: 14", "value:"),
            3,
            "value is empty",
            "digits without commas: 2700",
        ),
        (
            Figure,
            swapped(FIGURE, "of: cracks", 'of: " "'),
            1,
            "of is empty",
            "write it",
        ),
        (Figure, swapped(FIGURE, "of: cracks", "of: [cracks]"), 1, "of must be text", "write it after the"),
        (
            Figure,
            swapped(FIGURE, "of: cracks", "of: {a: b}"),
            1,
            "of must be text",
            "write it after the colon",
        ),
        (Source, swapped(SOURCE, "2031-05-06", "2031-02-30"), 2, "published is “2031-02-30”", "a day that"),
        (Source, swapped(SOURCE, "2031-05-06", "May 6, 2031"), 2, "published is “May 6, 2031”", "a day that"),
        (
            Source,
            swapped(SOURCE, "2031-05-06", "20310506"),
            2,
            "published is “20310506”",
            "a day that exists",
        ),
        (Source, swapped(SOURCE, "2031-05-06", "2031-W19-2"), 2, "published is “2031-W19-2”", "a day that"),
        (Source, swapped(SOURCE, "2031-05-06", "0000-01-01"), 2, "published is “0000-01-01”", "a day that"),
        (Hop, "who: nis\nverb: revealed\n", 2, "verb is “revealed”", "write said, told, claimed"),
        (Hop, "who: nis\nverb: said\ninferred: yes\n", 3, "inferred is “yes”", "write true or false"),
        (Hop, "who: nis\nverb: said\ninferred: True\n", 3, "inferred is “True”", "write true or false"),
        (Hop, "who: []\nverb: said\n", 1, "who is empty", "write an entry"),
        (Figure, f"{FIGURE}qualifier:\n", 6, "qualifier is empty", "write it, or leave the key out"),
        (Hop, "who: {a: b}\nverb: said\n", 1, "who must be a list", "write one “- …” line an entry"),
        (Name, "kind: stranger\nname: X\n", 1, "kind is “stranger”", "write person, body, place or role"),
        (Names, "names: [a]\n", 1, "names must have ids as keys", "write “some-id:” and its keys"),
        (Names, "names: none\n", 1, "names must have ids as keys", "write “some-id:” and its keys"),
        (Names, "[a]\n", 1, "this entry must have keys", "write names:"),
        (Names, "names:\n  Lee: {kind: person, name: Lee}\n", 2, "this is no id", "small letters a–z"),
        (Names, "names:\n  lee--kim: {kind: person, name: Lee}\n", 2, "this is no id", "small letters a–z"),
        (Names, "names:\n  한: {kind: person, name: Lee}\n", 2, "this is no id", "small letters a–z"),
        (Names, f"names:\n  {'a' * 61}: {{kind: person, name: L}}\n", 2, "this is no id", "at most 60"),
        (Names, "names:\n  lee: Lee\n", 2, "this entry must have keys", "write kind:, name:"),
    ],
)
def test_a_wrong_value_is_a_problem_with_its_line(
    kind: type[Any], text: str, line: int, what: str, write: str
) -> None:
    value, reading = read(text, kind)
    (found,) = reading.problems
    assert (found.file, found.line) == ("file.yaml", line)
    assert what in found.what
    assert write in found.write
    assert kind is Names or not isinstance(value, kind)


@pytest.mark.parametrize(
    ("old", "new", "line", "what", "write"),
    [
        (
            "status: claimed",
            "state: claimed",
            5,
            "unknown key “state” in this entry",
            "did you mean “status”?",
        ),
        ("as_of", "as of", 6, "unknown key “as of” in this entry", "did you mean “as_of”?"),
        (
            "asked_as: [is it so]",
            "phrases: [is it so]",
            12,
            "unknown key “phrases”",
            "write one of claim, sta",
        ),
        (
            "claim: It is so.",
            "caution: It is so.",
            4,
            "this entry has no “claim”",
            "write claim: The newsroom",
        ),
        ("{exact: It is so.}", "{}", 11, "statements 1, passages 1 has no “exact”", "write exact: The docum"),
        ("{exact: It is so.}", "It", 11, "statements 1, passages 1 must have keys", "write exact:, prefix:"),
        (
            "voice: outlet",
            "voice: paper",
            9,
            "statements 1, voice is “paper”",
            "write speaker, outlet or capt",
        ),
        (
            "[is it so]",
            "[is it so, []]",
            12,
            "asked_as 2 must be text",
            "write it after the colon, in quotes",
        ),
        (
            "dated",
            "dated\n    verified: {by: I}",
            8,
            "verified has no “on”",
            "write on: The day of the check.",
        ),
        (
            "dated",
            "dated\n    differs: [{about: a, sides: [{source: b}]}]",
            8,
            "sides 1 has no “says”",
            "says:",
        ),
    ],
)
def test_a_wrong_value_of_a_fact_is_named_by_its_place(
    old: str, new: str, line: int, what: str, write: str
) -> None:
    fact = "".join(f"    {each}\n" for each in FACT.splitlines())
    text = f"topic: T\nfacts:\n  lean:\n{swapped(fact, old, new)}"
    found = problems_of(text, Topic)
    assert any(each.line == line and what in each.what and write in each.write for each in found), found
    assert {each.id for each in found} == {"lean"}


@pytest.mark.parametrize(
    ("text", "write"),
    [
        (swapped(FIGURE, "of: cracks", "of:"), "write it"),
        (swapped(FIGURE, "value: 14", "value:"), "write digits without commas: 2700"),
        (f"{FIGURE}qualifier:\n", "write it, or leave the key out"),
    ],
)
def test_only_a_key_that_need_not_be_written_may_be_left_out(text: str, write: str) -> None:
    (found,) = problems_of(text, Figure)
    assert found.write == write


def test_a_wrong_group_of_synonyms_is_named_by_its_place() -> None:
    (found,) = problems_of("topic: T\nsynonyms: [[crack], {a: b}]\nfacts: {}\n", Topic)
    assert "synonyms 2 must be a list" in found.what


def test_a_list_where_a_list_of_records_belongs_is_not_guessed() -> None:
    assert [
        each.what for each in problems_of("voice: outlet\nsource: a\npassages: It is so.\n", Statement)
    ] == ["passages must be a list"]


def test_all_problems_are_collected_each_where_it_stands() -> None:
    text = (
        "topic: Tower\nfacts:\n  lean:\n    claim: [It leans.]\n    status: sure\n    as_of: soon\n"
        "    shelf_life: dated\n    colour: red\n    asked_as: []\n"
    )
    found = problems_of(text, Topic)
    assert [(each.line, each.id) for each in sorted(found)] == [
        (4, "lean"), (4, "lean"), (5, "lean"), (6, "lean"), (8, "lean"), (9, "lean")
    ]  # fmt: skip
    assert "this entry has no “statements”" in {each.what for each in found}


def test_what_is_whole_is_kept_beside_what_is_wrong() -> None:
    value, reading = read("names:\n  lee: {kind: person, name: Lee}\n  kim: {kind: person}\n", Names)
    assert list(value.names) == ["lee"]
    assert [each.id for each in reading.problems] == ["kim"]


def test_quoted_words_keep_their_spaces_and_plain_ones_have_none() -> None:
    value, _ = read('exact: "a  b"\nprefix: "x\\n\\n"\nsuffix: " c"\n', Passage)
    assert value == Passage(exact="a  b", prefix="x\n\n", suffix=" c")


def test_nothing_is_taken_for_another_type() -> None:
    value, reading = read("kind: person\nname: 010\nshort: NO\ntitle: 22:30\naccepted: [1.10, ~]\n", Name)
    assert reading.problems == []
    assert (value.name, value.short, value.title, value.accepted) == ("010", "NO", "22:30", ("1.10", "~"))


@pytest.mark.parametrize("kind", [Topic, Names, Source])
@given(tree=TREES)
def test_any_tree_gives_a_value_or_problems_with_lines_and_never_fails(kind: type[Any], tree: object) -> None:
    data = f"{json.dumps(tree, ensure_ascii=False)}\n...\n".encode(errors="replace")
    node, refused = strict_yaml.read(data, "file.yaml")
    if node is None:
        assert refused
        return
    reading = shape.Reading("file.yaml")
    value = reading.value(node, kind, ())
    assert isinstance(value, kind) or reading.problems
    for problem in reading.problems:
        assert problem.line >= 1
        assert problem.what
        assert problem.write
        assert "\n" not in str(problem)
        assert len(str(problem)) < 2_000
