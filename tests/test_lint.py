"""Proof: a passage or a quote that is one letter off its document is found."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import exports, load
from bot.lint import Report, lint, occurrences
from bot.model import FactFile, Gap, Passage, Statement
from tests.conftest import changed, folder_of_texts, statements

Documents = Mapping[str, bytes]
NOT_THERE: Final = "does not stand in the document character by character"
NOT_QUOTED: Final = "stands in no quotation marks in its passage of the document"


def what(report: Report) -> list[str]:
    return [problem.what for problem in report.problems]


def with_file(loaded: load.Loaded, file: FactFile) -> load.Loaded:
    return dataclasses.replace(loaded, fact_file=file)


def proof(loaded: load.Loaded, key: str, statement: Statement, documents: Documents) -> list[str]:
    """What is said of one statement's words. The fact points nowhere, so that no phrase is tried."""
    fact = dataclasses.replace(
        loaded.fact_file.facts[key], statements=(statement,), related=("no-such-fact",), figures=()
    )
    topic = next(each for each in loaded.fact_file.topics.values() if key in each.facts)
    file = dataclasses.replace(
        loaded.fact_file, topics={"facts/x.yaml": dataclasses.replace(topic, facts={key: fact})}
    )
    found = what(lint(with_file(loaded, file), documents))
    assert any("no-such-fact" in each for each in found)
    return [each for each in found if NOT_THERE in each or NOT_QUOTED in each or " times in the doc" in each]


def altered(text: str, at: int, letter: str) -> str:
    return text[:at] + letter + text[at + 1 :]


# A good file


def test_a_good_file_is_proven_whole(small_loaded: load.Loaded, small_documents: Documents) -> None:
    report = lint(small_loaded, small_documents)
    words = [
        text for *_, each in statements(small_loaded.fact_file) for text in (*each.passages, *each.quotes)
    ]
    assert report.problems == ()
    assert (report.facts, report.sources, report.gaps) == (8, 3, 2)
    assert (report.proven, report.unproven) == (len(words), 0)
    assert report.undocumented == ()
    proven = f"0 problems; {len(words)} passages and quotes proven"
    assert report.summary == f"8 facts, 3 sources, 2 known gaps: {proven}"
    bare = with_file(small_loaded, dataclasses.replace(small_loaded.fact_file, gaps=()))
    assert lint(bare, small_documents).summary == f"8 facts, 3 sources: {proven}"


def test_without_documents_nothing_is_proven_and_the_count_says_so(small_loaded: load.Loaded) -> None:
    report = lint(small_loaded, {})
    assert report.problems == ()
    assert report.proven == 0
    assert report.unproven == 15
    assert "0 passages and quotes proven, 15 unproven (see seeds/README.md)" in report.summary


def test_a_missing_document_leaves_its_own_words_unproven(
    small_loaded: load.Loaded, small_documents: Documents
) -> None:
    kept = {key: data for key, data in small_documents.items() if key != "radio-2031-05-06"}
    report = lint(small_loaded, kept)
    assert report.problems == ()
    assert (report.proven, report.unproven) == (10, 5)
    assert report.undocumented == ("radio-2031-05-06",)


def test_a_document_under_another_name_leaves_its_source_named(
    small_loaded: load.Loaded, small_documents: Documents
) -> None:
    misnamed = {key.replace("courier-2031-05-0", "courier-0"): data for key, data in small_documents.items()}
    report = lint(small_loaded, misnamed)
    assert report.undocumented == ("courier-2031-05-06", "courier-2031-05-09")


def test_what_validate_finds_stands_in_the_report_too(small_files: dict[str, bytes]) -> None:
    name = "facts/swans.yaml"
    wrong = small_files[name].replace(b"related: [swan-collar]", b"related: [swan-dollar]")
    report = lint(load.parse({**small_files, name: wrong}), {})
    assert what(report) == ["there is no fact “swan-dollar”"]
    assert "1 problem;" in report.summary


# One letter off


def test_one_letter_off_in_any_passage_of_the_small_file_is_found(
    small_loaded: load.Loaded, small_documents: Documents
) -> None:
    for key, _, statement in statements(small_loaded.fact_file):
        assert proof(small_loaded, key, statement, small_documents) == []
        for place, passage in enumerate(statement.passages):
            for at in (0, len(passage.exact) // 2, len(passage.exact) - 1):
                wrong = dataclasses.replace(passage, exact=altered(passage.exact, at, "§"))
                passages = altered_at(statement.passages, place, wrong)
                found = proof(
                    small_loaded, key, dataclasses.replace(statement, passages=passages), small_documents
                )
                assert any(NOT_THERE in each for each in found), wrong


def altered_at(items: tuple[Any, ...], place: int, item: object) -> tuple[Any, ...]:
    return (*items[:place], item, *items[place + 1 :])


@settings(max_examples=60)
@given(data=st.data())
def test_any_letter_off_is_found_in_whatever_the_shipped_file_prints(
    shipped_loaded: load.Loaded, shared_documents: Documents, data: st.DataObject
) -> None:
    key, _, statement = data.draw(st.sampled_from(list(statements(shipped_loaded.fact_file))))
    kind = data.draw(st.sampled_from(["passages", "quotes"] if statement.quotes else ["passages"]))
    items = getattr(statement, kind)
    place = data.draw(st.integers(0, len(items) - 1))
    text = items[place].exact if kind == "passages" else items[place]
    at = data.draw(st.integers(0, len(text) - 1))
    letter = data.draw(st.characters(categories=["L", "N", "P", "Zs"]).filter(lambda char: char != text[at]))
    wrong = altered(text, at, letter)
    item = dataclasses.replace(items[place], exact=wrong) if kind == "passages" else wrong
    fields: dict[str, Any] = {kind: altered_at(items, place, item)}
    found = proof(shipped_loaded, key, dataclasses.replace(statement, **fields), shared_documents)
    expected = NOT_THERE if kind == "passages" else NOT_QUOTED
    assert any(expected in each for each in found), (text, wrong)


def test_one_letter_off_in_any_quote_of_the_small_file_is_found(
    small_loaded: load.Loaded, small_documents: Documents
) -> None:
    tried = 0
    for key, _, statement in statements(small_loaded.fact_file):
        for place, quote in enumerate(statement.quotes):
            for at in range(len(quote)):
                quotes = altered_at(statement.quotes, place, altered(quote, at, "§"))
                found = proof(
                    small_loaded, key, dataclasses.replace(statement, quotes=quotes), small_documents
                )
                assert any(NOT_QUOTED in each for each in found)
                tried += 1
    assert tried > 100


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("tower’s", "tower's"),
        ("14 cracks had", "14  cracks had"),
        ("14 cracks had", "14\u00a0cracks had"),
        ("at its briefing,", "at its briefing"),
        ("The works", "the works"),
        ("growing.", "growing"),
    ],
)
def test_the_documents_exact_characters_are_wanted(
    small_loaded: load.Loaded, small_documents: Documents, old: str, new: str
) -> None:
    statement = small_loaded.fact_file.facts["tower-cracks"].statements[1]
    exact = statement.passages[0].exact
    assert exact.count(old) == 1
    cut_short = exact.replace(old, new)
    wrong = dataclasses.replace(statement, passages=(Passage(cut_short),))
    found = proof(small_loaded, "tower-cracks", wrong, small_documents)
    assert bool(found) == (cut_short not in small_documents[statement.source].decode())


def test_a_message_shows_what_the_document_says_there(
    small_loaded: load.Loaded, small_documents: Documents
) -> None:
    file = small_loaded.fact_file
    statement = dataclasses.replace(
        file.facts["swan-collar"].statements[0],
        passages=(Passage("One swan wore a green collar, a passer-by said."),),
    )
    report = lint(
        with_file(small_loaded, changed(file, "swan-collar", statements=(statement,))), small_documents
    )
    (problem,) = report.problems
    assert str(problem).startswith("facts/swans.yaml:")
    assert problem.id == "swan-collar"
    assert problem.what == f"statement 1: passage 1 {NOT_THERE}"
    assert "compare with “" in problem.write
    assert "wore a red collar" in problem.write
    assert (report.proven, report.unproven) == (14, 1)


# Where words stand


def one_statement(text: str, statement: Statement, loaded: load.Loaded) -> list[str]:
    return proof(loaded, "tower-height", statement, {"courier-2031-05-06": text.encode()})


def printed(*exact: str, quotes: tuple[str, ...] = (), prefix: str = "", suffix: str = "") -> Statement:
    passages = tuple(Passage(each, prefix, suffix) for each in exact)
    return Statement(voice="outlet", source="courier-2031-05-06", passages=passages, quotes=quotes)


@pytest.mark.parametrize(
    ("text", "statement", "expected"),
    [
        ("He left. She stayed.", printed("He left."), []),
        ("He left. He left.", printed("He left."), ["passage 1 stands 2 times"]),
        ("He left. He left.", printed("He left.", suffix=" He"), []),
        ("He left. He left.", printed("He left.", prefix="left. "), []),
        ("A. He left. A. He left.", printed("He left.", prefix="A. "), ["passage 1 stands 2 times"]),
        ("He left. He left.", printed("He left.", suffix=" She"), ["passage 1 does not stand"]),
        ("aaaa", printed("aa"), ["passage 1 stands 3 times"]),
        ("He\nleft.", printed("He left."), ["passage 1 does not stand"]),
        ("(a.b)*", printed("(a.b)*"), []),
        ("(axb)*", printed("(a.b)*"), ["passage 1 does not stand"]),
        ("", printed("He left."), ["passage 1 does not stand"]),
        ("He left.", printed("He left.", "She stayed."), ["passage 2 does not stand"]),
    ],
)
def test_a_passage_stands_once_with_what_stands_around_it(
    small_loaded: load.Loaded, text: str, statement: Statement, expected: list[str]
) -> None:
    found = one_statement(text, statement, small_loaded)
    assert len(found) == len(expected)
    assert all(words in each for words, each in zip(expected, found, strict=True))


@pytest.mark.parametrize(
    ("text", "exact", "quote", "is_proven"),
    [
        ("He said “yes” then.", "He said “yes” then.", "yes", True),
        ('He said "yes" then.', 'He said "yes" then.', "yes", True),
        ("He said 「yes」 then.", "He said 「yes」 then.", "yes", True),
        ("He said «yes» then.", "He said «yes» then.", "yes", True),
        ("He said “yes, it is” then.", "He said “yes, it is” then.", "it is", True),
        ("He said yes then.", "He said yes then.", "yes", False),
        ("He said “yes” then.", "He said “yes” then.", "said", False),
        ("He said “yes” then.", "He said “yes” then.", "then", False),
        ("He said “yes” and “no” then.", "He said “yes” and “no” then.", "yes” and “no", False),
        ("He said “yes” and “no” then.", "He said “yes” and “no” then.", "and", False),
        ('He said "yes" and "no" then.', 'He said "yes" and "no" then.', "and", False),
        # A quotation that goes on in the next paragraph is closed there, or nowhere.
        ("He said: “Yes, it is.\n“And more.”", "He said: “Yes, it is.", "Yes, it is", True),
        ("“Yes.\nHe said no.", "He said no.", "no", False),
        # The passage begins or ends inside the quotation marks.
        ("He said “yes, it is so” then.", "it is so” then.", "it is so", True),
        ("He said “yes, it is so” then.", "He said “yes, it", "yes, it", True),
        ("He said “yes, it is so” then.", "He said “yes, it", "it is so", False),
        # It stands in quotation marks, but elsewhere.
        ("It is “so” there. It is so here.", "It is so here.", "so", False),
    ],
)
def test_a_quote_stands_inside_quotation_marks_within_its_passage(
    small_loaded: load.Loaded, text: str, exact: str, quote: str, *, is_proven: bool
) -> None:
    found = one_statement(text, printed(exact, quotes=(quote,)), small_loaded)
    assert [NOT_QUOTED in each for each in found] == ([] if is_proven else [True])


@given(st.text(max_size=30), st.text(min_size=1, max_size=5), st.text(max_size=3), st.text(max_size=3))
def test_every_place_is_where_the_words_stand(text: str, exact: str, prefix: str, suffix: str) -> None:
    passage = Passage(exact, prefix, suffix)
    whole = prefix + exact + suffix
    for at in occurrences(passage, text):
        assert text[at : at + len(exact)] == exact
        assert text[at - len(prefix) :].startswith(whole)
    assert len(occurrences(passage, text + "\x00" + whole)) >= len(occurrences(passage, text)) + 1


# Documents


def test_another_text_than_the_records_is_found(
    small_loaded: load.Loaded, small_documents: Documents
) -> None:
    more = small_documents["radio-2031-05-06"] + b"\n"
    report = lint(small_loaded, {**small_documents, "radio-2031-05-06": more})
    (problem,) = report.problems
    assert (problem.file, problem.id) == ("seeds/radio-2031-05-06.yaml", "radio-2031-05-06")
    assert problem.line == 5
    assert "sha256 is another one" in problem.what
    assert hashlib.sha256(more).hexdigest() in problem.write


def test_of_a_document_that_is_not_utf_8_nothing_is_proven(
    small_loaded: load.Loaded, small_documents: Documents
) -> None:
    data = small_documents["radio-2031-05-06"].decode().encode("cp1252")
    report = lint(small_loaded, {**small_documents, "radio-2031-05-06": data})
    assert "the document is not UTF-8" in what(report)
    assert report.undocumented == ("radio-2031-05-06",)
    assert (report.proven, report.unproven) == (10, 5)


def test_the_tests_take_the_first_folder_that_holds_the_text_of_every_record(tmp_path: Path) -> None:
    records, part, whole = (tmp_path / name for name in ("records", "part", "whole"))
    for folder, names in (
        (records, ("a.yaml", "b.yaml")),
        (part, ("a.txt", "c.txt")),
        (whole, ("a.txt", "b.txt")),
    ):
        folder.mkdir()
        for name in names:
            (folder / name).touch()
    assert folder_of_texts((tmp_path / "none", part, whole), records) == whole
    assert folder_of_texts((tmp_path / "none", part), records) is None
    (part / "b.txt").touch()
    assert folder_of_texts((part, whole), records) == part


@settings(max_examples=30)
@given(data=st.binary(max_size=300))
def test_no_document_makes_it_fail(small_loaded: load.Loaded, data: bytes) -> None:
    documents = dict.fromkeys(small_loaded.fact_file.sources, data)
    report = lint(
        with_file(small_loaded, changed(small_loaded.fact_file, "swan-collar", related=("x",))), documents
    )
    assert report.proven + report.unproven == 15
    assert any("sha256" in each for each in what(report))


# Phrases


def test_a_phrase_that_brings_another_fact_is_warned_of(small_loaded: load.Loaded) -> None:
    file = small_loaded.fact_file
    phrases = (*file.facts["swan-collar"].asked_as, "lantern feasts")
    report = lint(with_file(small_loaded, changed(file, "swan-collar", asked_as=phrases)), {})
    (problem,) = report.problems
    assert problem.severity == "warning"
    assert problem.id == "swan-collar"
    assert problem.what == "“lantern feasts” brings tower-reopening first"


def test_a_phrase_that_brings_nothing_is_warned_of(small_loaded: load.Loaded) -> None:
    file = small_loaded.fact_file
    phrases = (*file.facts["swan-collar"].asked_as, "?!")
    report = lint(with_file(small_loaded, changed(file, "swan-collar", asked_as=phrases)), {})
    assert what(report) == ["“?!” brings nothing first"]


def test_a_phrase_that_brings_what_is_not_on_file_is_warned_of(small_loaded: load.Loaded) -> None:
    file = small_loaded.fact_file
    gap = Gap("who kept it", ("the bird's owner.", "bird owner", "who is the owner of the bird", "owner"))
    phrases = (*file.facts["swan-collar"].asked_as, "the bird's owner")
    rivals = dataclasses.replace(changed(file, "swan-collar", asked_as=phrases), gaps=(gap,))
    (problem,) = lint(with_file(small_loaded, rivals), {}).problems
    assert (problem.severity, problem.id) == ("warning", "swan-collar")
    assert problem.what == "“the bird's owner” brings “who kept it”, which is not on file, first"


def test_a_phrase_of_a_gap_that_brings_a_fact_is_warned_of_in_its_place(
    small_files: dict[str, bytes],
) -> None:
    gaps = small_files[load.GAPS].replace(b"- is feeding the birds allowed", b"- red collar?")
    (problem,) = lint(load.parse({**small_files, load.GAPS: gaps}), {}).problems
    assert str(problem) == (
        "facts/not-on-file.yaml:13: warning: “red collar?” brings swan-collar all the same; "
        "say what the fact does not, or leave it out"
    )


def test_phrases_are_not_tried_on_a_file_with_errors(small_loaded: load.Loaded) -> None:
    file = changed(small_loaded.fact_file, "swan-collar", asked_as=("lantern feast in June",), related=("x",))
    assert not any("brings" in each for each in what(lint(with_file(small_loaded, file), {})))


def test_a_report_is_json_as_scripts_rely_on_it(small_loaded: load.Loaded) -> None:
    file = changed(small_loaded.fact_file, "swan-collar", related=("x",))
    made = json.loads(json.dumps(exports.report(lint(with_file(small_loaded, file), {}))))
    assert list(made) == ["problems", "facts", "sources", "proven", "unproven", "undocumented"]
    assert made["undocumented"] == list(small_loaded.fact_file.sources)
    assert [list(each) for each in made["problems"]] == [["file", "line", "id", "what", "write", "severity"]]
