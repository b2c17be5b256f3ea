"""JSON in the shape that scripts rely on: these keys, in this order, of these types."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any, Final

import pytest

from bot import answer, exports, lint
from bot.answer import ask
from bot.check import Evidence, Note, Review, Sentence, Span
from bot.check import Problem as Problem_
from bot.errors import Problem
from bot.model import FactFile
from bot.search import fact_index

TODAY: Final = dt.date(2031, 5, 12)


def made(value: object) -> Any:  # noqa: ANN401 - JSON
    """As it comes out at the other end."""
    return json.loads(json.dumps(value, ensure_ascii=False))


def test_a_reply_has_the_keys_of_the_design(small: FactFile) -> None:
    reply = made(exports.reply(ask("lantern feast", small, fact_index(small), TODAY)))
    assert list(reply) == ["text", "status", "matches", "answer", "gap"]
    assert reply["gap"] is None
    assert (reply["text"], reply["status"]) == ("lantern feast", "found")
    assert list(reply["matches"][0]) == ["id", "score", "why"]
    assert reply["matches"][0]["id"] == reply["answer"]["id"] == "tower-reopening"
    assert 0 <= reply["matches"][0]["score"] <= 1
    assert isinstance(reply["matches"][0]["why"], str)


@pytest.mark.parametrize("question", ["who won the world cup in 1998", ""])
def test_what_is_not_found_has_no_answer(small: FactFile, question: str) -> None:
    reply = made(exports.reply(ask(question, small, fact_index(small), TODAY)))
    assert reply["status"] == "none"
    assert reply["answer"] is None
    assert isinstance(reply["matches"], list)


def test_a_gap_is_exported_as_it_stands_on_file(small: FactFile) -> None:
    reply = made(exports.reply(ask("who designed the tower", small, fact_index(small), TODAY)))
    assert (reply["status"], reply["answer"]) == ("none", None)
    assert reply["gap"] == "the architect of the clock tower"


def test_an_answer_has_the_keys_of_the_design(small: FactFile) -> None:
    one = answer.answer("tower-cracks", small, TODAY)
    shown = made(exports.answer(one))
    assert list(shown) == [
        "id", "claim", "attribution", "status", "as_of", "warnings", "paste", "sources", "origins"
    ]  # fmt: skip
    assert shown["attribution"] == {"short": one.attribution.short, "full": one.attribution.full}
    assert shown["as_of"] == "2031-05-06"
    assert shown["warnings"] == list(one.warnings)
    assert shown["origins"] == 1
    assert [list(each) for each in shown["sources"]] == [["id", "outlet", "url", "link", "printed"]] * 2
    radio = shown["sources"][0]
    assert radio["id"] == "radio-2031-05-06"
    assert radio["link"].startswith("https://radio.example/news?id=77#:~:text=")
    assert len(radio["printed"]) == 2


def test_every_shipped_fact_can_be_exported(shipped: FactFile) -> None:
    for key in shipped.facts:
        assert made(exports.answer(answer.answer(key, shipped, TODAY)))["id"] == key


def test_facts_are_listed_with_topic_and_claim(small: FactFile) -> None:
    every = made(exports.facts(small, None))
    assert [list(each) for each in every] == [["id", "topic", "claim"]] * 8
    assert [each["id"] for each in exports.facts(small, "Swans")] == ["swan-count", "swan-collar"]
    assert exports.facts(small, "Ducks") == []


def test_sources_are_listed_without_their_digest(small: FactFile) -> None:
    every = made(exports.sources(small))
    assert [list(each) for each in every] == [["id", "outlet", "headline", "byline", "published", "url"]] * 3
    assert every[2]["headline"] is None
    assert every[0]["published"] == "2031-05-06"


def test_a_review_has_the_keys_of_the_design_then_the_places() -> None:
    text, span = "The toll is 400. It leans.", Span(12, 15)
    evidence = Evidence("facts/x.yaml", 81, "The Paper", "Some 300 died.", "https://paper.example/a")
    found = Problem_("figure", span, "400", "toll", "It is 300.", "300", evidence)
    nothing = Problem_("unsupported", Span(0, 16), text[:16], None, "Nothing on file.", "")
    named = Problem_("name", span, "400", "toll", "No.", "x", Evidence("facts/names.yaml", 0))
    note = Note(Span(17, 26), "Verify it.", "lean")
    review = Review(
        text,
        (
            Sentence(Span(0, 16), ("toll",), (found, nothing, named), ()),
            Sentence(Span(17, 26), ("lean", "toll"), (), (note,)),
        ),
    )
    shown = made(exports.review(review))
    assert list(shown) == ["text", "facts", "problems", "notes"]
    assert (shown["text"], shown["facts"]) == (text, ["toll", "lean"])
    assert list(shown["problems"][0].items()) == [
        ("kind", "figure"),
        ("words", "400"),
        ("fact", "toll"),
        ("message", "It is 300."),
        ("suggestion", "300"),
        ("start", 12),
        ("end", 15),
        ("file", "facts/x.yaml"),
        ("line", 81),
        ("outlet", "The Paper"),
        ("printed", "Some 300 died."),
        ("link", "https://paper.example/a"),
    ]
    rest = ("file", "line", "outlet", "printed", "link")
    assert [shown["problems"][1][key] for key in ("fact", *rest)] == [None] * 6
    assert [shown["problems"][2][key] for key in rest] == ["facts/names.yaml", None, None, None, None]
    assert shown["notes"] == [{"message": "Verify it.", "fact": "lean", "start": 17, "end": 26}]
    assert list(shown["notes"][0]) == ["message", "fact", "start", "end"]


def test_a_report_is_exported_whole() -> None:
    problem = Problem("facts/x.yaml", 3, "lean", "it is wrong", "mend it")
    report = lint.Report(
        (problem,), facts=4, sources=3, gaps=7, proven=2, unproven=1, undocumented=("a", "b")
    )
    assert list(made(exports.report(report)).items()) == [
        ("problems", [exports.problem(problem)]),
        ("facts", 4),
        ("sources", 3),
        ("proven", 2),
        ("unproven", 1),
        ("undocumented", ["a", "b"]),
    ]


def test_a_problem_is_exported_whole() -> None:
    problem = Problem("facts/x.yaml", 3, "lean", "it is wrong", "mend it", "warning")
    assert list(exports.problem(problem).items()) == [
        ("file", "facts/x.yaml"),
        ("line", 3),
        ("id", "lean"),
        ("what", "it is wrong"),
        ("write", "mend it"),
        ("severity", "warning"),
    ]
    assert str(problem) == "facts/x.yaml:3: lean: warning: it is wrong; mend it"
    assert (
        str(Problem("facts/x.yaml", 0, "", "it is wrong", "mend it"))
        == "facts/x.yaml:0: it is wrong; mend it"
    )
