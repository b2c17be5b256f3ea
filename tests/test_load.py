"""From files to a fact file: the edition, ids over several files, all problems in one go."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import load, validate
from bot.errors import ConfigurationError, FactFileError
from bot.model import Place
from tests.conftest import SMALL

Files = dict[str, bytes]
TOWER = "facts/clock-tower.yaml"
SWANS = "facts/swans.yaml"
COURIER = "seeds/courier-2031-05-06.yaml"
# As sha256sum of “name LF length LF bytes” over the two files below, worked out apart from the code.
KNOWN_EDITION = "5bdbaabba593b7edf756b344d6fbda5676665a1500993ed71acc0b346d5bda30"

a_file_and_a_place_in_it = st.tuples(
    st.sampled_from([TOWER, SWANS, COURIER, load.NAMES, load.GAPS]), st.integers(0)
)


def messages(files: Files) -> list[str]:
    return [str(problem) for problem in load.parse(files).problems]


def without(files: Files, *names: str) -> Files:
    return {name: data for name, data in files.items() if name not in names}


# The edition


def test_an_edition_is_the_sha256_of_names_lengths_and_bytes() -> None:
    assert load.edition({"b": b"two", "a": b"one\n"}) == KNOWN_EDITION


def test_the_edition_stands_in_the_fact_file(small_files: Files) -> None:
    loaded = load.parse(small_files)
    assert loaded.fact_file.edition == load.edition(small_files)
    assert re.fullmatch(r"[0-9a-f]{64}", loaded.fact_file.edition)


def test_the_edition_does_not_depend_on_the_order_of_the_files(small_files: Files) -> None:
    backwards = dict(reversed(small_files.items()))
    assert list(backwards) != list(small_files)
    assert load.edition(backwards) == load.edition(small_files)


@given(where=a_file_and_a_place_in_it, byte=st.integers(1, 255))
def test_any_changed_byte_makes_another_edition(
    small_files: Files, where: tuple[str, int], byte: int
) -> None:
    name, at = where
    data = bytearray(small_files[name])
    data[at % len(data)] ^= byte
    assert load.edition({**small_files, name: bytes(data)}) != load.edition(small_files)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"a": b"", "b": b""}, {"a": b""}),
        ({"a": b"x", "b": b""}, {"a": b"", "b": b"x"}),
        ({"ab": b"c"}, {"a": b"bc"}),
        ({"a": b"1\nb\n0\n"}, {"a": b"1", "b": b""}),
        ({"a": b"x"}, {"b": b"x"}),
        ({}, {"": b""}),
    ],
)
def test_what_moves_from_a_file_to_another_makes_another_edition(one: Files, other: Files) -> None:
    assert load.edition(one) != load.edition(other)


# Reading


def test_every_part_of_the_file_is_there_in_order(small_loaded: load.Loaded) -> None:
    file = small_loaded.fact_file
    assert small_loaded.problems == ()
    assert list(file.topics) == [TOWER, SWANS]
    assert list(file.facts)[:2] == ["tower-lean", "tower-cracks"]
    assert list(file.facts)[-1] == "swan-collar"
    assert list(file.sources) == ["courier-2031-05-06", "courier-2031-05-09", "radio-2031-05-06"]
    assert "mira-holt" in file.names
    assert list(file.occasions) == ["works-briefing", "closed-meeting", "may-fair", "spring-letter"]
    assert [gap.about for gap in file.gaps] == ["the architect of the clock tower", "what the swans eat"]
    assert file.gaps[1].asked_as == ("food for the swans", "is feeding the birds allowed")


def test_the_file_is_read_whole_as_the_editor_typed_it(small_loaded: load.Loaded) -> None:
    lean = small_loaded.fact_file.facts["tower-lean"]
    assert lean.claim.startswith('The Public Works Office said the clock tower leans "more than')
    first, second = lean.statements[0].chain
    assert (first.who, first.to, first.occasion) == (("works-office",), "councilors", "closed-meeting")
    assert second.who == ("mira-holt", "jonas-pell")
    assert str(small_loaded.fact_file.facts["tower-height"].figures[0].value) == "31.5"


@pytest.mark.parametrize(
    ("path", "file", "words"),
    [
        (("facts", "tower-cracks"), TOWER, "  tower-cracks:"),
        (("facts", "tower-cracks", "statements", 2, "source"), TOWER, "source: courier-2031-05-06"),
        (("occasions", "may-fair"), SWANS, "  may-fair:"),
        (("names", "passer-by"), load.NAMES, "  passer-by:"),
        (("sources", "courier-2031-05-06", "url"), COURIER, "url:"),
        (("topics", SWANS), SWANS, "topic: Swans"),
        (("not_on_file", 2), load.GAPS, "  - about: what the swans eat"),
        (("not_on_file", 2, "about"), load.GAPS, "  - about: what the swans eat"),
        (("not_on_file", 2, "asked_as", 2), load.GAPS, "      - is feeding the birds allowed"),
    ],
)
def test_a_value_is_found_again_where_it_stands(
    small_loaded: load.Loaded, small_files: Files, path: tuple[str | int, ...], file: str, words: str
) -> None:
    place = small_loaded.places[path]
    assert place.file == file
    assert words in small_files[file].decode().splitlines()[place.line - 1]


def test_the_place_of_what_is_not_there_is_that_of_what_would_hold_it(small_loaded: load.Loaded) -> None:
    fact = small_loaded.places["facts", "swan-collar"]
    assert validate.place_of(small_loaded, ("facts", "swan-collar", "caution")) == fact
    assert validate.place_of(small_loaded, ("nowhere",)) == Place(load.NAMES, 0)


# What is wrong


def test_a_fact_declared_in_two_files_is_a_problem_that_names_both_places(small_files: Files) -> None:
    twice = b"# A line\n" + small_files[SWANS].replace(b"topic: Swans", b"topic: Birds")
    files = {**small_files, "facts/zoo.yaml": twice}
    found = messages(files)
    assert len(found) == 4
    assert any(
        re.match(
            r"facts/zoo.yaml:10: swan-count: this fact is declared twice: it stands at "
            r"facts/swans.yaml:9 too; give one of them another id",
            each,
        )
        for each in found
    )
    assert sum("this occasion is declared twice" in each for each in found) == 2


def test_a_fact_declared_twice_keeps_its_first_place(small_files: Files) -> None:
    twice = b"# A line\n" + small_files[SWANS].replace(b"topic: Swans", b"topic: Birds")
    loaded = load.parse({**small_files, "facts/zoo.yaml": twice})
    assert loaded.places["facts", "swan-count"] == Place(SWANS, 9)


def test_problems_of_all_files_come_together_in_order(small_files: Files) -> None:
    files = {
        **small_files,
        TOWER: small_files[TOWER].replace(b"status: record", b"status: fact"),
        SWANS: small_files[SWANS].replace(b"as_of: 2031-05-09", b"as_of: May 9"),
        COURIER: small_files[COURIER].replace(b"outlet:", b"paper:"),
        load.NAMES: small_files[load.NAMES].removesuffix(b"...\n"),
    }
    problems = load.parse(files).problems
    assert list(problems) == sorted(problems)
    assert [problem.file for problem in problems] == [
        TOWER,
        TOWER,
        load.NAMES,
        SWANS,
        SWANS,
        COURIER,
        COURIER,
    ]


def test_all_problems_are_raised_at_once_with_their_places(small_files: Files) -> None:
    files = {**small_files, TOWER: small_files[TOWER].replace(b"status: record", b"status: fact")}
    with pytest.raises(FactFileError) as raised:
        validate.checked(load.parse(files))
    assert len(raised.value.problems) >= 2
    assert all(re.match(r"\S+:\d+: ", line) for line in str(raised.value).splitlines())
    assert f"{TOWER}:" in str(raised.value)


@pytest.mark.parametrize("name", [TOWER, SWANS, COURIER, load.NAMES, load.GAPS])
def test_a_file_cut_at_any_line_or_within_one_is_refused(small_files: Files, name: str) -> None:
    data = small_files[name]
    ends = {found.end() for found in re.finditer(rb"\n", data[:-1])} | set(range(0, len(data), 29))
    for end in ends:
        problems = load.parse({name: data[:end]}).problems
        refused = {problem.file for problem in problems if problem.severity == "error"}
        assert name in refused, data[:end][-40:]


@pytest.mark.parametrize("name", [TOWER, SWANS, COURIER, load.NAMES, load.GAPS])
@settings(max_examples=30)
@given(data=st.binary(max_size=200), at=st.integers(0))
def test_any_bytes_in_any_file_give_problems_or_a_file_and_never_fail(
    small_files: Files, name: str, data: bytes, at: int
) -> None:
    whole = small_files[name]
    at %= len(whole)
    loaded = load.parse({**small_files, name: whole[:at] + data + whole[at:]})
    assert loaded.fact_file.edition
    assert isinstance(validate.problems(loaded), tuple)


@pytest.mark.parametrize(
    ("gone", "expected"),
    [
        ((load.NAMES,), "facts/names.yaml:0: there is no such file; write it as facts/README.md shows"),
        ((TOWER, SWANS), "facts/TOPIC.yaml:0: there is no such file"),
        (("seeds/",), "seeds/SOURCE-ID.yaml:0: there is no such file"),
    ],
)
def test_a_part_that_is_missing_is_named(small_files: Files, gone: tuple[str, ...], expected: str) -> None:
    files = {name: data for name, data in small_files.items() if not name.startswith(gone)}
    assert any(each.startswith(expected) for each in messages(files))


def test_what_is_not_on_file_need_not_be_listed(small_files: Files) -> None:
    loaded = load.parse(without(small_files, load.GAPS))
    assert (loaded.problems, loaded.fact_file.gaps, loaded.unread) == ((), (), frozenset())
    assert len(validate.checked(loaded).facts) == 8


def test_the_list_of_what_is_not_on_file_is_part_of_the_edition(small_files: Files) -> None:
    assert load.edition(without(small_files, load.GAPS)) != load.edition(small_files)


def test_nothing_at_all_is_three_problems_and_no_failure() -> None:
    assert len(messages({})) == 3


def everything(files: Files) -> list[str]:
    return [str(problem) for problem in validate.problems(load.parse(files))]


@pytest.mark.parametrize(
    ("gone", "only"),
    [
        ((load.NAMES,), "facts/names.yaml:0: there is no such file; write it as facts/README.md shows"),
        ((TOWER, SWANS), "facts/TOPIC.yaml:0: there is no such file; write it as facts/README.md shows"),
        (("seeds/",), "seeds/SOURCE-ID.yaml:0: there is no such file; write it as facts/README.md shows"),
    ],
)
def test_of_a_part_that_is_missing_only_the_cause_is_told(
    small_files: Files, gone: tuple[str, ...], only: str
) -> None:
    files = {name: data for name, data in small_files.items() if not name.startswith(gone)}
    assert everything(files) == [only]


@pytest.mark.parametrize("name", [TOWER, SWANS, COURIER, load.NAMES, load.GAPS])
def test_of_a_file_cut_short_only_the_cause_is_told(small_files: Files, name: str) -> None:
    (problem,) = everything({**small_files, name: small_files[name].removesuffix(b"...\n")})
    assert problem.startswith(f"{name}:")
    assert "cut short" in problem


@pytest.mark.parametrize("name", [TOWER, COURIER, load.NAMES, load.GAPS])
@pytest.mark.parametrize("suffix", [".yml", ".YAML", ".Yml"])
def test_a_file_with_another_suffix_is_told_with_its_right_name_and_nothing_else(
    small_files: Files, name: str, suffix: str
) -> None:
    misnamed = name.replace(".yaml", suffix)
    files = {misnamed if each == name else each: data for each, data in small_files.items()}
    right = name.rpartition("/")[2]
    assert everything(files) == [f"{misnamed}:0: this file is not read; rename it to {right}"]


@pytest.mark.parametrize("stem", ["Bay_Courier", "bay courier", "bay--courier", "bay.courier", "Zeitung"])
def test_a_source_file_whose_name_is_no_id_is_a_problem_and_is_read(small_files: Files, stem: str) -> None:
    files: Files = {**small_files, f"seeds/{stem}.yaml": small_files[COURIER]}
    loaded = load.parse(files)
    (problem,) = loaded.problems
    assert str(problem) == (
        f"seeds/{stem}.yaml:0: its name is the source's id, and “{stem}” is no id; "
        "rename it: small letters a–z, digits and single hyphens"
    )
    assert stem in loaded.fact_file.sources


def test_a_topic_file_may_have_any_name(small_files: Files) -> None:
    assert messages({**without(small_files, SWANS), "facts/Our Swans.yaml": small_files[SWANS]}) == []


# Where a problem stands, for a person


def located(files: Files, facts: str, seeds: str) -> list[str]:
    found = validate.problems(load.parse(files))
    return [str(problem) for problem in load.located(found, Path(facts), Path(seeds))]


def test_problems_are_located_in_the_folders_that_were_read(small_files: Files) -> None:
    twice = b"# A line\n" + small_files[SWANS]
    found = located({**small_files, "facts/zoo.yaml": twice, COURIER: b""}, "../desk/facts", "our/sources")
    assert any(
        each.startswith("../desk/facts/zoo.yaml:10: swan-count: this fact is declared twice: it stands at ")
        and "at ../desk/facts/swans.yaml:9 too;" in each
        for each in found
    )
    assert any(": ../desk/facts/swans.yaml has this topic already;" in each for each in found)
    assert any(each.startswith("our/sources/courier-2031-05-06.yaml:0: ") for each in found)
    assert not any(re.search(r"(^| )(facts|seeds)/[\w-]+\.yaml", each) for each in found)


def test_an_editors_own_words_are_no_path(small_files: Files) -> None:
    wrong = small_files[SWANS].replace(b"status: withdrawn", b"status: facts/swans.yaml")
    (problem,) = [each for each in located({**small_files, SWANS: wrong}, "x", "y") if "status" in each]
    assert problem.startswith("x/swans.yaml:")
    assert "“facts/swans.yaml”" in problem


def test_in_the_usual_folders_problems_stay_as_they_are(small_files: Files) -> None:
    files = {**small_files, "facts/zoo.yaml": small_files[SWANS], COURIER: b""}
    assert located(files, "facts", "seeds") == everything(files) != []


# Folders


def test_only_the_yaml_files_of_both_folders_are_read(tmp_path: Path, small_files: Files) -> None:
    facts, seeds = tmp_path / "facts", tmp_path / "seeds"
    for folder in (facts, seeds):
        folder.mkdir()
        (folder / "README.md").write_text("not read")
        (folder / "sub").mkdir()
        (folder / "sub" / "deep.yaml").write_text("not read")
        (folder / "one.yaml").write_bytes(b"read\r\n\xff")
        (folder / "two.YML").write_bytes(b"")
        (folder / "one.yaml~").write_bytes(b"not read")
        (folder / "folder.yaml").mkdir()
    assert load.read_files(facts, seeds) == {
        "facts/one.yaml": b"read\r\n\xff",
        "facts/two.YML": b"",
        "seeds/one.yaml": b"read\r\n\xff",
        "seeds/two.YML": b"",
    }
    assert set(load.read_files(SMALL / "facts", SMALL / "seeds")) == set(small_files)


@pytest.mark.parametrize(
    ("facts", "seeds", "setting"), [("none", "seeds", "FACTS_DIR"), ("facts", "none", "SEEDS_DIR")]
)
def test_a_folder_that_is_missing_is_named_with_its_setting(facts: str, seeds: str, setting: str) -> None:
    with pytest.raises(ConfigurationError, match=f"There is no folder .*none; set {setting}"):
        load.read_files(SMALL / facts, SMALL / seeds)


def test_a_good_folder_is_opened_whole() -> None:
    file = validate.open_fact_file(SMALL / "facts", SMALL / "seeds")
    assert len(file.facts) == 8
    assert len(file.sources) == 3
