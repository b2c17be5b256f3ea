"""Writing edits back: what was wanted is read back, and what was not edited stays byte for byte."""

from __future__ import annotations

import dataclasses
import io
import re
import unicodedata
from collections.abc import Mapping
from typing import Any, Final

import pytest
import ruamel.yaml
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot import load, rewriting, strict_yaml
from bot.changes import digest
from bot.edits import AddFact, AddSource, Plain, SetFields
from bot.errors import ChangedError, FieldError, NotFoundError, RefusedError
from bot.model import Fact, FactFile
from bot.rewriting import trees, writing
from tests.conftest import ROOT, SMALL
from tests.rewriting_layouts import OPTIONAL, Layout, layouts, values

Files = dict[str, bytes]
FILES: Final = load.read_files(SMALL / "facts", SMALL / "seeds")
TOWER: Final = "facts/clock-tower.yaml"
SWANS: Final = "facts/swans.yaml"
NEW: Final[Mapping[str, Plain]] = {
    "claim": "The weir was mended.",
    "status": "record",
    "as_of": "2031-05-09",
    "shelf_life": "permanent",
    "statements": [
        {
            "voice": "outlet",
            "source": "courier-2031-05-09",
            "passages": [{"exact": "The weir was mended."}],
        }
    ],
    "asked_as": ["weir", "is the weir mended"],
}
SOURCE: Final[Mapping[str, Plain]] = {
    "outlet": "Courier",
    "published": "2031-05-10",
    "url": "https://courier.example/10",
    "language": "en",
    "sha256": "0" * 64,
}
TAKEN: Final = (
    "- item",
    "# comment",
    "a # comment",
    "key: value",
    "key:",
    "<!channel>",
    "<@U123>",
    "line\nline",
    "line\n...\nline",
    '"',
    "'",
    "\"quoted\" and 'quoted'",
    "back\\slash",
    "NO",
    "no",
    "~",
    "null",
    "true",
    "y",
    "010",
    "0o17",
    "1_000",
    "1e5",
    "22:30",
    "1.10",
    ".inf",
    "=",
    "<<",
    "2025-01-13",
    "---",
    "...",
    "--- x",
    "& anchor",
    "*alias",
    "!tag",
    "%directive",
    "@at",
    "`tick`",
    "| block",
    "> fold",
    "? key",
    "[list]",
    "{map: 1}",
    "a, b",
    "  spaces  ",
    "no-break\u00a0space",
    "thin\u2009space",
    "한국어",
    "e\u0301",
    "😀",
    "שלום",
    "a" * 1_000,
)
REFUSED: Final = (
    "\n",
    "👩\u200d🚀",
    "\u202eevil",
    "zero\u200bwidth",
    "null\x00",
    "tab\tbed",
    "bell\x07",
    "carriage\rreturn",
    "\u2028",
    "\ufeff",
    "\ud800",
    "\udc00x",
    "\ue000",
    "<<<<<<< HEAD",
    "a" * 10_000,
    "",
    " ",
)


def read(files: Files) -> FactFile:
    loaded = load.parse(files)
    assert [each for each in loaded.problems if each.severity == "error"] == []
    return loaded.fact_file


def applied(files: Files, edit: SetFields | AddFact | AddSource) -> Files:
    """All files after the edit."""
    changed = rewriting.apply(edit, files, read(files))
    assert all(files.get(name) != data for name, data in changed.items())
    return {**files, **changed}


def setting(files: Files, fact: str, **fields: Plain) -> Files:
    return applied(files, SetFields(fact, digest(read(files).facts[fact]), fields))


def said(data: bytes) -> Any:  # noqa: ANN401 - a tree of any shape
    node, problems = strict_yaml.read(data, "x")
    assert node is not None, problems
    return trees.read(node)


def outside(text: str, fact: str) -> tuple[str, str]:
    """What stands before the lines of a fact, and what stands behind them."""
    lines = text.splitlines(keepends=True)
    start = lines.index(f"  {fact}:\n", lines.index("facts:\n"))
    keys = (n for n, line in enumerate(lines) if n > start and re.match(r"  [a-z0-9-]+:|\.\.\.", line))
    return "".join(lines[:start]), "".join(lines[next(keys) :])


# What is not edited


EDITS: Final[Mapping[str, Plain]] = {
    "claim": "It is: so.",
    "status": "disputed",
    "as_of": "2030-01-02",
    "shelf_life": "dated",
    "statements": [{"voice": "outlet", "source": "x", "passages": [{"exact": "It is so."}]}],
    "asked_as": ["NO", "one # two", "three"],
    "lapses": "2031-01-01",
    "figures": [{"of": "x", "unit": "z", "value": 3, "as_printed": "3, or so", "statement": 1}],
    "differs": [{"about": "x", "sides": [{"source": "a", "says": "b"}, {"source": "c", "says": "d"}]}],
    "caution": "Careful: “so”.",
    "verified": {"by": "Mara Ito", "on": "2031-05-08"},
    "review_by": "2031-08-08",
    "superseded_by": "other-fact",
    "related": ["one", "two"],
}


def test_an_edit_of_any_field_of_any_shipped_fact_changes_lines_of_that_fact_only(
    shipped_loaded: load.Loaded,
) -> None:
    files = {
        name: (ROOT / name).read_bytes()
        for name in sorted({place.file for place in shipped_loaded.places.values()})
    }
    file = shipped_loaded.fact_file
    before = {name: said(files[name]) for name in file.topics}
    for number, (key, fact) in enumerate(file.facts.items()):
        others = {
            "status": "record" if fact.status == "disputed" else "disputed",
            "shelf_life": "permanent" if fact.shelf_life == "dated" else "dated",
        }
        for name, value in tuple({**EDITS, **others}.items())[number % 5 :: 5]:
            edit = SetFields(key, digest(fact), {name: value})
            (changed,) = rewriting.apply(edit, files, file).items()
            assert changed[0] == file.places["facts", key].file
            old, new = files[changed[0]].decode(), changed[1].decode()
            assert outside(new, key) == outside(old, key), (key, name)
            facts = said(changed[1])["facts"]
            assert trees.is_same(facts[key].pop(name), trees.wanted(value))
            expected = before[changed[0]]["facts"][key]
            assert facts[key] == {field: tree for field, tree in expected.items() if field != name}


def test_every_field_of_the_model_is_among_the_edits_that_are_tried() -> None:
    assert set(EDITS) == set(trees.fields(Fact)) - {"withdrawn_because"}


@given(st.data())
@settings(max_examples=60)
def test_whatever_the_layout_what_is_wanted_is_read_back_and_the_rest_stays(data: st.DataObject) -> None:
    layout = data.draw(layouts())
    names = data.draw(st.lists(st.sampled_from(sorted(values)), min_size=1, max_size=4, unique=True))
    fields: dict[str, Plain] = {
        name: None if name in OPTIONAL and data.draw(st.booleans()) else data.draw(values[name])
        for name in names
    }
    files = layout.files
    after = setting(files, "second", **fields)
    old, new = said(files[layout.name]), said(after[layout.name])
    expected = {**old["facts"]["second"], **{key: trees.wanted(each) for key, each in fields.items()}}
    gone = {key for key, each in fields.items() if each is None}
    expected = {key: each for key, each in expected.items() if key not in gone}
    assert trees.is_same(new["facts"].pop("second"), expected)
    del old["facts"]["second"]
    assert new == old
    _assert_kept(layout, after[layout.name].decode(), set(fields))


def _assert_kept(layout: Layout, text: str, edited: set[str]) -> None:
    """Every piece that belongs to no edited field stands in the text as it stood, in order."""
    at = 0
    for owner, piece in layout.pieces:
        if owner not in edited:
            found = text.find(piece, at)
            assert found >= 0, piece
            at = found + len(piece)


def test_an_edited_list_keeps_the_lines_of_the_items_that_stay(small_files: Files) -> None:
    text = small_files[TOWER].decode()
    commented = text.replace(
        "      - leaning east\n", "      # asked on the radio\n      - leaning east  # twice\n"
    )
    files = {**small_files, TOWER: commented.encode()}
    phrases: list[Plain] = list(read(files).facts["tower-lean"].asked_as)
    after = setting(files, "tower-lean", asked_as=["tilt", *phrases[2:], "new: one"])[TOWER].decode()
    old, new = commented.splitlines(), after.splitlines()
    assert [line for line in new if line not in old] == ["      - tilt", '      - "new: one"']
    assert [line for line in old if line not in new] == ["      - lean", "      - how far does it tilt"]


def test_an_edited_figure_keeps_its_line_but_for_the_number(small_files: Files) -> None:
    old = '{of: cost, unit: crowns, value: 2400, as_printed: "2,400 crowns", statement: 1}'
    figures: list[Plain] = [
        {
            "of": "cracks",
            "unit": "cracks",
            "value": 14,
            "qualifier": "some",
            "as_printed": "some 14 cracks",
            "statement": 1,
        },
        {"of": "cost", "unit": "crowns", "value": "2500", "as_printed": "2,400 crowns", "statement": 1},
        {
            "of": "growing cracks",
            "unit": "cracks",
            "value": "3",
            "qualifier": "at least",
            "as_printed": "at least 3 of them growing",
            "statement": 2,
        },
    ]
    after = setting(small_files, "tower-cracks", figures=figures)[TOWER].decode()
    assert after == small_files[TOWER].decode().replace(old, old.replace("2400", "2500"))


def test_a_field_that_says_the_same_already_is_not_written(small_files: Files) -> None:
    fact = read(small_files).facts["tower-lean"]
    fields: dict[str, Plain] = {
        "claim": fact.claim,
        "related": list(fact.related),
        "review_by": None,
        "figures": [
            {
                "of": "lean",
                "unit": "centimeters",
                "value": 12,
                "qualifier": "more than",
                "as_printed": "more than 12 centimeters",
                "statement": 1,
            }
        ],
    }
    edit = SetFields("tower-lean", digest(fact), fields)
    assert rewriting.apply(edit, small_files, read(small_files)) == {}


def test_lines_end_as_they_did(small_files: Files) -> None:
    files = {**small_files, TOWER: small_files[TOWER].replace(b"\n", b"\r\n")}
    new = setting(files, "tower-photo", caution="New.", asked_as=["one", "two"])[TOWER]
    assert new.count(b"\n") == new.count(b"\r\n")
    assert said(new)["facts"]["tower-photo"]["caution"] == "New."


def test_a_byte_order_mark_stays(small_files: Files) -> None:
    files = {**small_files, TOWER: b"\xef\xbb\xbf" + small_files[TOWER]}
    new = setting(files, "tower-photo", caution="New.")[TOWER]
    assert new.startswith(b"\xef\xbb\xbf#")
    assert new.count(b"\xef\xbb\xbf") == 1


def test_a_new_key_stands_where_the_model_has_it(small_files: Files) -> None:
    new = setting(small_files, "tower-reopening", figures=EDITS["figures"])[TOWER].decode()
    assert "\n    lapses: 2031-06-21\n    figures:\n      - {of: x, unit: z, value: 3, " in new


# What is wanted


FIELDS: Final = ("caution", "asked_as", "statements", "verified", "claim")


def value_of(field: str, text: str) -> Plain:
    """The text at some depth in a field."""
    passages: list[Plain] = [{"exact": text}]
    values: dict[str, Plain] = {
        "caution": text,
        "claim": text,
        "asked_as": ["one", text, "two"],
        "verified": {"by": text, "on": "2031-05-08"},
        "statements": [
            {"voice": "outlet", "source": "x", "hedge": {"word": text, "by": "outlet"}, "passages": passages}
        ],
    }
    return values[field]


def holding(text: str, field: str) -> tuple[SetFields, AddFact]:
    """Two edits that put a text into a field."""
    value = value_of(field, text)
    return (
        SetFields("swan-count", digest(read(FILES).facts["swan-count"]), {field: value}),
        AddFact(SWANS, "swan-count-2", {**NEW, field: value}),
    )


def refusal(edit: SetFields | AddFact) -> Mapping[str, str]:
    """What is wrong with which field; nothing where the edit was made and is read back."""
    try:
        data = applied(FILES, edit)[SWANS]
    except FieldError as error:
        return error.fields
    key, fields = (edit.fact if isinstance(edit, SetFields) else edit.id), edit.fields
    for name, value in fields.items():
        assert trees.is_same(said(data)["facts"][key][name], trees.wanted(value))
        if name in ("caution", "asked_as", "claim"):
            by_another = yaml.load(data, Loader=yaml.CSafeLoader)
            assert trees.is_same(by_another["facts"][key][name], trees.wanted(value))
    return {}


@pytest.mark.parametrize("text", TAKEN, ids=ascii)
@pytest.mark.parametrize("field", FIELDS)
def test_text_that_means_something_to_yaml_or_slack_is_read_back_exactly(text: str, field: str) -> None:
    assert [refusal(edit) for edit in holding(text, field)] == [{}, {}]


@pytest.mark.parametrize("text", REFUSED, ids=[ascii(text[:20]) for text in REFUSED])
@pytest.mark.parametrize("field", FIELDS)
def test_text_that_misleads_or_is_none_is_refused_at_its_field(text: str, field: str) -> None:
    for edit in holding(text, field):
        found = refusal(edit)
        assert list(found) == [field]
        assert not re.search(r"[\u202e\u200b\x00\ud800\udc00\ufeff]", found[field])


@given(st.text(st.characters(exclude_categories=()), max_size=60), st.sampled_from(FIELDS))
@settings(max_examples=50)
@example("\u0344", "caution")
@example("\U0001bca4", "claim")
def test_any_text_is_read_back_exactly_or_refused_at_its_field(text: str, field: str) -> None:
    for edit in holding(text, field):
        found = refusal(edit)
        assert set(found) <= {field}
        if found:  # what can be seen is taken, but for the marks that git leaves
            assert not text.strip() or not text.isprintable() or not text.isascii() or "<<<" in text


def test_other_readers_take_hostile_text_for_the_same_text(small_files: Files) -> None:
    data = setting(small_files, "swan-collar", asked_as=[*TAKEN])[SWANS]
    by_ruamel = ruamel.yaml.YAML(typ="safe", pure=True).load(io.BytesIO(data))
    assert by_ruamel["facts"]["swan-collar"]["asked_as"] == [
        unicodedata.normalize("NFC", each) for each in TAKEN
    ]


@pytest.mark.parametrize(
    ("fields", "said_of"),
    [
        ({"claim": None}, {"claim": "claim is missing; write claim: The newsroom's own words"}),
        ({"claim": ""}, {"claim": "claim is empty"}),
        ({"claim": ["a", "b"]}, {"claim": "claim must be text"}),
        ({"status": "claimd"}, {"status": "status is “claimd”; write record, claimed"}),
        ({"as_of": "2024-13-45"}, {"as_of": "as_of is “2024-13-45”; write a day that exists"}),
        ({"asked_as": []}, {"asked_as": "asked_as is empty"}),
        ({"asked_as": {"a": "b"}}, {"asked_as": "asked_as must be a list"}),
        ({"verified": {"by": "A"}}, {"verified": "verified has no “on”"}),
        (
            {"verified": {"by": "A", "on": "2031-01-01", "x": "y"}},
            {"verified": "unknown key “x” in verified"},
        ),
        ({"colour": "red"}, {"colour": "there is no such field"}),
        ({"statements": "x"}, {"statements": "statements must be a list"}),
        ({"caution": [[[[[[[[[[[[["x"]]]]]]]]]]]]]}, {"caution": "more than 12 levels"}),
        ({"claim": "", "status": "x"}, {"claim": "claim is empty", "status": "status is “x”"}),
    ],
)
def test_what_the_model_does_not_take_is_said_of_its_field(
    small_files: Files, fields: dict[str, Plain], said_of: dict[str, str]
) -> None:
    with pytest.raises(FieldError) as caught:
        setting(small_files, "tower-lean", **fields)
    assert caught.value.fields.keys() == said_of.keys()
    for name, words in said_of.items():
        assert caught.value.fields[name].startswith(words)


def test_a_fact_that_changed_since_or_is_gone_is_not_edited(small_files: Files) -> None:
    version = digest(read(small_files).facts["tower-lean"])
    after = setting(small_files, "tower-lean", caution="First.")
    with pytest.raises(ChangedError, match="has been changed since you opened it"):
        applied(after, SetFields("tower-lean", version, {"caution": "Second."}))
    with pytest.raises(ChangedError, match="no longer on file"):
        applied(after, SetFields("tower-lane", version, {"caution": "Second."}))
    other = SetFields("tower-sway", digest(read(small_files).facts["tower-sway"]), {"caution": "Second."})
    both = read(applied(after, other)).facts
    assert (both["tower-lean"].caution, both["tower-sway"].caution) == ("First.", "Second.")


def test_a_topic_laid_out_so_that_no_fact_can_be_added_is_refused_in_words(small_files: Files) -> None:
    text = b"topic: T\nfacts: {one: {claim: One.}}\n...\n"
    edit = AddFact("facts/t.yaml", "weir", NEW)
    file = read(small_files)
    whole = dataclasses.replace(file, topics={**file.topics, "facts/t.yaml": file.topics[SWANS]})
    with pytest.raises(RefusedError, match=r"facts/t\.yaml is laid out .* edit it in a text editor"):
        rewriting.apply(edit, {**small_files, "facts/t.yaml": text}, whole)


# New facts and sources


def test_a_new_fact_stands_behind_the_last_as_the_file_sets_them(small_files: Files) -> None:
    after = applied(small_files, AddFact(SWANS, "weir", NEW))[SWANS].decode()
    added = (
        "\n  weir:\n"
        '    claim: "The weir was mended."\n'
        "    status: record\n"
        "    as_of: 2031-05-09\n"
        "    shelf_life: permanent\n"
        "    statements:\n"
        "      - voice: outlet\n"
        "        source: courier-2031-05-09\n"
        "        passages:\n"
        '          - exact: "The weir was mended."\n'
        "    asked_as:\n"
        "      - weir\n"
        "      - is the weir mended\n"
        "...\n"
    )
    assert after == small_files[SWANS].decode().removesuffix("...\n") + added


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("topic: T\nfacts: {}\n...\n", "topic: T\nfacts:\n  weir:\n    claim:"),
        ("topic: T\nfacts: {} # none yet\n...\n", "topic: T\nfacts:\n  weir:\n    claim:"),
        ("facts:   {}\ntopic: T\n...\n", "facts:\n  weir:\n    claim:"),
    ],
)
def test_a_topic_without_facts_gets_its_first(small_files: Files, before: str, after: str) -> None:
    files = {**small_files, "facts/new.yaml": before.encode()}
    made = applied(files, AddFact("facts/new.yaml", "weir", NEW))["facts/new.yaml"].decode()
    assert made.startswith(after)
    assert said(made.encode())["topic"] == "T"


def test_what_stands_behind_the_facts_stays_there(small_files: Files) -> None:
    text = small_files[SWANS].decode()
    facts, end = text.removesuffix("...\n"), "# the end\n\nsynonyms:\n  - [a, b]\n...\n"
    files = {**small_files, SWANS: (facts + end).encode()}
    after = applied(files, AddFact(SWANS, "weir", NEW))[SWANS].decode()
    assert after.startswith(facts + "\n  weir:\n")
    assert after.endswith("      - is the weir mended\n" + end)


def test_a_new_source_has_a_file_of_its_own(small_files: Files) -> None:
    changed = rewriting.apply(AddSource("courier-2031-05-10", SOURCE), small_files, read(small_files))
    assert {name: data.decode() for name, data in changed.items()} == {
        "seeds/courier-2031-05-10.yaml": "outlet: Courier\npublished: 2031-05-10\n"
        f'url: https://courier.example/10\nlanguage: en\nsha256: "{"0" * 64}"\n...\n'
    }
    assert read({**small_files, **changed}).sources["courier-2031-05-10"].outlet == "Courier"


def test_a_new_source_points_to_the_schema_where_the_others_do(small_files: Files) -> None:
    line = b"# yaml-language-server: $schema=../source.json\n"
    name = "seeds/courier-2031-05-06.yaml"
    files = {**small_files, name: line + small_files[name]}
    assert applied(files, AddSource("new", SOURCE))["seeds/new.yaml"].startswith(line + b"outlet:")


@pytest.mark.parametrize("key", ["Weir", "a_b", "", "x" * 61, "../x", "tower-lean\n", "tower-lean"])
def test_an_id_must_be_one_and_must_be_free(small_files: Files, key: str) -> None:
    with pytest.raises(FieldError) as caught:
        applied(small_files, AddFact(SWANS, key, NEW))
    assert list(caught.value.fields) == ["id"]
    source = "courier-2031-05-06" if key == "tower-lean" else key
    with pytest.raises(FieldError) as caught:
        applied(small_files, AddSource(source, SOURCE))
    assert list(caught.value.fields) == ["id"]


def test_a_new_fact_that_lacks_a_field_says_which(small_files: Files) -> None:
    fields = {key: each for key, each in NEW.items() if key not in ("claim", "asked_as")}
    with pytest.raises(FieldError) as caught:
        applied(small_files, AddFact(SWANS, "weir", fields))
    assert list(caught.value.fields) == ["claim", "asked_as"]


@pytest.mark.parametrize(
    "file", ["facts/none.yaml", "facts/names.yaml", "seeds/courier-2031-05-06.yaml", "x"]
)
def test_a_fact_is_added_to_a_topic_only(small_files: Files, file: str) -> None:
    with pytest.raises(NotFoundError, match="There is no topic in"):
        applied(small_files, AddFact(file, "weir", NEW))


# Undo


def undone(current: Files, after: Files, before: Files) -> Files:
    result = {**current, **rewriting.without(current, after, before)}
    return {name: data for name, data in result.items() if data is not None}


def test_an_undo_of_the_last_change_restores_every_byte(small_files: Files) -> None:
    after = setting(small_files, "tower-lean", caution="New.", related=None)
    assert undone(after, after, small_files) == small_files
    added = applied(after, AddSource("new", SOURCE))
    assert undone(added, added, small_files) == small_files
    assert rewriting.without(added, added, after) == {"seeds/new.yaml": None}


def test_an_undo_keeps_what_came_later_on_other_lines(small_files: Files) -> None:
    first = setting(small_files, "tower-lean", caution="New.")
    second = setting(first, "tower-sway", claim="It sways.")
    assert undone(second, first, small_files) == setting(small_files, "tower-sway", claim="It sways.")


def test_an_undo_of_lines_that_changed_again_is_refused(small_files: Files) -> None:
    first = setting(small_files, "tower-lean", caution="New.")
    second = setting(first, "tower-lean", caution="Newer.")
    with pytest.raises(ChangedError, match=r"lines of facts/clock-tower\.yaml have been changed again"):
        rewriting.without(second, first, small_files)


def test_an_undo_of_a_new_file_that_was_edited_since_is_refused(small_files: Files) -> None:
    added = applied(small_files, AddSource("new", SOURCE))
    later = {**added, "seeds/new.yaml": added["seeds/new.yaml"].replace(b"Courier", b"Radio")}
    with pytest.raises(ChangedError):
        rewriting.without(later, added, small_files)


def test_what_was_undone_already_is_not_undone_again(small_files: Files) -> None:
    after = setting(small_files, "tower-lean", caution="New.")
    added = applied(after, AddSource("new", SOURCE))
    assert rewriting.without(small_files, added, small_files) == {}


# The words


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("death toll", "death toll"),
        ("2,700 injured", "2,700 injured"),
        ("NO", '"NO"'),
        ("10", '"10"'),
        ("22:30", '"22:30"'),
        ("2025-01-13", '"2025-01-13"'),
        ("a: b", '"a: b"'),
        ("it's", "it's"),
        ("a\u00a0b", '"a\\u00a0b"'),
        ("“so”", '"“so”"'),
        ("한국", "한국"),
        ("😀", '"😀"'),
        ("a\nb", '"a\\nb"'),
        ("\U000e0001", '"\\U000e0001"'),
    ],
)
def test_a_text_is_quoted_where_it_must_be(text: str, written: str) -> None:
    assert writing.scalar(text) == written


def test_a_value_keeps_the_quotes_that_it_had_where_they_hold_it() -> None:
    assert writing.scalar("it's", style="'") == "'it''s'"
    assert writing.scalar("a\nb", style="'") == '"a\\nb"'
    assert writing.scalar("so", style='"') == '"so"'
    assert writing.scalar("A claim.", name="claim", style="") == "A claim."
    assert writing.scalar("A claim.", name="claim") == '"A claim."'
    assert writing.scalar("a, b", style="", flow=True) == '"a, b"'
